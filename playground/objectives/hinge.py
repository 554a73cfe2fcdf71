"""The game of Lim and Ye (2017)."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from playground.objectives.base import Objective


class Hinge(Objective):
    """D only works on samples it is not yet sure of by a margin of 1; G follows D's score (Lim and Ye, 2017).

    With the best D, G minimises the total variation distance. Large image GANs use it a great deal.
    """

    probability = False
    minimises = "2 TV(p_data, p_g), with D* = sign(p_data - p_g)"

    def discriminator(self, real, fake):
        return (1 - real).relu().mean(-1) + (1 + fake).relu().mean(-1)

    def generator(self, real, fake):
        return -fake.mean(-1)

    def optimum(self, p, q, dx):
        return np.sign(p - q)

    def discriminator_slopes(self, real, fake):
        n = real.shape[-1]
        return _where(real < 1, -1 / n, real), _where(fake > -1, 1 / n, fake)

    def generator_slopes(self, real, fake):
        return fake.new_full(fake.shape, -1 / fake.shape[-1])


def _where(mask: Tensor, value: float, like: Tensor) -> Tensor:
    return mask.to(like.dtype).mul_(value)
