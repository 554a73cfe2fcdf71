"""How long a run is kept for those who look away or leave."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from playground.runs.session import Session
from playground.runs.viewer import Viewer

GRACE = 25.0
"""Seconds that an unwatched run is kept: long enough for a reconnection."""

HIDDEN_GRACE = 1800.0
"""Seconds that a run is kept for a hidden tab, whose connection mobile browsers may cut."""


class Place:
    """One run in the registry: whose it is, and until when it is kept.

    While anybody watches, it is kept; while all look away, for `HIDDEN_GRACE` seconds. A viewer that
    goes while hidden, without a goodbye, may come back within that time; any other within `grace`.
    """

    def __init__(
        self,
        session: Session,
        client: str = "",
        grace: float = GRACE,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.session, self.client = session, client
        self._grace, self._clock = grace, clock
        self._viewers: tuple[Viewer, ...] = ()
        self._promised = -math.inf

    def watch(self, viewer: Viewer) -> None:
        """Somebody is here (again), so nobody else is waited for."""
        self._viewers = (*self._viewers, viewer)
        self._promised = -math.inf
        self.session.watch(viewer)

    def leave(self, viewer: Viewer) -> None:
        """Takes a watcher away; unknown ones are ignored."""
        if viewer in self._viewers and viewer.hidden and not viewer.leaving:
            left = HIDDEN_GRACE - viewer.hidden_for
            self._promised = max(self._promised, self._clock() + left)
        self._viewers = tuple(other for other in self._viewers if other is not viewer)
        self.session.leave(viewer)

    @property
    def kept_until(self) -> float:
        """The moment at which the run may be dropped; infinity while somebody looks."""
        if not self.session.viewers:
            return max(self._promised, self.session.idle_since() + self._grace)
        if self.unseen_for:
            return self._clock() + HIDDEN_GRACE - self.unseen_for
        return math.inf

    @property
    def unseen_for(self) -> float:
        """Seconds for which nobody has looked at it; 0 while somebody does."""
        if not self.session.viewers:
            return self._clock() - self.session.idle_since()
        return min((viewer.hidden_for for viewer in self._viewers), default=0.0)

    @property
    def promised(self) -> bool:
        """Whether somebody may come back to it later than right away."""
        return bool(self.session.viewers) or self._promised > self._clock()
