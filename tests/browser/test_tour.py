"""A whole visit: links, time travel, slow motion, stops, layers, files and the hidden tab."""

import json

import pytest

from playground.metrics import Metric
from playground.pictures import Picture
from playground.runs.frames import decode
from tests.browser.live import FRAME, PLAYING, SMALL, STEP, Visit, alike

SLIDER = "#timeline input"
SHOWN_STEP = "Number(document.querySelector('#status [data-is=step]').textContent.replace(/\\D/g, ''))"


def same_run(one, other):
    assert one.step == other.step
    assert one.readings() == other.readings()
    assert alike(one.picture(), other.picture())


# -- links and time travel -------------------------------------------------------------------------


@pytest.mark.parametrize("preset", ["convergence", "ring"])
def test_a_link_shows_the_same_picture_at_the_same_step(visits, preset):
    """Also after a switch of the loss, live, and a half-step by hand."""
    visit = visits(f"preset={preset}&{SMALL}&seed=4")
    visit.play_to(37)
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    visit.step_once("#step-g")
    visit.play_to(80)
    link = visit.page.evaluate("window.playground.link()")
    assert "at.37=" in link
    assert "step=80" in link
    other = visits(link.partition("?")[2])
    other.until(f"{STEP} === 80 && !({PLAYING})")
    other.settle()
    same_run(visit, other)
    for each in (visit, other):
        each.play_to(95)
    same_run(visit, other)


def test_a_run_taken_back_and_played_on_equals_one_that_never_stopped(visits):
    query = f"preset=ring&{SMALL}&seed=2"
    straight, winding = visits(query), visits(query)
    straight.play_to(90)
    winding.play_to(60)
    winding.page.fill(SLIDER, "23")
    winding.until(f"{STEP} === 23")
    winding.play_to(90)
    same_run(straight, winding)


def thumb(visit, share):
    """A place on the timeline's track."""
    box = visit.page.locator(SLIDER).bounding_box()
    return box["x"] + 7 + share * (box["width"] - 14), box["y"] + box["height"] / 2


def test_dragging_the_timeline_shows_the_past_at_once(visit):
    visit.play_to(120)
    here, calls = visit.picture(), []
    visit.page.on("request", lambda request: calls.append(request.url) if "gradio_api" in request.url else None)
    mouse = visit.page.mouse
    mouse.move(*thumb(visit, 1))
    mouse.down()
    mouse.move(*thumb(visit, 0.3), steps=4)
    visit.until(f"{SHOWN_STEP} < 60")
    assert not alike(visit.picture(), here)
    # Nothing was asked of the server so far: what is seen is what had been seen.
    assert calls == []
    assert visit.step == 120
    mouse.up()
    visit.until(f"{STEP} < 60 && {STEP} > 20")
    step = visit.step
    assert visit.page.input_value(SLIDER) == str(step)
    assert visit.page.evaluate(SHOWN_STEP) == step
    visit.settle()
    assert not alike(visit.picture(), here)


def test_the_timeline_goes_by_keys_and_single_steps(visit):
    visit.play_to(120)
    visit.page.focus(SLIDER)
    for _ in range(3):
        visit.page.keyboard.press("ArrowLeft")
    visit.until(f"{STEP} === 117")
    visit.page.keyboard.press("Home")
    visit.until(f"{STEP} === 0")
    assert "0" in visit.page.get_attribute(SLIDER, "aria-valuetext")
    visit.page.keyboard.press("End")
    visit.until(f"{STEP} === 120")


def test_marks_of_the_timeline_lead_to_their_steps(visits):
    visit = visits(f"preset=convergence&{SMALL}")
    visit.play_to(150)
    visit.until("document.querySelectorAll('#timeline .pg-marks button').length > 0")
    mark = visit.page.locator("#timeline .pg-marks button").last
    named = int("".join(filter(str.isdigit, mark.get_attribute("aria-label").rpartition(",")[2])))
    assert 0 <= named <= 150
    mark.click()
    visit.until(f"{STEP} === {named}")


