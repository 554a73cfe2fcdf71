"""The view that shows how the model families grew out of one another, what feeds what in each, and its cost.

All of it comes from the catalogue, so that a new family is on the map by being defined.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import gradio as gr

from playground import lineage
from playground.families import Family
from playground.lineage import Branch
from playground.measured_lessons import augmented, probed
from playground.ui import assets
from playground.ui.markup import element, safe
from playground.ui.shown import shown_flow
from playground.ui.text import text

MOST_PRESETS = 3
"""Presets that a family offers on the map; the gallery has them all."""

_LESSONS = {"gan": ("map.probe", probed), "cgan": ("map.augment", augmented)}
"""What was measured about a family beyond its presets."""


def map_view() -> gr.HTML:
    """Makes the view, inside the page's Blocks."""
    with gr.Column(elem_id="view-map", elem_classes="pg-view"):
        return family_map()


def family_map() -> gr.HTML:
    """The tree of the families; its script draws their diagrams, and opens what is chosen."""
    return gr.HTML(
        html_template=f'<article class="pg-map">{_opening()}{_branches(lineage.tree())}</article>',
        js_on_load=assets.loader("map.js"),
        elem_id="map",
        elem_classes="pg-block",
        apply_default_css=False,
        flows={key: drawn_flow(entry) for key, entry in Family.entries.items()},
    )


def drawn_flow(family: type[Family]) -> dict[str, Any]:
    """Boxes and arrows of a family at its defaults; a box that nothing joins is left out, unless all are."""
    flow = shown_flow(family())
    joined = {end for arrow in flow["arrows"] for end in (arrow["start"], arrow["end"])}
    boxes = [box for box in flow["boxes"] if box["key"] in joined] or flow["boxes"]
    shown = ("key", "symbol", "title", "kind")
    return {"boxes": [{name: box[name] for name in shown} for box in boxes], "arrows": flow["arrows"]}


def _opening() -> str:
    return (
        f"<header>{element('h2', 'map.title')}{element('p', 'map.lead')}</header>"
        f"<aside>{element('h3', 'map.game')}{element('p', 'map.game.1')}{element('p', 'map.game.2')}</aside>"
    )


def _branches(branches: Iterable[Branch]) -> str:
    grown = "".join(f"<li>{_card(each.family)}{_branches(each.children)}</li>" for each in branches)
    return f"<ul>{grown}</ul>" if grown else ""


def _card(family: type[Family]) -> str:
    key, year, paper = family.key, lineage.told(family, "year"), lineage.told(family, "paper")
    name = f"map.{key}"
    title = element("span", f"family.{key}.title", family.title)
    source = " ".join(filter(None, (safe(paper), f"<time>{year}</time>" if year else "")))
    return (
        f'<section class="pg-map-card" data-family="{safe(key)}" aria-labelledby="{safe(name)}">'
        f'<div><h3 id="{safe(name)}">{title} <small>{source}</small></h3>'
        f"{element('p', f'summary.{family.summary()}', family.summary())}{_facts(family)}"
        f"{_measured(key)}{_doors(family)}</div>"
        f'<figure class="pg-map-flow" role="img" tabindex="0"><div class="pg-flow-inside"></div></figure>'
        "</section>"
    )


def _facts(family: type[Family]) -> str:
    """What it is for, and what it costs."""
    rows = []
    if sentence := lineage.told(family, "what_for"):
        rows.append(("what_for", element("dd", f"summary.{sentence}", sentence)))
    costs = lineage.cost(family)
    if costs:
        told = " ".join(element("span", f"map.{name}", n=f"{number:,}") for name, number in costs.items())
        rows.append(("cost", f"<dd>{told}</dd>"))
    return f"<dl>{''.join(element('dt', f'map.{name}') + said for name, said in rows)}</dl>" if rows else ""


def _measured(key: str) -> str:
    words, find = _LESSONS.get(key, ("", dict))
    found = find()
    return element("p", words, attributes='class="pg-map-measured"', **found) if found else ""


def _doors(family: type[Family]) -> str:
    """Buttons that open presets to play, or the family itself where there is none."""
    doors = [
        _door("presets", preset.key, f"preset.{preset.key}.title", preset.title)
        for preset in lineage.presets(family)[:MOST_PRESETS]
    ] or [_door("models", family.key, f"family.{family.key}.title", family.title)]
    label = f'data-text-label="map.play" aria-label="{safe(text("map.play"))}"'
    return f'<div class="pg-map-doors" role="group" {label}>{"".join(doors)}</div>'


def _door(gallery: str, key: str, words: str, title: str) -> str:
    return element("button", words, title, f'type="button" data-opens="{gallery}" data-value="{safe(key)}"')
