"""Gaussian mixtures in any dimension: the exact formulas that lines, planes and curves share."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from functools import cached_property

import numpy as np
import torch
from scipy.special import ndtr

from playground.distributions.base import Distribution, Modes
from playground.distributions.boxes import Box, square

Array = np.ndarray

BLOCK = 1 << 20
"""Most pairs (point, component) held at once, so that large mixtures stay within 10 MB or so."""


@dataclasses.dataclass(frozen=True)
class Components:
    """Gaussians with axis-parallel ellipses: `centres` (k, d), `widths` (k, d) as standard
    deviations along each axis, and `weights` (k,) that sum to one."""

    centres: Array
    widths: Array
    weights: Array

    def density(self, x: Array) -> Array:
        """The mixture's density at x (m, d), shape (m,)."""
        heights = self.weights / np.prod(self.widths * np.sqrt(2 * np.pi), axis=1)
        rows = max(1, BLOCK // len(heights))
        blocks = [self._exponents(x[i : i + rows]) for i in range(0, len(x), rows)]
        return np.concatenate([np.exp(block) @ heights for block in blocks] or [np.zeros(0)])

    def cell_mass(self, *edges: Array) -> Array:
        """Exact mass of each cell of the grid that the plane's two axes of edges span."""
        along_x, along_y = (
            normal_mass((axis_edges - self.centres[:, [axis]]) / self.widths[:, [axis]])
            for axis, axis_edges in enumerate(edges)
        )
        return along_x.T @ (self.weights[:, None] * along_y)

    def _exponents(self, x: Array) -> Array:
        total = np.zeros((len(x), len(self.centres)))
        for axis in range(x.shape[1]):
            total -= ((x[:, [axis]] - self.centres[:, axis]) / self.widths[:, axis]) ** 2 / 2
        return total


class GaussianMixture(Distribution, abstract=True):
    """A mixture of Gaussians, told by its components alone; a sample's label is its component."""

    @abstractmethod
    def components(self) -> Components:
        """The Gaussians mixed."""

    @property
    def classes(self) -> int:
        return len(self._components.weights)

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        return self.labelled(n, generator)[0]

    def labelled(self, n: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        centres, widths, bounds = (table.to(generator.device) for table in self._tables)
        chosen = pick(bounds, n, generator)
        noise = torch.randn(n, self.dimension, generator=generator, device=generator.device)
        return torch.addcmul(centres[chosen], widths[chosen], noise), chosen

    def density(self, x: Array) -> Array:
        return self._components.density(x)

    def modes(self) -> Modes | None:
        """One mode a component; None if some component is no isotropic bump."""
        mixed = self._components
        if np.ptp(mixed.widths, axis=1).any():
            return None
        return Modes(mixed.centres, mixed.widths[:, 0], mixed.weights)

    def window(self) -> Box:
        return self._window

    @cached_property
    def _window(self) -> Box:
        mixed = self._components
        reach = 4 * mixed.widths
        return square((mixed.centres - reach).min(axis=0), (mixed.centres + reach).max(axis=0))

    @cached_property
    def _components(self) -> Components:
        return self.components()

    @cached_property
    def _tables(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        mixed = self._components
        centres, widths = (
            torch.tensor(table, dtype=torch.float32) for table in (mixed.centres, mixed.widths)
        )
        return centres, widths, pick_bounds(mixed.weights)


def normal_mass(edges: Array) -> Array:
    """Standard normal mass between neighbours along the last axis of `edges`."""
    low, high = edges[..., :-1], edges[..., 1:]
    # The upper tail is mirrored into the lower, where the difference of tiny numbers is precise.
    upper = low > 0
    return ndtr(np.where(upper, -low, high)) - ndtr(np.where(upper, -high, low))


def geometric_weights(count: int, imbalance: float) -> Array:
    """Weights (count,) that sum to one and fall geometrically: the last is 100**-imbalance times
    the first."""
    falling = 100.0 ** (-imbalance * np.arange(count) / max(count - 1, 1))
    return falling / falling.sum()


def pick_bounds(weights: Array) -> torch.Tensor:
    """The table (k - 1,) from which `pick` draws indices 0..k-1 with these weights (k,)."""
    # Without the last bound no rounding of the sum can lead to an index k.
    return torch.tensor(np.cumsum(weights)[:-1], dtype=torch.float32)


def pick(bounds: torch.Tensor, n: int, generator: torch.Generator) -> torch.Tensor:
    """Draws n indices, shape (n,), by inverting the cumulative weights in `bounds`."""
    u = torch.rand(n, generator=generator, device=generator.device)
    # right=True: an index of weight zero is never chosen, not even by u = 0.
    return torch.bucketize(u, bounds, right=True)
