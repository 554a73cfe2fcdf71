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
    kept = 4800
    claims = (Claim("all ten digits come up", "classes == 10"),)
