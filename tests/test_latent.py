"""Ways through the latent space against closed forms, and the directions of generators that are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtri

from playground import SettingError
from playground.distributions.plane_mixtures import Ring
from playground.latent import (
    NEAR,
    arithmetic,
    keeps_to_a_shell,
    lerp,
    manifold,
    moved,
    neighbours,
    path,
    plane,
    slerp,
    within,
)
from playground.latent_directions import axes, metric, principal
from playground.metrics import Evaluation
from playground.priors import Prior
from tests.runs import small

GAUSSIAN, UNIFORM = (Prior.entries[key]() for key in ("gaussian", "uniform"))
NUMBERS = st.floats(-5, 5).map(lambda number: round(number, 3))
LATENTS = arrays(float, 6, elements=NUMBERS)
SHARES = st.floats(0, 1)


# -- from one latent to another --------------------------------------------------------------------


@given(LATENTS, LATENTS, SHARES)
def test_slerp_keeps_equal_lengths(a, b, t):
    if not np.linalg.norm(a) or not np.linalg.norm(b):
        return
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    between = np.linalg.norm(slerp(a, b, t))
    opposite = np.linalg.norm(a + b) < 1e-5
    assert opposite or between == pytest.approx(1, abs=1e-9)


@given(LATENTS, LATENTS)
def test_both_ends_are_exact(a, b):
    for way in (lerp, slerp):
        np.testing.assert_array_equal(way(a, b, 0.0), a)
        np.testing.assert_array_equal(way(a, b, 1.0), b)


@given(LATENTS, LATENTS, SHARES)
def test_slerp_is_finite_and_the_same_from_either_end(a, b, t):
    there, back = slerp(a, b, t), slerp(b, a, 1 - t)
    assert np.isfinite(there).all()
    np.testing.assert_allclose(there, back, atol=1e-6)


def test_slerp_moves_at_a_steady_angle():
    a, b = np.array([2.0, 0, 0]), np.array([0, 2.0, 0])
    t = np.linspace(0, 1, 7)
    expected = 2 * np.stack([np.cos(t * np.pi / 2), np.sin(t * np.pi / 2), 0 * t], 1)
    np.testing.assert_allclose(slerp(a, b, t), expected, atol=1e-14)


@pytest.mark.parametrize("factor", [3.0, -3.0, 1.0, 0.0, 1 + 1e-12])
def test_on_one_line_through_zero_slerp_is_the_straight_line(factor):
    a = np.array([0.3, -1.2, 2.0])
    t = np.linspace(0, 1, 5)
    np.testing.assert_allclose(slerp(a, factor * a, t), lerp(a, factor * a, t), atol=1e-9)


def test_at_small_angles_slerp_comes_close_to_the_straight_line():
    a, aside = np.array([1.0, 0, 0]), np.array([0, 1.0, 0])
    t = np.linspace(0, 1, 11)
    for angle in (1e-2, 1e-4, 1e-6, 1e-8):
        b = np.cos(angle) * a + np.sin(angle) * aside
        gap = np.abs(slerp(a, b, t) - lerp(a, b, t)).max()
        assert gap <= angle**2 / 8 * 1.001 + 1e-15


def test_the_prior_decides_between_arc_and_line():
    rng = np.random.default_rng(1)
    for prior, d, arc in (
        (GAUSSIAN, 8, True),
        (GAUSSIAN, 3, True),
        (GAUSSIAN, 2, False),
        (UNIFORM, 8, False),
    ):
        a, b = rng.standard_normal((2, d)).clip(-1, 1)
        assert keeps_to_a_shell(prior, d) == arc
        t = np.linspace(0, 1, 9)
        np.testing.assert_array_equal(path(prior, a, b, 9), (slerp if arc else lerp)(a, b, t))
        np.testing.assert_array_equal(path(prior, a, b, 9, straight=True), lerp(a, b, t))
        np.testing.assert_array_equal(path(prior, a, b, 9, straight=False), slerp(a, b, t))


def test_half_way_along_the_line_latents_are_29_per_cent_shorter():
    pairs = np.random.default_rng(2).standard_normal((2000, 2, 64))
    ends = np.linalg.norm(pairs, axis=-1).mean()
    middles = np.linalg.norm(pairs.mean(1), axis=-1).mean()
    assert 1 - middles / ends == pytest.approx(1 - 0.5**0.5, abs=0.01)
    assert np.linalg.norm(pairs, axis=-1).std() == pytest.approx(0.5**0.5, abs=0.03)


# -- planes ----------------------------------------------------------------------------------------


@pytest.fixture
def frame():
    """Orthonormal directions (3, 5)."""
    return np.linalg.qr(np.random.default_rng(3).standard_normal((5, 5)))[0][:3]


def test_a_plane_goes_right_and_up(frame):
    centre = np.arange(5.0)
    grid = plane(centre, frame[:2], 2.0, 5)
    assert grid.shape == (5, 5, 5)
    np.testing.assert_allclose(grid[2, 2], centre)
    np.testing.assert_allclose(grid[2, 4], centre + 2 * frame[0], atol=1e-12)
    np.testing.assert_allclose(grid[0, 2], centre + 2 * frame[1], atol=1e-12)
    np.testing.assert_allclose(grid[4, 0], centre - 2 * frame[0] - 2 * frame[1], atol=1e-12)


def test_moving_sets_the_coordinates_along_and_none_across(frame):
    base = np.random.default_rng(4).standard_normal(5)
    there = moved(base, frame, [0.5, -1, 2])
    np.testing.assert_allclose(frame @ there, [0.5, -1, 2], atol=1e-12)
    across = np.eye(5) - frame.T @ frame
    np.testing.assert_allclose(across @ there, across @ base, atol=1e-12)
    np.testing.assert_allclose(moved(base, frame, frame @ base), base, atol=1e-12)


# -- arithmetic ------------------------------------------------------------------------------------


@given(arrays(float, (3, 6), elements=NUMBERS), arrays(float, 6, elements=NUMBERS))
def test_what_is_added_and_taken_away_again_changes_nothing(held, z):
    np.testing.assert_allclose(arithmetic(GAUSSIAN, held, held, z[None]), z, atol=1e-9)
    inside = within(UNIFORM, z)
    np.testing.assert_allclose(arithmetic(UNIFORM, held, held, inside[None]), inside, atol=1e-9)


def test_arithmetic_is_that_of_the_means():
    a, b, c = np.random.default_rng(5).uniform(-0.3, 0.3, (3, 3, 4))
    expected = a.mean(0) - b.mean(0) + c.mean(0)
    np.testing.assert_allclose(arithmetic(UNIFORM, a, b, c), expected)
    np.testing.assert_allclose(arithmetic(GAUSSIAN, a[:, :2], b[:, :2], c[:, :2]), expected[:2])
    on_shell = arithmetic(GAUSSIAN, a, b, c)
    np.testing.assert_allclose(on_shell / np.linalg.norm(on_shell), expected / np.linalg.norm(expected))
    assert np.linalg.norm(on_shell) == pytest.approx(np.linalg.norm(c, axis=1).mean())


def test_arithmetic_stays_in_the_box_and_takes_empty_sets():
    ones = np.ones((1, 3))
    np.testing.assert_array_equal(arithmetic(UNIFORM, ones, -ones, ones), np.ones(3))
    np.testing.assert_array_equal(arithmetic(GAUSSIAN, ones, [], []), np.ones(3))
    with pytest.raises(SettingError, match="at least one latent"):
        arithmetic(GAUSSIAN, [], [], [])


def test_neighbours_are_near_and_always_the_same():
    z = np.full(10, 0.9)
    near = neighbours(GAUSSIAN, z, 8)
    assert near.shape == (8, 10)
    assert np.abs(near - z).max() <= NEAR
    assert np.abs(near - z).max() > 0.8 * NEAR
    np.testing.assert_array_equal(near, neighbours(GAUSSIAN, z, 8))
    assert neighbours(UNIFORM, z, 8).max() <= 1


# -- all of it -------------------------------------------------------------------------------------


def test_the_manifold_is_a_grid_of_quantiles():
    grid = manifold(GAUSSIAN, 2, 4)
    marks = ndtri([1 / 8, 3 / 8, 5 / 8, 7 / 8])
    assert grid.shape == (4, 4, 2)
    np.testing.assert_allclose(grid[0, :, 0], marks)
    np.testing.assert_allclose(grid[:, 0, 1], marks[::-1])
    assert (np.diff(grid[..., 0], axis=1) > 0).all()
    assert (np.diff(grid[..., 1], axis=0) < 0).all()
    np.testing.assert_allclose(manifold(UNIFORM, 2, 2)[:, :, 0], [[-0.5, 0.5]] * 2)


@pytest.mark.parametrize("dimension", [1, 3, 64])
def test_only_two_dimensions_can_be_seen_at_once(dimension):
    with pytest.raises(SettingError, match=r"noise\.dim=2"):
        manifold(GAUSSIAN, dimension, 4)


# -- directions ------------------------------------------------------------------------------------


class Known:
    """A generator that is a given function."""

    def __init__(self, generate):
        self.generate = generate


def evaluation(generate, d):
    return Evaluation(Ring(), GAUSSIAN, d, Known(generate), None)


def test_directions_of_a_linear_generator_are_its_singular_vectors():
    weights = np.random.default_rng(6).standard_normal((20, 7))
    _, values, vectors = np.linalg.svd(weights)
    found = principal(evaluation(lambda z: z @ weights.T + 3, 7), 4)
    np.testing.assert_allclose(found.strengths, values[:4], rtol=1e-8)
    np.testing.assert_allclose(np.abs(found.vectors @ vectors[:4].T), np.eye(4), atol=1e-7)
    assert (np.take_along_axis(found.vectors, np.abs(found.vectors).argmax(1)[:, None], 1) > 0).all()


def test_axes_come_with_those_first_that_matter():
    scales = np.array([0.5, 4.0, 0.0, 2.0])
    found = axes(evaluation(lambda z: z * scales, 4), 3)
    assert found.axes == (1, 3, 0)
    np.testing.assert_allclose(found.strengths, [4, 2, 0.5])
    np.testing.assert_array_equal(found.vectors, np.eye(4)[[1, 3, 0]])


def test_the_metric_is_the_mean_of_squared_slopes():
    made = evaluation(np.sin, 3)
    slopes = np.cos(made.latents(16))
    expected = np.diag((slopes**2).mean(0))
    np.testing.assert_allclose(metric(made), expected, rtol=1e-3, atol=1e-9)


@pytest.mark.parametrize("d", [1, 2, 5, 40])
@pytest.mark.parametrize("find", [principal, axes])
def test_directions_of_a_run_are_orthonormal(d, find):
    found = find(small(f"noise.dim={d}").evaluation(), 8)
    count = min(d, 8)
    np.testing.assert_allclose(found.vectors @ found.vectors.T, np.eye(count), atol=1e-9)
    assert (np.diff(found.strengths) <= 1e-12).all()


@pytest.mark.parametrize("find", [principal, axes])
def test_a_generator_that_has_diverged_has_directions_all_the_same(find):
    found = find(evaluation(lambda z: z * np.nan, 4), 3)
    np.testing.assert_allclose(found.vectors @ found.vectors.T, np.eye(3), atol=1e-12)
    np.testing.assert_array_equal(found.strengths, np.zeros(3))


# -- in a notebook ---------------------------------------------------------------------------------


def test_a_snapshot_generates_from_latents():
    snapshot = small("preset=ring").snapshot()
    z = snapshot.latents(6)
    np.testing.assert_allclose(snapshot.generate(z), snapshot.sample(6))
    np.testing.assert_allclose(snapshot.generate(z.reshape(2, 3, 2)).reshape(6, 2), snapshot.sample(6))
    assert snapshot.generate(z[0]).shape == (2,)
    with pytest.raises(SettingError, match="shape"):
        snapshot.generate(np.zeros((3, 5)))
