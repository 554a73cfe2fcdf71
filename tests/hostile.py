"""What hostile clients send: odd values and bodies for every function and route that an app has."""

import itertools
import json
import re
from dataclasses import dataclass, field
from typing import Any

from fastapi.routing import APIRouter

from playground.ui import assets

RING = "preset=ring&seed=7"
VALUES_EACH = 5
"""Odd values that each function is given; it shares no divisor with their number, so all get around."""
CALL = "/gradio_api/run/predict"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
ODD_VALUES = (
    None,
    True,
    -1,
    1e308,
    2**53,
    10**30,
    "",
    "<script>alert(1)</script>",
    "\0\x1b[2J",
    "../../etc/passwd",
    "x" * 20_000,
    [],
    [[1, [2, [3]]]],
    {},
    {"run": 3, "query": ["x"]},
    {"run": "guess", "query": "preset=ring&generator.width=99999"},
    {"run": "guess", "query": "&".join(f"at.{step}=k:2" for step in range(800))},
    {"run": "guess", "query": "at.0=half:generator*1000&batch=4096&generator.width=512"},
    {"run": "guess", "query": "x" * 9000},
    {"run": "guess", "query": "preset=mnist&trained=../../etc/passwd"},
    {"run": "guess", "query": "pack=8&unrolled=10&batch=4096&generator.width=512&discriminator.width=512"},
    {"run": "guess", "query": "family=cyclegan&target=own&noise.kind=swiss-roll&noise.dim=1"},
    {"__type__": "update", "value": 3, "visible": False},
    FILE,
    {"a": {"b": [FILE]}},
    {"path": "http://127.0.0.1/", "url": "http://127.0.0.1/", "meta": {"_type": "gradio.FileData"}},
)
ODD_EVENTS = (
    {"command": {"path": "/etc/passwd"}},
    {"path": "generator.lr"},
    None,
    3,
    "text",
    [],
    {},
    {"value": None},
    {"value": "<b>", "name": "k"},
    {"name": "generator.lr", "value": "1e999"},
    {"name": "pack", "value": "1e9"},
    {"name": "unrolled", "value": {"k": [1]}},
    {"name": "noise.kind", "value": "swiss-roll\0"},
    {"value": "mnist", "trained": "../../etc/passwd"},
    {"value": "ring", "trained": ["mnist"]},
    {"name": "__class__", "value": "x"},
    {"name": "objective", "value": "wasserstein" * 500},
    {"do": "save", "value": {"do": "save"}},
    {"command": {"do": []}},
    {"command": {"do": "save"}},
    {"command": {"do": "step", "part": {}}},
    {"command": 3},
    {"value": {"value": {"value": 1}}},
)
ODD_BODIES = (
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    b'{"fn_index": 0, "data": [NaN]}',
    b'{"fn_index": 0, "data": [Infinity]}',
    b'{"fn_index": 0, "data": [1e999]}',
    b'{"fn_index": 0, "data": ["\\ud800"]}',
    b'{"fn_index": 0, "fn_index": 999, "data": []}',
    b'{"fn_index": 1, "data": [' + b"9" * 5000 + b"]}",
    b'{"fn_index": 1, "data": [' + b"[" * 40 + b"]" * 40 + b"]}",
    b'{"fn_index": 1, "data": [' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"]}",
    b"[" * 500_000,
    b'{"fn_index": 1, "data": ["' + b"x" * (1 << 20) + b'"]}',
)
ODD_FIELDS = (
    {"fn_index": None},
    {"fn_index": "0"},
    {"fn_index": True},
    {"fn_index": -1},
    {"fn_index": 10**9},
    {"fn_index": 1.5},
    {"data": None},
    {"data": {"0": 1}},
    {"data": "x"},
    {"session_hash": 3},
    {"session_hash": ""},
    {"session_hash": "x" * 5000},
    {"session_hash": "../../x"},
    {"trigger_id": "x"},
    {"trigger_id": -5},
    {"trigger_id": 10**9},
    {"event_data": "x"},
    {"event_id": "x", "batched": True, "simple_format": True, "oauth_token": "x"},
    {"batched": True},
)
ODD_PARTS = (
    "x",
    "-1",
    "nan",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "%00",
    "%ff",
    "x" * 400,
    "%2fetc%2fpasswd",
)
ODD_HEADERS = (
    {"x-forwarded-host": "["},
    {"x-forwarded-host": "evil.example/path?x"},
    {"x-forwarded-proto": "javascript"},
    {"x-gradio-server": "http://["},
    {"host": "a b"},
    {"content-type": "multipart/form-data; boundary=x"},
    {"content-type": "text/plain"},
    {"content-encoding": "gzip"},
    {"accept-encoding": "x" * 3000},
    {"cookie": "a=" + "b" * 20_000},
    {"x-odd": "b" * 40_000},
    {"range": "bytes=999999999-,x"},
    {"if-none-match": '"' * 500},
    {"accept-language": "\xe4" * 50},
    {"origin": "https://evil.example"},
    {"origin": "null"},
)


