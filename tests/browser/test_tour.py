"""A whole visit: links, slow motion, stops, layers and the hidden tab."""

import time

import pytest

from playground.metrics import Metric
from playground.pictures import Picture
from playground.runs.frames import decode
from tests.browser.live import PLAYING, SMALL, STEP, Visit, alike, same_run, wait_for

# -- links -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", [pytest.param("convergence", marks=pytest.mark.thorough), "ring"])
def test_a_link_shows_the_same_picture_at_the_same_step(visits, preset):
    """Also after a switch of the loss, live, and a half-step by hand."""
    visit = visits(f"preset={preset}&{SMALL}&seed=4")
    visit.play_to(37)
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    visit.step_once("#step-g")
    visit.play_to(80)
    link = visit.page.evaluate("window.playground.link()")
    assert "at.37=" in link
    assert "step=80" in link
    other = visits(link.partition("?")[2])
    other.until(f"{STEP} === 80 && !({PLAYING})")
    other.settle()
    same_run(visit, other)
    for each in (visit, other):
        each.play_to(95)
    same_run(visit, other)


def test_a_slider_dragged_while_the_run_plays_makes_a_short_link_that_opens(visits):
    """Each notch at the step where it landed."""
    visit = visits(f"preset=ring&{SMALL}&seed=4")
    page = visit.page
    page.click("#flow [data-key=generator]")
    visit.play()
    slider = page.locator("#knobs [data-name='generator.lr'] input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.mouse.down()
    for i in range(40):
        page.mouse.move(box["x"] + box["width"] * (0.5 - i / 100), box["y"] + box["height"] / 2)
        page.wait_for_timeout(20)
    page.mouse.up()
    value = page.input_value("#knobs [data-name='generator.lr'] input[type=text]")
    visit.until(f"window.playground.link().includes(':{value}')")
    visit.pause()
    link = page.evaluate("window.playground.link()")
    notches = visit.settings()[0].changes
    assert len(notches) >= 5
    assert link.count("generator.lr") == 1
    assert len(link) < 120 + 15 * len(notches)
    other = visits(link.partition("?")[2])
    other.until(f"{STEP} === {visit.step} && !({PLAYING})")
    other.settle()
    same_run(visit, other)
    assert other.settings()[0].changes == notches


def test_a_run_with_too_many_changes_for_a_link_says_so(visits):
    """Two sliders by turns, so that no two changes share their pair."""
    pairs = "&at.9000=generator.lr:0.00123&at.9000=discriminator.lr:0.00123" * 270
    visit = visits(f"preset=ring&{SMALL}{pairs}")
    assert visit.page.evaluate("window.playground.link()") is None
    visit.page.click("#link")
    assert "too many changes for a link" in visit.notice()


def test_the_address_bar_is_a_link_of_its_own(visits):
    visit = visits(f"preset=ring&{SMALL}")
    visit.page.fill("#seed input", "12")
    visit.page.press("#seed input", "Enter")
    visit.until("location.search.includes('seed=12')")
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    visit.settle()
    picture = visit.picture()
    visit.go(visit.page.url)
    visit.settle()
    assert alike(visit.picture(), picture)
    assert visit.page.input_value("#seed input") == "12"


# -- slow motion and stops -------------------------------------------------------------------------

NOTED = """() => {
  window.noted = [];
  const note = () => {
    const lit = [...document.querySelectorAll("#flow .pg-box.pg-lit")].map((box) => box.dataset.key);
    const held = [...document.querySelectorAll("#flow .pg-box:has(.pg-lock:not([hidden]))")]
      .map((box) => box.dataset.key);
    noted.push({ caption: document.querySelector("#caption p").textContent, lit, held });
  };
  document.addEventListener("playground:frame", () => setTimeout(note));
}"""


def test_slow_motion_shows_each_phase_and_one_press_goes_on(visit):
    visit.choose_speed("slow")
    visit.page.evaluate(NOTED)
    visit.page.click("#play")
    visit.until("new Set(noted.map(({ caption }) => caption)).size >= 9", 90)
    noted = visit.page.evaluate("noted")
    lit = {key for each in noted for key in each["lit"]}
    held = {key for each in noted for key in each["held"]}
    assert {"noise", "fakes", "discriminator", "loss"} & lit
    assert held == {"generator", "discriminator"}
    assert all(not set(each["held"]) >= {"generator", "discriminator"} for each in noted)
    step = visit.step
    visit.choose_speed("story")
    visit.until(f"{STEP} > {step + 20}")
    assert visit.page.locator("#flow .pg-box.pg-lit").count() == 0


def test_the_run_stops_where_it_was_told_to(visit):
    page = visit.page
    page.click(".pg-stop summary")
    page.click(".pg-stop [type=submit]")
    assert page.evaluate("document.activeElement.name") == "step"
    page.fill(".pg-stop [name=step]", "45")
    page.keyboard.press("Enter")
    assert not page.evaluate("document.querySelector('.pg-stop').open")
    visit.until("document.querySelector('.pg-stop summary').textContent.includes('45')")
    page.click("#play")
    visit.until(f"{STEP} === 45 && !({PLAYING})")
    visit.until("document.querySelector('#caption').textContent.includes('45')")
    visit.play()
    assert visit.step > 45


def test_the_run_stops_once_a_number_meets_its_bound(visit):
    page = visit.page
    visit.play_to(30)
    reading = "#readings [data-name=sliced_w1] td >> nth=0"
    bound = round(0.8 * float(page.inner_text(reading)), 2)
    page.click(".pg-stop summary")
    page.select_option(".pg-stop [name=metric]", "sliced_w1")
    page.select_option(".pg-stop [name=relation]", "<=")
    page.fill(".pg-stop [name=number]", str(bound))
    page.click(".pg-stop [type=submit]")
    visit.until("document.querySelector('.pg-stop summary').textContent.includes('sliced W1 ≤')")
    visit.choose_speed("full")
    page.click("#play")
    visit.until(f"!({PLAYING}) && {STEP} > 30", 60)
    visit.settle()
    assert float(page.inner_text(reading)) <= bound
    assert visit.page.inner_text("#caption").startswith("Stopped: sliced W1 is")
    page.click(".pg-stop summary")
    page.click(".pg-stop [type=reset]")
    assert not page.evaluate("document.querySelector('.pg-stop').open")


def test_every_number_that_a_run_has_can_stop_it(visit):
    offered = visit.page.evaluate(
        "[...document.querySelectorAll('.pg-stop [name=metric] option')].map((o) => o.value)"
    )
    assert offered == ["", *Metric.entries]


# -- layers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preset", "picture"),
    [("convergence", "line"), pytest.param("ring", "plane", marks=pytest.mark.thorough)],
)
def test_each_layer_is_drawn_or_not_and_only_sent_where_it_is_drawn(visits, preset, picture):
    visit = visits(f"preset={preset}&{SMALL}")
    visit.play_to(60)
    names = [name for name in Picture.entries[picture].layers if name != "starve"]
    buttons = visit.page.locator("#layers button")
    assert [button.get_attribute("data-layer") for button in buttons.all()] == names
    for name in names:
        button = visit.page.locator(f"#layers [data-layer={name}]")
        pressed, before = button.get_attribute("aria-pressed"), visit.picture()
        button.click()
        assert button.get_attribute("aria-pressed") != pressed
        visit.settle()
        assert visit.picture() != before, name
        button.click()
        visit.settle()
        assert alike(visit.picture(), before), name


