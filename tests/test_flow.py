"""The flow diagram of every family, and its boxes and knobs as the page shows them."""

import json

import pytest

from playground import Settings
from playground.addresses import addresses, assign
from playground.constraints import Constraint
from playground.distributions import Distribution
from playground.families import Family
from playground.families.gan import Gan
from playground.flow import BACK, Arrow, Box, Flow, Note
from playground.networks import Network
from playground.networks.activations import Activation
from playground.objectives import Objective
from playground.optimizers import Optimizer
from playground.priors import Prior
from playground.runs.controls import describe
from playground.ui.shown import shown_flow, shown_knobs
from playground.ui.text import ENGLISH

CHOICES = {
    "distribution": Distribution,
    "objective": Objective,
    "constraint": Constraint,
    "noise.kind": Prior,
    "generator.network": Network,
    "discriminator.activation": Activation,
    "generator.optimizer": Optimizer,
}
EACH = [f"{path}={key}" for path, root in CHOICES.items() for key in root.entries]
MIXED = [
    "constraint=none",
    f"constraint={','.join(Constraint.entries)}",
    "objective=wasserstein&constraint=auto,r1&k=20&discriminator.norm=spectral",
    "generator.depth=0&generator.ema=0.999&data.size=100000&distribution=gaussian",
    "updates=simultaneous&schedule.steps=10000000&batch=4096",
]
LONGEST_PHRASE = 25


def gan(query=""):
    return Settings.from_query(query).family


def boxes(query=""):
    return {box["key"]: box for box in shown_flow(gan(query))["boxes"]}


# -- the diagram ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", Family.entries)
def test_every_setting_of_a_family_belongs_to_one_box(key):
    family = Family.entries[key]()
    flow = family.flow()
    for path in addresses(family):
        assert [box.key for box in flow.boxes if box.holds(path)] == [flow.box_of(path).key]
    for own in (own for box in flow.boxes for own in box.paths):
        assert any(Box("", "", (own,)).holds(path) for path in addresses(family)), own


@pytest.mark.parametrize("key", Family.entries)
def test_halves_are_those_of_the_family(key):
    family = Family.entries[key]()
    flow, halves = family.flow(), {None, *family.half_names()}
    assert {box.half for box in flow.boxes} <= halves
    assert {half for arrow in flow.arrows for half in arrow.halves} <= halves
    phases = {phase for half in family.half_names() for phase in family.phases(half)}
    assert {box.phase for box in flow.boxes} <= {"", *phases}


@pytest.mark.parametrize("key", Family.entries)
def test_a_family_that_says_nothing_is_one_box(key):
    family = Family.entries[key]()
    (box,) = Family.flow(family).boxes
    assert all(box.holds(path) for path in addresses(family))


@pytest.mark.parametrize("query", [*EACH, *MIXED])
def test_the_diagram_holds_for_whatever_is_chosen(query):
    family = gan(query)
    assert {family.flow().box_of(path).key for path in addresses(family)} <= {
        box.key for box in family.flow().boxes if box.paths
    }


@pytest.mark.parametrize("key", Objective.entries)
def test_the_sigmoid_is_there_where_d_speaks_of_probability(key):
    flow = gan(f"objective={key}").flow()
    probability = Objective.entries[key].probability
    joined = {(arrow.start, arrow.end) for arrow in flow.arrows if arrow.kind != BACK}
    assert ("sigmoid" in {box.key for box in flow.boxes}) == probability
    assert (("discriminator", "loss") in joined) != probability
    assert flow.box_of("k").title == ("discriminator" if probability else "critic")


def test_gradients_go_back_to_whoever_moves():
    back = {(arrow.end, arrow.halves) for arrow in gan().flow().arrows if arrow.kind == BACK}
    assert back == {("discriminator", ("discriminator",)), ("generator", ("generator",))}


@pytest.mark.parametrize(
    ("query", "everywhere"),
    [("", False), ("objective=relativistic", True), ("constraint=consensus", True), ("constraint=r1", False)],
)
def test_data_reach_the_half_step_of_g_only_where_its_loss_looks_at_them(query, everywhere):
    family = gan(query)
    (arrow,) = (arrow for arrow in family.flow().arrows if arrow.start == "data")
    assert (arrow.halves == ()) == everywhere
    assert ("x" in family.halves()[1].draws) == everywhere


@pytest.mark.parametrize(
    "parts",
    [
        ((Box("a", "a"), Box("a", "b")), ()),
        ((Box("a", "a"),), (Arrow("a", "b"),)),
    ],
)
def test_a_diagram_that_does_not_fit_together_is_refused(parts):
    with pytest.raises(ValueError, match=r"flow share|not there"):
        Flow(*parts)


def test_a_setting_has_one_place():
    flow = Flow((Box("a", "a", ("k", "data")), Box("b", "b", ("data.size",))))
    assert flow.box_of("k").key == "a"
    for path in ("data.size", "kind", "nowhere"):
        with pytest.raises(ValueError, match="has to be one"):
            flow.box_of(path)


