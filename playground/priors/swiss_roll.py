"""The swiss roll as a prior."""

from __future__ import annotations

import torch

from playground.catalogue import knob
from playground.distributions.curves import NOISE
from playground.distributions.curves import SwissRoll as Roll
from playground.priors.base import PlanePrior


class SwissRoll(PlanePrior):
    """A long band rolled up in the plane: codes can be bent into any shape that one can draw from.

    As for the adversarial autoencoder of Makhzani et al. (2015, Figure 2). No formula for its density is
    needed, only draws. It has two coordinates.
    """

    turns: float = knob(1.5, 0.5, 3.0, help="Turns of the roll.")
    width: float = knob(0.1, 0.02, 0.5, log=True, help=NOISE)

    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        self.check(dimension)
        return Roll(noise=self.width, turns=self.turns).sample(n, generator)

    def limits(self) -> tuple[float, float]:
        reach = 2 + 3 * self.width
        return -reach, reach
