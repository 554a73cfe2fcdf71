"""The stage of a translation of pictures: each one, what becomes of it, and what comes back."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from playground.classifier.judge import DOMAINS, Judged, load_judge
from playground.distributions import Images
from playground.metrics import Evaluation
from playground.metrics.coded import fresh_of
from playground.metrics.translated import domains, told_apart
from playground.metrics.translation import Translation, paired
from playground.pictures.base import DATA, GENERATED, Array, Picture, Scene, single, verdict_facts
from playground.pictures.tiles import grey, picture_facts, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS = 10
"""Pictures in a row: one of each class, where there are ten."""
LOOKED_THROUGH = 200
"""Held-out pictures among which the first of each class is found."""
ROWS = (("x", "gx", "fgx"), ("y", "fy", "gfy"))
"""By direction, the names of the pictures at the start, on the other side, and back."""
FORMULAS = (("$x$", "$G(x)$", "$F(G(x))$"), ("$y$", "$F(y)$", "$G(F(y))$"))


class TranslationTilesPicture(Picture):
    """Held-out pictures x over G(x) over F(G(x)), and y over F(y) over G(F(y)): one column for each class.

    `x`, `gx`, `fgx`, `y`, `fy`, `gfy` (10, 28, 28) are grey levels. Where the judge of translations knows
    both sides, `digits` (6, 10) are the digits that it sees in these six rows and `of_y` (6, 10) the share
    it gives to Y rather than X; `labels` (2, 10) the true ones of x and y. `scores` and `scores_back` (10,)
    are what D_Y says of G(x) and D_X of F(y), as they are shown.
    """

    key = "translation-tiles"
    layers: ClassVar = {"verdicts": True, "scores": True}

    def applies(self, evaluation: Evaluation) -> bool:
        return paired(evaluation) and isinstance(evaluation.distribution, Images)

    def scene(self, evaluation: Translation, layers=()):
        still, labels = {}, []
        for side, (way, name) in enumerate(((evaluation, "x"), (evaluation.back, "y"))):
            still[name], known = chosen(way.prior.distribution, side)
            labels.append(known)
        rows = _rows(evaluation, still["x"], still["y"])
        arrays = {name: grey(rows[name]) for name in rows if name not in still}
        if "verdicts" in layers and told_apart(evaluation):
            seen = load_judge().look(np.concatenate([rows[name] for row in ROWS for name in row]))
            arrays |= _verdicts(seen, evaluation)
            still["labels"] = np.array(labels, dtype=np.int16)
        if "scores" in layers and evaluation.plays:
            arrays |= single(
                {
                    "scores": _said(evaluation, rows["gx"]),
                    "scores_back": _said(evaluation.back, rows["fy"]),
                }
            )
        still |= {name: grey(still[name]) for name in ("x", "y")}
        return Scene(self.key, arrays, still, _facts(evaluation))

    def draw(self, axes: Axes, scene: Scene) -> None:
        held = scene.still | scene.arrays
        tiles = np.concatenate([held[name] for row in ROWS for name in row])
        axes.imshow(sheet(tiles, ACROSS), cmap="Greys", vmin=0, vmax=255, interpolation="nearest")
        side = tiles.shape[-1]
        axes.set_yticks([(row + 0.5) * side for row in range(6)], [name for row in FORMULAS for name in row])
        axes.set_xticks([])
        axes.axhline(3 * side - 0.5, color=DATA, linewidth=1)
        for spine in axes.spines.values():
            spine.set_color(GENERATED)


@functools.lru_cache(maxsize=8)
def chosen(data: Images, side: int) -> tuple[Array, Array]:
    """Ten held-out pictures (10, 784), and their labels (10,) or -1: the first of each class, in their order,
    or simply the first ten. The two sides take turns, so that no digit is shown for both."""
    x, labels = fresh_of(data, LOOKED_THROUGH)
    own = np.arange(len(x))[side::2] if len(x) > 1 else np.zeros(1, int)
    if labels is None:
        return x[np.resize(own, ACROSS)], np.full(ACROSS, -1)
    found, first = np.unique(labels[own], return_index=True)
    places = own[first] if len(found) == ACROSS else np.resize(own, ACROSS)
    return x[places], labels[places]


def _rows(evaluation: Translation, x: Array, y: Array) -> dict[str, Array]:
    """The six rows of pictures by their names, each (10, 784), by two passes of each map."""
    g, f = evaluation.players.generate, evaluation.back.players.generate
    gx, fy = g(x), f(y)
    return dict(zip((name for row in ROWS for name in row), (x, gx, f(gx), y, fy, g(fy)), strict=True))


def _verdicts(seen: Judged, evaluation: Translation) -> dict[str, Array]:
    """What the judge says of the six rows: their digits, and the share of Y between the two domains."""
    of_y, of_x = (seen.domains[:, DOMAINS.index(name)] for name in domains(evaluation))
    share = of_y / np.maximum(of_y + of_x, np.finfo(float).tiny)
    return {
        "digits": seen.digits.reshape(-1, ACROSS).astype(np.int16),
        "of_y": share.reshape(-1, ACROSS).astype(np.float32),
    }


def _said(way: Translation, pictures: Array) -> Array:
    return way.objective.shown(way.players.discriminate(pictures))


def _facts(evaluation: Translation) -> dict[str, Any]:
    """The two sides' names, and the data that is still on its way, if any is."""
    both = [evaluation.back.distribution, evaluation.distribution]
    waiting = next((data for data in both if data.pictures().stand_in), both[0])
    sides = [{"key": data.key, "title": data.title} for data in both]
    return {"sides": sides, "data": picture_facts(waiting), **verdict_facts(evaluation)}