def test_a_layer_that_is_off_is_not_sent(browser, address):
    frames = []

    class Listening(Visit):
        def go(self, url):
            self.page.on(
                "websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame))
            )
            super().go(url)

    def newest():
        return decode([frame for frame in frames if isinstance(frame, bytes)][-1])[1]

    def without_heat():
        visit.step_once()
        return "heat" not in newest()

    visit = Listening(browser, address)
    visit.step_once()
    assert "heat" in newest()
    visit.page.click("#layers [data-layer=heat]")
    # A step may overtake the choice on its way.
    wait_for(without_heat, 10)
    visit.close()


# -- out of sight ----------------------------------------------------------------------------------

HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_hidden_page_rests_and_goes_on_when_it_is_seen_again(visit):
    visit.play()
    start, began = visit.step, time.monotonic()
    visit.page.wait_for_timeout(1000)
    pace = (visit.step - start) / (time.monotonic() - began)
    visit.page.evaluate(HIDE, True)
    drawn = -1
    # What was on its way still comes.
    while visit.stats()["framesDrawn"] != drawn:
        drawn = visit.stats()["framesDrawn"]
        visit.page.wait_for_timeout(500)
    step = visit.step
    visit.page.evaluate("window.headers = []")
    visit.page.wait_for_timeout(3000)
    assert visit.page.evaluate("window.headers.length") == 0
    visit.page.evaluate(HIDE, False)
    visit.until(f"window.headers.length > 3 && {STEP} > {step}")
    # A busy server may hear of it late, but for most of the time it has not gone on.
    assert visit.page.evaluate("window.headers[0].step") < step + 2 * pace
    assert visit.page.evaluate(PLAYING)
