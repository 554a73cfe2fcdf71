"""Paths into a spec: `generator.width`, `distribution`, `constraint.r1.weight`.

One walk over the declared fields gives the text form of settings, the controls of the page and the
documentation; nothing else in the project knows how specs nest.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
from collections.abc import Iterator
from typing import Any, TypeVar

from playground.catalogue import Catalogued, Slot, Spec
from playground.knobs import Knob, SettingError

S = TypeVar("S", bound=Spec)
NONE = "none"
MOST_GUESSES = 3
"""Settings that a complaint offers in place of one that there is not."""


@dataclasses.dataclass(frozen=True)
class Address:
    """One thing that can be set: a knob, or a slot whose entry can be chosen (`choices`, of `root`)."""

    path: str
    text: str
    help: str
    live: bool
    knob: Knob | None = None
    choices: tuple[str, ...] = ()
    many: bool = False
    root: type[Catalogued] | None = None


def addresses(spec: Spec, prefix: str = "") -> dict[str, Address]:
    """Everything that can be set in `spec`, by path, in the order of declaration."""
    found = {}
    for name, declared in _fields(type(spec)):
        path, value = prefix + name, getattr(spec, name)
        if isinstance(declared, Knob):
            found[path] = Address(path, declared.text(value), declared.help, declared.live, declared)
            continue
        if declared.root:
            choices = tuple(declared.root.entries)
            found[path] = Address(
                path,
                _keys(value),
                declared.help,
                declared.live,
                choices=choices,
                many=declared.many,
                root=declared.root,
            )
        for child_prefix, child in _children(declared, prefix, name, value):
            found |= addresses(child, child_prefix)
    return found


def assign(spec: S, path: str, text: str, full: str = "") -> S:
    """A copy of `spec` with the thing at `path` set from its text form.

    Raises `SettingError` with a sentence that names the path and what is allowed.
    """
    full = full or path
    head, _, rest = path.partition(".")
    declared = dict(_fields(type(spec))).get(head)
    if declared is None:
        return _assign_inline(spec, path, text, full)
    value = getattr(spec, head)
    if isinstance(declared, Knob):
        if rest:
            raise _unknown(spec, full)
        return spec.replace(**{head: declared.parse(full, text)})
    if not rest:
        return spec.replace(**{head: _choose(declared, value, text, full)})
    if not declared.many:
        return spec.replace(**{head: assign(value, rest, text, full)})
    key, _, rest = rest.partition(".")
    held = {entry.key: entry for entry in value}
    if key not in held or not rest:
        raise SettingError(f"{full} cannot be set: {head} holds {_keys(value)}. Add {key} to {head} first.")
    held[key] = assign(held[key], rest, text, full)
    return spec.replace(**{head: tuple(held.values())})


def differences(spec: Spec, base: Spec, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The (path, text) pairs that turn `base` into `spec`; both are of one type."""
    for name, declared in _fields(type(spec)):
        mine, theirs = getattr(spec, name), getattr(base, name)
        if isinstance(declared, Knob):
            if mine != theirs:
                yield prefix + name, declared.text(mine)
            continue
        if declared.root and _keys(mine) != _keys(theirs):
            yield prefix + name, _keys(mine)
        for child_prefix, child in _children(declared, prefix, name, mine):
            twin = _twin(child, theirs if declared.many else (theirs,))
            yield from differences(child, twin, child_prefix)


@functools.cache
def _fields(kind: type[Spec]) -> tuple[tuple[str, Knob | Slot], ...]:
    return tuple(
        (field.name, field.metadata.get("knob") or field.metadata["slot"])
        for field in dataclasses.fields(kind)
        if "knob" in field.metadata or "slot" in field.metadata
    )


def _children(declared: Slot, prefix: str, name: str, value: Any) -> list[tuple[str, Spec]]:
    if declared.many:
        return [(f"{prefix}{name}.{entry.key}.", entry) for entry in value]
    return [(prefix if declared.inline else f"{prefix}{name}.", value)]


def _keys(value: Catalogued | tuple[Catalogued, ...]) -> str:
    if isinstance(value, tuple):
        return ",".join(entry.key for entry in value) or NONE
    return value.key


def _twin(child: Spec, candidates: tuple[Spec, ...]) -> Spec:
    return next((other for other in candidates if type(other) is type(child)), None) or type(child)()


def _choose(declared: Slot, held: Any, text: str, full: str) -> Any:
    if not declared.root:
        raise SettingError(f"{full} is a group of settings; set one of its members, such as {full}.…")
    if not declared.many:
        entry = declared.root.find(text.strip(), full)
        return held if type(held) is entry else entry()
    kept = {type(entry): entry for entry in held}
    keys = [key.strip() for key in text.replace(" ", ",").replace("+", ",").split(",") if key.strip()]
    chosen = [declared.root.find(key, full) for key in keys if key != NONE]
    return tuple(kept.get(entry) or entry() for entry in chosen)


def _assign_inline(spec: S, path: str, text: str, full: str) -> S:
    for name, declared in _fields(type(spec)):
        if isinstance(declared, Slot) and declared.inline:
            child = getattr(spec, name)
            if path.partition(".")[0] in _heads(child):
                return spec.replace(**{name: assign(child, path, text, full)})
    raise _unknown(spec, full)


def _heads(spec: Spec) -> set[str]:
    heads = set()
    for name, declared in _fields(type(spec)):
        heads.add(name)
        if isinstance(declared, Slot) and declared.inline:
            heads |= _heads(getattr(spec, name))
    return heads


def _unknown(spec: Spec, full: str) -> SettingError:
    parent = full.rpartition(".")[0]
    prefix = f"{parent}." if parent else ""
    paths = sorted(addresses(spec, prefix))
    if not paths:
        return SettingError(f"There is no setting {full!r}: {parent} has none as it is chosen here.")
    likely = [path for path in paths if path.rpartition(".")[2] == full.rpartition(".")[2]]
    likely = likely or difflib.get_close_matches(full, paths, n=MOST_GUESSES)
    if likely:
        return SettingError(
            f"There is no setting {full!r} here; there is {', '.join(likely[:MOST_GUESSES])}."
        )
    heads = [f"{prefix}{path.removeprefix(prefix).partition('.')[0]}" for path in paths]
    groups = {head: head if head in paths else f"{head}.…" for head in heads}
    return SettingError(f"There is no setting {full!r} here. Known are: {', '.join(groups.values())}.")
