"""The page by keyboard alone, and what axe (a checker of the WCAG rules) says of it in all its states."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.live import FRAME, PLAYING, SMALL, STEP

GRAVE = ("serious", "critical")
PHONE = {"viewport": {"width": 390, "height": 844}}
DESKTOP = {"viewport": {"width": 1280, "height": 720}}

# Each state of the page in which something else is on it; entered one after the other.
STATES = {
    "paused": lambda page: None,
    "knobs": lambda page: page.click("#flow [data-key=discriminator]"),
    "menu": lambda page: (page.keyboard.press("Escape"), page.click("#export summary")),
    "stop": lambda page: (page.keyboard.press("Escape"), page.click(".pg-stop summary")),
    "data": lambda page: (page.keyboard.press("Escape"), page.click("#tab-data")),
    "line pad": lambda page: page.click("[data-own=line]"),
    "plane pad": lambda page: (page.keyboard.press("Escape"), page.click("[data-own=plane]")),
}


@pytest.mark.parametrize(
    ("screen", "scheme"),
    [
        (DESKTOP, "light"),
        (PHONE, "dark"),
        pytest.param(DESKTOP, "dark", marks=pytest.mark.thorough),
        pytest.param(PHONE, "light", marks=pytest.mark.thorough),
    ],
    ids=["desktop-light", "phone-dark", "desktop-dark", "phone-light"],
)
def test_axe_finds_nothing_grave_in_any_state(visits, screen, scheme):
    visit = visits(f"preset=ring&{SMALL}", color_scheme=scheme, **screen)
    visit.play_to(20)
    for state, enter in STATES.items():
        enter(visit.page)
        found = Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
        told = [
            (state, rule["id"], node["target"], node["html"][:120])
            for rule in found
            if rule["impact"] in GRAVE
            for node in rule["nodes"]
        ]
        assert told == []


# -- by keyboard alone -----------------------------------------------------------------------------

FOCUSED = """() => {
  const element = document.activeElement;
  const unseen = getComputedStyle(element).opacity === "0" && element.nextElementSibling;
  const shown = unseen || element;
  const style = getComputedStyle(shown);
  const within = [];
  for (let outer = element; outer; outer = outer.parentElement) within.push(outer.id);
  window.numbers ??= new Map();
  if (!numbers.has(element)) numbers.set(element, numbers.size);
  return {
    number: numbers.get(element),
    what: `${element.tagName} ${element.id} ${element.className} ${element.ariaLabel ?? element.textContent}`,
    id: element.id, key: element.dataset.key ?? "", within,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    width: shown.getBoundingClientRect().width,
    body: element === document.body,
  };
}"""


TOP = """() => {
  window.scrollTo(0, 0);
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""


def tab_through(page, key="Tab", most=250):
    """Everything that the key reaches from here, in order, until it leaves the page."""
    found, met = [], {page.evaluate(FOCUSED)["number"]}
    for _ in range(most):
        page.keyboard.press(key)
        now = page.evaluate(FOCUSED)
        if now["body"] or now["number"] in met:
            return found
        met.add(now["number"])
        found.append(now)
    raise AssertionError(f"{key} never left the page; the last was {found[-1]['what']}")


def test_tab_reaches_everything_shows_where_it_is_and_leaves_again(visit):
    visit.page.click("#flow [data-key=loss]")
    visit.page.evaluate(TOP)
    found = tab_through(visit.page)
    unseen = [each["what"] for each in found if not each["outline"] or each["width"] < 8]
    assert unseen == []
    ids = {each["id"] for each in found}
    wanted = {"language", "link", "full", "theme", "tab-presets", "play", "step-d", "step-g", "step-both"}
    assert wanted | {"rewind", "reset", "new-seed", "knob-objective"} <= ids
    assert {"noise", "generator", "data", "discriminator", "loss", "training"} <= {
        each["key"] for each in found
    }
    places = {place for each in found for place in each["within"]}
    assert {"export", "timeline", "speed", "objective", "seed", "layers", "stop"} <= places
    assert len({each["number"] for each in found}) == len(found)


def test_tab_goes_back_as_well(visit):
    visit.page.evaluate(TOP)
    forth = [each["number"] for each in tab_through(visit.page)]
    visit.page.focus("#flow [data-key=training]")
    last = visit.page.evaluate(FOCUSED)["number"]
    back = [each["number"] for each in tab_through(visit.page, "Shift+Tab")]
    assert back == forth[: forth.index(last)][::-1]


def test_a_whole_visit_without_a_mouse(visit):
    page, keys = visit.page, visit.page.keyboard
    # A preset, by arrows among the cards.
    page.focus("#presets input:checked")
    keys.press("ArrowDown")
    visit.until("!location.search.includes('preset=ring')")
    visit.until(f"{STEP} === 0")
    # Play, pause, single steps.
    keys.press(" ")
    visit.until(f"{STEP} > 3")
    keys.press(" ")
    visit.until(f"!({PLAYING})")
    visit.settle()
    for key in "dgs":
        before = visit.stats()["framesDrawn"]
        keys.press(key)
        visit.until(f"{FRAME} > {before}")
    # The loss, by arrows within its group.
    page.focus("#objective input:checked")
    keys.press("ArrowRight")
    visit.until("location.search.includes('objective')")
    # A part of the model, one of its knobs, and out again to where one was.
    page.focus("#flow [data-key=generator]")
    keys.press("Enter")
    page.focus("#knobs input[type=range] >> nth=0")
    keys.press("ArrowRight")
    visit.until("location.search.includes('generator.lr')")
    keys.press("Escape")
    assert page.locator("#knobs").is_hidden()
    assert page.evaluate("document.activeElement.dataset.key") == "generator"
    # Back in time.
    page.focus("#timeline input")
    keys.press("Home")
    visit.until(f"{STEP} === 0")
    # The menu of files, and out of it.
    page.focus("#export summary")
    keys.press("Enter")
    assert page.evaluate("document.querySelector('#export').open")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.dataset.export") == "png"
    keys.press("Escape")
    assert not page.evaluate("document.querySelector('#export').open")
    assert page.evaluate("document.activeElement.closest('#export') !== null")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    # Where to stop, and out of it.
    page.focus(".pg-stop summary")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("12")
    keys.press("Escape")
    assert not page.evaluate("document.querySelector('.pg-stop').open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    # Light and dark.
    dark = page.evaluate("document.body.classList.contains('dark')")
    page.focus("#theme")
    keys.press("Enter")
    assert page.evaluate("document.body.classList.contains('dark')") != dark
    assert visit.notice() == ""


def test_the_pad_keeps_the_keyboard_until_it_is_left(visit):
    page = visit.page
    page.click("#tab-data")
    page.focus("[data-own=plane]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pg-pad")
    # What it covers is passed by.
    page.evaluate(TOP)
    reached = tab_through(page)
    assert not {"new-seed", "timeline", "layers"} & {place for each in reached for place in each["within"]}
    assert any("pg-pad-use" in each["what"] for each in reached)
    page.focus(".pg-pad canvas")
    page.keyboard.press("Escape")
    assert page.locator(".pg-pad").count() == 0
    assert page.evaluate("document.activeElement.dataset.own") == "plane"


def test_escape_closes_whatever_is_open(visit):
    page = visit.page
    for opener, is_open in (
        ("#export summary", "document.querySelector('#export').open"),
        (".pg-stop summary", "document.querySelector('.pg-stop').open"),
        ("#flow [data-key=loss]", "Boolean(document.body.dataset.box)"),
    ):
        page.click(opener)
        assert page.evaluate(is_open)
        page.keyboard.press("Escape")
        assert not page.evaluate(is_open)


def test_the_picture_and_the_timeline_say_in_words_what_they_show(visit):
    visit.play_to(30)
    label = visit.page.get_attribute("#stage canvas", "aria-label")
    assert visit.page.inner_text("#caption p") in label
    assert "30" in visit.page.get_attribute("#timeline input", "aria-valuetext")
    assert visit.page.get_attribute("#caption p", "aria-live") == "polite"
