"""What metrics by the classifier have in common."""

from __future__ import annotations

import functools
import math
from abc import abstractmethod
from typing import ClassVar

import numpy as np

from playground.classifier import Seen
from playground.image_data import PictureSet
from playground.metrics.base import Evaluation, Metric
from playground.metrics.class_shares import SIZE, knows, seen_fakes, seen_training


class Recognition(Metric, abstract=True):
    """A number about 2,000 fakes as the classifier sees them, where it knows their classes.

    The floor is the same number for as many draws of the pictures to train on, which is what a perfect
    generator would put out: the mean over five draws.
    """

    cost: ClassVar[str] = "slow"

    @abstractmethod
    def score(self, fake: Seen, pictures: PictureSet) -> float:
        """The metric for fakes, all of them finite, in place of `pictures`."""

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.generates and knows(evaluation.distribution)

    def compute(self, evaluation: Evaluation) -> float:
        fake = seen_fakes(evaluation, SIZE)
        return self.score(fake, evaluation.distribution.pictures()) if fake.finite else math.nan

    def floor(self, evaluation: Evaluation) -> float:
        return _floor(self, evaluation.distribution.pictures())


@functools.lru_cache(maxsize=32)
def _floor(metric: Recognition, pictures: PictureSet) -> float:
    return float(np.mean([metric.score(seen, pictures) for seen in seen_training(pictures)]))
