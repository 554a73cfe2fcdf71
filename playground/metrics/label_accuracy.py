"""Whether a sample is what was asked for."""

from __future__ import annotations

from playground.distributions import Distribution
from playground.metrics.answers import AnswerMetric, Answers


class LabelAccuracy(AnswerMetric):
    """The share of fakes that are what their label asked for.

    In the plane: within three sigma of the mode that is the label. Pictures: those that the classifier
    is at least 0.9 sure are of the label's class. Even real samples miss some, see the floor; and one
    and the same sample for each label would score full marks, so read it beside the diversity within.
    """

    key = "label_accuracy"
    title = "Label accuracy"

    def score(self, answers: Answers, distribution: Distribution) -> float:
        return float(answers.right.mean())
