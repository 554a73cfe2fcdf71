"""What every distribution offers: samples always, exact densities and modes where they exist."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from typing import ClassVar

import numpy as np
import torch

from playground.catalogue import Catalogued

Array = np.ndarray


@dataclasses.dataclass(frozen=True)
class Modes:
    """Isotropic Gaussian bumps: `centres` (k, d), `widths` (k,) as standard deviations, and
    `weights` (k,) that sum to one."""

    centres: Array
    widths: Array
    weights: Array


class Distribution(Catalogued, abstract=True):
    """p_data: where real samples x come from."""

    shape: ClassVar[tuple[int, ...]]
    """Shape of one sample: (1,) on the line, (2,) in the plane."""

    @property
    def dimension(self) -> int:
        """Number of coordinates of one sample."""
        return int(np.prod(self.shape))

    @abstractmethod
    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draws n samples with `generator` alone: float32, (n, d), on the generator's device."""

    @abstractmethod
    def window(self) -> tuple[tuple[float, float], ...]:
        """The box worth looking at: one (low, high) per axis."""

    def modes(self) -> Modes | None:
        """The bumps that a generator may drop, where the distribution has any."""
        return None

    def density(self, x: Array) -> Array | None:
        """Exact p_data at x (m, d), shape (m,); None where there is none (thin supports)."""
        return None


class Line(Distribution, abstract=True):
    """A distribution on the real line."""

    shape = (1,)

    @abstractmethod
    def cdf(self, x: Array) -> Array:
        """F(x) = P(X <= x), exact, same shape as x; the right limit where F jumps."""

    @abstractmethod
    def quantile(self, u: Array) -> Array:
        """The inverse of the CDF at u in (0, 1), same shape as u."""


class Plane(Distribution, abstract=True):
    """A distribution in the plane."""

    shape = (2,)

    def cell_mass(self, x_edges: Array, y_edges: Array) -> Array | None:
        """Exact mass of each cell of a grid, shape (len(x_edges) - 1, len(y_edges) - 1), first
        index along x; None where no exact mass is known."""
        return None
