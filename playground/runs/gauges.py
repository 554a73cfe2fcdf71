"""The numbers beside the stage: the picture comes first, and they cost it next to nothing."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Iterable, Mapping

from playground import Trainer
from playground.metrics import Evaluation, Metric, applicable, expectations
from playground.panels import METRICS as PANEL_METRICS
from playground.runs.closely import Closely, Look

INTERVAL, QUICK_INTERVAL = 0.5, 0.25
"""Seconds between two measurements: the second where they take next to no time."""

QUICK, HEAVY = 0.0015, 0.006
"""Seconds up to which a metric is quick, and from which on it comes less often ..."""
SHARE = 0.01
"""... so that it takes no more than this share of the time; and all together take no more than ..."""
SHARE_OF_ALL = 0.02
"""... which those of all runs that are shown at once have to share."""

SLOWLY = 0.2
"""The part of the way by which a cost goes up where a measurement took longer; down it goes at once."""

SHOWN = (
    *("label_accuracy", "class_diversity", "codes_w1", "reconstruction"),
    *("modes", "high_quality", "log_likelihood", "held_out"),
    *("cycle_error", "in_target", "sliced_w1_back"),
    *("jsd", "jsd_estimate", "w1", "sliced_w1", "w1_estimate", "d_star_gap"),
    *("d_real", "d_fake", "ranking", "loss_d", "loss_g"),
)
"""What is measured all the time; the others are asked for when somebody wants them."""

OLD = 3.0
"""Seconds after which a number of an earlier step is said to be one."""


class Gauges:
    """The newest metrics of a run, and beside them what a perfect generator would score, and what theory
    says the numbers are at the end. Those that are `fresh` are from the step `measured`, each from its own
    of `steps`."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.metrics: dict[str, float] = {}
        self.floors: dict[str, float] = {}
        self.theory: dict[str, float] = {}
        self.measured = -1
        self.fresh: set[str] = set()
        self.steps: dict[str, int] = {}
        self._taken: dict[str, float] = {}
        self._clock = clock
        self._costs: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._tasks = [self._nothing, self._warm_up, self._weigh, self._compare]
        self._free = -math.inf
        self._closely = Closely(clock)
        self._seen: Hashable = None
        self._at_rest = False
        self._measured: Hashable = None

    def look(self, trainer: Trainer, settled: bool, state: Hashable, runs: int = 1) -> bool:
        """Measures `trainer`, one of so many `runs` that are shown at once and whose state has the name
        `state`, as far as that is due.

        A `settled` run stands still, so its numbers must become those of the state on the stage.
        Returns whether they are still to come: one more look, after the picture, brings them.
        """
        if trainer.error:
            return False
        if self._tasks:
            self._tasks.pop(0)(trainer)
            self._seen, self._at_rest = state, False
            return True
        if settled:
            return self._settle(trainer, state)
        now = self._clock()
        if (look := self._closely.go_on(trainer, runs)) is not None:
            # Of an earlier step, so told by itself.
            self._note(look)
        elif now >= self._free:
            self._measure(trainer, [name for name, due in self._due.items() if due <= now], runs)
        return False

    def old(self, step: int) -> dict[str, int]:
        """Numbers that have not been about the present `step` for a while, and the steps they are of."""
        since = self._clock() - OLD
        return {
            name: self.steps[name]
            for name, taken in self._taken.items()
            if taken < since and name in self.metrics and self.steps[name] != step
        }

    def forget(self) -> None:
        """What was measured last may be from a future that will not happen."""
        self.measured, self.fresh, self._at_rest = -1, set(), False
        self._closely.drop()

    def expect(self, trainer: Trainer) -> None:
        """Asks theory anew, under other settings, and which metrics there are."""
        evaluation = trainer.run.evaluation(lasting=False)
        self.theory = expectations(evaluation, SHOWN)
        if not self._costs:
            return
        names = _wanted(evaluation)
        self._closely.expect(evaluation, self.floors)
        known = {*names, *self._closely.names}
        for held in (self.metrics, self.floors, self._costs, self._due):
            for name in held.keys() - known:
                del held[name]
        self.fresh &= known
        if {*names} - self._costs.keys():
            self._tasks = [self._weigh, self._compare]

    def _settle(self, trainer: Trainer, state: Hashable) -> bool:
        if state == self._measured:
            return False
        if state != self._seen:
            self._seen, self._at_rest = state, False
            return True
        if self._at_rest:
            if (look := self._closely.go_on_at_rest(trainer)) is not None:
                self._note(look)
        else:
            self._measure(trainer, list(self._costs))
            self._closely.settle(trainer)
        self._at_rest = self._closely.busy
        if not self._at_rest:
            self._measured = state
        return self._at_rest

    def _measure(self, trainer: Trainer, names: list[str], runs: int = 1) -> None:
        if not names:
            return
        began = self._clock()
        self._take(trainer, names)
        now = self._clock()
        self._learn(names, now - began)
        self._free = now + sum(self._costs[name] for name in names) * runs / SHARE_OF_ALL
        for name in names:
            rest = self._costs[name] / SHARE if self._costs[name] > HEAVY else 0.0
            usual = QUICK_INTERVAL if self._costs[name] < QUICK else INTERVAL
            self._due[name] = now + max(usual, rest)

    def _take(self, trainer: Trainer, names: Iterable[str]) -> None:
        self._tell(trainer.measure(names), trainer.steps)

    def _note(self, look: Look) -> None:
        """What a close look has found, as far as it still applies."""
        names = [name for name in look.names if name in self._closely.names]
        found = {name: look.found[name] for name in names if name in look.found}
        if look.floor:
            self.floors |= perfect(names, found)
        else:
            self._tell(found, look.step)

    def _tell(self, taken: Mapping[str, float], step: int) -> None:
        if self.measured != step:
            self.measured, self.fresh = step, set()
        self.metrics |= taken
        self.steps |= dict.fromkeys(taken, step)
        self._taken |= dict.fromkeys(taken, self._clock())
        self.fresh.update(taken)

    def _learn(self, names: Iterable[str], took: float) -> None:
        """What numbers cost: the least they took of late, since a moment under load tells little of it."""
        known = sum(self._costs[name] for name in names)
        if known:
            factor = took / known if took < known else 1 + SLOWLY * (took / known - 1)
            self._costs |= {name: self._costs[name] * factor for name in names}

    def _nothing(self, trainer: Trainer) -> None:
        """The first picture does not wait for numbers."""

    def _warm_up(self, trainer: Trainer) -> None:
        """What metrics do once, such as drawing what they compare with, is no part of what they cost."""
        self._take(trainer, _wanted(trainer.evaluation()))

    def _weigh(self, trainer: Trainer) -> None:
        """Measures each metric by itself, to know what it costs."""
        evaluation = trainer.evaluation()
        self._closely.begin(evaluation)
        for name in _wanted(evaluation):
            began = self._clock()
            self._take(trainer, (name,))
            self._costs[name] = self._clock() - began
        self._due = dict.fromkeys(self._costs, -math.inf)

    def _compare(self, trainer: Trainer) -> None:
        self.floors = perfect(self._costs, trainer.floors(tuple(self._costs)))


def _wanted(evaluation: Evaluation) -> list[str]:
    """What is measured all the time of those metrics that are defined here."""
    cheap = applicable(evaluation, cheap=True)
    return [name for name in (*SHOWN, *PANEL_METRICS) if name in cheap]


def perfect(names: Iterable[str], floors: Mapping[str, float]) -> dict[str, float]:
    """What a perfect generator would score: the floor of sampled metrics, the ideal of exact ones."""
    ideals = {name: Metric.entries[name].ideal for name in names if name in Metric.entries}
    return {name: ideal for name, ideal in ideals.items() if ideal is not None} | dict(floors)
