"""The stage of an autoencoder: where codes lie, what the prior is, and what comes back of pictures."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from playground.distributions import Images
from playground.metrics import Evaluation
from playground.metrics.coded import CodedEvaluation, coded, labels_of
from playground.pictures.base import Array, Picture, Scene, draw_heat, single
from playground.pictures.mixture import COLOURS
from playground.pictures.tiles import grey, picture_facts, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 600
"""Codes, and draws of the prior."""
REBUILT = 8
"""Pictures beside what comes back of them."""
HEAT = 40
INSIDE = 0.98
"""Share of the codes that the window holds at least."""
WIDER = 1.25
"""Windows grow by this factor at a time, so that they stand still while codes move a little."""


class CodesPicture(Picture):
    """Codes of held-out pictures in the colour of their class, over draws of the prior they should pass for.

    `codes` (600, 2) are the first two numbers of each and `labels` (600,) its class, if it has one; `drawn`
    (600, 2) is of the prior. `originals` and `rebuilt` (8, 28, 28) are grey levels of held-out pictures and
    of what is decoded from their codes, `decoded` (1, 28, 28) what the code 0 stands for. `heat` (40, 40) is
    what the discriminator of codes says over the window, row by row from below.
    """

    key = "codes"
    layers: ClassVar = {"prior": True, "names": True, "heat": False}

    def applies(self, evaluation: Evaluation) -> bool:
        return coded(evaluation) and isinstance(evaluation.distribution, Images) and evaluation.latent >= 2

    def scene(self, evaluation: CodedEvaluation, layers=()):
        codes = evaluation.codes(SHOWN)[:, :2]
        window, data = window_of(codes, evaluation.prior.limits()), evaluation.distribution
        arrays = {
            "codes": single({"codes": codes})["codes"],
            "rebuilt": grey(evaluation.rebuilt(REBUILT)),
            "decoded": grey(evaluation.players.generate(np.zeros((1, evaluation.latent)))),
        }
        still: dict[str, Array] = {"originals": grey(evaluation.fresh(REBUILT))}
        still |= single({"drawn": evaluation.latents(SHOWN)[:, :2]})
        if (labels := labels_of(data, SHOWN)) is not None:
            still["labels"] = labels.astype(np.int16)
        if "heat" in layers and evaluation.latent == 2:
            arrays |= single({"heat": _heat(evaluation, window)})
        return Scene(self.key, arrays, still, _facts(evaluation, window))

    def draw(self, axes: Axes, scene: Scene) -> None:
        (left, right), (bottom, top) = scene.facts["window"]
        if "heat" in scene.arrays:
            draw_heat(axes, scene.arrays["heat"], scene.facts["window"])
        axes.scatter(*scene.still["drawn"].T, s=9, marker="+", color="#8a8a8a", linewidths=0.6)
        labels = scene.still.get("labels", np.zeros(len(scene.arrays["codes"]), int))
        for label in np.unique(labels):
            points, colour = scene.arrays["codes"][labels == label], COLOURS[label % len(COLOURS)]
            if "labels" in scene.still:
                axes.scatter(*points.T, s=22, marker=f"${label}$", color=colour, linewidths=0)
            else:
                axes.scatter(*points.T, s=8, color=colour, linewidths=0)
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", xlabel="$z_1$", ylabel="$z_2$")
        both = np.concatenate([scene.still["originals"], scene.arrays["rebuilt"]])
        inset = axes.inset_axes((0.0, 1.02, 1.0, 0.25))
        inset.imshow(sheet(both, REBUILT), cmap="Greys", vmin=0, vmax=255, interpolation="nearest")
        inset.set_axis_off()


def window_of(codes: Array, limits: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """A square window that holds the prior and at least 98 % of codes (n, 2), one of a ladder of sizes."""
    middle, half = sum(limits) / 2, (limits[1] - limits[0]) / 2 * WIDER
    far = np.abs(codes[np.isfinite(codes).all(axis=1)] - middle).max(axis=1, initial=0.0)
    reach = np.quantile(far, INSIDE) if len(far) else half
    rungs = max(0, int(np.ceil(np.log(max(reach, half) / half) / np.log(WIDER) - 1e-9)))
    reach = half * WIDER**rungs
    return ((middle - reach, middle + reach),) * 2


def _facts(evaluation: CodedEvaluation, window: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    data = evaluation.distribution
    return {
        "window": [list(axis) for axis in window],
        "reach": list(evaluation.prior.limits()),
        "latent": evaluation.latent,
        "names": list(data.names),
        "data": picture_facts(data),
        "judged": False,
        "contested": evaluation.contested,
        "probability": evaluation.game.probability,
    }


def _heat(evaluation: CodedEvaluation, window: tuple[tuple[float, float], ...]) -> Array:
    """What the discriminator of codes says over the window (40, 40), row by row from below."""
    said = evaluation.coder.discriminate(_cells(window))
    return evaluation.game.shown(said).reshape(HEAT, HEAT)


@functools.lru_cache(maxsize=16)
def _cells(window: tuple[tuple[float, float], ...]) -> Array:
    centres = [low + (np.arange(HEAT) + 0.5) / HEAT * (high - low) for low, high in window]
    return np.stack(np.meshgrid(*centres), axis=-1).reshape(-1, 2)
