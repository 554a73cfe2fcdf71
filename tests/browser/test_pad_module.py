"""Drawing pad, thumbnails and gallery in a real Chromium, on a small page of their own."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import gradio as gr
import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from playground import Settings
from playground.distributions.paint import decode_paint, encode_paint
from playground.ui import assets, gallery
from playground.ui.text import browser_texts
from tests.browser.live import pixels, wait_for

HEIGHTS = "distribution.heights"

SCRIPT = """
const props = { base: "%(base)s", value: "" };
const { texts } = await import("/%(base)s/assets/language.js");
window.said = [];
window.components = {};
const stand = async (id, file) => {
  const element = document.getElementById(id);
  const watchers = [];
  const own = { ...props, value: "" };
  const module = await import(`/%(base)s/assets/${file}`);
  module.mount(element, own, (_, act) => watchers.push(act), (_, data) => window.said.push(data));
  window.components[id] = (value) => { own.value = value; watchers.forEach((act) => act()); };
};
await stand("gallery-tabs", "tabs.js");
await stand("presets", "gallery.js");
await stand("data", "gallery.js");
window.pad = await import("/%(base)s/assets/pad.js");
window.paint = await import("/%(base)s/assets/paint.js");
window.open_pad = (kind, initial) => {
  window.done = null;
  window.pad.openPad(document.getElementById("stage-area"), {
    kind, initial, texts,
    onDone: (settings) => { window.done = settings; }, onCancel: () => { window.done = "cancelled"; },
  });
};
window.ready = true;
"""


def page_text():
    """What Gradio would make of the gallery, with an empty stage beside it."""

    async def made():
        with gr.Blocks():
            return gallery.tabs(), gallery.preset_cards(), gallery.data_gallery()

    # Playwright holds this thread's event loop.
    with ThreadPoolExecutor(1) as elsewhere:
        tabs, presets, data = elsewhere.submit(asyncio.run, made()).result()
    column = "".join(
        f'<div id="{name}" class="block">{words}</div>'
        for name, words in (
            ("gallery-tabs", tabs.value),
            ("presets", presets.html_template),
            ("data", data.html_template),
        )
    )
    styles = "".join((assets.FOLDER / name).read_text() for name in ("style.css", "gallery.css"))
    script = SCRIPT % {"base": assets.BASE}
    return (
        "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        "<link rel=icon href=data:,>"
        f"<style>* {{ font-family: sans-serif }} body {{ margin: 0 }} {styles}</style>"
        '<body><div class="gradio-container"><div id="page"><div id="gallery-area" class="pg-area">'
        f'{column}</div><div id="stage-area" class="pg-area" style="min-height: 420px"></div></div></div>'
        f'<script type="module">{script}</script>'
    )


@pytest.fixture(scope="module")
def address():
    received = []
    text = page_text()

    async def data(request):
        body = await request.body()
        received.append((dict(request.query_params), body))
        if body == b"bad":
            return JSONResponse({"error": "This is no table."}, 400)
        return JSONResponse({"state": {}, "note": {"key": "own.run", "values": {"steps": len(body)}}})

    base = f"/{assets.BASE}"
    app = Starlette(
        routes=[
            Route("/", lambda request: HTMLResponse(text)),
            Route(f"{base}/assets/{{name}}", assets.serve),
            Route(f"{base}/preview/{{kind}}/{{key}}", gallery.serve_preview),
            Route(f"{base}/texts/en", lambda request: JSONResponse(browser_texts("en"))),
            Route(f"{base}/data", data, methods=["POST"]),
        ]
    )
    app.state.received = received
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", 0, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/", received
    server.should_exit = True
    thread.join()


class Visit:
    """One page with the gallery and an empty stage, and all that went wrong on it."""

    def __init__(self, browser, address, **context):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **context})
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_function("window.ready === true")

    def open(self, kind, initial=None):
        self.page.evaluate("([kind, initial]) => open_pad(kind, initial)", [kind, initial])
        self.page.wait_for_selector(".pg-pad canvas")

    def done(self):
        return self.page.evaluate("window.done")

    def use(self):
        self.page.click(".pg-pad-use")
        return self.done()

    def plot(self):
        """The box within which the pad draws: left, top, width, height on the page."""
        return self.page.evaluate(
            """() => {
              const canvas = document.querySelector(".pg-pad canvas").getBoundingClientRect();
              const size = Math.max(12, Math.min(18, canvas.width / 42));
              const plane = Boolean(document.querySelector(".pg-pad [data-does=eraser]"));
              const [side, top, bottom] = plane ? [2.4, 0.8, 1.9] : [1.6, 0.8, 2.6];
              let width = canvas.width - 2 * side * size;
              let height = canvas.height - (top + bottom) * size;
              const spare = plane ? width - Math.min(width, height) : 0;
              if (plane) width = height = Math.min(width, height);
              return [canvas.left + side * size + spare / 2, canvas.top + top * size, width, height];
            }"""
        )

    def at(self, x, y):
        """A place of the drawing, given in shares of its box, as a place on the page."""
        left, top, width, height = self.plot()
        return left + x * width, top + (1 - y) * height

    def stroke(self, *places):
        """One stroke of the mouse through places of the drawing."""
        mouse = self.page.mouse
        mouse.move(*self.at(*places[0]))
        mouse.down()
        for place in places[1:]:
            mouse.move(*self.at(*place), steps=5)
        mouse.up()


@pytest.fixture
def visit(browser, address):
    visit = Visit(browser, address[0])
    yield visit
    visit.context.close()
    assert visit.complaints == []


def heights(settings):
    assert settings["distribution"] == "drawn"
    return np.array([float(height) for height in settings[HEIGHTS].split(",")])


def levels(settings):
    assert settings["distribution"] == "drawn-2d"
    return decode_paint(settings["distribution.paint"]).astype(int)


# -- the text of a painting ----------------------------------------------------------------------


def test_paint_reads_the_same_in_browser_and_engine(visit):
    rng = np.random.default_rng(0)
    for most in (2, 16):
        sheet = rng.integers(0, most, (32, 32)) * (rng.random((32, 32)) < 0.5)
        told = visit.page.evaluate("levels => paint.encodePaint(levels)", sheet.T.ravel().tolist())
        assert told == encode_paint(sheet)
        back = visit.page.evaluate("text => Array.from(paint.decodePaint(text))", told)
        assert back == sheet.T.ravel().tolist()


@pytest.mark.parametrize("text", ["", "a1023", "a1025", "q1024", "a0", "1024a", "A1024", "a9999", "a1024 "])
def test_paint_that_is_none_is_refused(visit, text):
    assert visit.page.evaluate("text => paint.decodePaint(text)", text) is None


# -- drawing on the line -------------------------------------------------------------------------

NODES = np.linspace(0, 1, 64)
ROOF = ((0.1, 0.0), (0.5, 0.8), (0.9, 0.0))


def roof():
    x, y = np.transpose(ROOF)
    return np.interp(NODES, x, y)


def test_a_stroke_of_the_mouse_becomes_heights(visit):
    visit.open("line")
    visit.stroke(*ROOF)
    settings = visit.use()
    np.testing.assert_allclose(heights(settings), roof(), atol=0.02)
    made = Settings.from_query("noise.dim=1").family.distribution
    assert made is not None
    drawn = Settings.from_query(f"distribution=drawn&{HEIGHTS}={settings[HEIGHTS]}").family.distribution
    assert (drawn.low, drawn.high) == (-2, 2)


def test_a_stroke_backwards_is_the_same(visit):
    visit.open("line")
    visit.stroke(*reversed(ROOF))
    np.testing.assert_allclose(heights(visit.use()), roof(), atol=0.02)


def test_few_samples_of_a_fast_hand_leave_no_gap(visit):
    visit.open("line")
    page, (start, *rest) = visit.page, ROOF
    page.mouse.move(*visit.at(*start))
    page.mouse.down()
    for place in rest:
        page.mouse.move(*visit.at(*place), steps=1)
    page.mouse.up()
    np.testing.assert_allclose(heights(visit.use()), roof(), atol=0.02)


def test_a_finger_draws_too(browser, address):
    visit = Visit(browser, address[0], viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit.open("line")
    visit.page.locator(".pg-pad").scroll_into_view_if_needed()
    wire = visit.context.new_cdp_session(visit.page)
    for kind, place in (("touchStart", ROOF[0]), ("touchMove", ROOF[1]), ("touchMove", ROOF[2])):
        x, y = visit.at(*place)
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    visit.page.wait_for_timeout(50)
    np.testing.assert_allclose(heights(visit.use()), roof(), atol=0.03)
    assert visit.complaints == []
    visit.context.close()


def test_a_hand_straight_up_lifts_one_height(visit):
    visit.open("line")
    visit.stroke((20 / 63, 0.1), (20 / 63, 0.6))
    drawn = heights(visit.use())
    assert drawn[20] == pytest.approx(0.6, abs=0.02)
    assert np.count_nonzero(drawn) == 1


def test_outside_the_box_the_pointer_is_held(visit):
    visit.open("line")
    visit.stroke((0.5, 0.5), (1.02, 1.05), (1.02, -0.2))
    drawn = heights(visit.use())
    assert drawn.min() >= 0
    assert drawn.max() <= 1


def test_the_keyboard_draws(visit):
    visit.open("line")
    keys = visit.page.keyboard
    for key in (
        "Home",
        "ArrowRight",
        "ArrowUp",
        "ArrowUp",
        "ArrowRight",
        "Shift+ArrowUp",
        "Shift+ArrowRight",
    ):
        keys.press(key)
    keys.press("ArrowUp")
    keys.press("ArrowDown")
    visit.page.wait_for_function(
        "document.querySelector('.pg-pad [aria-live]').textContent.includes('height 0.00')"
    )
    keys.press("Enter")
    expected = np.zeros(64)
    expected[1:3] = 0.1, 0.2
    np.testing.assert_allclose(heights(visit.done()), expected)


def test_an_empty_drawing_is_answered_with_a_sentence(visit):
    for kind in ("line", "plane"):
        visit.open(kind)
        visit.page.keyboard.press("Enter")
        assert "Nothing is drawn" in visit.page.inner_text(".pg-pad [role=alert]")
        assert visit.done() is None
        visit.page.keyboard.press("Escape")
        assert visit.done() == "cancelled"
        assert visit.page.locator(".pg-pad").count() == 0


def test_undo_and_clear(visit):
    visit.open("line")
    assert visit.page.is_disabled("[data-does=undo]")
    visit.stroke(*ROOF)
    visit.stroke((0.1, 0.9), (0.9, 0.9))
    visit.page.keyboard.press("Control+z")
    visit.page.click("[data-does=clear]")
    visit.page.click("[data-does=undo]")
    np.testing.assert_allclose(heights(visit.use()), roof(), atol=0.02)


def test_a_drawing_is_gone_on_with(visit):
    drawn = np.round(roof(), 3)
    visit.open("line", {"distribution": "drawn", HEIGHTS: ",".join(map(str, drawn))})
    np.testing.assert_allclose(heights(visit.use()), drawn, atol=1e-9)
    visit.open("line", {"distribution": "drawn", HEIGHTS: "0,5,0"})
    few = heights(visit.use())
    np.testing.assert_allclose(few, 0.9 * np.interp(NODES, [0, 0.5, 1], [0, 1, 0]), atol=1e-3)
    visit.open("line", {"distribution": "ring"})
    assert visit.use() is None


# -- painting in the plane -----------------------------------------------------------------------


def cell(column, row):
    return (column + 0.5) / 32, (row + 0.5) / 32


def test_a_stroke_of_paint_lies_where_it_was_drawn(visit):
    visit.open("plane")
    visit.stroke(cell(4, 8), cell(20, 8))
    once = visit.page.evaluate("document.querySelector('.pg-pad canvas').toDataURL()")
    visit.stroke(cell(4, 8), cell(20, 8))
    visit.page.wait_for_timeout(100)
    assert visit.page.evaluate("document.querySelector('.pg-pad canvas').toDataURL()") != once
    painted = levels(visit.use())
    assert (painted[4:21, 8] == 15).all()
    assert not painted[:, 11:].any()
    assert not painted[:, :6].any()
    assert not painted[23:].any()
    # Soft towards the edge, and as soft above as below.
    assert painted[12, 9] > 0
    np.testing.assert_array_equal(painted[12, 6:11], painted[12, 6:11][::-1])


def test_one_stroke_adds_once_however_slowly(visit):
    visit.open("plane")
    visit.stroke(cell(10, 10), cell(20, 10), cell(10, 10), cell(20, 10))
    assert levels(visit.use())[15, 10] == 9


def test_brush_and_eraser(visit):
    visit.open("plane")
    visit.page.locator(".pg-pad input[type=range]").fill("8")
    visit.stroke(cell(16, 16), cell(16.1, 16))
    visit.page.locator(".pg-pad input[type=range]").fill("1")
    visit.page.click("[data-does=eraser]")
    assert visit.page.get_attribute("[data-does=eraser]", "aria-pressed") == "true"
    visit.stroke(cell(16, 16), cell(16, 16))
    painted = levels(visit.use())
    assert painted[16, 16] == 0
    assert painted[14, 16] == 9
    assert np.count_nonzero(painted) > 40


def test_the_keyboard_paints_and_erases(visit):
    visit.open("plane")
    visit.page.locator(".pg-pad input[type=range]").fill("1")
    visit.page.locator(".pg-pad canvas").focus()
    keys = visit.page.keyboard
    for key in ("Shift+ArrowLeft", "ArrowUp", " ", " ", "ArrowUp", "ArrowUp", " ", "Delete"):
        keys.press(key)
    visit.page.wait_for_function(
        "document.querySelector('.pg-pad [aria-live]').textContent.includes('of 15')"
    )
    keys.press("Enter")
    painted = levels(visit.done())
    assert painted[12, 17] == 15
    assert np.count_nonzero(painted) == 1


def test_a_painting_is_gone_on_with(visit):
    sheet = np.zeros((32, 32), int)
    sheet[3, 30], sheet[5:9, 1] = 7, 15
    visit.open("plane", {"distribution": "drawn-2d", "distribution.paint": encode_paint(sheet)})
    np.testing.assert_array_equal(levels(visit.use()), sheet)


def test_the_pages_shortcuts_rest_while_somebody_draws(visit):
    visit.page.evaluate(
        "() => { window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key)); }"
    )
    visit.open("plane")
    for key in (" ", "d", "g", "r"):
        visit.page.keyboard.press(key)
    assert visit.page.evaluate("window.heard") == []


# -- thumbnails and gallery ----------------------------------------------------------------------


def ink(page, selector):
    """Share of pixels of a thumbnail on which something is drawn, and how many colours there are."""
    picture = pixels(page.locator(selector).evaluate("canvas => canvas.toDataURL()"))
    drawn = picture[picture[..., 3] > 40]
    return len(drawn) / picture[..., 0].size, drawn[:, :3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_thumbnails_are_drawn_in_the_colours_of_the_theme(browser, address, scheme):
    visit = Visit(browser, address[0], viewport={"width": 1280, "height": 6000}, device_scale_factor=2)
    page = visit.page
    page.evaluate("dark => document.body.classList.toggle('dark', dark)", scheme == "dark")
    for tab in ("presets", "data"):
        page.click(f"#tab-{tab}")
        drawn = f"[...document.querySelectorAll('#{tab} canvas')].every((canvas) => canvas.dataset.drawn)"
        page.wait_for_function(drawn, timeout=20_000)
        for canvas in page.locator(f"#{tab} canvas").all():
            name = canvas.get_attribute("data-preview")
            share, colours = ink(page, f'[data-preview="{name}"]')
            assert share > 0.01, name
            data = colours.max(axis=1) > 200 if scheme == "dark" else colours.max(axis=1) < 90
            # Other families' points have other colours than the data's.
            if canvas.get_attribute("data-drawn") in ("line", "plane", "tiles"):
                assert data.any(), name
            assert canvas.evaluate("canvas => canvas.width / canvas.clientWidth") == pytest.approx(
                2, rel=0.02
            )
    assert visit.complaints == []
    visit.context.close()


def test_thumbnails_follow_a_change_of_theme(visit):
    page = visit.page
    page.wait_for_selector("[data-preview='preset/convergence'][data-drawn]")
    bright = page.locator("[data-preview='preset/convergence']").evaluate("canvas => canvas.toDataURL()")
    page.evaluate("document.body.classList.add('dark')")
    page.wait_for_function(
        "old => document.querySelector(\"[data-preview='preset/convergence']\").toDataURL() !== old",
        arg=bright,
    )


def test_a_card_and_a_tile_are_chosen(visit):
    page = visit.page
    page.click("#presets label:has(input[value=ring])")
    page.click("#tab-data")
    assert page.locator("#presets").is_hidden()
    page.click("#data label:has(input[value=moons])")
    assert page.evaluate("window.said") == [
        {"value": "ring", "asked": 1},
        {"value": "moons", "asked": 2},
    ]
    page.evaluate("components.data('spiral')")
    assert page.is_checked("#data input[value=spiral]")
    assert not page.is_checked("#data input[value=moons]")
    page.evaluate("components.data('points-2d')")
    assert page.locator("#data input:checked").count() == 0
    assert page.get_attribute(".pg-own", "data-chosen") == "true"


def test_tabs_go_by_arrow_keys(visit):
    page = visit.page
    page.focus("#tab-presets")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-data"
    assert page.locator("#data").is_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("#presets").is_visible()
    assert page.get_attribute("#tab-data", "tabindex") == "-1"


def test_own_data_is_drawn_over_the_stage(visit):
    page = visit.page
    page.evaluate("document.getElementById('stage-area').append(document.createElement('button'))")
    page.click("#tab-data")
    page.click("[data-own=line]")
    assert page.evaluate("document.querySelector('#stage-area > button').inert")
    visit.stroke(*ROOF)
    visit.use()
    (said,) = page.evaluate("window.said")
    assert said["value"] == "drawn"
    drawn = Settings.from_query(said["query"]).family.distribution
    assert len(drawn.heights) == 64
    assert page.evaluate("document.activeElement.dataset.own") == "line"
    assert not page.evaluate("document.querySelector('#stage-area > button').inert")


def test_files_are_sent_with_what_came_of_it(visit, address):
    page, received = visit.page, address[1]
    received.clear()
    page.click("#tab-data")
    page.set_input_files(
        "#data input[type=file]", {"name": "a b.csv", "mimeType": "text/csv", "buffer": b"1\n2"}
    )
    page.wait_for_function("window.said.length === 1")
    assert page.inner_text(".pg-own [role=status]") == "The saved run goes on from step 3."
    assert received == [({"run": "", "name": "a b.csv"}, b"1\n2")]
    page.evaluate("""() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["bad"], "x.txt"));
      const tell = (kind) => document.getElementById("stage-area").dispatchEvent(
        new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      tell("dragover");
      window.lit = document.getElementById("stage-area").className;
      tell("drop");
    }""")
    page.wait_for_function(
        "document.querySelector('.pg-own [role=status]').textContent === 'This is no table.'"
    )
    assert "pg-drop" in page.evaluate("window.lit")
    assert "pg-drop" not in page.get_attribute("#stage-area", "class")
    assert len(page.evaluate("window.said")) == 1
    # Chromium reports every answer of this kind by itself.
    visit.complaints[:] = [each for each in visit.complaints if "400" not in each]


def test_large_files_stay_here(visit, address):
    page, received = visit.page, address[1]
    received.clear()
    page.click("#tab-data")
    page.evaluate("""() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(16 * 2 ** 20 + 1)], "x.npy"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
    }""")
    page.wait_for_function(
        "document.querySelector('.pg-own [role=status]').textContent.includes('larger than 16 MiB')"
    )
    assert received == []
