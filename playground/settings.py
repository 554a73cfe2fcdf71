"""Settings: everything that decides a run, and their one text form.

    preset=mode-collapse&seed=3&generator.lr=0.0005&at.800=objective:wasserstein

The same text is the page's URL, the command line's `--set` and the notebook's `from_query`. Equal
settings give equal runs on one build and kind of machine.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Self
from urllib.parse import parse_qsl, quote, urlencode

from playground.addresses import assign, differences
from playground.families import Family
from playground.families.gan import Gan
from playground.knobs import Knob, SettingError
from playground.presets import Preset

HALF = "half"
MAX_CHANGES = 1000
MAX_TEXT = 100_000
_SEED = Knob(int, 0, 0, 2**31 - 1)
_STEP = Knob(int, 0, 0, 10**9)
_TIMES = Knob(int, 1, 1, 100_000)
_DEVICES = Knob(str, "auto", choices=("auto", "cpu", "cuda", "mps"))
_CHANGE = re.compile(r"at\.(.+)")


@dataclasses.dataclass(frozen=True)
class Change:
    """Something done to a run when it had completed `step` iterations: a setting at `path` set to
    `text`, or, where `path` is "half", half-steps taken by themselves (`text` is "generator*3")."""

    step: int
    path: str
    text: str

    def halves(self) -> tuple[str, int]:
        """The half-step's name and how often it was taken; raises `SettingError`."""
        name, _, times = self.text.partition("*")
        return name, _TIMES.parse("The number of half-steps", times or "1")

    @staticmethod
    def halves_text(half: str, times: int) -> str:
        """The text of a change that takes `half` so many times."""
        return half if _TIMES.check("The number of half-steps", times) == 1 else f"{half}*{times}"


@dataclasses.dataclass(frozen=True)
class Settings:
    """A family with its knobs, a seed, a device, and what is changed along the way."""

    family: Family = dataclasses.field(default_factory=Gan)
    seed: int = 0
    device: str = "auto"
    changes: tuple[Change, ...] = ()
    preset: str = ""

    def __post_init__(self) -> None:
        _SEED.check("seed", self.seed)
        _DEVICES.check("device", self.device)
        if len(self.changes) > MAX_CHANGES:
            raise SettingError(f"A run keeps at most {MAX_CHANGES} changes; start a new one from here.")

    def replace(self, **fields) -> Self:
        """A copy with some fields exchanged."""
        return dataclasses.replace(self, **fields)

    def set(self, path: str, text: str) -> Self:
        """A copy with one thing set from its text form; raises `SettingError`."""
        if path == "seed":
            return self.replace(seed=_SEED.parse(path, text))
        if path == "device":
            return self.replace(device=_DEVICES.parse(path, text))
        return self.replace(family=assign(self.family, path, text))

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Reads the text form; raises `SettingError` with a sentence for the first thing wrong."""
        if len(query) > MAX_TEXT:
            raise SettingError(f"Settings are at most {MAX_TEXT:,} characters long; these are {len(query):,}.")
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        settings, pairs = cls._start(pairs)
        changes = []
        # Entries before their knobs, whatever the order in the text.
        for path, text in sorted(pairs, key=lambda pair: pair[0].count(".")):
            if found := _CHANGE.fullmatch(path):
                changes.append(_parse_change(path, found[1], text))
            else:
                settings = settings.set(path, text)
        settings = settings.replace(changes=tuple(sorted(changes, key=lambda change: change.step)))
        settings.check_changes()
        return settings

    @classmethod
    def _start(cls, pairs: list[tuple[str, str]]) -> tuple[Self, list[tuple[str, str]]]:
        named = dict(pairs)
        rest = [pair for pair in pairs if pair[0] not in ("preset", "family")]
        if "preset" in named:
            preset = Preset.find(named["preset"], "preset")
            settings = cls.from_query(preset.settings).replace(preset=preset.key)
            if named.get("family", settings.family.key) == settings.family.key:
                return settings, rest
        return cls(family=Family.find(named.get("family", Gan.key), "family")()), rest

    def to_query(self) -> str:
        """The shortest text form; `from_query` reads it back to equal settings."""
        pairs, base = [], Settings(type(self.family)())
        if self.preset:
            pairs.append(("preset", self.preset))
            base = Settings.from_query(f"preset={self.preset}")
        elif self.family.key != Gan.key:
            pairs.append(("family", self.family.key))
        if self.seed != base.seed:
            pairs.append(("seed", str(self.seed)))
        if self.device != base.device:
            pairs.append(("device", self.device))
        pairs += differences(self.family, base.family)
        pairs += [(f"at.{change.step}", f"{change.path}:{change.text}") for change in self.changes]
        return urlencode(pairs, quote_via=quote, safe=":,")

    def check_changes(self) -> None:
        """Raises `SettingError` if any of the changes cannot be made."""
        self.family_at(len(self.changes))
        for change in self.changes:
            if change.path == HALF:
                change.halves()

    def merged(self) -> Self:
        """The same settings with the last two changes told as one, where both are the same half-step
        at the same moment."""
        if len(self.changes) < 2:
            return self
        *rest, first, second = self.changes
        if (first.step, first.path, second.path) != (second.step, HALF, HALF):
            return self
        (half, once), (other, more) = first.halves(), second.halves()
        if half != other:
            return self
        joined = Change(first.step, HALF, Change.halves_text(half, once + more))
        return self.replace(changes=(*rest, joined))

    def family_at(self, applied: int) -> Family:
        """The family after the first `applied` changes."""
        family = self.family
        for change in self.changes[:applied]:
            if change.path != HALF:
                family = assign(family, change.path, change.text)
        return family


def _parse_change(path: str, step: str, text: str) -> Change:
    what, colon, value = text.partition(":")
    if not colon:
        raise SettingError(f"{path} must look like {path}=objective:wasserstein; {text!r} does not.")
    return Change(_STEP.parse(f"The step in {path}", step), what, value)
