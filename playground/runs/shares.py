"""Whose turn it is: the session that has had the least of the server's time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from playground.runs.session import Session

HEAD_START = 0.02
"""Seconds by which a session that has rested goes before those that have not."""


class Shares:
    """Seconds of training had by each session. One whose single step takes long waits accordingly
    longer for the next, and a client with many runs has its turns counted as longer than they were."""

    def __init__(self, runs_per_client: int) -> None:
        self._runs_per_client = runs_per_client
        self._had: dict[Session, float] = {}
        self._clients: dict[Session, str] = {}
        self._level = 0.0

    @property
    def sessions(self) -> list[Session]:
        """All that take part."""
        return list(self._had)

    def add(self, session: Session, client: str = "") -> None:
        """Lets a session take part, like one that has rested."""
        self._had[session], self._clients[session] = self._level, client

    def remove(self, session: Session) -> None:
        """Unknown sessions are ignored."""
        self._had.pop(session, None)
        self._clients.pop(session, None)

    def next(self, ready: Sequence[Session]) -> Session:
        """The one of the `ready` sessions that has had least; of equals, the one that waited longest."""
        least = self._level - HEAD_START
        chosen = min(ready, key=lambda session: max(self._had[session], least))
        # At the back of those that will have had as much.
        self._had[chosen] = max(self._had.pop(chosen), least)
        self._level = max(self._level, self._had[chosen])
        return chosen

    def charge(self, session: Session, seconds: float, ready: Sequence[Session]) -> None:
        """Counts a turn taken while the `ready` sessions wanted one."""
        if session in self._had:
            runs = Counter(self._clients.get(other) for other in ready)[self._clients[session]]
            known = bool(self._clients[session])
            self._had[session] += seconds * max(1.0, runs / self._runs_per_client if known else 1.0)
