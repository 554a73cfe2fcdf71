"""Arrays as fields of a spec: checked, copied, read-only and compared by a digest."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np

from playground.knobs import SettingError

Array = np.ndarray


def array_field(default: Callable[[], Array]) -> Any:
    """Declares a field that holds an array; the digest beside it stands in for it in == and hash."""
    return dataclasses.field(default_factory=default, compare=False, repr=False, metadata={"array": True})


def digest_field() -> Any:
    """Declares the field that `settle` fills in."""
    return dataclasses.field(init=False, default="")


def settle(spec: Any, name: str, array: Array) -> None:
    """Puts `array` into the frozen spec's field `name`, read-only, and its digest beside it."""
    array.setflags(write=False)
    told = hashlib.blake2b(repr(array.shape).encode() + array.tobytes(), digest_size=16)
    object.__setattr__(spec, name, array)
    object.__setattr__(spec, "digest", told.hexdigest())


def finite_float32(name: str, value: Any, rule: str) -> Array:
    """A float32 copy of `value`; raises `SettingError` ending in `rule` unless all of it is finite."""
    try:
        given = np.asarray(value)
    except (TypeError, ValueError, RuntimeError):
        given = np.array("ragged")
    if given.dtype.kind not in "biuf":
        raise SettingError(f"{name} must be {rule}; this is no array of numbers.")
    with np.errstate(over="ignore"):
        array = np.array(given, dtype=np.float32, order="C")
    if not np.isfinite(array).all():
        raise SettingError(f"{name} must be {rule}; some of these are not finite.")
    return array
