"""All runs of this server, found by their tokens."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from playground.duel import Match
from playground.runs.clients import CLIENT
from playground.runs.conductor import Busy, Conductor
from playground.runs.crowd import Crowd
from playground.runs.keeping import GRACE, Place
from playground.runs.limits import Limits
from playground.runs.session import Played, Session, Start, build_plainly
from playground.runs.viewer import Viewer

JUST_LEFT = 5.0
"""Seconds after which an unwatched run makes room for a new one where all places are taken."""

LOOKED_AWAY = 60.0
"""The same for a run whose visitor has gone to another tab and may come back."""

PATIENCE = 20.0


class Full(RuntimeError):
    """No room for another run or watcher. The message is a sentence for the visitor."""


class UnknownRun(LookupError):
    """There is no run under this token (any more). The message is a sentence for the visitor."""


class Registry:
    """Runs by random token, which is a secret of those who watch. See `Place` for how long they are kept."""

    def __init__(
        self,
        conductor: Conductor | None = None,
        limit: int | None = None,
        grace: float = GRACE,
        clock: Callable[[], float] = time.perf_counter,
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits.here()
        self.conductor = conductor or Conductor(clock, self.limits.runs_per_client)
        self.conductor.every(self.sweep)
        self._limit, self._grace, self._clock = limit or self.limits.runs, grace, clock
        self._runs: dict[str, Place] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._runs)

    def open(self, settings: Start, speed: float | str | None) -> str:
        """Makes a run for the present client and returns its token.

        Raises `Full`, or `SettingError` if it cannot be built or asks for more than the limits.
        """
        self._check(settings)
        place = Place(
            Session(settings, speed, self.build, self._clock, self.limits),
            CLIENT.get(),
            self._grace,
            self._clock,
        )
        token = secrets.token_urlsafe(18)
        with self._lock:
            if len(self._runs) >= self._limit and not self._make_room(place.client):
                raise Full(
                    f"All {self._limit} places are taken at the moment; try again in a minute, "
                    "or run the playground on your own computer."
                )
            self._runs[token] = place
        self.conductor.add(place.session, place.client)
        try:
            self.tell(token, {"do": "reset"})
        except BaseException:
            self.drop(token)
            raise
        return token

    def build(self, start: Start) -> Played:
        """What a start describes, within the limits of this server; raises `SettingError`."""
        self._check(start)
        return build_plainly(start)

    def _check(self, start: Start) -> None:
        if isinstance(start, Crowd):
            self.limits.check(start.settings, start.count)
            return
        for settings in start.sides() if isinstance(start, Match) else [start]:
            self.limits.check(settings)

    def tell(self, token: str, command: Mapping[str, Any]) -> dict[str, Any]:
        """Has the run obey a command and returns the state of its controls.

        Raises `UnknownRun`, `Busy`, or the complaint of the run (a `ValueError`).
        """
        answer = self.conductor.ask(self.find(token), command, CLIENT.get())
        try:
            return answer.result(PATIENCE)
        except TimeoutError as late:
            answer.cancel()
            raise Busy("The server is busy; try again in a moment.") from late

    def watch(self, token: str, viewer: Viewer) -> Session:
        """Adds a watcher to a run. Raises `UnknownRun`, or `Full` if it has too many."""
        place = self._place(token)
        with self._lock:
            if place.session.viewers >= self.limits.viewers:
                raise Full(f"This run is watched {self.limits.viewers} times already.")
            place.watch(viewer)
        self.conductor.nudge()
        return place.session

    def leave(self, token: str, viewer: Viewer) -> None:
        """Takes a watcher away; unknown ones are ignored. What it said of itself before (`hidden`,
        `leaving`) decides how long its run is kept."""
        if place := self._runs.get(token):
            with self._lock:
                place.leave(viewer)

    def find(self, token: str) -> Session:
        """The run under `token`; raises `UnknownRun`."""
        return self._place(token).session

    def _place(self, token: str) -> Place:
        place = self._runs.get(token) if isinstance(token, str) else None
        if place is None:
            raise UnknownRun("This run has ended, because nobody watched it. Reset starts it again.")
        return place

    def drop(self, token: str) -> None:
        """Ends a run; unknown tokens are ignored."""
        with self._lock:
            self._drop(token)

    def sweep(self) -> None:
        """Drops the runs that are not kept any longer."""
        now = self._clock()
        for token, place in list(self._runs.items()):
            if place.kept_until < now:
                self.drop(token)

    def _drop(self, token: str) -> None:
        if place := self._runs.pop(token, None):
            self.conductor.remove(place.session)

    def _make_room(self, newcomer: str) -> bool:
        """Drops the run that is missed least: one left behind; else one out of sight; else one of the
        client that holds most of them, if that is more than its share and than the newcomer's."""
        away = [
            (place.promised, -place.unseen_for, token)
            for token, place in self._runs.items()
            if place.unseen_for >= (LOOKED_AWAY if place.promised else JUST_LEFT)
        ]
        token = min(away)[2] if away else self._surplus(newcomer)
        if token:
            self._drop(token)
        return bool(token)

    def _surplus(self, newcomer: str) -> str:
        held = Counter(place.client for place in self._runs.values() if place.client)
        client, runs = held.most_common(1)[0] if held else ("", 0)
        if runs <= max(self.limits.runs_per_client, held[newcomer] + 1):
            return ""
        theirs = [
            (place.session.touched, token) for token, place in self._runs.items() if place.client == client
        ]
        return min(theirs)[1]

    def close(self) -> None:
        """Ends all runs and the conductor's thread."""
        for token in list(self._runs):
            self.drop(token)
        self.conductor.close()
