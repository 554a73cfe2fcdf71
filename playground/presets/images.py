"""Pictures out of noise: digits, which a generator learns one after the other, or forgets."""

from __future__ import annotations

from playground.presets.base import Claim, Preset

_DCGAN = "&noise.dim=100&batch=64&generator.network=dcgan&discriminator.network=dcgan&generator.ema=0.995"


class MnistDcgan(Preset):
    """Digits form out of grey within a minute: strokes first, then shapes, then one digit after the other.

    Two small convolutional networks after Radford et al. (2016). The bars tell which digits come up.
    """

    key = "mnist"
    title = "Digits"
    chapter = "images"
    settings = f"distribution=mnist&generator.lr=0.002&discriminator.lr=0.002{_DCGAN}"
    steps = 2400
    kept = 1600
    claims = (Claim("all ten digits come up", "classes == 10"),)


class MnistCollapse(Preset):
    """G forgets digits and draws mostly ones. Then reset, press Wasserstein and play: all ten come up.

    Both losses play with the same plain networks, rates and five steps of D; only Wasserstein brings its
    gradient penalty (weight 0.1). In eight seeds each Jensen-Shannon ended at 3 to 5 digits and Wasserstein
    at 9 or 10. With that penalty Jensen-Shannon ended at 4 to 9, with 7 in the median: so here the penalty
    helps, and the loss helps further.
    """

    key = "mnist-collapse"
    title = "Digits forgotten"
    chapter = "images"
    settings = (
        "distribution=mnist&noise.dim=32&batch=64&k=5&generator.depth=3&generator.width=256"
        "&generator.activation=relu&generator.squashed=true&generator.lr=0.002&generator.ema=0.98"
        "&discriminator.depth=3&discriminator.width=256&discriminator.lr=0.002"
    )
    steps = 1200
    kept = 1200
    claims = (
        Claim("Jensen-Shannon ends at five of ten digits or fewer", "classes <= 5", wanted=0.9),
        Claim(
            "Wasserstein ends at nine digits or ten",
            "classes >= 9",
            wanted=0.9,
            variant="objective=wasserstein",
        ),
        Claim(
            "Jensen-Shannon with the same gradient penalty ends at eight digits or fewer",
            "classes <= 8",
            wanted=0.9,
            variant="constraint=gradient-penalty",
        ),
    )
