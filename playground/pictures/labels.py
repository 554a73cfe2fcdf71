"""The stages of a conditional GAN: points in the colour of their label, pictures in a row for each."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import torch

from playground.distributions import Distribution, Images, Plane
from playground.metrics.labelled import LabelledEvaluation
from playground.pictures.base import DATA, Array, Picture, Scene, choice, single, verdict_facts
from playground.pictures.mixture import COLOURS
from playground.pictures.plane import ARROWS, SHOWN, as_heat, grid, judged, mode_centres
from playground.pictures.tiles import TilesPicture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LATENTS = 10
"""Pictures of a label side by side, of the same latents in every row."""


class LabelsPicture(Picture):
    """Generated points in the colour of the label they were asked for, and the data's modes in the same.

    `fake` (n, 2) and `labels` (n,) are of the same latents whatever is shown: under labels in the data's
    balance, or all under the one that is chosen (`label=3`). Only then is there `heat`, what D says of each
    place under that label. `centres` are the data's modes, in the order of the labels.
    """

    key = "labels"
    layers: ClassVar = {"heat": True, "push": False, "modes": True, "starve": True}
    choices = frozenset({"label"})

    def applies(self, evaluation):
        return isinstance(evaluation, LabelledEvaluation) and isinstance(evaluation.distribution, Plane)

    def scene(self, evaluation, layers=()):
        data, label = evaluation.distribution, chosen_label(evaluation, layers)
        labels = evaluation.labels(SHOWN) if label is None else np.full(SHOWN, label)
        fake = evaluation.fake(SHOWN) if label is None else evaluation.switched(SHOWN, label)
        told = evaluation.beside(fake, labels)[:ARROWS]
        said, loss = judged(evaluation, fake[:ARROWS], told, layers)
        if "heat" in layers and label is not None:
            cells = grid(data)
            of_label = evaluation.beside(cells, np.full(len(cells), label))
            said["heat"] = as_heat(evaluation, evaluation.players.discriminate(of_label))
        still = {"real": _real(data)}
        if "modes" in layers and data.modes():
            still["centres"] = mode_centres(data)
        facts = {"window": [list(axis) for axis in data.window()], **verdict_facts(evaluation), **loss}
        arrays = single({"fake": fake, **said}) | {"labels": labels.astype(np.int16)}
        return Scene(self.key, arrays, single(still), facts | label_facts(evaluation, label))

    def draw(self, axes: Axes, scene: Scene) -> None:
        (left, right), (bottom, top) = scene.facts["window"]
        if "heat" in scene.arrays:
            axes.imshow(
                scene.arrays["heat"],
                origin="lower",
                extent=(left, right, bottom, top),
                cmap="Greys",
                alpha=0.3,
                interpolation="bilinear",
            )
        axes.scatter(*scene.still["real"].T, s=5, color=DATA, alpha=0.25, linewidths=0)
        colours = [COLOURS[label % len(COLOURS)] for label in scene.arrays["labels"]]
        axes.scatter(*scene.arrays["fake"].T, s=5, c=colours, linewidths=0)
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")


class ClassRowsPicture(TilesPicture):
    """A row of generated pictures for each class, and in each column the same latent.

    With one label chosen (`label=7`) as many pictures of that class alone; the first row is of the same
    latents then. All else is as in `TilesPicture`.
    """

    key = "class-rows"
    choices = frozenset({"label"})

    def applies(self, evaluation):
        return isinstance(evaluation, LabelledEvaluation) and isinstance(evaluation.distribution, Images)

    def shown(
        self, evaluation: LabelledEvaluation, layers: Collection[str]
    ) -> tuple[Array, Array, dict[str, Any]]:
        label, classes = chosen_label(evaluation, layers), evaluation.classes
        if label is None:
            z = np.tile(evaluation.noise_alone(LATENTS * classes)[:LATENTS], (classes, 1))
            labels = np.repeat(np.arange(classes), LATENTS)
        else:
            z = evaluation.noise_alone(LATENTS * classes)
            labels = np.full(len(z), label)
        fake = evaluation.players.generate(evaluation.beside(z, labels))
        facts = {"across": LATENTS, **label_facts(evaluation, label)}
        return fake, evaluation.beside(fake, labels), facts


def chosen_label(evaluation: LabelledEvaluation, layers: Collection[str]) -> int | None:
    """The label that is looked at, if there is such a one; None for all."""
    label = choice(layers, "label")
    return label if label is not None and label < evaluation.classes else None


def label_facts(evaluation: LabelledEvaluation, label: int | None) -> dict[str, Any]:
    """What the labels are called, and which one is looked at."""
    data = evaluation.distribution
    names = data.names if isinstance(data, Images) else range(evaluation.classes)
    return {"labels": [str(name) for name in names], "label": label}


@functools.lru_cache(maxsize=64)
def _real(distribution: Distribution) -> Array:
    return distribution.sample(SHOWN, torch.Generator().manual_seed(1)).numpy()
