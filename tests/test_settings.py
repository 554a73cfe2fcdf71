"""The text form of settings."""

import contextlib
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from playground import Change, SettingError, Settings
from playground.addresses import addresses, assign
from playground.distributions.points import LinePoints, PlanePoints
from playground.distributions.sheets import PictureDensity
from playground.families.gan import Gan
from playground.knobs import Knob
from playground.presets import Preset


@pytest.mark.parametrize("key", Preset.entries)
def test_presets_read_and_come_back(key):
    settings = Settings.from_query(f"preset={key}")
    assert settings.preset == key
    assert settings.to_query() == f"preset={key}"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "seed=3",
        "preset=ring&seed=3",
        "distribution=ring&distribution.count=12",
        "distribution.count=12&distribution=ring",
        "objective=wasserstein&constraint=clipping,r1&constraint.clipping.limit=0.01",
        "constraint=none",
        "preset=ring&generator.width=32&generator.activation=tanh&discriminator.optimizer=sgd",
        "noise.kind=uniform&noise.dim=1&distribution=drawn&distribution.heights=0,1,2,0.5",
        "preset=ring&at.800=objective:wasserstein&at.900=generator.lr:0.01&at.900=half:discriminator*3",
        "preset=ring&at.10=k:3~2:2~0:4~3:1&at.15=objective:wasserstein&at.15=objective:hinge&at.16=generator.lr:1e-05",
        "device=cpu&schedule.steps=1000&updates=simultaneous",
    ],
)
def test_round_trip(query):
    settings = Settings.from_query(query)
    assert Settings.from_query(settings.to_query()) == settings
    assert Settings.from_query("?" + settings.to_query()) == settings


def test_what_a_slider_does_while_it_is_dragged_is_one_pair():
    """Each notch at its own step, and a second of them in a few hundred characters."""
    notches = [Change(100 + 3 * i, "generator.lr", f"{0.0001 * (i + 1):.4g}") for i in range(25)]
    switch = Change(120, "objective", "wasserstein")
    changes = sorted([*notches, switch], key=lambda change: change.step)
    settings = Settings(changes=tuple(changes))
    query = settings.to_query()
    assert query.startswith("at.100=generator.lr:0.0001~3:0.0002~3:0.0003~")
    assert len(parse_qsl(query)) == 3
    assert len(query) < 350
    assert Settings.from_query(query) == settings


def test_halves_and_words_keep_a_pair_each():
    query = "at.5=half:generator&at.5=half:discriminator*2&at.6=objective:hinge&at.7=objective:wasserstein"
    assert Settings.from_query(query).to_query() == query


def test_changes_are_read_in_order():
    settings = Settings.from_query("at.900=k:2&at.100=objective:hinge")
    assert settings.changes == (Change(100, "objective", "hinge"), Change(900, "k", "2"))
    assert settings.family_at(0).objective.key == "jensen-shannon"
    assert settings.family_at(1).objective.key == "hinge"
    assert settings.family_at(2).k == 2


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("preset=nothing", "preset must be one of"),
        ("family=nothing", "family must be one of"),
        ("seed=-1", "seed must be a whole number between 0"),
        ("seed=1e99", "seed must be a whole number"),
        ("device=tpu", "one of auto, cpu, cuda, mps"),
        ("generator.width=100000", "between 1 and 512"),
        ("batch=nan", "between 1 and 4,096"),
        ("at.x=k:2", "The step in at.x must be"),
        ("at.5=k", "must look like"),
        ("at.5=k:0", "k must be a whole number between 1 and 100"),
        ("at.5=k:2~3:0", "k must be a whole number between 1 and 100"),
        ("at.5=k:2~3", "k must be a whole number"),
        ("at.5=k:2~-3:1", "k must be a whole number"),
        ("at.5=k:2~9999999999:1", "The step in at.5 must be"),
        ("at.5=half:generator*0", "number of half-steps"),
        ("wat=1", "no setting 'wat'"),
        ("distribution.count=12&distribution=gaussian", "no setting 'distribution.count'"),
        ("k=1&" * 30_000, "at most 100,000 characters"),
        ("&".join(f"at.{i}=k:1" for i in range(1001)), "at most 1000 changes"),
    ],
)
def test_bad_queries_get_a_sentence(query, told):
    with pytest.raises(SettingError, match=told):
        Settings.from_query(query)


@given(st.text(max_size=60))
@how(max_examples=150, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused_with_a_sentence(text):
    with contextlib.suppress(SettingError):
        Settings.from_query(text)


def test_a_link_holds_the_drawing():
    query = "distribution=drawn-2d&distribution.paint=a500p24a500"
    settings = Settings.from_query(query)
    assert settings.to_query() == query
    assert settings.portable


@pytest.mark.parametrize(
    "own",
    [
        PlanePoints(points=np.ones((3, 2))),
        PictureDensity(cells=np.ones((2, 2))),
        LinePoints(points=LinePoints().points + 1),
    ],
)
def test_the_users_arrays_are_not_portable(own):
    settings = Settings(Gan(distribution=own))
    assert not settings.portable
    assert Settings.from_query(settings.to_query()) != settings
    assert Settings(Gan(distribution=type(own)())).portable


@pytest.mark.parametrize("key", Preset.entries)
def test_presets_are_portable(key):
    assert Settings.from_query(f"preset={key}").portable


@given(st.data())
@how(max_examples=60, deadline=None, derandomize=True)
def test_any_valid_settings_survive_the_text_form(data):
    settings = Settings()
    for _ in range(data.draw(st.integers(0, 6))):
        address = data.draw(st.sampled_from(list(addresses(settings.family).values())))
        settings = _set(settings, address, data)
    assert Settings.from_query(settings.to_query()) == settings


def _set(settings, address, data):
    text = data.draw(_texts(address))
    try:
        return settings.replace(family=assign(settings.family, address.path, text))
    except SettingError:  # a combination that validation refuses, such as low >= high
        return settings


def _texts(address):
    declared: Knob | None = address.knob
    if declared is None:
        choice = st.sampled_from(address.choices)
        return st.lists(choice, unique=True, max_size=3).map(",".join) if address.many else choice
    if declared.kind is bool:
        return st.sampled_from(["true", "false"])
    if declared.pattern:
        return st.just(declared.text(declared.default)) | st.from_regex(declared.pattern, fullmatch=True)
    if declared.kind is str:
        return st.sampled_from(declared.choices)
    if declared.kind is int:
        return st.integers(int(declared.low), int(declared.high)).map(str)
    numbers = st.floats(declared.low, declared.high, allow_nan=False)
    if declared.kind is tuple:
        return st.lists(numbers, min_size=declared.length[0], max_size=declared.length[1]).map(
            lambda values: ",".join(map(repr, values))
        )
    return numbers.map(repr)
