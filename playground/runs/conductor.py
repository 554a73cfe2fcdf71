"""One thread that trains for everybody.

Toy networks train fastest one at a time: several free-running threads only fight for the
interpreter. So the sessions take turns, and whatever touches a trainer happens on this thread.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from playground import SettingError
from playground.runs.limits import Limits
from playground.runs.orders import Busy, Order, Orders
from playground.runs.session import CommandError, Session
from playground.runs.shares import Shares
from playground.training.threads import seconds_of_work

__all__ = ["Busy", "Conductor"]

ROUND = 0.04
"""Seconds that one round over all playing sessions should take at most ..."""
SHORTEST_TURN, LONGEST_TURN = 0.004, 0.02
"""... as long as each still gets this much. Every change of sessions costs: the nets of the next one are not
at hand."""
OBEYING = 0.01
"""Seconds of commands between two turns, when they do not end."""
CHORES_EVERY = 2.0

_log = logging.getLogger(__name__)


class Conductor:
    """Gives turns to the sessions that have something to do, and carries out their commands."""

    def __init__(
        self,
        clock: Callable[[], float] = time.perf_counter,
        runs_per_client: int = Limits.runs_per_client,
    ) -> None:
        self._clock = clock
        self._wake = threading.Condition()
        self._shares = Shares(runs_per_client)
        self._orders = Orders()
        self._chores: list[Callable[[], None]] = []
        self._chores_due = 0.0
        self._called = self._closing = False
        self._thread = threading.Thread(target=self._run, name="conductor", daemon=True)
        self._thread.start()

    def add(self, session: Session, client: str = "") -> None:
        """Lets a session of a client take part from now on."""
        with self._wake:
            self._shares.add(session, client)
            self._wake.notify()

    def remove(self, session: Session) -> None:
        """Gives it no more turns; unknown sessions are ignored."""
        with self._wake:
            self._shares.remove(session)

    def ask(self, session: Session, command: Mapping[str, Any], client: str = "") -> Future:
        """Has the session obey a command; the future holds the state it returned, or its complaint.

        Raises `Busy` if too many commands are waiting already.
        """
        order = Order(session, command, client)
        with self._wake:
            if self._closing:
                raise Busy("The server is shutting down.")
            self._orders.put(order)
            self._called = True
            self._wake.notify()
        return order.answer

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
        with self._wake:
            for order in self._orders.clear():
                if order.answer.set_running_or_notify_cancel():
                    order.answer.set_exception(Busy("The server is shutting down."))

    def _run(self) -> None:
        while not self._closing:
            self._obey()
            self._tidy()
            session, ready = self._next()
            if session:
                self._give_turn(session, ready)

    def _next(self) -> tuple[Session | None, list[Session]]:
        """The session whose turn it is, and all that want one; waits a while if there is nothing to do."""
        with self._wake:
            now = self._clock()
            due = {session: session.due_at() for session in self._shares.sessions}
            ready = [session for session, moment in due.items() if moment <= now]
            soonest = min(*due.values(), self._orders.due_at(), now + CHORES_EVERY)
            if ready:
                return self._shares.next(ready), ready
            if soonest > now and not self._closing:
                self._wake.wait(soonest - now)
        return None, []

    def _obey(self) -> None:
        self._called = False
        until = self._clock() + OBEYING
        while (began := self._clock()) < until:
            with self._wake:
                order = self._orders.take(began)
            if order is None:
                return
            if order.answer.set_running_or_notify_cancel():
                self._carry_out(order)
                self._orders.done(order, now := self._clock(), now - began)

    def _carry_out(self, order: Order) -> None:
        session, answer = order.session, order.answer
        try:
            answer.set_result(session.obey(order.command))
        except (CommandError, SettingError) as complaint:
            answer.set_exception(complaint)
        except Exception as fault:
            session.crash(_sentence(fault))
            answer.set_exception(CommandError(session.error))

    def _give_turn(self, session: Session, ready: list[Session]) -> None:
        # The run's own time: what else runs on the machine is nobody's here.
        began = seconds_of_work()
        try:
            session.turn(self._budget(session, ready), len(ready), lambda: self._called)
        except Exception as fault:
            session.crash(_sentence(fault))
        with self._wake:
            self._shares.charge(session, seconds_of_work() - began, ready)

    def _budget(self, session: Session, ready: list[Session]) -> float:
        """Seconds of its turn: the pictures of others do not wait for its end."""
        others = min((other.picture_due_at() for other in ready if other is not session), default=math.inf)
        fair = min(LONGEST_TURN, ROUND / len(ready))
        return max(SHORTEST_TURN, min(fair, others - self._clock()))

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
