"""What the routes of the distances' laboratory are asked: texts of a query, read into checked values."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from playground.distributions import Line
from playground.distributions.line_families import Exponential, Laplace, Uniform
from playground.distributions.line_mixtures import Gaussian, TwoGaussians
from playground.knobs import Knob, SettingError

SHAPES: dict[str, type[Line]] = {
    shape.key: shape for shape in (Gaussian, TwoGaussians, Uniform, Laplace, Exponential)
}
"""The laws that can be drawn by their parameters."""

LINES = "parallel-lines"
"""In the place of a law: the two segments of the paper's first example."""

LONGEST = 500
_FIELD = "distribution"


def law(name: str, text: str) -> Line:
    """A law from its settings' text, "distribution=gaussian&distribution.mean=1"; raises `SettingError`."""
    pairs = parse_qsl(short(name, text), keep_blank_values=True)
    named = dict(pairs)
    key = named.pop(_FIELD, Gaussian.key)
    if key not in SHAPES:
        raise SettingError(f"{name} must be one of {', '.join(SHAPES)}; {key!r:.40} is not.")
    knobs, values = SHAPES[key].knobs(), {}
    for path, value in named.items():
        knob = path.removeprefix(f"{_FIELD}.")
        if knob == path or knob not in knobs:
            known = ", ".join(f"{_FIELD}.{name}" for name in knobs)
            raise SettingError(f"{path!r:.40} is no setting of {name}; there are {known}.")
        values[knob] = knobs[knob].parse(path, value)
    return SHAPES[key](**values)


def value(asked: Mapping[str, str], name: str, knob: Knob):
    """What was asked under `name`, within the knob's bounds; its default where nothing was."""
    return knob.parse(name, short(name, asked[name])) if name in asked else knob.default


def order(text: str, count: int) -> tuple[int, ...] | None:
    """A permutation of `count` points, "2,0,1"; None where there is none. What it holds is for the
    matching to check."""
    if not text:
        return None
    parts = short("order", text, 5 * count).split(",")
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise SettingError("order must be whole numbers separated by commas, such as 2,0,1.")
    return tuple(map(int, parts))


def short(name: str, text: str, longest: int = LONGEST) -> str:
    """The text, unless it is longer than any honest one."""
    if len(text) > longest:
        raise SettingError(f"{name} is at most {longest} characters long; this has {len(text):,}.")
    return text
