"""The Gaussian prior."""

from __future__ import annotations

import numpy as np
import torch
from scipy.special import ndtr, ndtri

from playground.priors.base import Array, Prior

REACH = 8.0
"""Outermost edge of the grid, in standard deviations: the mass beyond is 6e-16."""
TAIL_SHARE = 0.2
"""Share of the grid's edges that are spaced evenly, for the tails' sake."""


class Gaussian(Prior):
    """Each latent coordinate is standard normal.

    The usual choice. It has no edges and no holes, so a continuous generator's samples are always
    in one piece, and nothing bounds how far out they reach.
    """

    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        return torch.randn(n, dimension, generator=generator, device=generator.device)

    def quantile(self, u: Array) -> Array:
        return ndtri(u)

    def grid(self, m: int) -> tuple[Array, Array]:
        edges = _edges(m)
        masses = np.diff(ndtr(edges))
        masses[0] = ndtr(edges[1])
        # Differences near F = 1 lose their digits, so the upper half mirrors the lower one.
        half = m // 2
        masses[m - half :] = masses[:half][::-1]
        return edges, masses if m > 1 else np.ones(1)

    def limits(self) -> tuple[float, float]:
        return -2.5, 2.5


def _edges(m: int) -> Array:
    """The m-quantiles of a blend: mostly the Gaussian, for the bulk, and a little of the uniform
    distribution on ±REACH, so that the tails are cut finely as well."""
    z = np.linspace(-REACH, REACH, 16 * m + 1)
    blend = (1 - TAIL_SHARE) * ndtr(z) + TAIL_SHARE * (z + REACH) / (2 * REACH)
    edges = np.interp(np.linspace(blend[0], blend[-1], m + 1), blend, z)
    return (edges - edges[::-1]) / 2
