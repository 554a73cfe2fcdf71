"""Changes: what is done to a run in flight."""

from __future__ import annotations

import dataclasses

from playground.addresses import addresses, assign
from playground.families import Family
from playground.knobs import Knob, SettingError

HALF = "half"
_TIMES = Knob(int, 1, 1, 1000)


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
