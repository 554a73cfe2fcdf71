"""The Wasserstein-1 distance of laws on the line: areas between CDFs or between quantile functions."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from playground.distributions import Line
from playground.divergences import w1_from_cdfs
from playground.laboratory.base import Breakdown, Distance
from playground.laboratory.densities import atoms, cuts, levels
from playground.laboratory.shifts import Shifted, common_window

Array = np.ndarray
_RULE = np.polynomial.legendre.leggauss(5)
_EQUAL = 1e-12
CELLS_PER_CUT, WINDOW_CELLS = 8, 1024


class Wasserstein1(Distance):
    """Wasserstein-1 distance: the least mean distance over which p has to be carried to become q.

    On the line it is the area between the CDFs, or between the quantile functions (Vallender, 1974).
    It still tells near from far when p and q do not overlap.
    """

    key = "wasserstein-1"
    title = "Wasserstein-1"
    unit = "units of x"

    def offsets(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Array:
        """Moving q by theta adds theta to its quantiles: W1 is the mean of |Q_p - Q_q - theta|."""
        _, weights, gap = quantile_gap(p, q)
        return np.abs(gap - np.array(offsets)[:, None]) @ weights

    def slopes(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Array:
        """How much of the mass is pushed away by moving q less how much is brought nearer: exact."""
        u, _, gap = quantile_gap(p, q)
        left = np.array(offsets)[:, None] - gap
        ahead, behind = left[:, :-1], left[:, 1:]
        # Between two levels the gap runs straight: the share of it below the offset less that above.
        total = np.abs(ahead) + np.abs(behind)
        share = np.divide(ahead + behind, total, out=np.zeros_like(total), where=total > _EQUAL)
        return share @ np.diff(u) / (u[-1] - u[0])

    def breakdown(self, p: Line, q: Line, points: int = 401) -> Breakdown:
        """The area between the CDFs."""
        x = np.linspace(*common_window(p, q), points)
        f, g = p.cdf(x), q.cdf(x)
        area = between_cdfs(p, q)
        curves, terms = {"cdf-p": f, "cdf-q": g}, {"between-cdfs": np.abs(f - g)}
        return Breakdown(x, curves, terms, {"between-cdfs": area}, area, self.between(p, q))

    def quantile_breakdown(self, p: Line, q: Line, points: int = 401) -> Breakdown:
        """The same area seen from the side: between the quantile functions, over levels u."""
        u = (np.arange(points) + 0.5) / points
        here, there = np.asarray(p.quantile(u)), np.asarray(q.quantile(u))
        value = self.between(p, q)
        curves = {"quantile-p": here, "quantile-q": there}
        terms = {"between-quantiles": np.abs(here - there)}
        return Breakdown(u, curves, terms, {"between-quantiles": value}, value, value)

    def of_parallel_lines(self, theta: Array) -> Array:
        return np.abs(theta)


@lru_cache(maxsize=16)
def quantile_gap(p: Line, q: Line) -> tuple[Array, Array, Array]:
    """Levels u (n,), quadrature weights (n,) that sum to all but 1, and Q_p(u) - Q_q(u) (n,)."""
    here, there = _bare(p), _bare(q)
    edges = tuple(np.unique(np.concatenate([levels(here), levels(there)])).tolist())
    u, weights = _rule(edges)
    by = (p.by if here is not p else 0.0) - (q.by if there is not q else 0.0)
    return u, weights, _quantiles(here, edges) - _quantiles(there, edges) + by


def between_cdfs(p: Line, q: Line) -> float:
    """W1 as the area between the CDFs (units of x): independent of any quantile function."""
    edges = _fine(p, q)
    return w1_from_cdfs(np.asarray(p.cdf(edges)), np.asarray(q.cdf(edges)), edges)


def _fine(p: Line, q: Line) -> Array:
    """Edges between which both CDFs are nearly straight, or quite level."""
    held = [atoms(line)[0] if atoms(line) else cuts(line) for line in (p, q)]
    coarse = np.unique(np.concatenate([*held, np.linspace(*common_window(p, q), WINDOW_CELLS)]))
    if atoms(p) or atoms(q):
        coarse = np.unique(np.concatenate([coarse, np.nextafter(coarse, -np.inf)]))
    step = np.arange(CELLS_PER_CUT) / CELLS_PER_CUT
    between = coarse[:-1, None] + np.diff(coarse)[:, None] * step
    return np.append(between.ravel(), coarse[-1])


@lru_cache(maxsize=16)
def _rule(edges: tuple[float, ...]) -> tuple[Array, Array]:
    bounds = np.array(edges)
    half, middle = np.diff(bounds)[:, None] / 2, (bounds[:-1] + bounds[1:])[:, None] / 2
    return (middle + half * _RULE[0]).ravel(), (half * _RULE[1]).ravel()


@lru_cache(maxsize=32)
def _quantiles(line: Line, edges: tuple[float, ...]) -> Array:
    return np.asarray(line.quantile(_rule(edges)[0]), dtype=float)


def _bare(line: Line) -> Line:
    return line.line if isinstance(line, Shifted) else line
