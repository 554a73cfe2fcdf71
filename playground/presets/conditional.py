"""Conditional GANs: a sample is asked for by its label."""

from __future__ import annotations

from playground.presets.base import Claim, Preset

_RECIPE = (
    "&objective=relativistic&constraint=r1,r2&generator.ema=0.99&generator.beta1=0&discriminator.beta1=0"
)
"""Relativistic pairing with R1 and R2 (Huang et al., 2024), no momentum, and an averaged generator. To these
come Fourier features, through which D sees fine detail."""


class CganRing(Preset):
    """Each of eight modes is asked for by its label, and comes: pick one, and the same noise goes there.

    One sample for each label would be as accurate, so see how much they differ. Under the plain GAN's
    loss, momentum and D they are still right, and not half as varied.
    """

    title = "A label for each mode"
    chapter = "family"
    settings = (
        "family=cgan&distribution=ring&distribution.radius=2&distribution.width=0.05"
        "&constraint.r1.weight=0.05&constraint.r2.weight=0.05&discriminator.fourier=3&schedule.steps=3000"
        + _RECIPE
    )
    steps = 3000
    speed = 150
    claims = (
        Claim(
            "label accuracy of at least 98 %, and modes of the right width",
            "label_accuracy >= 0.98 and width_ratio >= 0.7 and width_ratio <= 1.3",
            wanted=0.9,
        ),
        Claim("modes evenly served: a KL of at most 0.002 nats", "mode_kl <= 0.002", wanted=0.9),
        Claim(
            "samples of a label differ as much as real ones, give or take 30 %",
            "class_diversity >= 0.7 and class_diversity <= 1.3",
            wanted=0.9,
        ),
        Claim(
            "under the plain GAN's loss and momentum as accurate, and at most 60 % as varied",
            "label_accuracy >= 0.98 and class_diversity <= 0.6",
            wanted=0.9,
            variant="objective=jensen-shannon&constraint=auto&discriminator.fourier=0"
            "&generator.beta1=0.5&discriminator.beta1=0.5",
        ),
    )


class CganGrid(Preset):
    """Twenty-five modes, each with its label: what a plain GAN is apt to miss has only to be asked for."""

    title = "A label for each of 25"
    chapter = "family"
    settings = (
        "family=cgan&distribution=grid&distribution.side=5&distribution.spacing=2&distribution.width=0.05"
        "&constraint.r1.weight=0.3&constraint.r2.weight=0.3"
        "&discriminator.fourier=5&discriminator.fourier_scale=0.25&schedule.steps=4000" + _RECIPE
    )
    steps = 4000
    speed = 150
    claims = (
        Claim("all 25 modes", "modes == 25"),
        Claim("label accuracy of at least 97 %", "label_accuracy >= 0.97", wanted=0.9),
        Claim(
            "diversity within a label of at least 70 % of the real one", "class_diversity >= 0.7", wanted=0.9
        ),
    )


class CganMnist(Preset):
    """Write me a seven: a row for each digit, and in each column the same noise, so the same hand.

    In eight unseen seeds 94 to 97 % of the digits were what was asked for after 6,000 steps, which take 105
    to 111 seconds of two cores, and those of a label differed 0.94 to 0.96 times as much as real ones. Labels
    also even out the classes: the same networks without them (the preset Digits, 2,400 steps, eight seeds)
    draw them unevenly by a KL of 0.049 to 0.078 nats; asked for evenly, they come evenly, give or take what
    is misread (0.002 to 0.004). Real pictures read 0.002.
    """

    title = "A digit that is asked for"
    chapter = "family"
    settings = (
        "family=cgan&distribution=mnist&generator.lr=0.002&discriminator.lr=0.002&noise.dim=100&batch=64"
        "&generator.network=dcgan&discriminator.network=dcgan&generator.ema=0.995"
    )
    steps = 6000
    preview_step = 2400
    claims = (
        Claim("label accuracy of at least 90 %", "label_accuracy >= 0.9"),
        Claim("digits of a label differ at least half as much as real ones", "class_diversity >= 0.5"),
        Claim("classes evenly served: a KL of at most 0.01 nats", "class_kl <= 0.01"),
    )
