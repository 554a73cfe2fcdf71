"""The duel in a real Chromium, on a page that holds the view and nothing else."""

import asyncio
import socket
import threading
from urllib.parse import urlencode

import gradio as gr
import pytest

from playground.runs import Registry
from playground.ui.duel_view import duel_view
from playground.ui.launch import serve
from tests.browser.live import alike

SMALL = "preset=ring&generator.width=8&discriminator.width=8&batch=16&side=&side=objective%3Dwasserstein"
SHOW = """(name) => {
  document.body.dataset.view = name;
  document.dispatchEvent(new CustomEvent("playground:view", { detail: name }));
}"""
STATS = "window.playgroundDuel?.stats()"
PLAYING = "document.querySelector('[data-do=play]').dataset.playing"


@pytest.fixture(scope="module")
def address():
    registry, served = Registry(), {}
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]

    async def start():
        with gr.Blocks(analytics_enabled=False) as page, gr.Column(elem_id="page"):
            duel_view(registry)
        serve(page, registry, prevent_thread_lock=True, quiet=True, server_port=port)
        served["page"] = page

    # The browser's own event loop runs in this thread.
    thread = threading.Thread(target=lambda: asyncio.run(start()))
    thread.start()
    thread.join()
    yield served["page"].local_url
    served["page"].close()
    registry.close()


class Visit:
    """One visit to the view, with everything that went wrong on it."""

    def __init__(self, browser, address, query=SMALL, **context):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **context})
        self.page, self.complaints = self.context.new_page(), []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{address}?{urlencode({'duel': query})}#duel")
        self.page.wait_for_selector(".pg-duel", state="attached")
        assert self.page.locator(".pg-duel > *").count() == 0, "nothing is made before the view is shown"
        # The script of the component comes a moment after its element.
        self.page.wait_for_function(
            f"() => {{ ({SHOW})('duel'); return {STATS}?.framesDrawn > 0; }}", timeout=60_000, polling=200
        )
        self.until("document.querySelectorAll('.pg-duel-differences th[scope=row]').length")

    def until(self, expression, patience=30.0):
        self.page.wait_for_function(expression, timeout=patience * 1000)

    def step(self):
        return self.page.evaluate(f"{STATS}.step")

    def press(self, name):
        self.page.click(f"[data-do={name}]")

    def pictures(self):
        return self.page.evaluate(
            "[...document.querySelectorAll('.pg-duel-side canvas')].map((canvas) => canvas.toDataURL())"
        )

    def differences(self):
        """The table in words: {setting: [value on each side]}."""
        rows = self.page.locator(".pg-duel-differences tr").all()[1:]
        cells = [[" ".join(text.split()) for text in row.locator("th, td").all_inner_texts()] for row in rows]
        return {name: values for name, *values in cells}

    def play_to(self, step):
        self.press("play")
        self.until(f"{STATS}.step >= {step}", 60)
        self.press("play")
        self.until(f"{PLAYING} === 'false'")
        # Numbers that are still to come are a frame of their own.
        self.page.wait_for_timeout(600)

    def more(self, side, text, button):
        self.page.locator(".pg-duel-more summary").nth(side).click()
        form = self.page.locator(".pg-duel-more form").nth(side)
        form.locator("input").fill(text)
        form.get_by_role("button", name=button).click()


@pytest.fixture
def visits(browser, address):
    made = []

    def visit(query=SMALL, **context):
        made.append(Visit(browser, address, query, **context))
        return made[-1]

    yield visit
    for each in made:
        each.context.close()
        assert each.complaints == []


def test_both_sides_play_from_the_same_picture_and_go_apart(visits):
    visit = visits()
    first = visit.pictures()
    assert len(first) == 2
    visit.play_to(60)
    later = visit.pictures()
    assert not any(alike(one, other) for one, other in zip(first, later, strict=True))
    assert not alike(*later)
    assert visit.page.locator(".pg-duel-numbers").first.inner_text().startswith("JSD")
    visit.until("document.querySelectorAll('.pg-duel-chart .js-line').length === 2")


def test_the_constraint_that_wasserstein_brings_is_named(visits):
    visit = visits()
    assert visit.differences() == {
        "loss": ["Jensen-Shannon", "Wasserstein"],
        "constraints on D": ["none", "Gradient penalty, weight 0.1, target 1"],
    }
    same = visit.page.inner_text(".pg-duel-same")
    assert "weights at the start" in same
    assert "data" in same


