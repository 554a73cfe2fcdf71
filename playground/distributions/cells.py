"""Densities that are constant on each cell of a grid, such as a checkerboard."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

import numpy as np
import torch

from playground.catalogue import knob
from playground.distributions.base import Plane
from playground.distributions.boxes import Box, check_interval, padded
from playground.distributions.mixtures import pick, pick_bounds

Array = np.ndarray


class PiecewiseConstant(Plane, abstract=True):
    """Uniform within each of the equal cells of a box, with a weight for every cell."""

    @abstractmethod
    def weights(self) -> Array:
        """The cells' weights (nx, ny), of any scale, first index along x."""

    @abstractmethod
    def box(self) -> Box:
        """The (low, high) of the grid along x and along y."""

    def window(self) -> Box:
        return padded(*np.array(self.box()).T)

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        corners, size, bounds = (table.to(generator.device) for table in self._tables)
        chosen = pick(bounds, n, generator)
        inside = torch.rand(n, 2, generator=generator, device=generator.device)
        return torch.addcmul(corners[chosen], size, inside)

    def density(self, x: Array) -> Array:
        low, size = self._low_and_size
        place = np.floor((x - low) / size)
        inside = ((place >= 0) & (place < self._masses.shape)).all(axis=1)
        i, j = np.where(inside[:, None], place, 0).astype(int).T
        return np.where(inside, self._masses[i, j] / np.prod(size), 0.0)

    def cell_mass(self, x_edges: Array, y_edges: Array) -> Array:
        along_x, along_y = (self._shares(axis, edges) for axis, edges in enumerate((x_edges, y_edges)))
        return along_x.T @ self._masses @ along_y

    def _shares(self, axis: int, edges: Array) -> Array:
        """Share of each own cell along `axis` (k,) that lies between neighbouring edges: (k, m)."""
        low, size = self._low_and_size
        places = (edges - low[axis]) / size[axis] - np.arange(self._masses.shape[axis])[:, None]
        return np.diff(np.clip(places, 0.0, 1.0), axis=1)

    @cached_property
    def _masses(self) -> Array:
        weights = self.weights() / self.weights().max()
        return weights / weights.sum()

    @cached_property
    def _low_and_size(self) -> tuple[Array, Array]:
        low, high = np.array(self.box(), dtype=np.float64).T
        return low, (high - low) / self._masses.shape

    @cached_property
    def _tables(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        low, size = self._low_and_size
        index = np.indices(self._masses.shape).reshape(2, -1).T
        corners, size = (torch.tensor(table, dtype=torch.float32) for table in (low + size * index, size))
        return corners, size, pick_bounds(self._masses.ravel())


class Checkerboard(PiecewiseConstant):
    """The dark squares of a chessboard.

    Sharp edges, corners that touch and holes all over: few generators keep the light squares
    empty, and a smooth discriminator barely sees the pattern at first.
    """

    side: int = knob(4, 2, 16, help="Squares along each side of the board.")
    half: float = knob(2.0, 0.5, 5.0, help="Half the length of the board.")

    def weights(self) -> Array:
        i, j = np.indices((self.side, self.side))
        return ((i + j) % 2 == 0).astype(np.float64)

    def box(self) -> Box:
        return ((-self.half, self.half), (-self.half, self.half))


class Sheet(PiecewiseConstant, abstract=True):
    """Cells on a sheet whose edges can be moved."""

    x_low: float = knob(-2.0, -10.0, 10.0, help="Left edge of the sheet.")
    x_high: float = knob(2.0, -10.0, 10.0, help="Right edge of the sheet.")
    y_low: float = knob(-2.0, -10.0, 10.0, help="Lower edge of the sheet.")
    y_high: float = knob(2.0, -10.0, 10.0, help="Upper edge of the sheet.")

    def validate(self) -> None:
        check_interval("x_low", self.x_low, "x_high", self.x_high)
        check_interval("y_low", self.y_low, "y_high", self.y_high)

    def box(self) -> Box:
        return ((self.x_low, self.x_high), (self.y_low, self.y_high))

    def window(self) -> Box:
        return self.box()
