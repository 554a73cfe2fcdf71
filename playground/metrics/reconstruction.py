"""How much of a sample its code remembers."""

from __future__ import annotations

from playground.metrics.base import Evaluation, Metric
from playground.metrics.coded import CodedEvaluation, coded

SIZE = 1_000


class Reconstruction(Metric):
    """Mean squared error of the reconstruction, of samples that are not trained on.

    The mean over 1,000 of them and over their numbers; pixels run from -1 to 1, so a picture that is
    rebuilt as its mean everywhere scores the variance of its pixels, and 0 is perfect. A code of two
    numbers cannot remember all of a digit, so compare with the plain autoencoder.
    """

    title = "Reconstruction error"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        return coded(evaluation)

    def compute(self, evaluation: CodedEvaluation) -> float:
        return float(((evaluation.rebuilt(SIZE) - evaluation.fresh(SIZE)) ** 2).mean())
