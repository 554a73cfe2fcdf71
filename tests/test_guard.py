"""The guard by itself, around an app that only notes what reaches it."""

import asyncio
import json
import re
from dataclasses import replace
from types import SimpleNamespace

import gradio as gr
from starlette.requests import HTTPConnection

from playground.runs import Limits
from playground.runs.clients import CLIENT
from playground.runs.limits import Rate
from playground.ui import assets
from playground.ui.clients import client_of
from playground.ui.guard import Guard
from tests.hostile import CALL

SENTENCE = re.compile(r"\w+ \w+.*[\w)]\.", re.DOTALL)


class App:
    """An app that answers 200 to everything, or fails; `body` is what reached it."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault, self.body, self.clients = fault, b"", []

    async def __call__(self, scope, receive, send):
        self.clients.append(CLIENT.get())
        if self.fault:
            raise self.fault
        self.body = (await receive()).get("body", b"")
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"fine"})


class Function:
    """As much of a Gradio function as the guard looks at: one input."""

    component_prop_inputs = ()

    def __init__(self) -> None:
        self.inputs = [gr.Dropdown(["a", "b"], render=False)]


def ask(guard, path="/", method="POST", chunks=(b"",), client="1.2.3.4", headers=()):
    """Status, headers and body of what the guard answers, and how many chunks it took."""
    sent, waiting = [], list(chunks)

    async def receive():
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": list(headers),
        "client": (client, 1),
    }
    asyncio.run(guard(scope, receive, send))
    start, *rest = sent
    body = b"".join(message.get("body", b"") for message in rest)
    return start["status"], dict(start["headers"]), body, len(chunks) - len(waiting)


def guarded(app, **limits):
    page = SimpleNamespace(fns={0: Function()})
    return Guard(app, page, replace(Limits(), **limits))


def test_a_body_is_read_no_further_than_it_may_go():
    app = App()
    status, _, body, taken = ask(guarded(app), CALL, chunks=[b" " * 300_000] * 50)
    assert (status, taken, app.body) == (413, 4, b"")
    assert SENTENCE.fullmatch(json.loads(body)["error"])


def test_only_what_was_checked_is_passed_on():
    app = App()
    sent = json.dumps({"fn_index": 0, "data": ["a"], "batched": True, "oauth_token": "x", "event_id": "y"})
    middle = len(sent) // 2
    status, headers, body, _ = ask(
        guarded(app), CALL, chunks=[sent[:middle].encode(), sent[middle:].encode()]
    )
    assert (status, body, app.clients) == (200, b"fine", ["1.2.3.4"])
    empty = {"session_hash": None, "event_data": None, "trigger_id": None}
    assert json.loads(app.body) == {"fn_index": 0, "data": ["a"]} | empty
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_inputs_that_their_component_cannot_read_are_refused():
    sent = json.dumps({"fn_index": 0, "data": ["c"]}).encode()
    status, _, body, _ = ask(guarded(App()), CALL, chunks=[sent])
    assert status == 400
    assert "Dropdown" in json.loads(body)["error"]


def test_a_fault_of_the_server_is_logged_and_stays_one(caplog):
    status, _, body, _ = ask(guarded(App(KeyError("ours"))), "/", "GET")
    assert status == 500
    assert SENTENCE.fullmatch(json.loads(body)["error"])
    assert "KeyError: 'ours'" in caplog.text


def test_our_own_routes_take_bodies_of_any_size():
    app = App()
    status, *_ = ask(guarded(app), f"/{assets.BASE}/file", chunks=[b"x" * (3 << 20)])
    assert (status, len(app.body)) == (200, 3 << 20)


def test_each_client_has_a_bucket_of_its_own():
    guard = guarded(App(), calls=Rate(3, 0.001))
    assert [ask(guard, "/", "GET")[0] for _ in range(5)] == [200, 200, 200, 429, 429]
    assert ask(guard, "/", "GET", client="4.3.2.1")[0] == 200
    assert ask(guard, "/assets/x.js", "GET")[0] == 200


def test_addresses_stand_for_clients(monkeypatch):
    monkeypatch.delenv("SPACE_ID", raising=False)

    def client(direct, forwarded=None):
        headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
        return client_of(HTTPConnection({"type": "http", "headers": headers, "client": (direct, 1)}))

    assert client("1.2.3.4", "6.6.6.6") == "1.2.3.4"
    assert client("2001:db8::1") == client("2001:db8::ffff:2") != client("2001:db8:0:1::1")
    assert client("::ffff:1.2.3.4") == "1.2.3.4"
    monkeypatch.setenv("SPACE_ID", "somebody/playground")
    assert client("1.2.3.4", "6.6.6.6, 7.7.7.7") == "6.6.6.6"
    assert client("1.2.3.4", "<script>") == "1.2.3.4"