@dataclass(frozen=True)
class Call:
    """One request of a hostile client."""

    method: str
    path: str
    options: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path[:90]} {self.options!r:.200}"


def paths(routes, prefix="") -> list[str]:
    """The paths of all routes of an app, those of routers within it included."""
    found = []
    for route in routes:
        inner = getattr(route, "original_router", None)
        if isinstance(inner, APIRouter):
            found += paths(inner.routes, prefix)
        elif getattr(route, "path", None):
            found.append(prefix + route.path)
    return found


def address_calls(server):
    """Every route with every method and with odd parts, and addresses where there is nothing."""
    parameter = re.compile(r"\{[^}]+\}")
    for path in sorted(set(paths(server.app.routes))):
        for method in METHODS:
            yield Call(method, parameter.sub("x", path))
        if parameter.search(path):
            for part in ODD_PARTS:
                yield Call("GET", parameter.sub(part, path))
        yield Call("GET", f"{parameter.sub('x', path)}?" + "&".join(f"{c}={c * 99}" for c in "abcdefg"))
        yield Call(
            "POST", parameter.sub("x", path), {"json": {"session_hash": "x", "data": [], "fn_index": 0}}
        )
    for odd in (
        "/%2e%2e/app.py",
        "//",
        "/.git/config",
        "/?deep_link=../x",
        "/?__theme=%00",
        "/" + "x" * 30_000,
    ):
        yield Call("GET", odd)


def function_calls(server):
    """Every function of the page with inputs and events that it cannot have been meant for; the odd
    values go round."""
    values = itertools.cycle(ODD_VALUES)
    for index, function in server.page.fns.items():
        n = len(function.inputs)
        shapes = [[None] * (n + 1), [None] * 1000, *([None] * fewer for fewer in range(n))]
        for data in [*shapes, *([next(values)] * n for _ in range(VALUES_EACH if n else 0))]:
            yield Call("POST", CALL, {"json": {"fn_index": index, "data": data, "session_hash": "hostile"}})
        own = {"fn_index": index, "data": [{"run": server.own, "query": RING}] * n}
        for event in ODD_EVENTS if n else ():
            yield Call("POST", CALL, {"json": {**own, "event_data": event}})
        yield Call("POST", f"/gradio_api/run/{function.api_name}", {"json": own})
        yield Call("POST", f"/gradio_api/api/{function.api_name}", {"json": own})


def body_calls(_server):
    """Bodies, fields and headers that no browser sends."""
    plain = {"fn_index": 0, "data": []}
    json_type = {"content-type": "application/json"}
    for body in ODD_BODIES:
        yield Call("POST", CALL, {"content": body, "headers": json_type})
    for fields in ODD_FIELDS:
        yield Call("POST", CALL, {"json": plain | fields})
    for headers in ODD_HEADERS:
        coded = {name: value.encode("latin-1") for name, value in headers.items()}
        yield Call("POST", CALL, {"content": json.dumps({**plain, "data": [1]}), "headers": coded})
        yield Call("GET", "/", {"headers": coded})
        yield Call("GET", f"/{assets.BASE}/assets/stage.js", {"headers": coded})


def own_calls(_server):
    """Our own routes with odd queries."""
    odd = ("", "x", "%00", "..%2f", "-1", "1e9", "9" * 5000, "[]", "NaN")
    for name, value in itertools.product(("run", "viewer", "ack", "stamp", "hidden", "bye", "other"), odd):
        for method in ("GET", "POST"):
            yield Call(method, f"/{assets.BASE}/frame?{name}={value}")
    for part in ODD_PARTS:
        yield Call("GET", f"/{assets.BASE}/assets/{part}")


CALLS = (address_calls, function_calls, body_calls, own_calls)
