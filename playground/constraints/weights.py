"""Constraints that act on weights, on inputs, or on the game as a whole."""

from __future__ import annotations

from playground.catalogue import knob
from playground.constraints.base import Constraint


class Clipping(Constraint):
    """Cuts every weight of the critic back to a box after each update (Arjovsky et al., 2017).

    The simplest way to bound the critic's slope, and a crude one: too small a box makes it blind, too
    large a box makes it slow to settle.
    """

    title = "Weight clipping"
    limit: float = knob(0.1, 0.001, 10.0, log=True, help="Largest size of a weight of D.")

    def clip(self):
        return self.limit


class InstanceNoise(Constraint):
    """Blurs everything D sees with Gaussian noise (Sonderby et al., 2017; Arjovsky and Bottou, 2017).

    Blurred distributions always overlap, so a perfect D no longer has a vanishing slope.
    """

    sigma: float = knob(
        0.1, 0.0, 5.0, log=True, help="Standard deviation of the noise, in units of the data."
    )

    def noise(self):
        return self.sigma


class Consensus(Constraint):
    """Adds half the squared norm of both players' gradients to both losses (Mescheder et al., 2017).

    It turns the circling of the two players into a spiral towards the equilibrium.
    """

    title = "Consensus"
    weight: float = knob(1.0, 0.0, 100.0, log=True, help="How strongly the players are drawn together.")

    def consensus(self):
        return self.weight
