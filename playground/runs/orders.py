"""Commands that wait to be carried out, in one line for each client."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from playground.runs.session import Session

MOST_WAITING = 256
MOST_OF_CLIENT = 24
"""Fewer than the threads of the web server, each of which waits for one command."""

MOST_FOR_SESSION = 8
LONGEST_REST = 0.25


class Busy(RuntimeError):
    """Too many commands are waiting. The message is a sentence for the visitor."""


@dataclass(frozen=True, eq=False)
class Order:
    """A command for a session, on behalf of a client; `answer` will hold what comes of it."""

    session: Session
    command: Mapping[str, Any]
    client: str = ""
    answer: Future = field(default_factory=Future)


@dataclass
class _Line:
    orders: deque[Order] = field(default_factory=deque)
    rests_until: float = -math.inf


class Orders:
    """The lines take turns, and each rests after an order for as long as that took: so a client that
    floods the server with commands gets at most half of its time. Not for several threads at once."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        self._waiting: Counter[Session] = Counter()

    def __len__(self) -> int:
        return self._waiting.total()

    def put(self, order: Order) -> None:
        """To the end of its client's line; raises `Busy` if too many are waiting already."""
        if self._waiting[order.session] >= MOST_FOR_SESSION:
            raise Busy("This run has not caught up with its last commands yet; try again in a moment.")
        line = self._lines.setdefault(order.client, _Line())
        of_client = len(line.orders) if order.client else 0
        if of_client >= MOST_OF_CLIENT or len(self) >= MOST_WAITING:
            raise Busy("The server is busy; try again in a moment.")
        line.orders.append(order)
        self._waiting[order.session] += 1

    def take(self, now: float) -> Order | None:
        """The next order of the next line that is not resting; None if there is none."""
        for client, line in list(self._lines.items()):
            if line.rests_until > now:
                continue
            # To the back, or out of the way if it is empty.
            del self._lines[client]
            if line.orders:
                self._lines[client] = line
                return self._out(line)
        return None

    def done(self, order: Order, now: float, seconds: float) -> None:
        """The order took so long and is finished: its line rests."""
        if order.client in self._lines:
            self._lines[order.client].rests_until = now + min(seconds, LONGEST_REST)

    def due_at(self) -> float:
        """The moment at which `take` has something; infinity if nothing waits."""
        return min((line.rests_until for line in self._lines.values() if line.orders), default=math.inf)

    def clear(self) -> list[Order]:
        """Takes out all orders."""
        return [self._out(line) for line in self._lines.values() for _ in list(line.orders)]

    def _out(self, line: _Line) -> Order:
        order = line.orders.popleft()
        self._waiting[order.session] -= 1
        if not self._waiting[order.session]:
            del self._waiting[order.session]
        return order
