"""The browser's files: plain ES modules and one style sheet, served by this app alone."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

FOLDER = Path(__file__).resolve().parents[2] / "assets"
BASE = "gradio_api/playground"
"""Where our routes live, relative to the page."""

_TYPES = {".js": "text/javascript", ".css": "text/css"}


def loader(module: str, arguments: str = "element, props, watch, trigger") -> str:
    """Script for a component's load: imports one of our modules and mounts the component with it."""
    return (
        f"import(new URL('{BASE}/assets/{module}', document.baseURI).href)"
        f".then((module) => module.mount({arguments}));"
    )


def style() -> str:
    """The page's style sheet: the page itself first, then its parts."""
    first = FOLDER / "style.css"
    parts = sorted(path for path in FOLDER.glob("*.css") if path != first)
    return "\n".join(path.read_text(encoding="utf-8") for path in (first, *parts))


async def serve(request: Request) -> Response:
    """One file by its name; nothing but scripts and styles directly in the folder."""
    path = FOLDER / request.path_params["name"]
    if path.parent != FOLDER or path.suffix not in _TYPES or not path.is_file():
        return JSONResponse({"error": "There is no such file."}, 404)
    # Checked again at every visit, so that an update of the server is an update of the page.
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})
