"""What every objective declares: the two losses on raw outputs of D, and D's optimum."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor

from playground.catalogue import Catalogued

Array = np.ndarray
TIE = 1e-9
"""Losses that differ by less are the same but for rounding."""


class Objective(Catalogued, abstract=True):
    """A pair of losses. Arguments always come as (real, fake) and always as D's raw outputs
    ("logits"), of shape (..., batch); losses have shape (...), the mean over the batch.

    `probability` tells whether D's output is shown through a sigmoid as a probability; otherwise
    it is a score and shown as it is. `paired` objectives look at real outputs in G's loss too.
    `minimises` says in words and formula what G minimises when D is optimal. `constraint` is the
    key of the constraint this objective asks for (`none`, unless it needs one).
    """

    probability: ClassVar[bool] = True
    paired: ClassVar[bool] = False
    minimises: ClassVar[str]
    constraint: ClassVar[str] = "none"
    unique_optimum: ClassVar[bool] = True
    """Whether `optimum` is the one best D (relativistic and Wasserstein's: up to a constant)."""

    @property
    def tells_probability(self) -> bool:
        """Whether D's shown output estimates P(real | x), settled to the last constant."""
        return self.probability and self.unique_optimum

    @abstractmethod
    def discriminator(self, real: Tensor, fake: Tensor) -> Tensor:
        """D's loss, to be minimised."""

    @abstractmethod
    def generator(self, real: Tensor, fake: Tensor) -> Tensor:
        """G's loss, to be minimised; `real` matters to paired objectives only."""

    @abstractmethod
    def optimum(self, p: Array, q: Array, dx: Array) -> Array:
        """D's best raw output on a line where the densities are p = p_data and q = p_g (m,) and
        the cells are dx (m,) wide; +-inf where D would want no bound."""

    def shown(self, raw: Array) -> Array:
        """Raw outputs as they are drawn: probabilities where the objective has them."""
        return 1 / (1 + np.exp(-np.clip(raw, -700, 700))) if self.probability else raw

    def at_the_end(self) -> Array:
        """Constant raw outputs (m,) that are best for D once p_g = p_data.

        One where that settles D. Where it leaves D free, three of its many choices: what differs
        between them (a critic's level) is nothing that theory could name.
        """
        one = np.ones(1)
        constants = torch.as_tensor(self.optimum(one, one, one) + np.array([0.0, -0.5, 0.5]))
        losses = self.discriminator(constants[:, None], constants[:, None])
        return constants[losses <= losses[0] + TIE].numpy()

    def discriminator_slopes(self, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
        """Derivatives of D's loss by each output, shapes of `real` and `fake`.

        By automatic differentiation; an objective may state them in closed form for speed, and a
        test holds the two equal.
        """
        return _slopes(self.discriminator, real, fake)

    def generator_slopes(self, real: Tensor, fake: Tensor) -> Tensor:
        """Derivatives of G's loss by each fake output, shape of `fake`."""
        return _slopes(self.generator, real, fake)[1]


def _slopes(loss, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    with torch.enable_grad():
        real, fake = real.detach().requires_grad_(), fake.detach().requires_grad_()
        total = loss(real, fake).sum()
        slopes = torch.autograd.grad(total, (real, fake), allow_unused=True)
    return tuple(
        torch.zeros_like(x) if slope is None else slope for slope, x in zip(slopes, (real, fake), strict=True)
    )
