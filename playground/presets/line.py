"""Presets on the line."""

from __future__ import annotations

from playground.presets.base import Claim, Preset


class Convergence(Preset):
    """The 2014 paper's figure, alive: D tells real from fake, G follows, until D can only guess."""

    chapter = "line"
    settings = (
        "distribution=gaussian&distribution.mean=3&noise.dim=1&constraint=none&k=3&batch=256"
        "&generator.depth=1&generator.width=16&generator.activation.slope=0.7&generator.start=orthogonal"
        "&generator.beta1=0&discriminator.beta1=0"
        "&discriminator.width=32&discriminator.activation=tanh&discriminator.lr=0.005"
        "&schedule.steps=5000&schedule.floor=0.05"
    )
    steps = 5000
    speed = 200
    every = 20
    claims = (
        Claim("starts far away (JSD of at least 0.2 nats)", "jsd >= 0.2", "start"),
        Claim(
            "D comes close to its optimum while G is still off", "d_star_gap <= 0.1 and jsd > 0.05", "ever"
        ),
        Claim("ends with p_g = p_data and D = 1/2", "jsd <= 0.01 and d_half_gap <= 0.05"),
    )


class Bimodal(Preset):
    """One bell of noise is torn in two: the green curve fills both bells, and D comes back to one half.

    A deep G bends sharply enough to leave the middle almost empty; R1 and R2 keep D's curve flat, so that
    neither bell pulls all samples over to its side.
    """

    title = "Two bells"
    chapter = "line"
    settings = (
        "distribution=two-gaussians&distribution.left_mean=-1.5&distribution.right_mean=1.5"
        "&distribution.left_width=0.4&distribution.right_width=0.4&noise.dim=1"
        "&constraint=r1,r2&constraint.r1.weight=0.1&constraint.r2.weight=0.1&k=3"
        "&generator.depth=3&generator.width=32&generator.activation=relu&generator.start=he"
        "&generator.lr=0.002&generator.beta1=0&generator.ema=0.99"
        "&discriminator.width=32&discriminator.activation=tanh&discriminator.lr=0.005&discriminator.beta1=0"
        "&schedule.steps=4000"
    )
    steps = 4000
    speed = 200
    claims = (
        Claim("starts far away (JSD of at least 0.2 nats)", "jsd >= 0.2", "start"),
        Claim("ends in both bells, JSD of at most 0.07 nats", "modes == 2 and jsd <= 0.07"),
        Claim("D ends near one half wherever there is data", "d_half_gap <= 0.1"),
    )


class VanishingGradient(Preset):
    """A sure D and the saturating loss: G gets almost no slope and stays put; untick saturating to free it.

    G is a straight line trained by plain gradient descent: Adam would blow the tiny slope up again.
    """

    chapter = "line"
    settings = (
        "distribution=gaussian&distribution.mean=9&noise.dim=1&objective.saturating=true&k=3"
        "&generator.depth=0&generator.start=orthogonal&generator.optimizer=sgd&generator.lr=0.02"
        "&discriminator.width=32&discriminator.activation=tanh&discriminator.lr=0.003"
    )
    steps = 1200
    speed = 60
    claims = (
        Claim("G is still where it began and gets almost no push", "jsd >= 0.65 and gradient <= 0.01"),
        Claim("the non-saturating loss moves it", "w1 <= 8", variant="objective.saturating=false"),
    )
