"""The live page in a real Chromium: it plays, pauses, steps, switches the loss and resets."""

import base64
import io
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
QUERY = "preset=ring&seed=3"
FRAME = "(window.playground?.stats().framesDrawn ?? 0)"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)


def pixels(picture):
    """A canvas' data URL as an array of colours."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(picture.split(",")[1]))), dtype=int)


def alike(one, other):
    """Whether two pictures show the same; Chromium may smooth an edge differently the second time."""
    one, other = pixels(one), pixels(other)
    return one.shape == other.shape and (np.abs(one - other).max(axis=-1) > 8).mean() < 1e-3


def skip(reason):
    """Without a browser there is nothing to see; where there has to be one, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api") if os.environ.get("CI") != "true" else None
    if playwright is None:
        import playwright.sync_api as playwright
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        skip("No Chromium found; set CHROMIUM to its path to run the browser tests.")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_SERVER_PORT": str(port)}
    environment |= {"GRADIO_ANALYTICS_ENABLED": "False"}
    server = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: answers(port) or server.poll() is not None, 120)
        assert server.poll() is None, "the app ended at once"
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(20)


def answers(port):
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def wait_for(condition, patience=30.0):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


class Visit:
    """One open page, with everything that went wrong on it."""

    def __init__(self, browser, address, query=QUERY, **context):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **context})
        self.page = self.context.new_page()
        self.complaints, self.hosts = [], set()
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.goto(address + (f"?{query}" if query else ""))
        self.page.wait_for_function(f"{FRAME} > 0", timeout=60_000)

    def stats(self):
        return self.page.evaluate("window.playground.stats()")

    def picture(self):
        return self.page.evaluate("document.querySelector('#stage canvas').toDataURL()")

    def until(self, expression, patience=30.0):
        self.page.wait_for_function(expression, timeout=patience * 1000)

    def play(self):
        """Presses Play and lets a few states pass."""
        before = self.stats()["framesDrawn"]
        self.page.click("#play")
        self.until(f"{FRAME} >= {before} + 5")

    def pause(self):
        self.page.click("#play")
        self.until("document.querySelector('#play').dataset.playing === 'false'")
        self.settle()

    def settle(self):
        """Waits until the picture stands still."""
        self.page.wait_for_timeout(500)

    def close(self):
        self.context.close()


@pytest.fixture
def visit(browser, address):
    visit = Visit(browser, address)
    yield visit
    visit.close()
    assert visit.complaints == []
    assert visit.hosts <= {"127.0.0.1", None}


def test_play_pause_and_play_on(visit):
    assert visit.stats()["step"] == 0
    visit.play()
    assert visit.stats()["step"] > 0
    visit.pause()
    still = visit.stats()
    visit.page.wait_for_timeout(700)
    assert visit.stats()["framesDrawn"] == still["framesDrawn"]
    assert visit.stats()["step"] == still["step"]
    visit.play()
    assert visit.stats()["step"] > still["step"]


def test_single_steps_are_seen(visit):
    for button, step in (("#step-d", 0), ("#step-g", 0), ("#step-both", 1)):
        before, picture = visit.stats()["framesDrawn"], visit.picture()
        visit.page.click(button)
        visit.until(f"{FRAME} === {before + 1}")
        visit.settle()
        assert visit.picture() != picture
        assert visit.stats()["step"] >= step


def test_the_loss_switches_live(visit):
    visit.play()
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("document.querySelector('#objective input[value=wasserstein]').checked")
    step = visit.stats()["step"]
    visit.until(f"window.playground.stats().step > {step}")
    visit.until("location.search.includes('wasserstein')")
    visit.page.select_option("#objective select", "least-squares")
    visit.until("location.search.includes('least-squares')")
    assert not visit.page.is_checked("#objective input[value=wasserstein]")


def test_reset_returns_to_the_same_start(visit):
    visit.settle()
    start = visit.picture()
    visit.play()
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.pause()
    assert not alike(visit.picture(), start)
    visit.page.click("#reset")
    visit.until("window.playground.stats().step === 0")
    visit.settle()
    assert alike(visit.picture(), start)
    assert visit.page.is_checked("#objective input[value=jensen-shannon]")


def test_back_goes_to_an_earlier_moment(visit):
    visit.play()
    visit.until("window.playground.stats().step > 130")
    visit.pause()
    step = visit.stats()["step"]
    visit.page.click("#rewind")
    visit.until(f"window.playground.stats().step < {step}")
    visit.page.keyboard.press("b")
    visit.until(f"window.playground.stats().step < {step - 100}")


def test_another_preset_and_another_seed(visit):
    visit.settle()
    picture = visit.picture()
    visit.page.fill("#seed input", "11")
    visit.page.press("#seed input", "Enter")
    visit.until("location.search.includes('seed=11')")
    visit.settle()
    assert not alike(visit.picture(), picture)
    visit.page.click("#presets label >> nth=0")
    visit.until("!location.search.includes('preset=ring&')")
    visit.play()


def test_the_keyboard_does_it_all(visit):
    page = visit.page
    before = visit.stats()["framesDrawn"]
    page.keyboard.press("d")
    visit.until(f"{FRAME} === {before + 1}")
    page.keyboard.press("g")
    visit.until(f"{FRAME} === {before + 2}")
    page.keyboard.press(" ")
    visit.until(f"{FRAME} > {before + 4}")
    page.keyboard.press("r")
    visit.until("window.playground.stats().step === 0")


def test_a_knob_reaches_the_run(visit):
    visit.page.locator("#knobs [data-name='generator.lr'] input").fill("40")
    visit.until("location.search.includes('generator.lr')")
    assert visit.page.locator(".pg-notice").is_hidden()


def test_a_bad_address_is_answered_with_a_sentence(browser, address):
    visit = Visit(browser, address, "preset=<img src=x onerror=alert(1)>")
    assert "must be one of" in visit.page.inner_text(".pg-notice")
    assert visit.page.locator(".pg-notice img").count() == 0
    visit.play()
    assert visit.complaints == []
    visit.close()


def test_frames_come_without_websockets_too(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "window.WebSocket = class { static OPEN = 1; close() {}"
        " constructor() { setTimeout(() => this.onclose({}), 10); } };"
    )
    page.goto(f"{address}?{QUERY}")
    page.wait_for_function(f"{FRAME} > 0", timeout=60_000)
    page.click("#play")
    page.wait_for_function(f"{FRAME} > 5", timeout=60_000)
    assert page.evaluate("window.playground.transport") == "poll"
    context.close()


@pytest.mark.parametrize("size", [(390, 844), (768, 1024), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_the_screen(browser, address, size, scheme):
    viewport = {"width": size[0], "height": size[1]}
    visit = Visit(browser, address, viewport=viewport, color_scheme=scheme)
    page = visit.page
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for name in ("#stage", "#play", "#reset", "#step-d", "#step-g", "#objective", "#caption"):
        box = page.locator(name).bounding_box()
        assert box["width"] > 0, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= size[0], name
        assert box["y"] + box["height"] <= size[1], name
    visit.close()
