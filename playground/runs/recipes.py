"""Recipes for latents: what the latent explorer may ask G to make something of.

A recipe is plain data, any of these parts, each of which becomes an array of samples under its name:

    sheet     true: G at the first `SHEET` latents of the stage, which other parts call by their numbers
    pad       {base, basis, at}: `base` with its coordinates along the basis set to `at`
    plane     {base, basis, at, on, n}: n x n latents of the pad's plane, along the directions `on`
    strip     {from, to, n, straight}: the way from one latent to another
    sum       {plus, minus, more}: latent arithmetic on up to three latents each, and eight neighbours
    manifold  n: n x n latents of a two-dimensional prior
    z         rows of latents themselves

A latent is the number of one on the sheet, or the numbers of which it consists. `basis`, the kind of
directions, adds these themselves, and `real` a sample of p_data. All of it is one pass through G. The
parts of `inspecting` go along with them where the data are pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.latent import arithmetic, manifold, moved, neighbours, path, plane, within
from playground.latent_directions import KINDS, Directions
from playground.metrics import Evaluation
from playground.pictures.tiles import SHOWN as SHEET
from playground.runs.commands import CommandError

MOST_ROWS = 256
FARTHEST = 10.0
"""Coordinates of latents lie between -10 and 10."""
DIRECTIONS = 8
LONGEST_STRIP, WIDEST_MANIFOLD, WIDEST_PLANE, IN_A_SLOT = 64, 12, 9, 3
NEIGHBOURS = 8

Array = np.ndarray
Recipe = Mapping[str, Any]


class Explorer:
    """Keeps the directions found for one run: a G that goes on training would turn them under the hand."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Directions, int]] = {}

    def directions(self, kind: str, evaluation: Evaluation, step: int, anew: bool) -> tuple[Directions, int]:
        """The directions of a kind, and the step at which they were found: now, if need be."""
        held = self._found.get(kind)
        if held is None or anew or held[0].vectors.shape[1] != evaluation.latent:
            count = min(DIRECTIONS, evaluation.latent)
            held = self._found[kind] = KINDS[kind](evaluation, count), step
        return held


@dataclass(frozen=True, eq=False)
class Kitchen:
    """What recipes are made from: one instant of a run and the directions found for it."""

    explorer: Explorer
    evaluation: Evaluation
    step: int

    @property
    def prior(self):
        """The prior that latents are drawn from."""
        return self.evaluation.prior

    def latent(self, given: Any) -> Array:
        """One latent (d,): the number of one on the sheet, or its own numbers."""
        if isinstance(given, list):
            return self.latents([given])[0]
        return self.evaluation.latents(SHEET)[whole("The number of a latent", given, 0, SHEET - 1)]

    def latents(self, given: Any) -> Array:
        """Rows of latents (n, d)."""
        d = self.evaluation.latent
        fits = isinstance(given, list) and 0 < len(given) <= MOST_ROWS
        if not fits or not all(isinstance(row, list) and len(row) == d for row in given):
            raise CommandError(f"z must be 1 to {MOST_ROWS} rows of {d} numbers each.")
        return np.array([_numbers("A latent", row, d) for row in given])

    def directions(self, asked: Recipe, anew: bool = False) -> tuple[Directions, int]:
        """The directions that `asked` names as its basis, and the step they were found at."""
        kind = asked.get("basis")
        if not isinstance(kind, str) or kind not in KINDS:
            raise CommandError(f"basis must be one of {', '.join(KINDS)}.")
        return self.explorer.directions(kind, self.evaluation, self.step, anew)


def _sheet(kitchen: Kitchen, asked: Any) -> Array:  # noqa: ARG001
    return kitchen.evaluation.latents(SHEET)


def _pad(kitchen: Kitchen, asked: Any) -> Array:
    asked = mapping("pad", asked)
    vectors = kitchen.directions(asked)[0].vectors
    at = _numbers("The place on the pad", asked.get("at"), len(vectors))
    return within(kitchen.prior, moved(kitchen.latent(asked.get("base")), vectors, at))[None]


