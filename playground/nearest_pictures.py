"""The training pictures that lie nearest to others: does a generator repeat what it has seen?

A sample much nearer to a training picture than real pictures that were held out are to theirs is no new one.
The nearest picture alone proves little, as Euclidean distance is blind to shifts (Theis et al., 2016); beside
the distances of held-out pictures it says what can be said.
"""

from __future__ import annotations

import functools

import numpy as np

from playground.image_data import Pictures
from playground.metrics import Evaluation
from playground.pictures.tiles import grey

Array = np.ndarray

SHOWN = 3
"""Nearest pictures that are shown beside a sample."""
HELD_OUT = 100
"""Held-out pictures that say what distance is usual."""
_ROWS = 4096
"""Training pictures in one product: few enough that they stay in the cache."""
_MIDDLE = 128.0
_UNIT = 127.5
"""Grey levels between two values of a sample that lie 1 apart."""


def nearest(train: Pictures, images: Array, k: int = SHOWN) -> tuple[Array, Array]:
    """The k nearest of the training pictures to each of `images` (n, 28, 28), uint8, or all there are.

    Their `places` in the set (n, k) and their Euclidean distances (n, k), as of samples with values from -1
    to 1; nearest first, and of two that are equally near the one that comes first in the set. Brute force,
    and exact: between grey levels less 128 every partial sum of a product stays below 2^24, so that
    float32 holds it.
    """
    squares, own = _squares(train), _centred(images)
    products = np.concatenate(
        [own @ _centred(train.images[start : start + _ROWS]).T for start in range(0, len(squares), _ROWS)],
        axis=1,
    )
    apart = squares + _summed(own)[:, None] - 2 * products.astype(np.float64)
    k = min(k, len(squares))
    # The k-th smallest, and all that are no further: of equals the first are wanted.
    reach = np.partition(apart, k - 1, axis=1)[:, k - 1]
    found = [np.flatnonzero(row <= most) for row, most in zip(apart, reach, strict=True)]
    places = np.array(
        [near[np.argsort(row[near], kind="stable")[:k]] for near, row in zip(found, apart, strict=True)]
    )
    return places, np.sqrt(np.take_along_axis(apart, places, axis=1)) / _UNIT


@functools.lru_cache(maxsize=4)
def usual_distance(train: Pictures, held_out: Pictures) -> float:
    """How far a held-out picture is from the training picture nearest to it: the median over 100 from all
    over the set, or over as many as there are; not a number where there are none."""
    if not len(held_out.images):
        return float("nan")
    chosen = np.linspace(0, len(held_out.images), min(HELD_OUT, len(held_out.images)), endpoint=False).astype(
        int
    )
    return float(np.median(nearest(train, held_out.images[chosen], 1)[1]))


def trained_on(evaluation: Evaluation) -> Pictures:
    """The pictures that a run of `Images` learns from: its whole set, or its own sample of it (of which an
    evaluation knows 2,000 at most)."""
    if evaluation.training is None:
        return evaluation.distribution.pictures().train
    return Pictures(grey(evaluation.training))


def _centred(images: Array) -> Array:
    values = images.reshape(len(images), -1).astype(np.float32)
    values -= _MIDDLE
    return values


def _summed(centred: Array) -> Array:
    return np.einsum("ij,ij->i", centred, centred).astype(np.float64)


@functools.lru_cache(maxsize=4)
def _squares(train: Pictures) -> Array:
    """The squared lengths of training pictures (n,)."""
    parts = range(0, len(train.images), _ROWS)
    return np.concatenate([_summed(_centred(train.images[start : start + _ROWS])) for start in parts])
