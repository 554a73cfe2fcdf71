"""The knobs behind the boxes of the flow diagram, in a real Chromium."""

import itertools
from decimal import Decimal

import pytest

from playground import Settings
from playground.runs.controls import describe
from playground.ui.shown import shown_knobs
from tests.browser import flow_page

visit = flow_page.visit

DESCRIPTORS = [
    {"kind": "int", "text": "8", "low": 1, "high": 64, "log": False},
    {"kind": "int", "text": "128", "low": 1, "high": 4096, "log": True},
    {"kind": "float", "text": "0.001", "low": 0.0, "high": 1.0, "log": True},
    {"kind": "float", "text": "-2.5", "low": -10.0, "high": 10.0, "log": False},
    {"kind": "float", "text": "1e-05"},
    {"kind": "int", "text": "12"},
    {"kind": "bool", "text": "true"},
    {"kind": "str", "text": "b", "choices": [["a", "A"], ["b", "B"]]},
    {"kind": "choice", "text": "b", "choices": [["a", "A"], ["b", "B"]]},
    {"kind": "many", "text": "a,c", "choices": [["a", "A"], ["b", "B"], ["c", "C"]]},
    {"kind": "tuple", "text": "0.0,1.0,0.5"},
    {"kind": "text", "text": "aab"},
]


def descriptor(index, **changes):
    made = {
        "name": f"x.k{index}",
        "box": "loss",
        "heading": "flow.loss",
        "label": f"knob {index}",
        "choices": [],
    }
    return {**made, "help": f"What {index} does.", "unit": "", "live": True, "resets": False, **changes}


def shown_text(row, kind):
    """What the control of a row says, as a text of its kind."""
    if kind == "many":
        ticked = row.locator("input:checked").all()
        return ",".join(box.get_attribute("value") for box in ticked) or "none"
    if kind == "bool":
        return str(row.locator("input").is_checked()).lower()
    return row.locator("select, input[type=text]").input_value()


def same(kind, one, other):
    return float(one) == float(other) if kind in ("int", "float") else one == other


@pytest.mark.parametrize("given", DESCRIPTORS, ids=lambda given: f"{given['kind']}-{given['text']}")
def test_a_control_shows_the_text_it_is_given(visit, given):
    visit.knobs([descriptor(0, **given)])
    visit.box("loss").click()
    row, kind = visit.row("x.k0"), given["kind"]
    assert same(kind, shown_text(row, kind), given["text"])
    assert visit.sent() == []
    assert "What 0 does." in row.inner_text()
    named = row if kind == "many" else row.locator("select, input").first
    assert visit.page.locator(f"id={named.get_attribute('aria-describedby')}").inner_text() == "What 0 does."
    bounded = "low" in given
    assert row.locator("input[type=range]").count() == bounded
    if kind != "many":
        assert row.get_by_label("knob 0").count() == 1 + bounded


def turn(row, kind):
    if kind in ("int", "float"):
        row.locator("input[type=text]").fill("3")
        row.locator("input[type=text]").press("Enter")
        return "3"
    if kind == "bool":
        row.locator("input").click()
        return "false"
    if kind in ("str", "choice"):
        row.locator("select").select_option("a")
        return "a"
    if kind == "many":
        row.get_by_label("B").click()
        return "a,b,c"
    row.locator("input").fill("1,2")
    row.locator("input").press("Enter")
    return "1,2"


@pytest.mark.parametrize("given", DESCRIPTORS, ids=lambda given: f"{given['kind']}-{given['text']}")
@pytest.mark.parametrize("live", [True, False])
def test_a_control_sends_what_was_chosen(visit, given, live):
    kind = given["kind"]
    changes = {**given, "high": 10.0} if given.get("high") == 1.0 else given
    visit.knobs([descriptor(0, **changes, live=live)])
    visit.box("loss").click()
    value = turn(visit.row("x.k0"), kind)
    # A live knob is turned on the frames' own line, at once.
    assert visit.page.evaluate("turned.map(({ name, value }) => [name, value])") == [["x.k0", value]] * live
    visit.page.wait_for_function("sent.length")
    assert visit.page.evaluate("sent.map(({ live }) => live)") == [live]
    assert visit.sent() == [("x.k0", value)]
    assert shown_text(visit.row("x.k0"), kind) == value
    visit.box("loss").click()
    visit.box("loss").click()
    assert shown_text(visit.row("x.k0"), kind) == value


