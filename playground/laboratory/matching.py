"""Couplings of two samples: who goes where, and how far on average.

Points are x, y (n, d) float64, equally likely; a matching sends x[i] to y[order[i]]. Costs are
Euclidean distances in units of x.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from playground.knobs import SettingError

Array = np.ndarray
MOST = 400
"""Most points of a matching: the best one takes about n^3 operations."""


@dataclasses.dataclass(frozen=True, eq=False)
class Matching:
    """x (n, d), y (n, d), `order` (n,) a permutation, `costs` (n,) of each pair and their mean."""

    x: Array
    y: Array
    order: Array
    costs: Array
    mean: float

    @property
    def lines(self) -> Array:
        """The pairs as line segments, (n, 2, d): from x[i] to its partner."""
        return np.stack([self.x, self.y[self.order]], axis=1)

    def moved(self, t: float) -> Array:
        """Where the mass is at time t in [0, 1] if everything travels straight and evenly (n, d):
        for the optimal matching the displacement interpolation of McCann (1997)."""
        return (1 - t) * self.x + t * self.y[self.order]


def optimal(x: Array, y: Array) -> Matching:
    """The cheapest matching: sorted on the line, by linear assignment elsewhere."""
    x, y = checked(x, y)
    if x.shape[1] == 1:
        return _ranked(x, y, np.argsort(y[:, 0], kind="stable"))
    return _matching(x, y, linear_sum_assignment(cdist(x, y))[1])


def worst(x: Array, y: Array) -> Matching:
    """The dearest matching: on the line the reversed one, least to greatest."""
    x, y = checked(x, y)
    if x.shape[1] == 1:
        return _ranked(x, y, np.argsort(y[:, 0], kind="stable")[::-1])
    return _matching(x, y, linear_sum_assignment(cdist(x, y), maximize=True)[1])


def at_random(x: Array, y: Array, seed: int) -> Matching:
    """A matching drawn with `seed`, all permutations equally likely."""
    x, y = checked(x, y)
    return _matching(x, y, np.random.default_rng(seed).permutation(len(x)))


def by_hand(x: Array, y: Array, order: Array) -> Matching:
    """The matching that somebody chose; raises `SettingError` unless each y is taken just once."""
    x, y = checked(x, y)
    given = np.asarray(order)
    if given.shape != (len(x),) or not np.array_equal(np.sort(given, axis=None), np.arange(len(x))):
        raise SettingError(f"order must name each of 0 to {len(x) - 1} once: no point may be left out.")
    return _matching(x, y, given.astype(int))


def independent(x: Array, y: Array) -> float:
    """E|x - y| when x and y are drawn without regard to each other: the mean over all pairs, and so
    over all matchings."""
    return float(cdist(*checked(x, y)).mean())


@dataclasses.dataclass(frozen=True)
class Costs:
    """E|x - y| under several couplings, in units of x; `by_hand` is None where nobody chose one."""

    optimal: float
    independent: float
    worst: float
    random: float
    by_hand: float | None = None

    @property
    def excess(self) -> float | None:
        """By how much the matching chosen by hand exceeds the optimum."""
        return None if self.by_hand is None else max(self.by_hand - self.optimal, 0.0)


def costs(x: Array, y: Array, *, seed: int = 0, order: Array | None = None) -> Costs:
    """All of the couplings above on the same points."""
    return Costs(
        optimal=optimal(x, y).mean,
        independent=independent(x, y),
        worst=worst(x, y).mean,
        random=at_random(x, y, seed).mean,
        by_hand=None if order is None else by_hand(x, y, order).mean,
    )


def swapped(order: Array, i: int, j: int) -> Array:
    """A permutation (n,) with the partners of points i and j exchanged: one edit by hand."""
    if not (0 <= i < len(order) and 0 <= j < len(order)):
        raise SettingError(f"points are numbered 0 to {len(order) - 1}; {i} and {j} are not both there.")
    edited = np.array(order)
    edited[[i, j]] = edited[[j, i]]
    return edited


def checked(x: Array, y: Array) -> tuple[Array, Array]:
    """Both samples as float64 (n, d); raises `SettingError` if they cannot be matched."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 2 or x.shape != y.shape or not 1 <= len(x) <= MOST:
        raise SettingError(
            f"Two samples of one shape (n, d), n from 1 to {MOST}, can be matched; not {x.shape}, {y.shape}."
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise SettingError("The points to be matched must be finite numbers.")
    return x, y


def _ranked(x: Array, y: Array, y_order: Array) -> Matching:
    """The points of x from least to greatest go to y in the given order."""
    order = np.empty(len(x), dtype=int)
    order[np.argsort(x[:, 0], kind="stable")] = y_order
    return _matching(x, y, order)


def _matching(x: Array, y: Array, order: Array) -> Matching:
    pair_costs = np.linalg.norm(x - y[order], axis=1)
    return Matching(x, y, order, pair_costs, float(pair_costs.mean()))
