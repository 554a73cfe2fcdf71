"""Whether D puts real samples above fakes: one number for probabilities and critics alike."""

from __future__ import annotations

import math

import numpy as np

from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.seen import raw_of_samples


class Ranking(Metric):
    """How often D scores a random real sample above a random fake one, ties counting half (the AUC).

    1/2 means that D cannot tell the two apart, 1 that it is sure, below 1/2 that G is ahead of it.
    Only the order of D's outputs matters, so probabilities and critics read alike. A perfect
    generator holds any D at 1/2. Over all pairs of 2,000 fresh samples of each kind (of 128
    pictures).
    """

    key = "ranking"
    title = "D's lead (AUC)"
    ideal = 0.5

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.plays

    def compute(self, evaluation: Evaluation) -> float:
        return above(*raw_of_samples(evaluation))


def above(real: Array, fake: Array) -> float:
    """P(a real output > a fake one) + P(equal) / 2 over all pairs of outputs (n,) and (m,).

    The Mann-Whitney statistic as a share: by sorting, not pair by pair. Infinite outputs have
    their place in the order; where one is not a number there is none, and nan comes back.
    """
    if np.isnan(real).any() or np.isnan(fake).any():
        return math.nan
    ordered = np.sort(fake)
    below, not_above = (np.searchsorted(ordered, real, side) for side in ("left", "right"))
    return float((below + not_above).mean() / (2 * len(fake)))
