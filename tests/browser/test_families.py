"""Families beside the GAN, on the page: each plays, draws a picture of its own, and its knobs act live."""

import pytest

from tests.browser.live import STEP, alike
from tests.browser.test_knobs_live import accept, open_box

QUERY = "preset=gmm-ring&seed=3"
WORDS = "document.querySelector('#{}').innerText"


def choose(visit, name, key):
    """Another entry of a gallery's tab."""
    visit.page.click(f"#tab-{name}")
    visit.page.locator(f"#{name} label:has(input[value='{key}'])").click()


def test_a_mixture_plays_and_its_own_picture_changes(visits):
    visit = visits(QUERY)
    assert visit.page.evaluate("window.newest.picture") == "mixture"
    before = visit.picture()
    visit.play()
    visit.pause()
    assert visit.step > 0
    assert not alike(before, visit.picture())
    assert "log-likelihood" in visit.readings()
    assert "loss" not in visit.readings()
    assert not visit.page.is_visible("#objective")
    assert not visit.page.is_visible("#starve")


@pytest.mark.thorough
def test_its_half_steps_have_their_buttons(visits):
    visit = visits(QUERY)
    names = [visit.page.inner_text(f"#{button}") for button in ("step-d", "step-g", "step-both")]
    assert names == ["E", "M", "E + M"]
    visit.settle()
    start = visit.picture()
    visit.step_once("#step-d")
    visit.until(f"{WORDS.format('caption')}.startsWith('The E step alone')")
    visit.step_once("#step-g")
    visit.until(f"{WORDS.format('caption')}.startsWith('The M step alone')")
    visit.settle()
    assert visit.step == 0
    assert not alike(start, visit.picture())
    visit.step_once("#step-both")
    visit.until(f"{STEP} === 1")


def test_its_knobs_act_live(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    before = visit.picture()
    for box, path, value in (
        ("mixture", "covariance", "spherical"),
        ("maximisation", "regularisation", "0.25"),
        ("data", "data.size", "300"),
    ):
        open_box(visit, box)
        row = visit.page.locator(f"#knobs [data-name='{path}']")
        if row.locator("select").count():
            row.locator("select").select_option(value)
        else:
            row.locator("input[type=text]").fill(value)
            row.locator("input[type=text]").press("Enter")
        accept(visit, path, value)
        assert visit.step == 1, path
    visit.step_once()
    visit.settle()
    assert visit.step == 2
    assert not alike(before, visit.picture())


def test_a_family_is_chosen_on_the_page_and_keeps_the_data(visits):
    visit = visits("distribution=moons&seed=5")
    choose(visit, "models", "gmm")
    visit.until("window.newest.picture === 'mixture'")
    settings, family = visit.settings()
    assert (settings.seed, family.key, family.distribution.key) == (5, "gmm", "moons")
    choose(visit, "data", "gaussian")
    visit.until("window.newest.picture === 'mixture-line'")
    visit.play()
    visit.pause()
    assert visit.value("distribution") == "gaussian"
    choose(visit, "models", "gan")
    visit.until("window.newest.picture === 'line'")
    assert visit.page.is_visible("#objective")
    assert visit.page.inner_text("#step-d") == "D"


def test_a_mixture_stands_beside_a_gan_in_the_duel(visits):
    visit = visits("preset=gmm-moons")
    visit.page.click("[data-view-name=duel]")
    visit.page.click("[data-do=play-run]")
    titles = "[...document.querySelectorAll('.pg-duel-side header select')].map((menu) => menu.title)"
    visit.until(f"{titles}.join() === 'Gaussian mixture,GAN'")
    canvas = "[...document.querySelectorAll('.pg-duel-stage canvas')].map((each) => each.toDataURL())"
    before = visit.page.evaluate(canvas)
    visit.page.click("[data-do=play]")
    visit.page.wait_for_timeout(3000)
    visit.page.click("[data-do=play]")
    after = visit.page.evaluate(canvas)
    assert all(one != other for one, other in zip(before, after, strict=True))
