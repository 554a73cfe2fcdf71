"""One watcher of a run, and how much may be on its way to it."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable

SPARE = 3
"""Frames that may be on the way beyond what distance alone asks for."""

MOST = 30


class Viewer:
    """A watcher takes frames, and acknowledges each when it has drawn it.

    Unacknowledged frames are bounded by delivered rate x shortest round trip + 3: enough to fill
    any distance, too little to pile up on a slow line. Without credit no frame is computed.
    `notify` is called (from the conductor's thread) when something lies in the outbox. `limit`
    bounds the window from above: a watcher that asks for each frame takes one at a time.
    `leaving` is what it says before it goes for good.
    """

    def __init__(
        self,
        notify: Callable[[], None] = lambda: None,
        limit: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.leaving = False
        self.hidden_since: float | None = None
        self.seen = -1
        self.settled = -1
        self._notify, self._limit, self._clock = notify, limit, clock
        self._lock = threading.Lock()
        self._outbox: deque[bytes] = deque()
        self._sent: dict[int, float] = {}
        self._returned: deque[float] = deque(maxlen=64)
        self._shortest = math.inf

    @property
    def hidden(self) -> bool:
        """Whether it looks away, as the tab behind another does, and wants no frames meanwhile."""
        return self.hidden_since is not None

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        if hidden != self.hidden:
            self.hidden_since = self._clock() if hidden else None

    @property
    def hidden_for(self) -> float:
        """Seconds since it looked away; 0 while it looks."""
        since = self.hidden_since
        return 0.0 if since is None else self._clock() - since

    def wants(self, edition: int) -> bool:
        """Whether it has credit for a frame and has not been given this edition of the run."""
        return not self.hidden and self.seen != edition and len(self._sent) < self.window

    @property
    def window(self) -> int:
        """Frames that may be on their way at once."""
        if self._limit <= SPARE or not math.isfinite(self._shortest):
            return min(self._limit, SPARE)
        now = self._clock()
        with self._lock:
            rate = sum(1 for moment in self._returned if now - moment < 1.0)
        return min(self._limit, int(rate * self._shortest) + SPARE)

    def hand(self, frame: bytes, edition: int, stamp: int) -> None:
        """Puts the frame of an edition into the outbox; with it, it holds the still arrays of `stamp`."""
        with self._lock:
            self._sent[edition] = self._clock()
            self._outbox.append(frame)
        self.seen, self.settled = edition, stamp
        self._notify()

    def take(self) -> bytes | None:
        """The oldest frame in the outbox, or None."""
        with self._lock:
            return self._outbox.popleft() if self._outbox else None

    def acknowledge(self, edition: int) -> None:
        """That frame, and with it all before, has been drawn. Unknown numbers are ignored."""
        now = self._clock()
        with self._lock:
            if edition in self._sent:
                self._shortest = min(self._shortest, now - self._sent[edition])
            for done in [sent for sent in self._sent if sent <= edition]:
                del self._sent[done]
                self._returned.append(now)

    def resume(self, edition: int, stamp: int) -> None:
        """It says itself what it has: this edition, and the still arrays of `stamp`. Whatever was
        on the way counts as arrived or lost."""
        with self._lock:
            self._sent.clear()
            if not self._outbox:
                self.seen, self.settled = edition, stamp
