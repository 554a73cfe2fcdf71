"""The live page as tests meet it: one visit, and what can be read from it."""

import base64
import io
import time
from urllib.parse import urlsplit

import numpy as np
from PIL import Image

from playground import Settings
from playground.addresses import addresses

QUERY = "preset=ring&seed=3"
SMALL = "generator.width=8&discriminator.width=8"
FRAME = "(window.playground?.stats().framesDrawn ?? 0)"
STEP = "window.playground.stats().step"
PLAYING = "document.querySelector('#play').dataset.playing === 'true'"

# The header of the newest frame, and that of every frame where a test asks for it.
HEADERS = """document.addEventListener("playground:frame", ({ detail }) => {
  window.newest = detail;
  window.headers?.push(detail);
});"""

# Whether two frames of the browser in a row show the stage just as the last look did, with its numbers.
STILL = """() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const caption = document.querySelector("#caption").innerText;
  const now = document.querySelector("#stage canvas").toDataURL() + caption;
  const same = window.lastLook === now;
  window.lastLook = now;
  const { measured, step, playing, error } = window.newest ?? {};
  resolve(same && (measured === step || playing || Boolean(error)));
})))"""


def pixels(picture):
    """A canvas' data URL as an array of colours."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(picture.split(",")[1]))), dtype=int)


def alike(one, other):
    """Whether two pictures show the same; Chromium may smooth an edge differently the second time."""
    one, other = pixels(one), pixels(other)
    return one.shape == other.shape and (np.abs(one - other).max(axis=-1) > 8).mean() < 1e-3


def same_run(one, other):
    """Two pages that show the same moment of the same run."""
    assert one.step == other.step
    # Numbers come after the picture.
    wait_for(lambda: one.readings() == other.readings())
    assert alike(one.picture(), other.picture())


def wait_for(condition, patience=30.0):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


class Visit:
    """One open page, with everything that went wrong on it."""

    def __init__(self, browser, address, query=QUERY, script="", **context):
        self.browser, self.address = browser, address
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **context})
        self.page = self.context.new_page()
        self.complaints, self.hosts = [], set()
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.add_init_script(HEADERS + script)
        self.go(address + (f"?{query}" if query else ""))

    def go(self, url):
        self.page.goto(url)
        self.until(f"{FRAME} > 0 && document.querySelector('#play').dataset.playing", 60)

    def stats(self):
        return self.page.evaluate("window.playground.stats()")

    @property
    def step(self):
        return self.page.evaluate(STEP)

    def picture(self):
        return self.page.evaluate("document.querySelector('#stage canvas').toDataURL()")

    def readings(self):
        return self.page.inner_text("#readings table")

    def notice(self):
        """What the page complains of, or nothing."""
        return self.page.evaluate("document.querySelector('.pg-notice:not([hidden]) p')?.textContent ?? ''")

    def settings(self):
        """The settings of the run, as the address has them, and its family with all changes made."""
        settings = Settings.from_query(self.page.evaluate("location.search"))
        return settings, settings.family_at(len(settings.changes))

    def value(self, path):
        """What the run has at a path, as text; None if there is no such thing."""
        address = addresses(self.settings()[1]).get(path)
        return address and address.text

    def until(self, expression, patience=30.0):
        self.page.wait_for_function(expression, timeout=patience * 1000)

    def play(self):
        """Presses Play and lets a few states pass."""
        before = self.stats()["framesDrawn"]
        self.page.click("#play")
        self.until(f"{FRAME} >= {before} + 5")

    def pause(self):
        self.page.click("#play")
        self.until(f"!({PLAYING})")
        self.settle()

    def play_to(self, step):
        """Plays on until the run stops there by itself."""
        self.send(do="stop_at", step=step)
        self.page.click("#play")
        self.until(f"{STEP} === {step} && !({PLAYING})", 60)
        self.settle()

    def step_once(self, button="#step-both"):
        before = self.stats()["framesDrawn"]
        self.page.click(button)
        self.until(f"{FRAME} > {before}")

    def choose_speed(self, key):
        self.page.locator(f"#speed label:has(input[value={key}])").click()
        self.until(f"document.querySelector('#speed input[value={key}]').checked")

    def send(self, **command):
        self.page.evaluate("command => window.playground.send(command)", command)

    def settle(self):
        """Waits until the picture stands still: frames on their way have come, and nothing glides."""
        quiet = 0
        deadline = time.monotonic() + 20
        while quiet < 3:
            assert time.monotonic() < deadline, "the picture never stood still"
            self.page.wait_for_timeout(60)
            quiet = quiet + 1 if self.page.evaluate(STILL) else 0

    def elsewhere(self, query, **context):
        """Another visitor, in a browser that remembers nothing."""
        return Visit(self.browser, self.address, query, **context)

    def close(self):
        """Leaves, and sees that nothing was wrong and nobody outside was asked."""
        self.context.close()
        assert self.complaints == [], self.complaints
        assert self.hosts <= {"127.0.0.1", None}
