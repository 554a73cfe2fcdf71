"""The routes of this app; above all those that carry frames: a WebSocket, and a long poll where that
does not get through."""

from __future__ import annotations

import asyncio
import contextlib
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from playground.runs import Busy, Full, Registry, UnknownRun, Viewer
from playground.runs.clients import CLIENT
from playground.ui import assets
from playground.ui.distances_routes import distances_routes
from playground.ui.files import file_routes
from playground.ui.gallery import serve_preview
from playground.ui.image_routes import image_routes
from playground.ui.latent_routes import latent_routes
from playground.ui.origin import same_origin
from playground.ui.plotly_file import serve_plotly
from playground.ui.polling import Polls
from playground.ui.text import LANGUAGES, browser_texts

LONGEST_MESSAGE = 1000
MALFORMED, STRANGER, LOST, FULL = 4400, 4403, 4404, 4429


def routes(registry: Registry) -> list[BaseRoute]:
    """The routes of this app besides Gradio's own."""
    base, polls = f"/{assets.BASE}", Polls(registry)

    async def stream(socket: WebSocket) -> None:
        await _stream(registry, socket)

    async def frame(request: Request) -> Response:
        if not same_origin(request):
            return JSONResponse({"error": "Frames are for pages of this server."}, 403)
        return await polls.answer(request.query_params)

    async def texts(request: Request) -> Response:
        language = request.path_params["language"]
        if language not in LANGUAGES:
            return JSONResponse({"error": f"The page speaks {', '.join(LANGUAGES)} only."}, 404)
        return JSONResponse(browser_texts(language))

    return [
        Route(f"{base}/assets/{{name}}", assets.serve),
        Route(f"{base}/plotly.min.js", serve_plotly),
        Route(f"{base}/preview/{{kind}}/{{key}}", serve_preview),
        Route(f"{base}/texts/{{language}}", texts),
        Route(f"{base}/frame", frame, methods=["GET", "POST"]),
        WebSocketRoute(f"{base}/stream", stream),
        *file_routes(registry),
        *distances_routes(),
        *image_routes(),
        *latent_routes(registry),
    ]


async def _stream(registry: Registry, socket: WebSocket) -> None:
    if not same_origin(socket):
        await socket.close(STRANGER)
        return
    await socket.accept()
    token = socket.query_params.get("run", "")
    viewer, filled = _viewer()
    try:
        registry.watch(token, viewer)
    except (UnknownRun, Full) as complaint:
        await socket.send_json({"error": str(complaint)})
        await socket.close(LOST if isinstance(complaint, UnknownRun) else FULL)
        return
    sending = asyncio.create_task(_send(socket, viewer, filled))
    try:
        await _listen(registry, socket, viewer)
    finally:
        registry.leave(token, viewer)
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
            await sending


def _viewer(**options) -> tuple[Viewer, asyncio.Event]:
    """A viewer and the event, on this loop, that something lies in its outbox."""
    loop, filled = asyncio.get_running_loop(), asyncio.Event()

    def notify() -> None:
        # The loop may have ended a moment before the conductor does.
        if not loop.is_closed():
            loop.call_soon_threadsafe(filled.set)

    return Viewer(notify, **options), filled


async def _send(socket: WebSocket, viewer: Viewer, filled: asyncio.Event) -> None:
    while True:
        await filled.wait()
        filled.clear()
        while (frame := viewer.take()) is not None:
            await socket.send_bytes(frame)


async def _listen(registry: Registry, socket: WebSocket, viewer: Viewer) -> None:
    # Whoever sends a frame may be the first to notice that nobody is there any more.
    with contextlib.suppress(WebSocketDisconnect, WebSocketDisconnected):
        async for text in socket.iter_text():
            message = _parse(text)
            if message is None:
                await socket.send_json({"error": "A message must be a small JSON object."})
                await socket.close(MALFORMED)
                return
            if isinstance(message.get("ack"), int):
                viewer.acknowledge(message["ack"])
            if isinstance(message.get("hidden"), bool):
                viewer.hidden = message["hidden"]
            if message.get("bye") is True:
                viewer.leaving = True
            if isinstance(message.get("turn"), dict):
                _turn(registry, socket, message["turn"])
            if isinstance(message.get("ping"), int | float):
                await socket.send_json({"pong": message["ping"]})
            registry.conductor.nudge()


def _turn(registry: Registry, socket: WebSocket, turn: dict) -> None:
    """Turns a live knob at once. The page's own event with the same wish follows on the long way through
    Gradio: it finds nothing left to change, or tells what is wrong with it."""
    command = {"do": "retune", "path": turn.get("path"), "value": turn.get("value")}
    with contextlib.suppress(Busy, UnknownRun):
        session = registry.find(socket.query_params.get("run", ""))
        registry.conductor.ask(session, command, CLIENT.get())


def _parse(text: str) -> dict | None:
    if len(text) > LONGEST_MESSAGE:
        return None
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None
