"""Curves in the plane with Gaussian noise around them: moons, circles, pinwheel, spiral, roll.

Such a distribution is a mixture of infinitely many Gaussians, one for each place on the curve.
Gauss-Legendre quadrature along the curve turns it into a finite one whose density and cell masses
agree with the true ones to about seven digits.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

import numpy as np
import torch

from playground.catalogue import knob
from playground.distributions.base import Plane
from playground.distributions.boxes import Box, square
from playground.distributions.mixtures import Components

Array = np.ndarray

ORDER = 8
"""Gauss-Legendre nodes a panel."""
PANEL = 4.0
"""Longest panel in standard deviations of the noise; with `ORDER` nodes, errors are near 1e-7."""
NOISE = "Standard deviation of the noise around the curve."


class CurvePlusNoise(Plane, abstract=True):
    """A place drawn uniformly from the parameter of some curves, plus isotropic Gaussian noise.

    Each of the `pieces` curves is equally likely. Subclasses declare the knob `noise`.
    """

    noise: float

    @property
    def pieces(self) -> int:
        """Number of separate curves."""
        return 1

    @abstractmethod
    def curve(self, t: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
        """The place on curve number `piece` (m,) at t (m,) in [0, 1], shape (m, 2), all in one dtype."""

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        here = {"generator": generator, "device": generator.device}
        piece = torch.randint(self.pieces, (n,), dtype=torch.float32, **here)
        return self.curve(torch.rand(n, **here), piece) + self.noise * torch.randn(n, 2, **here)

    def window(self) -> Box:
        places, reach = self._nodes.centres, 3 * self.noise
        return square(places.min(axis=0) - reach, places.max(axis=0) + reach)

    def density(self, x: Array) -> Array:
        return self._nodes.density(x)

    def cell_mass(self, x_edges: Array, y_edges: Array) -> Array:
        return self._nodes.cell_mass(x_edges, y_edges)

    @cached_property
    def _nodes(self) -> Components:
        """The quadrature nodes as Gaussians, equally many on each piece."""
        panels = max(1, int(np.ceil(self._longest() / (PANEL * self.noise))))
        nodes, weights = np.polynomial.legendre.leggauss(ORDER)
        t = ((np.arange(panels)[:, None] + (nodes + 1) / 2) / panels).ravel()
        centres = self._places(t)
        weights = np.tile(weights / 2, panels * self.pieces) / (panels * self.pieces)
        return Components(centres, np.full(centres.shape, self.noise), weights)

    def _places(self, t: Array) -> Array:
        """Every piece at t (m,), shape (pieces * m, 2)."""
        each = torch.from_numpy(np.tile(t, self.pieces))
        piece = torch.arange(self.pieces, dtype=each.dtype).repeat_interleave(len(t))
        return self.curve(each, piece).numpy()

    def _longest(self) -> float:
        """A bound on the speed |d curve / dt|, hence on the length of each piece."""
        t = np.linspace(0.0, 1.0, 513)
        steps = np.diff(self._places(t).reshape(self.pieces, len(t), 2), axis=1)
        return float(np.hypot(*np.moveaxis(steps, -1, 0)).max() * (len(t) - 1))


def polar(radius: torch.Tensor, angle: torch.Tensor) -> torch.Tensor:
    """Places (m, 2) at these radii and angles (m,)."""
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)


class Moons(CurvePlusNoise):
    """Two half circles that reach into one another.

    Two curved pieces that no straight line separates: the generator has to bend its sheet of
    samples and cut it in two.
    """

    noise: float = knob(0.05, 0.02, 0.5, log=True, help=NOISE)
    radius: float = knob(1.0, 0.2, 3.0, help="Radius of both half circles.")

    @property
    def pieces(self) -> int:
        return 2

    def curve(self, t: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
        # The second moon is the first one turned by half a turn about the origin.
        side = self.radius * (1 - 2 * piece)
        angle = torch.pi * t
        return torch.stack([side * (angle.cos() - 0.5), side * (angle.sin() - 0.25)], dim=1)


class Circles(CurvePlusNoise):
    """A circle within a circle.

    Each circle has a hole that a Gaussian latent lacks: watch where the generator tears its sheet
    open and whether it serves both circles.
    """

    noise: float = knob(0.05, 0.02, 0.5, log=True, help=NOISE)
    radius: float = knob(1.5, 0.2, 5.0, help="Radius of the outer circle.")
    ratio: float = knob(0.5, 0.05, 0.95, help="Radius of the inner circle as a share of the outer one.")

    @property
    def pieces(self) -> int:
        return 2

    def curve(self, t: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
        return polar(self.radius * (1 - (1 - self.ratio) * piece), 2 * torch.pi * t)


class Pinwheel(CurvePlusNoise):
    """Bent arms around an empty centre, like the sails of a windmill.

    Modes with a shape: each arm is a bump that is long and curved, so reaching it is not yet
    covering it.
    """

    noise: float = knob(0.07, 0.02, 0.5, log=True, help=NOISE)
    arms: int = knob(5, 1, 12, help="Number of arms.")
    twist: float = knob(0.7, -3.0, 3.0, help="How far each arm bends per unit of radius, in radians.")

    @property
    def pieces(self) -> int:
        return self.arms

    def curve(self, t: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
        radius = 0.4 + 1.5 * t
        return polar(radius, 2 * torch.pi / self.arms * piece + self.twist * radius)


class Spiral(CurvePlusNoise):
    """Arms that wind outward from the centre.

    Neighbouring windings are close in the plane and far apart along the arm: a test of how sharply
    the generator can fold and the discriminator can bend.
    """

    noise: float = knob(0.04, 0.02, 0.5, log=True, help=NOISE)
    arms: int = knob(2, 1, 6, help="Number of arms.")
    turns: float = knob(1.0, 0.25, 3.0, help="Turns that each arm makes.")

    @property
    def pieces(self) -> int:
        return self.arms

    def curve(self, t: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
        # Uniform in the squared radius: the noise around the arms is then about equally dense.
        inner, outer = 0.2, 2.0
        radius = (inner**2 + (outer**2 - inner**2) * t).sqrt()
        wound = 2 * torch.pi * self.turns * (radius - inner) / (outer - inner)
        return polar(radius, wound + 2 * torch.pi / self.arms * piece)


class SwissRoll(CurvePlusNoise):
    """One long band rolled up, thinner the further out it gets.

    All of it is one curve, so a latent line could be bent to match it; nearby windings tempt the
    generator to short cuts. It is the toy of "Improved Training of Wasserstein GANs" (2017).
    """

    noise: float = knob(0.05, 0.02, 0.5, log=True, help=NOISE)
    turns: float = knob(1.5, 0.5, 3.0, help="Turns of the roll.")

    def curve(self, t: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
        start = 1.5 * torch.pi
        angle = start + 2 * torch.pi * self.turns * t
        return polar(2.0 * angle / (start + 2 * torch.pi * self.turns), angle)
