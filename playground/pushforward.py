"""The generator's exact distribution on the line: a latent grid pushed forward through G.

Between neighbouring latent edges G is taken as linear, so that the mass of each latent interval
spreads evenly over the values between its two ends. For that piecewise-linear map everything here
is exact. All sums run over non-negative terms: tails keep their relative accuracy.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from playground.distributions import Line
    from playground.metrics.base import Evaluation
    from playground.priors import Prior

Array = np.ndarray
CELLS = 512
LATENT_CELLS = 4096
FINE = 128
"""Cells with more than 1 / FINE of the data or of the generator are cut up, into pieces below that."""
SAMPLE_SIZE = 20_000
TAIL = 1e-9
FADED = 1e-100
SMALLEST = np.nextafter(0.0, 1.0)
HUGE = 1e140
"""Values beyond are drawn in to this: differences, areas and squares stay finite."""


@dataclasses.dataclass(frozen=True, eq=False)
class LineState:
    """Data and generator side by side on m cells (edges[j], edges[j + 1]] of the line.

    `edges` (m + 1,) in units of x: even over the distribution's window, wider and wider outside,
    and closer in and around cells that hold much of either side, such as narrow peaks.
    `data_mass`, `fake_mass` (m,): probability of each cell; the outermost cells also hold all that
    lies beyond. `data_cdf`, `fake_cdf` (m + 1,): F at the edges, from 0 to 1. `exact` tells
    whether the generator's side is the exact push-forward or stems from a sample.
    """

    edges: Array
    data_mass: Array
    fake_mass: Array
    data_cdf: Array
    fake_cdf: Array
    exact: bool = True

    @property
    def widths(self) -> Array:
        """Widths of the cells (m,)."""
        return np.diff(self.edges)

    @property
    def centres(self) -> Array:
        """Midpoints of the cells (m,)."""
        return self.edges[:-1] / 2 + self.edges[1:] / 2

    @property
    def p(self) -> Array:
        """Mean density of the data in each cell (m,), per unit of x."""
        return self.data_mass / self.widths

    @property
    def q(self) -> Array:
        """Mean density of the generator in each cell (m,), per unit of x."""
        return self.fake_mass / self.widths

    @property
    def finite(self) -> bool:
        """False when G put out something that is no number: its masses are nan then."""
        return bool(np.isfinite(self.fake_mass).all())


def pushforward_mass(values: Array, masses: Array, x_edges: Array) -> Array:
    """Mass that G brings to each cell between x_edges (k,): shape (k + 1,), non-negative.

    `values` (m + 1,) is G at the latent edges, `masses` (m,) the prior's mass of each interval.
    The first entry is the mass at or below x_edges[0], entry j that of (x_edges[j - 1],
    x_edges[j]], the last that above x_edges[-1]. An interval on which G is constant brings a point
    mass. All nan if any value is not finite.
    """
    if not np.isfinite(values).all():
        return np.full(len(x_edges) + 1, np.nan)
    values = np.clip(values, -HUGE, HUGE)
    low, high = np.minimum(values[:-1], values[1:]), np.maximum(values[:-1], values[1:])
    first, last = np.searchsorted(x_edges, low), np.searchsorted(x_edges, high)

    inside = first == last
    total = np.bincount(first[inside], masses[inside], minlength=len(x_edges) + 1)
    if inside.all():
        return total

    # Each remaining interval once per cell that it meets.
    low, high, mass = low[~inside], high[~inside], masses[~inside]
    first, counts = first[~inside], (last - first)[~inside] + 1
    owner = np.repeat(np.arange(len(counts)), counts)
    cell = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts - first, counts)
    bounds = np.concatenate([[-np.inf], x_edges, [np.inf]])
    covered = np.minimum(bounds[cell + 1], high[owner]) - np.maximum(bounds[cell], low[owner])
    share = covered / (high - low)[owner]
    return total + np.bincount(cell, mass[owner] * share, minlength=len(x_edges) + 1)


def pushforward_cdf(values: Array, masses: Array, x_edges: Array) -> Array:
    """F_g at x_edges (k,), right-continuous; arguments as in `pushforward_mass`."""
    return np.minimum(np.cumsum(pushforward_mass(values, masses, x_edges)[:-1]), 1.0)


def line_state(
    distribution: Line,
    prior: Prior,
    generate: Callable[[Array], Array],
    cells: int = CELLS,
    latent_cells: int = LATENT_CELLS,
) -> LineState:
    """The exact state of a generator of one latent coordinate.

    `generate` maps z (n, 1) to x (n, 1). `cells` divide the distribution's window, `latent_cells`
    the prior.
    """
    return _beside_data(
        distribution, _Side.of(*_grid_values(prior, generate, latent_cells), exact=True), cells
    )


def line_state_of_sample(distribution: Line, fake: Array, cells: int = CELLS) -> LineState:
    """The state by a sample fake (n, 1) alone: its empirical CDF, linear between sorted values."""
    return _beside_data(distribution, _Side.of(*_sample_values(fake), exact=False), cells)


def line_state_of(evaluation: Evaluation) -> LineState:
    """The line state of an evaluation: exact for a known density and for one latent coordinate, else by
    20,000 fakes.

    Read it as `evaluation.line`, which computes it once.
    """
    return _beside_data(evaluation.distribution, _side_of(evaluation, LATENT_CELLS), CELLS)


def line_state_on(evaluation: Evaluation, edges: Array) -> LineState:
    """A line state with the cells one wants, for pictures: `edges` (k + 1,), the outermost cells
    again holding all that lies beyond."""
    side = _side_of(evaluation, CELLS)
    data_mass, data_cdf = _data_on_asked(evaluation.distribution, tuple(edges))
    fake_mass = side.mass_between(edges[1:-1])
    fake_cdf = np.concatenate([[0.0], np.minimum(np.cumsum(fake_mass), 1.0)])
    return LineState(edges, data_mass, fake_mass, data_cdf, fake_cdf, side.exact)


@dataclasses.dataclass(frozen=True)
class _Side:
    """The generator's side: the ends of its values, and the mass that it brings between given edges, as
    `pushforward_mass` tells it."""

    low: float
    high: float
    mass_between: Callable[[Array], Array]
    exact: bool

    @classmethod
    def of(cls, values: Array, masses: Array, exact: bool) -> _Side:
        """A grid or a sample pushed forward."""
        mass = functools.partial(pushforward_mass, values, masses)
        return cls(float(values.min()), float(values.max()), mass, exact)

    @property
    def finite(self) -> bool:
        return math.isfinite(self.low) and math.isfinite(self.high)


def _side_of(evaluation: Evaluation, latent_cells: int) -> _Side:
    if evaluation.density is not None:
        return _Side(*evaluation.density.ends(), evaluation.density.mass_between, exact=True)
    if evaluation.exact:
        values = _grid_values(evaluation.prior, evaluation.players.generate, latent_cells)
        return _Side.of(*values, exact=True)
    return _Side.of(*_sample_values(evaluation.fake(SAMPLE_SIZE)), exact=False)


def _grid_values(prior: Prior, generate: Callable[[Array], Array], cells: int) -> tuple[Array, Array]:
    """G at the edges of a latent grid (m + 1,), and the prior's mass of each interval (m,)."""
    z, masses = prior.grid(cells)
    return np.asarray(generate(z[:, None]), dtype=float)[:, 0], masses


