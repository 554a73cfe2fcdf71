"""The flow diagram in a real Chromium."""

import pytest

from playground.ui.text import text
from tests.browser import flow_page
from tests.browser.flow_page import Visit

visit = flow_page.visit


def test_boxes_stand_in_the_order_of_the_arrows(visit):
    places = {
        box.get_attribute("data-key"): box.bounding_box() for box in visit.page.locator(".pg-box").all()
    }
    row = ["noise", "generator", "samples", "discriminator", "sigmoid", "loss", "training"]
    lefts = [places[key]["x"] for key in row]
    assert lefts == sorted(lefts)
    assert places["data"]["x"] == places["samples"]["x"]
    assert places["data"]["y"] > places["samples"]["y"]
    assert visit.page.locator(".pg-arrow").count() == 8
    strip = visit.page.locator(".pg-flow").bounding_box()
    assert strip["height"] <= 82
    assert all(place["x"] + place["width"] <= 1062 for place in places.values())


def test_the_sigmoid_leaves_when_a_critic_comes(visit):
    assert visit.box("sigmoid").count() == 1
    visit.show("objective=wasserstein")
    assert visit.box("sigmoid").count() == 0
    assert text("flow.critic") in visit.box("discriminator").inner_text()
    assert visit.page.locator(".pg-arrow").count() == 7
    visit.show()
    assert visit.box("sigmoid").count() == 1


def test_a_family_with_arrows_in_a_circle_is_drawn_too(visit):
    kinds = {"symbol": "?", "title": "", "kind": "", "half": "", "phase": "", "knobs": False, "summary": ""}
    boxes = [{**kinds, "key": key} for key in "abcd"]
    pairs = ["ab", "bc", "ca", "ad"]
    arrows = [{"start": a, "end": b, "kind": "forward", "halves": []} for a, b in pairs]
    visit.page.evaluate("value => { flow.value = value; }", {"boxes": boxes, "arrows": arrows})
    assert visit.page.locator(".pg-box").count() == 4
    assert visit.page.locator(".pg-arrow").count() == 4


def test_a_box_opens_its_knobs_and_closes_them_again(visit):
    panel = visit.page.locator("#knobs .pg-knobs")
    assert panel.is_hidden()
    visit.box("generator").click()
    assert visit.page.evaluate("document.body.dataset.box") == "generator"
    assert visit.box("generator").get_attribute("aria-expanded") == "true"
    assert visit.box("generator").get_attribute("aria-controls") == "knobs"
    assert panel.locator("h2").inner_text() == text("flow.generator")
    names = [row.get_attribute("data-name") for row in panel.locator(".pg-knob").all()]
    assert names[0] == "generator.lr"
    assert all(name.startswith("generator.") or name == "unrolled" for name in names)
    visit.box("data").click()
    assert panel.locator("h2").inner_text() == text("flow.data")
    visit.box("data").click()
    assert panel.is_hidden()
    assert visit.page.evaluate("'box' in document.body.dataset") is False
    assert visit.page.evaluate("boxes") == ["generator", "data", ""]


def test_boxes_without_knobs_are_no_buttons(visit):
    for key in ("samples", "sigmoid"):
        assert visit.box(key).evaluate("box => box.tagName") == "DIV"
    assert visit.page.locator("#flow button").count() == 6


