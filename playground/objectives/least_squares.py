"""The game of Mao et al. (2017)."""

from __future__ import annotations

import numpy as np

from playground.catalogue import knob
from playground.objectives.base import Objective


class LeastSquares(Objective):
    """D regresses 1 on real and 0 on fake samples; G asks for 1 (Mao et al., 2017).

    A parabola does not flatten out, so far-away fakes are still pulled, the harder the farther.
    """

    probability = False
    minimises = "the Pearson divergence's cousin: E_g (D* - 1)^2 with D* = p_data / (p_data + p_g)"
    target: float = knob(1.0, 0.5, 2.0, help="The value D aims at on real samples; fakes aim at 0.")

    def discriminator(self, real, fake):
        return (real - self.target).square().mean(-1) + fake.square().mean(-1)

    def generator(self, real, fake):
        return (fake - self.target).square().mean(-1)

    def optimum(self, p, q, dx):
        with np.errstate(invalid="ignore"):
            return self.target * p / (p + q)

    def discriminator_slopes(self, real, fake):
        scale = 2 / real.shape[-1]
        return (real - self.target).mul_(scale), fake * scale

    def generator_slopes(self, real, fake):
        return (fake - self.target).mul_(2 / fake.shape[-1])
