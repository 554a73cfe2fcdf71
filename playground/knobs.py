"""Knobs: the declared, validated numbers and choices that settings are made of.

A knob is declared once, as the default of a dataclass field. Its range check, its text form, its
control on the page and its row in the documentation all follow from that one declaration.
"""

from __future__ import annotations

import dataclasses
import math
import numbers
import re
from collections.abc import Sequence
from typing import Any


class SettingError(ValueError):
    """A setting that cannot be used. The message is a sentence for the person who chose it."""


@dataclasses.dataclass(frozen=True)
class Knob:
    """What may be chosen in one field.

    `kind` is `int`, `float`, `bool`, `str` (one of `choices`, or free text of a `length` in characters,
    all of which the regular expression `pattern` matches) or `tuple` (a list of floats, each within
    `low` and `high`, whose length lies within `length`). `live` knobs may change while a
    run goes on; the others start it anew. `log` asks for a logarithmic slider. Setting a knob that
    `resets` twice may do more than setting it to the last value once.
    """

    kind: type
    default: Any
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()
    length: tuple[int, int] = (0, 0)
    live: bool = True
    log: bool = False
    unit: str = ""
    help: str = ""
    resets: bool = False
    pattern: str = ""

    @property
    def allowed(self) -> str:
        """The allowed values in words, the end of every complaint about this knob."""
        if self.kind is bool:
            return "true or false"
        if self.pattern:
            return f"{self.length[0]} to {self.length[1]:,} characters like {self.default[:24]}..."
        if self.kind is str:
            return f"one of {', '.join(self.choices)}"
        bounds = f"between {_short(self.low, self.kind)} and {_short(self.high, self.kind)}"
        if self.kind is tuple:
            return f"{self.length[0]} to {self.length[1]} numbers {bounds}, separated by commas"
        return f"a whole number {bounds}" if self.kind is int else f"a number {bounds}"

    def check(self, name: str, value: Any) -> Any:
        """Returns `value` as this knob's kind; raises `SettingError` naming the allowed range."""
        checked = self._coerce(value)
        if checked is None:
            raise SettingError(f"{name} must be {self.allowed}; {_show(value)} is not.")
        return checked

    def parse(self, name: str, text: str) -> Any:
        """Reads `text` (as it stands in a URL or on the command line) into a checked value."""
        try:
            value = _READERS[self.kind](text.strip())
        except (ValueError, KeyError, OverflowError):
            value = None
        if value is None:
            raise SettingError(f"{name} must be {self.allowed}; {_show(text)} is not.")
        return self.check(name, value)

    def text(self, value: Any) -> str:
        """The inverse of `parse`."""
        if self.kind is bool:
            return "true" if value else "false"
        if self.kind is tuple:
            return ",".join(repr(number) for number in value)
        return repr(value) if self.kind is float else str(value)

    def _coerce(self, value: Any) -> Any:
        if self.kind is bool:
            return value if isinstance(value, bool) else None
        if self.kind is str:
            return value if isinstance(value, str) and self._allows(value) else None
        if self.kind is tuple:
            return self._coerce_numbers(value)
        return self._coerce_number(value, self.kind)

    def _allows(self, text: str) -> bool:
        if not self.pattern:
            return text in self.choices
        # The length first: matching a long text takes long.
        return self.length[0] <= len(text) <= self.length[1] and bool(re.fullmatch(self.pattern, text))

    def _coerce_number(self, value: Any, kind: type) -> Any:
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            return None
        # The comparison also refuses nan, and numbers too large for a float.
        if not self.low <= value <= self.high or value in (math.inf, -math.inf):
            return None
        if kind is int and value != int(value):
            return None
        return kind(value)

    def _coerce_numbers(self, value: Any) -> tuple[float, ...] | None:
        if isinstance(value, str) or not isinstance(value, Sequence):
            return None
        if not self.length[0] <= len(value) <= self.length[1]:
            return None
        numbers = tuple(self._coerce_number(number, float) for number in value)
        return None if None in numbers else numbers


def knob(
    default: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    choices: Sequence[str] = (),
    length: tuple[int, int] = (0, 0),
    live: bool = True,
    log: bool = False,
    unit: str = "",
    help: str,
    resets: bool = False,
    pattern: str = "",
) -> Any:
    """Declares a field as a knob; the default's type is the knob's kind."""
    kind = type(default)
    declared = Knob(kind, default, low, high, tuple(choices), length, live, log, unit, help, resets, pattern)
    declared.check("the default", default)
    return dataclasses.field(default=default, metadata={"knob": declared})


def _whole(text: str) -> int | None:
    number = float(text)
    return int(number) if number == int(number) else None


_READERS = {
    int: _whole,
    float: float,
    bool: {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.__getitem__,
    str: str,
    tuple: lambda text: tuple(float(part) for part in text.split(",")) if text else (),
}


def _short(number: float, kind: type) -> str:
    if kind is int and abs(number) < 1e15:
        return f"{int(number):,}"
    return f"{number:g}" if abs(number) < 1e15 or math.isinf(number) else f"{number:.0e}"


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
