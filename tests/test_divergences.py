"""Divergences against closed forms, independent quadrature, brute force and their own axioms."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtr
from scipy.stats import norm, wasserstein_distance

from playground.divergences import (
    directions,
    jsd,
    kantorovich_potential,
    kl,
    sliced_w1,
    total_variation,
    w1_from_cdfs,
    w1_of_samples,
)

few = settings(deadline=None, derandomize=True, max_examples=40)
EDGES = np.linspace(-15, 15, 3001)
PAIRS = [((0, 1), (0.7, 1)), ((0, 1), (0, 2)), ((-1, 0.5), (1.5, 0.8)), ((1, 0.3), (1, 0.3))]


def masses(mean, width):
    """Masses of a Gaussian; upper tails are mirrored to keep their digits."""
    z = (EDGES - mean) / width
    low, high = np.where(z[1:] > 0, -z[1:], z[:-1]), np.where(z[1:] > 0, -z[:-1], z[1:])
    return ndtr(high) - ndtr(low)


def gaussian_kl(p, q):
    (m, s), (n, t) = p, q
    return math.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5


@st.composite
def mass_vectors(draw, count):
    """Mass vectors of one length, with zeros among them."""
    length = draw(st.integers(1, 6))
    weights = st.lists(st.sampled_from([0.0, 0.0, 1e-9, 0.1, 1.0, 3.0]), min_size=length, max_size=length)
    vectors = [np.array(draw(weights.filter(any))) for _ in range(count)]
    return [vector / vector.sum() for vector in vectors]


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_gaussians_in_closed_form(p, q):
    assert kl(masses(*p), masses(*q)) == pytest.approx(gaussian_kl(p, q), abs=1e-3)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_jsd_by_independent_quadrature(p, q):
    f, g = norm(*p), norm(*q)

    def integrand(x):
        a, b = f.pdf(x), g.pdf(x)
        terms = [d * math.log(2 * d / (a + b)) if d > 0 else 0.0 for d in (a, b)]
        return sum(terms) / 2

    expected = quad(integrand, -15, 15, points=[-1, 0, 1, 2], limit=400, epsabs=1e-9)[0]
    assert jsd(masses(*p), masses(*q)) == pytest.approx(expected, abs=1e-4)


def test_total_variation_of_shifted_gaussians():
    assert total_variation(masses(0, 1), masses(0.7, 1)) == pytest.approx(2 * ndtr(0.35) - 1, abs=1e-5)


@pytest.mark.parametrize(
    ("p", "q", "expected"),
    [
        # Equal widths: the shift. Equal means: E|X| times the difference of widths.
        ((0, 1), (0.7, 1), 0.7),
        ((0, 1), (0, 2), math.sqrt(2 / math.pi)),
    ],
)
def test_w1_of_gaussians(p, q, expected):
    f, g = (ndtr((EDGES - mean) / width) for mean, width in (p, q))
    assert w1_from_cdfs(f, g, EDGES) == pytest.approx(expected, abs=1e-5)


def test_zeros_have_their_exact_meaning():
    p, q = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5])
    assert kl(p, q) == pytest.approx(math.log(2))
    assert kl(q, p) == math.inf
    assert jsd(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == math.log(2)
    assert total_variation(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1


def test_the_smallest_floats_make_nothing_infinite():
    tiny = 5e-324
    p, q = np.array([1.0, tiny]), np.array([tiny, 1.0])
    assert kl(p, q) == pytest.approx(-math.log(tiny))
    assert jsd(p, q) == pytest.approx(math.log(2))
    assert jsd(np.array([1.0, tiny]), np.array([1.0, 0.0])) == 0


@few
@given(mass_vectors(3))
def test_jsd_is_the_square_of_a_metric(vectors):
    p, q, r = vectors
    assert jsd(p, q) == jsd(q, p)
    assert jsd(p, p) == 0
    assert 0 <= jsd(p, q) <= math.log(2)
    assert math.sqrt(jsd(p, r)) <= math.sqrt(jsd(p, q)) + math.sqrt(jsd(q, r)) + 1e-7


@few
@given(mass_vectors(2))
def test_pinsker_and_positivity(vectors):
    p, q = vectors
    assert kl(p, q) >= 2 * total_variation(p, q) ** 2 - 1e-12
    assert jsd(p, q) <= total_variation(p, q) * math.log(2) + 1e-12


def test_w1_is_exact_where_cdfs_cross_within_a_cell():
    # F - G runs from 0.5 to -0.5 over a cell of width 2: two triangles of area 1/4 each.
    edges = np.array([0.0, 1.0, 3.0, 4.0])
    f, g = np.array([0.0, 0.5, 0.5, 1.0]), np.array([0.0, 0.0, 1.0, 1.0])
    fine = np.linspace(0, 4, 400_001)
    gap = np.abs(np.interp(fine, edges, f - g))
    assert w1_from_cdfs(f, g, edges) == pytest.approx(np.trapezoid(gap, fine), abs=1e-9)
    assert w1_from_cdfs(f, g, edges) == pytest.approx(1.0)


@few
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_potential_attains_the_distance(seed, cells):
    rng = np.random.default_rng(seed)
    edges = np.cumsum(rng.uniform(0.1, 2, cells + 1))
    p, q = rng.dirichlet(np.ones(cells), 2)
    f, g = (np.concatenate([[0.0], np.cumsum(mass)]) for mass in (p, q))
    potential = kantorovich_potential(f, g, edges)
    assert (np.abs(np.diff(potential)) <= np.diff(edges) + 1e-12).all()
    # Dual value, on a fine grid: the critic's slope flips inside cells.
    fine = np.linspace(edges[0], edges[-1], 20_001)
    f, g = np.interp(fine, edges, f), np.interp(fine, edges, g)
    critic = kantorovich_potential(f, g, fine)
    assert np.allclose(np.interp(edges, fine, critic), potential, atol=5e-3)
    middle = (critic[1:] + critic[:-1]) / 2
    assert middle @ np.diff(f) - middle @ np.diff(g) == pytest.approx(w1_from_cdfs(f, g, fine), abs=5e-3)


def test_sorted_w1_agrees_with_scipy():
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((2, 300, 1)) * [[[1.0]], [[2.5]]]
    assert w1_of_samples(x, y) == pytest.approx(wasserstein_distance(x[:, 0], y[:, 0]))


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_assignment_w1_agrees_with_all_permutations(dimension):
    x, y = np.random.default_rng(dimension).standard_normal((2, 6, dimension))
    cost = np.linalg.norm(x[:, None] - y[None], axis=2)
    best = min(cost[range(6), order].mean() for order in itertools.permutations(range(6)))
    assert w1_of_samples(x, y) == pytest.approx(best)


def test_transport_axioms():
    x, y = np.random.default_rng(1).normal([[[0, 0]], [[1, 2]]], 1, (2, 200, 2))
    order = np.random.default_rng(2).permutation(200)
    for distance in (w1_of_samples, sliced_w1):
        assert distance(x, x[order]) == 0
        assert distance(x, y) == pytest.approx(distance(y, x))
        assert distance(3 * x, 3 * y) == pytest.approx(3 * distance(x, y))
    assert w1_of_samples(x, np.add(x, [3, 4])) == pytest.approx(5)
    assert sliced_w1(x, y) <= w1_of_samples(x, y)


def test_sliced_w1_of_a_shift():
    x = np.random.default_rng(3).standard_normal((500, 2))
    for shift in ([3.0, 4.0], [0.0, -5.0]):
        assert sliced_w1(x, x + shift) == pytest.approx(2 * 5 / math.pi, rel=1e-3)
    line = x[:, :1]
    assert sliced_w1(line, 2 * line + 1) == pytest.approx(w1_of_samples(line, 2 * line + 1))


@pytest.mark.parametrize("dimension", [1, 2, 3, 16])
def test_directions_are_fixed_unit_vectors(dimension):
    assert np.allclose(np.linalg.norm(directions(dimension), axis=1), 1)
    # Isotropic: the mean outer product is the identity over d.
    moment = directions(dimension).T @ directions(dimension) / len(directions(dimension))
    assert np.allclose(moment, np.eye(dimension) / dimension, atol=0.1)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_bad_samples_give_nan(bad):
    x = np.zeros((5, 2))
    y = x.copy()
    y[3, 1] = bad
    assert math.isnan(w1_of_samples(x, y))
    assert math.isnan(sliced_w1(y, x))
    assert math.isnan(jsd(np.array([0.5, 0.5]), np.array([math.nan, 0.5])))


def test_enormous_samples_raise_nothing():
    x = np.zeros((4, 2))
    assert w1_of_samples(x, x + 1e200) == math.inf
    assert sliced_w1(x, x + 1e200) > 1e199


def test_samples_of_different_size_are_refused():
    with pytest.raises(ValueError, match="one shape"):
        w1_of_samples(np.zeros((3, 2)), np.zeros((4, 2)))
