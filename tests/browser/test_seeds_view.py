"""The seeds in a real Chromium: the wall plays, its numbers agree with its frames, one seed opens in Play."""

import asyncio
import re
import socket
import threading

import gradio as gr
import numpy as np
import pytest

from playground.runs import Registry
from playground.ui import assets
from playground.ui.launch import serve
from playground.ui.page import build
from playground.ui.seeds_view import seeds_view

SHOW = """(name) => {
  document.body.dataset.view = name;
  document.dispatchEvent(new CustomEvent("playground:view", { detail: name }));
}"""
NAVIGATION = '<nav><button type="button" data-view-name="play">Play</button></nav>'
HEADER = "window.playgroundSeeds?.header()"
QUERY = "preset=ring&generator.width=8&discriminator.width=8&batch=16&seeds=16"


@pytest.fixture(scope="module")
def served():
    registry, made = Registry(), {}
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]

    async def start():
        page = build(registry)
        parts = {getattr(block, "elem_id", None): block for block in page.blocks.values()}
        if "seeds" not in parts:
            with page, parts["page"]:
                gr.HTML(html_template=NAVIGATION, js_on_load=assets.loader("views.js"))
                seeds_view(registry, parts["stage"])
        serve(page, registry, prevent_thread_lock=True, quiet=True, server_port=port)
        made["page"] = page

    # The browser's own event loop runs in this thread.
    thread = threading.Thread(target=lambda: asyncio.run(start()))
    thread.start()
    thread.join()
    yield made["page"].local_url, registry
    made["page"].close()
    registry.close()


class Visit:
    """One visit to the view, with everything that went wrong on it."""

    def __init__(self, browser, address, **context):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **context})
        self.page, self.complaints = self.context.new_page(), []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector(".pg-seeds", state="attached")
        self.until("window.playground?.stats().framesDrawn > 0")
        assert self.page.locator(".pg-seeds > *").count() == 0, "nothing is made before the view is shown"
        self.page.wait_for_function(
            f"() => {{ ({SHOW})('seeds'); return window.playgroundSeeds?.drawn() > 0; }}",
            timeout=60_000,
            polling=200,
        )

    def until(self, expression):
        self.page.wait_for_function(f"() => {expression}", timeout=60_000)

    def open(self, query=QUERY):
        """A small wall in place of the first one."""
        run = self.page.evaluate(f"{HEADER}.stamp")
        self.page.evaluate("query => window.playgroundSeeds.open(query)", query)
        self.until(f"{HEADER}.stamp > {run}")

    def play(self, step):
        self.page.click("#seeds [data-do=play]")
        self.until(f"{HEADER}.step >= {step}")

    def pause(self):
        self.page.click("#seeds [data-do=play]")
        self.until(f"!{HEADER}.playing && {HEADER}.measured === {HEADER}.step")
        self.page.wait_for_timeout(400)

    @property
    def header(self):
        return self.page.evaluate(HEADER)

    def close(self):
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def visit(browser, served):
    visit = Visit(browser, served[0])
    yield visit
    visit.close()


def test_it_plays_and_its_numbers_are_those_of_the_frames(visit):
    visit.open()
    visit.play(60)
    visit.pause()
    header, page = visit.header, visit.page
    assert page.locator(".pg-seed").count() == 16
    labels = [tile.get_attribute("aria-label") for tile in page.locator(".pg-seed").all()]
    assert labels[3] == f"Seed 3: {header['coverage'][3]} of 8 modes, open"
    bars = [bar.inner_text() for bar in page.locator(".pg-seeds-bars b").all()]
    assert [int(told or 0) for told in bars] == header["tally"]["counts"]
    met, low, high = header["tally"]["half"]
    told = page.inner_text(".pg-seeds-shares [data-which=half]")
    assert f"{met} of 16" in told
    assert f"{100 * low:.0f}–{100 * high:.0f} %" in told
    assert page.inner_text(".pg-seeds-kinds [data-kind=open] b") == "16"
    assert page.locator(".pg-seeds-dots i").count() == 16
    for key, name in (("estimate", "jsd_estimate"), ("loss_g", "loss_g")):
        page.locator(f"[name=seeds-opinion][value={key}]").evaluate("radio => radio.click()")
        ranks = header["opinions"]["ranks"][name]
        told = page.inner_text(".pg-seeds-opinion .pg-seeds-note").replace("−", "-")
        assert told == f"Spearman {ranks['rho']:.2f} (95 %: {ranks['low']:.2f} to {ranks['high']:.2f})"
        meaning = page.inner_text(".pg-seeds-meaning")
        share = ranks["agree"] if ranks["low"] > 0 else 1 - ranks["agree"]
        found = f"{100 * share:.0f} of 100" if ranks["low"] * ranks["high"] > 0 else "the interval holds 0"
        assert found in meaning
    assert page.locator(".pg-seeds-remedies button").count() > 5


