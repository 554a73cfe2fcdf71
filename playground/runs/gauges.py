"""The numbers beside the stage: measured seldom enough that they cost next to nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

from playground import Trainer

INTERVAL = 0.5
SHARE = 0.05
"""Metrics may take this share of the time at most; expensive ones come less often."""


class Gauges:
    """The newest metrics of a run, and the floors they stand beside."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.metrics: dict[str, float] = {}
        self.floors: dict[str, float] = {}
        self._clock = clock
        self._due = clock()
        self._measured: Hashable = None
        self._floored = False

    def look(self, trainer: Trainer, settled: bool, state: Hashable) -> None:
        """Measures `trainer`, whose state has the name `state`, if that is due.

        A `settled` run stands still, so its numbers must be those of the state on the stage.
        """
        began = self._clock()
        if trainer.error or state == self._measured or not (settled or began >= self._due):
            return
        self.metrics = trainer.measure("cheap")
        cost = self._clock() - began
        if not self._floored:
            self._floored = True
            self.floors = trainer.floors(tuple(self.metrics))
        self._measured = state
        self._due = self._clock() + max(INTERVAL, cost / SHARE)
