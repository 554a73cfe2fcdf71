"""How a run moves on: at its pace, in slow motion, or straight to a step."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping

from playground import Trainer
from playground.presets import Bound
from playground.runs.pace import Pace
from playground.runs.slow import PHASE_SECONDS, SlowMotion

SLOW = "slow"
SEEK_CHUNK = 10
"""Iterations between two looks at the clock on the way to a step."""

SEEN_AFTER = 0.4
"""Seconds after which a long way to a step is shown; a short one goes unseen."""

Speed = float | str | None


class Drive:
    """The engine room of one session: it decides when the trainer is stepped, and how far.

    `playing` runs at `speed` (iterations per second, None for as fast as it goes, "slow" for slow
    motion) until something stops it: a pause, the step or the bound in `stop`. A `goal` is a step
    that the run is brought to at once, whether it plays or not.
    """

    def __init__(self, speed: Speed = 60.0, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.playing = False
        self.goal: int | None = None
        self.stop: int | Bound | None = None
        self.stopped: Mapping[str, object] | None = None
        self.slow = SlowMotion()
        self.pace = Pace(None, clock)
        self._tick_due = self._goal_since = -math.inf
        self.speed = speed

    @property
    def speed(self) -> Speed:
        """Iterations per second, None for full speed, or "slow"."""
        return self._speed

    @speed.setter
    def speed(self, speed: Speed) -> None:
        self._speed = speed
        self.pace.speed = speed if isinstance(speed, float | int) else None
        self.pace.restart()

    def play(self) -> None:
        """Goes on from here."""
        self.playing, self.stopped = True, None
        self._tick_due = -math.inf
        self.pace.restart()

    def pause(self) -> None:
        """Stands still, on a whole iteration or within one that slow motion has under way."""
        self.playing, self.goal = False, None

    def seek(self, trainer: Trainer, step: int) -> None:
        """Makes `step` the goal, going back to a kept moment first where it lies in the past."""
        self.settle()
        if step < trainer.steps:
            trainer.recall(step)
        self.playing, self.stopped = False, None
        self.goal, self._goal_since = step, self._clock()

    def settle(self) -> bool:
        """Finishes an iteration that slow motion has under way; returns whether there was one."""
        return self.slow.finish()

    @property
    def moving(self) -> bool:
        """Whether there is something to do."""
        return self.playing or self.goal is not None

    @property
    def unseen(self) -> bool:
        """Whether it is on a short way to a step, which is not worth showing."""
        return self.goal is not None and self._clock() - self._goal_since < SEEN_AFTER

    @property
    def rate(self) -> float:
        """Iterations per second of late."""
        return self.pace.rate() if self.playing and self.speed != SLOW else 0.0

    @property
    def stop_text(self) -> int | str | None:
        """Where it is to stop: a step, or a bound as it is written."""
        bound = self.stop
        return f"{bound.metric} {bound.relation} {bound.number:g}" if isinstance(bound, Bound) else bound

    def due_at(self) -> float:
        """The moment at which it wants to go on; infinity if it stands still."""
        if self.goal is not None:
            return -math.inf
        if not self.playing:
            return math.inf
        return self._tick_due if self.speed == SLOW else self.pace.due_at()

    def go_on(self, trainer: Trainer, budget: float, called: Callable[[], bool] = lambda: False) -> bool:
        """Moves on for about `budget` seconds, less once somebody has `called`; returns whether anything
        visible changed."""
        if self.goal is not None:
            return self._approach(trainer, budget)
        if self.speed == SLOW:
            self._tick_due = self._clock() + PHASE_SECONDS
            self.slow.tick(trainer)
            self._stop_at_step(trainer)
            return True
        settled = self.settle()
        left = self.stop - trainer.steps if isinstance(self.stop, int) else None
        made = self.pace.train(trainer.step, budget, left if left is None or left > 0 else None, called)
        self._stop_at_step(trainer)
        return settled or bool(made)

    def weigh(self, metrics: Mapping[str, float], step: int) -> bool:
        """Stops if the numbers, measured at `step`, meet the bound that was set; returns whether it did."""
        met = self.playing and isinstance(self.stop, Bound) and self.stop.holds(metrics)
        if met:
            self._halt(metric=self.stop.metric, value=metrics[self.stop.metric], step=step)
        return met

    def _stop_at_step(self, trainer: Trainer) -> None:
        if isinstance(self.stop, int) and trainer.steps == self.stop:
            self._halt(step=trainer.steps)

    def _halt(self, **why: object) -> None:
        self.pause()
        self.stop, self.stopped = None, why

    def _approach(self, trainer: Trainer, budget: float) -> bool:
        until = self._clock() + budget
        while trainer.steps < self.goal and not trainer.error and self._clock() < until:
            trainer.advance_to(min(self.goal, trainer.steps + SEEK_CHUNK))
        if trainer.steps >= self.goal or trainer.error:
            self.goal = None
        return True
