"""A frozen pair of players as plain functions on arrays."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
import torch
from torch import Tensor, nn

from playground.objectives import Objective
from playground.training.tape import Often

Array = np.ndarray
LOOKS = 20
"""Times that slopes are asked for at as many points before that goes on tape."""


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
        looks: dict[Hashable, Often] | None = None,
    ) -> None:
        """`real` (m, d) are the points that a paired objective compares each fake with; for `looks` see
        `NetworkRun.looks`."""
        self.networks = {"generator": generator, "discriminator": discriminator}
        self._generator, self._discriminator = generator, discriminator
        self._objective, self._device, self._dtype = objective, device, dtype
        self._real, self._looks = real, looks

    @torch.no_grad()
    def generate(self, z: Array) -> Array:
        return _array(self._generator(self._tensor(z)))

    @torch.no_grad()
    def discriminate(self, x: Array) -> Array:
        return _array(self._discriminator(self._tensor(x)))[:, 0]

    def slopes(self, x: Array) -> Array:
        return self._slope("slopes", lambda raw: raw.sum(), x)

    def pushes(self, x: Array) -> Array:
        if self._objective.paired:
            real = torch.tensor(self.discriminate(self._real), dtype=self._dtype, device=self._device)
        else:
            real = torch.zeros(1, dtype=self._dtype, device=self._device)

        objective = self._objective

        def total(raw: Tensor, real: Tensor) -> Tensor:
            # Each fake is a batch of its own, so that its slope is that of its own loss.
            fakes = raw[0, :, None].expand(-1, len(real))
            return objective.generator(real.expand_as(fakes), fakes).sum()

        return -self._slope("pushes", total, x, real)

    def _slope(self, name: str, total: Callable[..., Tensor], x: Array, *given: Tensor) -> Array:
        """The slope in x of a total of D's raw output and of what is `given`."""
        judge = self._discriminator

        def slope(points: Tensor, *given: Tensor) -> Tensor:
            with torch.enable_grad():
                points.requires_grad_()
                raw = judge(points).squeeze(-1)
                return torch.autograd.grad(total(raw, *given), points)[0]

        points, how = self._tensor(x), slope
        if self._looks is not None:
            how = self._looks.setdefault((name, *points.shape), Often(slope, LOOKS))
        return _array(how(points, *given))

    def _tensor(self, array: Array) -> Tensor:
        return torch.tensor(array, dtype=self._dtype, device=self._device)[None]


class PackedPlayers(FrozenPlayers):
    """Players whose D judges samples together with their neighbours; see `PackedModule`."""

    def slopes(self, x: Array) -> Array:
        # The outputs of all samples of a pack are the one output of that pack.
        return super().slopes(x) / self.networks["discriminator"].pack


def _array(tensor: Tensor) -> Array:
    return tensor.numpy(force=True)[0].astype(np.float64)


def judged(discriminator: nn.Module, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    """D's raw outputs on real and fake; one pass over both unless a batch must keep to itself."""
    if discriminator.couples_batch:
        return discriminator(real).squeeze(-1), discriminator(fake).squeeze(-1)
    return discriminator(torch.cat([real, fake], dim=1)).squeeze(-1).chunk(2, dim=1)
