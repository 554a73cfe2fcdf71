"""Densities of one's own in the plane: painted by hand, or taken from a picture."""

from __future__ import annotations

import numpy as np

from playground.catalogue import knob
from playground.distributions.arrays import array_field, digest_field, finite_float32, settle
from playground.distributions.cells import Sheet
from playground.distributions.paint import CELLS, PATTERN, decode_paint, encode_paint, heart
from playground.knobs import SettingError

Array = np.ndarray

MOST = 256
"""Most cells along each axis of a picture."""


class DrawnPlane(Sheet):
    """A density in the plane that you paint yourself.

    Paint islands, bridges and holes and find out which of them a GAN keeps.
    """

    key = "drawn-2d"
    title = "Drawn (2D)"
    paint: str = knob(
        heart(),
        length=(len(f"p{CELLS}"), CELLS),
        pattern=PATTERN,
        help="32 x 32 cells row by row from below: a letter from a (none) to p (most), and for how many "
        "cells it goes on.",
    )

    def validate(self) -> None:
        super().validate()
        levels = decode_paint(self.paint)
        if not levels.any():
            raise SettingError("paint must leave at least one cell above 'a'; this sheet is empty.")
        # Equal drawings are equal specs, however they were written.
        object.__setattr__(self, "paint", encode_paint(levels))

    def weights(self) -> Array:
        return decode_paint(self.paint).astype(np.float64)


def _ball() -> Array:
    """A ball lit from the upper left, as darkness from 0 to 1."""
    middles = (np.arange(48) + 0.5) / 24 - 1
    x, y = np.meshgrid(middles, middles, indexing="ij")
    inside = x**2 + y**2 < 0.9
    z = np.sqrt(np.where(inside, 0.9 - x**2 - y**2, 0))
    lit = np.maximum(-x + y + z, 0) / np.sqrt(3 * 0.9)
    return np.where(inside, 1 - lit, 0.0)


class PictureDensity(Sheet):
    """A picture of your own: the darker a place, the denser the data.

    Edges, thin strokes and shades in one density: see which of them the generator reaches.
    Transparent places hold no data.
    """

    key = "picture"
    title = "Picture"
    cells: Array = array_field(_ball)
    digest: str = digest_field()

    def validate(self) -> None:
        super().validate()
        rule = f"1 to {MOST} rows and columns of non-negative numbers, one at least positive"
        cells = finite_float32("cells", self.cells, rule)
        if cells.ndim != 2 or not all(1 <= length <= MOST for length in cells.shape):
            raise SettingError(f"cells must be {rule}; an array of shape {cells.shape} is not.")
        if (cells < 0).any() or not cells.any():
            raise SettingError(f"cells must be {rule}; these are not.")
        settle(self, "cells", cells)

    def weights(self) -> Array:
        return self.cells.astype(np.float64)
