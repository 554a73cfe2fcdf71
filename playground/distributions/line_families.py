"""Uniform, exponential, Laplace and Student t: hard edges and heavy tails on the line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from scipy.special import gammaln, stdtr, stdtrit

from playground.catalogue import knob
from playground.distributions.base import Line
from playground.distributions.boxes import Box, check_interval, padded

Array = np.ndarray


def uniforms(count: int, n: int, generator: torch.Generator) -> Iterator[torch.Tensor]:
    """Yields `count` tensors (n, 1) uniform on (0, 1]: torch draws from [0, 1), and log 0 must not be."""
    for _ in range(count):
        yield 1 - torch.rand(n, 1, generator=generator, device=generator.device)


class Uniform(Line):
    """Equally likely everywhere between two hard edges.

    A smooth generator of Gaussian noise must squash its tails into the edges: look for horns or
    rounded shoulders at the ends.
    """

    low: float = knob(-1.0, -10.0, 10.0, help="Left edge.")
    high: float = knob(1.0, -10.0, 10.0, help="Right edge.")

    def validate(self) -> None:
        check_interval("low", self.low, "high", self.high)

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        (u,) = uniforms(1, n, generator)
        return self.low + (self.high - self.low) * u

    def window(self) -> Box:
        return padded(np.array([self.low]), np.array([self.high]))

    def density(self, x: Array) -> Array:
        inside = (x[:, 0] >= self.low) & (x[:, 0] <= self.high)
        return inside / (self.high - self.low)

    def cdf(self, x: Array) -> Array:
        return np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)

    def quantile(self, u: Array) -> Array:
        return self.low + (self.high - self.low) * u


class Exponential(Line):
    """A hard edge at zero and a tail that falls off to the right.

    Two difficulties in one: the jump at the edge wants a steep generator, the tail wants one that
    keeps growing.
    """

    rate: float = knob(1.5, 0.1, 10.0, log=True, help="How fast the tail falls; the mean is 1 / rate.")

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        (u,) = uniforms(1, n, generator)
        return u.log_().div_(-self.rate)

    def window(self) -> Box:
        return padded(np.array([0.0]), np.array([4.5 / self.rate]))

    def density(self, x: Array) -> Array:
        x = x[:, 0]
        return np.where(x < 0, 0.0, self.rate * np.exp(-self.rate * np.maximum(x, 0.0)))

    def cdf(self, x: Array) -> Array:
        return -np.expm1(-self.rate * np.maximum(x, 0.0))

    def quantile(self, u: Array) -> Array:
        return -np.log1p(-u) / self.rate


class Laplace(Line):
    """A sharp peak with exponential tails on both sides.

    The kink at the centre needs many samples in little space: a smooth generator rounds it off
    unless its slope nearly vanishes there.
    """

    centre: float = knob(0.0, -10.0, 10.0, help="Where the peak stands.")
    scale: float = knob(0.5, 0.01, 5.0, log=True, help="Mean distance from the peak.")

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        # The difference of two exponentials is Laplace.
        right, left = uniforms(2, n, generator)
        return self.centre + self.scale * (left.log_() - right.log_())

    def window(self) -> Box:
        reach = 5 * self.scale
        return padded(np.array([self.centre - reach]), np.array([self.centre + reach]))

    def density(self, x: Array) -> Array:
        return np.exp(-np.abs(x[:, 0] - self.centre) / self.scale) / (2 * self.scale)

    def cdf(self, x: Array) -> Array:
        z = (x - self.centre) / self.scale
        tail = np.exp(-np.abs(z)) / 2
        return np.where(z < 0, tail, 1 - tail)

    def quantile(self, u: Array) -> Array:
        tail = np.minimum(u, 1 - u)
        return self.centre + self.scale * np.sign(u - 0.5) * -np.log(2 * tail)


class StudentT(Line):
    """A bell with heavy tails: now and then a sample lies far out.

    A Lipschitz generator of Gaussian noise has light tails, so it cannot match this; the rare far
    samples also shake the discriminator. The smaller nu, the wilder.
    """

    nu: float = knob(
        3.0, 1.5, 100.0, log=True, help="Degrees of freedom: the smaller, the heavier the tails."
    )
    location: float = knob(0.0, -10.0, 10.0, help="Where the bell stands.")
    scale: float = knob(0.5, 0.01, 5.0, log=True, help="Width of the bell, not counting its tails.")

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        # Polar method of Bailey (1994), "Polar generation of random variates with the t-distribution".
        u, v = uniforms(2, n, generator)
        radius = torch.expm1(u.log_() * (-2 / self.nu)).mul_(self.nu).sqrt_()
        return self.location + self.scale * radius * torch.cos(2 * torch.pi * v)

    def window(self) -> Box:
        reach = 8 * self.scale
        return padded(np.array([self.location - reach]), np.array([self.location + reach]))

    def density(self, x: Array) -> Array:
        z = (x[:, 0] - self.location) / self.scale
        log_peak = gammaln((self.nu + 1) / 2) - gammaln(self.nu / 2) - np.log(self.nu * np.pi) / 2
        return np.exp(log_peak - (self.nu + 1) / 2 * np.log1p(z**2 / self.nu)) / self.scale

    def cdf(self, x: Array) -> Array:
        return stdtr(self.nu, (x - self.location) / self.scale)

    def quantile(self, u: Array) -> Array:
        return self.location + self.scale * stdtrit(self.nu, u)
