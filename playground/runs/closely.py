"""A close look at a run: what takes long to find out, in slices, so that nobody waits for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

from playground import Trainer
from playground.metrics import Evaluation, Metric
from playground.pieces import Pieces

SLICE, SLICE_AT_REST = 0.02, 0.04
"""Seconds after which a slice ends, while the run plays and while it stands still: training, pictures and
questions go on before the next one. It ends with a piece of the work, of which none is long."""

SLOW_SHARE, SLOW_INTERVAL = 0.04, 5.0
"""The part of the time that slow metrics may take while a run plays, and the seconds between two looks."""
FLOOR_SHARE = 0.25
"""The part that their floors may take, until these are known: each is found once, by a look of its own."""

UNJUDGED = ("classes", "class_kl", "precision", "recall")
JUDGED = ("in_domain", "in_domain_back", "label_kept", "label_kept_back")
"""What is left out where the judge looks at each picture and its translation, and what he says ..."""
SLOW = (
    *("label_accuracy", "class_diversity"),
    *(*UNJUDGED, "cfid", "holes", *JUDGED, "cycle_error", "cfid_back"),
)
"""What takes a look of its own, all in one: now and then, and whenever the run comes to rest."""


@dataclass(eq=False)
class Look:
    """What is being found out: the slow numbers of the run at `step`, or the floor of one of them. `found`
    is None until all is known; `spent` are the seconds that it took so far."""

    names: tuple[str, ...]
    step: int
    pieces: Pieces[dict[str, float]]
    floor: bool = False
    found: dict[str, float] | None = None
    spent: float = 0.0

    def go_on(self, clock: Callable[[], float], seconds: float) -> None:
        """Takes pieces for about so many seconds, one at least."""
        began = clock()
        while self.found is None:
            try:
                next(self.pieces)
            except StopIteration as end:
                self.found = end.value
            if clock() - began >= seconds:
                break
        self.spent += clock() - began


class Closely:
    """Slow numbers, each look at them of one frozen state, and what a perfect generator would score."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.names: list[str] = []
        self._clock = clock
        self._unknown: list[str] = []
        self._look: Look | None = None
        self._due = self._floor_due = math.inf

    def begin(self, evaluation: Evaluation) -> None:
        """Finds out which slow numbers there are; the first look at them is due in a while."""
        self.names = slow_metrics(evaluation)
        self._unknown = list(self.names)
        self._due = self._clock() + SLOW_INTERVAL if self.names else math.inf

    def expect(self, evaluation: Evaluation, floors: Collection[str]) -> None:
        """The same under other settings, where these floors are known."""
        self.names = slow_metrics(evaluation)
        under_way = self._look.names if self._look and self._look.floor else ()
        self._unknown = [name for name in self.names if name not in {*floors, *under_way}]

    def drop(self) -> None:
        """Leaves the look that is under way; what it took counts."""
        if self._look:
            self._rest_after(self._look)
            self._unknown[:0] = self._look.names if self._look.floor else ()
        self._look = None

    def go_on(self, trainer: Trainer, runs: int = 1) -> Look | None:
        """A slice of what is due while the run plays, one of so many; returns the look that it ends."""
        if self._look and self._look.step > trainer.steps:
            # Of a future that the run has left.
            self.drop()
        if self._look is None:
            self._look = self._due_look(trainer)
        return self._take_slice(self._look, SLICE / runs) if self._look else None

    def settle(self, trainer: Trainer) -> None:
        """Begins with a state that stands still: all there is to know about it is due."""
        self.drop()
        if self.names and trainer.steps:
            self._look = self._at_numbers(trainer)

    @property
    def busy(self) -> bool:
        """Whether a look is under way."""
        return self._look is not None

    def go_on_at_rest(self, trainer: Trainer) -> Look | None:
        """A slice of the numbers, then of each floor; returns the look that it ends."""
        ended = self._take_slice(self._look, SLICE_AT_REST) if self._look else None
        if ended:
            self._look = self._at_floor(trainer)
        return ended

    def _take_slice(self, look: Look, seconds: float) -> Look | None:
        look.go_on(self._clock, seconds)
        if look.found is None:
            return None
        self._rest_after(look)
        self._look = None
        return look

    def _rest_after(self, look: Look) -> None:
        now = self._clock()
        if not look.floor:
            self._due = now + max(SLOW_INTERVAL, look.spent / SLOW_SHARE)
        self._floor_due = now + look.spent / FLOOR_SHARE

    def _due_look(self, trainer: Trainer) -> Look | None:
        now = self._clock()
        if self._unknown and now >= self._floor_due:
            return self._at_floor(trainer)
        return self._at_numbers(trainer) if now >= self._due else None

    def _at_numbers(self, trainer: Trainer) -> Look:
        began = self._clock()
        pieces = trainer.measure_in_pieces(self.names)
        return Look(tuple(self.names), trainer.steps, pieces, spent=self._clock() - began)

    def _at_floor(self, trainer: Trainer) -> Look | None:
        """That of one slow metric: the page fills line by line."""
        if not self._unknown:
            return None
        name = self._unknown.pop(0)
        return Look((name,), trainer.steps, trainer.floors_in_pieces((name,)), floor=True)


def slow_metrics(evaluation: Evaluation) -> list[str]:
    """Of the slow metrics those that are defined here."""
    metrics = {name: Metric.entries[name]() for name in SLOW}
    names = [
        name for name, metric in metrics.items() if metric.applies(evaluation) and metric.slow(evaluation)
    ]
    judged = not {*JUDGED}.isdisjoint(names)
    return [name for name in names if not (judged and name in UNJUDGED)]
