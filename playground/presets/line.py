"""Presets on the line."""

from __future__ import annotations

from playground.presets.base import Claim, Preset


class Convergence(Preset):
    """The 2014 paper's figure, alive: D tells real from fake, G follows, until D can only guess."""

    settings = (
        "distribution=gaussian&noise.dim=1&noise.kind=uniform&generator.width=16&discriminator.width=16"
        "&generator.activation=tanh&discriminator.activation=tanh&batch=256"
    )
    steps = 4000
    claims = (
        Claim("starts far away", "jsd >= 0.2", "start"),
        Claim(
            "D comes close to its optimum while G is still off", "d_star_gap <= 0.1 and jsd > 0.05", "ever"
        ),
        Claim("ends with p_g = p_data and D = 1/2", "jsd <= 0.01 and d_half_gap <= 0.05"),
    )
