"""A frozen pair of players as plain functions on arrays."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from playground.objectives import Objective

Array = np.ndarray


class FrozenPlayers:
    """G and D of one replica at one instant; see `playground.metrics.Players`."""

    def __init__(
        self, generator: nn.Module, discriminator: nn.Module, objective: Objective, device, dtype
    ) -> None:
        self._generator, self._discriminator = generator, discriminator
        self._objective, self._device, self._dtype = objective, device, dtype

    @torch.no_grad()
    def generate(self, z: Array) -> Array:
        return _array(self._generator(self._tensor(z)))

    @torch.no_grad()
    def discriminate(self, x: Array) -> Array:
        return _array(self._discriminator(self._tensor(x)))[:, 0]

    def slopes(self, x: Array) -> Array:
        return self._slope(x, lambda raw: raw.sum())

    def pushes(self, x: Array) -> Array:
        # A paired objective compares with real outputs; zero, D's indifference, stands for them.
        # The sum makes each fake's slope that of its own loss, not a batch's share of it.
        return -self._slope(
            x, lambda raw: self._objective.generator(torch.zeros_like(raw), raw).sum() * raw.shape[-1]
        )

    def _slope(self, x: Array, total) -> Array:
        with torch.enable_grad():
            points = self._tensor(x).requires_grad_()
            (slope,) = torch.autograd.grad(total(self._discriminator(points).squeeze(-1)), points)
        return _array(slope)

    def _tensor(self, array: Array) -> Tensor:
        return torch.tensor(array, dtype=self._dtype, device=self._device)[None]


def _array(tensor: Tensor) -> Array:
    return tensor[0].detach().double().cpu().numpy()
