"""Which mode each sample belongs to, and how far from its centre it lies."""

from __future__ import annotations

import dataclasses
import functools
import math

import numpy as np
import torch
from scipy.spatial.distance import cdist

from playground.distributions import Distribution, Modes
from playground.metrics.base import Evaluation
from playground.metrics.once import once

Array = np.ndarray
SIZE = 10_000
SIGMAS = 3.0
REFERENCE_SIZE = 50_000
BLOCK = 2_000_000
"""Most distances held at once."""


@dataclasses.dataclass(frozen=True)
class Assignment:
    """Samples and their nearest modes.

    `mode` (n,): index of the nearest centre (L2). `distance` (n,): distance to it in the mode's own
    standard deviations. `modes`: all the modes there are.
    """

    mode: Array
    distance: Array
    modes: Modes

    @functools.cached_property
    def high(self) -> Array:
        """Which samples are of high quality: within three standard deviations of their centre."""
        return self.distance <= SIGMAS

    @functools.cached_property
    def counts(self) -> Array:
        """High-quality samples of each mode (k,)."""
        return np.bincount(self.mode[self.high], minlength=len(self.modes.weights))

    @property
    def spread(self) -> float:
        """Root mean square distance of high-quality samples, in standard deviations; nan if none."""
        near = self.distance[self.high]
        return math.sqrt((near**2).mean()) if len(near) else math.nan

    def first(self, n: int) -> Assignment:
        """The same of the first n samples only."""
        return Assignment(self.mode[:n], self.distance[:n], self.modes)


def assign(samples: Array, modes: Modes) -> Assignment | None:
    """Finds the nearest mode of samples (n, d); None if a sample is not finite."""
    if not np.isfinite(samples).all():
        return None
    rows = max(1, BLOCK // len(modes.weights))
    mode, squares = [], []
    for start in range(0, len(samples), rows):
        cost = cdist(samples[start : start + rows], modes.centres, "sqeuclidean")
        mode.append(cost.argmin(axis=1))
        squares.append(cost.min(axis=1))
    nearest = np.concatenate(mode)
    return Assignment(nearest, np.sqrt(np.concatenate(squares)) / modes.widths[nearest], modes)


@once
def assigned_fakes(evaluation: Evaluation) -> Assignment | None:
    """The nearest modes of 10,000 fakes, shared by all metrics that count modes."""
    return assign(evaluation.fake(SIZE), evaluation.distribution.modes())


@functools.lru_cache(maxsize=64)
def reference_spread(distribution: Distribution) -> float:
    """The `spread` of real samples (50,000 of them: known to a third of a percent)."""
    real = distribution.sample(REFERENCE_SIZE, torch.Generator().manual_seed(30_303)).double().numpy()
    return assign(real, distribution.modes()).spread
