"""How fast a run goes: a wanted speed, and chunks sized to a time budget."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

LONGEST_DEBT = 0.1
"""Seconds of steps that may be made up for; after a longer hold-up the run just goes on."""

LARGEST_CHUNK = 500
LONGEST_CHUNK = 0.008
"""Seconds for which nobody is heard."""


class Pace:
    """The tempo of one run. `speed` is in iterations per second; None is as fast as it goes."""

    def __init__(self, speed: float | None, clock: Callable[[], float] = time.perf_counter) -> None:
        self.speed = speed
        self._clock = clock
        self._since = clock()
        self._cost = 2e-3
        self._marks: deque[tuple[float, int]] = deque([(self._since, 0)], maxlen=128)

    def restart(self) -> None:
        """Owes nothing from now on, and measures the rate anew: after a pause or another speed."""
        self._since = self._clock()
        self._marks.clear()
        self._marks.append((self._since, 0))

    def due_at(self) -> float:
        """The moment at which the next step is due."""
        return self._since if self.speed is None else self._since + 1 / self.speed

    def train(
        self,
        step: Callable[[int], None],
        budget: float,
        most: int | None = None,
        called: Callable[[], bool] = lambda: False,
    ) -> int:
        """Calls `step(n)` for at most about `budget` seconds, not beyond the wanted speed, for at most
        `most` iterations, and not again once somebody has `called`.

        Returns the number of iterations made.
        """
        began = self._clock()
        allowed, made = self._owed(began), 0
        allowed = allowed if most is None else min(allowed, most)
        while made < allowed:
            left = budget - (self._clock() - began)
            if made and (left < self._cost or called()):
                break
            fitting = int(min(left, LONGEST_CHUNK) / self._cost)
            chunk = max(1, min(fitting, allowed - made, LARGEST_CHUNK))
            start = self._clock()
            step(chunk)
            made += chunk
            self._learn((self._clock() - start) / chunk)
        self._settle(made)
        return made

    @property
    def load(self) -> float:
        """Share of the time that the wanted speed takes, by what iterations have cost of late; above 1 if it
        is out of reach, infinite if it is as fast as it goes."""
        return math.inf if self.speed is None else self._cost * self.speed

    def rate(self) -> float:
        """Iterations per second over about the last second."""
        (then, before), (now, after) = self._marks[0], self._marks[-1]
        return (after - before) / (now - then) if now > then else 0.0

    def _owed(self, now: float) -> int:
        if self.speed is None:
            return 1_000_000
        self._since = max(self._since, now - max(LONGEST_DEBT, 1 / self.speed))
        # Half a millionth forgives rounding of the due time.
        return int((now - self._since) * self.speed + 5e-7)

    def _learn(self, cost: float) -> None:
        # Down at once, up slowly: a chunk that was interrupted must not shrink the next ones.
        self._cost = max(1e-6, cost if cost < self._cost else 0.8 * self._cost + 0.2 * cost)

    def _settle(self, made: int) -> None:
        now = self._clock()
        self._since = now if self.speed is None else self._since + made / self.speed
        self._marks.append((now, self._marks[-1][1] + made))
        while len(self._marks) > 2 and now - self._marks[1][0] > 1.0:
            self._marks.popleft()
