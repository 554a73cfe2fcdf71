"""The numbers beside the stage: measured seldom enough that they cost next to nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping

from playground import Trainer
from playground.metrics import Metric

INTERVAL = 0.5
SHARE = 0.05
"""Metrics may take this share of the time at most; expensive ones come less often."""

SHOWN = (
    "modes",
    "high_quality",
    "jsd",
    "w1",
    "sliced_w1",
    "d_star_gap",
    "d_real",
    "d_fake",
    "loss_d",
    "loss_g",
)
"""What is measured all the time; the others are asked for when somebody wants them."""


class Gauges:
    """The newest metrics of a run, and beside them what a perfect generator would score."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.metrics: dict[str, float] = {}
        self.floors: dict[str, float] = {}
        self._clock = clock
        self._due = clock()
        self._measured: Hashable = None
        self._names: tuple[str, ...] | None = None

    def look(self, trainer: Trainer, settled: bool, state: Hashable) -> None:
        """Measures `trainer`, whose state has the name `state`, if that is due.

        A `settled` run stands still, so its numbers must be those of the state on the stage.
        """
        began = self._clock()
        if trainer.error or state == self._measured or not (settled or began >= self._due):
            return
        if self._names is None:
            self._names = tuple(name for name in trainer.measure("cheap") if name in SHOWN)
            self.floors = perfect(self._names, trainer.floors(self._names))
            began = self._clock()
        self.metrics = trainer.measure(self._names)
        cost = self._clock() - began
        self._measured = state
        self._due = self._clock() + max(INTERVAL, cost / SHARE)


def perfect(names: Iterable[str], floors: Mapping[str, float]) -> dict[str, float]:
    """What a perfect generator would score: the floor of sampled metrics, the ideal of exact ones."""
    ideals = {name: Metric.entries[name].ideal for name in names if name in Metric.entries}
    return {name: ideal for name, ideal in ideals.items() if ideal is not None} | dict(floors)
