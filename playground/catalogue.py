"""Catalogues: classes that register themselves by being defined.

A `Spec` is a frozen, validated description (no weights, no state). A `Catalogued` spec is also an
entry of its root's catalogue under a key, so that text, page, tests and documentation find it:

    class Objective(Catalogued, abstract=True): ...

    class LeastSquares(Objective):
        '''Least squares GAN (Mao et al., 2017).'''
        target: float = knob(1.0, 0.5, 2.0, help="value D aims at on real data")

    Objective.entries["least-squares"]().target == 1.0
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from abc import ABC
from collections.abc import Iterable
from typing import Any, ClassVar, Self, dataclass_transform

from playground.knobs import Knob, SettingError, knob

__all__ = ["Catalogued", "Slot", "Spec", "discover", "knob", "part", "slot", "slots"]


@dataclasses.dataclass(frozen=True)
class Slot:
    """A field that holds another spec.

    `root` is the catalogue to choose from (`None`: the type is fixed). `many` slots hold a tuple
    of entries. The knobs of an `inline` slot are addressed without the slot's own name.
    """

    root: type[Catalogued] | None = None
    many: bool = False
    inline: bool = False
    live: bool = True
    help: str = ""


def slot(default: Catalogued, root: type, *, inline: bool = False, live: bool = True, help: str) -> Any:
    """Declares a field that holds one entry of the catalogue `root`."""
    chosen = Slot(root, inline=inline, live=live, help=help)
    return dataclasses.field(default=default, metadata={"slot": chosen})


def slots(default: tuple, root: type, *, live: bool = True, help: str) -> Any:
    """Declares a field that holds any number of different entries of the catalogue `root`."""
    chosen = Slot(root, many=True, live=live, help=help)
    return dataclasses.field(default=default, metadata={"slot": chosen})


def part(default: Spec, *, inline: bool = False, help: str = "") -> Any:
    """Declares a field that holds a spec of a fixed type: a group of knobs."""
    chosen = Slot(inline=inline, help=help)
    return dataclasses.field(default=default, metadata={"slot": chosen})


@dataclass_transform(frozen_default=True, field_specifiers=(knob, slot, slots, part))
class Spec(ABC):
    """A frozen dataclass whose knobs are checked whenever one is made."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        dataclasses.dataclass(frozen=True)(cls)

    def __post_init__(self) -> None:
        for name, declared in self.knobs().items():
            object.__setattr__(self, name, declared.check(name, getattr(self, name)))
        for name, declared in self.slots().items():
            self._check_slot(name, declared)
        self.validate()

    def validate(self) -> None:
        """Checks what no single knob can see; raises `SettingError`."""

    @classmethod
    def knobs(cls) -> dict[str, Knob]:
        """The knobs declared by this class, by field name."""
        return {f.name: f.metadata["knob"] for f in dataclasses.fields(cls) if "knob" in f.metadata}

    @classmethod
    def slots(cls) -> dict[str, Slot]:
        """The slots declared by this class, by field name."""
        return {f.name: f.metadata["slot"] for f in dataclasses.fields(cls) if "slot" in f.metadata}

    def replace(self, **fields: Any) -> Self:
        """A copy with some fields exchanged, checked like any other."""
        return dataclasses.replace(self, **fields)

    def _check_slot(self, name: str, declared: Slot) -> None:
        held = getattr(self, name)
        if declared.many and isinstance(held, list):
            object.__setattr__(self, name, held := tuple(held))
        if declared.many and len({type(entry) for entry in held}) < len(held):
            raise SettingError(f"{name} names an entry twice; name each once.")
        wanted = declared.root or type(type(self).__dataclass_fields__[name].default)
        for entry in held if declared.many else (held,):
            if not isinstance(entry, wanted):
                kinds = ", ".join(getattr(wanted, "entries", {})) or wanted.__name__
                raise SettingError(f"{name} must be one of {kinds}; {entry!r} is not.")


class Catalogued(Spec):
    """A spec found by its key.

    A class defined with `abstract=True` directly below is the root of a catalogue (`entries`);
    every concrete class below a root is entered in it. The docstring is the entry's help text and
    its first line the summary, so there has to be one.
    """

    entries: ClassVar[dict[str, type[Self]]]
    key: ClassVar[str]
    title: ClassVar[str]

    def __init_subclass__(cls, abstract: bool = False, **options: Any) -> None:
        super().__init_subclass__(**options)
        if abstract:
            if Catalogued in cls.__bases__:
                cls.entries = {}
            return
        if not (cls.__dict__.get("__doc__") or "").strip() or cls.__doc__.startswith(f"{cls.__name__}("):
            raise TypeError(f"{cls.__name__} needs a docstring: it is its help text")
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|\d+", cls.__name__)
        if "key" not in cls.__dict__:
            cls.key = "-".join(words).lower()
        if "title" not in cls.__dict__:
            cls.title = " ".join(words).capitalize()
        taken = cls.entries.get(cls.key)
        if taken and (taken.__module__, taken.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"the key {cls.key!r} is taken by {taken.__name__}")
        cls.entries[cls.key] = cls

    @classmethod
    def summary(cls) -> str:
        """The first line of the docstring."""
        return inspect.getdoc(cls).split("\n", 1)[0]

    @classmethod
    def find(cls, key: str, name: str = "") -> type[Self]:
        """The entry under `key`; raises `SettingError` that lists the keys there are."""
        if key not in cls.entries:
            known = ", ".join(sorted(cls.entries))
            raise SettingError(f"{name or cls.__name__.lower()} must be one of {known}; {key!r} is not.")
        return cls.entries[key]


def discover(package: str, path: Iterable[str]) -> None:
    """Imports every module of a package, so that its entries are in their catalogue."""
    for module in pkgutil.iter_modules(path):
        importlib.import_module(f"{package}.{module.name}")
