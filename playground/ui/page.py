"""The layout of the page, and which event goes to which handler."""

from __future__ import annotations

from typing import Any

import gradio as gr

from playground.objectives import Objective
from playground.presets import Preset
from playground.presets.measured import measured_claims
from playground.runs import Registry
from playground.ui import assets
from playground.ui.controls import Option, choice, knob_panel
from playground.ui.handlers import PACES, Handlers
from playground.ui.text import browser_texts, text

ONE_CLICK = ("jensen-shannon", "wasserstein")
"""Losses that are one click away; all others take one more."""


def build(registry: Registry) -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(title=text("title"), fill_width=True, analytics_enabled=False) as page:
        parts: dict[str, Any] = {}
        with gr.Column(elem_id="page"):
            _header()
            with gr.Column(elem_id="presets-area", elem_classes="pg-area"):
                parts["presets"] = _presets()
            with gr.Row(elem_id="transport", elem_classes="pg-area"):
                parts |= _transport()
            with gr.Column(elem_id="stage-area", elem_classes="pg-area"):
                parts["stage"] = _stage()
                gr.HTML('<p aria-live="polite"></p>', elem_id="caption", apply_default_css=False)
                with gr.Row(elem_id="footing"):
                    parts |= _footing()
            with gr.Column(elem_id="side", elem_classes="pg-area"):
                _readings()
                gr.HTML(f'<h2 class="pg-heading">{text("knobs.label")}</h2>', apply_default_css=False)
                parts["knobs"] = knob_panel()
        _connect(page, Handlers(registry, parts), parts)
    return page


def _header() -> None:
    gr.HTML(
        f'<header class="pg-header"><h1>{text("title")}</h1><p>{text("tagline")}</p>'
        f'<button id="theme" type="button" aria-label="{text("theme")}"></button></header>',
        js_on_load="element.querySelector('#theme').onclick = () => document.body.classList.toggle('dark');",
        elem_id="header",
        apply_default_css=False,
    )


def _presets() -> gr.HTML:
    return choice("presets", text("presets.label"), [_card(key) for key in Preset.entries])


def _card(key: str) -> Option:
    """A preset, with how often its claims were met where that is known: the worst of them, and all."""
    preset, claims = Preset.entries[key], measured_claims(key)
    if not claims:
        return Option(key, preset.title, preset.summary())
    _, met, n = min(claims, key=lambda claim: claim[1] / claim[2])
    every = text("presets.claim")
    detail = "; ".join(every.format(claim=claim, met=one, n=all_) for claim, one, all_ in claims)
    return Option(key, preset.title, preset.summary(), text("presets.measured").format(met=met, n=n), detail)


def _transport() -> dict[str, Any]:
    losses = [Option(key, entry.title) for key, entry in Objective.entries.items()]
    first = [option for key in ONE_CLICK for option in losses if option.key == key]
    paces = [Option(key, text(f"speed.{key}")) for key in PACES]
    return {
        "play": _button("play", "transport.play", variant="primary"),
        "step_d": _button("step-d", "transport.step_d"),
        "step_g": _button("step-g", "transport.step_g"),
        "step_both": _button("step-both", "transport.step_both"),
        "rewind": _button("rewind", "transport.rewind"),
        "reset": _button("reset", "transport.reset"),
        "speed": choice("speed", text("speed.label"), paces),
        "objective": choice(
            "objective", text("objective.label"), first, [option for option in losses if option not in first]
        ),
    }


def _button(elem_id: str, words: str, variant: str = "secondary") -> gr.Button:
    return gr.Button(text(words), elem_id=elem_id, variant=variant, min_width=0, scale=0)


def _stage() -> gr.HTML:
    return gr.HTML(
        value={},
        html_template='<div class="pg-stage"><canvas role="img"></canvas>'
        '<div class="pg-notice" role="alert" hidden><p></p>'
        f'<button type="button" aria-label="{text("notice.close")}">×</button></div></div>',
        js_on_load=assets.loader("stage.js"),
        elem_id="stage",
        apply_default_css=False,
        texts=browser_texts(),
        base=assets.BASE,
    )


def _footing() -> dict[str, Any]:
    words = "".join(
        f'<span>{text(f"status.{name}")} <b data-is="{name}">–</b></span>' for name in ("step", "rate")
    )
    gr.HTML(f"<p>{words}</p>", elem_id="status", apply_default_css=False)
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


def _readings() -> None:
    columns = "".join(f'<th scope="col">{text(f"readings.{name}")}</th>' for name in ("now", "perfect"))
    gr.HTML(
        f'<h2 class="pg-heading">{text("readings.label")}</h2>'
        f"<table><thead><tr><th></th>{columns}</tr></thead><tbody></tbody></table>",
        elem_id="readings",
        apply_default_css=False,
    )


def _connect(page: gr.Blocks, handlers: Handlers, parts: dict[str, Any]) -> None:
    outputs = {parts[name] for name in ("stage", "presets", "speed", "objective", "seed", "knobs")}
    # Outside the queue, controls never wait behind one another's visitors.
    common = {"outputs": outputs, "queue": False, "show_progress": "hidden", "api_visibility": "private"}
    stage = [parts["stage"]]
    page.load(handlers.open, **common)
    for name, command in {
        "play": handlers.command("toggle"),
        "step_d": handlers.command("step", part="discriminator"),
        "step_g": handlers.command("step", part="generator"),
        "step_both": handlers.command("step", part="both"),
        "rewind": handlers.command("rewind"),
        "reset": handlers.command("reset"),
        "new_seed": handlers.command("reseed"),
    }.items():
        parts[name].click(command, stage, trigger_mode="multiple", **common)
    parts["presets"].input(handlers.choose_preset, stage, trigger_mode="always_last", **common)
    parts["objective"].input(handlers.choose_objective, stage, trigger_mode="always_last", **common)
    parts["speed"].input(handlers.choose_speed, stage, trigger_mode="always_last", **common)
    parts["knobs"].input(handlers.turn_knob, stage, trigger_mode="always_last", **common)
    parts["seed"].submit(handlers.type_seed, [*stage, parts["seed"]], **common)