def test_no_tick_is_none(visit):
    visit.knobs([descriptor(0, **DESCRIPTORS[9])])
    visit.box("loss").click()
    visit.row("x.k0").get_by_label("A").click()
    visit.row("x.k0").get_by_label("C").click()
    assert visit.sent() == [("x.k0", "c"), ("x.k0", "none")]


def test_every_knob_of_the_model_has_its_control(visit):
    """Real declarations: what is shown, typed in again, is what the settings hold."""
    query = "constraint=auto,r1,clipping&distribution=drawn&data.size=500&schedule.steps=1000&k=3"
    visit.show(query)
    for knob in shown_knobs(describe(Settings.from_query(query).family)):
        if visit.page.evaluate("document.body.dataset.box") != knob["box"]:
            visit.box(knob["box"]).click()
        if len(knob["choices"]) == 1:
            assert visit.row(knob["name"]).count() == 0
            continue
        row = visit.row(knob["name"])
        assert same(knob["kind"], shown_text(row, knob["kind"]), knob["text"]), knob["name"]
        anew = row.evaluate("row => Boolean(row.closest('section').querySelector('h3'))")
        assert anew != knob["live"], knob["name"]
    assert visit.sent() == []


def test_sliders_stop_at_round_numbers(visit):
    stops = visit.page.evaluate("""async () => {
        const { stopsOf, nearest } = await import("./scale.js");
        const scale = (kind, low, high, log) => stopsOf({ kind, low, high, log });
        const all = [
            scale("float", 0, 1, true), scale("int", 1, 4096, true), scale("int", 1, 64, false),
            scale("float", 0.1, 10, false), scale("int", 0, 100000, true), scale("float", 0, 0.9999, false),
            scale("float", -10, 10, false), scale("int", 1, 512, true), scale("float", 0.01, 3, true),
        ];
        return all.map((each) => ({ each, back: each.map((value) => nearest(each, value)) }));
    }""")
    for scale in stops:
        assert scale["each"] == sorted(set(scale["each"]))
        assert scale["back"] == list(range(len(scale["each"])))
        assert len(scale["each"]) <= 206
        assert all(len(Decimal(str(value)).normalize().as_tuple().digits) <= 4 for value in scale["each"])
    rate, batch, count = (scale["each"] for scale in stops[:3])
    assert {0, 1e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 0.01, 1} <= set(rate)
    assert {1, 2, 32, 64, 128, 256, 4096} <= set(batch)
    assert count == list(range(1, 65))
    assert [(scale["each"][0], scale["each"][-1]) for scale in stops[3:6]] == [
        (0.1, 10),
        (0, 100000),
        (0, 0.9999),
    ]


def drag(visit, row, steps, release=True):
    """Takes a slider by its thumb, from its left end to its right."""
    place = row.locator("input[type=range]").bounding_box()
    mouse, y = visit.page.mouse, place["y"] + place["height"] / 2
    mouse.move(place["x"] + 8, y)
    mouse.down()
    for step in range(1, steps + 1):
        mouse.move(place["x"] + 8 + (place["width"] - 16) * step / steps, y)
    if release:
        mouse.up()


def test_dragging_sends_now_and_then_and_the_last_value_always(visit):
    visit.knobs([descriptor(0, kind="int", text="0", low=0, high=100, log=False)])
    visit.box("loss").click()
    drag(visit, visit.row("x.k0"), 100)
    assert visit.sent()[-1] == ("x.k0", "100")
    said = visit.page.evaluate("turned.splice(0)")
    values = [int(each["value"]) for each in said]
    assert len(values) > 1
    assert values == sorted(values)
    assert values[-1] == 100
    gaps = [after["at"] - before["at"] for before, after in itertools.pairwise(said)]
    assert all(gap >= 38 for gap in gaps), gaps


def test_what_is_asked_for_in_the_long_way_goes_one_at_a_time_and_ends_on_the_last_value(visit):
    visit.knobs([descriptor(0, kind="int", text="0", low=0, high=100, log=False)])
    visit.box("loss").click()
    visit.page.evaluate("answerAfter = 200")
    slider = visit.row("x.k0").locator("input[type=range]")
    slider.focus()
    # Slowly enough for each to be taken to rest, and faster than they are answered.
    for _ in range(4):
        visit.page.keyboard.press("ArrowRight")
        visit.page.wait_for_timeout(150)
    visit.page.keyboard.press("End")
    visit.page.wait_for_function("sent.at(-1)?.value === '100'")
    said = visit.page.evaluate("sent.splice(0)")
    assert len(said) > 1
    assert all(after["at"] - before["at"] >= 195 for before, after in itertools.pairwise(said))
    assert int(said[0]["value"]) < 100


