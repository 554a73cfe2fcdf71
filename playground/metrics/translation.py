"""What only a pair of maps between two sets of data has: a way back, and a cycle."""

from __future__ import annotations

import dataclasses
import functools
from typing import ClassVar

import numpy as np
import torch

from playground.distributions import Distribution, Images
from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.coded import fresh_of
from playground.metrics.transport import SlicedWasserstein1, Wasserstein1

SIZE = 2_000
"""Points that go round the cycle, each way ..."""
PICTURES = 200
"""... or pictures."""
LANDED, EDGE = 500, 10_000
"""Translated points that are looked for in the target domain, and real ones that say where it ends."""
INSIDE = 0.99
"""The target domain is where the densest so much of its mass lies."""


@dataclasses.dataclass(frozen=True)
class From:
    """The prior of a map between two sets of data: the data that it starts from."""

    distribution: Distribution

    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        """n samples (n, dimension)."""
        return self.distribution.sample(n, generator)

    def limits(self) -> tuple[float, float]:
        """The (low, high) between which all coordinates are worth drawing."""
        lows, highs = zip(*self.distribution.window(), strict=True)
        return min(lows), max(highs)


@dataclasses.dataclass(frozen=True, eq=False)
class Translation(Evaluation):
    """One way of a pair of maps: G as the generator, samples of X as its latents, Y as the data.

    `back` is the other way: F, judged against X. Its own `back` is None.
    """

    back: Translation | None = None


class CycleError(Metric):
    """How far a point is from itself after a whole cycle, over the standard deviation of its data.

    The mean distance of F(G(x)) from x, and of G(F(y)) from y, the larger of the two; over 2,000 fixed
    points each way. 0 where each map undoes the other, whichever pairing that is; about 1 or more where
    they know nothing of one another. Of pictures it is the root mean square over pixels that counts, over 200
    held-out ones each way.
    """

    key = "cycle_error"
    title = "Cycle error"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        return paired(evaluation)

    def slow(self, evaluation: Evaluation) -> bool:
        return isinstance(evaluation.distribution, Images)

    def compute(self, evaluation: Translation) -> float:
        return max(_missed(evaluation, evaluation.back), _missed(evaluation.back, evaluation))


class WayBack:
    """Laid over a metric: the same number of the way back."""

    def applies(self, evaluation: Evaluation) -> bool:
        return paired(evaluation) and super().applies(evaluation.back)

    def compute(self, evaluation: Translation) -> float:
        return super().compute(evaluation.back)

    def floor(self, evaluation: Translation) -> float:
        return super().floor(evaluation.back)


class Wasserstein1Back(WayBack, Wasserstein1):
    """Wasserstein-1 distance of the way back: how far F's images of Y are from X.

    In units of x: the exact best matching of 1,000 fake with 1,000 real samples. As G's own
    Wasserstein-1 it cannot get below its floor.
    """

    key = "w1_back"
    title = "Wasserstein-1, way back"


class SlicedWasserstein1Back(WayBack, SlicedWasserstein1):
    """Sliced Wasserstein-1 distance of the way back: F's images of Y against X, by their shadows.

    In units of x; from 10,000 fake and 10,000 real samples in 64 directions.
    """

    key = "sliced_w1_back"
    title = "Sliced Wasserstein-1, way back"


class InTarget(Metric):
    """The share of translated points that lie where the target's data do, on the poorer of the two ways.

    A point counts where the target is denser than at the thinnest 1 % of its own samples, so real data
    reach 99 %. Of 500 points each way; it says nothing of which parts of the target are served.
    """

    key = "in_target"
    title = "In the target domain"
    ideal: ClassVar = INSIDE

    def applies(self, evaluation: Evaluation) -> bool:
        return paired(evaluation) and all(_edge(data) is not None for data in _both(evaluation))

    def compute(self, evaluation: Translation) -> float:
        return min(_share_inside(way) for way in (evaluation, evaluation.back))


def paired(evaluation: Evaluation) -> bool:
    """Whether there is a way back."""
    return isinstance(evaluation, Translation) and evaluation.back is not None


def _both(evaluation: Translation) -> tuple[Distribution, Distribution]:
    return evaluation.distribution, evaluation.back.distribution


def _missed(out: Evaluation, home: Evaluation) -> float:
    """Mean distance of start points from where out and home have led them, in standard deviations."""
    pictures = isinstance(out.distribution, Images)
    start = fresh_of(out.prior.distribution, PICTURES)[0] if pictures else out.latents(SIZE)
    there = out.players.generate(start) if pictures else out.fake(SIZE)
    gaps = np.linalg.norm(home.players.generate(there) - start, axis=1)
    return float(gaps.mean() / _deviation(start) / (np.sqrt(start.shape[1]) if pictures else 1))


def _deviation(x: Array) -> float:
    """Root mean square over coordinates of the standard deviation of x (n, d)."""
    return float(np.sqrt(x.var(axis=0).mean()))


def _share_inside(way: Evaluation) -> float:
    data = way.distribution
    return float((data.density(way.fake(LANDED)) >= _edge(data)).mean())


@functools.lru_cache(maxsize=32)
def _edge(data: Distribution) -> float | None:
    """The density that all but the thinnest 1 % of the data exceed, by fixed samples; None without one."""
    some = data.density(data.sample(EDGE, torch.Generator().manual_seed(77_004)).double().numpy())
    return None if some is None else float(np.quantile(some, 1 - INSIDE))
