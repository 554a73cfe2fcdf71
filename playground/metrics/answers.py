"""Labels that were asked for, and those that were found, by the nearest mode or by the classifier."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np
import torch

from playground.distributions import Distribution, Images
from playground.metrics.base import FLOOR_PAIRS, Array, Metric
from playground.metrics.class_shares import SIZE as PICTURES
from playground.metrics.class_shares import knows, reader, seen_fakes
from playground.metrics.labelled import LabelledEvaluation
from playground.metrics.nearest import SIZE, assign, assigned_fakes
from playground.metrics.once import once_in_pieces
from playground.pieces import Pieces, in_turn, lasting, whole


@dataclass(frozen=True, eq=False)
class Answers:
    """n samples that were asked for by their label.

    `asked` and `found` (n,) are labels, `found` being -1 where a sample is surely of none; `places`
    (n, m) are what distances within a label are taken of: points, or the classifier's features.
    """

    asked: Array
    found: Array
    places: Array

    @property
    def right(self) -> Array:
        """Which samples are what was asked for: bool (n,)."""
        return self.asked == self.found

    def spreads(self, classes: int) -> Array:
        """For each label the root mean square distance between two of its right samples: (classes,).

        It is sqrt(2) times their deviation from their own mean; 0 for fewer than two.
        """
        right = [self.places[self.right & (self.asked == label)] for label in range(classes)]
        return np.array([np.sqrt(2 * own.var(axis=0).sum()) if len(own) > 1 else 0.0 for own in right])


class AnswerMetric(Metric, abstract=True):
    """A number about fakes that are asked for by their label: 10,000 points, or 2,000 pictures.

    The floor is the same number for as many real samples and the labels that they carry.
    """

    @abstractmethod
    def score(self, answers: Answers, distribution: Distribution) -> float:
        """The metric for samples in place of those of the distribution."""

    def score_in_pieces(self, answers: Answers, distribution: Distribution) -> Pieces[float]:
        """The same in pieces; all in one unless it is much work."""
        yield
        return self.score(answers, distribution)

    def applies(self, evaluation: LabelledEvaluation) -> bool:
        return isinstance(evaluation, LabelledEvaluation) and _tells(evaluation.distribution)

    def slow(self, evaluation: LabelledEvaluation) -> bool:
        return isinstance(evaluation.distribution, Images)

    def compute(self, evaluation: LabelledEvaluation) -> float:
        return whole(self.compute_in_pieces(evaluation))

    def compute_in_pieces(self, evaluation: LabelledEvaluation) -> Pieces[float]:
        answers = yield from answers_of.in_pieces(evaluation)
        if answers is None:
            return np.nan
        return (yield from self.score_in_pieces(answers, evaluation.distribution))

    def floor(self, evaluation: LabelledEvaluation) -> float:
        return _floor(self, evaluation.distribution)

    def floor_in_pieces(self, evaluation: LabelledEvaluation) -> Pieces[float]:
        return (yield from _floor.in_pieces(self, evaluation.distribution))


@once_in_pieces
def answers_of(evaluation: LabelledEvaluation) -> Pieces[Answers | None]:
    """The fakes' answers, shared by all metrics about them; None where a sample is not finite."""
    if isinstance(evaluation.distribution, Images):
        seen = yield from seen_fakes.in_pieces(evaluation, PICTURES)
        return Answers(evaluation.labels(PICTURES), seen.labels, seen.features) if seen.finite else None
    assigned = assigned_fakes(evaluation)
    if assigned is None:
        return None
    found = np.where(assigned.high, assigned.mode, -1)
    return Answers(evaluation.labels(SIZE), found, evaluation.fake(SIZE))


@lasting(16)
def real_answers(distribution: Distribution) -> Pieces[tuple[Answers, ...]]:
    """Five times as many real samples, with the labels that they carry."""
    generator = torch.Generator().manual_seed(77_005)
    return tuple((yield from in_turn(_real_answers(distribution, generator) for _ in range(FLOOR_PAIRS))))


def _real_answers(distribution: Distribution, generator: torch.Generator) -> Pieces[Answers]:
    if isinstance(distribution, Images):
        x, y = distribution.labelled(PICTURES, generator)
        seen = yield from reader(distribution.pictures()).look_in_pieces(x.numpy())
        return Answers(y.numpy(), seen.labels, seen.features)
    x, y = (drawn.numpy() for drawn in distribution.labelled(SIZE, generator))
    assigned = assign(x.astype(float), distribution.modes())
    return Answers(y, np.where(assigned.high, assigned.mode, -1), x.astype(float))


def _tells(distribution: Distribution) -> bool:
    """Whether a sample's label can be told from it."""
    return knows(distribution) or distribution.modes() is not None


@lasting(32)
def _floor(metric: AnswerMetric, distribution: Distribution) -> Pieces[float]:
    real = yield from real_answers.in_pieces(distribution)
    scores = yield from in_turn(metric.score_in_pieces(answers, distribution) for answers in real)
    return float(np.mean(scores))
