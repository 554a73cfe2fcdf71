"""The push-forward against analytic laws, a plain reference and hostile generators."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import norm

from playground.distributions import Distribution
from playground.divergences import jsd, kl, w1_from_cdfs
from playground.priors import Prior
from playground.pushforward import (
    blurred,
    line_state,
    line_state_of_sample,
    line_state_on,
    pushforward_cdf,
    pushforward_mass,
)
from tests.runs import small

few = settings(deadline=None, derandomize=True, max_examples=60)
X = np.linspace(-4, 4, 601)
GAUSSIAN, UNIFORM = Prior.entries["gaussian"](), Prior.entries["uniform"]()


def entry(key, **fields):
    return Distribution.entries[key](**fields)


def cdf_through(g, prior=GAUSSIAN):
    z, masses = prior.grid(2048)
    return pushforward_cdf(g(z), masses, X)


class LongTails:
    """A Gaussian prior cut finely out to 36 standard deviations, tails to full precision."""

    def grid(self, m):
        z = np.linspace(-36, 36, m + 1)
        low, high = np.where(z[1:] > 0, -z[1:], z[:-1]), np.where(z[1:] > 0, -z[:-1], z[1:])
        return z, ndtr(high) - ndtr(low)


class TwoBells:
    """A prior that is itself two Gaussians, with an empty interval between them."""

    def __init__(self, centres, width):
        self.centres, self.width = centres, width

    def grid(self, m):
        z, masses = LongTails().grid(m)
        edges = np.concatenate([centre + self.width * z for centre in self.centres])
        return edges, np.concatenate([masses / 2, [0.0], masses / 2])


def reference_cdf(values, masses, x):
    """The definition, one interval at a time."""
    total = np.zeros(len(x))
    for a, b, mass in zip(values[:-1], values[1:], masses, strict=True):
        low, high = min(a, b), max(a, b)
        total += mass * (x >= low if low == high else np.clip((x - low) / (high - low), 0, 1))
    return total


@pytest.mark.parametrize(("shift", "scale"), [(0, 1), (1.5, 0.3), (-1, -2), (0.2, 1e-3)])
def test_affine_maps_give_gaussians(shift, scale):
    found = cdf_through(lambda z: shift + scale * z)
    assert np.allclose(found, ndtr((X - shift) / abs(scale)), atol=1e-4)


@pytest.mark.parametrize(
    ("g", "expected"),
    [
        (np.abs, 2 * ndtr(np.maximum(X, 0)) - 1),
        (np.square, 2 * ndtr(np.sqrt(np.maximum(X, 0))) - 1),
        (np.exp, ndtr(np.log(np.maximum(X, 1e-300)))),
    ],
)
def test_bent_maps_give_their_analytic_laws(g, expected):
    assert np.allclose(cdf_through(g), expected, atol=2e-4)


def test_sine_of_a_uniform_latent_gives_the_arcsine_law():
    found = cdf_through(lambda z: np.sin(np.pi * z), UNIFORM)
    assert np.allclose(found, 0.5 + np.arcsin(np.clip(X, -1, 1)) / math.pi, atol=1e-3)


def test_a_constant_generator_is_one_step():
    z, masses = GAUSSIAN.grid(64)
    x = np.array([-1.0, 0.5, 0.7, np.nextafter(0.7, 1), 2.0])
    assert pushforward_cdf(np.full_like(z, 0.7), masses, x) == pytest.approx([0, 0, 1, 1, 1])
    assert pushforward_mass(np.full_like(z, 0.7), masses, x) == pytest.approx([0, 0, 1, 0, 0, 0])


@few
@given(st.integers(0, 10_000), st.sampled_from([0.01, 0.3, 1.0, 30.0]))
def test_any_map_agrees_with_the_definition(seed, scale):
    rng = np.random.default_rng(seed)
    values = scale * rng.standard_normal(rng.integers(2, 40))
    # Ties, flat stretches and values on edges; runs closer together than the edges.
    values = np.where(rng.random(len(values)) < 0.5, np.round(values, 1), values)
    masses = rng.dirichlet(np.ones(len(values) - 1))
    x = np.unique(np.round(rng.uniform(-2, 2, rng.integers(1, 30)), 1))
    found = pushforward_mass(values, masses, x)
    assert np.allclose(pushforward_cdf(values, masses, x), reference_cdf(values, masses, x), atol=1e-12)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


@pytest.mark.parametrize(
    "values",
    [
        np.linspace(-1e-300, 1e-300, 101),
        np.linspace(-1e300, 1e300, 101),
        np.where(np.arange(101) % 2, 1e12, 1e-12),
        1 + np.arange(101) * np.finfo(float).eps,
    ],
)
def test_hostile_values_leave_a_probability(values):
    found = pushforward_mass(values, np.full(100, 0.01), np.linspace(-2, 2, 41))
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1)


def test_tails_keep_their_relative_accuracy():
    z, masses = LongTails().grid(7200)
    cells = pushforward_mass(z, masses, np.array([-30.0, -20.0, 20.0, 30.0]))
    expected = [ndtr(-30), ndtr(-20), 1, ndtr(-20), ndtr(-30)]
    assert cells == pytest.approx(expected, rel=1e-9)


def test_it_keeps_up_with_the_picture():
    z, masses = GAUSSIAN.grid(2048)
    values, x = np.tanh(3 * z) + 0.2 * np.sin(5 * z), np.linspace(-2, 2, 600)
    took = []
    for _ in range(20):
        start = time.perf_counter()
        pushforward_cdf(values, masses, x)
        took.append(time.perf_counter() - start)
    assert min(took) < 2e-3  # about 0.1 ms when nothing else runs


@pytest.mark.parametrize("key", sorted(k for k, v in Distribution.entries.items() if v.shape == (1,)))
def test_every_line_distribution_yields_a_sound_state(key):
    state = line_state(entry(key), GAUSSIAN, lambda z: 0.3 + 2 * z)
    assert (np.diff(state.edges) > 0).all()
    for mass, cdf in ((state.data_mass, state.data_cdf), (state.fake_mass, state.fake_cdf)):
        assert (mass >= 0).all()
        assert mass.sum() == pytest.approx(1, abs=1e-8)
        assert cdf[0] == 0
        assert cdf[-1] == 1
        assert np.allclose(np.cumsum(mass), cdf[1:], atol=1e-8)
    assert state.exact
    assert state.finite
    assert state.p @ state.widths == pytest.approx(1, abs=1e-8)
    assert len(state.centres) == len(state.widths) == len(state.q)
    # The edges reach the extreme quantiles and every value of G.
    ends = entry(key).quantile(np.array([1e-9, 1 - 1e-9]))
    assert state.edges[0] <= ends[0]
    assert state.edges[-1] >= ends[1]
    assert state.edges[0] <= 0.3 - 16
    assert state.edges[-1] >= 0.3 + 16


def test_heavy_tails_are_reached_and_weighed():
    # W1 of t(1.5) from its own quantile function pushed forward is zero; from a shift, the shift.
    heavy = entry("student-t", nu=1.5)
    state = line_state(heavy, UNIFORM, lambda z: heavy.quantile((z + 1) / 2 * (1 - 2e-9) + 1e-9) + 0.5)
    assert state.edges[-1] > 1e5
    assert len(state.edges) < 2500
    # Only the two outermost of 2048 latent intervals are too coarse for these tails.
    inner = np.abs(state.edges) < 20
    assert np.allclose(state.fake_cdf[inner], heavy.cdf(state.edges[inner] - 0.5), atol=1e-3)


def test_data_matched_exactly_scores_zero():
    state = line_state(entry("gaussian", mean=1, width=0.5), GAUSSIAN, lambda z: 1 - 0.5 * z)
    assert jsd(state.data_mass, state.fake_mass) < 1e-4
    assert w1_from_cdfs(state.data_cdf, state.fake_cdf, state.edges) < 1e-3


@pytest.mark.parametrize(("mean", "width"), [(1.0, 0.4), (1.0, 0.2), (0.0, 1.0), (-1.0, 0.5), (1.0, 2.0)])
def test_kl_of_gaussians_both_ways_to_the_tails(mean, width):
    state = line_state(
        entry("gaussian", mean=1, width=0.5), LongTails(), lambda z: mean + width * z, latent_cells=7200
    )

    def closed(m, s, n, t):
        return math.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5

    there = closed(1, 0.5, mean, width), kl(state.data_mass, state.fake_mass)
    back = closed(mean, width, 1, 0.5), kl(state.fake_mass, state.data_mass)
    for expected, found in (there, back):
        assert found == pytest.approx(expected, rel=5e-3, abs=1e-3)


@pytest.mark.parametrize("reach", [1, 10])
@pytest.mark.parametrize("width", [0.01, 0.03, 0.1, 0.3, 1.0, 2.0])
@pytest.mark.parametrize(("stretch", "shift"), [(2.0, 0.0), (1.3, 0.0), (0.6, 0.0), (1.0, 0.5)])
def test_peaks_of_any_width_against_quadrature(reach, width, stretch, shift):
    centres = np.array([-reach, reach])
    data = entry("two-gaussians", left_mean=-reach, right_mean=reach, left_width=width, right_width=width)
    found = line_state(data, TwoBells(centres + shift * width, stretch * width), lambda z: z)

    t = np.linspace(-9, 9, 20_001) * max(1.0, stretch)
    x = np.unique(np.concatenate([centre + width * t for centre in centres]))
    x = (x[1:] + x[:-1]) / 2
    laws = [norm(centres, width), norm(centres + shift * width, stretch * width)]
    p, q = (law.pdf(x[:, None]).mean(axis=1) for law in laws)
    f, g = (law.cdf(x[:, None]).mean(axis=1) for law in laws)
    masses = p * np.gradient(x), q * np.gradient(x)
    assert jsd(found.data_mass, found.fake_mass) == pytest.approx(jsd(*masses), rel=0.01)
    held = np.where(found.data_mass < 1e-30, 0, found.data_mass)
    assert kl(held, found.fake_mass) == pytest.approx(kl(masses[0], np.maximum(masses[1], 1e-300)), rel=0.01)
    expected = np.trapezoid(np.abs(f - g), x)
    assert w1_from_cdfs(found.data_cdf, found.fake_cdf, found.edges) == pytest.approx(expected, rel=0.01)
    assert len(found.edges) < 1500


def test_atoms_keep_their_even_cells():
    state = line_state(entry("points-1d"), GAUSSIAN, lambda z: 0.3 + 1e-5 * z)
    inside = (state.edges >= state.edges.min()) & (np.abs(state.edges) < 1.5)
    assert np.ptp(np.diff(state.edges[inside])) < 1e-12


@pytest.mark.parametrize("latent", [1, 2])
def test_asked_cells_hold_what_the_fine_ones_do(latent):
    evaluation = small(f"distribution=two-gaussians&noise.dim={latent}").evaluation()
    edges = np.concatenate([[-500.0], np.linspace(-4, 4, 129), [500.0]])
    state, fine = line_state_on(evaluation, edges), evaluation.line
    assert state.exact == fine.exact == (latent == 1)
    for cdf, known in ((state.data_cdf, fine.data_cdf), (state.fake_cdf, fine.fake_cdf)):
        assert np.allclose(cdf, np.interp(edges, fine.edges, known), atol=2e-3)
    assert state.data_mass.sum() == pytest.approx(1)
    assert state.fake_mass.sum() == pytest.approx(1)


def test_a_gap_that_underflows_is_no_gap_but_one_without_data_is():
    # Both generators leave mass between the two peaks.
    bells = entry("two-gaussians", left_mean=-10, right_mean=10, left_width=0.01, right_width=0.01)
    bars = entry("drawn", heights=(1.0, 1.0, 0.0, 0.0, 1.0, 1.0))
    there, nowhere = (line_state(data, GAUSSIAN, lambda z: 10 * np.tanh(z)) for data in (bells, bars))
    assert math.isfinite(kl(there.fake_mass, there.data_mass))
    assert kl(nowhere.fake_mass, nowhere.data_mass) == math.inf


@pytest.mark.parametrize("side", [-1, 1])
def test_infinite_kl_is_told_from_underflow(side):
    # G reaches 80 standard deviations of the bell: its density underflows there but is not zero.
    bell, box = entry("gaussian", mean=0, width=0.1), entry("uniform", low=-0.5, high=0.5)
    there, nowhere = (line_state(data, GAUSSIAN, lambda z: side * np.abs(z)) for data in (bell, box))
    # Folding doubles the density of the standard normal: log 2 more. Cells can only lose divergence.
    expected = math.log(2) + math.log(0.1) + 1 / 0.02 - 0.5
    assert kl(there.fake_mass, there.data_mass) == pytest.approx(expected, rel=2e-2)
    assert kl(nowhere.fake_mass, nowhere.data_mass) == math.inf


def test_wild_generators_leave_finite_states():
    data = entry("gaussian")
    for scale in (1e8, 1e20, 1e200, 1e305):
        state = line_state(data, GAUSSIAN, lambda z, scale=scale: scale * z)
        assert state.finite
        assert np.isfinite(state.edges).all()
        assert state.fake_mass.sum() == pytest.approx(1)
        distance = w1_from_cdfs(state.data_cdf, state.fake_cdf, state.edges)
        assert math.isfinite(distance)
        assert blurred(state, 0.5).fake_mass.sum() == pytest.approx(1)
        if scale == 1e8:
            assert distance == pytest.approx(scale * math.sqrt(2 / math.pi), rel=1e-2)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_generator_gone_bad_gives_nan_masses(bad):
    state = line_state(entry("gaussian"), GAUSSIAN, lambda z: np.where(z > 1, bad, z))
    assert not state.finite
    assert np.isnan(jsd(state.data_mass, state.fake_mass))
    assert np.isnan(w1_from_cdfs(state.data_cdf, state.fake_cdf, state.edges))
    assert blurred(state, 0.5) is state


@pytest.mark.parametrize("deviation", [0.05, 0.5, 3.0])
def test_blur_convolves_both_sides(deviation):
    state = blurred(
        line_state(entry("gaussian", mean=0, width=1), GAUSSIAN, lambda z: 1 + 0.1 * z), deviation
    )
    inner = slice(1, -1)  # the outermost edges are where F is set to 0 and 1
    x = state.edges[inner]
    assert np.allclose(state.data_cdf[inner], norm(0, math.hypot(1, deviation)).cdf(x), atol=2e-3)
    assert np.allclose(state.fake_cdf[inner], norm(1, math.hypot(0.1, deviation)).cdf(x), atol=2e-3)
    assert state.data_mass.sum() == pytest.approx(1)
    assert (state.fake_mass >= 0).all()


def test_a_sample_gives_nearly_the_exact_state():
    data, z = entry("two-gaussians"), np.random.default_rng(0).standard_normal((20_000, 1))
    exact, sampled = line_state(data, GAUSSIAN, np.tanh), line_state_of_sample(data, np.tanh(z))
    assert not sampled.exact
    assert (
        np.abs(
            np.interp(X, exact.edges, exact.fake_cdf) - np.interp(X, sampled.edges, sampled.fake_cdf)
        ).max()
        < 0.02
    )
    constant = line_state_of_sample(data, np.full((100, 1), 0.123))
    assert constant.fake_mass.max() == pytest.approx(1)
