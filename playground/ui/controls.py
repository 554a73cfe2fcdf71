"""Controls of our own making, all inside Gradio's HTML component: choices and knobs.

A choice is a radio group (segments or cards) whose value is a key; knobs are described by plain
data and built in the browser. Both trigger `input` with what the visitor chose.
"""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Sequence
from typing import Any

import gradio as gr

from playground.ui.assets import loader
from playground.ui.text import ENGLISH, text

KNOBS = ("generator.lr", "discriminator.lr", "k", "objective.saturating", "constraint.*")
"""Paths of the knobs on the first page; `*` stands for anything below."""


@dataclasses.dataclass(frozen=True)
class Option:
    """One thing to choose: its key, its name, and for cards a sentence, and a note with a tooltip."""

    key: str
    title: str
    sentence: str = ""
    note: str = ""
    detail: str = ""


def choice(
    elem_id: str, label: str, options: Sequence[Option], more: Sequence[Option] = (), value: str = ""
) -> gr.HTML:
    """A radio group; `more` options go into a menu at its end."""
    style = "cards" if any(option.sentence for option in options) else "segments"
    items = "".join(_item(elem_id, option) for option in options)
    return gr.HTML(
        value=value,
        html_template=f'<div class="pg-{style}" role="radiogroup" aria-label="{_safe(label)}">{items}'
        f"{_menu(more)}</div>",
        js_on_load=loader("choices.js"),
        elem_id=elem_id,
        elem_classes="pg-block",
        apply_default_css=False,
    )


def knob_panel() -> gr.HTML:
    """The knobs of the run: its value is a list of descriptions."""
    return gr.HTML(
        value=[],
        html_template='<div class="pg-knobs"></div>',
        js_on_load=loader("knobs.js"),
        elem_id="knobs",
        elem_classes="pg-block",
        apply_default_css=False,
    )


def shown_knobs(controls: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The descriptions of the live knobs on the page, with their names in words."""
    return [
        {**control, "label": ENGLISH.get(f"knob.{path}", path)}
        for path, control in controls.items()
        if control["live"] and _fits(path) and control["kind"] not in ("tuple", "many")
    ]


def _fits(path: str) -> bool:
    return any(path == known or (known[-1] == "*" and path.startswith(known[:-1])) for known in KNOBS)


def _item(group: str, option: Option) -> str:
    sentence = f"<small>{_safe(option.sentence)}</small>" if option.sentence else ""
    note = f'<em title="{_safe(option.detail)}">{_safe(option.note)}</em>' if option.note else ""
    return (
        f'<label><input type="radio" name="{group}" value="{_safe(option.key)}">'
        f"<span><b>{_safe(option.title)}</b>{sentence}{note}</span></label>"
    )


def _menu(more: Sequence[Option]) -> str:
    if not more:
        return ""
    entries = "".join(f'<option value="{_safe(each.key)}">{_safe(each.title)}</option>' for each in more)
    label = _safe(text("objective.more"))
    first = f'<option value="" hidden>{label}</option>'
    return f'<span class="pg-more"><select aria-label="{label}">{first}{entries}</select></span>'


def _safe(words: str) -> str:
    """For a template, which would otherwise fill in `${...}` and `{{...}}`."""
    escaped = html.escape(words)
    return escaped.replace("$", "&#36;").replace("{", "&#123;").replace("}", "&#125;")
