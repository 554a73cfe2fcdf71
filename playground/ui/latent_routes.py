"""The route of the latent explorer: a recipe for latents in, a frame of what G makes of them out.

Whatever goes wrong is answered with `{"error": sentence}`.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground import SettingError
from playground.runs import Busy, CommandError, Registry, UnknownRun
from playground.runs.frames import encode
from playground.ui import assets
from playground.ui.calls import Refused
from playground.ui.origin import same_origin

LONGEST_RECIPE = 16_000
_STATUS = {SettingError: 400, CommandError: 400, UnknownRun: 404, Busy: 429}


def latent_routes(registry: Registry) -> list[Route]:
    """The route, for the run named by `run`."""

    async def answer(request: Request) -> Response:
        try:
            if not same_origin(request):
                raise Refused(403, "Runs are explored by pages of this server.")
            question = {"do": "explore", "recipe": _recipe(request.query_params.get("recipe", ""))}
            token = request.query_params.get("run", "")
            made = await asyncio.to_thread(registry.tell, token, question)
            frame = encode(made["header"], made["arrays"])
            return Response(frame, media_type="application/octet-stream", headers=_FRESH)
        except Refused as refused:
            return JSONResponse({"error": refused.sentence}, refused.status)
        except tuple(_STATUS) as complaint:
            status = next(code for kind, code in _STATUS.items() if isinstance(complaint, kind))
            return JSONResponse({"error": str(complaint)}, status)

    return [Route(f"/{assets.BASE}/latent", answer, methods=["GET"])]


_FRESH = {"Cache-Control": "no-store"}


def _recipe(text: str) -> Any:
    if len(text) > LONGEST_RECIPE:
        raise Refused(413, f"A recipe is at most {LONGEST_RECIPE:,} characters long.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The recipe must be a JSON object.") from error
