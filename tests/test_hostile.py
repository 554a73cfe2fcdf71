"""The real server under hostile calls: it answers each in time, never with a fault of its own, and
gives nobody anything of another visitor's."""

import asyncio
import concurrent.futures
import contextlib
import inspect
import itertools
import json
import logging
import math
import re
import socket
import time
from dataclasses import replace

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from playground import SettingError, Settings
from playground.runs import CommandError, Limits, Registry, Session, Viewer, commands
from playground.runs.frames import decode
from playground.runs.limits import Rate
from playground.ui import assets
from playground.ui.launch import serve
from playground.ui.page import build
from tests.hostile import CALL, CALLS, ODD_VALUES, RING, paths

PATIENCE = 10.0
SERVER_FAULT = 1011
SENTENCE = re.compile(r"\w+ \w+.*[\w)}\]'\"][.?!]$", re.DOTALL)
SPOKEN_FOR = {200, 204, 206, 304, 307, 404, 405, 416}
"""What needs no sentence of ours: success, and a router or a file that has no such thing."""


class Server:
    """The app on a port of its own, with a visitor who is left alone, and a hostile one's own run."""

    def __init__(self) -> None:
        # Slow to forgive, so that a flood is one however slow the machine.
        self.registry = Registry(limits=replace(Limits.of_space(), calls=Rate(300, 20)))

        async def served():
            # Where no event loop runs, Gradio makes its own and leaves them open.
            page = build(self.registry)
            return page, serve(
                page, self.registry, prevent_thread_lock=True, quiet=True, server_port=free_port()
            )

        self.page, self.app = asyncio.run(served())
        self.url = self.page.local_url.rstrip("/")
        self.http = httpx.Client(base_url=self.url, timeout=PATIENCE)
        self.victim, self.own = (self._watched() for _ in range(2))

    def _watched(self) -> str:
        token = self.registry.open(Settings.from_query(RING), 60.0)
        self.registry.watch(token, Viewer())
        return token

    def close(self) -> None:
        self.http.close()
        self.page.close()
        self.registry.close()

    def stream(self, token: str, **options):
        """A WebSocket that watches a run."""
        return connect(f"ws{self.url[4:]}/{assets.BASE}/stream?run={token}", open_timeout=PATIENCE, **options)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    made = Server()
    with pytest.MonkeyPatch.context() as patch:
        # As behind the proxy of a Space, where each visitor has an address of its own.
        patch.setenv("SPACE_ID", "somebody/playground")
        yield made
        made.close()


def addresses():
    """Another client each time."""
    return (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in itertools.count(1))


def answer(server, call, address):
    """Status, headers and the beginning of the body; streams are cut."""
    headers = {"x-forwarded-for": address} | call.options.get("headers", {})
    options = call.options | {"headers": headers}
    with server.http.stream(call.method, call.path, **options) as response:
        body = b""
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > 300_000 or "event-stream" in response.headers.get("content-type", ""):
                break
        return response, body.decode(errors="replace")


def complaint(server, call, address) -> str:
    """What is wrong with the answer to a call; empty if nothing."""
    try:
        response, text = answer(server, call, address)
    except httpx.TimeoutException:
        return f"{call}: no answer"
    if response.status_code >= 500:
        return f"{call}: {response.status_code} {text:.200}"
    if server.victim in text:
        return f"{call}: gives away a run"
    if call.method == "HEAD" and response.status_code == 400:
        # Its sentence would stand in a body, which such an answer does not have.
        return ""
    if response.status_code < 400 or call.method == "HEAD" or '"error"' not in text:
        return "" if response.status_code in SPOKEN_FOR else f"{call}: {response.status_code} {text:.200}"
    sentence = json.loads(text)["error"]
    return "" if SENTENCE.fullmatch(sentence) else f"{call}: {text:.200} is no sentence"


