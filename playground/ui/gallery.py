"""Choosing by picture: cards of presets, thumbnails of data, and the way in for data of one's own.

The catalogue's own English is marked as the words under `preset.<key>.title` and `distribution.<key>.title`,
and a sentence by itself (`summary.<sentence>`), so that another language can say them.
"""

from __future__ import annotations

import gradio as gr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground import trained
from playground.distributions import Distribution, Images, Line, Plane
from playground.families import Family
from playground.presets import Preset
from playground.presets.measured import measured_claims
from playground.runs.previews import distribution_preview, kept_preview
from playground.ui import assets
from playground.ui.markup import element, safe
from playground.ui.text import text

UPLOADED = ("points-1d", "points-2d", "picture", "images")
"""Distributions that only a file makes one's own."""

ACCEPTED = ".csv,.txt,.npy,.zip,image/*"

_PREVIEWS = {"preset": (Preset, kept_preview), "distribution": (Distribution, distribution_preview)}


def tabs() -> gr.HTML:
    """The tabs of the column: presets, data, and models."""
    buttons = "".join(
        element(
            "button",
            f"{name}.label",
            attributes=f'type="button" role="tab" id="tab-{name}" aria-controls="{name}-panel" '
            f'aria-selected="{"true" if first else "false"}" tabindex="{0 if first else -1}"',
        )
        for name, first in (("presets", True), ("data", False), ("models", False))
    )
    return gr.HTML(
        f'<div class="pg-tabs" role="tablist" data-text-label="gallery.label" '
        f'aria-label="{safe(text("gallery.label"))}">{buttons}</div>',
        js_on_load=assets.loader("tabs.js"),
        elem_id="gallery-tabs",
        apply_default_css=False,
    )


def preset_cards() -> gr.HTML:
    """A radio group of cards; its value is a preset's key."""
    cards = "".join(
        _heading(f"chapter.{chapter}") + "".join(map(_card, presets))
        for chapter, presets in Preset.story().items()
        if presets
    )
    return _gallery("presets", cards)


def data_gallery() -> gr.HTML:
    """A radio group of thumbnails, whose value is a distribution's key, and buttons for own data."""
    shown = [entry for key, entry in Distribution.entries.items() if key not in UPLOADED]
    shown.sort(key=lambda entry: entry.key.startswith("drawn"))
    groups = {
        "line": [entry for entry in shown if issubclass(entry, Line)],
        "plane": [entry for entry in shown if issubclass(entry, Plane)],
        "pictures": [entry for entry in shown if issubclass(entry, Images)],
    }
    tiles = "".join(
        f'{_heading(f"data.{name}")}<div class="pg-tiles">{"".join(map(_tile, entries))}</div>'
        for name, entries in groups.items()
    )
    return _gallery("data", tiles, _own_data())


def family_cards() -> gr.HTML:
    """A radio group of cards; its value is a family's key."""
    return _gallery("models", "".join(map(_family, Family.entries.values())))


def _family(entry: type[Family]) -> str:
    name = f"family.{entry.key}"
    title = element("b", f"{name}.title", entry.title, f'id="{name}.title"')
    sentence = element("small", f"summary.{entry.summary()}", entry.summary(), f'id="{name}.summary"')
    radio = _radio("models", entry.key, name, "summary")
    return f'<label class="pg-card">{radio}<span>{title}{sentence}</span></label>'


async def serve_preview(request: Request) -> Response:
    """The small picture of one preset or distribution: a binary frame."""
    root, make = _PREVIEWS.get(request.path_params["kind"], (None, None))
    key = request.path_params["key"]
    frame = await run_in_threadpool(make, key) if root and key in root.entries else None
    if frame is None:
        return JSONResponse({"error": "There is no such picture."}, 404)
    return Response(frame, media_type="application/octet-stream", headers={"Cache-Control": "no-cache"})


