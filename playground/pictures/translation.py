"""The picture of a translation: two sets of points side by side, and where each point of one goes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import torch

from playground.distributions import Distribution, Plane
from playground.metrics.translation import Translation, paired
from playground.pictures.base import DATA, GENERATED, Array, Picture, Scene, single, verdict_facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 400
"""Points of each side."""
HEAT = 40
MARGIN = 0.1
"""Around the data, as a share of their greatest extent."""
GAP = 0.12
"""Between the two windows, as a share of their width."""

Box = tuple[tuple[float, float], tuple[float, float]]


class TranslationPicture(Picture):
    """X and Y side by side in one frame, what G makes of X over Y, and what F makes of Y over X.

    `source` (400, 2) are points x and `fake` their G(x); `real` points y and `fake_back` their F(y);
    `cycled` F(G(x)) and `cycled_back` G(F(y)); `heat` and `heat_back` (40, 40) D_Y and D_X over the
    window that both sides share. The layer `pairing` colours each x and its G(x) alike, by where x lies.
    """

    key = "translation"
    layers: ClassVar = {"pairing": True, "cycle": True, "flow": True, "back": False, "heat": False}

    def applies(self, evaluation):
        return paired(evaluation) and isinstance(evaluation.distribution, Plane)

    def scene(self, evaluation, layers=()):
        back, window = evaluation.back, window_of(evaluation.distribution, evaluation.back.distribution)
        source, real = evaluation.latents(SHOWN), evaluation.back.latents(SHOWN)
        fake, fake_back = evaluation.fake(SHOWN), back.fake(SHOWN)
        arrays = {"fake": fake, "fake_back": fake_back}
        # The followed point goes all the way round, whatever is laid over the picture.
        arrays |= {
            "cycled": back.players.generate(fake),
            "cycled_back": evaluation.players.generate(fake_back),
        }
        if "heat" in layers:
            arrays |= {"heat": _heat(evaluation, window), "heat_back": _heat(back, window)}
        modes = evaluation.distribution.modes()
        facts = {
            "window": [list(axis) for axis in window],
            "modes": len(modes.weights) if modes else 0,
            **verdict_facts(evaluation),
        }
        return Scene(self.key, single(arrays), single({"source": source, "real": real}), facts)

    def draw(self, axes: Axes, scene: Scene) -> None:
        (left, right), (bottom, top) = scene.facts["window"]
        beside = np.array([(1 + GAP) * (right - left), 0])
        x, y, fake = scene.still["source"], scene.still["real"], scene.arrays["fake"]
        tones = tones_of(x)
        axes.scatter(*scene.arrays["fake_back"].T, s=4, color=GENERATED, alpha=0.35, linewidths=0)
        axes.scatter(*x.T, s=7, c=tones, linewidths=0, label="x")
        axes.scatter(*(y + beside).T, s=4, color=DATA, alpha=0.3, linewidths=0)
        axes.scatter(*(fake + beside).T, s=7, c=tones, linewidths=0, label="G(x)")
        axes.set_xlim(left, right + beside[0])
        axes.set_ylim(bottom, top)
        axes.set_aspect("equal")
        axes.set_axis_off()
        for title, at in (("$X$", (left + right) / 2), ("$Y$", (left + right) / 2 + beside[0])):
            axes.text(at, top, title, ha="center", va="bottom")


TONES = (("#0b4f9e", "#6f2a8f", "#b3401a"), ("#3fb4e6", "#d07fd0", "#f0a82e"))
"""Colours by place, row by row upwards: blue to orange along x, dark to light along y, two directions that
colour-blind eyes tell apart."""


def tones_of(points: Array) -> Array:
    """A colour (n, 3) for each of points (n, 2) by its place among them."""
    from matplotlib.colors import to_rgb

    u, v = ((points - points.min(axis=0)) / np.ptp(points, axis=0)).T
    below, above = (
        np.stack([np.interp(u, (0, 0.5, 1), part) for part in zip(*map(to_rgb, row), strict=True)], axis=1)
        for row in TONES
    )
    return below + v[:, None] * (above - below)


@functools.lru_cache(maxsize=64)
def window_of(*both: Distribution) -> Box:
    """A box that holds samples of both sides, and a margin."""
    some = np.concatenate([data.sample(SHOWN, torch.Generator().manual_seed(1)).numpy() for data in both])
    low, high = some.min(axis=0), some.max(axis=0)
    margin = MARGIN * (high - low).max()
    return tuple(zip((low - margin).tolist(), (high + margin).tolist(), strict=True))


def _heat(way: Translation, window: Box) -> Array:
    """What the judge of one way says over the window (40, 40), row by row from below."""
    return way.objective.shown(way.players.discriminate(_cells(window))).reshape(HEAT, HEAT)


@functools.lru_cache(maxsize=16)
def _cells(window: Box) -> Array:
    centres = [low + (np.arange(HEAT) + 0.5) / HEAT * (high - low) for low, high in window]
    return np.stack(np.meshgrid(*centres), axis=-1).reshape(-1, 2)
