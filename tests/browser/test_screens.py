"""The page on every screen it is used on: all in view, nothing cut, nothing on top of anything else."""

import pytest

from playground.ui.text import LANGUAGES
from tests.browser.live import PLAYING, SMALL, STEP

SCREENS = [(1280, 720), (1920, 1080), (768, 1024), (390, 844)]
FIRST = (
    *("#stage", "#play", "#reset", "#rewind", "#step-d", "#step-g", "#step-both"),
    *("#speed", "#objective", "#caption"),
)

# Elements of ours that hold more than they show, though they do not scroll.
CUT = """() => { const UNSEEN = "svg, canvas, option, .js-plotly-plot, .pg-unseen, .pg-language > span";
return [...document.querySelectorAll("#page *")].filter((element) => {
  if (!element.clientWidth || element.closest(UNSEEN)) return false;
  const style = getComputedStyle(element);
  if (style.visibility === "hidden" || style.display === "inline") return false;
  const clips = style.overflowX === "hidden" || style.overflowX === "clip";
  const spills = !element.children.length;
  const scrolls = /auto|scroll/.test(style.overflowX);
  const shortened = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
  const wide = (clips || spills) && element.scrollWidth > element.clientWidth + 1 && !scrolls && !shortened
    && style.fontSize !== "0px";
  const tall = style.overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2 && !shortened
    && !element.matches(".pg-flow");
  return wide || tall;
}).map((element) => `${element.tagName}.${element.className} in #${element.closest("[id]").id}: `
  + `${element.scrollWidth}/${element.clientWidth} x ${element.scrollHeight}/${element.clientHeight} `
  + element.textContent.slice(0, 40)); }"""

# Pairs of controls, neither inside the other, that lie on one another where both can be seen.
OVERLAPPING = """() => {
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      const style = getComputedStyle(outer);
      if (style.overflow === "visible") continue;
      const frame = outer.getBoundingClientRect();
      [left, top] = [Math.max(left, frame.left), Math.max(top, frame.top)];
      [right, bottom] = [Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
    }
    return { element, left, top, right, bottom };
  };
  const covering = ".pg-menu, .pg-pad, .pg-notice";
  const open = [...document.querySelectorAll(covering)].some((element) => element.checkVisibility());
  const controls = [...document.querySelectorAll("#page :is(button, input, select, summary, a)")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"))
    .filter((element) => !open || element.closest(covering))
    // Handles of the timeline sit upon it by design, and what is pinned covers what scrolls below it.
    .filter((element) => !element.closest(".pg-marks"))
    .map(seen).filter(({ left, top, right, bottom }) => right - left > 2 && bottom - top > 2);
  const name = ({ element }) => element.id || element.dataset.key || element.ariaLabel || element.textContent;
  const found = [];
  controls.forEach((one, place) => controls.slice(place + 1).forEach((other) => {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    const nested = one.element.contains(other.element) || other.element.contains(one.element);
    const pinned = Boolean(one.element.closest(".pg-own")) !== Boolean(other.element.closest(".pg-own"));
    if (across > 1.5 && down > 1.5 && !nested && !pinned) found.push(`${name(one)} on ${name(other)}`);
  }));
  return found;
}"""

# What reaches beyond the window and is not within something that scrolls.
OUTSIDE = """() => [...document.querySelectorAll("#page *")].filter((element) => {
  const unseen = "svg, option, .pg-unseen, .pg-language > span";
  if (!element.checkVisibility() || element.closest(unseen)) return false;
  for (let outer = element; outer.id !== "page"; outer = outer.parentElement) {
    if (outer !== element && getComputedStyle(outer).overflowX !== "visible") return false;
  }
  const { left, right, width } = element.getBoundingClientRect();
  return width > 0 && (left < -1 || right > innerWidth + 1);
}).map((element) => `${element.tagName}.${element.className} in #${element.closest("[id]").id}`)"""

STATES = {
    "start": lambda page: None,
    "knobs": lambda page: page.click("#flow [data-key=generator]"),
    "stop": lambda page: (page.keyboard.press("Escape"), page.click(".pg-stop summary")),
    "menu": lambda page: (page.keyboard.press("Escape"), page.click("#export summary")),
    "data": lambda page: (page.keyboard.press("Escape"), page.click("#tab-data")),
    "pad": lambda page: page.click("[data-own=plane]"),
}


def in_view(page, names, size):
    """Which of these are not wholly on the screen."""
    found = {}
    for name in names:
        box = page.locator(name).bounding_box()
        right, bottom = box["x"] + box["width"], box["y"] + box["height"]
        if box["x"] < 0 or box["y"] < 0 or right > size[0] or bottom > size[1] or box["width"] < 1:
            found[name] = box
    return found


