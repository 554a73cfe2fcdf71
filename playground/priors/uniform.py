"""The uniform prior."""

from __future__ import annotations

import numpy as np
import torch

from playground.priors.base import Array, IndependentPrior


class Uniform(IndependentPrior):
    """Each latent coordinate is uniform on [-1, 1].

    The latents fill a box with hard edges, so the generator's samples are bounded and the picture
    of the box shows where its sides and corners go.
    """

    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        return 2 * torch.rand(n, dimension, generator=generator, device=generator.device) - 1

    def quantile(self, u: Array) -> Array:
        return 2 * u - 1

    def grid(self, m: int) -> tuple[Array, Array]:
        return np.linspace(-1.0, 1.0, m + 1), np.full(m, 1 / m)

    def limits(self) -> tuple[float, float]:
        return -1.0, 1.0
