"""Fakes, training pictures and held-out ones as the classifier sees them, each looked at once."""

from __future__ import annotations

import numpy as np
import torch

from playground.classifier import NAMES, Classifier, Seen, load
from playground.classifier.judge import DOMAINS, load_judge
from playground.distributions import Distribution, Images
from playground.distributions.images import as_rows
from playground.image_data import PictureSet
from playground.metrics.base import FLOOR_PAIRS, Array, Evaluation
from playground.metrics.once import once_in_pieces
from playground.pieces import Pieces, in_turn, lasting

SIZE = 2_000
"""Fakes that are looked at, and at most as many held-out pictures."""


def knows(distribution: Distribution) -> bool:
    """Whether its pictures are of the classes that the classifier knows."""
    return isinstance(distribution, Images) and distribution.names == NAMES


def reader(pictures: PictureSet) -> Classifier:
    """The classifier of digits; for digits that something was done to, the judge, who has seen such."""
    return load_judge() if pictures.key in DOMAINS else load()


def recognised(x: Array) -> Array:
    """The digit in each picture x (n, 784): int (n,), -1 where the classifier is less than 0.9 sure."""
    return load().look(x).labels


def shares(evaluation: Evaluation, n: int = SIZE) -> tuple[Array, int]:
    """Of n fakes, how many are surely of each class (10,), and how many of none."""
    counts = seen_fakes(evaluation, n).counts
    return counts, n - int(counts.sum())


@once_in_pieces
def seen_fakes(evaluation: Evaluation, n: int) -> Pieces[Seen]:
    """n fakes, shared by all that ask for as many."""
    fakes = yield from evaluation.fake_in_pieces(n)
    return (yield from reader(evaluation.distribution.pictures()).look_in_pieces(fakes))


@lasting(4)
def seen_held_out(pictures: PictureSet) -> Pieces[Seen]:
    """2,000 pictures that are not trained on, or all there are."""
    images = pictures.test.images
    # From all over the set: the first half of MNIST's test set is by tidier writers than the second.
    places = np.linspace(0, len(images), min(SIZE, len(images)), endpoint=False).astype(int)
    return (yield from reader(pictures).look_in_pieces(_rows(images[places])))


@lasting(4)
def seen_training(pictures: PictureSet) -> Pieces[tuple[Seen, ...]]:
    """Five times 2,000 draws of the pictures to train on: what perfect generators would put out."""
    generator, images = np.random.default_rng(77_004), pictures.train.images
    drawn = (generator.integers(len(images), size=SIZE) for _ in range(FLOOR_PAIRS))
    looks = (reader(pictures).look_in_pieces(_rows(images[places])) for places in drawn)
    return tuple((yield from in_turn(looks)))


def _rows(images: Array) -> Array:
    return as_rows(torch.tensor(images)).numpy()
