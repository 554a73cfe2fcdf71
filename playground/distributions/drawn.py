"""A density drawn by hand on the line."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import torch

from playground.catalogue import knob
from playground.distributions.base import Line
from playground.distributions.boxes import Box, check_interval
from playground.distributions.mixtures import pick, pick_bounds
from playground.knobs import SettingError

Array = np.ndarray


class Drawn(Line):
    """A density you draw yourself.

    The heights are joined by straight lines and scaled to area one. Draw gaps, steps or spikes and
    find out which of them a GAN learns.
    """

    heights: tuple = knob(
        (0.0, 0.2, 1.0, 0.4, 0.1, 0.0, 0.0, 0.6, 0.8, 0.6, 0.0),
        0.0,
        1e6,
        length=(2, 64),
        help="Heights of the curve at equally spaced places from low to high.",
    )
    low: float = knob(-2.0, -10.0, 10.0, help="Where the drawing begins.")
    high: float = knob(2.0, -10.0, 10.0, help="Where the drawing ends.")

    def validate(self) -> None:
        check_interval("low", self.low, "high", self.high)
        if not any(self.heights):
            raise SettingError("heights must contain at least one positive number; all are zero.")

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        # A polygon is a mixture of hats, one around each node, and u - v is distributed like a hat.
        chosen = pick(self._hat_bounds.to(generator.device), n, generator)
        u, v = torch.rand(2, n, generator=generator, device=generator.device)
        x = self.low + self._step * (chosen + (u - v))
        # The two half hats at the ends fold their outer halves inwards.
        x = self.low + (x - self.low).abs()
        return (self.high - (self.high - x).abs())[:, None]

    def window(self) -> Box:
        return ((self.low, self.high),)

    def density(self, x: Array) -> Array:
        return np.interp(x[:, 0], self._nodes, self._density, left=0.0, right=0.0)

    def cdf(self, x: Array) -> Array:
        x = np.clip(x, self.low, self.high)
        i = np.clip(np.searchsorted(self._nodes, x, side="right") - 1, 0, len(self.heights) - 2)
        start, end = self._density[i], self._density[i + 1]
        s = (x - self._nodes[i]) / self._step
        return np.minimum(self._cumulative[i] + self._step * s * (start + (end - start) * s / 2), 1.0)

    def quantile(self, u: Array) -> Array:
        i = np.clip(np.searchsorted(self._cumulative, u, side="left") - 1, 0, len(self.heights) - 2)
        start, end = self._density[i], self._density[i + 1]
        v = (u - self._cumulative[i]) / (self._cumulative[i + 1] - self._cumulative[i])
        # Solves the quadratic of `cdf` in the form that cancels no digits, even for start = 0.
        s = v * (start + end) / (start + np.sqrt((1 - v) * start**2 + v * end**2))
        return self._nodes[i] + self._step * s

    @property
    def _step(self) -> float:
        return (self.high - self.low) / (len(self.heights) - 1)

    @cached_property
    def _nodes(self) -> Array:
        return np.linspace(self.low, self.high, len(self.heights))

    @cached_property
    def _hats(self) -> Array:
        """Mass of the hat around each node, (k,); those at the ends are halved."""
        hats = np.array(self.heights) / max(self.heights)
        hats[[0, -1]] /= 2
        return hats / hats.sum()

    @cached_property
    def _hat_bounds(self) -> torch.Tensor:
        return pick_bounds(self._hats)

    @cached_property
    def _density(self) -> Array:
        """Density at each node, (k,)."""
        density = self._hats / self._step
        density[[0, -1]] *= 2
        return density

    @cached_property
    def _cumulative(self) -> Array:
        """CDF at each node, (k,)."""
        areas = self._step * (self._density[:-1] + self._density[1:]) / 2
        cumulative = np.concatenate([[0.0], np.cumsum(areas)])
        return cumulative / cumulative[-1]
