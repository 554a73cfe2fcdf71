"""The duel view without a browser: what its events do, and what can be chosen."""

import asyncio
import re
from types import SimpleNamespace

import gradio as gr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground import Settings
from playground.distributions import Distribution
from playground.duel import Duel, Match
from playground.families import Family
from playground.objectives import Objective
from playground.presets import Preset
from playground.runs import Registry
from playground.ui import assets
from playground.ui.duel_choices import RIVALS, choices, match_of, names, offered
from playground.ui.duel_view import EXAMPLE, DuelHandler, duel_view
from playground.ui.several_view import SPEEDS, recall
from playground.ui.text import ENGLISH
from tests.hostile import ODD_EVENTS, ODD_VALUES

SMALL = "preset=ring&generator.width=8&discriminator.width=8&batch=16"
QUERY = f"{SMALL}&side=&side=objective%3Dwasserstein"
SENTENCE = re.compile(r"\S+ \w+.*[\w)}\]'\"][.?!]$", re.DOTALL)


@pytest.fixture
def registry():
    made = Registry(limit=4)
    yield made
    made.close()


@pytest.fixture
def send(registry):
    """Sends an event; the memory is that of the last answer unless another is given."""
    handler, held = DuelHandler(registry), {"memory": {}}

    def sent(memory=None, **data):
        given = held["memory"] if memory is None else memory
        held["memory"] = handler.handle(given, SimpleNamespace(_data=data))
        return held["memory"]

    return sent


def duel(registry, memory) -> Duel:
    return registry.find(memory["run"]).trainer


# -- events --------------------------------------------------------------------------------------


def test_nothing_runs_before_something_is_opened(registry):
    async def made():
        with gr.Blocks(analytics_enabled=False) as page:
            part = duel_view(registry)
        return page, part

    page, part = asyncio.run(made())
    assert part.value == {}
    assert len(registry) == 0
    assert all(function.queue is False for function in page.fns.values())


def test_a_preset_alone_gets_a_rival(registry, send):
    memory = send(open="preset=mode-collapse")
    assert memory["notice"] == ""
    first, second = duel(registry, memory).sides
    assert (first.family.objective.key, second.family.objective.key) == ("jensen-shannon", "wasserstein")
    assert Match.from_query(memory["query"]).variants == ("", "objective=wasserstein")


def test_an_address_of_the_page_is_understood(registry, send):
    memory = send(open=f"?{SMALL}&seed=4&lang=ko&step=30&speed=full&duel=x&wall=x&__theme=dark")
    assert memory["notice"] == ""
    assert duel(registry, memory).settings.seed == 4


def test_another_duel_takes_the_place_of_the_first(registry, send):
    first = send(open=QUERY)["run"]
    second = send(open=f"{QUERY}&side=k%3D2", play=True)["run"]
    assert (len(registry), second != first) == (1, True)
    assert registry.find(second).playing
    refused = send(open=f"{QUERY}&side=width%3D2")
    assert (refused["run"], len(registry)) == (second, 1)
    assert SENTENCE.fullmatch(refused["notice"])


def test_commands_reach_all_sides(registry, send):
    memory = send(open=QUERY)
    send(command={"do": "step"})
    send(command={"do": "step", "part": "discriminator"})
    assert [side.steps for side in duel(registry, memory).sides] == [1, 1]
    memory = send(command={"do": "reseed", "seed": 9})
    assert "seed=9" in memory["query"]
    for command in ({"do": "start", "query": "preset=ring"}, {"do": "save"}, {"do": []}, 3, None):
        assert SENTENCE.fullmatch(send(command=command)["notice"])


def test_one_side_is_retuned(registry, send):
    memory = send(open=QUERY)
    send(command={"do": "step"})
    assert send(retune="k=2&generator.lr=0.002", side=1)["notice"] == ""
    families = [side.family for side in duel(registry, memory).sides]
    assert [(each.k, each.generator.lr) for each in families] == [(1, 0.001), (2, 0.002)]
    for bad in ("", "k", "generator.width=8", "k=0", "&".join(["k=2"] * 21), 3):
        assert SENTENCE.fullmatch(send(retune=bad, side=1)["notice"])
    assert SENTENCE.fullmatch(send(retune="k=2", side=2)["notice"])


