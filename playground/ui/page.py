"""The layout of the page, and which event goes to which handler."""

from __future__ import annotations

from typing import Any

import gradio as gr

from playground.metrics import Metric
from playground.objectives import Objective
from playground.pictures import Picture
from playground.runs import Registry
from playground.ui import assets
from playground.ui.about_view import about_view
from playground.ui.controls import Option, choice, flow_strip, knob_panel
from playground.ui.distances_view import distances_view
from playground.ui.duel_view import duel_view
from playground.ui.gallery import data_gallery, family_cards, preset_cards, tabs
from playground.ui.handlers import PACES, Handlers
from playground.ui.latent_view import latent_view
from playground.ui.map_view import map_view
from playground.ui.markup import element, safe
from playground.ui.seeds_view import seeds_view
from playground.ui.text import LANGUAGES, text

ONE_CLICK = ("jensen-shannon", "wasserstein")
"""Losses that are one click away; all others take one more."""

VIEWS = ("play", "duel", "seeds", "latent", "distances", "map", "about")
"""The views of the page, in the order of the navigation."""

EXPORTS = ("png", "svg", "csv", "run")
"""What can be taken out of the page."""


CAPTION = (
    '<p aria-live="polite"></p>'
    '<div class="pg-standin" role="status" hidden><span></span><button type="button" hidden></button></div>'
)
"""One line says what one is looking at; another, if need be, that digits stand in for other pictures."""


def build(registry: Registry) -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(title=text("title"), fill_width=True, analytics_enabled=False) as page:
        parts: dict[str, Any] = {}
        with gr.Column(elem_id="page"):
            parts["header"] = _header()
            _views()
            with gr.Column(elem_id="gallery-area", elem_classes="pg-area"):
                tabs()
                parts["presets"] = preset_cards()
                parts["data"] = data_gallery()
                parts["models"] = family_cards()
            with gr.Row(elem_id="transport", elem_classes="pg-area"):
                parts |= _transport()
            with gr.Column(elem_id="stage-area", elem_classes="pg-area"):
                parts["stage"] = _stage()
                _html("caption", CAPTION)
                _html("timeline", _timeline())
                with gr.Row(elem_id="footing"):
                    parts |= _footing()
            with gr.Column(elem_id="side", elem_classes="pg-area"):
                _html("readings", _readings())
                parts["knobs"] = knob_panel()
                _html("charts", '<div class="pg-charts"></div>')
                _html("starve", _starve())
            with gr.Column(elem_id="flow-area", elem_classes="pg-area"):
                parts["flow"] = flow_strip()
            duel_view(registry)
            seeds_view(registry, parts["stage"])
            latent_view()
            distances_view()
            map_view()
            about_view()
        _connect(page, Handlers(registry, parts), parts)
    return page


def _html(elem_id: str, inside: str) -> gr.HTML:
    return gr.HTML(inside, elem_id=elem_id, elem_classes="pg-block", apply_default_css=False)


def _header() -> gr.HTML:
    languages = "".join(f'<option value="{key}">{name}</option>' for key, name in LANGUAGES.items())
    exports = "".join(
        element("button", f"export.{kind}", attributes=f'type="button" data-export="{kind}"')
        for kind in EXPORTS
    )
    return gr.HTML(
        html_template=f'<header class="pg-header">{element("h1", "title")}{element("p", "tagline")}'
        f'<label class="pg-language">{element("span", "language.label")}'
        f'<select id="language">{languages}</select></label>'
        f"{_tool('link', 'link.copy')}"
        f'<details id="export">{_summary("export.label")}<div class="pg-menu">{exports}'
        f"{element('button', 'export.open', attributes='type=button data-export=open')}"
        '<input type="file" accept=".safetensors" hidden></div></details>'
        f"{_tool('full', 'full.label')}{_tool('theme', 'theme')}</header>",
        js_on_load=assets.loader("header.js"),
        elem_id="header",
        apply_default_css=False,
        base=assets.BASE,
    )


def _views() -> gr.HTML:
    """The way from one view of the page to another; the other views rest meanwhile."""
    buttons = "".join(
        element("button", f"view.{name}", attributes=f'type="button" data-view-name="{name}"')
        for name in VIEWS
    )
    label = f'data-text-label="view.label" aria-label="{safe(text("view.label"))}"'
    return gr.HTML(
        html_template=f'<nav class="pg-views" {label}>{buttons}</nav>',
        js_on_load=assets.loader("views.js"),
        elem_id="views",
        elem_classes="pg-block",
        apply_default_css=False,
    )


def _tool(elem_id: str, words: str) -> str:
    """A button that is a symbol; its words are a tooltip and what a screen reader says."""
    label = safe(text(words))
    return (
        f'<button id="{elem_id}" class="pg-tool" type="button" data-text-label="{words}" '
        f'aria-label="{label}" title="{label}"></button>'
    )


def _summary(words: str) -> str:
    label = safe(text(words))
    return (
        f'<summary class="pg-tool" data-text-label="{words}" aria-label="{label}" title="{label}"></summary>'
    )