def check(page, size, state=""):
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"{state} scrolls sideways"
    assert page.evaluate(OUTSIDE) == [], state
    assert page.evaluate(CUT) == [], state
    assert page.evaluate(OVERLAPPING) == [], state


@pytest.mark.parametrize(
    ("lang", "size"),
    [
        # Every second one, so that each screen and each language is looked at.
        pytest.param(
            lang, size, marks=[pytest.mark.thorough] * ((i + j) % 2), id=f"{lang}-{size[0]}x{size[1]}"
        )
        for i, lang in enumerate(LANGUAGES)
        for j, size in enumerate(SCREENS)
    ],
)
def test_the_page_fits_the_screen_in_every_state(visits, lang, size):
    # Neither picture nor colours change what has room, so that each is looked at on half of the screens.
    turn = SCREENS.index(size) + [*LANGUAGES].index(lang)
    preset, scheme = ("convergence", "ring")[turn % 2], ("light", "dark")[turn // 2 % 2]
    viewport = {"width": size[0], "height": size[1]}
    visit = visits(f"preset={preset}&{SMALL}&lang={lang}", viewport=viewport, color_scheme=scheme)
    page = visit.page
    visit.until(f"document.documentElement.lang === '{lang}'")
    assert in_view(page, FIRST, size) == {}
    visit.play_to(20)
    for state, enter in STATES.items():
        enter(page)
        page.wait_for_timeout(100)
        check(page, size, state)
        if state in ("stop", "menu"):
            page.locator(".pg-menu:visible").scroll_into_view_if_needed()
            menu = page.locator(".pg-menu:visible").bounding_box()
            assert menu["x"] >= 0, state
            assert menu["x"] + menu["width"] <= size[0], state


@pytest.mark.parametrize("size", SCREENS[:1], ids=lambda size: f"{size[0]}x{size[1]}")
def test_on_a_desktop_nothing_needs_scrolling(visits, size):
    visit = visits("preset=ring", viewport={"width": size[0], "height": size[1]})
    everything = (*FIRST, "#readings", "#timeline", "#footing", "#new-seed", "#flow", "#charts", "#theme")
    assert in_view(visit.page, everything, size) == {}
    assert visit.page.evaluate("document.documentElement.scrollHeight") <= size[1]


@pytest.mark.thorough
def test_at_twice_the_size_everything_is_still_there(visits):
    """Zoom of 200 % on 1280 x 720: half as many pixels, each twice as fine."""
    visit = visits(viewport={"width": 640, "height": 360}, device_scale_factor=2)
    check(visit.page, (640, 360))
    visit.play()
    for name in ("#play", "#objective", "#stage", "#timeline", "#flow", "#readings"):
        visit.page.locator(name).scroll_into_view_if_needed()
        box = visit.page.locator(name).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 640


def test_full_screen_leaves_the_stage_and_its_controls(visit):
    page = visit.page
    before = page.locator("#stage").bounding_box()
    page.click("#full")
    visit.until("Boolean(document.fullscreenElement)")
    visit.until("document.querySelector('#gallery-area').checkVisibility() === false")
    after = page.locator("#stage").bounding_box()
    assert after["width"] * after["height"] > 1.2 * before["width"] * before["height"]
    size = tuple(page.evaluate("[innerWidth, innerHeight]"))
    assert in_view(page, FIRST, size) == {}
    check(page, size)
    page.keyboard.press("f")
    visit.until("!document.fullscreenElement")


MOVING = """[...document.querySelectorAll("#page *")].filter((element) => {
  const style = getComputedStyle(element);
  return parseFloat(style.transitionDuration) > 0.001 || style.animationName !== "none";
}).map((element) => `${element.tagName}#${element.id}.${element.className}`)"""


def test_whoever_wants_no_motion_gets_none(visits):
    visit = visits(f"preset=ring&{SMALL}", reduced_motion="reduce")
    assert visit.page.evaluate(MOVING) == []
    visit.play()
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    assert visit.page.locator(".pg-changed").count() == 0
    visit.page.click("#play")
    visit.until(f"!({PLAYING}) && {STEP} > 0")


FAULTS = {
    "#play { position: relative; left: 60px; }": "play",
    "#step-g { width: 20px !important; overflow: hidden; }": "step-g",
    ".pg-header h1 { width: 40px; white-space: nowrap; }": "GAN",
    "#stage { width: 3000px; }": "stage",
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.thorough
def test_the_checks_see_a_fault(visit, fault):
    visit.page.add_style_tag(
        content=fault.replace(";", " !important;").replace("!important !important", "!important")
    )
    with pytest.raises(AssertionError, match=FAULTS[fault]):
        check(visit.page, (1280, 720))
