"""Two log densities on quadrature nodes, for many offsets of the second at once.

The line is cut where either density is cut, and Gauss-Lobatto quadrature of six nodes (degree 9) runs
within each panel. Heavy tails are continued by their power law.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property, lru_cache

import numpy as np

from playground.distributions import Line
from playground.laboratory.densities import atoms, cuts, log_density

Array = np.ndarray
HALVINGS = 22
"""Bisections of a crossing: an error in its place enters squared into what is integrated."""
STEADY = 1 - 1e-6
"""Tails whose share per doubling of x falls no faster than this are taken not to fall at all."""
_INNER = np.sqrt(1 / 3 + 2 * np.sqrt(7) / 21 * np.array([1, -1]))
_NODES = np.concatenate([[-1], -_INNER, _INNER[::-1], [1]])
_SIDE = (14 + np.sqrt(7) * np.array([-1, 1])) / 30
_WEIGHTS = np.concatenate([[1 / 15], _SIDE, _SIDE[::-1], [1 / 15]])
_SLIVER = 1e-8
_NUDGE = 1e-7
"""The outer nodes stand this share of a panel within it: on the right side of a jump at its edge."""


@dataclasses.dataclass(frozen=True, eq=False)
class Sheet:
    """log p(x) and log q(x - offset) at nodes: all arrays (offsets, panels, nodes).

    The panels lie between `edges` (offsets, panels + 1); the two outermost on either side continue to
    infinity. For laws of atoms there are no edges: the panels are places, `weights` count them and
    the densities are masses.
    """

    x: Array
    weights: Array
    log_p: Array
    log_q: Array
    edges: Array | None = None

    @cached_property
    def p(self) -> Array:
        """p(x)."""
        return np.exp(self.log_p)

    @cached_property
    def q(self) -> Array:
        """q(x - offset)."""
        return np.exp(self.log_q)

    @cached_property
    def log_mixture(self) -> Array:
        """log (p + q) / 2; -inf where both underflow."""
        with np.errstate(divide="ignore"):
            return np.log(self.p + self.q) - np.log(2)

    def integral(self, integrand: Array) -> Array:
        """The integral over the line, one for each offset (k,); may be infinite."""
        counted = self.weights > 0
        panels = np.multiply(self.weights, integrand, out=np.zeros_like(self.x), where=counted).sum(axis=-1)
        total = panels.sum(axis=-1)
        if self.edges is None:
            return total
        return total + _beyond(panels[:, 1], panels[:, 0]) + _beyond(panels[:, -2], panels[:, -1])


@lru_cache(maxsize=8)
def sheet(p: Line, q: Line, offsets: tuple[float, ...] = (0.0,)) -> Sheet | None:
    """p beside q moved by each of the offsets; None where one has atoms and the other a density."""
    moved = np.array(offsets)
    p_atoms, q_atoms = atoms(p), atoms(q)
    if p_atoms and q_atoms:
        return _of_atoms(p_atoms, q_atoms, moved)
    if p_atoms or q_atoms:
        return None
    here, there = cuts(p), cuts(q)
    edges = np.concatenate([np.tile(here, (len(moved), 1)), there + moved[:, None]], axis=1)
    edges.sort(axis=1)
    middle = (edges[:, :1] + edges[:, -1:]) / 2
    low, high = edges[:, :1] - middle, edges[:, -1:] - middle
    outer = [middle + 4 * low, middle + 2 * low, edges, middle + 2 * high, middle + 4 * high]
    return _on(p, q, np.concatenate(outer, axis=1), moved)


@lru_cache(maxsize=8)
def crossed(p: Line, q: Line, offsets: tuple[float, ...] = (0.0,)) -> Sheet | None:
    """Like `sheet`, with further cuts wherever the two densities cross."""
    first = sheet(p, q, offsets)
    if first is None or first.edges is None:
        return first
    moved = np.array(offsets)
    gap = first.p - first.q
    alive = np.abs(gap).max(axis=-1) > 1e-12 * (first.p + first.q).max(axis=-1)
    alive[:, [0, 1, -2, -1]] = False
    change = np.diff(gap > 0, axis=-1) & alive[..., None] & (first.weights[..., 1:] > 0)
    rows, panels, nodes = np.nonzero(change)
    low, high = first.x[rows, panels, nodes], first.x[rows, panels, nodes + 1]
    rising = gap[rows, panels, nodes] <= 0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        left = (log_density(p, middle) > log_density(q, middle - moved[rows])) != rising
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    edges = first.edges
    more = np.repeat(edges[:, -3:-2], np.bincount(rows, minlength=len(moved)).max(initial=0), axis=1)
    more[rows, np.arange(len(rows)) - np.searchsorted(rows, rows)] = high
    return _on(p, q, np.sort(np.concatenate([edges, more], axis=1), axis=1), moved)


def _on(p: Line, q: Line, edges: Array, moved: Array) -> Sheet:
    half, middle = np.diff(edges, axis=1)[..., None] / 2, (edges[:, :-1] + edges[:, 1:])[..., None] / 2
    x = middle + half * (_NODES * (1 - _NUDGE))
    # Rounding would put the nodes of a sliver on the wrong side of a jump.
    weights = np.where(half > _SLIVER * np.maximum(1, np.abs(middle)), half * _WEIGHTS, 0.0)
    return Sheet(x, weights, log_density(p, x), log_density(q, x - moved[:, None, None]), edges)


def _of_atoms(p: tuple[Array, Array], q: tuple[Array, Array], moved: Array) -> Sheet:
    places = q[0] + moved[:, None]
    spot = np.minimum(np.searchsorted(p[0], places), len(p[0]) - 1)
    shared = p[0][spot] == places
    q_there = np.zeros((len(moved), len(p[0])))
    rows, columns = np.nonzero(shared)
    q_there[rows, spot[rows, columns]] = q[1][columns]
    x = np.concatenate([np.tile(p[0], (len(moved), 1)), places], axis=1)
    weights = np.concatenate([np.ones_like(q_there), ~shared], axis=1)
    p_mass = np.concatenate([np.tile(p[1], (len(moved), 1)), np.zeros(places.shape)], axis=1)
    q_mass = np.concatenate([q_there, np.tile(q[1], (len(moved), 1))], axis=1)
    with np.errstate(divide="ignore"):
        log_p, log_q = np.log(p_mass), np.log(q_mass)
    return Sheet(*(array[..., None] for array in (x, weights, log_p, log_q)))


def _beyond(inner: Array, outer: Array) -> Array:
    """What lies past the outermost of two panels, each twice as far out as the last: a geometric
    series, and infinite where that does not fall."""
    outer = np.where(np.isfinite(outer), outer, 0.0)
    ratio = np.divide(outer, inner, out=np.zeros_like(outer), where=inner != 0)
    falling = np.where(ratio < STEADY, np.maximum(ratio, 0.0), 0.0)
    return np.where((ratio >= STEADY) & (inner > 0), np.inf, outer * falling / (1 - falling))
