"""Penalties on the slope of D."""

from __future__ import annotations

from playground.catalogue import knob
from playground.constraints.base import SlopePenalty

_SAFE = 1e-12


class R1(SlopePenalty):
    """Holds D flat on real samples: weight / 2 times its squared slope (Mescheder et al., 2018).

    Makes the game converge where the plain one circles; too much of it blurs what D can see.
    """

    key = "r1"
    title = "R1"

    where = "real"

    def cost(self, square):
        return square * (self.weight / 2)

    def cost_slope(self, square):
        return square.new_full(square.shape, self.weight / 2)


class R2(R1):
    """Holds D flat on fake samples: weight / 2 times its squared slope (Mescheder et al., 2018)."""

    key = "r2"
    title = "R2"

    where = "fake"


class GradientPenalty(SlopePenalty):
    """Pulls the critic's slope to 1 on lines between real and fake samples (Gulrajani et al., 2017).

    The best critic of the Wasserstein distance has slope 1 almost everywhere on such lines.
    """

    target: float = knob(1.0, 0.0, 100.0, help="The slope that costs nothing.")

    def cost(self, square):
        return ((square + _SAFE).sqrt() - self.target).square() * self.weight

    def cost_slope(self, square):
        return (1 - self.target / (square + _SAFE).sqrt()) * self.weight


class OneSidedPenalty(GradientPenalty):
    """Only punishes slopes above 1 on lines between real and fake samples (Petzka et al., 2018).

    The theory asks for a slope of at most 1, not of exactly 1.
    """

    title = "One-sided gradient penalty"

    def cost(self, square):
        return ((square + _SAFE).sqrt() - self.target).relu().square() * self.weight

    def cost_slope(self, square):
        return super().cost_slope(square).clamp_min(0)
