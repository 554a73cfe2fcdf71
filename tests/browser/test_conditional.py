"""The conditional GAN on the page: it plays, its own picture changes, and a label can be looked at alone."""

import pytest

from tests.browser.live import alike
from tests.browser.test_knobs_live import accept, open_box

QUERY = "preset=cgan-ring&seed=3&generator.width=16&discriminator.width=16"
LABEL = "window.newest.facts.label"


def test_a_conditional_gan_plays_and_a_label_is_looked_at_alone(visits):
    visit = visits(QUERY)
    assert visit.page.evaluate("window.newest.picture") == "labels"
    start = visit.picture()
    visit.play()
    visit.pause()
    assert visit.step > 0
    assert not alike(start, visit.picture())
    assert "label accuracy" in visit.readings()

    step, every = visit.step, visit.picture()
    menu = visit.page.locator(".pg-label-menu select")
    assert menu.locator("option").all_inner_texts() == ["all", *"01234567"]
    menu.select_option("5")
    visit.until(f"{LABEL} === 5")
    visit.settle()
    five = visit.picture()
    assert not alike(every, five)
    menu.select_option("2")
    visit.until(f"{LABEL} === 2")
    visit.settle()
    assert not alike(five, visit.picture())
    assert "asked for 2 alone" in visit.page.inner_text("#caption")
    menu.select_option("")
    visit.until(f"{LABEL} === null")
    visit.settle()
    # Looking is no change of the run.
    assert visit.step == step
    assert alike(every, visit.picture())


@pytest.mark.thorough
def test_a_click_on_a_mode_asks_for_it(visits):
    visit = visits(QUERY)
    visit.settle()
    canvas = visit.page.locator("#stage canvas").first.bounding_box()
    # Along the middle the first mode from the left is the fifth; where it lies, the picture knows.
    for x in range(0, int(canvas["width"]), 40):
        visit.page.mouse.click(canvas["x"] + x, canvas["y"] + canvas["height"] / 2)
        visit.page.wait_for_timeout(400)
        if visit.page.evaluate(LABEL) is not None:
            break
    assert visit.page.evaluate(LABEL) == 4
    visit.page.mouse.click(canvas["x"] + x, canvas["y"] + canvas["height"] / 2)
    visit.until(f"{LABEL} === null")


def test_its_knobs_act_live(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    for box, path, value in (
        ("generator", "generator.lr", "0.002"),
        ("discriminator", "constraint.r1.weight", "0.2"),
        ("training", "batch", "64"),
    ):
        open_box(visit, box)
        field = visit.page.locator(f"#knobs [data-name='{path}'] input[type=text]")
        field.fill(value)
        field.press("Enter")
        accept(visit, path, value)
        assert visit.step == 1, path
    visit.step_once()
    assert visit.notice() == ""


def test_digits_stand_in_a_row_for_each(visits):
    networks = "&".join(f"{player}.network=dcgan" for player in ("generator", "discriminator"))
    visit = visits(f"family=cgan&distribution=digits&{networks}&batch=8&noise.dim=8")
    assert visit.page.evaluate("window.newest.picture") == "class-rows"
    visit.step_once()
    visit.settle()
    before = visit.picture()
    visit.page.locator(".pg-label-menu select").select_option("7")
    visit.until(f"{LABEL} === 7")
    visit.settle()
    assert not alike(before, visit.picture())
