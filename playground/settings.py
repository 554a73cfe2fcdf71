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

from playground.addresses import addresses, assign, differences
from playground.changes import Change, read, written
from playground.distributions import Distribution
from playground.distributions.arrays import has_own_arrays
from playground.families import Family
from playground.families.gan import Gan
from playground.knobs import Knob, SettingError
from playground.presets import Preset
from playground.trained import NONE, names

MAX_CHANGES = 1000
MAX_HALVES = 5000
MAX_TEXT = 100_000
MAX_PAIRS = 500
_SEED = Knob(int, 0, 0, 2**31 - 1)
_DEVICES = Knob(str, "auto", choices=("auto", "cpu", "cuda", "mps"))
_TRAINED = Knob(str, NONE, choices=names())
_CHANGE = re.compile(r"at\.(.+)")


@dataclasses.dataclass(frozen=True)
class Settings:
    """A family with its knobs, a seed, a device, and what is changed along the way.

    With `trained` a run begins at networks that ship with the playground (see `playground.trained`), at the
    step they had come to, rather than at drawn ones at step 0.
    """

    family: Family = dataclasses.field(default_factory=Gan)
    seed: int = 0
    device: str = "auto"
    changes: tuple[Change, ...] = ()
    preset: str = ""
    trained: str = NONE

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", _SEED.check("seed", self.seed))
        _DEVICES.check("device", self.device)
        _TRAINED.check("trained", self.trained)
        if len(self.changes) > MAX_CHANGES:
            raise SettingError(
                f"A run keeps at most {MAX_CHANGES} changes; reset it, or go back to before some of them."
            )
        if sum(len(change.text) for change in self.changes) > MAX_TEXT // 4:
            raise SettingError(
                "The changes of this run are too long to keep; reset it, or go back to before some of them."
            )
        if sum(change.halves()[1] for change in self.changes if change.is_half) > MAX_HALVES:
            raise SettingError(f"A run keeps at most {MAX_HALVES} single half-steps; play on, or start anew.")

    def replace(self, **fields) -> Self:
        """A copy with some fields exchanged."""
        return dataclasses.replace(self, **fields)

    def set(self, path: str, text: str) -> Self:
        """A copy with one thing set from its text form; raises `SettingError`."""
        if path == "seed":
            return self.replace(seed=_SEED.parse(path, text))
        if path == "device":
            return self.replace(device=_DEVICES.parse(path, text))
        if path == "trained":
            return self.replace(trained=_TRAINED.parse(path, text))
        return self.replace(family=assign(self.family, path, text))

    def anew(self, family: Family) -> Self:
        """The same seed and device for another family, without the changes made along the way.

        Trained networks stay where it could go on with them, on the same data.
        """
        same = _data_of(family) == _data_of(self.family)
        kept = self.trained if same and self.family.carries_over_to(family) else NONE
        return self.replace(family=family, changes=(), trained=kept)

    def varied(self, query: str) -> Self:
        """A copy with the pairs of another text laid over it ("objective=wasserstein&at.500=k:3")."""
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        if any(path == "preset" for path, _ in pairs):
            raise SettingError("A variant sets knobs and may name a family; it names no preset.")
        named = dict(pairs).get("family", self.family.key)
        return self._of_family(named)._with([pair for pair in pairs if pair[0] != "family"])

    def _of_family(self, key: str) -> Self:
        """These settings, or those of another family on the same data from the same seed."""
        if key == self.family.key:
            return self
        family, data = Family.find(key, "family")(), getattr(self.family, "distribution", None)
        if data is not None and "distribution" in family.slots():
            family = family.replace(distribution=data)
        return self.anew(family).replace(preset="")

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Reads the text form; raises `SettingError` with a sentence for the first thing wrong."""
        if len(query) > MAX_TEXT:
            raise SettingError(
                f"Settings are at most {MAX_TEXT:,} characters long; these are {len(query):,}."
            )
        settings, pairs = cls._start(parse_qsl(query.lstrip("?"), keep_blank_values=True))
        return settings._with(pairs)

    def _with(self, pairs: list[tuple[str, str]]) -> Self:
        later = [pair for pair in pairs if _CHANGE.fullmatch(pair[0])]
        settings = _set_all(self, [pair for pair in pairs if pair not in later])
        changes = [change for path, text in later for change in read(path, text)]
        settings = settings.replace(changes=_in_order(settings.changes, changes))
        settings.check_changes()
        return settings

    @classmethod
    def _start(cls, pairs: list[tuple[str, str]]) -> tuple[Self, list[tuple[str, str]]]:
        named = dict(pairs)
        rest = [pair for pair in pairs if pair[0] not in ("preset", "family")]
        if "preset" not in named:
            return cls(family=Family.find(named.get("family", Gan.key), "family")()), rest
        preset = Preset.find(named["preset"], "preset")
        settings = cls.from_query(preset.settings).replace(preset=preset.key)
        if named.get("family", settings.family.key) != settings.family.key:
            raise SettingError(
                f"preset={preset.key} is of family {settings.family.key}; leave out one of them."
            )
        return settings, rest

    def to_query(self) -> str:
        """The shortest text form. `from_query` reads it back to equal settings, but for arrays (the
        user's own points), which no text holds."""
        base = Settings(type(self.family)())
        pairs = [("family", self.family.key)] if self.family.key != Gan.key else []
        if self.preset:
            preset = Settings.from_query(f"preset={self.preset}")
            own = [change for change in self.changes if change not in preset.changes]
            # A run that left its preset's script stands by itself.
            if type(preset.family) is type(self.family) and _in_order(preset.changes, own) == self.changes:
                base, pairs = preset, [("preset", self.preset)]
        if self.seed != base.seed:
            pairs.append(("seed", str(self.seed)))
        pairs += [
            (name, getattr(self, name))
            for name in ("device", "trained")
            if getattr(self, name) != getattr(base, name)
        ]
        pairs += differences(self.family, base.family)
        pairs += written([change for change in self.changes if change not in base.changes])
        return urlencode(pairs, quote_via=quote, safe=":,*")

    def of_any_seed(self) -> str:
        """The text form of what is counted over seeds: without the seed, and without a preset's name."""
        return self.replace(preset="", seed=0).to_query()

    @property
    def portable(self) -> bool:
        """Whether the text form holds everything: false with the user's own points or picture."""
        return not has_own_arrays(self.family)

    def check_changes(self) -> None:
        """Raises `SettingError` if settings do not go together, or any of the changes cannot be made."""
        self.family.check()
        self.family_at(len(self.changes)).check()

    def family_at(self, applied: int) -> Family:
        """The family after the first `applied` changes."""
        family = self.family
        for change in self.changes[:applied]:
            family = change.made_to(family)
        return family


def _data_of(family: Family) -> Distribution | None:
    """What a family learns from, whether or not a run has it in hand."""
    data = getattr(family, "distribution", None)
    return None if data is None else data.released()


def _set_all(settings: Settings, pairs: list[tuple[str, str]]) -> Settings:
    """Sets everything, choices before the knobs of what is chosen, whatever the order in the text."""
    if len(pairs) > MAX_PAIRS:
        raise SettingError(f"Settings name at most {MAX_PAIRS} things; these name {len(pairs):,}.")
    while True:
        slots = {path for path, address in addresses(settings.family).items() if address.knob is None}
        chosen = [pair for pair in pairs if pair[0] in slots]
        if not chosen:
            break
        for path, text in chosen:
            settings = settings.set(path, text)
        pairs = [pair for pair in pairs if pair not in chosen]
    for path, text in pairs:
        settings = settings.set(path, text)
    return settings


def _in_order(first: tuple[Change, ...], more: list[Change]) -> tuple[Change, ...]:
    return tuple(sorted((*first, *more), key=lambda change: change.step))
