"""The page and its routes, without a browser."""

import asyncio
import json
from types import SimpleNamespace

import gradio as gr
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from playground import Settings
from playground.objectives import Objective
from playground.presets import Preset
from playground.runs import Registry
from playground.runs.frames import decode
from playground.ui import assets
from playground.ui.handlers import PACES, Handlers, read_address, recall, speed_for
from playground.ui.page import build
from playground.ui.routes import routes
from playground.ui.text import ENGLISH

QUERY = "distribution=gaussian&noise.dim=1&noise.kind=uniform&generator.width=8&discriminator.width=8"


@pytest.fixture
def registry():
    made = Registry(limit=4)
    yield made
    made.close()


@pytest.fixture
def page(registry):
    # Where no event loop runs, Gradio makes its own and leaves them open.
    async def made():
        return build(registry)

    return asyncio.run(made())


@pytest.fixture
def client(registry):
    with TestClient(Starlette(routes=routes(registry))) as made:
        yield made


@pytest.fixture
def handlers(registry):
    names = ("stage", "presets", "data", "models", "speed", "objective", "seed", "flow", "knobs")
    return Handlers(registry, {name: name for name in names})


def opened(registry):
    return registry.open(Settings.from_query(QUERY), None)


def event(**data):
    return SimpleNamespace(_data=data)


def visitor(languages="", **parameters):
    return SimpleNamespace(query_params=parameters, headers={"accept-language": languages})


# -- layout --------------------------------------------------------------------------------------


def test_the_page_builds_with_its_agreed_names(page):
    names = {block.elem_id for block in page.blocks.values() if getattr(block, "elem_id", None)}
    assert {"play", "reset", "step-d", "step-g", "stage", "objective"} <= names
    outside = [fn for fn in page.fns.values() if fn.queue is not False]
    assert not outside, "a control that queues waits behind other visitors"


def test_every_preset_and_loss_can_be_chosen(page):
    templates = {
        block.elem_id: block.html_template for block in page.blocks.values() if isinstance(block, gr.HTML)
    }
    for key in Preset.entries:
        assert f'value="{key}"' in templates["presets"]
    for key in Objective.entries:
        assert templates["objective"].count(f'value="{key}"') == 1
    for key in ("jensen-shannon", "wasserstein"):
        assert f'type="radio" name="objective" value="{key}"' in templates["objective"]


def test_all_words_of_the_scripts_exist():
    used = "".join(path.read_text() for path in assets.FOLDER.glob("*.js"))
    for key in ENGLISH:
        if key.startswith("canvas."):
            assert f'"{key}"' in used
    assert 'this.texts["metrics.order"]' in used


# -- handlers ------------------------------------------------------------------------------------


def test_a_visitor_gets_the_run_of_the_address(handlers, registry):
    updates = handlers.open(visitor(preset="ring", seed="3", __theme="dark"))
    assert updates["stage"]["notice"] == ""
    assert (updates["presets"], updates["seed"], updates["objective"]) == ("ring", 3, "jensen-shannon")
    assert len(registry) == 1


@pytest.mark.parametrize("bad", [{"preset": "nope"}, {"seed": "x"}, {"nonsense": "1"}, {"objective": "<b>"}])
def test_a_bad_address_gets_a_sentence_and_the_first_preset(handlers, registry, bad):
    updates = handlers.open(visitor(**bad))
    assert len(updates["stage"]["notice"]) > 20
    assert updates["presets"] in Preset.entries
    registry.find(updates["stage"]["run"])


def test_a_full_house_gets_a_sentence(handlers, registry):
    for _ in range(4):
        opened(registry)
    updates = handlers.open(visitor())
    assert "places" in updates["stage"]["notice"]
    assert updates["stage"]["run"] == ""


def test_a_lost_run_is_made_again(handlers, registry):
    memory = handlers.open(visitor(preset="ring", seed="3"))["stage"]
    registry.drop(memory["run"])
    updates = handlers.command("reset")(memory)
    assert updates["stage"]["run"] != memory["run"]
    assert updates["seed"] == 3
    registry.find(updates["stage"]["run"])


@pytest.mark.parametrize("memory", [None, "", 3, [], {"run": 3}, {"run": "x" * 20_000}, {"query": "seed=x"}])
def test_no_memory_breaks_a_handler(handlers, memory):
    assert isinstance(handlers.command("toggle")(memory)["stage"]["notice"], str)
    assert set(recall(memory)) == {"run", "query", "lang"}


