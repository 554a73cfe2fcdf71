"""How likely a model whose density is known finds the data: on its own sample, and on fresh points."""

from __future__ import annotations

import numpy as np

from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.nearest import SIZE


class Likelihood(Metric, abstract=True):
    """A mean over points of log p_g, or of a difference with it, in nats a point."""

    unit = "nats"

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.density is not None and self.points(evaluation) is not None

    def points(self, evaluation: Evaluation) -> Array | None:
        """The points (n, d) that the mean is taken over."""
        return evaluation.real(SIZE)

    def compute(self, evaluation: Evaluation) -> float:
        return float(evaluation.density.log_density(self.points(evaluation)).mean())

    def floor(self, evaluation: Evaluation) -> float | None:
        """What p_data itself reaches on these very points."""
        return _truth(evaluation, self.points(evaluation))


class LogLikelihood(Likelihood):
    """The mean log density of the training data under the model: what a fit by maximum likelihood raises.

    EM never lets it fall. It may rise above what the true distribution reaches on the same points:
    then the model has begun to learn their chances by heart, so read it beside the held-out one.
    """

    key = "log_likelihood"
    title = "Log-likelihood"

    def points(self, evaluation: Evaluation) -> Array | None:
        return evaluation.training


class HeldOut(Likelihood):
    """The mean log density of 10,000 fresh points under the model.

    The most that any model can reach, on average, is minus the entropy of the data.
    """

    key = "held_out"
    title = "Held-out log-likelihood"


class SampledKL(Likelihood):
    """KL of the data from the model, by 10,000 fresh points: the mean of log p_data − log p_g.

    How far the held-out log-likelihood is from the best there is. For a model that holds the truth and
    is fitted to n points by maximum likelihood it is about p / 2n, with p free parameters (Wilks, 1938).
    """

    key = "kl_sampled"
    title = "KL by fresh points"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        return super().applies(evaluation) and evaluation.distribution.density(evaluation.real(1)) is not None

    def compute(self, evaluation: Evaluation) -> float:
        return super().floor(evaluation) - super().compute(evaluation)

    def floor(self, evaluation: Evaluation) -> float | None:
        return None


def _truth(evaluation: Evaluation, points: Array) -> float | None:
    """The mean log density of points (n, d) under p_data; None where it has no density."""
    density = evaluation.distribution.density(points)
    if density is None:
        return None
    with np.errstate(divide="ignore"):
        return float(np.log(density).mean())
