"""The Jensen-Shannon divergence, on the line and in the plane."""

from __future__ import annotations

import math

from playground.distributions import Distribution, Line, Plane
from playground.divergences import jsd
from playground.metrics.base import Array, Evaluation, SampleMetric
from playground.metrics.line_floor import line_floor
from playground.metrics.plane_grid import sample_masses, true_masses
from playground.pushforward import LineState


class JSD(SampleMetric):
    """Jensen-Shannon divergence: what G minimises in the original game when D is perfect.

    It runs from 0 (equal) to log 2 = 0.693 (no overlap) and stays there however far the two drift
    apart. On the line it is exact; in the plane it compares 10,000 samples with the data on a 50 x 50
    grid over the window and one cell outside, so read it beside its floor.
    """

    key = "jsd"
    title = "Jensen–Shannon divergence"
    unit = "nats"
    ideal = 0.0
    size = 10_000

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.generates and isinstance(evaluation.distribution, Line | Plane)

    def compute(self, evaluation: Evaluation) -> float:
        if evaluation.on_line:
            return _of_state(evaluation.line)
        return _of_plane(evaluation.fake(self.size), evaluation.distribution)

    def between(self, real: Array, fake: Array, distribution: Distribution) -> float:
        return _of_plane(fake, distribution)

    def floor(self, evaluation: Evaluation) -> float | None:
        return line_floor(_of_state, evaluation) if evaluation.on_line else super().floor(evaluation)


def _of_state(state: LineState) -> float:
    return jsd(state.data_mass, state.fake_mass)


def _of_plane(samples: Array, distribution: Plane) -> float:
    masses = sample_masses(samples, distribution)
    return math.nan if masses is None else jsd(true_masses(distribution), masses)
