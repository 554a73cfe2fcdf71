"""Who is calling, and how often each may."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar

from playground.runs.limits import Rate

CLIENT: ContextVar[str] = ContextVar("client", default="")
"""The client on whose behalf something is done at present; empty where nobody is known."""

MOST_REMEMBERED = 10_000


class Buckets:
    """A token bucket for each client: `burst` calls at once, then `per_second`.

    The clients least recently seen are forgotten first, which gives them a full bucket again.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> bool:
        """Takes one token; False, and none taken, if the client's bucket is empty."""
        now = self._clock()
        with self._lock:
            level, then = self._levels.pop(client, (self._rate.burst, now))
            level = min(self._rate.burst, level + (now - then) * self._rate.per_second)
            allowed = level >= 1
            self._levels[client] = (level - allowed, now)
            if len(self._levels) > MOST_REMEMBERED:
                self._levels.popitem(last=False)
        return allowed
