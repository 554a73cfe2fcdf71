"""The Dirac-GAN of Mescheder, Geiger and Nowozin (2018): the smallest game that shows which methods converge.

The data is a single point at 0, the generator a single point theta, the discriminator the line
D(x) = psi x. Objectives and constraints are the playground's own, so what is seen here is what the
large runs do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from playground.constraints import Constraint
from playground.dirac_tables import tabulated
from playground.objectives import Objective

Array = np.ndarray
HERMITE = 10
NEUTRAL = 1e-9
"""Moduli this close to 1 are 1 but for rounding."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(HERMITE)


class DiracGan:
    """The game under one objective and its constraints, in float64.

    With instance noise each look at the field averages over `noise_samples` draws of it; 0 stands for
    the exact mean, by Gauss-Hermite quadrature.
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
        self._samples = noise_samples if self._blur else 0
        self._generator = torch.Generator().manual_seed(seed)

    def field(self, theta: float, psi: float) -> tuple[float, float]:
        """The direction (d theta, d psi) of gradient descent for both players at once."""
        along_t, along_s = self._field(*_leaves([theta], [psi]))
        return along_t.item(), along_s.item()

    def field_on(self, thetas: Array, psis: Array) -> Array:
        """The same on a grid: thetas (m,), psis (n,) give (m, n, 2)."""
        t, s = np.meshgrid(thetas, psis, indexing="ij")
        along = self._field(*_leaves(t.ravel(), s.ravel()))
        return torch.stack(along, dim=-1).detach().numpy().reshape(*t.shape, 2)

    def jacobian(self) -> Array:
        """The derivatives (2, 2) of the field by (theta, psi) at the equilibrium (0, 0), exact but for
        drawn noise. The gradient penalty has a kink there, rounded off over a millionth."""
        leaves = _leaves([0.0], [0.0])
        rows = [
            torch.autograd.grad(along.sum(), leaves, retain_graph=True, materialize_grads=True)
            for along in self._field(*leaves)
        ]
        return np.array([[entry.item() for entry in row] for row in rows])

    def update_jacobian(
        self, rate: float, *, simultaneous: bool = False, discriminator_steps: int = 1
    ) -> Array:
        """What one update (see `trajectory`) does to a small distance (2,) from the equilibrium."""
        flow = rate * self.jacobian()
        if simultaneous:
            return np.eye(2) + flow
        g_step, d_step = (np.eye(2) + flow * np.array(who)[:, None] for who in ([1, 0], [0, 1]))
        return np.linalg.matrix_power(d_step, discriminator_steps) @ g_step

    def eigenvalues(self, rate: float, *, simultaneous: bool = False, discriminator_steps: int = 1) -> Array:
        """Eigenvalues (2,) of the update at the equilibrium, complex: their moduli are the factors by
        which a small distance grows or shrinks with each update, their angles how far it turns."""
        update = self.update_jacobian(
            rate, simultaneous=simultaneous, discriminator_steps=discriminator_steps
        )
        return np.linalg.eigvals(update).astype(complex)

    def verdict(self, rate: float, *, simultaneous: bool = False, discriminator_steps: int = 1) -> str:
        """ "converges", "circles" or "diverges": what the moduli say of games that start nearby.

        Further away the players may do otherwise: clipping and the gradient penalty hold a game that
        leaves the equilibrium on a cycle, and the non-saturating one draws in from afar.
        """
        largest = np.abs(
            self.eigenvalues(rate, simultaneous=simultaneous, discriminator_steps=discriminator_steps)
        ).max()
        if abs(largest - 1) <= NEUTRAL:
            return "circles"
        return "converges" if largest < 1 else "diverges"

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

        Alternating updates move G first, then D `discriminator_steps` times. The 5e-33 that has been
        told of consensus with five steps of D (rate 0.2) stems from half of one second-derivative term;
        the exact gradient ends at radius 10.97.
        """
        theta, psi = map(float, start)
        push_theta, push_psi = self._pushes
        path = [(theta, psi)]
        for _ in range(steps):
            seen = theta
            theta += rate * push_theta(theta, psi)
            for _ in range(1 if simultaneous else discriminator_steps):
                psi = self._clipped(psi + rate * push_psi(seen if simultaneous else theta, psi))
            path.append((theta, psi))
        return np.array(path)

    @cached_property
    def _pushes(self) -> tuple[Callable[[float, float], float], Callable[[float, float], float]]:
        """Both halves of the field, from tables where they reach."""
        noise = list(zip(*(side.tolist() for side in self._nodes), strict=True))
        game = None if self._samples else tabulated(self.objective, self._penalties, self._consensus, noise)
        if game is None:
            return lambda t, s: self.field(t, s)[0], lambda t, s: self.field(t, s)[1]
        return lambda t, s: -game.by_theta(t, s), lambda t, s: -game.by_psi(t, s)

    @property
    def _nodes(self) -> tuple[Array, Array]:
        """Nodes and weights of the quadrature over instance noise."""
        if not self._blur:
            return np.zeros(1), np.ones(1)
        return _NODES * self._blur, _WEIGHTS / _WEIGHTS.sum()

    def _field(self, t: Tensor, s: Tensor) -> tuple[Tensor, Tensor]:
        """The field at theta, psi (k,), still differentiable."""
        d_loss, g_loss = self._losses(t, s)
        (by_s,) = torch.autograd.grad(d_loss, s, create_graph=True)
        (by_t,) = torch.autograd.grad(g_loss, t, create_graph=True)
        if self._consensus:
            pull = self._consensus / 2 * (by_s**2 + by_t**2).sum()
            more_t, more_s = torch.autograd.grad(pull, (t, s), create_graph=True)
            by_t, by_s = by_t + more_t, by_s + more_s
        return -by_t, -by_s

    def _losses(self, theta: Tensor, psi: Tensor) -> tuple[Tensor, Tensor]:
        """Both losses, summed over the places (k,) in the plane."""
        real_noise, fake_noise, weights = self._noise()
        # Inputs are (places, nodes, samples, 1).
        real = real_noise.expand(len(theta), *real_noise.shape)
        fake = theta[:, None, None, None] + fake_noise

        def judge(x: Tensor) -> Tensor:
            return x * psi[:, None, None, None]

        raw = judge(real)[..., 0], judge(fake)[..., 0]
        d_loss = self.objective.discriminator(*raw)
        u = torch.full_like(real, 0.5)
        for penalty in self._penalties:
            d_loss = d_loss + penalty.loss(judge, real, fake, u)
        return (d_loss @ weights).sum(), (self.objective.generator(*raw) @ weights).sum()

    def _noise(self) -> tuple[Tensor, Tensor, Tensor]:
        """Noise on real and on fake points, (nodes, samples, 1) each, and the nodes' weights."""
        if self._samples:
            drawn = torch.randn(2, 1, self._samples, 1, dtype=torch.float64, generator=self._generator)
            return *(drawn * self._blur), torch.ones(1, dtype=torch.float64)
        # All pairs of nodes: a relativistic loss looks at both sides at once.
        z, w = map(torch.as_tensor, self._nodes)
        real, fake = torch.cartesian_prod(z, z).T
        return real[:, None, None], fake[:, None, None], torch.outer(w, w).ravel()

    def _clipped(self, psi: float) -> float:
        return psi if self.clip is None else min(max(psi, -self.clip), self.clip)


def _leaves(theta: Sequence[float], psi: Sequence[float]) -> tuple[Tensor, Tensor]:
    return tuple(
        torch.tensor(np.asarray(side), dtype=torch.float64, requires_grad=True) for side in (theta, psi)
    )
