"""The script that draws charts, served out of the installed plotly package: no other host is asked."""

from __future__ import annotations

import asyncio
import functools
import gzip
import importlib.metadata
import importlib.util
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

WEEK = 7 * 24 * 3600


async def serve_plotly(request: Request) -> Response:
    """plotly.min.js, compressed where the browser takes that; 304 where it already has this version."""
    zipped = _takes_gzip(request.headers.get("accept-encoding", ""))
    tag = f'"plotly-{importlib.metadata.version("plotly")}{"-gzip" if zipped else ""}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={WEEK}", "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    # Reading and compressing megabytes would hold up every other visitor's frames.
    content = await asyncio.to_thread(_compressed if zipped else _script)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type="text/javascript", headers=headers)


@functools.cache
def _script() -> bytes:
    # Found without importing the package, which would take its time and is not needed.
    package = Path(importlib.util.find_spec("plotly").origin).parent
    return (package / "package_data" / "plotly.min.js").read_bytes()


@functools.cache
def _compressed() -> bytes:
    return gzip.compress(_script())


def _takes_gzip(accepted: str) -> bool:
    offers = {
        name.strip().lower(): weight for name, _, weight in (o.partition(";") for o in accepted.split(","))
    }
    weight = offers.get("gzip")
    return weight is not None and weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
