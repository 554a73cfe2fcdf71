"""Files in and out of a run, over HTTP."""

import asyncio
import functools
import io
import json
import threading
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground import Settings, Trainer, checkpoint
from playground.distributions.points import LinePoints
from playground.families.gan import Gan
from playground.runs import Busy, Limits, Registry
from playground.runs.controls import describe
from playground.ui import assets, files
from playground.ui.calls import Refused
from playground.ui.files import file_routes
from playground.ui.gate import Gate
from tests.runs import same_state

BASE = f"/{assets.BASE}"
SMALL = "generator.width=8&discriminator.width=8&batch=16"
QUERY = f"preset=ring&seed=7&{SMALL}&at.50=objective:hinge"
TABLE = b"x,y\n10,1\n30,5\n20,3\n"


@pytest.fixture
def registry():
    made = Registry(limit=4)
    yield made
    made.close()


@pytest.fixture
def client(registry):
    with TestClient(Starlette(routes=file_routes(registry))) as made:
        yield made


@pytest.fixture
def run(registry):
    return registry.open(Settings.from_query(QUERY), None)


def trained(registry, token, steps=3):
    for _ in range(steps):
        registry.tell(token, {"do": "step"})
    return registry.find(token).trainer


def refused(answer, status):
    assert answer.status_code == status, answer.text
    (sentence,) = answer.json().values()
    assert sentence.endswith(".")
    assert len(sentence) > 20
    return sentence


# Own data.


def test_own_data_start_the_run_anew(client, registry, run):
    trained(registry, run)
    answer = client.post(f"{BASE}/data", params={"run": run, "name": "mine.csv"}, content=TABLE)
    assert answer.status_code == 200, answer.text
    note = answer.json()["note"]
    assert note["key"] == "own.points.plane"
    assert note["values"] == {"name": "mine.csv", "rows": 3, "x": "20", "y": "3", "scale": "5"}
    state = answer.json()["state"]
    assert (state["preset"], state["seed"]) == ("", 7)
    assert state["controls"]["distribution"]["text"] == "points-2d"
    session = registry.find(run)
    assert session.trainer.steps == 0
    assert session.start.changes == ()
    assert session.start.family.generator.network.width == 8
    np.testing.assert_allclose(session.start.family.distribution.points, [[-2, -0.4], [2, 0.4], [0, 0]])
    trained(registry, run)
    assert registry.tell(run, {"do": "reset"})["controls"]["distribution"]["text"] == "points-2d"
    assert registry.find(run).trainer.settings.family.distribution == session.start.family.distribution


def test_a_picture_may_have_any_name(client, registry, run):
    with io.BytesIO() as file:
        Image.fromarray(np.eye(8, dtype=np.uint8) * 255).save(file, "PNG")
        answer = client.post(f"{BASE}/data", params={"run": run, "name": "x.csv"}, content=file.getvalue())
    assert answer.json()["note"]["key"] == "own.picture"
    assert registry.find(run).start.family.distribution.key == "picture"


@pytest.mark.parametrize("content", [b"", b"1,2,3\n", b"\x00\x01", b"\x93NUMPY"])
def test_data_that_cannot_be_used_leave_the_run_as_it_was(client, registry, run, content):
    before = trained(registry, run)
    refused(client.post(f"{BASE}/data", params={"run": run}, content=content), 400)
    assert registry.find(run).trainer is before
    assert before.steps == 3


def test_data_too_large_are_refused_whether_announced_or_not(client, run, monkeypatch):
    monkeypatch.setattr(files.own_data, "LARGEST", 2**20)
    parameters, content = {"run": run}, b"1\n" * 2**20
    assert "1 MB" in refused(client.post(f"{BASE}/data", params=parameters, content=content), 413)
    streamed = (content[start : start + 2**16] for start in range(0, len(content), 2**16))
    assert "1 MB" in refused(client.post(f"{BASE}/data", params=parameters, content=streamed), 413)


def test_a_file_that_never_comes_is_given_up(registry, run, monkeypatch):
    monkeypatch.setattr(files, "LONGEST_UPLOAD", 0.05)
    seen = []

    async def receive():
        await asyncio.sleep(5)

    async def send(message):
        seen.append(message)

    query = f"run={run}".encode()
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{BASE}/data",
        "query_string": query,
        "headers": [],
    }
    asyncio.run(Starlette(routes=file_routes(registry))(scope, receive, send))
    assert seen[0]["status"] == 408


def test_data_are_for_models_that_learn_a_distribution(client, run, monkeypatch):
    monkeypatch.setattr(Gan, "slots", classmethod(lambda cls: {}))
    assert "distribution" in refused(client.post(f"{BASE}/data", params={"run": run}, content=TABLE), 400)


# Whole runs.


def test_a_run_comes_back_as_it_was_saved(client, registry, run):
    trainer = trained(registry, run, 60)
    answer = client.get(f"{BASE}/run", params={"run": run})
    assert answer.headers["content-disposition"] == (
        'attachment; filename="gan-ring-seed7-step60.safetensors"'
    )
    other = registry.open(Settings.from_query(SMALL), None)
    back = client.post(f"{BASE}/run", params={"run": other}, content=answer.content)
    assert back.status_code == 200, back.text
    assert back.json()["note"] == {"key": "own.run", "values": {"steps": 60}}
    assert back.json()["state"]["query"] == trainer.settings.to_query()
    loaded = registry.find(other).trainer
    assert same_state(loaded, trainer)
    trained(registry, run), trained(registry, other)
    assert same_state(loaded, trainer)


