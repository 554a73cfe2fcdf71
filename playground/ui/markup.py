"""Words in the templates of our own components."""

from __future__ import annotations

import html
import json
from typing import Any

from playground.ui.text import text


def safe(words: str) -> str:
    """For a template, which would otherwise fill in `${...}` and `{{...}}`."""
    escaped = html.escape(words)
    return escaped.replace("$", "&#36;").replace("{", "&#123;").replace("}", "&#125;")


def element(tag: str, key: str, words: str | None = None, attributes: str = "", **values: Any) -> str:
    """An element that holds the words under `key` alone, filled with `values`.

    `data-text` and `data-values` (JSON) say so, for a script that puts them in another language.
    `words` are those of an entry of a catalogue, which the page's own words do not hold.
    """
    words = text(key) if words is None else words
    words = words.format(**values) if values else words
    filled = f' data-values="{safe(json.dumps(values))}"' if values else ""
    return f'<{tag} data-text="{safe(key)}"{filled} {attributes}>{safe(words)}</{tag}>'
