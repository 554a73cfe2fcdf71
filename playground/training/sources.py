"""Where batches come from: data, latents, and the extra noise that constraints need."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.distributions import Distribution
from playground.priors import Prior
from playground.training.streams import seeded


@dataclass(frozen=True)
class Fresh:
    """New samples of p_data for ever."""

    distribution: Distribution

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        return self.distribution.sample(n, generator)


@dataclass(frozen=True)
class FixedSample:
    """`size` samples of p_data, the same for ever; batches are drawn from them with replacement."""

    distribution: Distribution
    size: int

    def rows(self, seed: int) -> Tensor:
        """The fixed samples of a seed: (size, d)."""
        return _fixed_rows(self.distribution, self.size, seed)

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        chosen = torch.randint(self.size, (n,), generator=generator, device=generator.device)
        return self.rows(seed).to(generator.device)[chosen]


@functools.lru_cache(maxsize=64)
def _fixed_rows(distribution: Distribution, size: int, seed: int) -> Tensor:
    return distribution.sample(size, seeded(seed, "fixed data", 0))


@dataclass(frozen=True)
class Latents:
    """Draws of the prior."""

    prior: Prior
    dimension: int

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        return self.prior.sample(n, self.dimension, generator)


@dataclass(frozen=True)
class Uniforms:
    """Numbers in [0, 1): where a point between real and fake lies."""

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        return torch.rand(n, 1, generator=generator, device=generator.device)


@dataclass(frozen=True)
class Normals:
    """Standard normal numbers: instance noise before it is scaled."""

    dimension: int

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        return torch.randn(n, self.dimension, generator=generator, device=generator.device)
