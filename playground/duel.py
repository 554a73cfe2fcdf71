"""Runs side by side: the same start, data, noise and schedule, different only in what is named."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Self
from urllib.parse import parse_qsl, quote, urlencode

from playground.addresses import addresses
from playground.changes import written
from playground.families import Family
from playground.knobs import SettingError
from playground.settings import Settings
from playground.several import Several
from playground.trainer import Trainer

MOST_SIDES = 4
SIDE = "side"


@dataclasses.dataclass(frozen=True)
class Match(Several):
    """What a duel starts from: settings, and for each side the text that is laid over them.

    An empty text is the settings as they are; "objective=wasserstein" differs in the loss alone, and in
    what that loss brings with it.
    """

    variants: tuple[str, ...] = ("", "objective=wasserstein")

    def __post_init__(self) -> None:
        object.__setattr__(self, "variants", tuple(self.variants))
        if not 2 <= len(self.variants) <= MOST_SIDES:
            raise SettingError(f"A duel has 2 to {MOST_SIDES} sides; {len(self.variants)} is not.")

    def sides(self) -> tuple[Settings, ...]:
        """The settings of each side; raises `SettingError`."""
        return tuple(self.settings.varied(variant) for variant in self.variants)

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Reads the text form: that of settings, and `side=` for each variant."""
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        variants = tuple(text for path, text in pairs if path == SIDE)
        rest = urlencode([pair for pair in pairs if pair[0] != SIDE])
        match = cls(Settings.from_query(rest), variants) if variants else cls(Settings.from_query(rest))
        match.sides()
        return match

    def to_query(self) -> str:
        """The text form; `from_query` reads it back."""
        sides = urlencode([(SIDE, variant) for variant in self.variants], quote_via=quote)
        return "&".join(part for part in (self.settings.to_query(), sides) if part)


@dataclasses.dataclass(frozen=True)
class Difference:
    """One setting in which sides differ: its `path`, and its text on each (None: it has no such)."""

    path: str
    texts: tuple[str | None, ...]


class Duel:
    """Two to four runs on one clock.

    All sides have the same seed, and so, as long as their networks are the same, the same first
    weights; data and noise are the same at every step.
    """

    def __init__(self, match: Match, **options: Any) -> None:
        # Changes already planned are part of each side's own settings.
        self.match = match.replace(variants=[_without_changes(variant) for variant in match.variants])
        self.sides = tuple(Trainer(settings, **options) for settings in match.sides())

    @property
    def settings(self) -> Match:
        """The match with the changes made in flight, each with its side."""
        changes = [side.settings.changes for side in self.sides]
        common = [change for change in changes[0] if all(change in others for others in changes)]
        variants = [
            "&".join(
                filter(None, (variant, urlencode(written([each for each in own if each not in common]))))
            )
            for variant, own in zip(self.match.variants, changes, strict=True)
        ]
        settings = self.match.settings.replace(changes=()).varied(urlencode(written(common)))
        return Match(settings, variants)

    @property
    def family(self) -> Family:
        """The model of the first side."""
        return self.sides[0].family

    @property
    def halves(self) -> tuple[str, ...]:
        """Names of the half-steps that all sides have."""
        shared = set.intersection(*(set(side.halves) for side in self.sides))
        return tuple(half for half in self.sides[0].halves if half in shared)

    def half_step(self, half: str) -> None:
        """Takes a half-step on each side."""
        for side in self.sides:
            side.half_step(half)

    @property
    def steps(self) -> int:
        """Iterations done. A side that diverged stands still at an earlier one."""
        return max(side.steps for side in self.sides)

    @property
    def error(self) -> str | None:
        """Why the duel stands still: a side's sentence once all have diverged, else None."""
        return self.sides[0].error if all(side.error for side in self.sides) else None

    def step(self, iterations: int = 1) -> None:
        """Runs iterations on each side."""
        for side in self.sides:
            side.step(iterations)

    def retune(self, path: str, text: str, side: int | None = None) -> None:
        """Changes a live setting on one side, or on all of them.

        Raises `SettingError` and changes nothing if one of them cannot.
        """
        chosen = self.sides if side is None else (self.sides[side],)
        for trainer in chosen:
            trainer.retuned(path, text)
        for trainer in chosen:
            trainer.retune(path, text)

    def rewind(self, step: int | None = None) -> None:
        """Goes back (or forward) on each side, as `Trainer.rewind` does."""
        if step is None:
            step = self.last_before()
        self.recall(step)
        self.advance_to(step)

    def last_before(self) -> int:
        """The last step before this one at which every side kept a moment."""
        return min(side.last_before() for side in self.sides)

    def recall(self, step: int) -> None:
        """Each side takes up its last moment at `step` or before; `advance_to` does the rest."""
        for side in self.sides:
            side.recall(step)

    def advance_to(self, target: int) -> None:
        """Runs each side up to the step `target`."""
        for side in self.sides:
            side.advance_to(target)

    def differences(self) -> tuple[Difference, ...]:
        """Every setting in which the sides differ at this moment, what an objective brings along
        included."""
        told = [dict(_in_force(side.family)) | {"trained": side.settings.trained} for side in self.sides]
        paths = dict.fromkeys(path for side in told for path in side)
        found = (Difference(path, tuple(side.get(path) for side in told)) for path in paths)
        return tuple(each for each in found if len(set(each.texts)) > 1)

    def begins_alike(self) -> bool:
        """Whether all sides began with the same weights."""
        first, *others = (side.settings for side in self.sides)
        return all(
            first.family.carries_over_to(other.family) and first.trained == other.trained for other in others
        )


def _in_force(family: Family) -> Iterator[tuple[str, str]]:
    """The family and all settings by path, with the constraints in force in place of those asked for."""
    yield "family", family.key
    constraints = getattr(family, "constraints", None)
    shown = family if constraints is None else family.replace(constraint=constraints)
    for path, address in addresses(shown).items():
        yield path, address.text


def _without_changes(variant: str) -> str:
    pairs = parse_qsl(variant, keep_blank_values=True)
    return urlencode([pair for pair in pairs if not pair[0].startswith("at.")])
