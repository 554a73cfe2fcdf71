"""Every knob of the page, turned by hand: it does what it says, and a live one leaves the run alone."""

import contextlib

import pytest

from playground import SettingError, Settings
from playground.addresses import addresses, assign
from playground.runs import Session
from playground.runs.controls import describe
from playground.ui.shown import shown_knobs
from tests.browser.live import SMALL, STEP

RUNS = [
    f"preset=convergence&{SMALL}&seed=1",
    f"preset=ring&{SMALL}&objective=wasserstein&discriminator.optimizer=sgd&constraint=gradient-penalty",
]
PANEL = "() => [...document.querySelectorAll('#knobs .pg-knob')].map((row) => row.dataset.name)"


def offered(family):
    """The knobs that the page shows for a family: a menu with one entry is no choice."""
    knobs = shown_knobs(describe(family))
    return [knob for knob in knobs if knob["kind"] not in ("choice", "str") or len(knob["choices"]) > 1]


def resetting(query):
    """The knobs of a run that start it anew."""
    return [knob for knob in offered(Settings.from_query(query).family) if not knob["live"]]


def another(knob):
    """Another value that the knob allows, as text."""
    kind, text = knob["kind"], knob["text"]
    if kind == "bool":
        return "false" if text == "true" else "true"
    if kind in ("choice", "str"):
        keys = [key for key, _ in knob["choices"]]
        return keys[(keys.index(text) + 1) % len(keys)]
    if kind == "many":
        held, keys = text.split(","), [key for key, _ in knob["choices"]]
        added = next(key for key in keys if key not in held)
        return ",".join(key for key in keys if key in held or key == added)
    low, high = knob.get("low", float("-inf")), knob.get("high", float("inf"))
    if kind == "int":
        return str(int(text) + 1 if int(text) < high else int(text) - 1)
    middle = (low + 0.25 * (high - low)) if high - low < 1e9 else float(text) + 1
    return f"{middle:.4g}" if float(f"{middle:.4g}") != float(text) else f"{middle + (high - low) / 16:.4g}"


def accepted(family, knob):
    """Another value that goes with the family's other settings, as text; None if there is none."""
    keys = [key for key, _ in knob["choices"]] if knob["kind"] in ("choice", "str") else []
    at = keys.index(knob["text"]) + 1 if keys else 0
    for value in [*keys[at:], *keys[: max(0, at - 1)]] or [another(knob)]:
        with contextlib.suppress(SettingError):
            assign(family, knob["name"], value)
            return value
    return None


def turn(row, knob, value, by_slider):
    """Sets a value through the control; returns what it ought to be now."""
    kind = knob["kind"]
    if kind == "bool":
        row.locator("input").click()
    elif kind in ("choice", "str"):
        row.locator("select").select_option(value)
    elif kind == "many":
        added = (set(value.split(",")) - set(knob["text"].split(","))).pop()
        row.locator(f"input[value='{added}']").click()
    elif by_slider and row.locator("input[type=range]").count():
        slider, field = row.locator("input[type=range]"), row.locator("input[type=text]")
        before = field.input_value()
        slider.press("ArrowRight")
        if field.input_value() == before:
            slider.press("ArrowLeft")
        value = field.input_value()
        assert value != before, "the slider moved nothing"
    else:
        row.locator("input[type=text]").fill(value)
        row.locator("input[type=text]").press("Enter")
    return value


def same(one, other):
    """Whether two texts say the same: numbers by value, sets of choices in any order."""
    try:
        return float(one) == float(other)
    except (TypeError, ValueError):
        return one is not None and sorted(one.split(",")) == sorted(other.split(","))


def open_box(visit, key):
    if visit.page.evaluate("document.body.dataset.box ?? ''") != key:
        visit.page.click(f"#flow [data-key={key}]")
    visit.until(f"document.body.dataset.box === '{key}'")


def accept(visit, path, value):
    """Waits until the run has the value, as the address tells; says what it complains of if not."""
    for _ in range(300):
        if same(visit.value(path), value) or visit.notice():
            break
        visit.page.wait_for_timeout(30)
    assert visit.notice() == ""
    assert same(visit.value(path), value), f"{path} is {visit.value(path)}, not {value}"


