"""The latent explorer in a real browser: what is seen follows the hand, and the run."""

import statistics

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.live import SMALL, wait_for
from tests.browser.test_screens import CUT, OUTSIDE, OVERLAPPING

DIGITS = f"distribution=digits&noise.dim=12&batch=16&{SMALL}"
RING = f"preset=ring&seed=3&{SMALL}"
GRAVE = ("serious", "critical")

TIMED = """() => {
  const view = document.querySelector(".pg-latent");
  const timed = window.timed = { took: [] };
  let [since, before] = [0, ""];
  document.querySelector(".pl-field").addEventListener("pointermove", () => {
    if (!since) [since, before] = [performance.now(), view.dataset.pad];
  }, true);
  new MutationObserver(() => {
    if (!since || view.dataset.pad === before) return;
    const began = since;
    since = 0;
    requestAnimationFrame(() => timed.took.push(performance.now() - began));
  }).observe(view, { attributes: true, attributeFilter: ["data-pad"] });
}"""


class Explorer:
    """The view, open on a run."""

    def __init__(self, visit):
        self.visit, self.page = visit, visit.page
        self.page.click("[data-view-name=latent]")
        visit.until("Boolean(document.querySelector('.pg-latent')?.dataset.pad)")

    @property
    def step(self):
        return int(self.page.get_attribute(".pg-latent", "data-step"))

    @property
    def at(self):
        return [float(part) for part in self.page.get_attribute(".pg-latent", "data-pad").split(",")]

    @property
    def answers(self):
        return int(self.page.get_attribute(".pg-latent", "data-answers"))

    def picture(self, part):
        return self.page.evaluate(f"document.querySelector('{part} canvas').toDataURL()")

    def changes(self, part, act):
        """Does something, and waits until a picture has become another one."""
        before = self.picture(part)
        act()
        wait_for(lambda: self.picture(part) != before)

    def choose(self, i):
        self.page.locator(".pl-one").nth(i).click()

    def still(self):
        """Nothing is asked any more."""
        wait_for(lambda: self.answers == (self.page.wait_for_timeout(600), self.answers)[1])


@pytest.fixture
def digits(visits):
    return Explorer(visits(DIGITS, reduced_motion="reduce"))


@pytest.fixture
def ring(visits):
    visit = visits(RING, reduced_motion="reduce")
    visit.play_to(200)
    return Explorer(visit)


def test_the_pad_redraws_under_the_hand(digits):
    page = digits.page
    page.evaluate(TIMED)
    box = page.locator(".pl-field").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    digits.changes(".pl-shown", lambda: page.mouse.click(*middle))
    wait_for(lambda: digits.at[:2] == pytest.approx([0, 0], abs=0.02))
    page.mouse.down()
    for i in range(30):
        page.mouse.move(middle[0] + 3 * i - 45, middle[1] + (17 * i) % 50)
        page.wait_for_timeout(60)
    page.mouse.up()
    took = page.evaluate("timed.took")
    assert len(took) > 10
    assert statistics.median(took) < 100


def test_the_pad_redraws_while_the_run_plays(digits):
    page = digits.page
    page.click(".pl-play")
    wait_for(lambda: digits.step > 5)
    page.evaluate(TIMED)
    box = page.locator(".pl-field").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for i in range(30):
        page.mouse.move(box["x"] + 40 + 3 * i, box["y"] + 60 + (17 * i) % 50)
        page.wait_for_timeout(60)
    page.mouse.up()
    assert page.get_attribute(".pl-play", "data-playing") == "true"
    assert statistics.median(page.evaluate("timed.took")) < 100


def test_everything_follows_the_run_while_it_plays_and_rests_with_it(digits):
    parts = (".pl-sheets", ".pl-pad > .pd-sheet", ".pl-shown", ".pl-strip", ".pl-walker")
    before = {part: digits.picture(part) for part in parts}
    digits.page.click(".pl-play")
    wait_for(lambda: digits.step > 30)
    digits.page.click(".pl-play")
    digits.still()
    assert all(digits.picture(part) != seen for part, seen in before.items())
    digits.page.click("[data-view-name=play]")
    digits.visit.until(f"window.playground.stats().step === {digits.step}")
    # Questions, not answers: on a slow machine one that was asked before may still come.
    asked = []
    digits.page.on("request", lambda request: "/latent?" in request.url and asked.append(request.url))
    digits.visit.play()
    assert asked == []


def test_the_strip_goes_between_the_two_samples_that_are_chosen(digits):
    page = digits.page
    for slot, sample in (("from", 20), ("to", 41)):
        page.click(f"[data-slot={slot}]")
        digits.changes(".pl-strip", lambda sample=sample: digits.choose(sample))
    assert page.locator(".pl-one b").nth(20).inner_text() == "A"
    assert page.locator(".pl-one b").nth(41).inner_text() == "B"
    arc = page.inner_text(".pl-way .pl-why")
    digits.changes(".pl-strip", lambda: page.click("button:text-is('straight')"))
    assert "29%" in page.inner_text(".pl-way .pl-why") != arc
    slider = page.locator(".pl-way input[type=range]")
    slider.focus()
    digits.changes(".pl-walker", lambda: page.keyboard.press("End"))


def test_who_wants_no_motion_gets_none_and_others_see_it_walk(digits, visits):
    before = digits.picture(".pl-walker")
    digits.page.wait_for_timeout(500)
    assert digits.picture(".pl-walker") == before
    walking = Explorer(visits(DIGITS))
    walking.changes(".pl-walker", lambda: None)
    walking.page.click(".pl-walk")
    # A picture that was on its way may still arrive.
    walking.still()
    resting = walking.picture(".pl-walker")
    walking.page.wait_for_timeout(500)
    assert walking.picture(".pl-walker") == resting


