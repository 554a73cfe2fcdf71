"""Pictures on the page: a small net plays on the embedded digits, and what is drawn is what it made."""

import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from playground import Trainer
from playground.classifier import load
from playground.nearest_pictures import nearest, usual_distance
from playground.pictures.tiles import COUNTED, SHOWN, grey
from playground.presets import Preset
from playground.runs.frames import decode
from playground.ui import assets
from tests.browser.live import SMALL, alike, same_run, wait_for
from tests.browser.test_screens import CUT, OUTSIDE

QUERY = (
    "distribution=digits&noise.dim=12&batch=32&generator.width=64&discriminator.width=64&generator.lr=0.002"
)
QUERY += "&discriminator.lr=0.002&seed=3"
RING = f"preset=ring&seed=3&{SMALL}"
GRAVE = ("serious", "critical")
FAR = 700
"""Steps until the classifier knows some of the fakes."""

# The rectangles that the stage is made of, by their colour: [height, ...] in the order they are drawn.
FILLED = """() => new Promise((resolve) => {
  const canvas = document.querySelector("#stage canvas");
  const pencil = CanvasRenderingContext2D.prototype;
  const [plain, filled] = [pencil.fillRect, {}];
  pencil.fillRect = function (x, y, width, height) {
    if (this.canvas === canvas) (filled[this.fillStyle] ??= []).push(Math.abs(height));
    plain.call(this, x, y, width, height);
  };
  canvas.parentElement.style.width = `${canvas.clientWidth - 1}px`;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    canvas.parentElement.style.width = "";
    pencil.fillRect = plain;
    resolve(filled);
  })));
})"""
BARS, HISTOGRAM = "#00795a", "rgba(0, 121, 90, 0.55)"


def frame(visit):
    """The newest frame of the run, as the server gives it to anybody who looks."""
    run = visit.page.evaluate("window.playground.run")
    answer = visit.page.request.get(f"{visit.address}{assets.BASE}/frame", params={"run": run, "viewer": "t"})
    return decode(answer.body())


def offline(visit):
    """The same run, trained here to the same step."""
    trainer = Trainer(visit.settings()[0])
    trainer.advance_to(visit.step)
    return trainer.evaluation()


@pytest.fixture
def visit(visits):
    return visits(QUERY, color_scheme="light", reduced_motion="reduce")


def test_pictures_play_and_their_bars_are_what_the_classifier_says(visit):
    assert visit.page.evaluate("window.newest.picture") == "tiles"
    start, before = visit.picture(), frame(visit)[1]["tiles"]
    visit.choose_speed("full")
    visit.play_to(FAR)
    assert not alike(start, visit.picture())
    _, arrays = frame(visit)
    assert (arrays["tiles"] != before).mean() > 0.1

    known = offline(visit)
    np.testing.assert_array_equal(arrays["tiles"], grey(known.fake(SHOWN)))
    counts = load().look(known.fake(COUNTED)).counts
    assert counts.sum() > 10
    np.testing.assert_array_equal(arrays["classes"], [*counts, COUNTED - counts.sum()])

    filled = visit.page.evaluate(FILLED)
    bars = np.array(filled[BARS])
    np.testing.assert_allclose(bars / bars.max(), counts / counts.max(), atol=0.02)
    said = known.objective.shown(known.players.discriminate(known.fake(SHOWN)))
    bins = np.histogram(said, 20, (0, 1))[0]
    histogram = np.array(filled[HISTOGRAM])
    np.testing.assert_allclose(histogram / histogram.max(), bins / bins.max(), atol=0.02)
    assert "KL of classes" in visit.readings()


