"""A page that holds flow diagram and knobs and nothing else, in a real Chromium."""

import pytest

from playground import Settings
from playground.runs.controls import describe
from playground.ui import assets
from playground.ui.shown import shown_flow, shown_knobs
from playground.ui.text import browser_texts

__all__ = ["Visit", "visit"]
ADDRESS = "http://playground.test/"
STYLES = ("style.css", "flow.css")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<style>{style}</style><style>#side {{ height: 420px; overflow: auto; width: 230px; }}</style>
<body><div class="gradio-container"><div id="page" style="display: block; height: auto">
  <div id="flow"><div class="pg-flow"></div></div>
  <div id="side"><div id="knobs"><div class="pg-knobs"></div></div></div></div></div>
<script type="module">
  const component = async (id, value, trigger) => {{
    const module = await import(`./${{id}}.js`);
    const watchers = [];
    const props = {{
      get value() {{ return value; }},
      set value(next) {{ value = next; for (const act of watchers) act(); }},
    }};
    module.mount(document.getElementById(id), props, (_, act) => watchers.push(act), trigger);
    return props;
  }};
  window.sent = [];
  window.turned = [];
  window.playground = {{ turn: (name, value) => turned.push({{ name, value, at: performance.now() }}) }};
  window.boxes = [];
  document.addEventListener("playground:box", (event) => boxes.push(event.detail));
  window.flow = await component("flow", null);
  window.answerAfter = 0; // ms
  window.knobs = await component("knobs", null, (_, data) => {{
    sent.push({{ ...data, at: performance.now() }});
    const answered = new CustomEvent("playground:answered", {{ detail: data.asked }});
    setTimeout(() => document.dispatchEvent(answered), answerAfter);
  }});
  window.frame = (half, phase, playing) =>
    document.dispatchEvent(new CustomEvent("playground:frame", {{ detail: {{ half, phase, playing }} }}));
  window.ready = true;
</script></body></html>"""


class Visit:
    """The page in one browser context."""

    def __init__(self, browser, **context):
        style = "".join((assets.FOLDER / name).read_text(encoding="utf-8") for name in STYLES)
        self.html = PAGE.format(style=style)
        self.context = browser.new_context(**{"viewport": {"width": 1062, "height": 640}, **context})
        self.page, self.complaints = self.context.new_page(), []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route(f"{ADDRESS}**", self.answer)
        self.page.goto(ADDRESS)
        self.page.wait_for_function("window.ready")

    def answer(self, route):
        name = route.request.url.removeprefix(ADDRESS)
        if name.startswith("texts/"):
            route.fulfill(json=browser_texts(name.removeprefix("texts/")))
        elif name:
            route.fulfill(path=assets.FOLDER / name)
        else:
            route.fulfill(body=self.html, content_type="text/html")

    def show(self, query=""):
        family = Settings.from_query(query).family
        self.page.evaluate("value => { flow.value = value; }", shown_flow(family))
        self.knobs(shown_knobs(describe(family)))

    def knobs(self, knobs):
        self.page.evaluate("value => { knobs.value = value; }", knobs)

    def box(self, key):
        return self.page.locator(f"#flow [data-key={key}]")

    def row(self, name):
        return self.page.locator(f"#knobs [data-name='{name}']")

    def sent(self):
        """Names and values sent since the last look, once the last of them is surely out."""
        self.page.wait_for_timeout(180)
        said = self.page.evaluate("sent.splice(0)")
        return [(each["name"], each["value"]) for each in said]

    def lit(self):
        return {box.get_attribute("data-key") for box in self.page.locator("#flow .pg-box.pg-lit").all()}

    def held(self):
        return {
            box.get_attribute("data-key")
            for box in self.page.locator("#flow .pg-box").all()
            if box.locator(".pg-lock").is_visible()
        }

    def flowing(self):
        value = self.page.evaluate("flow.value.arrows")
        lit = self.page.locator("#flow .pg-arrow.pg-lit").all()
        arrows = [value[int(arrow.get_attribute("data-index"))] for arrow in lit]
        return {(arrow["start"], arrow["end"]) for arrow in arrows}

    def close(self):
        self.context.close()
        assert self.complaints == []


@pytest.fixture
def visit(browser):
    visit = Visit(browser)
    visit.show()
    yield visit
    visit.close()
