"""The laboratory in a real browser: what a hand does to it, by mouse and by keyboard."""

import json
import threading
import time

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from playground.ui import assets, distances_view
from playground.ui.dirac_answers import REACH as DIRAC_REACH
from playground.ui.distances_answers import COUPLED, REACH, REST
from playground.ui.distances_asked import LINES
from playground.ui.distances_routes import distances_routes
from playground.ui.text import browser_texts

GRAVE = ("serious", "critical")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Laboratory</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<style>body {{ margin: 0 }} {style}</style>
<body data-view="distances"><div class="gradio-container"><main id="page" style="display: block">
<div id="view-distances" class="pg-view"><div id="distances"><div class="pg-distances"></div></div></div>
</main></div>
<script type="module">
  const {{ mount }} = await import("/{base}/assets/distances.js");
  const {{ speak }} = await import("/{base}/assets/language.js");
  window.speak = (language) => speak(language);
  mount(document.querySelector("#distances"), {props});
</script></body></html>"""
READY = ".pd-measures tr[data-chosen=true]"
THETA = "document.querySelector('.pg-distances').dataset.theta"


def props():
    return {
        "base": assets.BASE,
        "lines": LINES,
        "shapes": distances_view.shapes(),
        "measures": distances_view.measures(),
        "methods": distances_view.methods(),
        "reach": {"theta": REACH, "dirac": DIRAC_REACH},
        "points": COUPLED,
        "cloud": REST,
    }


@pytest.fixture(scope="module")
def address():
    made = PAGE.format(style=assets.style(), base=assets.BASE, props=json.dumps(props()))

    async def front(_):
        return HTMLResponse(made)

    async def texts(request):
        return JSONResponse(browser_texts(request.path_params["language"]))

    base = f"/{assets.BASE}"
    routes = [
        Route("/", front),
        Route(f"{base}/assets/{{name}}", assets.serve),
        Route(f"{base}/texts/{{language}}", texts),
    ]
    app = Starlette(routes=[*routes, *distances_routes()])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def opened(browser, address):
    """Opens the laboratory: `opened(width, height, scheme)`."""
    contexts, complaints = [], []

    def open_page(width=1280, height=720, **context):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **context))
        page = contexts[-1].new_page()
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        page.wait_for_selector(READY)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(opened):
    return opened()


def settle(page, theta):
    page.wait_for_function(f"Number({THETA}) === {theta}")


def put(page, theta):
    field = page.locator(".pd-offset input[type=number]")
    field.fill(str(theta))
    field.press("Enter")
    field.blur()
    settle(page, theta)


def value(page, key, column=1):
    return float(
        page.inner_text(f".pd-measures tr[data-key={key}] td:nth-of-type({column})").replace("−", "-")
    )


def test_far_apart_only_wasserstein_has_a_gradient(page):
    assert value(page, "jensen-shannon") == pytest.approx(0.693, abs=1e-3)
    assert value(page, "jensen-shannon", 2) == pytest.approx(0, abs=1e-3)
    assert [value(page, "wasserstein-1", column) for column in (1, 2)] == [4, 1]
    assert "0.693" in page.inner_text(".pd-seen")


def test_dragging_q_changes_the_numbers(page):
    box = page.locator(".pd-laws canvas").bounding_box()
    unit = (box["width"] - 20) / 14
    x, y = box["x"] + 10 + 11 * unit, box["y"] + box["height"] * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 3 * unit, y, steps=6)
    page.mouse.up()
    page.wait_for_function(f"Math.abs({THETA} - 1) < 0.05")
    page.wait_for_timeout(300)
    assert value(page, "wasserstein-1") == pytest.approx(1, abs=0.05)
    assert value(page, "jensen-shannon") < 0.5


def test_a_handle_changes_the_width_of_p_alone(page):
    before = page.locator(".pd-side-q input[type=number]").input_value()
    box = page.locator(".pd-laws canvas").bounding_box()
    unit = (box["width"] - 20) / 14
    height = page.evaluate(
        """() => { const sheet = document.querySelector(".pd-laws .pd-sheet");
        const size = 0.86 * parseFloat(getComputedStyle(sheet).fontSize);
        const { height } = sheet.getBoundingClientRect();
        const [top, bottom] = [size * 2.4, height - size * 1.7];
        return bottom - (bottom - top) * Math.exp(-0.5) / 1.12; }"""
    )
    x, y = box["x"] + 10 + 7.5 * unit, box["y"] + height
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + unit, y, steps=5)
    page.mouse.up()
    width = page.locator(".pd-side-p .pd-slider:last-child input[type=number]")
    assert float(width.input_value()) == pytest.approx(1.5, abs=0.05)
    assert page.locator(".pd-side-q input[type=number]").input_value() == before


def test_sliders_answer_to_the_keyboard(page):
    page.focus(".pd-offset input[type=range]")
    page.keyboard.press("Home")
    settle(page, -6)
    assert value(page, "wasserstein-1") == 6
    assert page.get_attribute(".pd-offset input[type=range]", "aria-label") == "offset θ"


def test_a_distance_is_chosen_for_the_curve(page):
    page.click(".pd-measures tr[data-key=hellinger] button")
    assert page.inner_text(".pd-title").startswith("Hellinger")
    assert page.get_attribute(".pd-measures tr[data-key=hellinger] button", "aria-pressed") == "true"
    page.wait_for_function("document.querySelector('.pd-legend').innerText.includes('√')")


def test_swapping_two_targets_raises_the_cost(page):
    put(page, 0.4)
    page.click("#pd-tab-earth")
    costs = ".pd-earth .pd-costs button:nth-child({}) b"
    page.wait_for_function("document.querySelector('.pd-earth .pd-costs b').innerText === '0.400'")
    page.click(".pd-targets button:nth-child(1)")
    page.click(".pd-targets button:nth-child(8)")
    page.wait_for_function("document.querySelector('.pd-targets').innerText.startsWith('8')")
    page.wait_for_function("document.querySelector('.pd-earth .pd-sum').innerText.includes('above')")
    assert float(page.inner_text(costs.format(4))) > float(page.inner_text(costs.format(1)))


def test_a_swap_in_the_plane_raises_the_cost(page):
    page.click("#pd-tab-plane")
    page.wait_for_function("document.querySelector('#pd-panel-plane .pd-costs b').innerText > '0'")
    page.click("#pd-panel-plane .pd-button >> nth=0")
    page.wait_for_function("document.querySelector('#pd-panel-plane .pd-sum').innerText.includes('above')")


def test_tabs_show_one_panel_each_and_obey_arrow_keys(page):
    page.focus("#pd-tab-built")
    for name in ("earth", "plane", "critics", "axioms"):
        page.keyboard.press("ArrowRight")
        assert page.locator(".pd-panel:visible").get_attribute("id") == f"pd-panel-{name}"
    page.wait_for_function("document.querySelector('#pd-panel-axioms .pd-sum').innerText.includes('0.693')")
    page.click(".pd-axioms tbody tr:nth-child(1) .pd-broken >> nth=0")
    assert "KL" in page.inner_text("#pd-panel-axioms .pd-sum")


def test_critics_are_trained_on_request(page):
    page.click("#pd-tab-critics")
    page.click("#pd-panel-critics .pd-button")
    page.wait_for_selector("#pd-panel-critics .pd-penalised:visible", timeout=60_000)
    put(page, 1)
    page.wait_for_selector("#pd-panel-critics .pd-penalised", state="hidden")


def test_following_wasserstein_arrives_and_following_jensen_shannon_does_not(page):
    page.click("#pd-tab-lines")
    page.wait_for_selector(".pd-lab[data-lines=true]")
    page.click(".pd-offset .pd-button")
    page.wait_for_selector(".pd-offset .pd-button[aria-pressed=false]")
    assert float(page.evaluate(THETA)) == 4
    page.click(".pd-measures tr[data-key=wasserstein-1] button")
    page.click(".pd-offset .pd-button")
    page.wait_for_selector(".pd-offset .pd-button[aria-pressed=false]", timeout=30_000)
    assert float(page.evaluate(THETA)) == 0
    assert page.inner_text(".pd-seen").startswith("The lines coincide")


def test_the_trajectory_follows_the_start_and_the_method(page):
    page.click("#pd-tab-dirac")
    page.wait_for_selector(".pd-verdict[data-verdict=diverges]", timeout=30_000)
    before = page.inner_text(".pd-verdict")
    picture = "document.querySelector('.pd-dirac canvas').toDataURL()"
    drawn = page.evaluate(picture)
    page.focus(".pd-dirac canvas")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("(was) => document.querySelector('.pd-verdict').innerText !== was", arg=before)
    assert page.evaluate(picture) != drawn
    box = page.locator(".pd-dirac canvas >> nth=0").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    page.select_option(".pd-dirac select >> nth=0", "r1")
    page.wait_for_selector(".pd-verdict[data-verdict=converges]", timeout=30_000)
    page.select_option(".pd-dirac select >> nth=1", "false")
    page.wait_for_selector(".pd-dirac-controls .pd-slider:nth-of-type(2):visible")


def test_the_page_speaks_korean(page):
    page.evaluate("speak('ko')")
    page.wait_for_function("document.querySelector('#pd-tab-earth').innerText === '흙 옮기기'")
    assert "젠슨-섀넌" in page.inner_text(".pd-seen")
    assert page.get_attribute(".pd-offset input[type=range]", "aria-label") == "이동량 θ"


def test_nothing_moves_for_who_wants_no_motion(opened):
    page = opened(reduced_motion="reduce")
    page.click("#pd-tab-earth")
    page.click(".pd-earth .pd-button")
    assert page.locator(".pd-earth input[type=range]").input_value() == "1"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_everything_fits_in_its_place(opened, width, height):
    page = opened(width, height)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("built", "earth", "plane", "critics", "axioms"):
        page.click(f"#pd-tab-{name}")
        page.wait_for_timeout(200)
        clipped = page.evaluate(
            """() => [...document.querySelectorAll(".pd-panel:not([hidden]) *, .pd-card")]
            .filter((e) => e.matches(".pd-aside, .pd-stack, .pd-card"))
            .map((e) => [e.className, e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight])
            .filter(([, across, down]) => across > 1 || down > 1)"""
        )
        assert clipped == [], name


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [
        (1280, 720, "light"),
        (390, 844, "dark"),
        pytest.param(1280, 720, "dark", marks=pytest.mark.thorough),
        pytest.param(390, 844, "light", marks=pytest.mark.thorough),
    ],
)
def test_axe_finds_nothing_grave(opened, scheme, width, height):
    page = opened(width, height)
    if scheme == "dark":
        page.evaluate("document.querySelector('.gradio-container').classList.add('dark')")
    for tab in ("built", "earth", "plane", "critics", "axioms", "lines", "dirac"):
        page.click(f"#pd-tab-{tab}")
        page.wait_for_timeout(400)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        told = [
            (tab, rule["id"], node["target"], node["html"][:120])
            for rule in found
            if rule["impact"] in GRAVE
            for node in rule["nodes"]
        ]
        assert told == []