def _sample_values(fake: Array) -> tuple[Array, Array]:
    """Sorted values (n,) of a sample, and the equal masses (n - 1,) between them."""
    values = np.sort(np.asarray(fake, dtype=float)[:, 0])
    return values, np.full(len(values) - 1, 1 / (len(values) - 1))


def blurred(state: LineState, deviation: float) -> LineState:
    """The state after N(0, deviation^2) is added to real and fake x alike (instance noise,
    Sonderby et al., 2017); exact for densities that are even within each cell."""
    if deviation == 0 or not state.finite:
        return state
    distance = np.abs(state.edges[:, None] - state.edges[None, :]) / deviation
    near = distance < 9  # beyond, less than rounding is left to add
    t = distance[near]
    # The CDF of a blurred step in density exceeds that of the sharp one by deviation * excess.
    excess = np.zeros_like(distance)
    excess[near] = np.exp(-t * t / 2) / np.sqrt(2 * np.pi) - t * ndtr(-t)

    def blur(cdf: Array, density: Array) -> tuple[Array, Array]:
        steps = np.diff(density, prepend=0.0, append=0.0)
        smooth = cdf + deviation * (excess @ steps)
        smooth[0], smooth[-1] = 0.0, 1.0
        smooth = np.maximum.accumulate(np.clip(smooth, 0.0, 1.0))
        return np.diff(smooth), smooth

    data_mass, data_cdf = blur(state.data_cdf, state.p)
    fake_mass, fake_cdf = blur(state.fake_cdf, state.q)
    return LineState(state.edges, data_mass, fake_mass, data_cdf, fake_cdf, state.exact)


def _beside_data(distribution: Line, side: _Side, cells: int) -> LineState:
    rungs = _rungs(distribution, cells, side) if side.finite else (0, 0)
    edges, data_mass, data_cdf = _data_side(distribution, cells, *rungs)
    fake_mass = side.mass_between(edges[1:-1])
    if side.finite and fake_mass.max() > 1 / FINE and _smooth(distribution):
        edges = _cut(edges, fake_mass)
        data_mass, data_cdf = _data_on(distribution, edges)
        fake_mass = side.mass_between(edges[1:-1])
    fake_cdf = np.concatenate([[0.0], np.minimum(np.cumsum(fake_mass), 1.0)])
    fake_cdf[-1] = 1.0
    return LineState(edges, data_mass, fake_mass, data_cdf, fake_cdf, side.exact)


