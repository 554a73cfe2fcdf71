"""A page that holds the modules beside the stage and nothing else, in a real Chromium."""

import threading
import time

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from playground.ui import assets
from playground.ui.plotly_file import serve_plotly
from playground.ui.text import browser_texts

__all__ = ["address", "page"]

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<style>{style}</style>
<body><div class="gradio-container"><div style="width: 240px; padding: 12px; background: var(--pg-panel);
  color: var(--pg-ink); font: 15px/1.35 sans-serif">
  <div id="balance"></div><div id="charts"></div><canvas id="starve"></canvas></div></div>
<script type="module">
  for (const name of ["record", "charts", "starve", "balance", "draw", "plots", "address"]) {{
    Object.assign(window, await import(`/assets/${{name}}.js`));
  }}
  window.texts = (await import("/assets/language.js")).texts;
  window.ready = true;
</script></body></html>"""

# A run in the browser: what its frames' headers would say.
RUN = """
window.header = (step, more = {}) => ({
  line: 1, since: -1, step, measured: step, playing: true, marks: [["a", 0], ["b", 400]], facts: { modes: 8 },
  metrics: { modes: Math.min(8, Math.floor(step / 100)), jsd: 0.6 / (1 + step / 300) + 0.01,
             loss_d: 1.386 - step / 3000, loss_g: 0.693 + step / 2500, d_fake: 0.5 - step / 4000 },
  floors: { modes: 8, jsd: 0.012 }, theory: { jsd: 0, loss_d: 1.3863, loss_g: 0.6931 }, ...more });
window.fill = (charts, record, last, more) => {
  for (let step = 0; step <= last; step += 10) record.note(header(step));
  const newest = header(last, more);
  record.note(newest);
  charts.update(record, newest);
};
null;
"""


@pytest.fixture(scope="module")
def address():
    style = "".join(
        (assets.FOLDER / name).read_text(encoding="utf-8") for name in ("style.css", "charts.css")
    )
    page = PAGE.format(style=style)

    async def front(_):
        return HTMLResponse(page)

    app = Starlette(
        routes=[
            Route("/", front),
            Route("/assets/{name}", assets.serve),
            Route("/texts/en", lambda request: JSONResponse(browser_texts("en"))),
            Route("/kept/plotly.min.js", serve_plotly),
        ]
    )
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
def page(browser, address):
    context = browser.new_context(viewport={"width": 320, "height": 720}, reduced_motion="reduce")
    page, complaints = context.new_page(), []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.wait_for_function("window.ready")
    page.evaluate(RUN)
    yield page
    context.close()
    assert complaints == []
