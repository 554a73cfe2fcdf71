"""What quadrature needs to know of a law on the line: logarithms of densities, and where to cut.

Logarithms, because a KL divergence weighs places where a density is far below the smallest float.
A law not named here is cut at its quantiles and its density is taken as it is.
"""

from __future__ import annotations

from functools import lru_cache, singledispatch

import numpy as np
from scipy.special import gammaln

from playground.distributions import Line
from playground.distributions.drawn import Drawn
from playground.distributions.line_families import Exponential, Laplace, StudentT, Uniform
from playground.distributions.line_mixtures import LineMixture
from playground.distributions.points import LinePoints
from playground.knobs import SettingError
from playground.laboratory.shifts import Shifted

Array = np.ndarray
_TAIL = 4.0 ** -np.arange(3, 24)
LEVELS = np.unique(np.concatenate([_TAIL, np.linspace(1, 63, 32) / 64, 1 - _TAIL]))
"""Levels of quantiles: even in the middle, geometric towards 0 and 1, as far as 1 - u keeps digits."""
_BELL = np.linspace(-8, 8, 31)
_FALL = np.concatenate([np.arange(8) / 2, np.arange(4, 37, 1.5)])
_GRADES = 4.0 ** -np.arange(1, 9)
MOST_ATOMS = 2000


@singledispatch
def log_density(line: Line, x: Array) -> Array:
    """log p(x), same shape as x (any); -inf where the density is zero."""
    with np.errstate(divide="ignore"):
        return np.log(line.density(x.reshape(-1, 1)).reshape(x.shape))


@log_density.register
def _(line: Shifted, x: Array) -> Array:
    return log_density(line.line, x - line.by)


@log_density.register
def _(line: LineMixture, x: Array) -> Array:
    mixed = line.components()
    heights = np.log(mixed.weights / (mixed.widths[:, 0] * np.sqrt(2 * np.pi)))
    total = None
    for height, centre, width in zip(heights, mixed.centres[:, 0], mixed.widths[:, 0], strict=True):
        bell = height - ((x - centre) / width) ** 2 / 2
        total = bell if total is None else np.logaddexp(total, bell)
    return total


@log_density.register
def _(line: Exponential, x: Array) -> Array:
    return np.where(x < 0, -np.inf, np.log(line.rate) - line.rate * x)


@log_density.register
def _(line: Laplace, x: Array) -> Array:
    return -np.abs(x - line.centre) / line.scale - np.log(2 * line.scale)


@log_density.register
def _(line: StudentT, x: Array) -> Array:
    z, nu = (x - line.location) / line.scale, line.nu
    peak = gammaln((nu + 1) / 2) - gammaln(nu / 2) - np.log(nu * np.pi) / 2 - np.log(line.scale)
    return peak - (nu + 1) / 2 * np.log1p(z * z / nu)


@singledispatch
def cuts(line: Line) -> Array:
    """Places (k,) between which the density is smooth and changes little; not in order."""
    return quantiles(line)


@cuts.register
def _(line: Shifted) -> Array:
    return cuts(line.line) + line.by


@cuts.register
def _(line: LineMixture) -> Array:
    mixed = line.components()
    return (mixed.centres + mixed.widths * _BELL).ravel()


@cuts.register
def _(line: Uniform) -> Array:
    return np.array([line.low, line.high])


@cuts.register
def _(line: Exponential) -> Array:
    return _FALL / line.rate


@cuts.register
def _(line: Laplace) -> Array:
    return line.centre + line.scale * np.concatenate([-_FALL[1:], _FALL])


@cuts.register
def _(line: Drawn) -> Array:
    # Where the drawing touches zero log p has a pole: cuts close in on it.
    nodes = np.linspace(line.low, line.high, len(line.heights))
    zeros, step = nodes[np.array(line.heights) == 0][:, None], nodes[1] - nodes[0]
    near = np.concatenate([nodes, (zeros + step * _GRADES).ravel(), (zeros - step * _GRADES).ravel()])
    return near[(near >= line.low) & (near <= line.high)]


@singledispatch
def levels(line: Line) -> Array:  # noqa: ARG001
    """Levels (k,) between which the quantile function is smooth."""
    return LEVELS


@levels.register
def _(line: Shifted) -> Array:
    return levels(line.line)


@levels.register
def _(line: LineMixture) -> Array:
    mixed = line.components()
    return _closing_in_on(np.cumsum(mixed.weights[np.argsort(mixed.centres[:, 0])])[:-1])


@levels.register
def _(line: Drawn) -> Array:
    nodes = np.linspace(line.low, line.high, len(line.heights))
    at_nodes, empty = line.cdf(nodes), np.array(line.heights) == 0
    return np.concatenate([_closing_in_on(at_nodes[empty]), _within(at_nodes)])


@levels.register
def _(line: LinePoints) -> Array:
    atoms(line)  # refuses too many
    return np.concatenate([LEVELS[[0, -1]], np.arange(1, len(line.points)) / len(line.points)])


def _closing_in_on(steps: Array) -> Array:
    """`LEVELS`, and more around those (k,) where the quantile function climbs all at once, as it does
    between bells that stand apart."""
    graded = [(steps[:, None] + grade).ravel() for grade in (0, _GRADES[2:], -_GRADES[2:])]
    return np.concatenate([LEVELS, _within(np.concatenate(graded))])


def _within(u: Array) -> Array:
    return u[(u > LEVELS[0]) & (u < LEVELS[-1])]


@singledispatch
def atoms(line: Line) -> tuple[Array, Array] | None:  # noqa: ARG001
    """Places (k,) in order and their masses (k,), for a law of atoms; None for one with a density."""
    return None


@atoms.register
def _(line: Shifted) -> tuple[Array, Array] | None:
    held = atoms(line.line)
    return held and (held[0] + line.by, held[1])


@atoms.register
def _(line: LinePoints) -> tuple[Array, Array]:
    if len(line.points) > MOST_ATOMS:
        raise SettingError(
            f"The laboratory compares at most {MOST_ATOMS:,} points; {len(line.points):,} are more."
        )
    places, counts = np.unique(line.points[:, 0].astype(np.float64), return_counts=True)
    return places, counts / counts.sum()


@lru_cache(maxsize=32)
def quantiles(line: Line) -> Array:
    """The quantiles at `LEVELS`, kept while a slider moves something else."""
    return np.asarray(line.quantile(LEVELS), dtype=float)
