"""What a good recipe reaches in the plane."""

from __future__ import annotations

from playground.presets.base import Claim, Preset

_BEST = (
    "&objective=relativistic&constraint=r1,r2"
    "&generator.ema=0.99&generator.depth=4&generator.activation=relu&generator.start=he&generator.beta1=0"
    "&discriminator.depth=3&discriminator.beta1=0"
)
"""Relativistic pairing with R1 and R2 (Huang et al., 2024), an averaged generator that starts wide, a D
that sees fine detail through Fourier features, no momentum, and learning rates that fall in the end."""


def _served(modes: int) -> tuple[Claim, ...]:
    """What the best recipes claim: all modes, sharp, of the right width, evenly served."""
    return (
        Claim(f"all {modes} modes", f"modes == {modes}", wanted=0.99),
        Claim("at least 95 % of samples within three sigma of a mode", "high_quality >= 0.95"),
        Claim("modes of the right width", "width_ratio >= 0.8 and width_ratio <= 1.2"),
        Claim("modes evenly served", "mode_kl <= 0.07"),
    )


class RingBest(Preset):
    """What a small GAN can do: all eight narrow modes, evenly served and of the right width."""

    title = "Ring, best recipe"
    chapter = "best"
    settings = (
        "distribution=ring&distribution.radius=1&distribution.width=0.01"
        "&constraint.r1.weight=0.05&constraint.r2.weight=0.05&discriminator.fourier=6&schedule.steps=20000"
        + _BEST
    )
    steps = 20_000
    claims = _served(8)


class GridBest(Preset):
    """Twenty-five modes on a grid: the harder sister of the ring."""

    title = "Grid, best recipe"
    chapter = "best"
    settings = (
        "distribution=grid&distribution.side=5&distribution.spacing=2&distribution.width=0.05"
        "&constraint.r1.weight=0.3&constraint.r2.weight=0.3"
        "&discriminator.fourier=5&discriminator.fourier_scale=0.25&schedule.steps=100000" + _BEST
    )
    steps = 100_000
    claims = _served(25)