def test_switching_the_loss_is_live(handlers, registry):
    memory = handlers.open(visitor(preset="ring"))["stage"]
    handlers.command("step", part="both")(memory)
    updates = handlers.choose_objective(memory, event(value="wasserstein"))
    assert updates["objective"] == "wasserstein"
    run = registry.find(memory["run"])
    assert run.trainer.steps == 1
    assert run.trainer.run.family.objective.key == "wasserstein"


@pytest.mark.parametrize("data", [None, {}, {"value": 3}, {"value": "<script>"}, {"name": "k"}, "text"])
def test_odd_events_get_a_sentence(handlers, data):
    memory = handlers.open(visitor(preset="ring"))["stage"]
    odd = SimpleNamespace(_data=data)
    for handle in (handlers.choose_objective, handlers.choose_preset, handlers.turn_knob):
        assert len(handle(memory, odd)["stage"]["notice"]) > 10
    assert handlers.choose_speed(memory, odd)["stage"]["notice"] == ""


@pytest.mark.parametrize("seed", [None, "x", -1, 1.5, float("nan"), 10**12])
def test_odd_seeds_get_a_sentence(handlers, seed):
    memory = handlers.open(visitor(preset="ring", seed="3"))["stage"]
    updates = handlers.type_seed(memory, seed)
    assert "seed" in updates["stage"]["notice"].lower()
    assert updates["seed"] == 3


def test_a_link_to_a_step_brings_the_run_there(handlers, registry):
    memory = handlers.open(visitor(preset="ring", step="30"))["stage"]
    run = registry.find(memory["run"])
    assert (run.drive.goal, run.playing) == (30, False)
    for bad in ("x", "-1", "1e3", "9" * 40, "100001"):
        assert "step" in handlers.open(visitor(preset="ring", step=bad))["stage"]["notice"]
        registry.drop(next(iter(registry._runs)))


def test_a_link_to_uploaded_data_says_what_it_lacks(handlers):
    query = {"distribution": "points-2d", "uploaded": "1"}
    assert "file" in handlers.open(visitor(**query))["stage"]["notice"]


def test_scripts_send_commands_and_nothing_else(handlers, registry):
    memory = handlers.open(visitor(preset="ring"))["stage"]
    updates = handlers.obey(memory, event(command={"do": "restart", "path": "generator.width", "value": "8"}))
    assert updates["stage"]["notice"] == ""
    assert registry.find(memory["run"]).start.family.generator.network.width == 8
    for odd in (None, 3, {}, {"do": "save"}, {"do": "start_with"}, {"do": []}, {"do": "view", "layers": 3}):
        assert len(handlers.obey(memory, event(command=odd))["stage"]["notice"]) > 20


def test_knobs_act_at_once_or_from_a_new_start(handlers, registry):
    memory = handlers.open(visitor(preset="ring"))["stage"]
    run = registry.find(memory["run"])
    handlers.command("step", part="both")(memory)
    handlers.turn_knob(memory, event(name="generator.lr", value="0.5", live=True))
    assert (run.trainer.steps, run.family.generator.lr) == (1, 0.5)
    handlers.turn_knob(memory, event(name="generator.width", value="9", live=False))
    assert (run.trainer.steps, run.family.generator.network.width) == (0, 9)
    assert run.family.generator.lr == 0.5


def test_data_are_chosen_and_drawn(handlers, registry):
    memory = handlers.open(visitor(preset="ring"))["stage"]
    run = registry.find(memory["run"])
    assert handlers.choose_data(memory, event(value="spiral"))["data"] == "spiral"
    drawn = "distribution=drawn&distribution.heights=0,1,0"
    updates = handlers.choose_data(memory, event(value="drawn", query=drawn))
    assert updates["data"] == "drawn"
    assert run.family.distribution.heights == (0.0, 1.0, 0.0)
    for odd in ({"value": "nope"}, {"query": "generator.lr=3&distribution=ring"}, {}, {"query": "=&&="}):
        assert handlers.choose_data(memory, event(**odd))["stage"]["notice"]
        assert run.family.distribution.key == "drawn"


@pytest.mark.parametrize(
    ("asked", "languages", "spoken"), [("", "", "en"), ("xx", "de-DE,en;q=0.8", "en"), ("en", "ko", "en")]
)
def test_the_language_is_asked_for(handlers, asked, languages, spoken):
    updates = handlers.open(visitor(languages, preset="ring", lang=asked))
    assert updates["stage"]["lang"] == spoken