def test_a_run_on_own_data_keeps_them(client, registry, run):
    client.post(f"{BASE}/data", params={"run": run}, content=TABLE)
    saved = client.get(f"{BASE}/run", params={"run": run})
    assert "gan-points-2d-seed7-step0.safetensors" in saved.headers["content-disposition"]
    other = registry.open(Settings.from_query(SMALL), None)
    assert client.post(f"{BASE}/run", params={"run": other}, content=saved.content).status_code == 200
    mine, theirs = (registry.find(token).trainer.settings.family for token in (run, other))
    assert mine == theirs


def content_of(query, **options):
    return checkpoint.to_bytes(Trainer(Settings.from_query(query), **options))


def many_points():
    points = LinePoints(points=np.linspace(0, 1, 200_001))
    return checkpoint.to_bytes(Trainer(Settings(Gan(distribution=points))))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda: b"", "not a run saved"),
        (lambda: b"\x80\x04.", "not a run saved"),
        (lambda: content_of(SMALL)[:-50], "not a run saved"),
        (lambda: content_of(SMALL, seeds=(1, 2)), "2 seeds; here at most 1"),
        (lambda: content_of("generator.width=64"), "computing time"),
        (many_points, "200,001 rows; here the most is 200,000"),
    ],
)
def test_runs_that_cannot_go_on_here_are_refused(content, told):
    registry = Registry(limits=Limits(work=2e6))
    token = registry.open(Settings.from_query(SMALL), None)
    before = registry.find(token).trainer
    with TestClient(Starlette(routes=file_routes(registry))) as client:
        if content is many_points:
            registry.limits = Limits()
        answer = client.post(f"{BASE}/run", params={"run": token}, content=content())
        assert told in refused(answer, 400)
    assert registry.find(token).trainer is before
    registry.close()


# Figures.


@pytest.mark.parametrize(
    ("kind", "starts"), [("svg", b"<?xml"), ("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-")], ids=str
)
def test_the_stage_is_drawn_and_says_how_it_was_made(client, registry, run, kind, starts):
    trained(registry, run)
    answer = client.get(f"{BASE}/figure", params={"run": run, "format": kind})
    assert answer.status_code == 200
    assert answer.content.startswith(starts)
    assert answer.headers["content-disposition"] == f'attachment; filename="gan-ring-seed7-step3.{kind}"'
    if kind == "svg":
        told = "".join(ET.fromstring(answer.content).itertext())
        assert Settings.from_query(QUERY).replace(changes=()).to_query() in told


def test_the_trainer_goes_on_while_a_figure_is_drawn(client, registry, run, monkeypatch):
    """The stage is drawn from a moment that stays, by another thread than the one that trains."""
    threads = []

    def draw(snapshot, _):
        trained(registry, run, 5)
        threads.append(threading.current_thread().name)
        return str(snapshot.steps).encode()

    monkeypatch.setattr(files, "draw_stage", draw)
    assert client.get(f"{BASE}/figure", params={"run": run}).content == b"0"
    assert "conductor" not in threads[0]


def test_only_known_formats_are_drawn(client, run):
    assert "svg, png, pdf" in refused(client.get(f"{BASE}/figure", params={"run": run, "format": "ps"}), 400)


def test_one_figure_is_drawn_at_a_time_and_a_flood_is_refused(client, run, monkeypatch):
    entered, leave, at_once, most = threading.Event(), threading.Event(), [], []

    def draw(*_):
        at_once.append(1)
        most.append(len(at_once))
        entered.set()
        assert leave.wait(10)
        at_once.pop()
        return b"drawn"

    monkeypatch.setattr(files, "draw_stage", draw)
    answers, done = [], threading.Semaphore(0)

    def ask():
        answers.append(client.get(f"{BASE}/figure", params={"run": run}))
        done.release()

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    assert entered.wait(10)
    for _ in range(3):
        assert done.acquire(timeout=10)
    leave.set()
    for thread in threads:
        thread.join(10)
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [200] * 9 + [429] * 3
    assert max(most) == 1
    refused(next(answer for answer in answers if answer.status_code == 429), 429)


# Who may ask.

EVERY = [("GET", "run"), ("POST", "run"), ("POST", "data"), ("GET", "figure")]


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_other_sites_and_unknown_runs_are_refused(client, run, method, path):
    ask = functools.partial(client.request, method, f"{BASE}/{path}")
    refused(ask(params={"run": run}, headers={"Origin": "https://elsewhere.example"}), 403)
    refused(ask(params={"run": "unknown"}), 404)
    refused(ask(), 404)


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_a_busy_server_says_so(client, registry, run, method, path, monkeypatch):
    def tell(*_):
        raise Busy("The server is busy; try again in a moment.")

    content = {"data": TABLE, "run": content_of(SMALL)}[path] if method == "POST" else None
    monkeypatch.setattr(registry, "tell", tell)
    refused(client.request(method, f"{BASE}/{path}", params={"run": run}, content=content), 429)


def test_a_gate_lets_in_so_many_and_forgets_nobody():
    async def visit():
        gate = Gate(1, 1, "Full.")
        inside, leave = [], asyncio.Event()

        async def stay():
            async with gate:
                inside.append(1)
                await leave.wait()

        first, second = asyncio.create_task(stay()), asyncio.create_task(stay())
        await asyncio.sleep(0)
        with pytest.raises(Refused, match=r"Full\."):
            async with gate:
                pass
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        leave.set()
        await first
        for _ in range(3):
            async with gate:
                pass
        return len(inside)

    assert asyncio.run(visit()) == 1


def test_free_text_is_described_as_such():
    described = describe(Settings.from_query("distribution=drawn-2d").family)["distribution.paint"]
    assert (described["kind"], described["choices"], described["live"]) == ("text", [], True)
    json.dumps(described, allow_nan=False)
