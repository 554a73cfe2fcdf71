"""The f-GAN family (Nowozin, Cseke and Tomioka, 2016, Table 2 and Table 6).

D's raw output v becomes T = g(v), and D maximises E_real T - E_fake f*(T), a lower bound of the
divergence D_f(p_data || p_g). Each entry states T and f*(T) as functions of v.
"""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from torch import Tensor

from playground.catalogue import knob
from playground.objectives.base import Array, Objective


class Divergence(Objective, abstract=True):
    """What all members of the family share."""

    probability = False
    saturating: bool = knob(False, help="Let G minimise the bound itself, rather than maximise E_fake T.")

    @abstractmethod
    def witness(self, v: Tensor) -> Tensor:
        """T = g(v)."""

    @abstractmethod
    def conjugate(self, v: Tensor) -> Tensor:
        """f*(g(v)), simplified so that it is safe for |v| <= 50."""

    @abstractmethod
    def raw(self, ratio: Array) -> Array:
        """The best v where p_data / p_g = ratio: g(v) = f'(ratio)."""

    def discriminator(self, real, fake):
        return self.conjugate(fake).mean(-1) - self.witness(real).mean(-1)

    def generator(self, real, fake):
        return -(self.conjugate(fake) if self.saturating else self.witness(fake)).mean(-1)

    def optimum(self, p, q, dx):
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.raw(p / q)


class KullbackLeibler(Divergence):
    """KL(p_data || p_g): punishes missing data most, so G would rather spread too wide.

    Its slope grows without bound where real data has no fakes near, which makes it lively.
    """

    key = "kl"
    title = "Kullback-Leibler"
    minimises = "KL(p_data || p_g)"

    def witness(self, v):
        return v

    def conjugate(self, v):
        return (v - 1).exp()

    def raw(self, ratio):
        return 1 + np.log(ratio)


class ReverseKullbackLeibler(Divergence):
    """KL(p_g || p_data): punishes fakes where there is no data, so G would rather drop modes."""

    key = "reverse-kl"
    title = "Reverse Kullback-Leibler"
    minimises = "KL(p_g || p_data)"

    def witness(self, v):
        return -(-v).exp()

    def conjugate(self, v):
        return v - 1

    def raw(self, ratio):
        return np.log(ratio)


class Pearson(Divergence):
    """Pearson's chi-squared: like KL, but quadratic in the ratio of densities."""

    minimises = "chi-squared(p_data || p_g)"

    def witness(self, v):
        return v

    def conjugate(self, v):
        return v.square() / 4 + v

    def raw(self, ratio):
        return 2 * (ratio - 1)


class SquaredHellinger(Divergence):
    """The squared Hellinger distance: symmetric and bounded, a gentle relative of Jensen-Shannon."""

    minimises = "H^2(p_data, p_g)"

    def witness(self, v):
        return 1 - (-v).exp()

    def conjugate(self, v):
        return v.exp() - 1

    def raw(self, ratio):
        return np.log(ratio) / 2
