"""The view in which two laws are dragged, and all distances between them are seen at once.

It is one component without a state on the server: its script builds everything and asks the routes of
the laboratory.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from playground.knobs import Knob
from playground.laboratory import Distance
from playground.ui import assets
from playground.ui import distances_answers as answers
from playground.ui.dirac_answers import D_STEPS, METHODS, RATE
from playground.ui.dirac_answers import REACH as DIRAC_REACH
from playground.ui.distances_asked import LINES, SHAPES


def distances_view() -> gr.HTML:
    """Makes the view, inside the page's Blocks."""
    with gr.Column(elem_id="view-distances", elem_classes="pg-view"):
        return gr.HTML(
            html_template='<div class="pg-distances"></div>',
            js_on_load=assets.loader("distances.js"),
            elem_id="distances",
            elem_classes="pg-block",
            apply_default_css=False,
            base=assets.BASE,
            lines=LINES,
            shapes=shapes(),
            measures=measures(),
            methods=methods(),
            reach={"theta": answers.REACH, "dirac": DIRAC_REACH},
            points=answers.COUPLED,
            cloud=answers.REST,
        )


def shapes() -> list[dict[str, Any]]:
    """The laws that can be drawn, and the numbers that each is made of."""
    return [
        {
            "key": key,
            "title": shape.title,
            "knobs": [_range(name, knob) for name, knob in shape.knobs().items()],
        }
        for key, shape in SHAPES.items()
    ]


def measures() -> list[dict[str, Any]]:
    """The distances: what they are called, how far they reach, and which axioms they keep."""
    return [
        {
            "key": key,
            "title": entry.title,
            "bound": entry.bound if entry.bound < float("inf") else None,
            "symmetric": entry.symmetric,
            "triangle": entry.triangle,
        }
        for key, entry in Distance.entries.items()
    ]


def methods() -> dict[str, Any]:
    """The methods of the Dirac-GAN, and what their numbers may be."""
    return {
        "entries": [
            {
                "key": key,
                "name": method.name,
                "number": (knob := method.number()) and _range(method.knob, knob),
            }
            for key, method in METHODS.items()
        ],
        "rate": _range("rate", RATE),
        "n_d": _range("n_d", D_STEPS),
    }


def _range(name: str, knob: Knob) -> dict[str, Any]:
    kind = "int" if knob.kind is int else "float"
    return {
        "name": name,
        "low": knob.low,
        "high": knob.high,
        "log": knob.log,
        "default": knob.default,
        "kind": kind,
    }
