"""The paper's Figure 1: both densities, D, and how z is carried to x."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from playground.distributions import Distribution, Line
from playground.objectives import Objective
from playground.pictures.base import DATA, GENERATED, JUDGE, Array, Picture, Scene, single
from playground.priors import Prior
from playground.pushforward import LineState, blurred

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 256
ARROWS = 25


class LinePicture(Picture):
    """p_data, p_g and D over the line, with arrows from equally likely z to G(z).

    Goodfellow et al. (2014), Figure 1: data black dotted, generator green solid, discriminator
    blue dashed.
    """

    key = "line"

    def applies(self, evaluation):
        return isinstance(evaluation.distribution, Line)

    def scene(self, evaluation):
        x, p = _data_curve(evaluation.distribution)
        window = evaluation.distribution.window()[0]
        edges = np.linspace(*window, POINTS + 1)
        line = evaluation.line.over(edges)
        state = blurred(line, evaluation.noise)
        raw = evaluation.players.discriminate(x[:, None])
        shown = evaluation.objective.shown
        arrays = {
            "q": _over_window(line.q, line, window),
            "d": shown(raw),
            "d_star": shown(_best(evaluation.objective, state, raw, window)),
        }
        z = np.zeros(0)
        if evaluation.latent == 1:
            z = _latents(evaluation.prior)
            gz = evaluation.players.generate(z[:, None])
            arrays |= {"gz": gz[:, 0], "push": evaluation.players.pushes(gz)[:, 0]}
        facts = {
            "window": list(window),
            "latent_window": list(evaluation.prior.limits()),
            "probability": evaluation.objective.probability,
        }
        return Scene(self.key, single(arrays), single({"x": x, "p": p, "z": z}), facts)

    def draw(self, axes: Axes, scene: Scene) -> None:
        x, p, z = (scene.still[name] for name in "xpz")
        q, d = scene.arrays["q"], scene.arrays["d"]
        axes.plot(x, p, color=DATA, linestyle=":", linewidth=2)
        axes.plot(x, q, color=GENERATED, linewidth=2)
        top = 1.25 * float(max(p.max(), np.quantile(np.nan_to_num(q), 0.98)))
        low, high = (0.0, 1.0) if scene.facts["probability"] else (float(d.min()), float(d.max()))
        axes.plot(x, (d - low) / max(high - low, 1e-9) * top / 1.15, color=JUDGE, linestyle="--", linewidth=2)
        axes.set_xlim(scene.facts["window"])
        axes.set_axis_off()
        if len(z):
            _draw_map(axes, scene, top)
        else:
            axes.set_ylim(0, top)


def _draw_map(axes: Axes, scene: Scene, top: float) -> None:
    """The two lines below the curves: z, and arrows up to x = G(z)."""
    x_level, z_level = -0.12 * top, -0.5 * top
    low, high = scene.facts["window"]
    z_low, z_high = scene.facts["latent_window"]
    axes.hlines([x_level, z_level], low, high, color="black", linewidth=1)
    starts = low + (scene.still["z"] - z_low) / (z_high - z_low) * (high - low)
    for start, end in zip(starts, np.clip(scene.arrays["gz"], low, high), strict=True):
        axes.annotate(
            "",
            (end, x_level),
            (start, z_level),
            arrowprops={"arrowstyle": "-|>", "linewidth": 0.7, "color": "black", "shrinkA": 0, "shrinkB": 0},
        )
    style = {"va": "center", "ha": "right", "fontsize": 11, "style": "italic"}
    axes.text(low, x_level, "x ", **style)
    axes.text(low, z_level, "z ", **style)
    axes.set_ylim(z_level * 1.15, top)


def _best(objective: Objective, state: LineState, raw: Array, window: tuple[float, float]) -> Array:
    """D's best raw output over the window; where only differences count, level with D's own."""
    with np.errstate(all="ignore"):  # 0/0 where there is neither data nor generator
        best = _over_window(objective.optimum(state.p, state.q, state.widths), state, window)
    if objective.unique_optimum:
        return best
    weight = _over_window(state.p + state.q, state, window) * np.isfinite(best)
    gap = np.where(weight > 0, raw - best, 0.0)
    return best + np.average(gap, weights=weight) if weight.sum() > 0 else best


def _over_window(cells: Array, state: LineState, window: tuple[float, float]) -> Array:
    """From all cells of a line state to those of the picture."""
    first = np.searchsorted(state.edges, window[0])
    return cells[first : first + POINTS]


@functools.lru_cache(maxsize=64)
def _data_curve(distribution: Distribution) -> tuple[Array, Array]:
    ((low, high),) = distribution.window()
    edges = np.linspace(low, high, POINTS + 1)
    mass = np.diff(distribution.cdf(edges))
    return (edges[:-1] + edges[1:]) / 2, mass / np.diff(edges)


@functools.lru_cache(maxsize=16)
def _latents(prior: Prior) -> np.ndarray:
    return prior.quantile((np.arange(ARROWS) + 0.5) / ARROWS)
