"""Controls of our own making, all inside Gradio's HTML component: choices, flow diagram and knobs.

A choice is a radio group whose value is a key; diagram and knobs are described by plain data
(`playground.ui.shown`) and built in the browser. Choices and knobs trigger `input` with what the
visitor chose.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import gradio as gr

from playground.ui.assets import loader
from playground.ui.markup import element, safe
from playground.ui.shown import shown_flow, shown_knobs
from playground.ui.text import text

__all__ = ["Option", "choice", "flow_strip", "knob_panel", "shown_flow", "shown_knobs"]


@dataclasses.dataclass(frozen=True)
class Option:
    """One thing to choose: its key and its name in English."""

    key: str
    title: str


def choice(
    elem_id: str, label: str, options: Sequence[Option], more: Sequence[Option] = (), *, names: str
) -> gr.HTML:
    """A radio group; `more` options go into a menu at its end.

    `label` is the key of the group's name, and `names` makes that of an option's name.
    """
    items = "".join(
        f'<label><input type="radio" name="{elem_id}" value="{safe(option.key)}">'
        f"<span>{element('b', names.format(option.key), option.title)}</span></label>"
        for option in options
    )
    return gr.HTML(
        value="",
        html_template=f'<div class="pg-segments" role="radiogroup" data-text-label="{label}" '
        f'aria-label="{safe(text(label))}">{items}{_menu(more, names)}</div>',
        js_on_load=loader("choices.js"),
        elem_id=elem_id,
        elem_classes="pg-block",
        apply_default_css=False,
    )


def flow_strip() -> gr.HTML:
    """The flow diagram of the model: its value is what `shown_flow` says."""
    return _built("flow", "flow.js", {})


def knob_panel() -> gr.HTML:
    """The knobs of the box chosen in the flow diagram: its value is what `shown_knobs` says."""
    return _built("knobs", "knobs.js", [])


def _built(elem_id: str, module: str, value: Any) -> gr.HTML:
    """A component that its script builds out of plain data."""
    return gr.HTML(
        value=value,
        html_template=f'<div class="pg-{elem_id}"></div>',
        js_on_load=loader(module),
        elem_id=elem_id,
        elem_classes="pg-block",
        apply_default_css=False,
    )


def _menu(more: Sequence[Option], names: str) -> str:
    if not more:
        return ""
    entries = "".join(
        element("option", names.format(each.key), each.title, f'value="{safe(each.key)}"') for each in more
    )
    first = element("option", "objective.more", attributes='value="" hidden')
    label = safe(text("objective.more"))
    return (
        f'<span class="pg-more"><select data-text-label="objective.more" aria-label="{label}">'
        f"{first}{entries}</select></span>"
    )
