"""The flow diagram and the knobs of a model as the page shows them: plain data, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.families import Family
from playground.flow import Box, Note
from playground.ui.text import ENGLISH

Words = Mapping[str, str]
Controls = Mapping[str, Mapping[str, Any]]
JOINT = " · "


def shown_flow(family: Family, words: Words = ENGLISH) -> dict[str, Any]:
    """The boxes and arrows of the family's diagram; each box says in a few words how it is set."""
    flow = family.flow()
    return {
        "boxes": [_shown_box(box, words) for box in flow.boxes],
        "arrows": [
            {"start": arrow.start, "end": arrow.end, "kind": arrow.kind, "halves": list(arrow.halves)}
            for arrow in flow.arrows
        ],
    }


def shown_knobs(controls: Controls, words: Words = ENGLISH) -> list[dict[str, Any]]:
    """All settings, as `playground.runs.controls.describe` gives them, with their names in words."""
    return [
        {
            **{name: value for name, value in control.items() if name not in ("catalogue", "titles")},
            "help": words.get(f"help.{control['help']}", control["help"]),
            "heading": f"flow.{control['heading']}",
            "label": _label(path, controls, words),
            "choices": [[key, _choice(key, control, words)] for key in control["choices"]],
        }
        for path, control in controls.items()
    ]


def _shown_box(box: Box, words: Words) -> dict[str, Any]:
    return {
        "key": box.key,
        "symbol": box.symbol,
        "title": f"flow.{box.title}",
        "kind": box.kind,
        "half": box.half or "",
        "phase": box.phase,
        "knobs": bool(box.paths),
        "summary": JOINT.join(_phrase(note, words) for note in box.notes),
    }


def _phrase(note: Note, words: Words) -> str:
    template = words.get(f"note.{note.key}") or words.get(f"note.{note.key.partition('.')[0]}")
    if template is None:
        return words.get(f"{note.key}.title", note.title)
    return template.format(**{name: _brief(value, words) for name, value in note.values.items()})


def _brief(value: Any, words: Words) -> str:
    """A number without noise; a choice by its name."""
    if isinstance(value, float):
        return f"{value:.4g}"
    return f"{value:,}" if type(value) is int else words.get(f"choice.{value}", str(value))


def _label(path: str, controls: Controls, words: Words) -> str:
    """The knob's name in words, after its owner's where several entries are held side by side."""
    *before, name = path.split(".")
    label = words.get(f"knob.{name}", name.replace("_", " "))
    holder = controls.get(".".join(before[:-1]), {})
    if holder.get("kind") == "many":
        return words["knobs.of"].format(owner=_choice(before[-1], holder, words), name=label)
    return label


def _choice(key: str, control: Mapping[str, Any], words: Words) -> str:
    if "catalogue" in control:
        return words.get(f"{control['catalogue']}.{key}.title", control["titles"][key])
    return words.get(f"choice.{key}", key)
