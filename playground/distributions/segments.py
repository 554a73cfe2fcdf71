"""Thin supports: upright line segments of no width, on which p_data has no density."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
import torch

from playground.catalogue import knob
from playground.distributions.base import Plane
from playground.distributions.boxes import Box, square

Array = np.ndarray


class Segments(Plane, abstract=True):
    """The second coordinate uniform on [0, 1], the first one of a few equally likely places."""

    @abstractmethod
    def places(self) -> list[float]:
        """Where the segments stand along x."""

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        here = {"generator": generator, "device": generator.device}
        places = torch.tensor(self.places(), device=generator.device)
        return torch.stack([places[torch.randint(len(places), (n,), **here)], torch.rand(n, **here)], dim=1)

    def window(self) -> Box:
        # x = 0 stays in view: it is the place of P_0 and a natural place to start.
        places = [0.0, *self.places()]
        return square(np.array([min(places), 0.0]), np.array([max(places), 1.0]), margin=0.3)

    def cell_mass(self, x_edges: Array, y_edges: Array) -> Array:
        # Rounded like the samples, a segment that stands on an edge is counted on their side of it.
        places = np.float32(self.places()).astype(np.float64)
        along_x = np.histogram(places, x_edges)[0] / len(places)
        return np.outer(along_x, np.diff(np.clip(y_edges, 0.0, 1.0)))


class ThinLine(Segments):
    """A segment of no width: example 1 of "Wasserstein GAN" (Arjovsky et al., 2017).

    The data is (theta, t) with t uniform on [0, 1]. Against the same segment at 0 the
    Jensen-Shannon divergence is log 2 for every theta but 0, and so has no slope to follow, while
    the Wasserstein distance is |theta|.
    """

    theta: float = knob(1.0, -5.0, 5.0, help="Where the segment stands along x.")

    def places(self) -> list[float]:
        return [self.theta]


class ParallelLines(Segments):
    """Two parallel segments of no width.

    Perfect discriminators are easy here and modes can be dropped: the generator must cut its
    samples in two and press each half onto a line.
    """

    gap: float = knob(1.5, 0.1, 5.0, help="Distance between the two segments.")

    def places(self) -> list[float]:
        return [-self.gap / 2, self.gap / 2]
