"""Where batches come from: data, latents, and the extra noise that constraints need."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from playground.distributions import Distribution
from playground.priors import Prior
from playground.training.streams import seeded


@dataclass(frozen=True)
class Fresh:
    """New samples of p_data for ever."""

    distribution: Distribution | Labelled

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        return self.distribution.sample(n, generator)


@dataclass(frozen=True)
class FixedSample:
    """`size` samples of p_data, the same for ever; batches are drawn from them with replacement."""

    distribution: Distribution | Labelled
    size: int

    def rows(self, seed: int, most: int | None = None) -> Tensor:
        """The fixed samples of a seed, or the first `most` of them: (size, d)."""
        return _fixed(self.distribution, self.size, seed)(torch.arange(min(self.size, most or self.size)))

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        chosen = torch.randint(self.size, (n,), generator=generator, device=generator.device)
        return _fixed(self.distribution, self.size, seed)(chosen)


@dataclass(frozen=True)
class Labelled:
    """Samples of p_data with their labels: rows [x, one-hot y] of d + classes numbers."""

    distribution: Distribution

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        x, y = self.distribution.labelled(n, generator)
        return torch.cat([x, one_hot(y, self.distribution.classes, x.dtype)], dim=-1)

    def fixed(self, n: int, generator: torch.Generator) -> Callable[[Tensor], Tensor]:
        start = generator.get_state()
        rows = self.distribution.fixed(n, generator)
        # The labels belong to the same draws, so they are drawn from the same start.
        y = self.distribution.labelled(n, generator.set_state(start))[1]
        labels = one_hot(y, self.distribution.classes, torch.float32)
        return lambda places: torch.cat([rows(places), labels.to(places.device)[places]], dim=-1)


@dataclass(frozen=True)
class Labels:
    """Labels alone, one-hot: as often each as the data has it."""

    distribution: Distribution

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        y = self.distribution.labelled(n, generator)[1]
        return one_hot(y, self.distribution.classes, torch.float32)


def one_hot(y: Tensor, classes: int, dtype: torch.dtype) -> Tensor:
    """Labels y (...), as rows (..., classes) that are 1 at the label and 0 elsewhere."""
    return functional.one_hot(y, classes).to(dtype)


@functools.lru_cache(maxsize=64)
def _fixed(distribution: Distribution | Labelled, size: int, seed: int) -> Callable[[Tensor], Tensor]:
    return distribution.fixed(size, seeded(seed, "fixed data", 0))


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
