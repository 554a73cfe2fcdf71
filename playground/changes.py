"""Changes: what is done to a run in flight."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from playground.addresses import addresses, assign
from playground.families import Family
from playground.knobs import Knob, SettingError

HALF = "half"
_TIMES = Knob(int, 1, 1, 1000)
_STEP = Knob(int, 0, 0, 10**9)
_NUMBER = r"[-+]?[\d.]+(?:e[-+]?\d+)?"
_DRAG = re.compile(rf"([^:]+):({_NUMBER})((?:~\d{{1,10}}:{_NUMBER})+)", re.ASCII)
"""A knob and its first number, then, each after a tilde, so many steps and the next number."""


@dataclasses.dataclass(frozen=True)
class Change:
    """Something done to a run when it had completed `step` iterations: a setting at `path` set to
    `text`, or, where `path` is "half", half-steps taken by themselves (`text` is "generator*3")."""

    step: int
    path: str
    text: str

    @classmethod
    def of_halves(cls, step: int, half: str, times: int) -> Change:
        """The change that takes the half-step `half` so many times."""
        _TIMES.check("The number of half-steps", times)
        return cls(step, HALF, half if times == 1 else f"{half}*{times}")

    @property
    def is_half(self) -> bool:
        """Whether it takes half-steps rather than sets something."""
        return self.path == HALF

    def halves(self) -> tuple[str, int]:
        """The half-step's name and how often it is taken; raises `SettingError`."""
        name, _, times = self.text.partition("*")
        return name, _TIMES.parse("The number of half-steps", times or "1")

    def made_to(self, family: Family) -> Family:
        """The family after this change; raises `SettingError` if no run in flight could make it."""
        if self.is_half:
            half, _ = self.halves()
            if half not in family.half_names():
                known = ", ".join(family.half_names())
                raise SettingError(f"There is no half-step {half[:60]!r}; there are {known}.")
            return family
        address = addresses(family).get(self.path)
        if address and not address.live:
            raise SettingError(f"{self.path} cannot change during a run; reset to use the new value.")
        after = assign(family, self.path, self.text)
        if not family.carries_over_to(after):
            raise SettingError(f"{self.path}={self.text} needs other networks, so it starts a new run.")
        return after

    def joined(self, later: Change, family: Family) -> Change | None:
        """One change that does what this and then `later` do, if there is one; `family` is the one in
        force after this."""
        if (self.step, self.path) != (later.step, later.path):
            return None
        if self.is_half:
            (half, once), (other, more) = self.halves(), later.halves()
            whole = once + more <= _TIMES.high
            return Change.of_halves(self.step, half, once + more) if half == other and whole else None
        address = addresses(family).get(self.path)
        return later if address and address.knob and not address.knob.resets else None


def written(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """The changes, in order of their steps, as pairs of a link: ("at.800", "objective:wasserstein").

    Numbers to which one knob is set in a row, as by a slider that is dragged, share a pair, so that a
    link stays short: "at.120=generator.lr:0.001~3:0.002~2:0.003" at the steps 120, 123 and 125.
    """
    pairs: list[tuple[str, str]] = []
    for (_, drag), alike in itertools.groupby(changes, lambda change: (change.path, _is_number(change))):
        held = list(alike)
        pairs += [_dragged(held)] if drag else [_written(change) for change in held]
    return pairs


def read(name: str, text: str) -> Iterator[Change]:
    """The changes in a pair of a link; raises `SettingError`."""
    step, (path, colon, value) = _STEP.parse(f"The step in {name}", name[3:]), text.partition(":")
    if not colon:
        raise SettingError(f"{name} must look like {name}=objective:wasserstein; {text[:60]!r} does not.")
    if not (drag := _DRAG.fullmatch(text)):
        yield Change(step, path, value)
        return
    yield Change(step, path, drag[2])
    for notch in drag[3].split("~")[1:]:
        later, _, value = notch.partition(":")
        step = _STEP.check(f"The step in {name}", step + int(later))
        yield Change(step, path, value)


def _is_number(change: Change) -> bool:
    return not change.is_half and bool(re.fullmatch(_NUMBER, change.text, re.ASCII))


def _written(change: Change) -> tuple[str, str]:
    return f"at.{change.step}", f"{change.path}:{change.text}"


def _dragged(notches: list[Change]) -> tuple[str, str]:
    name, text = _written(notches[0])
    later = (f"~{new.step - old.step}:{new.text}" for old, new in itertools.pairwise(notches))
    return name, text + "".join(later)