# -- in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*EACH, *MIXED])
def test_boxes_say_in_a_few_words_how_they_are_set(query):
    family = gan(query)
    shown = shown_flow(family)
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    for box in shown["boxes"]:
        assert box["title"] in ENGLISH
        assert bool(box["summary"]) == box["knobs"]
        for phrase in box["summary"].split(" · "):
            assert len(phrase) <= LONGEST_PHRASE, phrase
            assert "{" not in phrase


@pytest.mark.parametrize(
    ("query", "box", "summary"),
    [
        ("", "generator", "2 × 64 Leaky ReLU · Adam 0.001"),
        ("generator.lr=0.00001&generator.activation=tanh", "generator", "2 × 64 tanh · Adam 1e-05"),
        ("generator.depth=0", "generator", "linear · Adam 0.001"),
        ("k=3&constraint=r1", "discriminator", "2 × 64 Leaky ReLU · k = 3 · R1 0.1 · Adam 0.001"),
        ("constraint=r1,r2,clipping", "discriminator", "2 × 64 Leaky ReLU · 3 constraints · Adam 0.001"),
        ("objective=wasserstein", "discriminator", "2 × 64 Leaky ReLU · slope penalty 0.1 · Adam 0.001"),
        ("distribution=ring&distribution.count=12", "data", "Ring · 12 modes"),
        ("distribution=gaussian&data.size=2000", "data", "Gaussian · 2,000 points"),
        ("noise.kind=uniform&noise.dim=1", "noise", "Uniform · 1-d"),
        ("", "loss", "Jensen-Shannon · non-saturating"),
        ("objective.saturating=true", "loss", "Jensen-Shannon · saturating"),
        ("objective=hinge", "loss", "Hinge"),
        (
            "updates=simultaneous&schedule.steps=5000",
            "training",
            "batch 128 · simultaneous · decays to 5,000",
        ),
    ],
)
def test_summaries(query, box, summary):
    assert boxes(query)[box]["summary"] == summary


def test_a_note_without_words_falls_back_on_the_title():
    class Odd(Gan, abstract=True):
        def flow(self):
            return Flow((Box("model", "m", notes=(Note("strange.thing", {}, "A strange thing"),)),))

    assert shown_flow(Odd())["boxes"][0]["summary"] == "A strange thing"


# -- knobs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*EACH, *MIXED])
def test_every_setting_is_a_knob_whose_text_works(query):
    family = gan(query)
    shown = shown_knobs(describe(family))
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert sorted(knob["name"] for knob in shown) == sorted(addresses(family))
    keys = {box["key"] for box in shown_flow(family)["boxes"] if box["knobs"]}
    for knob in shown:
        assert assign(family, knob["name"], knob["text"]) == family
        assert knob["box"] in keys
        assert knob["heading"] in ENGLISH
        assert len(knob["help"]) > 4
        assert all(assign(family, knob["name"], key) for key, _ in knob["choices"])
        assert ("low" in knob) == ("high" in knob)
        assert knob["kind"] in {"int", "float", "bool", "str", "choice", "many", "tuple", "text"}


@pytest.mark.parametrize("query", [*EACH, *MIXED])
def test_labels_tell_the_knobs_of_a_box_apart(query):
    shown = shown_knobs(describe(gan(query)))
    named = [(knob["box"], knob["label"]) for knob in shown]
    twice = {pair for pair in named if named.count(pair) > 1}
    assert not twice
    assert all("_" not in label and label for _, label in named)


def test_what_matters_most_comes_first():
    shown = [knob["name"] for knob in shown_knobs(describe(gan())) if knob["box"] == "discriminator"]
    assert shown[:3] == ["discriminator.lr", "k", "constraint"]


def test_choices_go_by_their_titles():
    shown = {knob["name"]: knob for knob in shown_knobs(describe(gan("constraint=r1")))}
    assert ["jensen-shannon", "Jensen-Shannon"] in shown["objective"]["choices"]
    assert ["r1", "R1"] in shown["constraint"]["choices"]
    assert ["he", "He"] in shown["generator.start"]["choices"]
    assert shown["constraint.r1.weight"]["label"] == "R1: weight"
    assert shown["generator.ema"]["resets"]


def test_other_words_are_used_throughout():
    """Another language is another dictionary: no word of the diagram or the knobs comes from elsewhere."""
    words = {key: f"<{sentence}>" for key, sentence in ENGLISH.items()}
    flow, knobs = shown_flow(gan("k=2"), words), shown_knobs(describe(gan()), words)
    assert next(box for box in flow["boxes"] if box["key"] == "training")["summary"] == "<batch 128>"
    assert next(knob for knob in knobs if knob["name"] == "k")["label"] == "<D steps per G step>"