def test_one_side_is_retuned_and_the_past_is_seen_again(visits):
    visit = visits()
    visit.play_to(40)
    visit.more(1, "k=2", "From this step on")
    visit.until("document.querySelectorAll('.pg-duel-differences th[scope=row]').length === 3")
    assert visit.differences()["D steps per G step"] == ["1", "2"]
    assert visit.page.locator(".pg-duel .pg-marks i").count() == 1
    visit.play_to(120)
    before = visit.pictures()
    slider = visit.page.locator(".pg-duel .pg-timeline input")
    slider.evaluate("slider => { slider.value = 10; slider.dispatchEvent(new Event('input')); }")
    slider.evaluate("slider => slider.dispatchEvent(new Event('change'))")
    visit.until(f"{STATS}.step === 10")
    visit.until("document.querySelectorAll('.pg-duel-differences th[scope=row]').length === 2")
    assert not any(alike(one, other) for one, other in zip(before, visit.pictures(), strict=True))
    visit.press("reset")
    visit.until(f"{STATS}.step === 0")


def test_sides_are_added_chosen_and_removed(visits):
    visit = visits()
    visit.press("add")
    visit.until("document.querySelectorAll('.pg-duel-side').length === 3")
    visit.until("document.querySelectorAll('.pg-duel-differences th[data-side]').length === 3")
    assert visit.differences()["loss"] == ["Jensen-Shannon", "Wasserstein", "Jensen-Shannon"]
    penalty = "Gradient penalty, weight 0.1, target 1"
    assert visit.differences()["constraints on D"] == ["none", penalty, penalty]
    visit.page.locator(".pg-duel-side").nth(2).locator("select").select_option(label="Hinge")
    visit.until("document.querySelector('.pg-duel-differences').innerText.includes('Hinge')")
    visit.page.locator(".pg-duel-remove").nth(1).click()
    visit.until("document.querySelectorAll('.pg-duel-side').length === 2")
    visit.until("!document.querySelector('.pg-duel-differences').innerText.includes('Wasserstein')")
    assert visit.differences()["loss"] == ["Jensen-Shannon", "Hinge"]


@pytest.mark.thorough
def test_another_preset_is_another_duel(visits):
    visit = visits()
    visit.page.select_option(".pg-duel-bar select", "convergence")
    visit.until("document.querySelector('.pg-duel-bar select').value === 'convergence'")
    visit.until("/^JSD[^s]*W1/.test(document.querySelector('.pg-duel-numbers').innerText)")
    # Its data have no modes to be counted.
    assert visit.page.locator(".pg-badge[hidden]").count() == 2
    visit.press("step-both")
    visit.until(f"{STATS}.step === 1")


def test_the_keyboard_steps_plays_and_resets(visits):
    visit = visits()
    visit.page.keyboard.press("s")
    visit.until(f"{STATS}.step === 1")
    visit.page.keyboard.press(" ")
    visit.until(f"{PLAYING} === 'true' && {STATS}.step > 5")
    visit.page.keyboard.press("r")
    visit.until(f"{STATS}.step === 0")


def test_the_duel_rests_while_another_view_is_up(visits):
    visit = visits()
    visit.press("play")
    visit.until(f"{STATS}.step > 5")
    visit.page.evaluate(SHOW, "play")
    visit.page.keyboard.press("r")
    visit.page.wait_for_timeout(500)
    step = visit.step()
    visit.page.wait_for_timeout(700)
    assert visit.step() == step > 0
    visit.page.evaluate(SHOW, "duel")
    visit.until(f"{STATS}.step > {step}")


@pytest.mark.thorough
def test_what_cannot_be_done_is_said(visits):
    visit = visits()
    for button in ("From this step on", "From the start", "From the start"):
        visit.more(0, "k=0", button)
        visit.until("document.querySelector('.pg-duel .pg-notice:not([hidden])')")
        assert "whole number" in visit.page.inner_text(".pg-notice p")
        visit.page.click(".pg-duel .pg-notice button")
        assert visit.page.locator(".pg-duel .pg-notice").is_hidden()
        visit.page.keyboard.press("Escape")


def test_all_controls_have_names_and_nothing_is_wider_than_a_phone(visits):
    visit = visits(viewport={"width": 390, "height": 844}, has_touch=True)
    nameless = """() => [...document.querySelectorAll('.pg-duel :is(button, select, input, summary)')]
      .filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length))
      .map((each) => each.outerHTML)"""
    assert visit.page.evaluate(nameless) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = visit.page.evaluate(
        "['.pg-duel-bar', '.pg-duel-sides', '.pg-duel-below'].map((name) =>"
        " document.querySelector(name).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    "sides", [pytest.param(2, marks=pytest.mark.thorough), pytest.param(3, marks=pytest.mark.thorough), 4]
)
def test_all_of_it_is_seen_without_scrolling(visits, sides):
    others = "".join(f"&side=k%3D{k}" for k in range(2, sides))
    visit = visits(SMALL + others)
    assert visit.page.locator(".pg-duel-side").count() == sides
    assert visit.page.evaluate("document.documentElement.scrollHeight") <= 720
    below, stage = (visit.page.locator(name).first.bounding_box() for name in (".pg-duel-below", "canvas"))
    assert below["y"] + below["height"] <= 720
    assert stage["height"] >= 240
