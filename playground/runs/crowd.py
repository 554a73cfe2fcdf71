"""A crowd: one setting on many seeds at once, as a session plays it."""

from __future__ import annotations

import dataclasses
from typing import Self
from urllib.parse import parse_qsl, urlencode

from playground.addresses import addresses, differences
from playground.distributions import Images
from playground.failures import EVERY, WINDOW, Record, Verdict, Watch
from playground.families import Family
from playground.knobs import Knob, SettingError
from playground.settings import Settings
from playground.several import Several
from playground.trainer import MOST_REPLICAS, Trainer
from playground.wall import Wall

SEEDS = "seeds"
USUAL = 32
MOST_RECORDS = 20 * WINDOW
"""Records kept; after a way back further than they reach, verdicts are open until the window is full."""
_COUNT = Knob(int, USUAL, 2, MOST_REPLICAS)


@dataclasses.dataclass(frozen=True)
class Crowd(Several):
    """What a wall starts from: settings, and how many seeds, counted from that of the settings."""

    count: int = USUAL

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", _COUNT.check(SEEDS, self.count))
        self.settings.replace(seed=self.seeds[-1])  # complains if there is no such seed
        if isinstance(getattr(self.family, "distribution", None), Images):
            raise SettingError("Many seeds are shown side by side for data on the line or in the plane only.")

    @property
    def seeds(self) -> tuple[int, ...]:
        """All seeds."""
        return tuple(range(self.seed, self.seed + self.count))

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Reads the text form: that of settings, and `seeds=` for their number; raises `SettingError`."""
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        count = dict(pairs).get(SEEDS, str(USUAL))
        rest = urlencode([pair for pair in pairs if pair[0] != SEEDS])
        return cls(Settings.from_query(rest), _COUNT.parse(SEEDS, count))

    def to_query(self) -> str:
        """The text form; `from_query` reads it back."""
        return "&".join(filter(None, (self.settings.to_query(), f"{SEEDS}={self.count}")))


class WatchedWall:
    """A wall that goes on and back as a trainer does, and says what has become of each seed.

    It is looked at every `failures.EVERY` steps, whether anybody watches or not, so that verdicts are
    the run's own and the same at every speed.
    """

    def __init__(self, crowd: Crowd) -> None:
        self.wall = Wall(crowd.settings, crowd.seeds)
        self._crowd = crowd
        self._records: list[Record] = []
        self._note()

    @property
    def settings(self) -> Crowd:
        """The crowd, with the changes made in flight."""
        return self._crowd.replace(settings=self.wall.trainer.settings)

    @property
    def family(self) -> Family:
        """The model in force at this moment."""
        return self.wall.trainer.family

    @property
    def sides(self) -> tuple[Trainer, ...]:
        """What runs on this clock: the one trainer of all seeds."""
        return (self.wall.trainer,)

    @property
    def halves(self) -> tuple[str, ...]:
        """Names of the half-steps that make an iteration."""
        return self.wall.trainer.halves

    @property
    def steps(self) -> int:
        """Iterations done."""
        return self.wall.steps

    @property
    def error(self) -> str | None:
        """Why the wall stands still: a sentence once every seed has diverged, else None."""
        return self.wall.trainer.error

    def step(self, iterations: int = 1) -> None:
        """Runs iterations of every seed, making the settings' changes where they are due."""
        self.advance_to(self.steps + iterations)
        self.wall.step(0)

    def half_step(self, half: str) -> None:
        """Takes a half-step of every seed."""
        self.wall.trainer.half_step(half)

    def advance_to(self, target: int) -> None:
        """Runs up to the step `target`, and leaves changes planned for that very step to come."""
        while self.steps < target and not self.error:
            self.wall.trainer.advance_to(min(target, self.steps - self.steps % EVERY + EVERY))
            if self.steps % EVERY == 0:
                self._note()

    def recall(self, step: int) -> None:
        """Takes up the last moment that was kept at `step` or before; `advance_to` does the rest."""
        self.wall.trainer.recall(step)

    def last_before(self) -> int:
        """The last step before this one at which a moment was kept."""
        return self.wall.trainer.last_before()

    def verdicts(self) -> list[Verdict]:
        """What the rules say of each seed at the last record. What came before the last change of
        settings says nothing about what comes after it."""
        watch = Watch()
        for record in self._records:
            if self._changed() < record.step <= self.steps:
                watch.add(record)
        return watch.verdicts()

    @property
    def last(self) -> Record | None:
        """The newest record that the present settings have led to."""
        past = [record for record in self._records if self._changed() < record.step <= self.steps]
        return past[-1] if past else None

    def in_force(self) -> list[tuple[str, str]]:
        """What the wall is called after; see the function of this name."""
        return in_force(self.family, self._crowd.preset)

    def _note(self) -> None:
        kept = [record for record in self._records if record.step < self.steps]
        self._records = [*kept, self.wall.record()][-MOST_RECORDS:]

    def _changed(self) -> int:
        """Step of the last change of settings that is in force; -1 if there is none."""
        trainer = self.wall.trainer
        made = (change.step for change in trainer.settings.changes[: trainer.applied] if not change.is_half)
        return max(made, default=-1)


def in_force(family: Family, preset: str) -> list[tuple[str, str]]:
    """The loss, the constraints in force, and every other setting in which a family differs from that of
    its preset, or from the first family there is."""
    base = Settings.from_query(f"preset={preset}" if preset else "").family
    loss, constraints = addresses(family)["objective"].text, family.replace(constraint=family.constraints)
    told = [("objective", loss), ("constraint", addresses(constraints)["constraint"].text)]
    return told + [
        pair
        for pair in differences(family, base)
        if pair[0].split(".")[0] not in ("objective", "constraint", "distribution")
    ]