def test_the_speed_is_a_multiple_of_the_presets_own(registry, send):
    memory = send(open=QUERY)
    run = registry.find(memory["run"])
    for pace, speed in zip(SPEEDS, (150, 600, None), strict=True):
        assert send(pace=pace)["pace"] == pace
        assert run.speed == speed
    assert SENTENCE.fullmatch(send(pace="slow")["notice"])
    assert registry.find(send(open=QUERY)["run"]).speed is None


def test_a_duel_that_is_gone_is_made_again(registry, send):
    memory = send(open=f"{QUERY}&side=k%3D2")
    registry.drop(memory["run"])
    again = send(command={"do": "step"})
    assert again["notice"] == ""
    assert [side.family.k for side in duel(registry, again).sides] == [1, 1, 2]
    assert duel(registry, again).steps == 1


def test_no_answer_is_like_the_one_before(send):
    one, other = send(command=3), send(command=3)
    assert one["notice"] == other["notice"]
    assert one != other


def test_a_full_house_gets_a_sentence(registry, send):
    for _ in range(4):
        registry.open(Settings.from_query(SMALL), None)
    assert "places" in send(open=QUERY)["notice"]


@pytest.mark.parametrize("value", ODD_VALUES, ids=lambda value: repr(value)[:30])
def test_odd_events_are_answered_with_a_sentence(send, value):
    good = send(open=QUERY)
    for name in ("open", "pace", "retune", "command"):
        for memory in (good, value):
            notice = send(memory, **{name: value, "side": value, "play": value})["notice"]
            assert not notice or SENTENCE.fullmatch(notice), notice


def test_what_is_no_event_of_the_view_is_answered_too(registry):
    for data in ODD_EVENTS:
        answer = DuelHandler(registry).handle({}, SimpleNamespace(_data=data))
        assert SENTENCE.fullmatch(answer["notice"]), data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60) | st.text("&=%.:;side objectvk0123", max_size=60))
def test_any_text_is_refused_or_read(text):
    assert isinstance(offered(text), list)
    assert recall({"query": text})["query"] == text


# -- what can be chosen --------------------------------------------------------------------------


@pytest.mark.parametrize("preset", Preset.entries)
def test_every_preset_has_sides_that_differ_and_begin_alike(preset):
    made = Duel(match_of(f"preset={preset}"))
    assert made.differences()
    one_family = len({side.family.key for side in made.sides}) == 1
    assert made.begins_alike() == one_family
    assert len(made.sides) == 2


@pytest.mark.parametrize("preset", Preset.entries)
def test_every_choice_is_a_side(preset):
    start = Settings.from_query(f"preset={preset}")
    found = choices(start)
    families = {key for text, key, _ in found if text.startswith("family=")} | {start.family.key}
    assert families <= set(Family.entries)
    plays = hasattr(start.family, "objective")
    assert found[0] == ("", start.family.objective.key if plays else start.family.key, "")
    losses = {key for _, key, _ in found} - families
    assert losses == (set(Objective.entries) if plays else set())
    for text, key, constraint in found:
        family = start.varied(text).family
        assert key in (family.key, getattr(family, "objective", family).key)
        assert constraint in ("", *(each.key for each in getattr(family, "constraint", ())))
    assert len({text for text, _, _ in found}) == len(found)


def test_wasserstein_brings_its_constraint_where_a_preset_has_none():
    (text,) = [
        text for text, loss, _ in choices(Settings.from_query("constraint=none")) if loss == "wasserstein"
    ]
    family = Settings.from_query("constraint=none").varied(text).family
    assert [each.key for each in family.constraints] == ["gradient-penalty"]


def test_the_stories_are_about_presets_that_there_are():
    assert set(RIVALS) <= set(Preset.entries)
    assert [path for path, _ in (pair.split("=") for pair in EXAMPLE.split("&"))] == ["k", "generator.lr"]
    Settings().varied(EXAMPLE)


def test_every_name_is_told():
    told = names()
    assert told["titles"]["objective.wasserstein.title"] == Objective.entries["wasserstein"].title
    assert {f"distribution.{key}.title" for key in Distribution.entries} <= set(told["titles"])
    assert told["catalogues"]["constraint"] == "constraint"
    assert told["catalogues"]["optimizer"] == "optimizer"


def test_all_words_of_the_scripts_exist():
    used = "".join(path.read_text() for path in assets.FOLDER.glob("duel*.js"))
    for key in re.findall(r'"(duel\.[a-z_.]+)"', used):
        assert key in ENGLISH
    for key in ENGLISH:
        if key.startswith("duel.") and key not in ("duel.true", "duel.false"):
            assert f'"{key}"' in used, key
