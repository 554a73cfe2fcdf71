"""Penalties and constraints on D: what each may do, and at which moment of a training step."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import torch
from torch import Tensor

from playground.catalogue import Catalogued, knob

if TYPE_CHECKING:
    from playground.objectives import Objective


class Constraint(Catalogued, abstract=True):
    """Something that keeps D in bounds. Any number of them compose with any objective."""

    def resolve(self, objective: Objective) -> tuple[Constraint, ...]:
        """The constraints this entry stands for under `objective`; itself, as a rule."""
        return (self,)

    def noise(self) -> float:
        """Standard deviation of noise added to everything D looks at."""
        return 0.0

    def clip(self) -> float | None:
        """Bound on the size of each of D's weights after every update; None for no bound."""
        return None

    def consensus(self) -> float:
        """Weight of half the squared norm of both players' gradients, added to both losses."""
        return 0.0

    def penalty(self) -> SlopePenalty | None:
        """The penalty on D's slope, where this constraint is one."""
        return None


class SlopePenalty(Constraint, abstract=True):
    """A cost on the slope of D at certain points: the mean over points of `cost(|grad D|^2)`.

    Stated in terms of the squared norm, and with its derivative, so that one double backward pass
    by hand serves all of them.
    """

    weight: float = knob(0.1, 0.0, 1000.0, log=True, help="How strongly the slope of D is held.")

    where: ClassVar[str] = "between"
    """Where the slope is held: on "real" samples, on "fake" ones, or "between" them."""

    def penalty(self) -> SlopePenalty:
        return self

    def points(self, real: Tensor, fake: Tensor, u: Tensor | None) -> Tensor:
        """Where the slope is held (..., batch, d). Points between mix by u, uniform in (0, 1), of shape
        (..., batch, 1); u may be None for the others."""
        return {"real": lambda: real, "fake": lambda: fake, "between": lambda: fake + u * (real - fake)}[
            self.where
        ]()

    @abstractmethod
    def cost(self, square: Tensor) -> Tensor:
        """The cost of each point, given |grad D|^2 there (any shape)."""

    @abstractmethod
    def cost_slope(self, square: Tensor) -> Tensor:
        """The derivative of `cost`."""

    def loss(self, discriminator: Callable[[Tensor], Tensor], real, fake, u) -> Tensor:
        """The penalty by automatic differentiation, shape (replicas,)."""
        x = self.points(real, fake, u)
        if not x.requires_grad:
            x = x.detach().requires_grad_()
        (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
        return self.cost(slope.square().sum(-1)).mean(-1)
