"""Time travel on the page: dragging, keys, marks, and another future from a moment of the past."""

from tests.browser.live import SMALL, STEP, alike, same_run

SLIDER = "#timeline input"
SHOWN_STEP = "Number(document.querySelector('#status [data-is=step]').textContent.replace(/\\D/g, ''))"


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
    visit.page.on(
        "request", lambda request: calls.append(request.url) if "gradio_api" in request.url else None
    )
    mouse = visit.page.mouse
    mouse.move(*thumb(visit, 1))
    mouse.down()
    mouse.move(*thumb(visit, 0.3), steps=4)
    visit.until(f"{SHOWN_STEP} < 60")
    assert not alike(visit.picture(), here)
    # The run itself has not changed: it is as long as it was, and stands still.
    assert visit.page.evaluate(f"document.querySelector('{SLIDER}').max") == "120"
    assert 30 < int(visit.page.input_value(SLIDER)) < 42
    assert visit.page.get_attribute("#play", "data-playing") == "false"
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
    handle = f"Number(document.querySelector('{SLIDER}').value)"
    visit.until(f"{STEP} === 120 && {handle} === 120")
    visit.page.focus(SLIDER)
    for step in (119, 118, 117):
        visit.page.keyboard.press("ArrowLeft")
        visit.until(f"{STEP} === {step} && {handle} === {step}")
    visit.page.keyboard.press("Home")
    visit.until(f"{STEP} === 0")
    assert "0" in visit.page.get_attribute(SLIDER, "aria-valuetext")
    visit.page.keyboard.press("End")
    visit.until(f"{STEP} === 120")
    # With nothing focused, arrows take larger steps.
    visit.page.evaluate("document.activeElement.blur()")
    visit.page.keyboard.press("ArrowLeft")
    visit.until(f"{STEP} === 119")


# The past is shown in front of each of so many frames, before it has been drawn.
IN_FRONT = """const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  set onmessage(hear) {
    super.onmessage = (event) => {
      hear(event);
      if (typeof event.data === "string" || !(window.inFront > 0)) return;
      window.inFront -= 1;
      const slider = document.querySelector("#timeline input");
      slider.value = 0;
      slider.dispatchEvent(new Event("input"));
    };
  }
};"""


def test_frames_that_the_past_was_shown_in_front_of_are_acknowledged(visits):
    visit = visits(f"preset=ring&{SMALL}&seed=2", script=IN_FRONT)
    visit.play_to(30)
    visit.page.evaluate("window.inFront = 8")
    visit.page.click("#play")
    # As many as that would use up what may be on the way, and no other would come.
    visit.until(f"window.inFront === 0 && {STEP} > 60")


# Frames and answers that take their time, and where the handle was at each moment.
FAR = """const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  set onmessage(hear) {
    super.onmessage = (event) => (window.far ? setTimeout(() => hear(event), 260) : hear(event));
  }
};
const plain = window.fetch;
window.fetch = async (...given) => {
  const answer = await plain(...given);
  if (window.far) await new Promise((resolve) => setTimeout(resolve, 170));
  return answer;
};
window.places = [];
const look = () => {
  const slider = document.querySelector("#timeline input");
  if (window.far && slider && places.at(-1) !== slider.value) places.push(slider.value);
  requestAnimationFrame(look);
};
look();"""


def test_a_late_frame_does_not_move_the_handle_between_two_keys(visits):
    visit = visits(script=FAR)
    for _ in range(12):
        visit.step_once()
    visit.page.focus(SLIDER)
    visit.page.evaluate("window.far = true")
    for pause in (190, 160, 40, 330, 190, 20, 250, 30):
        visit.page.keyboard.press("ArrowLeft")
        visit.page.wait_for_timeout(pause)
    visit.until(f"{STEP} === 4")
    visit.page.wait_for_timeout(500)
    places = visit.page.evaluate("places.map(Number)")
    assert places == sorted(places, reverse=True)
    assert places[-1] == 4
    # It follows the run again.
    visit.page.evaluate("window.far = false")
    visit.step_once()
    visit.until(f"document.querySelector('{SLIDER}').value === '5'")


def test_marks_of_the_timeline_lead_to_their_steps(visits):
    visit = visits("preset=convergence&speed=full")
    mark = visit.page.locator("#timeline .pg-marks button").last
    # A run that stands still is measured right there, so the panels do not depend on the machine's pace.
    for step in range(220, 400, 20):
        visit.play_to(step)
        if mark.count():
            break
    named = int("".join(filter(str.isdigit, mark.get_attribute("aria-label").rpartition(",")[2])))
    assert 0 < named <= 400
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
