"""What stands between the network and Gradio: closed doors, limits for each client, checked calls."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.runs.clients import CLIENT, Buckets
from playground.runs.limits import Limits, Rate
from playground.ui.calls import Refused, read_call
from playground.ui.clients import client_of
from playground.ui.doors import check_request, is_call, is_cheap, path_of

MOST_BYTES = 1 << 20
LONGEST_UPLOAD = 20.0
"""Seconds that the body of a call may take to arrive."""

MESSAGES = Rate(200, 120)
"""What one WebSocket may bring: an acknowledgement for each frame, and now and then a word."""

BUSY = 4429
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
"""Frames are not forbidden: a Space is shown in one."""

_log = logging.getLogger(__name__)


class Guard:
    """ASGI middleware around Gradio and our own routes. WebSockets, streams and answers pass untouched
    but for `HEADERS`; refusals are `{"error": sentence}`."""

    def __init__(self, app: ASGIApp, page: gr.Blocks, limits: Limits) -> None:
        self._app, self._page, self._limits = app, page, limits
        self._calls, self._requests = Buckets(limits.calls), Buckets(limits.requests)
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        client = client_of(HTTPConnection(scope))
        CLIENT.set(client)
        # Gradio would take this for its own address; only a server in front that is not used here sends it.
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != b"x-gradio-server"]
        self._open[client] += 1
        try:
            await self._answer(scope, receive, _with_headers(send), client)
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]

    async def _answer(self, scope: Scope, receive: Receive, send: Send, client: str) -> None:
        answering = False

        async def noting(message: Message) -> None:
            nonlocal answering
            answering = True
            if message["type"] == "http.response.start" and message["status"] >= 500:
                _log.error("%s %s was answered %d", scope["method"], scope["path"], message["status"])
            await send(message)

        try:
            self._check_frequency(scope, client)
            await self._app(scope, await self._checked(scope, receive), noting)
        except Refused as refused:
            await _refuse(scope, receive, send, refused)
        except Exception:
            _log.exception("%s failed", scope["path"])
            if answering:
                raise
            await _refuse(scope, receive, send, Refused(500, "The server made a mistake; it has been noted."))

    def _check_frequency(self, scope: Scope, client: str) -> None:
        """Refuses a client that has too much open, or calls too often."""
        if self._open[client] > self._limits.connections:
            raise Refused(429, "Too many connections from your address are open at the moment.")
        costly = scope.get("method") not in ("GET", "HEAD") or not is_cheap(path_of(scope))
        if not self._requests.take(client) or (costly and not self._calls.take(client)):
            raise Refused(429, "Too many calls came from your address; wait a few seconds.")

    async def _checked(self, scope: Scope, receive: Receive) -> Receive:
        """What the app may receive, once the request has been checked."""
        if scope["type"] == "websocket":
            return _paced(receive)
        check_request(HTTPConnection(scope))
        return await self._checked_call(scope, receive) if is_call(path_of(scope)) else receive

    async def _checked_call(self, scope: Scope, receive: Receive) -> Receive:
        call = read_call(await _body(scope, receive), self._page.fns)
        body = json.dumps(call).encode()
        headers = MutableHeaders(scope=scope)
        headers["content-type"], headers["content-length"] = "application/json", str(len(body))
        return _replayed(body, receive)


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The request's body, read no further than it may go."""
    too_long = Refused(413, f"A call is at most {MOST_BYTES >> 20} MB long.")
    announced = HTTPConnection(scope).headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 9 or int(announced) > MOST_BYTES):
        raise too_long
    body, more = bytearray(), True
    try:
        async with asyncio.timeout(LONGEST_UPLOAD):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refused(400, "The call broke off.")
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > MOST_BYTES:
                    raise too_long
    except TimeoutError as late:
        raise Refused(408, "The call took too long to arrive.") from late
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A stream of `body`, and then of whatever else happens to the connection."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


def _paced(receive: Receive) -> Receive:
    """The messages of a WebSocket, taken from the network no faster than a page sends them."""
    bucket = Buckets(MESSAGES)

    async def pacing() -> Message:
        while not bucket.take(""):
            await asyncio.sleep(1 / MESSAGES.per_second)
        return await receive()

    return pacing


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


async def _refuse(scope: Scope, receive: Receive, send: Send, refused: Refused) -> None:
    if scope["type"] == "websocket":
        # Not accepted yet, so that the browser sees an upgrade that failed.
        await send({"type": "websocket.close", "code": BUSY, "reason": refused.sentence})
        return
    await JSONResponse({"error": refused.sentence}, refused.status)(scope, receive, send)
