"""Paint in words: 32 x 32 cells of 16 levels as a short text, which fits into a link.

    a495b2c30d...

A letter from a to p is a level from 0 to 15, and the number after it says for how many cells it goes
on. The cells come row by row from below, each row from left to right.
"""

from __future__ import annotations

import itertools
import re

import numpy as np

from playground.knobs import SettingError

Array = np.ndarray

SIDE, LEVELS = 32, 16
CELLS = SIDE * SIDE
PATTERN = r"(?:[a-p](?:[1-9][0-9]{0,3})?)+"
_RUN = re.compile(r"([a-p])([0-9]*)")


def encode_paint(levels: Array) -> str:
    """The shortest text of `levels` (32, 32), whole numbers from 0 to 15, first index along x.

    At most one character a cell. Raises `SettingError` for any other array.
    """
    levels = np.asarray(levels)
    whole = levels.dtype.kind in "iu" and levels.shape == (SIDE, SIDE)
    if not whole or not (levels.min() >= 0 and levels.max() < LEVELS):
        raise SettingError(f"Paint is {SIDE} x {SIDE} whole numbers from 0 to {LEVELS - 1}; this is not.")
    runs = ((level, len(list(run))) for level, run in itertools.groupby(levels.T.ravel().tolist()))
    return "".join(chr(ord("a") + level) + (str(count) if count > 1 else "") for level, count in runs)


def decode_paint(text: str) -> Array:
    """The inverse of `encode_paint`: uint8 (32, 32). Raises `SettingError` for a text that is none."""
    if not re.fullmatch(PATTERN, text):
        raise SettingError("paint must be letters from a to p, each with a number of cells or without.")
    runs = [(ord(letter) - ord("a"), int(count or 1)) for letter, count in _RUN.findall(text)]
    levels, counts = np.array(runs).T
    if counts.sum() != CELLS:
        raise SettingError(f"paint must fill exactly {CELLS} cells; this fills {counts.sum()}.")
    return np.repeat(levels.astype(np.uint8), counts).reshape(SIDE, SIDE).T


def heart() -> str:
    """A heart: where (x² + y² - 1)³ <= x² y³ on [-1.5, 1.5]²."""
    middles = (np.arange(SIDE) + 0.5) * 3 / SIDE - 1.5
    x, y = np.meshgrid(middles, middles, indexing="ij")
    inside = (x**2 + y**2 - 1) ** 3 <= x**2 * y**3
    return encode_paint(inside * (LEVELS - 1))
