"""Frames by long poll: each request acknowledges the last frame and waits for the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from starlette.responses import JSONResponse, Response

from playground.runs import Full, Registry, Session, UnknownRun, Viewer

HOLD = 8.0
"""Seconds that a request waits for a frame; while paused there may be none."""

SILENCE = 10.0
"""A poller that stays away longer is gone, unless it said that its tab is hidden."""

HIDDEN_SILENCE = 1800.0
MOST_POLLERS = 256


class Poller:
    """One polling page: a viewer, known by its run's token and a name of its own choice."""

    def __init__(self, name: tuple[str, str], session: Session) -> None:
        loop, self.filled = asyncio.get_running_loop(), asyncio.Event()
        self.name, self.session = name, session
        self.viewer = Viewer(lambda: loop.is_closed() or loop.call_soon_threadsafe(self.filled.set), limit=1)
        self.heard = time.monotonic()

    def silent(self) -> bool:
        """Whether it has been away too long."""
        patience = HIDDEN_SILENCE if self.viewer.hidden else HOLD + SILENCE
        return time.monotonic() - self.heard > patience


class Polls:
    """All polling pages."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._pollers: dict[tuple[str, str], Poller] = {}
        registry.conductor.every(self.sweep)

    async def answer(self, query: Mapping[str, str]) -> Response:
        """The newest frame as bytes; 204 when there is none in time, 4xx with a sentence else."""
        try:
            ack, stamp = int(query.get("ack", 0)), int(query.get("stamp", 0))
            poller = self._find(query.get("run", ""), query.get("viewer", "")[:20])
        except ValueError:
            return JSONResponse({"error": "ack and stamp must be whole numbers."}, 400)
        except UnknownRun as complaint:
            return JSONResponse({"error": str(complaint)}, 404)
        except Full as complaint:
            return JSONResponse({"error": str(complaint)}, 429)
        poller.heard = time.monotonic()
        if query.get("bye") == "1":
            poller.viewer.leaving = True
            self._let_go(poller)
            return Response(status_code=204)
        poller.viewer.hidden = query.get("hidden") == "1"
        if poller.viewer.hidden:
            return Response(status_code=204)
        poller.viewer.resume(ack, stamp)
        self._registry.conductor.nudge()
        return await _next(poller)

    def sweep(self) -> None:
        """Lets go of the pollers that stay away."""
        for poller in list(self._pollers.values()):
            if poller.silent():
                self._let_go(poller)

    def _let_go(self, poller: Poller) -> None:
        if self._pollers.get(poller.name) is poller:
            del self._pollers[poller.name]
        self._registry.leave(poller.name[0], poller.viewer)

    def _find(self, run: str, name: str) -> Poller:
        known = self._pollers.get((run, name))
        session = self._registry.find(run)
        if known and known.session is session:
            return known
        if len(self._pollers) >= MOST_POLLERS:
            raise Full("Too many pages are watching at the moment; try again in a minute.")
        poller = Poller((run, name), session)
        self._registry.watch(run, poller.viewer)
        self._pollers[poller.name] = poller
        return poller


async def _next(poller: Poller) -> Response:
    until = time.monotonic() + HOLD
    while (frame := poller.viewer.take()) is None:
        left = until - time.monotonic()
        try:
            await asyncio.wait_for(poller.filled.wait(), left)
        except TimeoutError:
            return Response(status_code=204)
        poller.filled.clear()
    return Response(frame, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})