def test_a_change_in_the_past_drops_what_came_after(visit):
    visit.play_to(130)
    visit.page.fill(SLIDER, "40")
    visit.until(f"{STEP} === 40")
    assert visit.page.get_attribute(SLIDER, "max") == "130"
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('at.40=objective:wasserstein')")
    visit.until(f"document.querySelector('{SLIDER}').max < 130")
    assert "40" in visit.page.get_attribute("#timeline .pg-marks i", "title")
    visit.step_once()
    assert visit.step == 41


# -- slow motion and stops -------------------------------------------------------------------------

NOTED = """() => {
  window.noted = [];
  const note = () => {
    const lit = [...document.querySelectorAll("#flow .pg-box.pg-lit")].map((box) => box.dataset.key);
    const held = [...document.querySelectorAll("#flow .pg-box:has(.pg-lock:not([hidden]))")]
      .map((box) => box.dataset.key);
    noted.push({ caption: document.querySelector("#caption p").textContent, lit, held });
  };
  document.addEventListener("playground:frame", () => setTimeout(note));
}"""


def test_slow_motion_shows_each_phase_and_one_press_goes_on(visit):
    visit.choose_speed("slow")
    visit.page.evaluate(NOTED)
    visit.page.click("#play")
    visit.until("new Set(noted.map(({ caption }) => caption)).size >= 9", 90)
    noted = visit.page.evaluate("noted")
    lit = {key for each in noted for key in each["lit"]}
    held = {key for each in noted for key in each["held"]}
    assert {"noise", "fakes", "discriminator", "loss"} & lit
    assert held == {"generator", "discriminator"}
    assert all(not set(each["held"]) >= {"generator", "discriminator"} for each in noted)
    step = visit.step
    visit.choose_speed("story")
    visit.until(f"{STEP} > {step + 20}")
    assert visit.page.locator("#flow .pg-box.pg-lit").count() == 0


def test_the_run_stops_where_it_was_told_to(visit):
    page = visit.page
    page.click(".pg-stop summary")
    page.fill(".pg-stop [name=step]", "45")
    page.keyboard.press("Enter")
    assert not page.evaluate("document.querySelector('.pg-stop').open")
    visit.until("document.querySelector('.pg-stop summary').textContent.includes('45')")
    page.click("#play")
    visit.until(f"{STEP} === 45 && !({PLAYING})")
    visit.until("document.querySelector('#caption').textContent.includes('45')")
    visit.play()
    assert visit.step > 45


def test_the_run_stops_once_a_number_meets_its_bound(visit):
    page = visit.page
    visit.play_to(30)
    page.click(".pg-stop summary")
    page.select_option(".pg-stop [name=metric]", "jsd")
    page.select_option(".pg-stop [name=relation]", "<=")
    page.fill(".pg-stop [name=number]", "0.68")
    page.click(".pg-stop [type=submit]")
    visit.until("document.querySelector('.pg-stop summary').textContent.includes('jsd')")
    page.click("#play")
    visit.until(f"!({PLAYING}) && {STEP} > 30", 60)
    visit.settle()
    assert float(page.inner_text("#readings [data-name=jsd] td >> nth=0")) <= 0.68
    assert visit.page.inner_text("#caption").startswith("Stopped")
    page.click(".pg-stop summary")
    page.click(".pg-stop [type=reset]")
    visit.until("!document.querySelector('.pg-stop summary').textContent.includes('jsd')")


def test_every_number_that_a_run_has_can_stop_it(visit):
    offered = visit.page.evaluate("[...document.querySelectorAll('.pg-stop [name=metric] option')].map((o) => o.value)")
    assert offered == ["", *Metric.entries]


# -- layers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("preset", "picture"), [("convergence", "line"), ("ring", "plane")])
def test_each_layer_is_drawn_or_not_and_only_sent_where_it_is_drawn(visits, preset, picture):
    visit = visits(f"preset={preset}&{SMALL}")
    visit.play_to(60)
    names = [name for name in Picture.entries[picture].layers if name != "starve"]
    buttons = visit.page.locator("#layers button")
    assert [button.get_attribute("data-layer") for button in buttons.all()] == names
    for name in names:
        button = visit.page.locator(f"#layers [data-layer={name}]")
        pressed, before = button.get_attribute("aria-pressed"), visit.picture()
        button.click()
        assert button.get_attribute("aria-pressed") != pressed
        visit.settle()
        assert visit.picture() != before, name
        button.click()
        visit.settle()
        assert alike(visit.picture(), before), name