def in_order(knobs):
    """What is chosen decides which knobs there are, so choices come last."""
    return sorted(knobs, key=lambda knob: knob["kind"] in ("choice", "many"))


def turn_all(visit, knobs, parity, before=lambda: None):
    """Turns all knobs, every second one by its slider; yields each name once the run has the new value."""
    for place, given in enumerate(in_order(knobs)):
        name = given["name"]
        now = next((knob for knob in offered(visit.settings()[1]) if knob["name"] == name), None)
        if now is None:
            # Another network, chosen before, has no such knob.
            continue
        value = accepted(visit.settings()[1], now)
        if value is None:
            continue
        before()
        open_box(visit, now["box"])
        row = visit.page.locator(f"#knobs [data-name='{name}']")
        accept(visit, name, turn(row, now, value, by_slider=place % 2 == parity))
        yield name


@pytest.mark.parametrize(("query", "parity"), [*zip(RUNS, (0, 1), strict=True)], ids=["line", "plane"])
def test_every_live_knob_turns_while_the_run_goes_on(visits, query, parity):
    visit = visits(query)
    for _ in range(2):
        visit.step_once()
    knobs = [knob for knob in offered(Settings.from_query(query).family) if knob["live"]]
    for name in turn_all(visit, knobs, parity):
        assert visit.step == 2, name
    visit.step_once()
    assert visit.step == 3


@pytest.mark.parametrize("query", RUNS, ids=["line", "plane"])
def test_every_live_knob_reaches_the_networks_that_train(query):
    session = Session(Settings.from_query(query))
    session.obey({"do": "step", "part": "both"})
    for given in in_order([knob for knob in offered(session.family) if knob["live"]]):
        knob = next((knob for knob in offered(session.family) if knob["name"] == given["name"]), None)
        if knob is None:
            continue
        path, value = knob["name"], accepted(session.family, knob)
        if value is None:
            continue
        session.obey({"do": "retune", "path": path, "value": value})
        # What the run trains by, not what its settings say.
        trained = addresses(session.trainer.run.family)
        assert same(trained[path].text, value), path
        assert trained == addresses(session.family)


@pytest.mark.parametrize(("query", "parity"), [*zip(RUNS, (0, 1), strict=True)], ids=["line", "plane"])
def test_every_other_knob_starts_the_run_anew(visits, query, parity):
    visit = visits(query)

    def one_step():
        visit.step_once()
        assert visit.step == 1

    # Each of these takes a second, so one that both runs have is turned in the first of them.
    before = {knob["name"] for run in RUNS[: RUNS.index(query)] for knob in resetting(run)}
    knobs = [knob for knob in resetting(query) if knob["name"] not in before]
    assert knobs
    for _ in turn_all(visit, knobs, parity, one_step):
        visit.until(f"{STEP} === 0")


@pytest.mark.parametrize("query", [*RUNS, "preset=ring&constraint=r1,clipping&noise.kind=uniform"])
def test_each_box_shows_exactly_its_own_knobs(visits, query):
    visit = visits(query)
    knobs = offered(Settings.from_query(query).family)
    for box in {knob["box"] for knob in knobs}:
        open_box(visit, box)
        shown = visit.page.evaluate(PANEL)
        expected = [knob["name"] for knob in knobs if knob["box"] == box]
        assert sorted(shown) == sorted(expected)
        live = {knob["name"] for knob in knobs if knob["live"]}
        assert [name in live for name in shown] == sorted((name in live for name in shown), reverse=True)


def test_what_a_knob_does_not_allow_is_answered_with_a_sentence(visit):
    visit.step_once()
    visit.settle()
    picture = visit.picture()
    open_box(visit, "generator")
    field = visit.page.locator("#knobs [data-name='generator.lr'] input[type=text]")
    before = field.input_value()
    field.fill("7")
    field.press("Enter")
    visit.until("!document.querySelector('.pg-notice').hidden")
    assert "between 0 and 1" in visit.notice()
    field.blur()
    assert field.input_value() == before
    assert visit.step == 1
    assert visit.picture() == picture
    visit.page.click(".pg-notice button")
    assert visit.notice() == ""