def test_arithmetic_on_samples_that_are_clicked(digits):
    page = digits.page
    page.click("#pd-tab-sum")
    page.click("[data-slot=plus-0]")
    digits.changes(".pl-results", lambda: digits.choose(7))
    alone = digits.picture(".pl-results")
    for sample in (8, 9, 16, 17, 18, 24, 25, 26):
        digits.choose(sample)
    digits.still()
    assert digits.picture(".pl-results") != alone
    marks = page.locator(".pl-one b").all_inner_texts()
    assert "".join(marks) == "○" + "+++" + "−−−" + "+++"
    page.click(".pl-sum button:text-is('Clear')")
    assert "".join(page.locator(".pl-one b").all_inner_texts()) == "○"


def test_directions_are_chosen_and_found_anew(digits):
    page = digits.page
    before = digits.at
    page.locator(".pl-menu select").first.select_option("3")
    assert page.locator(".pl-sliders .pd-slider > span").all_inner_texts() == ["v₁", "v₃", "v₅", "v₆"]
    slider = page.locator(".pl-sliders input[type=range]").first
    slider.focus()
    digits.changes(".pl-shown", lambda: page.keyboard.press("End"))
    wait_for(lambda: digits.at[0] == 2.5)
    assert digits.at[1:] == before[1:]
    page.click("button:text-is('axes of z')")
    page.wait_for_selector(".pl-sliders span:text-matches('z')")
    assert page.locator("button:text-is('Find again')").is_disabled()
    digits.visit.send(do="step")
    page.click("button:text-is('Find again'):not([disabled])")
    page.wait_for_selector(".pl-found:text-matches('step 1')")


def test_by_keyboard_alone(digits):
    page = digits.page
    page.locator(".pl-one").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    before = digits.at
    page.keyboard.press("Enter")
    assert page.locator(".pl-one b").nth(9).inner_text() == "○"
    wait_for(lambda: digits.at != before)
    page.focus(".pl-field")
    before = digits.at
    page.keyboard.press("ArrowRight")
    wait_for(lambda: digits.at[0] == pytest.approx(before[0] + 0.1, abs=2e-3))
    page.keyboard.press("Shift+ArrowUp")
    wait_for(lambda: digits.at[1] == pytest.approx(min(2.5, before[1] + 0.5), abs=2e-3))
    page.keyboard.press(" ")
    wait_for(lambda: digits.step > 0)


def test_points_are_explored_like_pictures(ring):
    page = ring.page
    assert page.get_attribute(".pg-latent", "data-kind") == "points"
    ring.changes(".pl-shown", lambda: (page.focus(".pl-field"), page.keyboard.press("Shift+ArrowLeft")))
    page.click("[data-slot=to]")
    ring.changes(
        ".pl-walker", lambda: page.locator(".pl-one").nth(30).focus() or page.keyboard.press("Enter")
    )
    page.click("#pd-tab-manifold")
    page.wait_for_selector("#pl-manifold canvas[aria-label*='Kingma']")
    page.click("#pd-tab-sum")
    page.click("[data-slot=plus-0]")
    page.click("#pd-tab-samples")
    ring.changes(
        ".pl-results", lambda: page.locator(".pl-one").nth(12).focus() or page.keyboard.press("Enter")
    )


def test_another_run_in_its_place_is_explored_from_scratch(ring):
    page = ring.page
    page.click("#pd-tab-manifold")
    page.wait_for_selector("#pl-manifold canvas[aria-label*='Kingma']")
    ring.visit.send(do="start", query=DIGITS)
    ring.visit.until("document.querySelector('.pg-latent').dataset.kind === 'tiles'")
    wait_for(lambda: len(ring.at) == 8)
    assert page.locator("#pd-tab-manifold").is_hidden()
    assert page.locator("#pl-samples").is_visible()
    assert page.locator(".pg-latent .pd-complaint").is_hidden()
    page.click("[data-view-name=play]")
    ring.visit.send(do="start", query=RING)
    ring.visit.until("window.newest?.picture === 'plane'")
    page.click("[data-view-name=latent]")
    ring.visit.until("document.querySelector('.pg-latent').dataset.kind === 'points'")
    wait_for(lambda: len(ring.at) == 2)


def test_a_line_of_one_latent_has_one_direction(visits):
    line = Explorer(visits(f"preset=convergence&{SMALL}"))
    assert len(line.at) == 1
    assert line.page.locator(".pl-menu:visible").count() == 1
    assert line.page.locator("#pd-tab-manifold").is_hidden()


@pytest.mark.parametrize(
    ("width", "height", "scheme", "query"),
    [
        (1280, 720, "light", f"{DIGITS}&lang=ko"),
        (390, 844, "dark", DIGITS),
        pytest.param(1920, 1080, "dark", RING, marks=pytest.mark.thorough),
        pytest.param(768, 1024, "light", f"{RING}&lang=ko", marks=pytest.mark.thorough),
    ],
)
def test_it_fits_the_screen_and_axe_finds_nothing_grave(visits, width, height, scheme, query):
    visit = visits(
        query, viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = Explorer(visit).page
    for tab in ("#pd-tab-way", "#pd-tab-sum"):
        page.click(tab)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for check in (OUTSIDE, CUT, OVERLAPPING):
            told = page.evaluate(check)
            assert [each for each in told if "sample" not in each and "표본" not in each] == [], tab
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found if rule["impact"] in GRAVE]
        assert grave == [], tab
