"""All runs of this server, found by their tokens."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from playground import Settings
from playground.runs.conductor import Busy, Conductor
from playground.runs.session import Session
from playground.runs.viewer import Viewer

LIMIT = 32
GRACE = 25.0
"""Seconds that an unwatched run is kept: long enough for a reconnection."""

JUST_LEFT = 5.0
"""Seconds after which an unwatched run makes room for a new one where all places are taken."""

MOST_VIEWERS = 8
PATIENCE = 20.0


class Full(RuntimeError):
    """No room for another run or watcher. The message is a sentence for the visitor."""


class UnknownRun(LookupError):
    """There is no run under this token (any more). The message is a sentence for the visitor."""


class Registry:
    """Runs by random token. A run that nobody has watched for `grace` seconds is dropped."""

    def __init__(
        self,
        conductor: Conductor | None = None,
        limit: int = LIMIT,
        grace: float = GRACE,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.conductor = conductor or Conductor(clock)
        self.conductor.every(self.sweep)
        self._limit, self._grace, self._clock = limit, grace, clock
        self._runs: dict[str, Session] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._runs)

    def open(self, settings: Settings, speed: float | None) -> str:
        """Makes a run and returns its token. Raises `Full`, or `SettingError` if it cannot be built."""
        session = Session(settings, speed, clock=self._clock)
        token = secrets.token_urlsafe(18)
        with self._lock:
            if len(self._runs) >= self._limit and not self._make_room():
                raise Full(
                    f"All {self._limit} places are taken at the moment; try again in a minute, "
                    "or run the playground on your own computer."
                )
            self._runs[token] = session
        self.conductor.add(session)
        try:
            self.tell(token, {"do": "reset"})
        except BaseException:
            self.drop(token)
            raise
        return token

    def tell(self, token: str, command: Mapping[str, Any]) -> dict[str, Any]:
        """Has the run obey a command and returns the state of its controls.

        Raises `UnknownRun`, `Busy`, or the complaint of the run (a `ValueError`).
        """
        answer = self.conductor.ask(self.find(token), command)
        try:
            return answer.result(PATIENCE)
        except TimeoutError as late:
            answer.cancel()
            raise Busy("The server is busy; try again in a moment.") from late

    def watch(self, token: str, viewer: Viewer) -> Session:
        """Adds a watcher to a run. Raises `UnknownRun`, or `Full` if it has too many."""
        session = self.find(token)
        if session.viewers >= MOST_VIEWERS:
            raise Full(f"This run is watched {MOST_VIEWERS} times already.")
        session.watch(viewer)
        self.conductor.nudge()
        return session

    def find(self, token: str) -> Session:
        """The run under `token`; raises `UnknownRun`."""
        session = self._runs.get(token) if isinstance(token, str) else None
        if session is None:
            raise UnknownRun("This run has ended, because nobody watched it. Reset starts it again.")
        return session

    def drop(self, token: str) -> None:
        """Ends a run; unknown tokens are ignored."""
        with self._lock:
            session = self._runs.pop(token, None)
        if session:
            self.conductor.remove(session)

    def sweep(self) -> None:
        """Drops the runs that nobody has watched for too long."""
        now = self._clock()
        for token, session in list(self._runs.items()):
            if now - session.idle_since() > self._grace:
                self.drop(token)

    def _make_room(self) -> bool:
        """Drops the run that has been unwatched for longest, if any is left behind."""
        token, session = min(self._runs.items(), key=lambda pair: pair[1].idle_since())
        if self._clock() - session.idle_since() < JUST_LEFT:
            return False
        del self._runs[token]
        self.conductor.remove(session)
        return True

    def close(self) -> None:
        """Ends all runs and the conductor's thread."""
        for token in list(self._runs):
            self.drop(token)
        self.conductor.close()
