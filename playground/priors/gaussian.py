"""The Gaussian prior."""

from __future__ import annotations

import functools

import numpy as np
import torch
from scipy.special import ndtr, ndtri

from playground.priors.base import Array, IndependentPrior

REACH = 37.0
"""Outermost edge of the grid, in standard deviations: nearly as far as masses in float64 go, so that
KL is finite where the generator really reaches, however thinly."""
SHOULDER = 8.0
SHARES = (0.6, 0.3, 0.1)
"""Shares of the grid's edges spaced by the Gaussian itself, evenly over +-SHOULDER where pictures show
it thin out, and evenly over all of +-REACH."""


class Gaussian(IndependentPrior):
    """Each latent coordinate is standard normal.

    The usual choice. It has no edges and no holes, so a continuous generator's samples are always
    in one piece, and nothing bounds how far out they reach.
    """

    isotropic = True

    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        return torch.randn(n, dimension, generator=generator, device=generator.device)

    def quantile(self, u: Array) -> Array:
        return ndtri(u)

    def grid(self, m: int) -> tuple[Array, Array]:
        return _grid(m)

    def limits(self) -> tuple[float, float]:
        return -2.5, 2.5


@functools.lru_cache(maxsize=16)
def _grid(m: int) -> tuple[Array, Array]:
    """Edges and masses; read-only, because every push-forward shares them."""
    edges = _edges(m)
    masses = np.diff(ndtr(edges)) if m > 1 else np.ones(1)
    masses[0] = ndtr(edges[1]) if m > 1 else 1.0
    # Differences near F = 1 lose their digits, so the upper half mirrors the lower one.
    half = m // 2
    masses[m - half :] = masses[:half][::-1]
    edges.setflags(write=False)
    masses.setflags(write=False)
    return edges, masses


def _edges(m: int) -> Array:
    """The m-quantiles of a blend of the Gaussian with two uniform distributions; see `SHARES`."""
    z = np.linspace(-REACH, REACH, 64 * m + 1)
    parts = ndtr(z), np.clip((z / SHOULDER + 1) / 2, 0, 1), (z / REACH + 1) / 2
    blend = np.tensordot(SHARES, parts, 1)
    edges = np.interp(np.linspace(blend[0], blend[-1], m + 1), blend, z)
    return (edges - edges[::-1]) / 2