def _transport() -> dict[str, Any]:
    losses = [Option(key, entry.title) for key, entry in Objective.entries.items()]
    first = [option for key in ONE_CLICK for option in losses if option.key == key]
    paces = [Option(key, text(f"speed.{key}")) for key in PACES]
    return {
        "play": _button("play", "transport.play", variant="primary"),
        "step_d": _button("step-d", "transport.step_d"),
        "step_g": _button("step-g", "transport.step_g"),
        "step_third": _button("step-third", "transport.step_third"),
        "step_both": _button("step-both", "transport.step_both"),
        "rewind": _button("rewind", "transport.rewind"),
        "reset": _button("reset", "transport.reset"),
        "speed": choice("speed", "speed.label", paces, names="speed.{}"),
        "objective": choice(
            "objective",
            "objective.label",
            first,
            [option for option in losses if option not in first],
            names="objective.{}.title",
        ),
    }


def _button(elem_id: str, words: str, variant: str = "secondary") -> gr.Button:
    return gr.Button(text(words), elem_id=elem_id, variant=variant, min_width=0, scale=0)


def _stage() -> gr.HTML:
    return gr.HTML(
        value={},
        html_template='<div class="pg-stage"><canvas role="img" tabindex="-1"></canvas>'
        '<div class="pg-badge" hidden></div>'
        '<div class="pg-notice" role="alert" hidden><p></p>'
        f'<button type="button" data-text-label="notice.close" aria-label="{safe(text("notice.close"))}">×'
        "</button></div></div>",
        js_on_load=assets.loader("stage.js"),
        elem_id="stage",
        apply_default_css=False,
        base=assets.BASE,
        layers={picture.key: picture.layers for picture in Picture.entries.values()},
    )


def _timeline() -> str:
    label = safe(text("timeline.label"))
    return (
        f'<div class="pg-timeline"><input type="range" min="0" max="1" value="0" step="1" '
        f'data-text-label="timeline.label" aria-label="{label}" title="{label}">'
        '<div class="pg-marks"></div></div>'
    )


def _footing() -> dict[str, Any]:
    words = "".join(
        f'<span>{element("i", f"status.{name}")} <b data-is="{name}">–</b></span>'
        for name in ("step", "rate")
    )
    _html("status", f"<p>{words}</p>")
    _html(
        "layers",
        f'<div class="pg-layers" role="group" data-text-label="layers.label" '
        f'aria-label="{safe(text("layers.label"))}"></div>',
    )
    _html("stop", _stop())
    seed = gr.Number(
        label=text("seed.label"),
        precision=0,
        minimum=0,
        elem_id="seed",
        container=False,
        min_width=0,
        scale=0,
    )
    return {"seed": seed, "new_seed": _button("new-seed", "seed.new")}


def _stop() -> str:
    """Where the run is to stop: at a step, or once a number of the run meets a bound."""
    metrics = "".join(f'<option value="{key}">{key}</option>' for key in Metric.entries)
    return (
        f'<details class="pg-stop">{element("summary", "stop.label")}<form class="pg-menu">'
        f'<label>{element("span", "stop.step")}<input name="step" type="number" min="1" step="1"></label>'
        f'<label>{element("span", "stop.when")}<select name="metric">'
        f'<option value=""></option>{metrics}</select></label>'
        '<span class="pg-pair"><select name="relation" data-text-label="stop.relation" '
        f'aria-label="{safe(text("stop.relation"))}">'
        '<option value="&gt;=">≥</option><option value="&lt;=">≤</option></select>'
        f'<input name="number" type="number" step="any" data-text-label="stop.number" '
        f'aria-label="{safe(text("stop.number"))}"></span>'
        f'<span class="pg-pair">{element("button", "stop.set", attributes="type=submit")}'
        f"{element('button', 'stop.clear', attributes='type=reset')}</span></form></details>"
    )


def _readings() -> str:
    columns = "".join(
        element("th", f"readings.{name}", attributes='scope="col"') for name in ("now", "perfect")
    )
    return (
        f"{element('h2', 'readings.label', attributes='class=pg-heading')}"
        f"<table><thead><tr><td></td>{columns}</tr></thead><tbody></tbody></table>"
        '<div class="pg-balance"></div>'
    )


def _starve() -> str:
    return (
        f"{element('h2', 'starve.label', attributes='class=pg-heading')}"
        '<div class="pg-starve-place"><canvas role="img"></canvas></div>'
    )


def _connect(page: gr.Blocks, handlers: Handlers, parts: dict[str, Any]) -> None:
    names = ("stage", "presets", "data", "models", "speed", "objective", "seed", "flow", "knobs")
    # Outside the queue, controls never wait behind one another's visitors.
    common = {
        "outputs": {parts[name] for name in names},
        "queue": False,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    stage = [parts["stage"]]
    page.load(handlers.open, **common)
    for name, command in {
        "play": handlers.command("toggle"),
        "step_d": handlers.command("step", part="first"),
        "step_g": handlers.command("step", part="second"),
        "step_third": handlers.command("step", part="third"),
        "step_both": handlers.command("step", part="both"),
        "rewind": handlers.command("rewind"),
        "reset": handlers.command("reset"),
        "new_seed": handlers.command("reseed"),
    }.items():
        parts[name].click(command, stage, trigger_mode="multiple", **common)
    for name, handler in {
        "header": handlers.choose_language,
        "presets": handlers.choose_preset,
        "data": handlers.choose_data,
        "models": handlers.choose_family,
        "objective": handlers.choose_objective,
        "speed": handlers.choose_speed,
        "knobs": handlers.turn_knob,
    }.items():
        parts[name].input(handlers.answering(handler), stage, trigger_mode="multiple", **common)
    parts["stage"].input(handlers.answering(handlers.obey), stage, trigger_mode="multiple", **common)
    parts["seed"].submit(handlers.type_seed, [*stage, parts["seed"]], **common)
