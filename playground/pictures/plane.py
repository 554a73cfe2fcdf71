"""The stage in the plane: real and fake points over the heat map of D."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import torch

from playground.distributions import Distribution, Plane
from playground.metrics import Evaluation
from playground.pictures.base import (
    DATA,
    GENERATED,
    Array,
    Picture,
    Scene,
    draw_heat,
    lacking,
    single,
    verdict_facts,
    verdicts,
)
from playground.priors import Prior

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 1000
ARROWS = 64
HEAT = 48
MESH = 21


class PlanePicture(Picture):
    """Real and generated points over what D says, where there is a D, with the push that each fake gets.

    `heat` is D on a 48 x 48 grid (row = y upwards, column = x), `arrows` rows of (x, y, dx, dy),
    `warp` G on a regular mesh of a two-dimensional latent space, `latents` where in it the first fakes
    come from, `centres` the data's modes as rows of (x, y, width, weight).
    """

    key = "plane"
    layers: ClassVar = {"heat": True, "push": True, "warp": True, "modes": True, "starve": True}
    patient: ClassVar = {"heat": "heat", "push": "arrows"}

    def applies(self, evaluation):
        return evaluation.generates and isinstance(evaluation.distribution, Plane)

    def scene(self, evaluation, layers=()):
        distribution, warped = evaluation.distribution, "warp" in layers and evaluation.latent == 2
        arrays, still = _generated(evaluation, warped), {"real": _real(distribution)}
        fake = arrays["fake"]
        facts = {"window": [list(axis) for axis in distribution.window()], **verdict_facts(evaluation)}
        facts["lacks"] = lacking(
            heat=evaluation.plays and evaluation.judges_alone,
            warp=evaluation.latent == 2,
            modes=bool(distribution.modes()),
        )
        if evaluation.plays:
            said, loss = judged(evaluation, fake[:ARROWS], evaluation.told(fake)[:ARROWS], layers)
            arrays, facts = arrays | said, facts | loss
        if warped:
            still["latents"] = evaluation.latents(SHOWN)
            facts["latent_window"] = list(evaluation.prior.limits())
        if "modes" in layers and distribution.modes():
            still["centres"] = mode_centres(distribution)
        return Scene(self.key, single(arrays), single(still), facts)

    def draw(self, axes: Axes, scene: Scene) -> None:
        (left, right), (bottom, top) = scene.facts["window"]
        if "heat" in scene.arrays:
            heat = scene.arrays["heat"]
            low, high = (0.0, 1.0) if scene.facts["probability"] else (heat.min(), heat.max())
            draw_heat(axes, heat, scene.facts["window"], low, high)
        axes.scatter(*scene.still["real"].T, s=5, color=DATA, alpha=0.35, linewidths=0, label="real")
        axes.scatter(*scene.arrays["fake"].T, s=5, color=GENERATED, linewidths=0, label="generated")
        axes.set_xlim(left, right)
        axes.set_ylim(bottom, top)
        axes.set_aspect("equal")
        axes.set_xlabel("$x_1$")
        axes.set_ylabel("$x_2$")


def _generated(evaluation: Evaluation, warped: bool) -> dict[str, Array]:
    """The fakes, and with them, where it is `warped`, G on the mesh of its latent plane."""
    if not warped:
        return {"fake": evaluation.fake(SHOWN)}
    # As for D, one pass through so small a G takes less than two.
    latents = np.concatenate([evaluation.latents(SHOWN), _mesh(evaluation.prior)])
    x = evaluation.players.generate(latents)
    return {"fake": x[:SHOWN], "warp": x[SHOWN:].reshape(MESH, MESH, 2)}


def judged(
    evaluation: Evaluation, fake: Array, told: Array, layers: Collection[str]
) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays and facts of what D says, where there is one, of fakes of which it is `told`."""
    arrays, facts, players = {}, {}, evaluation.players
    if "push" in layers:
        arrays["arrows"] = np.concatenate([fake, players.pushes(told)], axis=1)
    cells = grid(evaluation.distribution) if "heat" in layers and evaluation.judges_alone else None
    asked = told if "starve" in layers else told[:0]
    if cells is not None:
        # Asked in one breath: two passes through so small a D would take nearly twice as long.
        asked = np.concatenate([asked, cells])
    if len(asked):
        raw = players.discriminate(asked)
        raw, heat = (raw, None) if cells is None else np.split(raw, [-len(cells)])
        if heat is not None:
            arrays["heat"] = as_heat(evaluation, heat)
        if "starve" in layers:
            said, facts = verdicts(evaluation.objective, raw)
            arrays |= said
    return arrays, facts


def as_heat(evaluation: Evaluation, raw: Array) -> Array:
    """D's raw outputs at the cells of `grid` as they are shown: (HEAT, HEAT)."""
    return evaluation.objective.shown(raw).reshape(HEAT, HEAT)


@functools.lru_cache(maxsize=64)
def grid(distribution: Distribution) -> Array:
    """Centres of the heat map's cells, row by row from below: (HEAT * HEAT, 2)."""
    centres = [low + (np.arange(HEAT) + 0.5) / HEAT * (high - low) for low, high in distribution.window()]
    return np.stack(np.meshgrid(*centres), axis=-1).reshape(-1, 2)


@functools.lru_cache(maxsize=64)
def _real(distribution: Distribution) -> Array:
    return distribution.sample(SHOWN, torch.Generator().manual_seed(1)).numpy()


@functools.lru_cache(maxsize=16)
def mode_centres(distribution: Distribution) -> Array:
    """The data's modes as rows of (x, y, width, weight)."""
    modes = distribution.modes()
    return np.column_stack([modes.centres, modes.widths, modes.weights])


@functools.lru_cache(maxsize=16)
def _mesh(prior: Prior) -> Array:
    side = np.linspace(*prior.limits(), MESH)
    return np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
