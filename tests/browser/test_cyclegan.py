"""CycleGAN on the page: it plays, its picture changes, its knobs act live, a point is followed round."""

import pytest

from tests.browser.live import STEP, alike, wait_for
from tests.browser.test_families import choose
from tests.browser.test_knobs_live import accept, open_box

QUERY = "preset=cyclegan-toy&seed=3"
PICTURES = (
    "family=cyclegan&distribution=digits&target=striped&target.digits=digits&generator.network=residual-dcgan"
    "&discriminator.network=dcgan&discriminator.norm=none&discriminator.capacity=tiny&batch=4&seed=3"
    "&generator.start=he&generator.lr=0.01"
)
POINTED = "window.newest.picture === 'translation' && document.querySelector('#stage canvas').tabIndex === 0"


def turn(visit, box, path, value):
    """Another value for a live knob of a box."""
    open_box(visit, box)
    row = visit.page.locator(f"#knobs [data-name='{path}']")
    if row.locator("select").count():
        row.locator("select").select_option(value)
    else:
        row.locator("input[type=text]").fill(value)
        row.locator("input[type=text]").press("Enter")
    accept(visit, path, value)


def test_it_plays_and_its_own_picture_changes(visits):
    visit = visits(QUERY)
    assert visit.page.evaluate("window.newest.picture") == "translation"
    before = visit.picture()
    visit.play()
    visit.pause()
    assert visit.step > 0
    assert not alike(before, visit.picture())
    assert "cycle error" in visit.readings()


def test_its_half_steps_have_their_buttons(visits):
    visit = visits(QUERY)
    names = [visit.page.inner_text(f"#{button}") for button in ("step-d", "step-g", "step-both")]
    assert names == ["D", "G, F", "All"]
    visit.step_once("#step-d")
    visit.until("document.querySelector('#caption').innerText.startsWith('Both discriminators moved')")
    visit.step_once("#step-g")
    visit.until("document.querySelector('#caption').innerText.startsWith('Both maps moved')")
    assert visit.step == 0
    visit.step_once("#step-both")
    visit.until(f"{STEP} === 1")


def test_its_knobs_act_live(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    before = visit.picture()
    for box, path, value in (
        ("cycle", "cycle", "0"),
        ("cycle", "identity", "3"),
        ("target", "target", "ring"),
        ("judges", "k", "2"),
    ):
        turn(visit, box, path, value)
        assert visit.step == 1, path
    visit.settle()
    assert not alike(before, visit.picture())
    visit.step_once()
    visit.settle()
    assert visit.step == 2


def test_a_point_is_followed_by_pointer_and_by_keys(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    visit.until(POINTED)
    still, step = visit.picture(), visit.step
    canvas = visit.page.locator("#stage canvas").first
    box = canvas.bounding_box()
    visit.page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    wait_for(lambda: not alike(still, visit.picture()))
    visit.page.mouse.move(5, 5)
    wait_for(lambda: alike(still, visit.picture()))
    canvas.focus()
    visit.page.keyboard.press("ArrowRight")
    wait_for(lambda: not alike(still, visit.picture()))
    visit.page.keyboard.press("Escape")
    wait_for(lambda: alike(still, visit.picture()))
    assert visit.step == step


@pytest.mark.thorough
def test_layers_change_the_picture(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    for layer in ("pairing", "cycle", "flow", "back", "heat"):
        before = visit.picture()
        visit.page.click(f"[data-layer={layer}]")
        visit.page.wait_for_timeout(500)
        visit.settle()
        assert layer == "cycle" or not alike(before, visit.picture()), layer


@pytest.mark.thorough
def test_the_data_gallery_changes_x_and_keeps_y(visits):
    visit = visits(QUERY)
    choose(visit, "data", "circles")
    visit.until("location.search.includes('distribution=circles')")
    family = visit.settings()[1]
    assert (family.distribution.key, family.target.key) == ("circles", "spiral")
    visit.play()
    visit.pause()


@pytest.mark.thorough
def test_with_and_without_the_cycle_in_a_duel(visits):
    visit = visits(f"{QUERY}&side=&side=cycle%3D0")
    visit.page.click("[data-view-name=duel]")
    visit.page.click("[data-do=play-run]")
    canvas = "[...document.querySelectorAll('.pg-duel-stage canvas')].map((each) => each.toDataURL())"
    visit.until("document.querySelectorAll('.pg-duel-stage canvas').length === 2")
    before = visit.page.evaluate(canvas)
    visit.page.click("[data-do=play]")
    visit.page.wait_for_timeout(3000)
    visit.page.click("[data-do=play]")
    after = visit.page.evaluate(canvas)
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_pictures_are_translated_live(visits):
    visit = visits(PICTURES)
    assert visit.page.evaluate("window.newest.picture") == "translation-tiles"
    start = visit.picture()
    visit.play_to(6)
    visit.settle()
    assert not alike(start, visit.picture())
    wait_for(lambda: "label kept" in visit.readings())
    turn(visit, "cycle", "cycle", "0")
    before = visit.picture()
    visit.page.click("[data-layer=verdicts]")
    wait_for(lambda: not alike(before, visit.picture()))
    open_box(visit, "target")
    visit.page.locator("#knobs [data-name='target'] select").select_option("ring")
    wait_for(lambda: "pictures for both" in visit.notice())
