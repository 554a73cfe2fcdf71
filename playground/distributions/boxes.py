"""Boxes: checks of (low, high) settings and the views that pictures are drawn in."""

from __future__ import annotations

import numpy as np

from playground.knobs import SettingError

Array = np.ndarray
Box = tuple[tuple[float, float], ...]

NARROWEST = 0.01
"""The least high - low: below it float32 samples would visibly stand on a lattice."""


def check_interval(low_name: str, low: float, high_name: str, high: float) -> None:
    """Raises `SettingError` unless high lies above low by at least `NARROWEST`."""
    if high - low < NARROWEST:
        raise SettingError(
            f"{high_name} must be at least {low_name} + {NARROWEST:g} = {low + NARROWEST:g}; {high:g} is not."
        )


def padded(lows: Array, highs: Array, margin: float = 0.15) -> Box:
    """The box from lows (d,) to highs (d,), with room on each side for a generator that overshoots."""
    middle, half = (lows + highs) / 2, (highs - lows) / 2
    half = np.maximum(half * (1 + 2 * margin), 0.1)
    return tuple((float(m - h), float(m + h)) for m, h in zip(middle, half, strict=True))


def square(lows: Array, highs: Array, margin: float = 0.15) -> Box:
    """Like `padded`, but equally long along every axis, so that circles are drawn as circles."""
    middle, half = (lows + highs) / 2, np.max(highs - lows) / 2
    return padded(middle - half, middle + half, margin)