@pytest.mark.parametrize("calls", CALLS)
def test_hostile_calls_are_answered(server, calls, capfd, caplog):
    fired = list(calls(server))
    assert len(fired) >= 40
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda pair: complaint(server, *pair), zip(fired, addresses(), strict=False)))
    assert not [words for words in found if words]
    # Nothing failed behind an answer either.
    assert "Traceback" not in capfd.readouterr().err
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_the_four_kinds_of_calls_are_many(server):
    assert sum(1 for calls in CALLS for _ in calls(server)) >= 400
    known = paths(server.app.routes)
    assert f"/{assets.BASE}/frame" in known
    assert CALL.replace("predict", "{api_name}") in known


def test_what_the_page_does_not_use_is_closed(server):
    for path in ("queue/join", "upload", "component_server", "call/open", "cancel", "reset", "api/open"):
        response = server.http.post(f"/gradio_api/{path}", json={}, headers={"x-forwarded-for": "1.1.1.1"})
        assert response.status_code == 404, path
    for path in ("gradio_api/file=/etc/passwd", "gradio_api/proxy=https://hf.space/", "monitoring", "docs"):
        assert server.http.get(f"/{path}", headers={"x-forwarded-for": "1.1.1.1"}).status_code == 404, path


def test_bodies_of_unknown_length_are_refused(server):
    def endless():
        yield from itertools.repeat(b" " * (1 << 20), 8)

    with contextlib.suppress(httpx.WriteError, httpx.RemoteProtocolError):
        assert server.http.post(CALL, content=endless()).status_code == 413


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\0\0\0\0\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 5000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 200_000 + b"\r\n\r\n",
        b"POST /gradio_api/run/predict HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /gradio_api/run/predict HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 30 + b"\r\n\r\n",
        b"POST /gradio_api/run/predict HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /gradio_api/playground/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n",
    ],
)
def test_what_is_hardly_http_is_answered(server, request_bytes):
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as raw:
        first = b""
        # The server may have hung up already; what it may not do is stay silent.
        with contextlib.suppress(OSError):
            raw.sendall(request_bytes)
            raw.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            first = raw.recv(65536).partition(b"\r\n")[0]
    assert b"root:" not in first
    assert not first or int(first.split()[1]) < 500


# -- sockets -------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "guess", "%00", "..%2f", "x" * 3000])
def test_a_socket_without_a_token_gets_nothing(server, token):
    with server.stream(token) as stream:
        assert SENTENCE.fullmatch(json.loads(stream.recv(PATIENCE))["error"])
        with pytest.raises(ConnectionClosed):
            stream.recv(PATIENCE)


def test_frames_are_not_deflated(server):
    with server.stream(server.victim) as stream:  # asks for it, as browsers do
        assert stream.protocol.extensions == []


def test_a_socket_of_another_origin_is_refused(server):
    with pytest.raises(InvalidStatus), server.stream(server.victim, origin="https://evil.example"):
        pass


def test_a_knob_is_turned_on_the_line_and_the_same_wish_again_changes_nothing(server):
    token = server.registry.open(Settings.from_query(RING), 60.0)
    turn = {"path": "generator.lr", "value": "0.002"}
    with server.stream(token) as stream:
        stream.send(json.dumps({"turn": turn}))
        query = ""
        while "generator.lr" not in query:
            header, _ = decode(stream.recv(PATIENCE))
            query = header.get("query", "")
            stream.send(json.dumps({"ack": header["id"]}))
        line = server.registry.find(token).line
        assert server.registry.tell(token, {"do": "retune", **turn})["query"] == query
        assert server.registry.find(token).line == line
        assert server.registry.tell(token, {"do": "retune", **turn, "value": "0.003"})["query"] != query


