"""Distances between distributions: of discrete masses, of CDFs on a line and of samples.

Everything is a plain function on float64 arrays. Information distances are in nats, transport
distances in units of x. Input that is not finite gives nan.
"""

from __future__ import annotations

import functools
import math

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from scipy.special import rel_entr

Array = np.ndarray
ANGLES = 64
DIRECTIONS = 128
EQUAL = 1e-12
"""CDFs no further apart than this are equal but for rounding."""


def kl(p: Array, q: Array) -> float:
    """KL(p || q) = sum p log(p / q) of masses p, q (m,), in nats (Kullback & Leibler, 1951).

    0 log 0 is 0; where q = 0 < p it is infinite, as the definition has it.
    """
    return _at_least_zero(rel_entr(p, q).sum())


def jsd(p: Array, q: Array) -> float:
    """Jensen-Shannon divergence of masses p, q (m,), in nats, within [0, log 2] (Lin, 1991, eq. 4.1).

    JSD = KL(p || (p + q) / 2) / 2 + KL(q || (p + q) / 2) / 2.
    """
    # Doubled arguments instead of a halved mixture: halving the smallest floats would give zero.
    total = rel_entr(2 * p, p + q).sum() + rel_entr(2 * q, p + q).sum()
    return float(np.minimum(_at_least_zero(total / 4), math.log(2)))


def total_variation(p: Array, q: Array) -> float:
    """Total variation of masses p, q (m,): half the sum of |p - q|, within [0, 1]."""
    return float(np.minimum(np.abs(p - q).sum() / 2, 1.0))


def w1_from_cdfs(f: Array, g: Array, edges: Array) -> float:
    """Wasserstein-1 distance of two laws on the line by their CDFs f, g at edges (m + 1,).

    W1 is the integral of |F - G| (Villani, 2003, remark 2.19), here exact for CDFs that are linear
    between edges, also where they cross inside a cell.
    """
    left, right, width = (f - g)[:-1], (f - g)[1:], np.diff(edges)
    heights = np.abs(left) + np.abs(right)
    crosses = left * right < 0
    # Two triangles on either side of a crossing, one trapezium elsewhere.
    triangles = (left**2 + right**2) / np.where(crosses, heights, 1.0)
    return float((width * np.where(crosses, triangles, heights)).sum() / 2)


def kantorovich_potential(f: Array, g: Array, edges: Array) -> Array:
    """The best critic on the line, at edges (m + 1,), zero at the first edge.

    `f` and `g` are the CDFs of the data and of the generator at the edges, linear in between. The
    1-Lipschitz function that maximises E_data - E_generator has slope sign(G - F), because
    E_data[c] - E_generator[c] is the integral of c' (G - F). Flat where the CDFs agree to 1e-12:
    there any slope will do.
    """
    gap = np.where(np.abs(g - f) > EQUAL, g - f, 0.0)
    left, right, width = gap[:-1], gap[1:], np.diff(edges)
    heights = np.abs(left) + np.abs(right)
    # The rise over a cell is its width times (share with slope +1 less share with slope -1).
    rise = width * (left + right) / np.where(heights > 0, heights, 1.0)
    return np.concatenate([[0.0], np.cumsum(rise)])


def w1_of_samples(x: Array, y: Array) -> float:
    """Exact Wasserstein-1 distance between two samples x, y (n, d) of equal size.

    On the line the sorted samples are matched; elsewhere the best matching under Euclidean
    distance is found by linear assignment (Crouse, 2016), which takes about n^3 operations.
    """
    if not _usable(x, y):
        return math.nan
    if x.shape[1] == 1:
        return float(np.abs(np.sort(x[:, 0]) - np.sort(y[:, 0])).mean())
    cost = cdist(x, y)
    if not np.isfinite(cost).all():
        return math.inf  # squares beyond the largest float
    return float(cost[linear_sum_assignment(cost)].mean())


def sliced_w1(x: Array, y: Array) -> float:
    """Sliced Wasserstein-1 distance of samples x, y (n, d) of equal size (Bonneel et al., 2015).

    The mean, over a fixed set of directions, of the exact W1 of the projections. It never exceeds
    W1; a pure shift in the plane by s reads 2 s / pi.
    """
    if not _usable(x, y):
        return math.nan
    with np.errstate(over="ignore", invalid="ignore"):
        there, here = (np.sort(directions(x.shape[1]) @ sample.T, axis=1) for sample in (x, y))
        return float(np.abs(there - here).mean())


@functools.lru_cache(maxsize=16)
def directions(dimension: int) -> Array:
    """The unit vectors (k, d) of `sliced_w1`: evenly spaced angles of a half turn in the plane,
    fixed random directions in higher dimensions."""
    if dimension == 1:
        return np.ones((1, 1))
    if dimension == 2:
        angles = math.pi * (np.arange(ANGLES) + 0.5) / ANGLES
        return np.column_stack([np.cos(angles), np.sin(angles)])
    drawn = np.random.default_rng(20_150).standard_normal((DIRECTIONS, dimension))
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def _usable(x: Array, y: Array) -> bool:
    if x.shape != y.shape:
        raise ValueError(f"samples must have one shape, not {x.shape} and {y.shape}")
    return bool(np.isfinite(x).all() and np.isfinite(y).all())


def _at_least_zero(number: float) -> float:
    # Rounding may leave -1e-17; np.maximum, unlike max, lets nan through.
    return float(np.maximum(number, 0.0))