def test_speeds_are_multiples_of_the_story():
    settings = Settings.from_query("preset=ring")
    speeds = [speed_for(settings, pace) for pace in PACES]
    assert (speeds[0], speeds[-1]) == ("slow", None)
    assert speeds[1:-1] == sorted(speeds[1:-1])
    assert read_address({"preset": "ring", "speed": "full"}) == ("preset=ring", {"speed": "full"})
    assert read_address({"speed": "warp", "__theme": "dark", "view": "x"}) == ("", {})


# -- routes --------------------------------------------------------------------------------------

BASE = f"/{assets.BASE}"


def test_frames_by_long_poll(client, registry):
    token = opened(registry)
    answer = client.get(f"{BASE}/frame", params={"run": token, "viewer": "a"})
    assert answer.status_code == 200
    header, arrays = decode(answer.content)
    assert "x" in arrays
    registry.tell(token, {"do": "step"})
    known = {"run": token, "viewer": "a", "ack": header["id"], "stamp": header["stamp"]}
    header, arrays = decode(client.get(f"{BASE}/frame", params=known).content)
    assert header["step"] == 1
    assert "x" not in arrays
    again = decode(client.get(f"{BASE}/frame", params={**known, "stamp": 0}).content)
    assert "x" in again[1]


def words(socket) -> dict:
    """The next message in words; frames may come in between at any time."""
    while True:
        message = socket.receive()
        if message["type"] == "websocket.close":
            raise WebSocketDisconnect(message["code"])
        if message.get("text") is not None:
            return json.loads(message["text"])


def frame_at(socket, step: int) -> dict:
    """The header of the first frame that shows `step`; frames of numbers alone may come before."""
    for _ in range(10):
        header = decode(socket.receive_bytes())[0]
        if header["step"] == step:
            return header
        socket.send_text(json.dumps({"ack": header["id"]}))
    raise AssertionError(f"no frame of step {step} came")


def test_frames_by_websocket(client, registry):
    token = opened(registry)
    with client.websocket_connect(f"{BASE}/stream?run={token}") as socket:
        header, arrays = decode(socket.receive_bytes())
        assert "x" in arrays
        socket.send_text(json.dumps({"ack": header["id"]}))
        registry.tell(token, {"do": "step"})
        assert frame_at(socket, 1)
        socket.send_text(json.dumps({"ping": 5}))
        assert words(socket) == {"pong": 5}


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({}, 404),
        ({"run": "nobody"}, 404),
        ({"run": "nobody", "ack": "x"}, 400),
        ({"run": "nobody", "stamp": "1e9"}, 400),
        ({"run": "../../etc"}, 404),
    ],
)
def test_malformed_polls_get_a_sentence(client, parameters, status):
    answer = client.get(f"{BASE}/frame", params=parameters)
    assert answer.status_code == status
    assert len(answer.json()["error"]) > 10


def test_unknown_runs_are_told_so_over_the_socket(client):
    with client.websocket_connect(f"{BASE}/stream?run=nobody") as socket:
        assert "ended" in socket.receive_json()["error"]
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
    assert closed.value.code == 4404


@pytest.mark.parametrize("message", ["", "{", "[]", "3", '"x"', "x" * 5000, "[" * 900])
def test_malformed_messages_close_the_socket(client, registry, message):
    with client.websocket_connect(f"{BASE}/stream?run={opened(registry)}") as socket:
        socket.receive_bytes()
        socket.send_text(message)
        assert words(socket)["error"]
        with pytest.raises(WebSocketDisconnect):
            words(socket)


def test_odd_but_well_formed_messages_are_ignored(client, registry):
    with client.websocket_connect(f"{BASE}/stream?run={opened(registry)}") as socket:
        socket.receive_bytes()
        for odd in ({"ack": "x"}, {"ack": -5}, {"hidden": 3}, {"ping": []}, {}):
            socket.send_text(json.dumps(odd))
        socket.send_text(json.dumps({"ping": 1}))
        assert words(socket) == {"pong": 1}


def test_pages_of_other_servers_get_nothing(client, registry):
    token = opened(registry)
    foreign = {"origin": "https://evil.example"}
    assert client.get(f"{BASE}/frame", params={"run": token}, headers=foreign).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(f"{BASE}/stream?run={token}", headers=foreign),
    ):
        pass
    assert client.get(
        f"{BASE}/frame", params={"run": token}, headers={"origin": "http://testserver"}
    ).is_success


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("stage.js", 200),
        ("style.css", 200),
        ("nothing.js", 404),
        ("..%2fapp.py", 404),
        ("%2fetc%2fpasswd", 404),
    ],
)
def test_only_scripts_and_styles_are_served(client, name, status):
    assert client.get(f"{BASE}/assets/{name}").status_code == status