def _smooth(distribution: Line) -> bool:
    """Whether the data has a density. Closer cells would only tell atoms from a generator better."""
    return distribution.density(np.zeros((1, 1))) is not None


def _cut(edges: Array, mass: Array) -> Array:
    """Edges that cut each cell evenly into as many pieces as its mass asks for, or a neighbour's."""
    asked = np.pad(np.maximum(np.ceil(FINE * mass), 1).astype(int), 1, mode="edge")
    pieces = np.maximum(np.maximum(asked[:-2], asked[2:]), asked[1:-1])
    before = np.cumsum(pieces) - pieces
    step = np.arange(pieces.sum()) - np.repeat(before, pieces)
    return np.append(
        np.repeat(edges[:-1], pieces) + step * np.repeat(np.diff(edges) / pieces, pieces), edges[-1]
    )


def _ladder() -> Array:
    """Distances of the outer edges from the window, in cells: growing by a twentieth each, and, for
    runs that blow up, in leaps once they are 10^14 cells away."""
    steady = np.cumsum(1.05 ** np.arange(1, 600))
    return np.concatenate([steady, steady[-1] * 1e3 ** np.arange(1, 45)])


_LADDER = _ladder()


def _rungs(distribution: Line, cells: int, side: _Side) -> tuple[int, int]:
    """How many outer edges it takes on either side to reach every value of G."""
    low, high, step = _window(distribution, cells)
    past = np.clip([low - side.low, side.high - high], 0.0, HUGE) / step
    below, above = np.searchsorted(_LADDER, past)
    return int(below), int(above)


def _window(distribution: Line, cells: int) -> tuple[float, float, float]:
    ((low, high),) = distribution.window()
    return low, high, (high - low) / cells


@functools.lru_cache(maxsize=64)
def _data_side(distribution: Line, cells: int, below: int, above: int) -> tuple[Array, Array, Array]:
    """Edges, masses and CDF of the data; the edges go at least as far as its extreme quantiles."""
    low, high, step = _window(distribution, cells)
    ends = np.asarray(distribution.quantile(np.array([TAIL, 1 - TAIL])), dtype=float)
    needed = np.searchsorted(_LADDER, np.maximum([low - ends[0], ends[1] - high], 0.0) / step)
    below, above = max(below, int(needed[0])) + 1, max(above, int(needed[1])) + 1
    edges = np.concatenate(
        [
            low - step * _LADDER[:below][::-1],
            np.linspace(low, high, cells + 1),
            high + step * _LADDER[:above],
        ]
    )
    mass, cdf = _data_on(distribution, edges)
    if mass.max() > 1 / FINE and _smooth(distribution):
        edges = _cut(edges, mass)
        mass, cdf = _data_on(distribution, edges)
    for array in (edges, mass, cdf):
        array.flags.writeable = False  # shared by all states of this distribution
    return edges, mass, cdf


@functools.lru_cache(maxsize=16)
def _data_on_asked(distribution: Line, edges: tuple[float, ...]) -> tuple[Array, Array]:
    return _data_on(distribution, np.array(edges))


def _data_on(distribution: Line, edges: Array) -> tuple[Array, Array]:
    """Masses and CDF of the data for given edges."""
    cdf = np.asarray(distribution.cdf(edges), dtype=float)
    cdf[0], cdf[-1] = 0.0, 1.0
    return _refined(distribution, edges, np.maximum(np.diff(cdf), 0.0)), cdf


def _refined(distribution: Line, edges: Array, mass: Array) -> Array:
    """Replaces tiny masses, which lose their digits as differences of a CDF near 1, by Gauss-Legendre
    quadrature of the density: whether p is zero decides whether a KL divergence is infinite."""
    tiny = np.flatnonzero(mass < TAIL)
    nodes, weights = np.polynomial.legendre.leggauss(5)
    half, middle = np.diff(edges)[tiny] / 2, edges[tiny] / 2 + edges[tiny + 1] / 2
    x = middle[:, None] + half[:, None] * nodes
    density = distribution.density(x.reshape(-1, 1))
    if density is None:
        return mass
    refined = mass.copy()
    refined[tiny] = half * (density.reshape(x.shape) @ weights)
    return _tapered(refined)


def _tapered(mass: Array) -> Array:
    """Gives the smallest positive float to cells whose mass is positive but underflows to zero.

    A density that underflows has sunk below 1e-100 before, since cells grow in moderate steps; one
    that ends at an edge of its support has not, and its zeros are kept.
    """
    held = np.flatnonzero(mass)
    empty = np.flatnonzero(mass == 0)
    after = np.searchsorted(held, empty)
    beside = np.append(held, held[-1])[after], held[np.maximum(after - 1, 0)]
    mass[empty[np.minimum(*mass[np.array(beside)]) < FADED]] = SMALLEST
    return mass
