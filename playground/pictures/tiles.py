"""The stage for pictures: generated ones beside real ones, and what D says about each."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from playground.distributions.images import SIDE, Images
from playground.image_data import PictureSet
from playground.metrics import Evaluation
from playground.metrics.class_shares import knows, shares
from playground.pictures.base import DATA, GENERATED, Array, Picture, Scene, single, verdict_facts, verdicts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS, DOWN = 8, 8
SHOWN = ACROSS * DOWN
"""Generated pictures on the stage, always of the same latents, and as many real ones."""
COUNTED = 256
"""Generated pictures that the bars of the classes count."""


class TilesPicture(Picture):
    """Generated pictures of the same latents from first to last, real ones, and D's verdict on each.

    `tiles` and `real_tiles` (64, 28, 28) are grey levels, 0 to 255; `scores` and `real_scores` (64,) what
    D says of them, as it is shown. Now and then come `classes` (k + 1,): how many of 256 generated
    pictures are surely of each class, and last how many of none; `class_shares` (k,) is what is due.
    """

    key = "tiles"
    layers: ClassVar = {"real": True, "scores": True, "classes": True, "starve": True}
    slow = frozenset({"classes"})

    def applies(self, evaluation):
        return evaluation.generates and isinstance(evaluation.distribution, Images)

    def scene(self, evaluation, layers=()):
        data, real = evaluation.distribution, evaluation.real(SHOWN)
        fake, told, facts = self.shown(evaluation, layers)
        arrays, still, slow = {"tiles": grey(fake)}, {}, {}
        facts |= {"data": picture_facts(data), **verdict_facts(evaluation)}
        if "real" in layers:
            still["real_tiles"] = grey(real)
        if evaluation.plays:
            said, loss = _judged(evaluation, told, evaluation.told(real), layers)
            arrays, facts = arrays | single(said), facts | loss
        if "classes" in layers and knows(data):
            counts, unsure = shares(evaluation, COUNTED)
            slow["classes"] = np.append(counts, unsure).astype(np.float32)
            still["class_shares"] = _due(data.pictures())
        return Scene(self.key, arrays, still, facts, slow)

    def shown(
        self, evaluation: Evaluation, layers: Collection[str]
    ) -> tuple[Array, Array, dict[str, object]]:
        """Generated pictures (n, 784), what D is told of them, and the facts of how they are laid out."""
        fake = evaluation.fake(SHOWN)
        return fake, evaluation.told(fake), {"across": ACROSS}

    def draw(self, axes: Axes, scene: Scene) -> None:
        tiles = sheet(scene.arrays["tiles"], scene.facts["across"])
        axes.imshow(tiles, cmap="Greys", vmin=0, vmax=255, interpolation="nearest")
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set_color(GENERATED)
        if "scores" in scene.arrays:
            axes.set_xlabel(f"D(G(z)) {scene.arrays['scores'].mean():.2f}", color=DATA)


def _judged(
    evaluation: Evaluation, fake: Array, real: Array, layers: Collection[str]
) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays and facts of what D says where it is told of pictures `fake` and `real`, asked once."""
    arrays, facts = {}, {}
    asked = {"scores": (fake, real), "starve": (fake,)}
    wanted = next((asked[name] for name in asked if name in layers), None)
    if wanted is None:
        return arrays, facts
    raw = evaluation.players.discriminate(np.concatenate(wanted))
    if "scores" in layers:
        shown = evaluation.objective.shown(raw)
        arrays["scores"], arrays["real_scores"] = shown[: len(fake)], shown[len(fake) :]
    if "starve" in layers:
        said, facts = verdicts(evaluation.objective, raw[: len(fake)])
        arrays |= said
    return arrays, facts


def grey(x: Array) -> Array:
    """Samples (n, 784) in [-1, 1] as grey levels (n, 28, 28), uint8; what is not a number is black."""
    return levels(x).reshape(-1, SIDE, SIDE)


def levels(x: Array) -> Array:
    """The same of an array of any shape, which it keeps."""
    return np.clip(np.rint((np.nan_to_num(x, nan=-1.0) + 1) * 127.5), 0, 255).astype(np.uint8)


def sheet(tiles: Array, across: int = ACROSS) -> Array:
    """Tiles (n, 28, 28) side by side as one picture, row by row; n is a multiple of `across`."""
    rows = tiles.reshape(-1, across, SIDE, SIDE)
    return rows.swapaxes(1, 2).reshape(-1, across * SIDE)


@functools.lru_cache(maxsize=16)
def _due(pictures: PictureSet) -> Array:
    """The classes' shares of the pictures to train on (k,)."""
    return single({"due": np.bincount(pictures.train.labels) / len(pictures.train.labels)})["due"]


def picture_facts(data: Images) -> dict[str, object]:
    """The set that was asked for, whether another stands in for it, and what the classes are called."""
    held = data.pictures()
    return {"wanted": data.origin, "title": data.title, "stand_in": held.stand_in, "names": list(held.names)}
