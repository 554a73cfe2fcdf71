"""Precision and recall: whether fakes lie among the real, and the real among the fakes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.spatial.distance import cdist

from playground.classifier import Seen
from playground.image_data import PictureSet
from playground.metrics.base import Array
from playground.metrics.class_shares import seen_held_out
from playground.metrics.recognition import Recognition
from playground.pieces import Pieces, lasting, whole

NEIGHBOURS = 3
"""A sample's neighbourhood reaches to the third nearest of its own kind."""
BLOCK = 500
"""Rows of distances held at once."""


class Precision(Recognition):
    """The share of fakes that lie among held-out pictures: how real they look.

    A fake lies among them if it is no further from one of them than that one's third nearest neighbour is
    (Kynkäänniemi et al., 2019, eq. 1 and 2), in 64 features of this program's own classifier. 2,000 of
    each, or as many as there are held-out pictures (300 of the embedded digits). The floor sets pictures
    to train on against the same held-out ones. It says nothing of what is left out: that is recall's.
    """

    title = "Precision"

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        return whole(self.score_in_pieces(fake, pictures))

    def score_in_pieces(self, fake: Seen, pictures: PictureSet) -> Pieces[float]:
        real = (yield from seen_held_out.in_pieces(pictures)).features
        reach = yield from _real_radii.in_pieces(pictures)
        return (yield from among_in_pieces(fake.features[: len(real)], real, reach))


class Recall(Recognition):
    """The share of held-out pictures that lie among the fakes: how much of the variety they have.

    Precision with the two sides exchanged (Kynkäänniemi et al., 2019): a picture lies among the fakes if
    it is no further from one of them than that one's third nearest fake is, in 64 features of this
    program's own classifier. Of as many of each, beside the same floor. Fakes scattered widely enough
    reach everything, so read it beside precision.
    """

    title = "Recall"

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        return whole(self.score_in_pieces(fake, pictures))

    def score_in_pieces(self, fake: Seen, pictures: PictureSet) -> Pieces[float]:
        real = (yield from seen_held_out.in_pieces(pictures)).features
        near = fake.features[: len(real)]
        reach = yield from radii_in_pieces(near)
        return (yield from among_in_pieces(real, near, reach))


def radii(points: Array, k: int = NEIGHBOURS) -> Array:
    """The distance of each point (n, d) from its k-th nearest other: (n,); n must exceed k."""
    return whole(radii_in_pieces(points, k))


def radii_in_pieces(points: Array, k: int = NEIGHBOURS) -> Pieces[Array]:
    """`radii`, some points at a time."""
    found = []
    for rows in _distances(points, points):
        # Each point is its own nearest, at distance 0: hence the place k, not k - 1.
        found.append(np.partition(rows, k, axis=1)[:, k])
        yield
    return np.concatenate(found)


def among(points: Array, others: Array, reach: Array) -> float:
    """The share of points (m, d) within `reach` (n,) of at least one of the others (n, d)."""
    return whole(among_in_pieces(points, others, reach))


def among_in_pieces(points: Array, others: Array, reach: Array) -> Pieces[float]:
    """`among`, some points at a time."""
    found = []
    for rows in _distances(points, others):
        found.append((rows <= reach).any(axis=1))
        yield
    return float(np.concatenate(found).mean())


def _distances(points: Array, others: Array) -> Iterator[Array]:
    """Distances (rows, n) of the points from all the others, some rows at a time."""
    return (cdist(points[start : start + BLOCK], others) for start in range(0, len(points), BLOCK))


@lasting(4)
def _real_radii(pictures: PictureSet) -> Pieces[Array]:
    real = yield from seen_held_out.in_pieces(pictures)
    return (yield from radii_in_pieces(real.features))
