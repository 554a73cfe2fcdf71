"""The user's own points as the data: sampling draws from them with replacement."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

import numpy as np
import torch

from playground.distributions.arrays import array_field, digest_field, finite_float32, settle
from playground.distributions.base import Distribution, Line, Plane
from playground.distributions.boxes import Box, padded
from playground.knobs import SettingError

Array = np.ndarray

FEWEST, MOST = 2, 1_000_000


class PointCloud(Distribution, abstract=True):
    """Equally likely points: `points` (n, d), float32."""

    points: ClassVar[Array]
    digest: str = digest_field()

    def validate(self) -> None:
        columns = self.dimension
        rule = f"{FEWEST} to {MOST:,} rows of {columns} finite number{'s' * (columns > 1)} each"
        points = finite_float32("points", self.points, rule)
        if columns == 1 and points.ndim == 1:
            points = points[:, None]
        if points.ndim != 2 or points.shape[1] != columns or not FEWEST <= len(points) <= MOST:
            raise SettingError(f"points must be {rule}; an array of shape {points.shape} is not.")
        settle(self, "points", points)

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        table = self._table.to(generator.device)
        return table[torch.randint(len(table), (n,), generator=generator, device=generator.device)]

    def window(self) -> Box:
        return self._window

    @cached_property
    def _window(self) -> Box:
        points = self.points.astype(np.float64)
        return padded(points.min(axis=0), points.max(axis=0))

    @cached_property
    def _table(self) -> torch.Tensor:
        return torch.tensor(self.points)


def _default_line() -> Array:
    """A gap and a lump: small enough to see each point."""
    return np.array([[-1.5], [-1.2], [-1.1], [-1.0], [0.3], [0.8], [0.9], [1.0], [1.1], [1.5]])


def _default_plane() -> Array:
    """A figure of eight in 64 points."""
    t = 2 * np.pi * np.arange(64) / 64
    return np.stack([1.5 * np.sin(t), np.sin(2 * t)], axis=1)


class LinePoints(PointCloud, Line):
    """Your own numbers as the data.

    The data is then a set of atoms with no density: given time, a strong discriminator sees every
    gap, and matching means reproducing these very numbers.
    """

    key = "points-1d"
    title = "Points (1D)"
    points: Array = array_field(_default_line)

    def cdf(self, x: Array) -> Array:
        return np.searchsorted(self._sorted, x, side="right") / len(self._sorted)

    def quantile(self, u: Array) -> Array:
        # The least point with F >= u, found among the very values that `cdf` returns.
        steps = np.arange(1, len(self._sorted)) / len(self._sorted)
        return self._sorted[np.searchsorted(steps, u, side="left")]

    @cached_property
    def _sorted(self) -> Array:
        return np.sort(self.points[:, 0].astype(np.float64))


class PlanePoints(PointCloud, Plane):
    """Your own points in the plane as the data.

    With few points, watch the generator learn them by heart; with many, watch what it smooths
    over.
    """

    key = "points-2d"
    title = "Points (2D)"
    points: Array = array_field(_default_plane)

    def cell_mass(self, x_edges: Array, y_edges: Array) -> Array:
        counts, _, _ = np.histogram2d(*self.points.T.astype(np.float64), bins=(x_edges, y_edges))
        return counts / len(self.points)
