"""Which classes the fakes are of, and how evenly."""

from __future__ import annotations

import math

import numpy as np

from playground.classifier import NAMES, Seen
from playground.divergences import kl
from playground.image_data import PictureSet
from playground.metrics.recognition import Recognition

SHARE = 0.02
"""A class is covered from this share of all fakes on."""


class Classes(Recognition):
    """How many classes the generator serves: those that at least 2 % of the fakes are surely of.

    A fake counts for a class only where the classifier is at least 0.9 sure of it. Of 2,000 fakes, so 40
    make a class. The floor is that of 2,000 pictures to train on.
    """

    title = "Classes covered"

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        return float((fake.counts >= SHARE * len(fake.labels)).sum())


class ClassKL(Recognition):
    """How unevenly the classes are served: KL of the fakes' shares of the classes from the true ones.

    0 when every class gets its due, log(k / j) when only j of k equal classes are served, evenly. The
    direction is KL(generated || true) over those of 2,000 fakes that the classifier is at least 0.9 sure
    of, and not a number while there are none; the true shares are those of the pictures to train on.
    """

    key = "class_kl"
    title = "KL over classes"
    unit = "nats"
    ideal = 0.0

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        true, total = np.bincount(pictures.train.labels, minlength=len(NAMES)), fake.counts.sum()
        return kl(fake.counts / total, true / true.sum()) if total else math.nan


class Sure(Recognition):
    """The share of fakes that the classifier is at least 0.9 sure of, whatever their class.

    The others look like no class or like two at a time. Even real pictures are not all clear: see the
    floor. Of 2,000 fakes; a generator that draws a single digit well may score high.
    """

    title = "Recognised fakes"

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        return float((fake.labels >= 0).mean())