def test_a_click_on_a_sample_shows_the_training_pictures_nearest_to_it(visit):
    page = visit.page
    visit.step_once()
    visit.settle()
    plain = visit.picture()
    square = page.locator("#stage canvas").first.bounding_box()
    # Somewhere on the left half of the stage, where the generated pictures are.
    page.mouse.click(square["x"] + 0.3 * square["width"], square["y"] + 0.5 * square["height"])
    page.wait_for_selector(".pg-nearest:not([hidden])")
    sample = int(re.match(r"Sample (\d+) at step 1,", page.inner_text(".pg-nearest h3"))[1]) - 1
    visit.settle()
    assert not alike(plain, visit.picture())

    known = offline(visit)
    pictures = known.distribution.pictures()
    distances = nearest(pictures.train, grey(known.fake(SHOWN))[[sample]])[1][0]
    assert page.locator(".pg-nearest figcaption").all_inner_texts() == [
        "G(z)",
        *(f"{d:.1f}" for d in distances),
    ]
    assert f"held out are {usual_distance(pictures.train, pictures.test):.1f} away" in page.inner_text(
        ".pg-nearest p"
    )

    page.click(".pg-nearest [data-text-label='nearest.next']")
    visit.until(f"document.querySelector('.pg-nearest h3').textContent.startsWith('Sample {sample + 2} ')")
    page.keyboard.press("Escape")
    assert page.locator(".pg-nearest").is_hidden()
    # By keyboard alone, from the button on.
    assert page.evaluate("document.activeElement.className") == "pg-nearest-open"
    page.keyboard.press("Enter")
    page.wait_for_selector(".pg-nearest:not([hidden])")
    visit.send(do="reset")
    page.wait_for_selector(".pg-nearest", state="hidden")
    visit.send(do="start", query=RING)
    page.wait_for_selector(".pg-nearest-open", state="hidden")


SHEETS = """Object.fromEntries(["kernels", "patches", "before", "after"].map((name) =>
  [name, document.querySelector(`.pl-${name} canvas`).toDataURL()]))"""


def inside(visit):
    """Opens what is inside the networks, and waits for its pictures."""
    visit.page.click("[data-view-name=latent]")
    visit.page.click("#pd-tab-inside")
    blank = f"Object.values({SHEETS}).some((url) => url.length < 2000)"
    visit.until(f"!document.querySelector('.pl-inside select').hidden && !({blank})")
    return lambda: visit.page.evaluate(SHEETS)


def test_filters_and_what_a_map_is_for_are_seen(visits):
    visit = visits(QUERY, reduced_motion="reduce")
    visit.step_once()
    sheets, page = inside(visit), visit.page
    first = sheets()
    assert page.locator(".pl-inside select").nth(0).inner_text().splitlines() == [
        "1: 64 units",
        "2: 64 units",
    ]
    number = page.locator(".pl-inside input[data-part=without]")
    number.fill("9")
    number.press("Enter")
    wait_for(lambda: sheets()["after"] != first["after"])
    assert sheets()["before"] == first["before"]
    box = page.locator(".pl-kernels canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_for(lambda: sheets()["patches"] != first["patches"])
    assert int(page.locator(".pl-inside input[data-part=excites]").input_value()) in (28, 29, 36, 37)
    visit.send(do="step")
    wait_for(lambda: sheets()["kernels"] != first["kernels"] and sheets()["before"] != first["before"])
    # Points have no pictures inside.
    page.click("[data-view-name=play]")
    visit.send(do="start", query=RING)
    visit.until("window.newest?.picture === 'plane'")
    page.click("[data-view-name=latent]")
    page.wait_for_selector("#pd-tab-inside", state="hidden")
    assert page.locator("#pl-way").is_visible()


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [pytest.param(1280, "light", "ko", marks=pytest.mark.thorough), (390, "dark", "en")],
)
def test_they_fit_the_screen_and_axe_finds_nothing_grave(visits, width, scheme, lang):
    size = {"width": width, "height": 720 if width > 900 else 844}
    visit = visits(f"{QUERY}&lang={lang}", viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = visit.page

    def check():
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for look in (OUTSIDE, CUT):
            assert page.evaluate(look) == []
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found if rule["impact"] in GRAVE]
        assert grave == []

    page.click(".pg-nearest-open")
    page.wait_for_selector(".pg-nearest:not([hidden])")
    check()
    inside(visit)
    check()


def test_a_click_begins_at_trained_networks_and_its_link_brings_them_back(visits):
    visit, kept = visits(RING), Preset.find("mnist").kept
    page = visit.page
    page.click("[data-trained=mnist]")
    # The list has scrolled to it, and the page stands where it stood.
    assert page.evaluate("document.querySelector('#presets').scrollTop") > 0
    assert page.evaluate("document.querySelector('.gradio-container').scrollTop") == 0
    visit.until(f"window.playground.stats().step === {kept}")
    visit.until("document.querySelector('#presets input:checked')?.value === 'mnist'")
    visit.step_once()
    visit.until(f"window.playground.stats().step === {kept + 1}")
    link = page.evaluate("window.playground.link()")
    assert link.endswith(f"?preset=mnist&trained=mnist&step={kept + 1}")

    other = visit.elsewhere(link.partition("?")[2])
    same_run(visit, other)
    other.page.click("#reset")
    other.until(f"window.playground.stats().step === {kept}")
    other.close()
