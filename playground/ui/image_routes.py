"""How far the fetching of a set of pictures has come; who asks for it sets it going."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from playground import image_data
from playground.knobs import SettingError
from playground.ui import assets
from playground.ui.origin import same_origin


def image_routes() -> list[BaseRoute]:
    """The route that the page asks while digits stand in for other pictures."""
    return [Route(f"/{assets.BASE}/pictures/{{key}}", _fetching)]


async def _fetching(request: Request) -> Response:
    """Bytes `done` of `total`, whether it has `finished`, and the `error` that ended it."""
    if not same_origin(request):
        return JSONResponse({"error": "Pictures are for pages of this server."}, 403)
    try:
        state = await run_in_threadpool(image_data.fetch_in_background, request.path_params["key"])
    except SettingError as complaint:
        return JSONResponse({"error": str(complaint)}, 404)
    told = {"done": state.done, "total": state.total, "finished": state.finished, "error": state.error}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})
