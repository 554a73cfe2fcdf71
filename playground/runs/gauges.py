"""The numbers beside the stage: the picture comes first, and they cost it next to nothing."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Iterable, Mapping

from playground import Trainer
from playground.metrics import Evaluation, Metric, applicable, expectations
from playground.panels import METRICS as PANEL_METRICS

INTERVAL, QUICK_INTERVAL = 0.5, 0.25
"""Seconds between two measurements: the second where they take next to no time."""

QUICK, HEAVY = 0.0015, 0.006
"""Seconds up to which a metric is quick, and from which on it comes less often ..."""
SHARE = 0.01
"""... so that it takes no more than this share of the time; and all together take no more than ..."""
SHARE_OF_ALL = 0.02
"""... which those of all runs that are shown at once have to share."""

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
        self._slow: list[str] = []
        self._unknown: list[str] = []
        self._slow_due = self._floor_due = math.inf
        self._rest: list[Callable[[Trainer], object]] = []
        self._seen: Hashable = None
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
            self._seen = state
            return True
        if settled:
            return self._settle(trainer, state)
        now = self._clock()
        if now >= self._free:
            self._measure(trainer, [name for name, due in self._due.items() if due <= now], runs)
        if now >= self._floor_due:
            self._find_floor(trainer)
        elif now >= self._slow_due:
            self._look_closely(trainer)
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
        self.measured, self.fresh = -1, set()

    def expect(self, trainer: Trainer) -> None:
        """Asks theory anew, under other settings, and which metrics there are."""
        evaluation = trainer.run.evaluation(lasting=False)
        self.theory = expectations(evaluation, SHOWN)
        if not self._costs:
            return
        names = _wanted(evaluation)
        self._slow = _closely(evaluation)
        self._unknown = [name for name in self._slow if name not in self.floors]
        for held in (self.metrics, self.floors, self._costs, self._due):
            for name in held.keys() - {*names, *self._slow}:
                del held[name]
        self.fresh &= {*names, *self._slow}
        if {*names} - self._costs.keys():
            self._tasks = [self._weigh, self._compare]

    def _settle(self, trainer: Trainer, state: Hashable) -> bool:
        if state == self._measured:
            return False
        if state != self._seen:
            self._seen, self._rest = state, []
            return True
        if not self._rest:
            closely = [self._look_closely] if self._slow and trainer.steps else []
            closely += [self._find_floor] * len(self._unknown) if closely else []
            self._rest = [lambda trainer: self._measure(trainer, list(self._costs)), *closely]
        self._rest.pop(0)(trainer)
        if not self._rest:
            self._measured = state
        return bool(self._rest)

    def _look_closely(self, trainer: Trainer) -> None:
        began = self._clock()
        self._take(trainer, self._slow)
        ended = self._clock()
        self._slow_due = ended + max(SLOW_INTERVAL, (ended - began) / SLOW_SHARE)
        self._rest_before_floor(began, ended)

    def _find_floor(self, trainer: Trainer) -> None:
        """That of one slow metric: all of them at once would hold up the picture for seconds."""
        if not self._unknown:
            return
        began, name = self._clock(), self._unknown.pop(0)
        self.floors |= perfect((name,), trainer.floors((name,)))
        self._rest_before_floor(began, self._clock())

    def _rest_before_floor(self, began: float, ended: float) -> None:
        self._floor_due = ended + (ended - began) / FLOOR_SHARE if self._unknown else math.inf

    def _measure(self, trainer: Trainer, names: list[str], runs: int = 1) -> None:
        if not names:
            return
        began = self._clock()
        self._take(trainer, names)
        now = self._clock()
        self._free = now + (now - began) * runs / SHARE_OF_ALL
        for name in names:
            rest = self._costs[name] / SHARE if self._costs[name] > HEAVY else 0.0
            usual = QUICK_INTERVAL if self._costs[name] < QUICK else INTERVAL
            self._due[name] = now + max(usual, rest)

    def _take(self, trainer: Trainer, names: Iterable[str]) -> None:
        if self.measured != trainer.steps:
            self.measured, self.fresh = trainer.steps, set()
        taken = trainer.measure(names)
        self.metrics |= taken
        self.steps |= dict.fromkeys(taken, trainer.steps)
        self._taken |= dict.fromkeys(taken, self._clock())
        self.fresh.update(names)

    def _nothing(self, trainer: Trainer) -> None:
        """The first picture does not wait for numbers."""

    def _warm_up(self, trainer: Trainer) -> None:
        """What metrics do once, such as drawing what they compare with, is no part of what they cost."""
        self._take(trainer, _wanted(trainer.evaluation()))

    def _weigh(self, trainer: Trainer) -> None:
        """Measures each metric by itself, to know what it costs."""
        evaluation = trainer.evaluation()
        self._slow = _closely(evaluation)
        self._unknown = list(self._slow)
        self._slow_due = self._clock() + SLOW_INTERVAL if self._slow else math.inf
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


def _closely(evaluation: Evaluation) -> list[str]:
    """Of the slow metrics those that are defined here."""
    metrics = {name: Metric.entries[name]() for name in SLOW}
    names = [
        name for name, metric in metrics.items() if metric.applies(evaluation) and metric.slow(evaluation)
    ]
    judged = not {*JUDGED}.isdisjoint(names)
    return [name for name in names if not (judged and name in UNJUDGED)]


def perfect(names: Iterable[str], floors: Mapping[str, float]) -> dict[str, float]:
    """What a perfect generator would score: the floor of sampled metrics, the ideal of exact ones."""
    ideals = {name: Metric.entries[name].ideal for name in names if name in Metric.entries}
    return {name: ideal for name, ideal in ideals.items() if ideal is not None} | dict(floors)