@pytest.mark.parametrize("changes", [{"live": False}, {"resets": True}])
def test_what_starts_anew_waits_until_the_slider_is_let_go(visit, changes):
    visit.knobs([descriptor(0, kind="int", text="0", low=0, high=100, log=False, **changes)])
    visit.box("loss").click()
    drag(visit, visit.row("x.k0"), 20, release=False)
    assert visit.row("x.k0").locator("input[type=text]").input_value() == "100"
    assert visit.sent() == []
    visit.page.mouse.up()
    assert visit.sent() == [("x.k0", "100")]


def test_a_slider_is_not_moved_under_the_hand(visit):
    knob = descriptor(0, kind="int", text="0", low=0, high=100, log=False)
    visit.knobs([knob])
    visit.box("loss").click()
    row = visit.row("x.k0")
    drag(visit, row, 20, release=False)
    visit.knobs([{**knob, "text": "40"}])
    visit.page.wait_for_timeout(700)
    assert row.locator("input[type=text]").input_value() == "100"
    visit.page.mouse.up()
    visit.knobs([{**knob, "text": "40"}])
    visit.page.wait_for_timeout(700)
    assert row.locator("input[type=text]").input_value() == "40"
    assert row.locator("input[type=range]").input_value() == "40"


def test_what_is_being_typed_is_left_alone(visit):
    knob = descriptor(0, kind="float", text="1.0")
    visit.knobs([knob])
    visit.box("loss").click()
    field = visit.row("x.k0").locator("input")
    field.focus()
    visit.page.keyboard.type("25")
    visit.knobs([{**knob, "text": "3.0"}])
    assert "25" in field.input_value()
    visit.page.keyboard.press("Escape")
    assert visit.sent() == []


@pytest.mark.parametrize("words", ["abc", "-1", "1e9", "", "2.5"])
def test_what_cannot_be_is_marked_sent_and_taken_back(visit, words):
    visit.knobs([descriptor(0, kind="int", text="7", low=0, high=100, log=False)])
    visit.box("loss").click()
    field = visit.row("x.k0").locator("input[type=text]")
    field.fill(words)
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert visit.sent() == [("x.k0", words)]
    field.blur()
    assert field.input_value() == "7"
    assert field.get_attribute("aria-invalid") is None


def test_commas_and_exponents_are_read(visit):
    visit.knobs([descriptor(0, kind="float", text="0.5", low=0.0, high=1.0, log=True)])
    visit.box("loss").click()
    field = visit.row("x.k0").locator("input[type=text]")
    for words, value in (("0,001", "0.001"), ("1e-3", "0.001"), (" 2e-5 ", "0.00002")):
        field.fill(words)
        field.press("Enter")
        assert visit.sent() == [("x.k0", value)]


def test_rebuilding_keeps_focus_and_scroll(visit):
    visit.show("distribution=ring")
    visit.box("data").click()
    menu = visit.row("distribution").locator("select")
    menu.focus()
    visit.show("distribution=grid")
    assert visit.row("distribution.side").count() == 1
    assert visit.row("distribution.radius").count() == 0
    assert menu.evaluate("menu => menu === document.activeElement")
    visit.box("discriminator").click()
    visit.page.evaluate("document.querySelector('#side').scrollTop = 300")
    place = visit.row("discriminator.beta1").bounding_box()
    visit.show("distribution=grid&objective=wasserstein&constraint=auto,clipping")
    order = [row.get_attribute("data-name") for row in visit.page.locator("#knobs .pg-knob").all()]
    assert order.index("constraint.clipping.limit") == order.index("constraint") + 1
    assert visit.page.evaluate("document.querySelector('#side').scrollTop") >= 300
    assert place["y"] != 0


def test_a_knob_declared_anew_keeps_the_focus(visit):
    knob = descriptor(0, kind="int", text="5", low=0, high=10, log=False)
    visit.knobs([knob])
    visit.box("loss").click()
    visit.row("x.k0").locator("input[type=text]").focus()
    visit.knobs([{**knob, "high": 20}])
    assert visit.page.evaluate("document.activeElement.id") == "knob-x.k0"
    assert visit.row("x.k0").locator("input[type=range]").get_attribute("max") == "20"


def test_words_stay_words(visit):
    evil = "<img src=x onerror=alert(1)>"
    visit.knobs([descriptor(0, kind="text", text=evil, label=evil, help=evil)])
    visit.box("loss").click()
    assert visit.page.locator("#knobs img").count() == 0
    assert visit.row("x.k0").locator("input").input_value() == evil
