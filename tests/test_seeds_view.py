"""The seeds view without a browser: what its events do, and what it offers."""

import asyncio
import contextlib
import json
import re
from types import SimpleNamespace

import gradio as gr
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import SettingError, Settings
from playground.failures import Kind
from playground.objectives import Objective
from playground.remedies import Remedy
from playground.runs import Registry
from playground.runs.crowd import Crowd, WatchedWall
from playground.runs.limits import Limits
from playground.ui import seeds_choices
from playground.ui.seeds_choices import FIRST, counts, crowd_of, evidence, presets, remedies
from playground.ui.seeds_view import SeedsHandler, seeds_view
from playground.ui.several_view import SPEEDS, recall
from playground.ui.text import ENGLISH
from tests.hostile import ODD_EVENTS, ODD_VALUES

QUERY = "preset=ring&generator.width=8&discriminator.width=8&batch=16&seeds=3"
SENTENCE = re.compile(r"\S+ \w+.*[\w)}\]'\"][.?!]$", re.DOTALL)


@pytest.fixture
def registry():
    made = Registry(limit=4)
    yield made
    made.close()


@pytest.fixture
def send(registry):
    """Sends an event; the memory is that of the last answer unless another is given."""
    handler, held = SeedsHandler(registry), {"memory": {}}

    def sent(memory=None, **data):
        given = held["memory"] if memory is None else memory
        held["memory"] = handler.handle(given, SimpleNamespace(_data=data))
        return held["memory"]

    return sent


def wall(registry, memory) -> WatchedWall:
    return registry.find(memory["run"]).trainer


# -- events --------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_stage", [True, False])
def test_nothing_runs_before_something_is_opened(registry, with_stage):
    async def made():
        with gr.Blocks(analytics_enabled=False) as page:
            stage = gr.HTML(value={})
            part = seeds_view(registry, stage if with_stage else None)
        return page, part

    page, part = asyncio.run(made())
    assert part.value == {}
    assert len(registry) == 0
    assert [len(function.outputs) for function in page.fns.values()] == [1 + with_stage]
    assert all(function.queue is False for function in page.fns.values())


def test_an_address_of_the_page_is_understood(registry, send):
    memory = send(open=f"?{QUERY}&seed=4&lang=ko&step=30&speed=full&side=x&wall=x&__theme=dark")
    assert memory["notice"] == ""
    assert wall(registry, memory).wall.seeds == (4, 5, 6)
    assert memory["query"] == crowd_of(f"{QUERY}&seed=4").to_query()


def test_another_wall_takes_the_place_of_the_first(registry, send):
    first = send(open=QUERY)["run"]
    second = send(open=f"{QUERY}&seed=3", play=True)["run"]
    assert (len(registry), second != first) == (1, True)
    assert registry.find(second).playing
    refused = send(open="seeds=99")
    assert (refused["run"], len(registry)) == (second, 1)
    assert SENTENCE.fullmatch(refused["notice"])


def test_another_loss_now_and_from_the_start(registry, send):
    memory = send(open=QUERY)
    send(command={"do": "step"})
    send(loss="hinge")
    assert (wall(registry, memory).steps, wall(registry, memory).family.objective.key) == (1, "hinge")
    memory = send(loss="wasserstein", anew=True)
    assert (wall(registry, memory).steps, wall(registry, memory).family.objective.key) == (0, "wasserstein")
    assert "objective=wasserstein" in memory["query"]
    assert SENTENCE.fullmatch(send(loss="nothing")["notice"])


@pytest.mark.parametrize("key", Remedy.entries)
def test_every_remedy_is_taken_by_all_seeds(registry, send, key):
    memory = send(open=QUERY, play=False)
    send(command={"do": "step"})
    offered = {each["key"]: each for each in memory["remedies"]}[key]
    before = wall(registry, memory).family
    memory = send(remedy=key)
    assert memory["notice"] == ""
    watched = wall(registry, memory)
    assert watched.family == Remedy.entries[key].after(before)
    assert watched.steps == (0 if offered["restarts"] else 1)
    assert watched.wall.seeds == (0, 1, 2)
    assert {each["key"]: each for each in memory["remedies"]}[key]["taken"]


def test_a_seed_opens_in_play_as_it_is(registry):
    handler = SeedsHandler(registry)
    memory = handler.handle({}, SimpleNamespace(_data={"open": f"{QUERY}&seed=5", "play": True}))
    memory = handler.handle(memory, SimpleNamespace(_data={"command": {"do": "pause"}}))
    held, stage = handler.handle_with_stage(memory, {"lang": "ko"}, SimpleNamespace(_data={"replica": 1}))
    opened = registry.find(stage["run"])
    assert held["opened"] == {"run": stage["run"], "query": stage["query"]}
    assert (stage["lang"], stage["notice"], opened.settings.seed) == ("ko", "", 6)
    assert Settings.from_query(stage["query"]) == opened.start
    watched = wall(registry, memory)
    assert opened.trainer.steps == watched.steps
    for name, net in opened.trainer.run.nets.items():
        own = watched.sides[0].run.nets[name].flat.data[1]
        torch.testing.assert_close(net.flat.data[0], own, rtol=0, atol=0)
    again, nothing = handler.handle_with_stage(held, stage, SimpleNamespace(_data={"replica": 3}))
    assert (again["opened"], nothing) == (None, gr.skip())
    assert SENTENCE.fullmatch(again["notice"])