def _gallery(name: str, choices: str, below: str = "") -> gr.HTML:
    label = f'data-text-label="{name}.label" aria-label="{safe(text(f"{name}.label"))}"'
    return gr.HTML(
        value="",
        html_template=f'<div id="{name}-panel" role="tabpanel" aria-labelledby="tab-{name}">'
        f'<div class="pg-gallery" role="radiogroup" {label}>{choices}</div>{below}</div>',
        js_on_load=assets.loader("gallery.js"),
        elem_id=name,
        elem_classes="pg-block",
        apply_default_css=False,
        base=assets.BASE,
    )


def _heading(key: str) -> str:
    return element("h2", key)


def _card(preset: type[Preset]) -> str:
    """A preset: picture, title, sentence, and how often its claims were met where that is known."""
    name = f"preset.{preset.key}"
    title = element("b", f"{name}.title", preset.title, f'id="{name}.title"')
    sentence = element("small", f"summary.{preset.summary()}", preset.summary(), f'id="{name}.summary"')
    note, detail = _measured(preset.key)
    picture = _thumbnail("preset", preset.key) if kept_preview(preset.key) else ""
    radio = _radio("presets", preset.key, name, "summary detail" if detail else "summary")
    inside = f"{picture}{title}{sentence}{note}{_start_trained(preset.key)}"
    return f'<label class="pg-card">{radio}<span>{inside}</span></label>{detail}'


def _start_trained(key: str) -> str:
    """A link to the preset begun at its trained networks, where some ship with the playground."""
    if key not in trained.names():
        return ""
    address = safe(f"?preset={key}&trained={key}")
    label = safe(text("presets.trained.help"))
    told = f'data-text-label="presets.trained.help" aria-label="{label}" title="{label}"'
    where = f'href="{address}" data-trained="{safe(key)}"'
    return element("a", "presets.trained", attributes=f"{where} {told}")


def _measured(key: str) -> tuple[str, str]:
    """The worst-met claim of a preset in short, and all of them for a tooltip and screen readers."""
    claims = measured_claims(key)
    if not claims:
        return "", ""
    told = [{"claim": claim, "met": met, "n": n} for claim, met, n in claims]
    title = "; ".join(text("presets.claim").format(**each) for each in told)
    detail = "; ".join(element("span", "presets.claim", **each) for each in told)
    _, met, n = min(claims, key=lambda claim: claim[1] / claim[2])
    about = f'title="{safe(title)}" data-told-by="preset.{key}.detail"'
    note = element("em", "presets.measured", attributes=about, met=met, n=n)
    return note, f'<span id="preset.{key}.detail" hidden>{detail}</span>'


def _tile(entry: type[Distribution]) -> str:
    name = f"distribution.{entry.key}"
    title = element("b", f"{name}.title", entry.title, f'id="{name}.title"')
    picture = _thumbnail("distribution", entry.key)
    return f'<label class="pg-tile">{_radio("data", entry.key, name)}<span>{picture}{title}</span></label>'


def _radio(group: str, key: str, name: str, told_by: str = "") -> str:
    """A radio input called by its title alone; the rest describes it."""
    described = " ".join(f"{name}.{part}" for part in told_by.split())
    about = f' aria-describedby="{safe(described)}"' if described else ""
    return (
        f'<input type="radio" name="{group}" value="{safe(key)}" aria-labelledby="{safe(name)}.title"{about}>'
    )


def _thumbnail(kind: str, key: str) -> str:
    return f'<canvas class="pg-thumb" data-preview="{kind}/{safe(key)}" aria-hidden="true"></canvas>'


def _own_data() -> str:
    """Drawing and uploading."""
    words = {"line": "data.draw.line", "plane": "data.draw.plane", "file": "data.upload"}
    buttons = "".join(
        element("button", key, attributes=f'type="button" data-own="{way}"') for way, key in words.items()
    )
    return (
        f'<section class="pg-own" data-own-keys="{" ".join(UPLOADED)}">{_heading("data.own")}{buttons}'
        f'<input type="file" accept="{ACCEPTED}" hidden>'
        f'{element("p", "data.limits")}<p role="status"></p></section>'
    )