def test_the_keyboard_opens_turns_and_closes(visit):
    page = visit.page
    visit.box("discriminator").focus()
    page.keyboard.press("Enter")
    row = visit.row("k")
    row.locator("input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    assert visit.sent() == [("k", "2")]
    assert row.locator("input[type=text]").input_value() == "2"
    page.keyboard.press("Escape")
    assert page.locator("#knobs .pg-knobs").is_hidden()
    assert page.evaluate("document.activeElement.dataset.key") == "discriminator"
    page.keyboard.press("Space")
    page.locator("#knobs .pg-knobs-head button").press("Enter")
    assert page.locator("#knobs .pg-knobs").is_hidden()
    assert page.evaluate("document.activeElement.dataset.key") == "discriminator"


def test_focus_and_the_open_box_outlive_a_new_diagram(visit):
    visit.box("discriminator").click()
    visit.show("objective=wasserstein")
    assert visit.page.evaluate("document.activeElement.dataset.key") == "discriminator"
    assert visit.box("discriminator").get_attribute("aria-expanded") == "true"
    assert visit.page.locator("#knobs h2").inner_text() == text("flow.critic")


def test_nothing_blinks_while_it_plays(visit):
    visit.page.evaluate("frame('discriminator', '', true)")
    assert (visit.lit(), visit.held(), visit.flowing()) == (set(), set(), set())


@pytest.mark.parametrize(("half", "other"), [("discriminator", "generator"), ("generator", "discriminator")])
def test_a_half_step_lights_its_player_and_locks_the_other(visit, half, other):
    visit.page.evaluate(f"frame('{half}', '', false)")
    assert visit.lit() == {half}
    assert visit.held() == {other}
    assert visit.flowing() == {("loss", half)}
    assert visit.box(other).get_by_role("img", name=text("flow.locked")).count() == 1
    visit.page.evaluate("frame('', '', false)")
    assert (visit.lit(), visit.held(), visit.flowing()) == (set(), set(), set())


@pytest.mark.parametrize(
    ("half", "phase", "lit", "flowing"),
    [
        ("discriminator", "noise", {"noise"}, set()),
        (
            "discriminator",
            "fake",
            {"generator", "samples"},
            {("noise", "generator"), ("generator", "samples")},
        ),
        ("discriminator", "data", {"data"}, set()),
        (
            "discriminator",
            "judge",
            {"discriminator", "sigmoid"},
            {("samples", "discriminator"), ("data", "discriminator"), ("discriminator", "sigmoid")},
        ),
        (
            "generator",
            "judge",
            {"discriminator", "sigmoid"},
            {("samples", "discriminator"), ("discriminator", "sigmoid")},
        ),
        ("generator", "loss", {"loss"}, {("sigmoid", "loss")}),
        ("generator", "gradient", set(), {("loss", "generator")}),
        ("discriminator", "gradient", set(), {("loss", "discriminator")}),
        ("generator", "update", {"generator"}, set()),
    ],
)
def test_slow_motion_lights_what_is_at_work(visit, half, phase, lit, flowing):
    visit.page.evaluate(f"frame('{half}', '{phase}', true)")
    assert visit.lit() == lit
    assert visit.flowing() == flowing
    assert visit.held() == {"generator", "discriminator"} - {half}


def test_lights_outlive_new_settings(visit):
    visit.page.evaluate("frame('generator', 'judge', true)")
    visit.show("objective=wasserstein")
    assert visit.lit() == {"discriminator"}
    assert visit.held() == {"discriminator"}


@pytest.mark.parametrize(("motion", "flashes"), [("no-preference", {"generator"}), ("reduce", set())])
def test_a_box_whose_settings_change_flashes_once(browser, motion, flashes):
    visit = Visit(browser, reduced_motion=motion)
    changed = ".pg-changed"
    visit.show()
    assert visit.page.locator(changed).count() == 0
    visit.show("generator.lr=0.5")
    assert {box.get_attribute("data-key") for box in visit.page.locator(changed).all()} == flashes
    assert "Adam 0.5" in visit.box("generator").inner_text()
    visit.page.wait_for_timeout(1400)
    assert visit.page.locator(changed).count() == 0
    visit.close()


def test_titles_follow_the_language(visit):
    visit.box("data").click()
    visit.page.evaluate("""async () => {
        const { texts } = await import("./language.js");
        for (const key of Object.keys(texts)) texts[key] = `~${texts[key]}`;
        document.dispatchEvent(new CustomEvent("playground:language"));
    }""")
    said = visit.page.inner_text("#flow") + visit.page.inner_text("#knobs")
    for key in ("flow.generator", "flow.data", "knobs.restart"):
        assert f"~{text(key)}" in said
    assert visit.page.locator(".pg-knobs-head h2").inner_text() == f"~{text('flow.data')}"
    assert visit.page.get_by_role("button", name=f"~{text('knobs.close')}").count() == 1
    assert visit.page.get_by_role("group", name=f"~{text('flow.label')}").count() == 1


@pytest.mark.parametrize("scheme", ["", "dark"])
def test_a_phone_scrolls_the_strip_in_its_own_box(browser, scheme):
    visit = Visit(browser, viewport={"width": 390, "height": 844})
    visit.page.evaluate("scheme => scheme && document.body.classList.add(scheme)", scheme)
    visit.show()
    visit.box("training").click()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.page.evaluate("document.querySelector('.pg-flow').scrollLeft") > 0
    visit.close()
