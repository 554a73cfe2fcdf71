"""Arrays as fields of a spec: checked, copied, read-only and compared by a digest."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from playground.catalogue import Spec
from playground.knobs import SettingError

Array = np.ndarray


def array_field(default: Callable[[], Array]) -> Any:
    """Declares a field that holds an array; the digest beside it stands in for it in == and hash."""
    return dataclasses.field(default_factory=default, compare=False, repr=False, metadata={"array": True})


def digest_field() -> Any:
    """Declares the field that `settle` fills in."""
    return dataclasses.field(init=False, default="")


def arrays(spec: Spec, prefix: str = "") -> Iterator[tuple[str, Array]]:
    """The array fields of a spec and of the specs in it, which no text form holds, by path."""
    for field in dataclasses.fields(spec):
        value = getattr(spec, field.name)
        if field.metadata.get("array"):
            yield prefix + field.name, value
        elif isinstance(value, Spec):
            yield from arrays(value, f"{prefix}{field.name}.")


def has_own_arrays(spec: Spec) -> bool:
    """Whether an array in the spec, or in a spec in it, is another one than by default."""
    for field in dataclasses.fields(spec):
        value = getattr(spec, field.name)
        if field.metadata.get("array"):
            if not np.array_equal(value, getattr(type(spec)(), field.name)):
                return True
        elif isinstance(value, Spec) and has_own_arrays(value):
            return True
    return False


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
