"""The Dirac-GAN of Mescheder, Geiger and Nowozin (2018): the smallest game that shows which methods converge.

The data is a single point at 0, the generator a single point theta, the discriminator the line
D(x) = psi x. Objectives and constraints are the playground's own, so what is seen here is what the
large runs do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from playground.constraints import Constraint
from playground.objectives import Objective

Array = np.ndarray


class DiracGan:
    """The game under one objective and its constraints, in float64.

    With instance noise each look at the field averages over `noise_samples` draws of it.
    """

    def __init__(
        self,
        objective: Objective,
        constraints: Sequence[Constraint] = (),
        *,
        seed: int = 0,
        noise_samples: int = 1000,
    ) -> None:
        self.objective = objective
        self.constraints = tuple(c for entry in constraints for c in entry.resolve(objective))
        self.clip = min((c.clip() for c in self.constraints if c.clip() is not None), default=None)
        self._penalties = [c.penalty() for c in self.constraints if c.penalty()]
        self._blur = sum(c.noise() ** 2 for c in self.constraints) ** 0.5
        self._consensus = sum(c.consensus() for c in self.constraints)
        self._samples = noise_samples if self._blur else 1
        self._generator = torch.Generator().manual_seed(seed)

    def field(self, theta: float, psi: float) -> tuple[float, float]:
        """The direction (d theta, d psi) of gradient descent for both players at once."""
        t, s = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (theta, psi))
        d_loss, g_loss = self._losses(t, s)
        (by_s,) = torch.autograd.grad(d_loss, s, create_graph=True)
        (by_t,) = torch.autograd.grad(g_loss, t, create_graph=True)
        if not self._consensus:
            return -by_t.item(), -by_s.item()
        pull = self._consensus / 2 * (by_s**2 + by_t**2)
        more_t, more_s = torch.autograd.grad(pull, (t, s))
        return -(by_t + more_t).item(), -(by_s + more_s).item()

    def trajectory(
        self,
        start: tuple[float, float],
        rate: float,
        steps: int,
        *,
        simultaneous: bool = False,
        discriminator_steps: int = 1,
    ) -> Array:
        """Positions (steps + 1, 2) of (theta, psi) under gradient descent.

        Alternating updates move G first, then D `discriminator_steps` times.
        """
        theta, psi = start
        path = [(theta, psi)]
        for _ in range(steps):
            by_theta, by_psi = self.field(theta, psi)
            theta += rate * by_theta
            if simultaneous:
                psi = self._clipped(psi + rate * by_psi)
            else:
                for _ in range(discriminator_steps):
                    psi = self._clipped(psi + rate * self.field(theta, psi)[1])
            path.append((theta, psi))
        return np.array(path)

    def _losses(self, theta: Tensor, psi: Tensor) -> tuple[Tensor, Tensor]:
        real, fake = torch.zeros(self._samples, 1, dtype=torch.float64), theta.expand(self._samples, 1)
        if self._blur:
            noise = torch.randn(2, *real.shape, dtype=torch.float64, generator=self._generator) * self._blur
            real, fake = real + noise[0], fake + noise[1]

        def judge(x: Tensor) -> Tensor:
            return x * psi

        raw = judge(real)[:, 0], judge(fake)[:, 0]
        d_loss = self.objective.discriminator(*raw)
        u = torch.full_like(real, 0.5)
        for penalty in self._penalties:
            d_loss = d_loss + penalty.loss(judge, real, fake, u)
        return d_loss.sum(), self.objective.generator(*raw).sum()

    def _clipped(self, psi: float) -> float:
        return psi if self.clip is None else min(max(psi, -self.clip), self.clip)
