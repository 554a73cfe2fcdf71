"""Gaussian bumps in the plane: one, a ring, a grid, scattered blobs and an anisotropic pair."""

from __future__ import annotations

import numpy as np

from playground.catalogue import knob
from playground.distributions.base import Plane
from playground.distributions.mixtures import Components, GaussianMixture, geometric_weights

Array = np.ndarray

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
IMBALANCE = "0: equally likely bumps; at 1 the last bump is a hundred times rarer than the first."


class PlaneMixture(GaussianMixture, Plane, abstract=True):
    """A mixture of Gaussians in the plane."""

    def cell_mass(self, x_edges: Array, y_edges: Array) -> Array:
        return self._components.cell_mass(x_edges, y_edges)


def bumps(centres: Array, width: float, imbalance: float = 0.0) -> Components:
    """Isotropic bumps of one width at centres (k, 2), the later ones rarer if imbalanced."""
    return Components(centres, np.full(centres.shape, width), geometric_weights(len(centres), imbalance))


def on_circle(angles: Array) -> Array:
    """Points (k, 2) of the unit circle at angles (k,) in radians."""
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


class Gaussian2d(PlaneMixture):
    """One round bump.

    The easiest target in the plane, good for a first look: shift and scale are all there is to
    learn, so the path of the training itself is easy to see.
    """

    key = "gaussian-2d"
    title = "Gaussian (2D)"
    x: float = knob(1.0, -10.0, 10.0, help="Centre of the bump along x.")
    y: float = knob(0.5, -10.0, 10.0, help="Centre of the bump along y.")
    width: float = knob(0.3, 0.01, 5.0, log=True, help="Standard deviation of the bump along each axis.")

    def components(self) -> Components:
        return bumps(np.array([[self.x, self.y]]), self.width)


class Ring(PlaneMixture):
    """Small bumps on a circle: the classic test for dropped modes.

    Count how many bumps the generator reaches and how evenly; in a bad run it sits on one bump
    and hops round the ring (Metz et al., 2017, "Unrolled GANs").
    """

    count: int = knob(8, 1, 64, help="Number of bumps on the circle.")
    radius: float = knob(1.0, 0.1, 10.0, help="Radius of the circle the bumps stand on.")
    width: float = knob(0.01, 0.001, 1.0, log=True, help="Standard deviation of each bump.")
    imbalance: float = knob(0.0, 0.0, 1.0, help=IMBALANCE)
    turn: float = knob(0.0, 0.0, 360.0, help="Degrees by which the bumps are turned about the centre.")

    def components(self) -> Components:
        angles = 2 * np.pi * np.arange(self.count) / self.count + np.deg2rad(self.turn)
        return bumps(self.radius * on_circle(angles), self.width, self.imbalance)


class Grid(PlaneMixture):
    """Small bumps on a square grid: many modes at once.

    With 25 bumps even a good generator misses some or leaves bridges of samples between
    neighbours (Dumoulin et al., 2017; Lin et al., 2018, "PacGAN").
    """

    side: int = knob(5, 1, 20, help="Bumps along each side of the square.")
    spacing: float = knob(2.0, 0.1, 5.0, help="Distance between neighbouring bumps.")
    width: float = knob(0.05, 0.001, 1.0, log=True, help="Standard deviation of each bump.")
    imbalance: float = knob(0.0, 0.0, 1.0, help=IMBALANCE)

    def components(self) -> Components:
        places = self.spacing * (np.arange(self.side) - (self.side - 1) / 2)
        centres = np.stack(np.meshgrid(places, places, indexing="ij"), axis=-1).reshape(-1, 2)
        return bumps(centres, self.width, self.imbalance)


class DisjointBlobs(PlaneMixture):
    """A few scattered bumps with nothing between them.

    A continuous generator cannot tear its latent space apart, so it draws thin threads between
    the blobs; see where they run and how few samples they can be made to carry.
    """

    count: int = knob(5, 2, 16, help="Number of bumps.")
    spread: float = knob(1.6, 0.2, 5.0, help="Distance of the outermost bump from the origin.")
    width: float = knob(0.12, 0.01, 1.0, log=True, help="Standard deviation of each bump.")
    imbalance: float = knob(0.0, 0.0, 1.0, help=IMBALANCE)

    def components(self) -> Components:
        # The seeds of a sunflower: evenly spread, yet on no line or circle that helps to learn them.
        k = np.arange(self.count)
        radii = self.spread * np.sqrt((k + 0.5) / (self.count - 0.5))
        return bumps(radii[:, None] * on_circle(GOLDEN_ANGLE * k), self.width, self.imbalance)


class AnisotropicPair(PlaneMixture):
    """Two long thin bumps: one stands upright, one lies flat.

    Finding both centres is the lesser part: a generator may reach each bump and still miss its
    long direction, a collapse that a count of modes does not see.
    """

    separation: float = knob(2.0, 0.0, 6.0, help="Distance between the two centres.")
    long: float = knob(0.5, 0.01, 3.0, log=True, help="Standard deviation along the long direction.")
    short: float = knob(0.06, 0.01, 3.0, log=True, help="Standard deviation along the short direction.")
    left_weight: float = knob(0.5, 0.01, 0.99, help="Share of the samples that come from the upright bump.")

    def components(self) -> Components:
        return Components(
            np.array([[-self.separation / 2, 0.0], [self.separation / 2, 0.0]]),
            np.array([[self.short, self.long], [self.long, self.short]]),
            np.array([self.left_weight, 1 - self.left_weight]),
        )