def _plane(kitchen: Kitchen, asked: Any) -> Array:
    asked = mapping("plane", asked)
    vectors = kitchen.directions(asked)[0].vectors
    n = whole("n", asked.get("n"), 2, WIDEST_PLANE)
    on, most = asked.get("on"), len(vectors) - 1
    if not isinstance(on, list) or not 1 <= len(on) <= 2:
        raise CommandError("on must be the numbers of one or two directions.")
    on = [whole("The number of a direction", each, 0, most) for each in on]
    at = _numbers("The place on the pad", asked.get("at"), len(vectors))
    at[on] = 0.0
    centre = moved(kitchen.latent(asked.get("base")), vectors, at)
    # Each latent is the middle of a cell, and the cells cover all of the pad.
    extent = kitchen.prior.limits()[1] * (1 - 1 / n)
    if len(on) == 1:
        grid = centre + np.linspace(-extent, extent, n)[:, None] * vectors[on]
    else:
        grid = plane(centre, vectors[on], extent, n)
    return within(kitchen.prior, grid.reshape(-1, centre.size))


def _strip(kitchen: Kitchen, asked: Any) -> Array:
    asked, straight = mapping("strip", asked), mapping("strip", asked).get("straight")
    if straight not in (None, True, False):
        raise CommandError("straight must be true, false, or null for what suits the prior.")
    n = whole("n", asked.get("n", 10), 2, LONGEST_STRIP)
    ends = (kitchen.latent(asked.get(end)) for end in ("from", "to"))
    return path(kitchen.prior, *ends, n, straight)


def _sum(kitchen: Kitchen, asked: Any) -> Array:
    asked, slots = mapping("sum", asked), []
    for name in ("plus", "minus", "more"):
        held = asked.get(name, [])
        if not isinstance(held, list) or len(held) > IN_A_SLOT:
            raise CommandError(f"{name} must be a list of at most {IN_A_SLOT} latents.")
        slots.append([kitchen.latent(each) for each in held])
    z = arithmetic(kitchen.prior, *slots)
    return np.concatenate([z[None], neighbours(kitchen.prior, z, NEIGHBOURS)])


def _manifold(kitchen: Kitchen, asked: Any) -> Array:
    n = whole("manifold", asked, 2, WIDEST_MANIFOLD)
    return manifold(kitchen.prior, kitchen.evaluation.latent, n).reshape(-1, 2)


PARTS: dict[str, Callable[[Kitchen, Any], Array]] = {
    "sheet": _sheet,
    "pad": _pad,
    "plane": _plane,
    "strip": _strip,
    "sum": _sum,
    "manifold": _manifold,
    "z": lambda kitchen, asked: kitchen.latents(asked),
}


def cook(kitchen: Kitchen, recipe: Recipe) -> dict[str, Array]:
    """G at the latents of every part, by one pass."""
    rows = {
        name: make(kitchen, recipe[name])
        for name, make in PARTS.items()
        if recipe.get(name) not in (None, False)
    }
    count = sum(map(len, rows.values()))
    if count > MOST_ROWS:
        raise CommandError(f"A recipe makes at most {MOST_ROWS} samples, and this one {count}.")
    if not rows:
        return {}
    x = kitchen.evaluation.players.generate(np.concatenate([*rows.values()]))
    ends = np.cumsum([len(z) for z in rows.values()])
    return dict(zip(rows, np.split(x, ends[:-1]), strict=True))


def mapping(name: str, given: Any) -> Recipe:
    if not isinstance(given, Mapping):
        raise CommandError(f"{name} must be an object with named parts.")
    return given


def whole(name: str, given: Any, least: int, most: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise CommandError(f"{name} must be a whole number from {least} to {most}.")
    return given


def _numbers(name: str, given: Any, count: int) -> Array:
    """`count` numbers that latents may consist of."""
    plain = isinstance(given, list) and len(given) == count
    if not plain or not all(type(each) in (int, float) and abs(each) <= FARTHEST for each in given):
        raise CommandError(f"{name} must be {count} numbers from {-FARTHEST:g} to {FARTHEST:g}.")
    return np.array(given, float)
