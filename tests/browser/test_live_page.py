"""The live page in a real Chromium: it plays, pauses, steps, switches the loss and resets."""

from tests.browser.live import FRAME, QUERY, alike


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
    assert not visit.page.is_visible("#step-third")  # a GAN has two half-steps
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


SLOW_ANSWERS = """const plain = window.fetch;
window.fetch = async (...given) => {
  const answer = await plain(...given);
  if (window.slow) await new Promise((resolve) => setTimeout(resolve, 500));
  return answer;
};"""


def test_a_choice_made_while_another_is_on_its_way_is_heard(visits):
    visit = visits(script=SLOW_ANSWERS)
    visit.page.evaluate("window.slow = true")
    visit.page.click("#objective label:has-text('Wasserstein')")
    visit.page.select_option("#objective select", "least-squares")
    visit.until("location.search.includes('least-squares')")
    visit.page.wait_for_timeout(700)
    assert visit.value("objective") == "least-squares"
    assert visit.page.input_value("#objective select") == "least-squares"


def test_a_knob_dragged_while_answers_are_slow_ends_where_it_was_let_go(visits):
    visit = visits(script=SLOW_ANSWERS)
    visit.page.click("#flow [data-key=generator]")
    visit.page.evaluate("window.slow = true")
    slider = visit.page.locator("#knobs [data-name='generator.lr'] input[type=range]")
    for _ in range(12):
        slider.press("ArrowRight")
        visit.page.wait_for_timeout(30)
    shown = visit.page.input_value("#knobs [data-name='generator.lr'] input[type=text]")
    for _ in range(40):
        if float(visit.value("generator.lr")) == float(shown):
            break
        visit.page.wait_for_timeout(50)
    assert float(visit.value("generator.lr")) == float(shown)


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


def test_a_bad_address_is_answered_with_a_sentence(visits):
    visit = visits("preset=<img src=x onerror=alert(1)>")
    assert "must be one of" in visit.page.inner_text(".pg-notice")
    assert visit.page.locator(".pg-notice img").count() == 0
    visit.play()


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
