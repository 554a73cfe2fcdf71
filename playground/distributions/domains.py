"""Domains of pictures: the same digits under another law, for translation between two of them."""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections.abc import Callable

import numpy as np
from scipy import ndimage

from playground.catalogue import knob
from playground.distributions.images import SIDE, Images
from playground.image_data import Pictures, PictureSet

Array = np.ndarray

PERIOD = 4
"""Pixels from one stripe to the next, across and down."""
FAINT = 4
"""Between two stripes the ink is divided by this."""
_SQUARE = (1, 2, 2)
_CROSS = ndimage.generate_binary_structure(2, 1)[None]


class Domain(Images, abstract=True):
    """Digits that something has been done to, each picture to itself."""

    classes = 10
    digits: str = knob(
        "mnist", choices=("mnist", "digits"), help="Which digits: MNIST, or the embedded ones."
    )

    @property
    def origin(self) -> str:
        return self.digits

    @staticmethod
    @abstractmethod
    def changed(images: Array) -> Array:
        """Digits (n, 28, 28), uint8, as they are in this domain."""

    def named(self) -> Domain:
        return self.released().replace(digits="digits")

    def drawn(self, found: PictureSet) -> PictureSet:
        return _changed(found, self.key, self.changed)


class Striped(Domain):
    """Digits striped like a zebra.

    Slanting stripes two pixels wide stay, and between them a quarter of the ink. The stripes are at the same
    places in every picture.
    """

    key = domain = "striped"
    title = "Striped digits"

    @staticmethod
    def changed(images: Array) -> Array:
        return np.where(_stripes(), images, images // FAINT)


class Thin(Domain):
    """Digits written with a thin pen: about a pixel is taken off each stroke.

    Eroded by a square of 2 x 2 pixels; strokes that would not survive it stay as they are.
    """

    key = domain = "thin"
    title = "Thin digits"

    @staticmethod
    def changed(images: Array) -> Array:
        lost = images - ndimage.grey_opening(images, size=_SQUARE)
        return np.maximum(ndimage.grey_erosion(images, size=_SQUARE), lost)


class Bold(Domain):
    """Digits written with a bold pen: strokes are two pixels wider.

    Dilated by a cross of five pixels, which reaches one pixel up, down, left and right.
    """

    key = domain = "bold"
    title = "Bold digits"

    @staticmethod
    def changed(images: Array) -> Array:
        return ndimage.grey_dilation(images, footprint=_CROSS)


@functools.cache
def _stripes() -> Array:
    """Which pixels are on a stripe: bool (28, 28)."""
    row, column = np.mgrid[:SIDE, :SIDE]
    return (row + column) % PERIOD >= PERIOD // 2


@functools.lru_cache(maxsize=8)
def _changed(found: PictureSet, key: str, change: Callable[[Array], Array]) -> PictureSet:
    train, test = (Pictures(change(part.images), part.labels) for part in (found.train, found.test))
    return PictureSet(key, train, test, found.names, found.source, found.stand_in)
