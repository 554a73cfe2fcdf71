"""Points at the scale of the networks, which start around zero and reach a few units far."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from playground.distributions import Distribution
from playground.distributions.points import FEWEST, LinePoints, PlanePoints
from playground.knobs import SettingError

Array = np.ndarray

REACH = 2.0
"""The longer side of the data goes from -REACH to REACH."""

MOST_ROWS = 200_000
_NARROWEST = 1e-300


def check_count(rows: int) -> None:
    """Raises `SettingError` unless so many rows can be the data."""
    if rows < FEWEST:
        raise SettingError(
            f"This file has {rows or 'no'} row{'s' * (rows != 1)} of numbers; give it {FEWEST} or more."
        )
    if rows > MOST_ROWS:
        raise SettingError(
            f"This file has {rows:,} rows; the most is {MOST_ROWS:,}. Take a random part of them."
        )


def points_to_scale(points: Array, name: str) -> tuple[Distribution, str, dict[str, Any]]:
    """Points (n, 1) or (n, 2) as a distribution, and the note that says how they were scaled.

    Their box is moved to the middle, and its longer side is scaled to reach from -2 to 2. Raises
    `SettingError` if they are not finite, or all the same.
    """
    wrong = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if len(wrong):
        raise SettingError(f"Row {wrong[0] + 1} of the data is not finite; take out such rows.")
    # Halves first: the sum or the difference of two large numbers may be infinite.
    low, high = points.min(axis=0) / 2, points.max(axis=0) / 2
    middle, scale = low + high, (high - low).max() / REACH
    if scale < _NARROWEST:
        raise SettingError("All rows of this file are the same; data of at least two values are needed.")
    distribution = (LinePoints, PlanePoints)[points.shape[1] - 1](points=(points - middle) / scale)
    values = {"name": short(name), "rows": len(points), "scale": f"{scale:.6g}"}
    values |= {axis: f"{place:.6g}" for axis, place in zip("xy", middle, strict=False)}
    return distribution, f"own.points.{'line' if len(middle) == 1 else 'plane'}", values


def short(name: str) -> str:
    """A file's name without folders and control characters, in at most 40 characters."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(character for character in last if character.isprintable())
    return printable if len(printable) <= 40 else printable[:39] + "…"
