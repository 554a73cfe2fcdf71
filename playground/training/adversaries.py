"""A frozen pair of players as plain functions on arrays."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from playground.objectives import Objective

Array = np.ndarray


class FrozenPlayers:
    """G and D of one replica at one instant; see `playground.metrics.Players`. `networks` are what they are
    made of, for those who look inside."""

    def __init__(
        self,
        generator: nn.Module,
        discriminator: nn.Module,
        objective: Objective,
        real: Array,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        """`real` (m, d) are the points that a paired objective compares each fake with."""
        self.networks = {"generator": generator, "discriminator": discriminator}
        self._generator, self._discriminator = generator, discriminator
        self._objective, self._device, self._dtype = objective, device, dtype
        self._real = real

    @torch.no_grad()
    def generate(self, z: Array) -> Array:
        return _array(self._generator(self._tensor(z)))

    @torch.no_grad()
    def discriminate(self, x: Array) -> Array:
        return _array(self._discriminator(self._tensor(x)))[:, 0]

    def slopes(self, x: Array) -> Array:
        return self._slope(x, lambda raw: raw.sum())

    def pushes(self, x: Array) -> Array:
        if self._objective.paired:
            real = torch.tensor(self.discriminate(self._real), dtype=self._dtype, device=self._device)
        else:
            real = torch.zeros(1, dtype=self._dtype, device=self._device)

        def total(raw: Tensor) -> Tensor:
            # Each fake is a batch of its own, so that its slope is that of its own loss.
            fakes = raw[0, :, None].expand(-1, len(real))
            return self._objective.generator(real.expand_as(fakes), fakes).sum()

        return -self._slope(x, total)

    def _slope(self, x: Array, total) -> Array:
        with torch.enable_grad():
            points = self._tensor(x).requires_grad_()
            (slope,) = torch.autograd.grad(total(self._discriminator(points).squeeze(-1)), points)
        return _array(slope)

    def _tensor(self, array: Array) -> Tensor:
        return torch.tensor(array, dtype=self._dtype, device=self._device)[None]


class PackedPlayers(FrozenPlayers):
    """Players whose D judges samples together with their neighbours; see `PackedModule`."""

    def slopes(self, x: Array) -> Array:
        # The outputs of all samples of a pack are the one output of that pack.
        return super().slopes(x) / self.networks["discriminator"].pack


def _array(tensor: Tensor) -> Array:
    return tensor[0].detach().double().cpu().numpy()


def judged(discriminator: nn.Module, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    """D's raw outputs on real and fake; one pass over both unless a batch must keep to itself."""
    if discriminator.couples_batch:
        return discriminator(real).squeeze(-1), discriminator(fake).squeeze(-1)
    return discriminator(torch.cat([real, fake], dim=1)).squeeze(-1).chunk(2, dim=1)
