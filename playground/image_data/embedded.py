"""The digits that come with scikit-learn: always at hand, if small and few.

1,797 handwritten digits of 8 x 8 pixels (Alpaydin & Kaynak, 1998, UCI repository), drawn large as MNIST
has them: in a box of 20 x 20 whose centre of mass stands in the middle of 28 x 28.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable

import numpy as np
from PIL import Image

from playground.image_data.kinds import Pictures, PictureSet
from playground.image_data.known import SIDE

Array = np.ndarray

KEY = "digits"
BOX = 20
HELD_OUT_EVERY = 6
"""Every sixth picture, 300 of all, is to test on."""
_INK = (80.0, 220.0)
"""Grey values that become black and white: enlarged strokes are softer than a pen's. With these there is
as much ink as in MNIST (a mean of 34 of 255, there 33)."""


def _once(make: Callable[..., PictureSet]) -> Callable[..., PictureSet]:
    """`make`, remembered by what it is asked for; threads that ask at once wait for the first one's."""
    remembered, lock = functools.cache(make), threading.Lock()

    @functools.wraps(make)
    def made(*asked: object) -> PictureSet:
        with lock:
            return remembered(*asked)

    return made


@_once
def embedded_digits() -> PictureSet:
    """The digits as a set of their own."""
    # Imported here: it takes a second, and most runs never need it.
    from sklearn.datasets import load_digits

    small, labels = load_digits(return_X_y=True)
    images = np.stack([_enlarged(digit.reshape(8, 8)) for digit in small])
    test = np.arange(len(images)) % HELD_OUT_EVERY == 0
    train, held_out = (Pictures(images[part], labels[part].astype(np.uint8)) for part in (~test, test))
    return PictureSet(KEY, train, held_out, tuple("0123456789"), "embedded")


@_once
def stand_in(key: str) -> PictureSet:
    """The digits in place of the set `key`: the same object every time."""
    digits = embedded_digits()
    return PictureSet(key, digits.train, digits.test, digits.names, digits.source, stand_in=True)


def _enlarged(digit: Array) -> Array:
    """A digit (8, 8) of values 0 to 16 as a picture (28, 28), uint8."""
    pixels = Image.fromarray((digit * (255 / 16)).astype(np.uint8))
    large = np.asarray(pixels.resize((BOX, BOX), Image.Resampling.BICUBIC), dtype=np.float64)
    low, high = _INK
    ink = np.clip((large - low) / (high - low), 0, 1) * 255
    row, column = (_corner(ink.sum(axis=axis)) for axis in (1, 0))
    picture = np.zeros((SIDE, SIDE), dtype=np.uint8)
    picture[row : row + BOX, column : column + BOX] = ink.round()
    return picture


def _corner(ink: Array) -> int:
    """Where a box starts whose ink (20,) along one axis is to have its centre in the middle."""
    centre = (np.arange(BOX) + 0.5) @ ink / ink.sum()
    return int(np.clip(round(SIDE / 2 - centre), 0, SIDE - BOX))
