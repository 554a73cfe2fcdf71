"""How fast the page is in Chromium: python -m tests.browser.measure [PART ...]

Prints JSON. Everything runs on this machine's own cores, so nothing else should.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.live import Visit
from tests.browser.processors import cores_of, processor_time
from tests.browser.proxy import delayed
from tests.browser.serving import ARGUMENTS, chromium_path, served

PRESETS = ("ring", "convergence")
WALLS = {
    "ring": "preset=ring&generator.width=32&discriminator.width=32",
    "mode-collapse": "preset=mode-collapse",
}
LOSSES = ("jensen-shannon", "wasserstein")
SEEDS = 32
SECONDS = 10.0
WARM_UP = 5.0
"""Seconds until the charts have come and every metric has been weighed."""
ROUNDS = 6
SETTLE = 1.5
"""Seconds after Play until frames and training have found their pace."""

HEADLESS = """
import sys, time, torch
from playground import Settings, Trainer
torch.set_num_threads(1)
trainer = Trainer(Settings.from_query(sys.argv[1]))
trainer.step(200)
began, first = time.perf_counter(), trainer.steps
while time.perf_counter() - began < float(sys.argv[2]):
    trainer.step(100)
print((trainer.steps - first) / (time.perf_counter() - began))
"""

# Steps and pictures between two looks, by the page's own clock.
LOOK = "() => ({ at: performance.now(), ...window.playground.stats() })"

# The same for the wall: pictures of all seeds at once.
LOOK_AT_WALL = """() => ({ at: performance.now(), step: window.playgroundSeeds.header().step,
  drawn: window.playgroundSeeds.drawn() })"""

# Milliseconds from an event of the page to the first picture that `seen` is about.
WATCH = """window.pictures = [];
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (typeof data === "string") return;
      const length = new DataView(data).getUint32(0, true);
      const header = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
      // Drawn in the browser's next frame; on screen after it.
      requestAnimationFrame(() => requestAnimationFrame(() =>
        window.pictures.push({ at: performance.now(), step: header.step, query: header.query ?? "" })));
    });
  }
};
for (const kind of ["click", "input"]) {
  document.addEventListener(kind, () => (window.acted = performance.now()), { capture: true });
}"""

# The same for the latent explorer: the step that it shows.
LOOK_AT_PAD = """() => ({ at: performance.now(),
  step: Number(document.querySelector(".pg-latent").dataset.step) })"""

# Milliseconds from a move on the latent pad, the first that is not answered yet, to the picture that answers.
PAD = """() => {
  const view = document.querySelector(".pg-latent");
  const timed = window.timed = { took: [], moves: 0, since: 0 };
  let before = "";
  document.querySelector(".pl-field").addEventListener("pointermove", () => {
    timed.moves += 1;
    if (!timed.since) [timed.since, before] = [performance.now(), view.dataset.pad];
  }, true);
  new MutationObserver(() => {
    if (!timed.since || view.dataset.pad === before) return;
    const began = timed.since;
    timed.since = 0;
    requestAnimationFrame(() => timed.took.push(performance.now() - began));
  }).observe(view, { attributes: true, attributeFilter: ["data-pad"] });
}"""


def main() -> None:
    """Measures the parts asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=[], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--preset", action="append", choices=PRESETS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    chosen = parser.parse_args()
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; known are {', '.join(PARTS)}")
    found: dict[str, Any] = {"load_before": os.getloadavg()[0]}
    for part in chosen.parts or PARTS:
        found[part] = PARTS[part](chosen.preset or list(PRESETS), chosen.seconds)
        print(json.dumps({part: found[part]}), file=sys.stderr)
    print(json.dumps(found, indent=2))


def play(presets: list[str], seconds: float) -> dict[str, Any]:
    """Frames a second, and the share of the headless speed, with one viewer and with two."""
    return {
        preset: {f"viewers_{n}": _played(f"preset={preset}&seed=1", n, seconds) for n in (1, 2)}
        for preset in presets
    }