def test_another_loss_keeps_what_there_was(visit):
    visit.open()
    visit.play(40)
    before = visit.header["stamp"]
    visit.page.select_option(".pg-seeds-loss select", "wasserstein")
    visit.until(f"{HEADER}.stamp > {before}")
    visit.until("document.querySelector('.pg-seeds-rows p')")
    assert "Jensen-Shannon" in visit.page.inner_text(".pg-seeds-rows p")
    assert "Gradient penalty" in visit.page.inner_text(".pg-seeds-loss")


def test_the_run_of_play_becomes_a_wall(visit):
    visit.until("location.search.includes('preset=')")
    before = visit.header["stamp"]
    visit.page.click("#seeds [data-do=play-run]")
    visit.until(f"{HEADER}.stamp > {before}")
    assert "preset=convergence" in visit.page.evaluate("window.playgroundSeeds.query()")
    assert visit.header["line"]


def test_a_link_opens_the_same_wall(visit):
    visit.open(QUERY + "&seed=7")
    visit.page.locator(".pg-seeds-loss label").first.click()
    visit.page.select_option(".pg-seeds-loss select", "wasserstein")
    visit.until("document.querySelector('.pg-seeds-meaning').innerText === 'Compared every 20 steps.'")
    assert visit.page.inner_text(".pg-seeds-kinds [data-kind=open] b") == "16"
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.click("#seeds [data-do=link]")
    visit.until("document.querySelector('.pg-seeds .pg-notice:not([hidden])')")
    link = visit.page.evaluate("navigator.clipboard.readText()")
    visit.page.goto(link)
    visit.until(f"{HEADER}?.seeds.length === 16")
    assert (visit.header["step"], visit.header["seeds"][0]) == (0, 7)
    query = visit.page.evaluate("window.playgroundSeeds.query()")
    assert re.search(r"at\.\d+=objective%3Awasserstein|at\.\d+=objective:wasserstein", query)


def test_a_seed_opens_in_play(visit, served):
    visit.open()
    visit.play(30)
    visit.pause()
    wall, page = visit.header, visit.page
    page.locator(".pg-seed").nth(4).focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Seed 5:")
    shown = page.evaluate("window.playground.run")
    page.keyboard.press("Enter")
    visit.until(f"window.playground.run !== {shown!r} && document.body.dataset.view === 'play'")
    visit.until(f"window.playground.stats().step === {wall['step']}")
    visit.until("document.querySelector('#seed input').value === '5'")
    opened = served[1].find(page.evaluate("window.playground.run")).trainer
    walls = [
        place.session.trainer for place in served[1]._runs.values() if hasattr(place.session.trainer, "wall")
    ]
    found = next(each for each in walls if each.steps == wall["step"])
    ours, theirs = (
        opened.run.nets["generator"].flat.data[0],
        found.sides[0].run.nets["generator"].flat.data[5],
    )
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_nothing_is_cut_off(browser, served, size):
    visit = Visit(browser, served[0], viewport={"width": size[0], "height": size[1]})
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    tall = visit.page.evaluate("document.documentElement.scrollHeight")
    last = visit.page.locator(".pg-seed").last.bounding_box()
    visit.close()
    assert wide <= size[0]
    assert last["x"] + last["width"] <= size[0]
    if size[0] > 900:
        assert tall <= size[1]
        assert last["y"] + last["height"] <= size[1]
