"""One thread that trains for everybody.

Toy networks train fastest one at a time: several free-running threads only fight for the
interpreter. So the sessions take turns, and whatever touches a trainer happens on this thread.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from playground import SettingError
from playground.runs.session import CommandError, Session

ROUND = 0.02
"""Seconds that one round over all playing sessions should take at most ..."""
SHORTEST_TURN = 0.004
"""... as long as each still gets this much."""
CHORES_EVERY = 2.0
MOST_ORDERS = 256

_log = logging.getLogger(__name__)


class Busy(RuntimeError):
    """Too many commands are waiting. The message is a sentence for the visitor."""


class Conductor:
    """Gives turns to the sessions that have something to do, and carries out their commands."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._wake = threading.Condition()
        self._sessions: deque[Session] = deque()
        self._orders: deque[tuple[Session, Mapping[str, Any], Future]] = deque()
        self._chores: list[Callable[[], None]] = []
        self._chores_due = 0.0
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="conductor", daemon=True)
        self._thread.start()

    def add(self, session: Session) -> None:
        """Lets a session take part from now on."""
        with self._wake:
            self._sessions.append(session)
            self._wake.notify()

    def remove(self, session: Session) -> None:
        """Gives it no more turns; unknown sessions are ignored."""
        with self._wake:
            if session in self._sessions:
                self._sessions.remove(session)

    def ask(self, session: Session, command: Mapping[str, Any]) -> Future:
        """Has the session obey a command; the future holds the state it returned, or its complaint."""
        answer: Future = Future()
        with self._wake:
            if self._closing or len(self._orders) >= MOST_ORDERS:
                raise Busy("The server is busy; try again in a moment.")
            self._orders.append((session, command, answer))
            self._wake.notify()
        return answer

    def nudge(self) -> None:
        """Something changed for a viewer (new, credit, hidden): look again who has a turn."""
        with self._wake:
            self._wake.notify()

    def every(self, chore: Callable[[], None]) -> None:
        """Calls `chore` on this thread every few seconds."""
        self._chores.append(chore)

    def close(self, patience: float = 5.0) -> None:
        """Ends the thread; commands still waiting are told so."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(patience)
        while self._orders:
            self._orders.popleft()[2].set_exception(Busy("The server is shutting down."))

    def _run(self) -> None:
        while not self._closing:
            self._obey()
            self._tidy()
            session, active = self._next()
            if session:
                self._give_turn(session, active)

    def _next(self) -> tuple[Session | None, int]:
        """The session whose turn it is and how many want one; waits a while if there is none."""
        with self._wake:
            now = self._clock()
            due = [(session.due_at(), session) for session in self._sessions]
            ready = [session for moment, session in due if moment <= now]
            if ready:
                # To the back of the queue: the next round begins with the others.
                self._sessions.remove(ready[0])
                self._sessions.append(ready[0])
                return ready[0], len(ready)
            if not self._orders and not self._closing:
                soonest = min((moment for moment, _ in due), default=math.inf)
                self._wake.wait(max(0.0, min(soonest - now, CHORES_EVERY)))
        return None, 0

    def _obey(self) -> None:
        while self._orders:
            session, command, answer = self._orders.popleft()
            if not answer.set_running_or_notify_cancel():
                continue
            try:
                answer.set_result(session.obey(command))
            except (CommandError, SettingError) as complaint:
                answer.set_exception(complaint)
            except Exception as fault:
                session.crash(_sentence(fault))
                answer.set_exception(CommandError(session.error))

    def _give_turn(self, session: Session, active: int) -> None:
        try:
            session.turn(max(SHORTEST_TURN, ROUND / active), active)
        except Exception as fault:
            session.crash(_sentence(fault))

    def _tidy(self) -> None:
        if self._clock() < self._chores_due:
            return
        self._chores_due = self._clock() + CHORES_EVERY
        for chore in self._chores:
            try:
                chore()
            except Exception:
                _log.exception("a chore failed")


def _sentence(fault: Exception) -> str:
    """What a visitor reads about a fault of ours; the log has the rest."""
    _log.error("a run stopped", exc_info=fault)
    return f"The run stopped because of an internal fault ({type(fault).__name__}: {fault!s:.200})."