def test_a_layer_that_is_off_is_not_sent(browser, address):
    frames = []

    class Listening(Visit):
        def go(self, url):
            self.page.on("websocket", lambda socket: socket.on("framereceived", frames.append))
            super().go(url)

    visit = Listening(browser, address)
    visit.step_once()
    assert "heat" in decode(frames[-1])[1]
    visit.page.click("#layers [data-layer=heat]")
    visit.settle()
    visit.step_once()
    binary = [frame for frame in frames if isinstance(frame, bytes)]
    assert "heat" not in decode(binary[-1])[1]
    visit.close()


# -- files out and in ------------------------------------------------------------------------------


def saved(visit, kind, folder):
    """What the menu hands the browser as a file."""
    visit.page.click("#export summary")
    with visit.page.expect_download() as waiting:
        visit.page.click(f"[data-export={kind}]")
    place = folder / waiting.value.suggested_filename
    waiting.value.save_as(place)
    assert not visit.page.evaluate("document.querySelector('#export').open")
    assert visit.notice() == ""
    return place


def test_pictures_and_numbers_are_saved_as_files(visit, tmp_path):
    visit.play_to(60)
    png = saved(visit, "png", tmp_path)
    assert png.suffix == ".png"
    assert png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert png.stat().st_size > 10_000
    svg = saved(visit, "svg", tmp_path)
    assert svg.suffix == ".svg"
    assert "<svg" in svg.read_text(encoding="utf-8")[:2000]
    header, *rows = saved(visit, "csv", tmp_path).read_text(encoding="utf-8").splitlines()
    assert header.split(",")[0] == "step"
    assert {"jsd", "loss_d", "loss_g"} <= set(header.split(","))
    assert rows
    assert all(len(row.split(",")) == len(header.split(",")) for row in rows)


def test_a_saved_run_goes_on_where_it_was(visits, tmp_path):
    visit = visits(f"preset=ring&{SMALL}&seed=6")
    visit.play_to(40)
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    visit.play_to(70)
    run = saved(visit, "run", tmp_path)
    other = visits("preset=convergence")
    other.page.set_input_files("#export input[type=file]", run)
    other.until(f"{STEP} === 70")
    other.until("document.querySelector('#objective input[value=wasserstein]').checked")
    other.settle()
    same_run(visit, other)
    for each in (visit, other):
        each.play_to(90)
    same_run(visit, other)


def test_a_file_that_is_no_run_is_answered_with_a_sentence(visit):
    visit.step_once()
    visit.settle()
    picture = visit.picture()
    visit.page.set_input_files(
        "#export input[type=file]",
        {"name": "x.safetensors", "mimeType": "application/octet-stream", "buffer": b"no run at all"},
    )
    visit.until("!document.querySelector('.pg-notice').hidden")
    assert len(visit.notice().split()) > 3
    assert visit.step == 1
    assert visit.picture() == picture
    # Chromium itself reports every answer of this kind.
    visit.complaints[:] = [said for said in visit.complaints if "400" not in said]


# -- out of sight ----------------------------------------------------------------------------------

HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_hidden_page_rests_and_goes_on_when_it_is_seen_again(visit):
    visit.play()
    visit.page.evaluate(HIDE, True)
    # What was on its way still comes.
    visit.settle()
    drawn, step = visit.stats()["framesDrawn"], visit.step
    visit.page.wait_for_timeout(600)
    assert visit.stats()["framesDrawn"] == drawn
    visit.page.evaluate(HIDE, False)
    visit.until(f"{FRAME} > {drawn + 3}")
    # It rested: 600 ms at the preset's pace would have been many more steps than these few frames.
    assert visit.step > step
    assert visit.page.evaluate(PLAYING)


def test_the_address_bar_is_a_link_of_its_own(visits):
    visit = visits(f"preset=ring&{SMALL}")
    visit.page.fill("#seed input", "12")
    visit.page.press("#seed input", "Enter")
    visit.until("location.search.includes('seed=12')")
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.until("location.search.includes('wasserstein')")
    visit.settle()
    picture = visit.picture()
    visit.go(visit.page.url)
    visit.settle()
    assert alike(visit.picture(), picture)
    assert json.loads(visit.page.input_value("#seed input")) == 12
