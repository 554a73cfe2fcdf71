"""The binary frame: one self-describing message for every picture.

    u32 little-endian   length of the header in bytes
    header              JSON, padded with spaces; `arrays` lists {name, kind, shape, at, ...}
    arrays              raw little-endian numbers, each 8-byte aligned, `at` bytes after the header

The alignment lets the browser put typed-array views on the message without a copy. Arrays travel
as they are (`uint8`, `int16`, `int32`, `float32`) unless they are wrapped: `Points` become int16 on
a window, `Levels` uint8 between two values. Both say in the header how to undo it.
"""

from __future__ import annotations

import dataclasses
import json
import math
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray

ALIGNMENT = 8
REACH = 2.0
"""Points keep their place up to this many window widths from the window's centre."""

_STEPS = 32_000
_MISSING = -32_768
_KINDS = {"uint8": "<u1", "int16": "<i2", "int32": "<i4", "float32": "<f4"}


@dataclasses.dataclass(frozen=True, eq=False)
class Points:
    """Points (..., d), sent as int16 on `window`, one (low, high) per axis.

    What lies outside the reach is moved to its edge; a point with a coordinate that is not a number
    stays one.
    """

    values: Array
    window: Sequence[Sequence[float]]


@dataclasses.dataclass(frozen=True, eq=False)
class Levels:
    """A field sent as uint8 between `low` and `high`; by default those of the values themselves.

    Values outside are moved to the edge; what is not a number counts as `low`.
    """

    values: Array
    low: float | None = None
    high: float | None = None


def encode(header: Mapping[str, Any], arrays: Mapping[str, Array | Points | Levels]) -> bytes:
    """One frame. `header` holds plain JSON values; see `finite` for numbers that JSON cannot hold."""
    table, parts, at = [], [], 0
    for name, given in arrays.items():
        values, notes = _pack(given)
        kind = values.dtype.name
        raw = np.ascontiguousarray(values, _KINDS[kind]).tobytes()
        table.append({"name": name, "kind": kind, "shape": list(values.shape), "at": at, **notes})
        gap = -len(raw) % ALIGNMENT
        parts += [raw, b"\0" * gap]
        at += len(raw) + gap
    text = _spelled({**header, "arrays": table}).encode()
    text += b" " * (-(4 + len(text)) % ALIGNMENT)
    return b"".join([struct.pack("<I", len(text)), text, *parts])


def decode(frame: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """The inverse of `encode`, with packed arrays as float32. Raises `ValueError` on a torn frame."""
    if len(frame) < 4 or len(frame) < 4 + struct.unpack_from("<I", frame)[0]:
        raise ValueError("The frame is shorter than its header says.")
    start = 4 + struct.unpack_from("<I", frame)[0]
    header = json.loads(frame[4:start])
    arrays = {}
    for entry in header.pop("arrays"):
        count = math.prod(entry["shape"])
        if start + entry["at"] + count * np.dtype(_KINDS[entry["kind"]]).itemsize > len(frame):
            raise ValueError(f"The frame ends within the array {entry['name']}.")
        raw = np.frombuffer(frame, _KINDS[entry["kind"]], count, start + entry["at"])
        arrays[entry["name"]] = _unpack(raw.reshape(entry["shape"]), entry)
    return header, arrays


def finite(value: Any) -> Any:
    """A copy of plain data in which numbers that JSON cannot hold are spelled "inf" or None."""
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    if isinstance(value, Mapping):
        return {key: finite(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [finite(held) for held in value]
    return value


def _spelled(header: Mapping[str, Any]) -> str:
    try:
        return json.dumps(header, separators=(",", ":"), allow_nan=False)
    except ValueError:
        # Seldom: going through all of it first would cost each frame more than the rest of this.
        return json.dumps(finite(header), separators=(",", ":"), allow_nan=False)


def _pack(given: Array | Points | Levels) -> tuple[Array, dict[str, Any]]:
    if isinstance(given, Points):
        return _pack_points(given)
    if isinstance(given, Levels):
        return _pack_levels(given)
    values = np.asarray(given)
    if values.dtype == bool:
        return values.astype(np.uint8), {}
    return (values if values.dtype.name in _KINDS else values.astype(np.float32)), {}


def _pack_points(given: Points) -> tuple[Array, dict[str, Any]]:
    centre = [(low + high) / 2 for low, high in given.window]
    scale = [max(high - low, 1e-30) * REACH / _STEPS for low, high in given.window]
    places = np.rint((given.values - np.array(centre)) / scale)
    # Not so either where a number is missing.
    if not np.abs(places).max(initial=0.0) <= _STEPS:
        missing = ~np.isfinite(given.values)
        places = np.where(missing, _MISSING, np.clip(places, -_STEPS, _STEPS))
    return places.astype(np.int16), {"centre": centre, "scale": scale}


def _pack_levels(given: Levels) -> tuple[Array, dict[str, Any]]:
    values, low, high = np.asarray(given.values, np.float64), given.low, given.high
    if low is None or high is None:
        known = values[np.isfinite(values)] if np.isfinite(values).any() else np.zeros(1)
        low = float(known.min()) if low is None else low
        high = float(known.max()) if high is None else high
    shares = (values - low) / max(high - low, 1e-30)
    if not (shares.min(initial=0.0) >= 0 and shares.max(initial=0.0) <= 1):
        shares = np.clip(np.nan_to_num(shares, nan=0, posinf=1, neginf=0), 0, 1)
    return np.rint(shares * 255).astype(np.uint8), {"low": low, "high": high}


def _unpack(raw: Array, entry: Mapping[str, Any]) -> Array:
    if "centre" in entry:
        places = raw * np.asarray(entry["scale"]) + np.asarray(entry["centre"])
        return np.where(raw == _MISSING, np.nan, places).astype(np.float32)
    if "low" in entry:
        return (entry["low"] + raw * ((entry["high"] - entry["low"]) / 255)).astype(np.float32)
    return raw
