"""What the two players' own numbers make of the distance between data and generator."""

from __future__ import annotations

import math
from abc import abstractmethod

import numpy as np

from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.seen import line_seen, raw_of_samples, reads_as_probability, value
from playground.metrics.slopes import Lipschitz
from playground.objectives.wasserstein import Wasserstein
from playground.pushforward import LineState


class Estimate(Metric, abstract=True):
    """A distance by the players' own account: defined where the distance is, under a loss that tells it."""

    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        truths = (Metric.entries[truth]() for truth in self.estimates)
        # A D that is told more than x can tell the two sides apart by more than x.
        plays = evaluation.plays and evaluation.judges_alone
        return plays and any(truth.applies(evaluation) for truth in truths) and self.told(evaluation)

    @abstractmethod
    def told(self, evaluation: Evaluation) -> bool:
        """Whether the loss gives this estimate."""


class W1Estimate(Estimate):
    """What the critic makes of Wasserstein-1: (E D(x) − E D(G(z))) / L, with L its steepest slope.

    No critic gets above the true distance, and the best one reaches it (Kantorovich-Rubinstein duality;
    Arjovsky et al., 2017, eq. 2 and figure 3). On the line both means are exact and L is the steepest of
    all slopes; in the plane they are of 2,000 samples of each kind, and L is the steepest slope that was
    found, so that the estimate may come out too high there.
    """

    key = "w1_estimate"
    title = "Critic's estimate of Wasserstein-1"
    unit = "x"
    estimates = ("w1", "sliced_w1")

    def told(self, evaluation: Evaluation) -> bool:
        return isinstance(evaluation.objective, Wasserstein)

    def compute(self, evaluation: Evaluation) -> float:
        if evaluation.on_line:
            state = line_seen(evaluation)
            return dual(evaluation.players.discriminate(state.edges[:, None]), state)
        real, fake = raw_of_samples(evaluation)
        return over(real.mean() - fake.mean(), Lipschitz().compute(evaluation))


class JSDEstimate(Estimate):
    """What D makes of the Jensen-Shannon divergence: (V(D, G) + log 4) / 2.

    No D gets above the true divergence, and the best one reaches it (Goodfellow et al., 2014, theorem 1);
    a D that is worse than a constant 1/2 falls below 0. Taken as V(D, G) is, instance noise included.
    """

    key = "jsd_estimate"
    title = "D's estimate of the Jensen–Shannon divergence"
    unit = "nats"
    estimates = ("jsd",)

    def told(self, evaluation: Evaluation) -> bool:
        return reads_as_probability(evaluation)

    def compute(self, evaluation: Evaluation) -> float:
        return (value(evaluation) + math.log(4)) / 2


def dual(raw: Array, state: LineState) -> float:
    """E c(x) − E c(G(z)) over the Lipschitz constant of a critic c, which has the values `raw` (m + 1,)
    at the edges of `state`, runs straight between them, and counts only where data or fakes lie.

    At most the Wasserstein-1 distance of the same state, for every c.
    """
    rises, gap = np.diff(raw), state.fake_cdf - state.data_cdf
    if not (state.finite and np.isfinite(raw).all()):
        return math.nan
    # E c = c(end) - integral of c' F: what both sides share, c's level included, drops out.
    gain = rises @ (gap[:-1] + gap[1:]) / 2
    held = np.flatnonzero(state.data_mass + state.fake_mass)
    lies = slice(held[0], held[-1] + 1)
    return over(gain, float((np.abs(rises) / state.widths)[lies].max()))


def over(gain: float, steepest: float) -> float:
    """A critic's gain in units of x; 0 for a critic that tells nothing apart."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.divide(gain, steepest)) if gain else 0.0
