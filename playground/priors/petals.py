"""Elongated Gaussians around a centre as a prior."""

from __future__ import annotations

import math

import torch

from playground.catalogue import knob
from playground.priors.base import PlanePrior


class Petals(PlanePrior):
    """Ten long thin Gaussians that point outwards, like the petals of a flower.

    The mixture of Makhzani et al. (2015, Figure 2), whose numbers are not in the paper: these are ours.
    Between the petals there is next to nothing, so codes must part into groups. It has two coordinates.
    """

    title = "Mixture of ten"
    count: int = knob(10, 1, 20, help="Number of Gaussians.")
    distance: float = knob(1.6, 0.5, 3.0, help="Distance of their middles from the centre.")
    length: float = knob(0.5, 0.05, 1.0, log=True, help="Standard deviation outwards.")
    width: float = knob(0.12, 0.02, 1.0, log=True, help="Standard deviation across.")

    def sample(self, n: int, dimension: int, generator: torch.Generator) -> torch.Tensor:
        self.check(dimension)
        here = {"generator": generator, "device": generator.device}
        angle = torch.randint(self.count, (n,), **here) * (2 * math.pi / self.count)
        outwards, across = torch.randn(2, n, **here)
        outwards, across = self.distance + self.length * outwards, self.width * across
        turned = (
            outwards * angle.cos() - across * angle.sin(),
            outwards * angle.sin() + across * angle.cos(),
        )
        return torch.stack(turned, dim=1)

    def limits(self) -> tuple[float, float]:
        reach = self.distance + 3 * max(self.length, self.width)
        return -reach, reach
