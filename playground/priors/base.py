"""What every prior offers: latents to train on, and an exact grid to push through a generator."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np
import torch

from playground.catalogue import Catalogued

Array = np.ndarray


class Prior(Catalogued, abstract=True):
    """p_z: where latents z come from. The coordinates are independent and alike.

    `isotropic` tells that all directions are alike, too: the density depends on |z| alone.
    """

    isotropic: ClassVar[bool] = False

    @abstractmethod
    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        """Draws n latents with `generator` alone: float32, (n, dimension), on its device."""

    @abstractmethod
    def quantile(self, u: Array) -> Array:
        """The inverse CDF of one coordinate at u in (0, 1), same shape as u."""

    @abstractmethod
    def grid(self, m: int) -> tuple[Array, Array]:
        """Cuts one coordinate into m intervals for an exact push-forward.

        Returns their edges (m + 1,), increasing and finite, and their exact masses (m,), which sum
        to one: the end intervals also hold what lies beyond them.
        """

    @abstractmethod
    def limits(self) -> tuple[float, float]:
        """The (low, high) of one coordinate between which the latent space is worth drawing."""
