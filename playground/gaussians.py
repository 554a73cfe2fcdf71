"""Mixtures of Gaussians with any covariances: densities, shares, samples and ellipses in closed form."""

from __future__ import annotations

import dataclasses
from functools import cached_property

import numpy as np
from scipy.special import logsumexp, ndtr, softmax

from playground.distributions.mixtures import normal_mass

Array = np.ndarray
FAR = 6.0
"""Standard deviations from a component's mean that hold all but 2e-9 of it."""


@dataclasses.dataclass(frozen=True, eq=False)
class Gaussians:
    """p_g(x) = sum_j w_j N(x; mu_j, Sigma_j), in float64.

    `weights` (k,) sum to one; `means` (k, d) in units of x; `covariances` (k, d, d). It generates from
    latents of d + 1 coordinates: the first picks the component, the others are the normal draw.
    """

    weights: Array
    means: Array
    covariances: Array

    @property
    def dimension(self) -> int:
        """d, the number of coordinates of x."""
        return self.means.shape[1]

    def log_joint(self, x: Array) -> Array:
        """log w_j + log N(x; mu_j, Sigma_j) for each x (m, d) and component: (m, k), in nats."""
        gaps = x[None] - self.means[:, None]
        standard = np.linalg.solve(self._roots, gaps.transpose(0, 2, 1))
        volumes = np.log(np.diagonal(self._roots, axis1=1, axis2=2)).sum(axis=1)
        heights = np.log(self.weights) - volumes - self.dimension / 2 * np.log(2 * np.pi)
        return heights - np.square(standard).sum(axis=1).T / 2

    def log_density(self, x: Array) -> Array:
        """log p_g at x (m, d): (m,), in nats."""
        return logsumexp(self.log_joint(x), axis=1)

    def responsibilities(self, x: Array) -> Array:
        """The share of each component in each x (m, d), by Bayes' rule: (m, k), rows that sum to one."""
        return softmax(self.log_joint(x), axis=1)

    def generate(self, z: Array) -> Array:
        """Samples (m, d) from standard normal latents z (m, d + 1)."""
        # Without the last bound no rounding of the sum can lead to a component k.
        chosen = np.searchsorted(np.cumsum(self.weights)[:-1], ndtr(z[:, 0]), side="right")
        return self.means[chosen] + np.einsum("mij,mj->mi", self._roots[chosen], z[:, 1:])

    def parts(self, x: Array) -> Array:
        """The density that each component adds at x (m, d): (k, m), per unit of x."""
        return np.exp(self.log_joint(x)).T

    def mass_between(self, edges: Array) -> Array:
        """On the line, the mass below, between and above edges (m,): (m + 1,), tails precise."""
        ends = np.concatenate([[-np.inf], edges, [np.inf]])
        return self.weights @ normal_mass((ends - self.means) / self._roots[:, :, 0])

    def ends(self) -> tuple[float, float]:
        """On the line, two values that all but 2e-9 of the mass lie between."""
        reach = FAR * self._roots[:, 0, 0]
        return float((self.means[:, 0] - reach).min()), float((self.means[:, 0] + reach).max())

    def ellipses(self) -> Array:
        """In the plane, each component as (x, y, long radius, short radius, angle, weight): (k, 6).

        Radii are standard deviations along the axes; the angle of the long one is in radians from x.
        """
        spreads, axes = np.linalg.eigh(self.covariances)
        angles = np.arctan2(axes[:, 1, 1], axes[:, 0, 1])
        return np.column_stack([self.means, np.sqrt(spreads[:, ::-1]), angles, self.weights])

    def moved_since(self, before: Gaussians) -> float:
        """The longest way that a mean has gone since `before`, in its own standard deviations."""
        gaps = (self.means - before.means)[:, :, None]
        return float(np.sqrt(np.square(np.linalg.solve(self._roots, gaps)).sum(axis=1).max()))

    @cached_property
    def _roots(self) -> Array:
        """L with L L^T = Sigma, lower triangular: (k, d, d)."""
        return np.linalg.cholesky(self.covariances)


@dataclasses.dataclass(frozen=True, eq=False)
class Fitted(Gaussians):
    """A mixture in the middle of its fit: `seen` is the one that the last E step looked at."""

    seen: Gaussians
