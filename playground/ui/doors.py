"""Which addresses are open, and what a request has to look like."""

from __future__ import annotations

import re

from starlette.requests import HTTPConnection
from starlette.types import Scope

from playground.ui import assets
from playground.ui.calls import Refused
from playground.ui.origin import same_origin

LONGEST_HEADERS, LONGEST_ADDRESS = 32_000, 20_000
_OURS = f"/{assets.BASE}/"
_OUR_WORK = re.compile(rf"{_OURS}(?:run|figure|latent|distances/trained)/?")
_CALL = re.compile(r"/gradio_api/run/[\w-]{1,64}/?", re.ASCII)
_FILE = re.compile(r"/(?:assets|static)/(?:[\w@+-][\w.@+-]*/)*[\w@+-][\w.@+-]*\.\w+", re.ASCII)
_PAGE = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json"
    r"|/gradio_api/(?:info/?|app_id/?|startup-events|theme\.css|heartbeat/[\w-]{1,64})",
    re.ASCII,
)
"""What a browser fetches of Gradio's for this page. Everything else is closed: the queue, uploads,
files by their path, the proxy, deep links, logins, monitoring, and what later versions bring."""

_HOST = re.compile(r"[\w.:\[\]-]{0,255}", re.ASCII)
_NAMING_HOSTS = ("host", "x-forwarded-host")


def path_of(scope: Scope) -> str:
    """The path below the app's root."""
    path, root = scope["path"], scope.get("root_path", "").rstrip("/")
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def is_ours(path: str) -> bool:
    """Whether a route of ours, which checks for itself, answers there."""
    return path.startswith(_OURS)


def is_call(path: str) -> bool:
    """Whether it calls one of Gradio's functions."""
    return bool(_CALL.fullmatch(path))


def is_cheap(path: str) -> bool:
    """Whether it costs little to fetch: a file, or what our own routes have at hand."""
    return bool(_FILE.fullmatch(path)) or (is_ours(path) and not _OUR_WORK.fullmatch(path))


def check_request(request: HTTPConnection) -> None:
    """Refuses what is closed, and addresses and headers that Gradio would take at their word."""
    _check_form(request)
    path, method = path_of(request.scope), request.scope["method"]
    if is_ours(path):
        return
    if is_call(path):
        _check_method(method, "POST")
        if not same_origin(request):
            raise Refused(403, "Calls are for pages of this server.")
    elif _PAGE.fullmatch(path) or _FILE.fullmatch(path):
        _check_method(method, "GET", "HEAD")
    else:
        raise Refused(404, "There is nothing at this address.")


def _check_form(request: HTTPConnection) -> None:
    if sum(len(name) + len(value) for name, value in request.scope["headers"]) > LONGEST_HEADERS:
        raise Refused(431, "The headers of this request are too long.")
    if len(request.scope["query_string"]) > LONGEST_ADDRESS:
        raise Refused(414, "This address is too long.")
    hosts = ",".join(request.headers.get(name, "") for name in _NAMING_HOSTS).split(",")
    if not all(_HOST.fullmatch(host.strip()) for host in hosts):
        raise Refused(400, "The host that this request names is no host's name.")
    if "deep_link" in request.query_params:
        raise Refused(404, "This page has no deep links; its settings are in its address.")


def _check_method(method: str, *allowed: str) -> None:
    if method not in allowed:
        raise Refused(405, f"This address takes {' or '.join(allowed)} only.")
