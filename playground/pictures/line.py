"""The paper's Figure 1: both densities, D, and how z is carried to x."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from playground.distributions import Distribution
from playground.metrics import Evaluation
from playground.objectives import Objective
from playground.pictures.base import (
    DATA,
    GENERATED,
    JUDGE,
    Array,
    Picture,
    Scene,
    single,
    verdict_facts,
    verdicts,
)
from playground.priors import Prior
from playground.pushforward import LineState, blurred, line_state_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 256
ARROWS = 25
SAMPLES = 2000
BARS = 64
SHOWN = slice(1, -1)
"""The cells within the window."""
MOST_EMPTY = 5.0
"""How many times as wide as the data's own window the picture may be."""


class LinePicture(Picture):
    """p_data, p_g and D over the line, with arrows from equally likely z to G(z).

    Goodfellow et al. (2014), Figure 1: data black dotted, generator green solid, discriminator
    blue dashed.
    """

    key = "line"
    layers: ClassVar = {
        **{"d_star": False, "histogram": False, "map": True},
        **{"push": True, "ideal": False, "starve": True},
    }

    def applies(self, evaluation):
        return evaluation.on_line

    def scene(self, evaluation, layers=()):
        window = _window(evaluation.distribution, evaluation.prior)
        line = line_state_on(evaluation, _edges(window))
        arrays = {"q": line.q[SHOWN]}
        facts = {
            "window": list(window),
            "latent_window": list(evaluation.prior.limits()),
            **verdict_facts(evaluation),
        }
        if "histogram" in layers:
            arrays["histogram"] = _histogram(evaluation.fake(SAMPLES)[:, 0], window)
        z = _latents(evaluation.prior) if evaluation.latent == 1 else np.zeros(0)
        gz = evaluation.players.generate(z[:, None]) if len(z) else evaluation.fake(ARROWS)
        if len(z) and "map" in layers:
            arrays["gz"] = gz[:, 0]
        if evaluation.plays:
            said, loss = _judged(evaluation, line, gz, layers)
            arrays, facts = arrays | said, facts | loss
        return Scene(
            self.key, single(arrays), single({"x": line.centres[SHOWN], "p": line.p[SHOWN], "z": z}), facts
        )

    def draw(self, axes: Axes, scene: Scene) -> None:
        x, p, z = (scene.still[name] for name in "xpz")
        q = scene.arrays["q"]
        axes.plot(x, p, color=DATA, linestyle=":", linewidth=2)
        axes.plot(x, q, color=GENERATED, linewidth=2)
        top = 1.25 * float(max(p.max(), np.quantile(np.nan_to_num(q), 0.98)))
        if "d" in scene.arrays:
            _draw_judge(axes, scene, top)
        if "histogram" in scene.arrays:
            heights = scene.arrays["histogram"]
            axes.stairs(
                heights, np.linspace(*scene.facts["window"], len(heights) + 1), color=GENERATED, alpha=0.5
            )
        axes.set_xlim(scene.facts["window"])
        axes.set_axis_off()
        if len(z) and "gz" in scene.arrays:
            _draw_map(axes, scene, top)
        else:
            axes.set_ylim(0, top)


def _judged(
    evaluation: Evaluation, line: LineState, gz: Array, layers: Collection[str]
) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays and facts of what D says, where there is one."""
    objective = evaluation.objective
    raw = evaluation.players.discriminate(line.centres[SHOWN, None])
    arrays, facts = {"d": objective.shown(raw)}, {}
    if "d_star" in layers:
        arrays["d_star"] = objective.shown(_best(objective, blurred(line, evaluation.noise), raw))
    if "push" in layers:
        arrays |= {"at": gz[:, 0], "push": evaluation.players.pushes(gz)[:, 0]}
    if "starve" in layers:
        said, facts = verdicts(objective, evaluation.players.discriminate(gz))
        arrays |= said
    return arrays, facts


def _draw_judge(axes: Axes, scene: Scene, top: float) -> None:
    x, d = scene.still["x"], scene.arrays["d"]
    low, high = (0.0, 1.0) if scene.facts["probability"] else (float(d.min()), float(d.max()))
    axes.plot(x, (d - low) / max(high - low, 1e-9) * top / 1.15, color=JUDGE, linestyle="--", linewidth=2)
    if "d_star" in scene.arrays:
        best = (scene.arrays["d_star"] - low) / max(high - low, 1e-9) * top / 1.15
        axes.plot(x, best, color=JUDGE, linewidth=1, alpha=0.6)


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


def _histogram(samples: Array, window: tuple[float, float]) -> Array:
    """Density of samples (n,) in equal bars over the window; the share beyond it is left out."""
    counts, edges = np.histogram(samples[np.isfinite(samples)], BARS, window)
    return counts / (len(samples) * (edges[1] - edges[0]))


def _best(objective: Objective, state: LineState, raw: Array) -> Array:
    """D's best raw output over the window; where only differences count, level with D's own."""
    with np.errstate(all="ignore"):  # 0/0 where there is neither data nor generator
        best = objective.optimum(state.p, state.q, state.widths)[SHOWN]
    if objective.unique_optimum:
        return best
    weight = (state.p + state.q)[SHOWN] * np.isfinite(best)
    gap = np.where(weight > 0, raw - best, 0.0)
    return best + np.average(gap, weights=weight) if weight.sum() > 0 else best


@functools.lru_cache(maxsize=64)
def _edges(window: tuple[float, float]) -> Array:
    """Even cells over the window and one wide cell on either side, for all that lies beyond."""
    low, high = window
    beyond = 100 * (high - low)
    return np.concatenate([[low - beyond], np.linspace(low, high, POINTS + 1), [high + beyond]])


def _window(distribution: Distribution, prior: Prior) -> tuple[float, float]:
    """The data and, where it is not too far off, the place where an untrained G puts its samples:
    around 0, no wider than the latents themselves."""
    ((low, high),) = distribution.window()
    start_low, start_high = prior.limits()
    wide = min(low, start_low), max(high, start_high)
    return wide if wide[1] - wide[0] <= MOST_EMPTY * (high - low) else (low, high)


@functools.lru_cache(maxsize=16)
def _latents(prior: Prior) -> np.ndarray:
    return prior.quantile((np.arange(ARROWS) + 0.5) / ARROWS)
