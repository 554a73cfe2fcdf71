"""Slopes of the Dirac-GAN from tables: thousands of steps in the time of one frame.

With D(x) = psi x all losses depend on one number at a time, so that their derivatives fit in tables.
Cubic Hermite interpolation between exact values and derivatives leaves errors below 1e-9.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import torch
from scipy.interpolate import CubicHermiteSpline
from torch import Tensor

from playground.constraints import SlopePenalty
from playground.objectives import Objective

Array = np.ndarray
REACH, STEP = 60.0, 0.01
FLATTEST = 0.01


class Table:
    """A function's derivative, and the derivative of that, on [low, REACH]; beyond it straight on."""

    def __init__(self, total: Callable[[Tensor], Tensor], low: float) -> None:
        """`total` maps (n,) to the sum of the function's n values, for automatic differentiation."""
        x = torch.linspace(low, REACH, round((REACH - low) / STEP) + 1, dtype=torch.float64)
        values, slopes = _derivatives(total, x.requires_grad_())
        self.low, self.step = low, (REACH - low) / (len(values) - 1)
        self.values, self.slopes = values, slopes
        self.x = x.detach().numpy()
        pieces = CubicHermiteSpline(self.x, values, slopes)
        self._pieces = [tuple(piece) for piece in pieces.c.T.tolist()]

    @property
    def straight(self) -> bool:
        """Whether the table goes on as a straight line beyond its ends."""
        ends = self.values[[0, 1, -2, -1]]
        drift = np.diff(ends)[[0, 2]] - self.step * self.slopes[[0, -1]]
        return bool(np.isfinite(self.values).all() and (np.abs(drift) < 1e-9 * (1 + np.abs(ends[1:3]))).all())

    def __call__(self, x: float) -> tuple[float, float]:
        """Value and slope at x."""
        at = (x - self.low) / self.step
        if not 0 <= at < len(self._pieces):
            end = 0 if at < 0 else -1
            edge = self.low if at < 0 else REACH
            slope = float(self.slopes[end])
            return float(self.values[end]) + slope * (x - edge), slope
        i = int(at)
        t = x - (self.low + i * self.step)
        a, b, c, d = self._pieces[i]
        return ((a * t + b) * t + c) * t + d, (3 * a * t + 2 * b) * t + c


class TabulatedGame:
    """The gradients of both players' losses by theta and psi, consensus included."""

    def __init__(
        self,
        objective: Objective,
        penalties: Sequence[SlopePenalty],
        consensus: float,
        noise: Sequence[tuple[float, float]],
    ) -> None:
        """`noise` lists nodes and weights of the quadrature over instance noise; (0, 1) for none."""
        self._real, self._fake, self._generator = _tables(objective)
        self._penalties = [_penalty_table(penalty) for penalty in penalties]
        self._consensus = consensus
        self._noise = noise

    def by_theta(self, theta: float, psi: float) -> float:
        """The derivative of G's loss."""
        if self._consensus:
            return self._with_consensus(theta, psi)[0]
        return psi * sum(w * self._generator(psi * (theta + z))[0] for z, w in self._noise)

    def by_psi(self, theta: float, psi: float) -> float:
        """The derivative of D's loss."""
        if self._consensus:
            return self._with_consensus(theta, psi)[1]
        total = sum(penalty.slope(psi) for penalty in self._penalties)
        for z, w in self._noise:
            fake = theta + z
            total += w * self._fake(psi * fake)[0] * fake
            if z:
                total += w * self._real(psi * z)[0] * z
        return total

    def _with_consensus(self, theta: float, psi: float) -> tuple[float, float]:
        d, d_more = self._fake(theta * psi)
        g, g_more = self._generator(theta * psi)
        by_theta = psi * g
        by_psi = theta * d + sum(penalty.slope(psi) for penalty in self._penalties)
        # Half the squared norm of both gradients, differentiated.
        pull_theta = by_psi * (d + theta * psi * d_more) + by_theta * psi**2 * g_more
        bend = theta**2 * d_more + sum(penalty.bend(psi) for penalty in self._penalties)
        pull_psi = by_psi * bend + by_theta * (g + theta * psi * g_more)
        return by_theta + self._consensus * pull_theta, by_psi + self._consensus * pull_psi


def tabulated(
    objective: Objective,
    penalties: Sequence[SlopePenalty],
    consensus: float,
    noise: Sequence[tuple[float, float]],
) -> TabulatedGame | None:
    """The game from tables; None where they do not reach: losses that bend on and on, pairs of noisy
    samples, or noise and consensus at once."""
    noisy = len(noise) > 1
    if noisy and (objective.paired or consensus):
        return None
    if not all(table.straight for table in _tables(objective)):
        return None
    return TabulatedGame(objective, penalties, consensus, noise)


@lru_cache(maxsize=16)
def _tables(objective: Objective) -> tuple[Table, Table, Table]:
    """Slopes of D's loss by D(real) and by D(fake), and of G's by D(fake); the other output is 0."""

    def total(loss: Callable[[Tensor, Tensor], Tensor], of_real: bool) -> Callable[[Tensor], Tensor]:
        def of(x: Tensor) -> Tensor:
            real, fake = (x, torch.zeros_like(x)) if of_real else (torch.zeros_like(x), x)
            return loss(real[:, None], fake[:, None]).sum()

        return of

    losses = [(objective.discriminator, True), (objective.discriminator, False), (objective.generator, False)]
    return tuple(Table(total(loss, of_real), -REACH) for loss, of_real in losses)


class PenaltyTable:
    """The derivative of a penalty by psi, D's slope, and the derivative of that."""

    def __init__(self, penalty: SlopePenalty) -> None:
        self._penalty = penalty
        self._table = Table(self._total, FLATTEST)
        rate = float(self._table.slopes[0])
        proportional = np.allclose(self._table.values, rate * self._table.x, rtol=1e-9, atol=0)
        # Straight through zero: relative accuracy however small psi becomes.
        self._rate = rate if proportional else None

    def slope(self, psi: float) -> float:
        """The derivative at psi."""
        if self._rate is not None:
            return self._rate * psi
        if abs(psi) < FLATTEST:
            # The kink of a gradient penalty is too sharp for any table.
            square = torch.tensor(psi * psi, dtype=torch.float64)
            return 2 * psi * self._penalty.cost_slope(square).item()
        return math.copysign(1, psi) * self._table(abs(psi))[0]

    def bend(self, psi: float) -> float:
        """The second derivative at psi."""
        if self._rate is not None:
            return self._rate
        if abs(psi) < FLATTEST:
            at = torch.tensor([psi], dtype=torch.float64, requires_grad=True)
            return _derivatives(self._total, at)[1].item()
        return self._table(abs(psi))[1]

    def _total(self, size: Tensor) -> Tensor:
        return self._penalty.cost(size.square()).sum()


_penalty_table = lru_cache(maxsize=16)(PenaltyTable)


def _derivatives(total: Callable[[Tensor], Tensor], x: Tensor) -> tuple[Array, Array]:
    """First and second derivatives (n,) at x (n,)."""
    (first,) = torch.autograd.grad(total(x), x, create_graph=True, materialize_grads=True)
    second = torch.zeros_like(x)
    if first.requires_grad:
        (second,) = torch.autograd.grad(first.sum(), x, allow_unused=True, materialize_grads=True)
    return first.detach().numpy(), second.numpy()
