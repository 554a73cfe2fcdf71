"""Distances as functions of an offset theta that moves q: curves to draw, and their slopes."""

from __future__ import annotations

import dataclasses

import numpy as np

from playground.distributions import Line
from playground.laboratory.base import Distance

Array = np.ndarray


@dataclasses.dataclass(frozen=True)
class Offset:
    """How far p is from q moved by theta (units of x), for any two laws on the line."""

    p: Line
    q: Line

    def curve(self, distance: Distance, thetas: Array) -> Array:
        """The distances (k,) at thetas (k,)."""
        return distance.offsets(self.p, self.q, _plain(thetas))

    def slopes(self, distance: Distance, thetas: Array) -> Array:
        """Derivatives (k,) by theta: what a generator that can only shift would be told. At a kink
        the middle between both sides; nan where the distance jumps or is infinite."""
        return distance.slopes(self.p, self.q, _plain(thetas))

    def curves(self, thetas: Array) -> dict[str, Array]:
        """The curves of all distances, by key."""
        return {key: self.curve(entry(), thetas) for key, entry in Distance.entries.items()}

    def at(self, theta: float) -> dict[str, tuple[float, float]]:
        """Value and slope of every distance at one theta, by key."""
        one = np.array([theta])
        return {
            key: (float(self.curve(entry(), one)[0]), float(self.slopes(entry(), one)[0]))
            for key, entry in Distance.entries.items()
        }


class ParallelLines(Offset):
    """Two upright unit segments without width, at 0 and at theta: example 1 of "Wasserstein GAN"
    (Arjovsky et al., 2017), in closed form.

    Only the Wasserstein distance |theta| tells where the other line is: all others sit at their
    bounds (JSD log 2, KL infinite, TV 1) for every theta but 0 and have no slope to follow.
    """

    def __init__(self) -> None:
        """There is nothing to choose."""

    def curve(self, distance: Distance, thetas: Array) -> Array:
        return distance.of_parallel_lines(np.asarray(thetas, dtype=float))

    def slopes(self, distance: Distance, thetas: Array) -> Array:
        """Derivatives (k,): exact, for the curves are straight on either side of 0."""
        thetas = np.asarray(thetas, dtype=float)
        here = self.curve(distance, thetas)
        beside = self.curve(distance, 2 * thetas)
        rise = np.subtract(beside, here, out=np.full(len(here), np.nan), where=np.isfinite(here))
        slopes = np.divide(rise, thetas, out=np.full(len(here), np.nan), where=thetas != 0)
        at_zero = 0.0 if _continuous(distance) else np.nan
        return np.where(thetas == 0, at_zero, slopes)


def _continuous(distance: Distance) -> bool:
    """Whether the curve of the parallel lines comes down to 0 as the lines close in on each other."""
    return bool(distance.of_parallel_lines(np.array([1e-9]))[0] < 1e-6)


def _plain(thetas: Array) -> tuple[float, ...]:
    return tuple(np.asarray(thetas, dtype=float).tolist())
