"""Wasserstein-1 distances: exact, and averaged over projections."""

from __future__ import annotations

from typing import ClassVar

from playground.distributions import Distribution, Images, Line, Plane
from playground.divergences import sliced_w1, w1_from_cdfs, w1_of_samples
from playground.metrics.base import Array, Evaluation, SampleMetric
from playground.metrics.line_floor import line_floor
from playground.pushforward import LineState


class Wasserstein1(SampleMetric):
    """Wasserstein-1 distance: how far the mass has to be carried, on average, to become the data.

    In units of x, so unlike JSD it tells near from far. On the line it is the exact area between the
    two CDFs; in the plane it is the exact best matching of 1,000 fake with 1,000 real samples, which
    cannot get below its floor: even two real samples differ by that much.
    """

    key = "w1"
    title = "Wasserstein-1"
    unit = "x"
    ideal = 0.0
    cost: ClassVar[str] = "slow"
    size = 1_000

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.generates and isinstance(evaluation.distribution, Line | Plane)

    def compute(self, evaluation: Evaluation) -> float:
        return _of_state(evaluation.line) if evaluation.on_line else super().compute(evaluation)

    def between(self, real: Array, fake: Array, distribution: Distribution) -> float:
        return w1_of_samples(real, fake)

    def floor(self, evaluation: Evaluation) -> float | None:
        return line_floor(_of_state, evaluation) if evaluation.on_line else super().floor(evaluation)


class SlicedWasserstein1(SampleMetric):
    """Sliced Wasserstein-1 distance: how far apart the shadows on a line are, over many directions.

    In units of x; a cheaper and less noisy stand-in for Wasserstein-1, which it never exceeds in the
    same samples. From 10,000 fake and 10,000 real samples in 64 directions (128 beyond the plane).
    """

    key = "sliced_w1"
    title = "Sliced Wasserstein-1"
    unit = "x"
    ideal = 0.0
    size = 10_000

    def applies(self, evaluation: Evaluation) -> bool:
        # Along random directions of pixels almost any two heaps of pictures look alike.
        points = evaluation.distribution.dimension > 1 and not isinstance(evaluation.distribution, Images)
        return evaluation.generates and points

    def between(self, real: Array, fake: Array, distribution: Distribution) -> float:
        return sliced_w1(real, fake)


def _of_state(state: LineState) -> float:
    return w1_from_cdfs(state.data_cdf, state.fake_cdf, state.edges)
