"""Couplings of two histograms on the line: the joint law of (x, y) as a matrix, and its dual."""

from __future__ import annotations

import dataclasses

import numpy as np

from playground.distributions import Line
from playground.knobs import SettingError
from playground.laboratory.shifts import common_window

Array = np.ndarray
BARS = 40


@dataclasses.dataclass(frozen=True, eq=False)
class Histograms:
    """Two laws on common `places` (m,), in rising order, with masses a, b (m,) that sum to one."""

    places: Array
    a: Array
    b: Array

    def __post_init__(self) -> None:
        rising = len(self.places) > 0 and (np.diff(self.places) > 0).all()
        if not rising or not self.places.shape == self.a.shape == self.b.shape:
            raise SettingError("Histograms need places in rising order, and two masses at each.")
        for masses in (self.a, self.b):
            # The comparison also refuses nan.
            if not (masses >= 0).all() or not abs(masses.sum() - 1) < 1e-9:
                raise SettingError("The masses of a histogram must not be negative and must sum to one.")


def histograms(p: Line, q: Line, bars: int = BARS) -> Histograms:
    """p and q as bars of equal width over the window of both; the outermost hold all beyond them."""
    edges = np.linspace(*common_window(p, q), bars + 1)

    def masses(line: Line) -> Array:
        cdf = np.asarray(line.cdf(edges), dtype=float)
        cdf[0], cdf[-1] = 0.0, 1.0
        return np.diff(cdf)

    return Histograms((edges[:-1] + edges[1:]) / 2, masses(p), masses(q))


def optimal_plan(h: Histograms) -> Array:
    """The best plan (m, m): entry (i, j) is the mass carried from place i to place j.

    The quantile coupling, also found by the north-west corner rule: the levels of a that belong to i
    and those of b that belong to j, as far as they overlap.
    """
    f, g = (np.concatenate([[0.0], np.cumsum(masses)]) for masses in (h.a, h.b))
    top, bottom = np.minimum.outer(f[1:], g[1:]), np.maximum.outer(f[:-1], g[:-1])
    return np.maximum(top - bottom, 0.0)


def reversed_plan(h: Histograms) -> Array:
    """The worst plan (m, m): the least of a goes to the greatest of b."""
    return optimal_plan(Histograms(h.places, h.a, h.b[::-1].copy()))[:, ::-1]


def independent_plan(h: Histograms) -> Array:
    """The plan (m, m) of somebody who does not look: the product of both laws."""
    return np.outer(h.a, h.b)


def cost(h: Histograms, plan: Array) -> float:
    """E|x - y| under a plan, in units of x."""
    return float((plan * np.abs(h.places[:, None] - h.places)).sum())


@dataclasses.dataclass(frozen=True, eq=False)
class Duality:
    """The two ways to say W1: `primal` the cost of the best plan, `dual` the mean of the `potential`
    (m,) under a less that under b. The potential is 1-Lipschitz on the places."""

    potential: Array
    primal: float
    dual: float


def duality(h: Histograms) -> Duality:
    """The best plan's cost and the Kantorovich potential that proves that nothing is cheaper.

    The potential climbs at slope 1 where mass has to go left (F_a < F_b) and falls at slope 1 where
    it has to go right; it starts at 0.
    """
    gap = np.cumsum(h.b - h.a)[:-1]
    climbs = np.where(np.abs(gap) > 1e-15, np.sign(gap), 0.0) * np.diff(h.places)
    potential = np.concatenate([[0.0], np.cumsum(climbs)])
    return Duality(potential, cost(h, optimal_plan(h)), float(potential @ (h.a - h.b)))


def moving_mass(h: Histograms, plan: Array, t: float) -> tuple[Array, Array]:
    """Places (k,) and masses (k,) at time t in [0, 1]: each entry of the plan travels straight."""
    start, end = np.nonzero(plan)
    return (1 - t) * h.places[start] + t * h.places[end], plan[start, end]


def interpolated(p: Line, q: Line, t: float, points: int = 200) -> Array:
    """Places (points,), equally likely, of the law a share t of the way from p to q: quantiles are
    carried straight to quantiles (displacement interpolation, McCann, 1997)."""
    u = (np.arange(points) + 0.5) / points
    return (1 - t) * np.asarray(p.quantile(u)) + t * np.asarray(q.quantile(u))
