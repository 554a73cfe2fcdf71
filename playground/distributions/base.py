"""What every distribution offers: samples always, exact densities and modes where they exist."""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

import numpy as np
import torch

from playground.catalogue import Catalogued
from playground.knobs import SettingError

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
    """Shape of one sample: (1,) on the line, (2,) in the plane, (1, 28, 28) for pictures."""
    suits: ClassVar[str] = ""
    """Settings that suit such data where a family's own defaults do not; those count that the family has."""

    @property
    def dimension(self) -> int:
        """Number of coordinates of one sample."""
        return int(np.prod(self.shape))

    @abstractmethod
    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        """Draws n samples with `generator` alone: float32, (n, d), on the generator's device."""

    @property
    def classes(self) -> int:
        """Number of labels that its samples carry; 0 for samples without labels."""
        return 0

    def labelled(self, n: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """The samples that `sample` draws, and the label of each: int64, (n,), 0 to `classes` - 1.

        Raises `SettingError` where samples carry no labels.
        """
        raise SettingError(
            f"Samples of {self.title} carry no labels; choose a mixture of Gaussians, or pictures that have "
            "labels, such as MNIST."
        )

    def fixed(self, n: int, generator: torch.Generator) -> Callable[[torch.Tensor], torch.Tensor]:
        """n samples, drawn once and for all, as a function of places (m,) from 0 to n - 1: rows (m, d)."""
        rows = self.sample(n, generator)
        return lambda places: rows.to(places.device)[places]

    def held(self) -> Distribution:
        """The same with its data in hand, as a run takes it at its start and keeps it to its end: what is
        fetched from elsewhere may be other data tomorrow. Itself, where nothing is fetched."""
        return self

    def released(self) -> Distribution:
        """The same without any data in hand: what the settings of a run say."""
        return self

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
    # One latent, and z -> G(z) can be drawn and p_g is known exactly.
    suits = "noise.dim=1"

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