def _played(query: str, viewers: int, seconds: float) -> dict[str, Any]:
    """The machine's own speed wanders: the page and a process without one train in turns, and each round of
    the page is held against what there is just before and after it."""
    with served() as (address, server), _chromium() as browser:
        visits = [Visit(browser, address, f"{query}&speed=full") for _ in range(viewers)]
        _watched(visits, server, WARM_UP)
        rounds, alone = [], [_headless(query, seconds / 2)]
        for _ in range(ROUNDS):
            rounds.append(_watched(visits, server, seconds))
            alone.append(_headless(query, seconds / 2))
        for visit in visits:
            visit.close()
    beside = [(before + after) / 2 for before, after in itertools.pairwise(alone)]
    shares = [each["steps_a_second"] / speed for each, speed in zip(rounds, beside, strict=True)]
    return {
        "headless_steps_a_second": alone,
        "share_of_headless": {"mean": statistics.mean(shares), "rounds": sorted(shares)},
        **{name: statistics.mean(each[name] for each in rounds) for name in rounds[0]},
    }


def _headless(query: str, seconds: float) -> float:
    """Steps a second without a page: a process of its own, on one thread."""
    command = [sys.executable, "-c", HEADLESS, query, str(seconds)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _watched(visits: list[Visit], server: int, seconds: float) -> dict[str, float]:
    """What the pages do in so many seconds of playing; they are paused before and after."""
    for visit in visits:
        visit.page.click("#play")
    time.sleep(SETTLE)
    before, used = [visit.page.evaluate(LOOK) for visit in visits], processor_time(server)
    time.sleep(seconds)
    after, spent = [visit.page.evaluate(LOOK) for visit in visits], processor_time(server)
    for visit in visits:
        visit.page.click("#play")

    def rates(name: str) -> list[float]:
        pairs = zip(before, after, strict=True)
        return [(late[name] - early[name]) / (late["at"] - early["at"]) * 1e3 for early, late in pairs]

    frames, cores = rates("framesDrawn"), cores_of(used, spent, seconds)
    return {
        "frames_a_second_each": sum(frames) / len(frames),
        "fewest_frames_a_second": min(frames),
        "steps_a_second": sum(rates("step")),
        "browser_ms_a_frame": cores["browser"] / sum(frames) * 1e3,
        **{f"{who}_cores": busy for who, busy in cores.items()},
    }


def reaction(presets: list[str], _: float) -> dict[str, Any]:
    """Milliseconds from Play to the next picture, and from a slider to the picture it changed."""
    with served() as (address, _), _chromium() as browser:
        return {preset: _reactions(browser, address, f"preset={preset}&seed=1") for preset in presets}


def _reactions(browser: Browser, address: str, query: str, times: int = 8) -> dict[str, Any]:
    visit = Visit(browser, address, f"{query}&speed=full", script=WATCH)
    page = visit.page
    plays, slides = [], []
    for _ in range(times):
        visit.settle()
        page.evaluate("window.pictures = []")
        page.click("#play")
        page.wait_for_function("window.pictures.length")
        plays.append(page.evaluate("window.pictures[0].at - window.acted"))
        page.wait_for_timeout(700)
        page.click("#play")
    page.click("#flow [data-key=generator]")
    page.click("#play")
    page.wait_for_timeout(2000)
    slider = page.locator("#knobs [data-name='generator.lr'] input[type=range]")
    for turn in range(times):
        page.wait_for_timeout(400)
        page.evaluate("window.pictures = []")
        slider.press("ArrowLeft" if turn % 2 else "ArrowRight")
        page.wait_for_function("window.pictures.some(({ query }) => query.includes('generator.lr'))")
        slides.append(page.evaluate("window.pictures.find(({ query }) => query).at - window.acted"))
    visit.close()
    return {"play_ms": sorted(plays), "slider_ms": sorted(slides)}


def lines(presets: list[str], seconds: float) -> dict[str, Any]:
    """How far behind a line of 1.5 Mbit/s is, and frames a second at a round trip of 150 ms."""
    found = {}
    with served() as (address, _), _chromium() as browser:
        for preset in presets:
            query = f"preset={preset}&seed=1&speed=full"
            found[preset] = {"narrow": _narrow(browser, address, query, seconds)}
            with delayed(address, 0.075) as far:
                found[preset]["far"] = _at(Visit(browser, far, query), seconds)
    return found


def _narrow(browser: Browser, address: str, query: str, seconds: float) -> dict[str, Any]:
    visit = Visit(browser, address, query)
    # The charts' script has come: while it comes it takes most of such a line.
    visit.until("window.Plotly", 30)
    line = {"offline": False, "latency": 0, "downloadThroughput": 1.5e6 / 8, "uploadThroughput": 1.5e6 / 8}
    visit.page.context.new_cdp_session(visit.page).send("Network.emulateNetworkConditions", line)
    return _at(visit, seconds)


def _at(visit: Visit, seconds: float) -> dict[str, Any]:
    visit.page.click("#play")
    time.sleep(WARM_UP)
    first, behind = visit.page.evaluate(LOOK), []
    for _ in range(int(seconds / 0.5)):
        time.sleep(0.5)
        behind.append(visit.stats()["behindMs"])
    last = visit.page.evaluate(LOOK)
    visit.close()
    rate = (last["framesDrawn"] - first["framesDrawn"]) / (last["at"] - first["at"]) * 1e3
    return {
        "frames_a_second": rate,
        "behind_ms_worst": max(behind),
        "behind_ms_median": sorted(behind)[len(behind) // 2],
    }


def wall(_: list[str], seconds: float) -> dict[str, Any]:
    """Pictures of the whole wall a second, and steps a second of each of its seeds."""
    found = {}
    for preset, settings in WALLS.items():
        for loss in LOSSES:
            with served() as (address, server), _chromium() as browser:
                query = f"{settings}&objective={loss}&seeds={SEEDS}"
                found[f"{preset}, {loss}"] = _walled(Visit(browser, address), server, query, seconds)
    return found


def _walled(visit: Visit, server: int, query: str, seconds: float) -> dict[str, Any]:
    page = visit.page
    page.click("[data-view-name=seeds]")
    visit.until("window.playgroundSeeds?.drawn() > 0", 60)
    first = page.evaluate("window.playgroundSeeds.header().stamp")
    page.evaluate("query => window.playgroundSeeds.open(query)", query)
    visit.until(f"window.playgroundSeeds.header().stamp > {first}", 60)
    page.locator("#seeds .pg-segments label:has(input[value=full])").click()
    page.click("#seeds [data-do=play]")
    time.sleep(WARM_UP)
    before, used = page.evaluate(LOOK_AT_WALL), processor_time(server)
    time.sleep(seconds)
    after, spent = page.evaluate(LOOK_AT_WALL), processor_time(server)
    visit.close()
    lasted = (after["at"] - before["at"]) / 1e3
    return {
        "pictures_a_second": (after["drawn"] - before["drawn"]) / lasted,
        "steps_a_second": (after["step"] - before["step"]) / lasted,
        "cores": cores_of(used, spent, seconds),
    }


def pad(_: list[str], seconds: float) -> dict[str, Any]:
    """From a move on the latent pad to the picture that answers it, while digits train and while they rest.

    MNIST itself has to be at hand. A move that comes while another waits for its answer takes its place.
    """
    with served() as (address, _), _chromium() as browser:
        visit = Visit(browser, address, "preset=mnist&seed=1&speed=full")
        visit.page.click("[data-view-name=latent]")
        visit.until("Boolean(document.querySelector('.pg-latent')?.dataset.pad)", 60)
        found = {"resting": _moved(visit, seconds / 2)}
        visit.page.click(".pl-play")
        # Until the slow numbers come as often as they ever do.
        time.sleep(4 * WARM_UP)
        found["playing"] = _moved(visit, seconds)
        visit.close()
    return found


def _moved(visit: Visit, seconds: float) -> dict[str, Any]:
    """Moves the hand ten times a second, and then waits for the answer to the last move."""
    page = visit.page
    box, first = page.locator(".pl-field").bounding_box(), page.evaluate(LOOK_AT_PAD)
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.evaluate(PAD)
    for i in range(int(10 * seconds)):
        page.mouse.move(box["x"] + 40 + 2 * (i % 60), box["y"] + 60 + (17 * i) % 50)
        page.wait_for_timeout(100)
    page.mouse.up()
    last = page.evaluate(LOOK_AT_PAD)
    visit.until("!window.timed.since", 10)
    page.wait_for_timeout(100)
    timed = page.evaluate("window.timed")
    took = sorted(timed["took"])
    return {
        "moves": timed["moves"],
        "answers": len(took),
        "ms_median": took[len(took) // 2],
        "ms_nine_in_ten": took[int(0.9 * len(took))],
        "ms_worst": took[-5:],
        "steps_a_second": (last["step"] - first["step"]) / (last["at"] - first["at"]) * 1e3,
    }


@contextlib.contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()


PARTS: dict[str, Callable[[list[str], float], dict[str, Any]]] = {
    "play": play,
    "reaction": reaction,
    "lines": lines,
    "wall": wall,
    "pad": pad,
}

if __name__ == "__main__":
    main()
