"""How different the samples of one label are."""

from __future__ import annotations

from playground.distributions import Distribution
from playground.metrics.answers import AnswerMetric, Answers, real_answers
from playground.pieces import Pieces


class ClassDiversity(AnswerMetric):
    """How much fakes of one label differ, beside real samples of it: 1 is as much, 0 all the same.

    The root mean square distance between two fakes of a label, over that of real ones, and the mean of
    this over the labels. Of points in the plane, or of pictures in 64 features of the classifier. Only
    fakes that are what was asked for count, or strays would pass for variety; a label with none has 0.
    """

    key = "class_diversity"
    title = "Diversity within a label"
    ideal = 1.0

    def score(self, answers: Answers, distribution: Distribution) -> float:
        classes = distribution.classes
        real = sum(known.spreads(classes) for known in real_answers(distribution))
        return float((answers.spreads(classes) / (real / len(real_answers(distribution)))).mean())

    def score_in_pieces(self, answers: Answers, distribution: Distribution) -> Pieces[float]:
        yield from real_answers.in_pieces(distribution)
        return self.score(answers, distribution)