def test_the_speed_is_a_multiple_of_the_presets_own(registry, send):
    memory = send(open=QUERY)
    run = registry.find(memory["run"])
    for pace, speed in zip(SPEEDS, (150, 600, None), strict=True):
        assert send(pace=pace)["pace"] == pace
        assert run.speed == speed
    assert SENTENCE.fullmatch(send(pace="slow")["notice"])
    assert registry.find(send(open=QUERY)["run"]).speed is None


def test_a_wall_that_is_gone_is_made_again(registry, send):
    memory = send(open=QUERY)
    registry.drop(memory["run"])
    again = send(command={"do": "step"})
    assert (again["notice"], wall(registry, again).steps) == ("", 1)
    registry.drop(again["run"])
    assert send(replica=0)["opened"]["run"] in registry._runs


def test_no_answer_is_like_the_one_before(send):
    one, other = send(command=3), send(command=3)
    assert one["notice"] == other["notice"]
    assert one != other


@pytest.mark.parametrize("value", ODD_VALUES, ids=lambda value: repr(value)[:30])
def test_odd_events_are_answered_with_a_sentence(send, value):
    good = send(open=QUERY)
    for name in ("open", "pace", "loss", "remedy", "replica", "command"):
        for memory in (good, value):
            notice = send(memory, **{name: value, "anew": value, "play": value})["notice"]
            assert not notice or SENTENCE.fullmatch(notice), notice


def test_what_is_no_event_of_the_view_is_answered_too(registry):
    for data in ODD_EVENTS:
        answer = SeedsHandler(registry).handle({}, SimpleNamespace(_data=data))
        assert SENTENCE.fullmatch(answer["notice"]), data


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60) | st.text("&=%.:;seds objectvk0123", max_size=60))
def test_any_text_is_refused_or_read(text):
    with contextlib.suppress(SettingError):
        assert isinstance(crowd_of(text), Crowd)
    assert recall({"query": text})["query"] == text


# -- what is offered -----------------------------------------------------------------------------


def test_it_opens_on_a_preset_of_its_own():
    assert crowd_of("").to_query() == f"preset={FIRST}&seeds=16"
    assert crowd_of("seeds=32").preset == FIRST
    assert FIRST in presets()


@pytest.mark.parametrize("preset", presets())
def test_every_preset_is_a_wall(preset):
    assert len(WatchedWall(crowd_of(f"preset={preset}&seeds=2")).verdicts()) == 2


def test_a_small_server_offers_fewer_seeds():
    assert counts(Limits()) == [16, 32, 64]
    assert counts(Limits.of_space()) == [16]


def test_what_is_in_force_is_no_remedy():
    taken = {
        each["key"] for each in remedies(Settings.from_query("preset=wasserstein").family) if each["taken"]
    }
    assert "wasserstein-loss" in taken
    assert "r1" not in taken


def test_everything_has_its_words():
    for key in (*Kind, *Objective.entries, *Remedy.entries):
        kinds = (f"seeds.kind.{key}", f"seeds.rule.{key}") if key in list(Kind) else ()
        cures = (f"seeds.remedy.{key}.title", f"seeds.remedy.{key}.help") if key in Remedy.entries else ()
        assert {*kinds, *cures} <= ENGLISH.keys()
    asked = set(re.findall(r"\{(\w+)", "".join(ENGLISH[f"seeds.rule.{kind}"] for kind in Kind)))
    assert asked == seeds_choices.RULES.keys()


def test_evidence_is_shown_beside_its_control(tmp_path, monkeypatch):
    def trial(key, met, some, n, **more):
        return {
            "key": key,
            "all": {"met": met, "n": n},
            "over_half": {"met": some, "n": n, "least": 5},
            **more,
        }

    taken = {"control": "nothing", "anew": False, "helps": {"all": False, "over_half": True}}
    found = {"settings": "preset=mode-collapse", "before": 1000, "after": 1500, "total": 8}
    path = tmp_path / "remedies.json"
    monkeypatch.setattr(seeds_choices, "EVIDENCE", path)
    assert evidence() is None
    path.write_text(
        json.dumps(found | {"tried": [trial("nothing", 0, 1, 32), trial("r1", 2, 9, 16, **taken)]})
    )
    told = evidence()
    assert (told["preset"], told["before"], told["after"], told["total"]) == ("mode-collapse", 1000, 1500, 8)
    counted = {"anew": False, "all": 2, "some": 9, "least": 5, "n": 16, "helps": True}
    control = {"key": "nothing", "all": 0, "some": 1, "least": 5, "n": 32}
    assert told["tried"] == {"r1": [counted | {"control": control}]}


def test_the_evidence_there_is_can_be_shown():
    told = evidence()
    if told is None:
        pytest.skip("no remedies have been counted yet")
    assert told["preset"] in presets()
    assert set(told["tried"]) <= Remedy.entries.keys()
    controls = {trial["control"]["key"] for trials in told["tried"].values() for trial in trials}
    assert {f"seeds.control.{key}" for key in controls} <= ENGLISH.keys()