@pytest.mark.parametrize(
    "messages",
    [
        ["{"],
        ["[" * 1000],
        ["x" * 1_000_000],
        [b"\0\1\2"],
        ['{"ack": NaN, "ping": Infinity}'],
        ['{"ack": 1e400}'],
        [json.dumps({"ack": 10**400})],
        [json.dumps({"ping": 10**300, "hidden": "x", "bye": 3, "ack": -1})],
        ['{"ack": "\\ud800", "ping": "\\ud800"}'],
        [json.dumps({"ack": n}) for n in range(400)],
        [json.dumps({"turn": turn}) for turn in (7, [], {}, {"path": 3, "value": []}, {"path": "k"})],
        [
            json.dumps({"turn": {"path": "generator.lr", "value": value}})
            for value in ("nan", "1e9", "\ud800")
        ],
        [json.dumps({"turn": {"path": "generator.width", "value": str(n)}}) for n in range(200)],
    ],
)
def test_odd_messages_do_no_harm(server, messages):
    token = server.registry.open(Settings.from_query(RING), 60.0)
    try:
        with server.stream(token) as stream:
            assert decode(stream.recv(PATIENCE))[0]["step"] == 0
            with contextlib.suppress(ConnectionClosed):
                for message in messages:
                    stream.send(message)
                stream.send(json.dumps({"ping": 1}))
                while not isinstance(said := stream.recv(PATIENCE), str):
                    pass
                assert {"error", "pong"} & set(json.loads(said))
        assert stream.close_code != SERVER_FAULT
    finally:
        server.registry.drop(token)


def test_a_poller_that_says_goodbye_is_gone(server):
    token = server.registry.open(Settings.from_query(RING), 60.0)
    frame = f"/{assets.BASE}/frame?run={token}&viewer=a"
    assert server.http.get(frame).status_code == 200
    assert server.registry.find(token).viewers == 1
    assert server.http.post(f"{frame}&bye=1").status_code == 204
    assert server.registry.find(token).viewers == 0
    server.registry.drop(token)


# -- commands ------------------------------------------------------------------------------------

ARGUMENTS = sorted(set(re.findall(r"""command(?:\.get\(|\[)"(\w+)""", inspect.getsource(commands))))


def refusal(run, command) -> str | None:
    """Why the run does not obey; None if it does."""
    try:
        run.obey(command)
    except (CommandError, SettingError) as complaint:
        return str(complaint)
    return None


@pytest.mark.parametrize("do", sorted(commands.COMMANDS))
def test_odd_arguments_are_refused_with_a_sentence_or_do_no_harm(do):
    assert len(ARGUMENTS) >= 5
    run = Session(Settings.from_query(RING), 60.0)
    for value in (*ODD_VALUES, math.nan, math.inf, 10**400, -(10**9), "nan", "1e999", 10**6 + 1, [math.nan]):
        complaint = refusal(run, {"do": do, **dict.fromkeys(ARGUMENTS, value)})
        assert complaint is None or SENTENCE.fullmatch(complaint), complaint
    assert run.obey({"do": "reset"})["error"] is None


# -- floods, and what is left after all -----------------------------------------------------------


def test_a_flood_is_stopped_and_others_are_served(server):
    flooding, other = {"x-forwarded-for": "6.6.6.6, 1.2.3.4"}, {"x-forwarded-for": "9.9.9.9"}
    answers = [server.http.post(CALL, content=b"x", headers=flooding).status_code for _ in range(600)]
    assert answers.count(429) > 100
    assert set(answers) == {400, 429}
    assert server.http.get("/config", headers=other).status_code == 200


def visit(server, address):
    """Opens the page's run as a browser does; returns its token."""
    index = next(i for i, fn in server.page.fns.items() if any(event == "load" for _, event in fn.targets))
    body = {"fn_index": index, "data": [None] * len(server.page.fns[index].inputs), "session_hash": "visitor"}
    response = server.http.post(CALL, json=body, headers={"x-forwarded-for": address})
    assert response.status_code == 200
    return next(part["run"] for part in response.json()["data"] if isinstance(part, dict) and part.get("run"))


def test_after_it_all_a_visitor_can_play(server):
    deadline = time.monotonic() + PATIENCE
    token = visit(server, "8.8.8.8")
    with server.stream(token) as stream:
        header, arrays = decode(stream.recv(PATIENCE))
        assert arrays
        server.registry.tell(token, {"do": "play"})
        while header["step"] < 10:
            assert time.monotonic() < deadline
            if isinstance(message := stream.recv(PATIENCE), bytes):
                header = decode(message)[0]
                stream.send(json.dumps({"ack": header["id"]}))


def test_the_visitor_who_was_left_alone_noticed_nothing(server):
    state = server.registry.tell(server.victim, {"do": "look"})
    assert (state["seed"], state["preset"], state["error"]) == (7, "ring", None)
    assert server.registry.find(server.victim).trainer.steps == 0
