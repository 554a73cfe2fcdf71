"""What every prior offers: latents to train on, and, where its coordinates are independent, exact grids."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np
import torch

from playground.catalogue import Catalogued
from playground.knobs import SettingError

Array = np.ndarray


class Prior(Catalogued, abstract=True):
    """p_z: where latents z come from.

    `isotropic` tells that all directions are alike: the density depends on |z| alone. `dimension` is the
    number of coordinates that z has, or None where that is anyone's choice.
    """

    isotropic: ClassVar[bool] = False
    dimension: ClassVar[int | None] = None

    @abstractmethod
    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        """Draws n latents with `generator` alone: float32, (n, dimension), on its device."""

    @abstractmethod
    def limits(self) -> tuple[float, float]:
        """The (low, high) of one coordinate between which the latent space is worth drawing."""

    @abstractmethod
    def marks(self, n: int) -> Array:
        """n places along one coordinate, increasing, for a sheet of the whole latent space: (n,)."""

    def bounds(self) -> tuple[float, float]:
        """The (low, high) of one coordinate beyond which no latent ever lies."""
        return -np.inf, np.inf

    def check(self, dimension: int) -> None:
        """Raises `SettingError` unless z may have so many coordinates."""
        if self.dimension not in (None, dimension):
            raise SettingError(
                f"{self.title} is a prior of {self.dimension} coordinates, and z has {dimension}; set dim to "
                f"{self.dimension}, or choose the Gaussian prior."
            )


class IndependentPrior(Prior, abstract=True):
    """A prior whose coordinates are independent and alike, as many as one likes."""

    @abstractmethod
    def quantile(self, u: Array) -> Array:
        """The inverse CDF of one coordinate at u in (0, 1), same shape as u."""

    @abstractmethod
    def grid(self, m: int) -> tuple[Array, Array]:
        """Cuts one coordinate into m intervals for an exact push-forward.

        Returns their edges (m + 1,), increasing and finite, and their exact masses (m,), which sum
        to one: the end intervals also hold what lies beyond them.
        """

    def marks(self, n: int) -> Array:
        """Quantiles in the middle of n equal shares: the sheet shows what is drawn, as often as it is."""
        return self.quantile((np.arange(n) + 0.5) / n)

    def bounds(self) -> tuple[float, float]:
        low, high = self.quantile(np.array([0.0, 1.0]))
        return float(low), float(high)


class PlanePrior(Prior, abstract=True):
    """A shape in the plane: two coordinates that depend on each other."""

    dimension = 2

    def marks(self, n: int) -> Array:
        """Evenly over the window, in the middle of n equal cells: between the parts of a shape as well."""
        low, high = self.limits()
        return low + (np.arange(n) + 0.5) / n * (high - low)
