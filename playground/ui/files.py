"""Files in and out of a run: own data, the whole run, and figures.

Whatever goes wrong is answered with `{"error": sentence}`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground import SettingError, Settings, Trainer, checkpoint, own_data
from playground.distributions import Distribution
from playground.distributions.arrays import arrays
from playground.figure import draw_stage
from playground.own_data.scaling import MOST_ROWS
from playground.runs import Busy, CommandError, Registry, UnknownRun
from playground.runs.commands import on_data
from playground.ui import assets
from playground.ui.calls import Refused
from playground.ui.gate import Gate
from playground.ui.origin import same_origin

LARGEST_RUN = 64 * 2**20
LONGEST_UPLOAD = 60.0
"""Seconds that a file may take to arrive."""

FORMATS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_STATUS = {SettingError: 400, CommandError: 400, UnknownRun: 404, Busy: 429}

Handler = Callable[[Request], Awaitable[Response]]


def file_routes(registry: Registry) -> list[Route]:
    """The routes for files in and out."""
    files, base = Files(registry), f"/{assets.BASE}"
    return [
        Route(f"{base}/data", _answering(files.take_data), methods=["POST"]),
        Route(f"{base}/run", _answering(files.give_run), methods=["GET"]),
        Route(f"{base}/run", _answering(files.take_run), methods=["POST"]),
        Route(f"{base}/figure", _answering(files.give_figure), methods=["GET"]),
    ]


class Files:
    """What files of all visitors share: few arrive at once, and one at a time is read or drawn, so that
    the runs keep their share of the machine."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._door = Gate(8, 0, "Many files are arriving at the moment; try again in a minute.")
        self._desk = Gate(1, 8, "The server is busy with other files; try again in a moment.")

    async def take_data(self, request: Request) -> Response:
        """Starts the run anew on the data in the body."""
        token, name = self._token(request), request.query_params.get("name", "")
        _check_takes_data(self._registry.find(token).start)
        async with self._door:
            content = await _body(request, own_data.LARGEST)
            own = await self._work(own_data.read_data, content, name)
        start = self._registry.find(token).start
        settings = _with_data(start, own.distribution)
        state = await self._tell(token, {"do": "start_with", "settings": settings})
        return _answer(state, {"key": own.note, "values": dict(own.values)})

    async def take_run(self, request: Request) -> Response:
        """Goes on with the run in the body."""
        token = self._token(request)
        async with self._door:
            content = await _body(request, LARGEST_RUN)
            trainer = await self._work(checkpoint.from_bytes, content, self._build, 1)
        state = await self._tell(token, {"do": "load", "trainer": trainer})
        return _answer(state, {"key": "own.run", "values": {"steps": trainer.steps}})

    async def give_run(self, request: Request) -> Response:
        """The run as a file."""
        state = await self._tell(self._token(request), {"do": "save"})
        name = _file_name(state, state["step"], "safetensors")
        return _attachment(state["bytes"], name, "application/octet-stream")

    async def give_figure(self, request: Request) -> Response:
        """The stage at this moment, for papers and slides."""
        token, kind = self._token(request), request.query_params.get("format", "svg")
        if kind not in FORMATS:
            raise Refused(400, f"format must be one of {', '.join(FORMATS)}; {kind!r:.40} is not.")
        state = await self._tell(token, {"do": "snapshot"})
        snapshot = state["snapshot"]
        content = await self._work(draw_stage, snapshot, f".{kind}")
        return _attachment(content, _file_name(state, snapshot.steps, kind), FORMATS[kind])

    def _token(self, request: Request) -> str:
        """The token of a run that there is."""
        token = request.query_params.get("run", "")
        self._registry.find(token)
        return token

    def _build(self, settings: Settings, **options: Any) -> Trainer:
        """A trainer within the limits of this server."""
        self._registry.limits.check(settings)
        for _, array in arrays(settings.family):
            if len(array) > MOST_ROWS:
                raise SettingError(
                    f"This run has data of {len(array):,} rows; here the most is {MOST_ROWS:,}."
                )
        return Trainer(settings, **options)

    async def _work(self, work: Callable[..., Any], *inputs: Any) -> Any:
        async with self._desk:
            return await asyncio.to_thread(work, *inputs)

    async def _tell(self, token: str, command: dict[str, Any]) -> dict[str, Any]:
        return await asyncio.to_thread(self._registry.tell, token, command)


def _answering(work: Handler) -> Handler:
    """A handler whose complaints are sentences, for pages of this server only."""

    async def answer(request: Request) -> Response:
        try:
            if not same_origin(request):
                raise Refused(403, "Files are for pages of this server.")
            return await work(request)
        except Refused as refused:
            return JSONResponse({"error": refused.sentence}, refused.status)
        except tuple(_STATUS) as complaint:
            status = next(code for kind, code in _STATUS.items() if isinstance(complaint, kind))
            return JSONResponse({"error": str(complaint)}, status)

    return answer


async def _body(request: Request, most: int) -> bytes:
    """The request's body, read no further than `most` bytes."""
    too_large = Refused(413, f"This file is too large; the most is {most // 2**20} MB.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 12 or int(announced) > most):
        raise too_large
    content = bytearray()
    try:
        async with asyncio.timeout(LONGEST_UPLOAD):
            async for part in request.stream():
                content += part
                if len(content) > most:
                    raise too_large
    except TimeoutError as late:
        raise Refused(408, "The file took too long to arrive; try again, or take a smaller one.") from late
    except ClientDisconnect as gone:
        raise Refused(400, "The upload broke off; try again.") from gone
    return bytes(content)


def _check_takes_data(settings: Settings) -> None:
    if "distribution" not in type(settings.family).slots():
        raise Refused(400, "This model learns no distribution of points; choose a preset that does.")


def _with_data(settings: Settings, distribution: Distribution) -> Settings:
    """The start of a run on other data. A preset's script speaks of its own data, so it stays behind."""
    _check_takes_data(settings)
    return settings.replace(family=on_data(settings.family, distribution), preset="", changes=())


def _answer(state: dict[str, Any], note: dict[str, Any]) -> Response:
    plain = (str, int, float, list, dict, type(None))
    return JSONResponse({"state": {k: v for k, v in state.items() if isinstance(v, plain)}, "note": note})


def _file_name(state: dict[str, Any], step: int, suffix: str) -> str:
    told = state["preset"] or state["controls"].get("distribution", {}).get("text", "run")
    return f"gan-{told}-seed{state['seed']}-step{step}.{suffix}"


def _attachment(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
