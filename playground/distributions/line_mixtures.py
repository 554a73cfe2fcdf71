"""One, two and three Gaussians on the line."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from playground.catalogue import knob
from playground.distributions.base import Line
from playground.distributions.mixtures import Components, GaussianMixture, geometric_weights

Array = np.ndarray

HALVINGS = 64
"""Bisection steps: enough to narrow any bracket to neighbouring float64 numbers."""


class LineMixture(GaussianMixture, Line, abstract=True):
    """A mixture of Gaussians on the line."""

    def cdf(self, x: Array) -> Array:
        mixed = self._components
        return ndtr((x[..., None] - mixed.centres[:, 0]) / mixed.widths[:, 0]) @ mixed.weights

    def quantile(self, u: Array) -> Array:
        mixed = self._components
        # A mixture's quantile lies between the least and the greatest of its components'.
        each = mixed.centres[:, 0] + mixed.widths[:, 0] * ndtri(u)[..., None]
        low, high = each.min(axis=-1), each.max(axis=-1)
        for _ in range(HALVINGS if len(mixed.weights) > 1 else 0):
            middle = (low + high) / 2
            below = self.cdf(middle) < u
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return high


def on_line(means: list[float], widths: list[float], weights: Array | list[float]) -> Components:
    """Components on the line from one number each per Gaussian."""
    return Components(np.array(means)[:, None], np.array(widths)[:, None], np.array(weights))


class Gaussian(LineMixture):
    """One bell curve.

    The easiest target: an affine generator can match it exactly, so whatever goes wrong here is
    the game's doing (step sizes, losses, orbits), never a lack of capacity.
    """

    mean: float = knob(1.0, -10.0, 10.0, help="Where the bell stands.")
    width: float = knob(0.5, 0.01, 10.0, log=True, help="Standard deviation of the bell.")

    def components(self) -> Components:
        return on_line([self.mean], [self.width], [1.0])


class TwoGaussians(LineMixture):
    """Two bell curves side by side.

    The smallest place where a mode can be dropped: watch whether the generator covers both bells
    at once, jumps between them, or leaves the lighter one out.
    """

    left_mean: float = knob(-1.0, -10.0, 10.0, help="Where the first bell stands.")
    right_mean: float = knob(1.0, -10.0, 10.0, help="Where the second bell stands.")
    left_width: float = knob(0.25, 0.01, 5.0, log=True, help="Standard deviation of the first bell.")
    right_width: float = knob(0.25, 0.01, 5.0, log=True, help="Standard deviation of the second bell.")
    left_weight: float = knob(0.5, 0.01, 0.99, help="Share of the samples that come from the first bell.")

    def components(self) -> Components:
        return on_line(
            [self.left_mean, self.right_mean],
            [self.left_width, self.right_width],
            [self.left_weight, 1 - self.left_weight],
        )


class ThreeGaussians(LineMixture):
    """Three bell curves in a row.

    A continuous generator must pass through the gaps to reach all three bells, so it pays with
    samples between the modes or drops an outer one.
    """

    spacing: float = knob(1.5, 0.1, 5.0, help="Distance between neighbouring bells.")
    width: float = knob(0.2, 0.01, 2.0, log=True, help="Standard deviation of each bell.")
    imbalance: float = knob(
        0.0,
        0.0,
        1.0,
        help="0: equally likely bells; at 1 the last bell is a hundred times rarer than the first.",
    )

    def components(self) -> Components:
        means = [-self.spacing, 0.0, self.spacing]
        return on_line(means, [self.width] * 3, geometric_weights(3, self.imbalance))
