"""Results as text: strict JSON, or lines for people."""

from __future__ import annotations

import json
import math
from typing import Any


def to_json(result: Any) -> str:
    """Strict JSON: infinity as 1e999, which every reader takes for infinite, and nan as null."""
    marks = {math.inf: "\x00+", -math.inf: "\x00-"}

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [plain(inner) for inner in value]
        if isinstance(value, float) and not math.isfinite(value):
            return marks.get(value)
        return value

    text = json.dumps(plain(result), allow_nan=False)
    return text.replace('"\\u0000+"', "1e999").replace('"\\u0000-"', "-1e999")


def in_lines(value: Any, indent: int = 0) -> list[str]:
    """A result for people: one line a number."""
    pad = "  " * indent
    if isinstance(value, dict):
        lines = []
        for key, inner in value.items():
            if isinstance(inner, dict) or (isinstance(inner, list) and inner and isinstance(inner[0], dict)):
                lines += [f"{pad}{key}", *in_lines(inner, indent + 1)]
            else:
                lines.append(f"{pad}{key:<24} {_cell(inner)}")
        return lines
    if isinstance(value, list):
        return [line for inner in value for line in [*in_lines(inner, indent), ""]]
    return [pad + _cell(value)]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return " ".join(_cell(inner) for inner in value[:8]) + (" …" if len(value) > 8 else "")
    return "-" if value is None else str(value)
