"""What metrics by the classifier have in common."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import ClassVar

import numpy as np

from playground.classifier import Seen
from playground.image_data import PictureSet
from playground.metrics.base import Evaluation, Metric
from playground.metrics.class_shares import SIZE, knows, seen_fakes, seen_training
from playground.pieces import Pieces, in_turn, lasting, whole


class Recognition(Metric, abstract=True):
    """A number about 2,000 fakes as the classifier sees them, where it knows their classes.

    The floor is the same number for as many draws of the pictures to train on, which is what a perfect
    generator would put out: the mean over five draws.
    """

    cost: ClassVar[str] = "slow"

    @abstractmethod
    def score(self, fake: Seen, pictures: PictureSet) -> float:
        """The metric for fakes, all of them finite, in place of `pictures`."""

    def score_in_pieces(self, fake: Seen, pictures: PictureSet) -> Pieces[float]:
        """The same in pieces; all in one unless it is much work."""
        yield
        return self.score(fake, pictures)

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.generates and knows(evaluation.distribution)

    def compute(self, evaluation: Evaluation) -> float:
        # By this class's own: one laid over it may ask for the way back (see `WayBack`), once and not twice.
        return whole(Recognition.compute_in_pieces(self, evaluation))

    def compute_in_pieces(self, evaluation: Evaluation) -> Pieces[float]:
        fake = yield from seen_fakes.in_pieces(evaluation, SIZE)
        if not fake.finite:
            return math.nan
        return (yield from self.score_in_pieces(fake, evaluation.distribution.pictures()))

    def floor(self, evaluation: Evaluation) -> float:
        return _floor(self, evaluation.distribution.pictures())

    def floor_in_pieces(self, evaluation: Evaluation) -> Pieces[float]:
        return (yield from _floor.in_pieces(self, evaluation.distribution.pictures()))


@lasting(32)
def _floor(metric: Recognition, pictures: PictureSet) -> Pieces[float]:
    training = yield from seen_training.in_pieces(pictures)
    scores = yield from in_turn(metric.score_in_pieces(seen, pictures) for seen in training)
    return float(np.mean(scores))
