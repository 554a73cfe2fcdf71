"""The adversarial autoencoder on the page: it plays, its knobs act live, and a code is decoded."""

import pytest

from tests.browser.live import STEP, alike, wait_for
from tests.browser.test_cyclegan import turn
from tests.browser.test_knobs_live import accept, open_box

QUERY = "family=aae&distribution=digits&encoder.width=32&decoder.width=32&judge.width=16&seed=3"
POINTED = "window.newest.picture === 'codes' && document.querySelector('#stage canvas').tabIndex === 0"


def test_it_plays_and_its_own_picture_changes(visits):
    visit = visits(QUERY)
    assert visit.page.evaluate("window.newest.picture") == "codes"
    before = visit.picture()
    visit.play()
    visit.pause()
    assert visit.step > 0
    assert not alike(before, visit.picture())
    readings = visit.readings()
    assert "codes from prior" in readings
    assert "squared error" in readings


def test_its_three_half_steps_have_their_buttons(visits):
    visit = visits(QUERY)
    buttons = ("step-d", "step-g", "step-third", "step-both")
    assert [visit.page.inner_text(f"#{button}") for button in buttons] == ["q, p", "D", "q", "All"]
    for button, said in zip(
        buttons,
        ("Encoder and decoder moved", "The discriminator moved", "The encoder alone moved"),
        strict=False,
    ):
        visit.step_once(f"#{button}")
        visit.until(f"document.querySelector('#caption').innerText.startsWith('{said}')")
    assert visit.step == 0
    visit.step_once("#step-both")
    visit.until(f"{STEP} === 1")


def test_its_knobs_act_live(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    for box, path, value in (
        ("encoder", "encoder.lr", "0.002"),
        ("judge", "k", "2"),
        ("decoder", "decoder.lr", "0.003"),
    ):
        turn(visit, box, path, value)
        assert visit.step == 1, path
    open_box(visit, "judge")
    visit.page.locator("#knobs [data-name='adversary'] input[type=checkbox]").click()
    accept(visit, "adversary", "false")
    visit.until("window.newest.facts.contested === false")
    assert visit.step == 1
    visit.step_once()
    visit.settle()
    assert visit.step == 2
    visit.until("document.querySelector('#caption').innerText.startsWith('No adversary')")


def test_a_switch_planned_for_a_step_is_seen_in_the_diagram(visits):
    visit = visits(f"{QUERY}&adversary=false&at.2=adversary:true")
    box = visit.page.locator(".pg-flow [data-key=judge]")
    idle = box.inner_text()
    visit.step_once()
    visit.settle()
    assert box.inner_text() == idle
    # It is made on arrival, for the steps that follow.
    visit.step_once()
    visit.until(f"{STEP} === 2")
    wait_for(lambda: box.inner_text() != idle)


def test_a_code_is_decoded_under_the_pointer_and_by_keys(visits):
    visit = visits(QUERY)
    visit.step_once()
    visit.settle()
    visit.until(POINTED)
    still, step = visit.picture(), visit.step
    canvas = visit.page.locator("#stage canvas").first
    box = canvas.bounding_box()
    with visit.page.expect_response(lambda response: "/latent?" in response.url) as answered:
        visit.page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    assert answered.value.ok
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
    # Only then do the classes' names lie apart.
    visit.play_to(60)
    visit.settle()
    for layer in ("prior", "names", "heat"):
        before = visit.picture()
        visit.page.click(f"[data-layer={layer}]")
        wait_for(lambda before=before: not alike(before, visit.picture()))
        visit.settle()
