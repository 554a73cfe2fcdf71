"""The contract of every catalogued distribution, and what is particular to some of them."""

from __future__ import annotations

import functools
import math
import re

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from scipy.integrate import quad

from playground.distributions import Distribution, Line, Modes, Plane
from playground.distributions.mixtures import pick, pick_bounds
from playground.distributions.paint import decode_paint, encode_paint
from playground.knobs import Knob, SettingError

SAMPLES, NUMBERS = 20_000, 1_000_000
EVERY = sorted(Distribution.entries)
LINES = [key for key in EVERY if issubclass(Distribution.entries[key], Line)]
PLANES = [key for key in EVERY if issubclass(Distribution.entries[key], Plane)]
KNOWN_LINES = [
    "gaussian",
    "two-gaussians",
    "three-gaussians",
    "uniform",
    "exponential",
    "laplace",
    "student-t",
    "drawn",
    "points-1d",
]
KNOWN_PLANES = [
    "ring",
    "grid",
    "gaussian-2d",
    "anisotropic-pair",
    "disjoint-blobs",
    "moons",
    "circles",
    "pinwheel",
    "spiral",
    "swiss-roll",
    "checkerboard",
    "thin-line",
    "parallel-lines",
    "points-2d",
    "drawn-2d",
    "picture",
]
THIN = {"thin-line", "parallel-lines", "points-1d", "points-2d"}
MODES = {"ring": 8, "grid": 25, "disjoint-blobs": 5, "gaussian-2d": 1}
MODES |= {"gaussian": 1, "two-gaussians": 2, "three-gaussians": 3}

few = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)


@functools.cache
def make(key: str) -> Distribution:
    return Distribution.entries[key]()


def draw(distribution: Distribution, n: int, seed: int = 0) -> torch.Tensor:
    return distribution.sample(n, torch.Generator().manual_seed(seed))


@functools.cache
def samples(key: str) -> np.ndarray:
    n = min(SAMPLES, NUMBERS // make(key).dimension)
    return draw(make(key), n).numpy().astype(np.float64)


def is_thin(key: str) -> bool:
    return make(key).density(samples(key)[:1]) is None


def has_cell_masses(key: str) -> bool:
    return make(key).cell_mass(*wide_edges(key, 1)) is not None


def wide_edges(key: str, cells: int) -> list[np.ndarray]:
    """Edges along each axis of a box that holds all but a vanishing share of the mass."""
    sides = ((1.5 * low - 0.5 * high, 1.5 * high - 0.5 * low) for low, high in make(key).window())
    return [np.linspace(low, high, cells + 1) for low, high in sides]


DENSE_LINES = [key for key in LINES if not is_thin(key)]
MASSES = [key for key in PLANES if has_cell_masses(key)]

# Every distribution.


def test_the_catalogue_is_complete():
    assert set(KNOWN_LINES) <= set(LINES)
    assert set(KNOWN_PLANES) <= set(PLANES)


@pytest.mark.parametrize("key", EVERY)
def test_samples_have_the_declared_form(key):
    x = draw(make(key), 257)
    assert x.shape == (257, make(key).dimension)
    assert x.dtype == torch.float32
    assert torch.isfinite(x).all()
    assert draw(make(key), 0).shape == (0, make(key).dimension)


@pytest.mark.parametrize("key", EVERY)
def test_equal_seeds_give_equal_samples(key):
    before = torch.get_rng_state()
    assert torch.equal(draw(make(key), 100, seed=3), draw(make(key), 100, seed=3))
    assert not torch.equal(draw(make(key), 100, seed=3), draw(make(key), 100, seed=4))
    assert torch.equal(before, torch.get_rng_state()), "the global generator was used"


@pytest.mark.parametrize("key", EVERY)
def test_equal_settings_make_equal_specs(key):
    kind = Distribution.entries[key]
    assert kind() == kind()
    assert hash(kind()) == hash(kind())
    assert kind().replace() == kind()


@pytest.mark.parametrize("key", EVERY)
def test_the_window_shows_most_samples(key):
    low, high = np.array(make(key).window()).T
    assert low.shape == (make(key).dimension,)
    inside = ((samples(key) >= low) & (samples(key) <= high)).all(axis=1)
    assert inside.mean() > 0.98


@pytest.mark.parametrize("key", EVERY)
def test_every_knob_and_entry_is_explained(key):
    kind = Distribution.entries[key]
    assert kind.summary().endswith((".", ")."))
    assert len(kind.__doc__.strip().splitlines()) > 2, "what is there to learn from it?"
    assert all(declared.help for declared in kind.knobs().values())


@pytest.mark.parametrize("key", EVERY)
def test_modes_are_declared_where_there_are_bumps(key):
    modes = make(key).modes()
    assert (modes is not None) or key not in MODES
    if modes is None:
        return
    assert isinstance(modes, Modes)
    count = len(modes.weights)
    assert count == MODES.get(key, count)
    assert modes.centres.shape == (count, make(key).dimension)
    assert modes.widths.shape == modes.weights.shape == (count,)
    assert math.isclose(modes.weights.sum(), 1.0)
    assert len(np.unique(modes.centres.round(6), axis=0)) == count
    distances = np.linalg.norm(samples(key)[:, None] - modes.centres, axis=2)
    near = (distances < 5 * modes.widths).any(axis=1)
    assert near.mean() > 0.999
    shares = np.bincount(distances.argmin(axis=1), minlength=count) / SAMPLES
    np.testing.assert_allclose(shares, modes.weights, atol=0.02)


@pytest.mark.parametrize("key", EVERY)
def test_there_is_a_density_unless_the_support_is_thin(key):
    if key in KNOWN_LINES + KNOWN_PLANES:
        assert is_thin(key) == (key in THIN)
    if not is_thin(key):
        density = make(key).density(samples(key)[:50])
        assert density.shape == (50,)
        assert (density > 0).mean() > 0.95


def knob_values(declared: Knob) -> st.SearchStrategy:
    if declared.pattern:
        return st.just(declared.default)
    if declared.choices:
        return st.sampled_from(declared.choices)
    if declared.kind is tuple:
        return st.lists(st.floats(declared.low, declared.high), min_size=2, max_size=9).map(tuple)
    if declared.kind is int:
        return st.integers(int(declared.low), int(declared.high))
    return st.floats(declared.low, declared.high)


@pytest.mark.parametrize("key", [key for key in EVERY if Distribution.entries[key].knobs()])
@few
@given(data=st.data())
def test_any_allowed_knobs_make_a_sound_distribution(key, data):
    kind = Distribution.entries[key]
    values = {name: data.draw(knob_values(declared), name) for name, declared in kind.knobs().items()}
    try:
        distribution = kind(**values)
    except SettingError:
        assume(False)
    x = draw(distribution, 500)
    assert torch.isfinite(x).all()
    assert all(low < high for low, high in distribution.window())
    modes = distribution.modes()
    assert modes is None or math.isclose(modes.weights.sum(), 1.0)
    if isinstance(distribution, Line):
        u = np.array([1e-4, 0.1, 0.37, 0.5, 0.9, 0.9999])
        np.testing.assert_allclose(distribution.cdf(distribution.quantile(u)), u, atol=1e-9)


@pytest.mark.parametrize("key", [key for key in EVERY if Distribution.entries[key].knobs()])
def test_knobs_outside_their_range_are_refused_with_the_range(key):
    kind = Distribution.entries[key]
    for name, declared in kind.knobs().items():
        wrong, limit = (-1.0, 1.0) if declared.kind is tuple else declared.high + 1, f"{declared.high:g}"
        if declared.pattern:
            wrong, limit = "a" * (declared.length[1] + 1), f"{declared.length[1]:,}"
        with pytest.raises(SettingError, match=f"{name} must be .*" + re.escape(limit)):
            kind(**{name: wrong})


# Lines.


@pytest.mark.parametrize("key", LINES)
def test_line_samples_follow_the_cdf(key):
    x = samples(key)[:, 0]
    if is_thin(key):
        places = np.unique(x)
        observed = np.searchsorted(np.sort(x), places, side="right") / SAMPLES
        np.testing.assert_allclose(observed, make(key).cdf(places), atol=0.015)
    else:
        assert stats.kstest(x, make(key).cdf).pvalue > 1e-4


@pytest.mark.parametrize("key", DENSE_LINES)
def test_the_density_is_the_slope_of_the_cdf(key):
    x, size = samples(key)[:300], 1e-5
    slope = (make(key).cdf(x + size / 2) - make(key).cdf(x - size / 2))[:, 0] / size
    np.testing.assert_allclose(make(key).density(x), slope, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("key", DENSE_LINES)
def test_line_densities_have_area_one(key):
    distribution = make(key)
    ends = distribution.quantile(np.array([1e-6, 1 - 1e-6]))
    places = distribution.quantile(np.linspace(0.02, 0.98, 25))
    area, _ = quad(
        lambda x: distribution.density(np.array([[x]]))[0], *ends, points=places, limit=400, epsabs=1e-7
    )
    assert math.isclose(area, 1.0, abs_tol=1e-5)


@pytest.mark.parametrize("key", DENSE_LINES)
def test_the_quantile_inverts_the_cdf(key):
    u = np.concatenate([[1e-12, 1e-6], np.linspace(0.001, 0.999, 333), [1 - 1e-6, 1 - 1e-12]])
    x = make(key).quantile(u)
    assert x.shape == u.shape
    assert (np.diff(x) > 0).all()
    np.testing.assert_allclose(make(key).cdf(x), u, rtol=1e-9, atol=1e-14)
    assert make(key).quantile(u[:334].reshape(2, 167)).shape == (2, 167)
    assert make(key).cdf(x[:334].reshape(2, 167)).shape == (2, 167)


def test_the_student_t_agrees_with_scipy():
    ours, theirs = Distribution.entries["student-t"](nu=1.5, location=1.0, scale=2.0), stats.t(1.5, 1.0, 2.0)
    x = np.linspace(-300, 300, 101)
    np.testing.assert_allclose(ours.density(x[:, None]), theirs.pdf(x), rtol=1e-9)
    np.testing.assert_allclose(ours.cdf(x), theirs.cdf(x), rtol=1e-9)


def test_samplers_survive_the_extreme_uniforms(monkeypatch):
    for extreme in (0.0, 1 - 2**-24):
        monkeypatch.setattr(torch, "rand", lambda *shape, extreme=extreme, **_: torch.full(shape, extreme))
        for key in EVERY:
            assert torch.isfinite(draw(make(key), 4)).all(), key


@pytest.mark.parametrize("heights", [(0, 0, 1, 0, 0), (1, 0), (3, 3), (0, 0, 1, 0, 0, 0, 2, 2, 0, 5)])
def test_a_drawing_is_sampled_and_inverted_even_where_it_is_flat_zero(heights):
    drawn = Distribution.entries["drawn"](heights=heights, low=-1.0, high=3.0)
    x = draw(drawn, SAMPLES).numpy().astype(np.float64)
    assert stats.kstest(x[:, 0], drawn.cdf).pvalue > 1e-4
    u = np.linspace(0.0005, 0.9995, 999)
    np.testing.assert_allclose(drawn.cdf(drawn.quantile(u)), u, atol=1e-12)
    assert (drawn.density(drawn.quantile(u)[:, None]) > 0).all()


def test_the_quantile_of_a_drawing_stops_before_a_gap():
    drawn = Distribution.entries["drawn"](heights=(0, 1, 0, 0, 1, 0), low=0.0, high=5.0)
    assert drawn.quantile(np.array([0.5])).item() == 2.0


def test_a_weight_of_zero_is_never_picked(monkeypatch):
    monkeypatch.setattr(torch, "rand", lambda *shape, **_: torch.zeros(shape))
    assert (pick(pick_bounds(np.array([0.0, 0.0, 0.5, 0.5])), 3, torch.Generator()) == 2).all()


# Planes.


@pytest.mark.parametrize("key", MASSES)
def test_plane_samples_follow_the_cell_masses(key):
    x_edges, y_edges = wide_edges(key, 24)
    masses = make(key).cell_mass(x_edges, y_edges)
    assert masses.shape == (24, 24)
    assert (masses >= 0).all()
    assert math.isclose(masses.sum(), 1.0, abs_tol=1e-6)
    counts, _, _ = np.histogram2d(*samples(key).T, bins=(x_edges, y_edges))
    expected = masses * SAMPLES
    # Cells too rare for the chi-square limit are taken together.
    rare = expected < 10
    observed = np.append(counts[~rare], SAMPLES - counts[~rare].sum())
    expected = np.append(expected[~rare], SAMPLES - expected[~rare].sum())
    kept = expected > 1e-3
    assert observed[~kept].sum() == 0
    statistic = ((observed - expected)[kept] ** 2 / expected[kept]).sum()
    assert stats.chi2.sf(statistic, kept.sum() - 1) > 1e-4


@pytest.mark.parametrize("key", MASSES)
def test_cell_masses_add_up_whatever_the_cells(key):
    x_edges, y_edges = wide_edges(key, 24)
    masses = make(key).cell_mass(x_edges, y_edges)
    uneven = make(key).cell_mass(x_edges[[3, 9, 14, 20]], y_edges[[0, 11, 12, 24]])
    together = np.add.reduceat(np.add.reduceat(masses[:20], [3, 9, 14], axis=0), [0, 11, 12], axis=1)
    np.testing.assert_allclose(uneven, together, atol=1e-9)


@pytest.mark.parametrize("key", [key for key in MASSES if not is_thin(key)])
def test_the_density_is_the_limit_of_small_cells(key):
    size = 1e-5
    for point in samples(key)[:12]:
        edges = [np.array([place - size / 2, place + size / 2]) for place in point]
        mass = make(key).cell_mass(*edges).item()
        density = make(key).density(point[None]).item()
        assert math.isclose(density, mass / size**2, rel_tol=1e-3), point


@pytest.mark.parametrize("key", ["ring", "grid"])
def test_imbalance_makes_later_modes_rarer(key):
    weights = Distribution.entries[key](imbalance=1.0).modes().weights
    assert (np.diff(weights) < 0).all()
    assert math.isclose(weights[0] / weights[-1], 100.0)
    even = make(key).modes().weights
    assert np.ptp(even) == 0


def test_the_ring_has_its_bumps_at_equal_angles():
    centres = Distribution.entries["ring"](count=6, radius=2.0).modes().centres
    steps = np.linalg.norm(centres - np.roll(centres, 1, axis=0), axis=1)
    np.testing.assert_allclose(steps, 2.0)
    np.testing.assert_allclose(centres[0], [2.0, 0.0])


def test_the_grid_reaches_from_minus_four_to_four():
    centres = make("grid").modes().centres
    assert set(centres.ravel()) == {-4.0, -2.0, 0.0, 2.0, 4.0}


@pytest.mark.parametrize("key", ["moons", "circles", "pinwheel", "spiral", "swiss-roll"])
def test_curve_quadrature_is_converged(key, monkeypatch):
    curve = Distribution.entries[key](noise=0.02)
    points = samples(key)[:200]
    coarse = curve.density(points)
    monkeypatch.setattr("playground.distributions.curves.PANEL", 1.0)
    fine = curve.replace().density(points)
    np.testing.assert_allclose(coarse, fine, atol=1e-6 * fine.max())


def test_far_cells_keep_their_digits():
    bump = Distribution.entries["gaussian-2d"](x=0.0, y=0.0, width=1.0)
    edges = np.array([-21.0, -20.0, 20.0, 21.0])
    masses = bump.cell_mass(edges, edges)
    assert 0 < masses[0, 0] < 1e-170
    np.testing.assert_allclose(masses, masses[::-1, ::-1], rtol=1e-12)


def test_circles_are_circles():
    radii = draw(Distribution.entries["circles"](radius=2.0, ratio=0.25, noise=0.02), 4000).norm(dim=1)
    outer = radii > 1.25
    assert abs(outer.float().mean() - 0.5) < 0.03
    assert (radii[outer] - 2.0).abs().max() < 0.1
    assert (radii[~outer] - 0.5).abs().max() < 0.1


def test_moons_lie_on_half_circles():
    x = draw(Distribution.entries["moons"](noise=0.02), 4000)
    to_upper, to_lower = ((x - torch.tensor(c)).norm(dim=1) for c in ([-0.5, -0.25], [0.5, 0.25]))
    on_upper, on_lower = (to_upper - 1).abs() < 0.1, (to_lower - 1).abs() < 0.1
    assert (on_upper | on_lower).all()
    assert (x[on_upper & ~on_lower, 1] > -0.35).all()
    assert (x[on_lower & ~on_upper, 1] < 0.35).all()


def test_the_thin_line_lies_where_theta_says():
    x = draw(Distribution.entries["thin-line"](theta=0.7), 1000)
    assert (x[:, 0] == torch.tensor(0.7)).all()
    assert 0 <= x[:, 1].min() < 0.05
    assert 0.95 < x[:, 1].max() <= 1


def test_a_thin_line_on_an_edge_is_counted_where_its_samples_are():
    line = Distribution.entries["thin-line"](theta=0.7)
    x_edges, y_edges = np.array([0.6, 0.7, 0.8]), np.array([0.0, 1.0])
    counts, _, _ = np.histogram2d(*draw(line, 10).numpy().astype(np.float64).T, bins=(x_edges, y_edges))
    np.testing.assert_array_equal(line.cell_mass(x_edges, y_edges), counts / 10)


# Arrays of the user's own.


@pytest.mark.parametrize(("key", "columns"), [("points-1d", 1), ("points-2d", 2)])
def test_points_are_the_only_samples(key, columns):
    own = np.random.default_rng(0).normal(size=(7, columns)).astype(np.float32)
    cloud = Distribution.entries[key](points=own)
    x = draw(cloud, 2000).numpy()
    np.testing.assert_array_equal(np.unique(x, axis=0), np.unique(own, axis=0))
    assert cloud == Distribution.entries[key](points=own.tolist())
    assert hash(cloud) == hash(cloud.replace())
    assert cloud != Distribution.entries[key](points=own + 1)
    own[:] = 0.0
    assert cloud.points.any(), "the array was shared with the caller"
    assert not cloud.points.flags.writeable


def test_points_on_the_line_have_an_exact_step_function():
    cloud = Distribution.entries["points-1d"](points=[3.0, 1.0, 1.0, 2.0])
    np.testing.assert_array_equal(cloud.cdf(np.array([0.9, 1.0, 2.0, 2.5, 3.0])), [0, 0.5, 0.75, 0.75, 1])
    np.testing.assert_array_equal(cloud.quantile(np.array([0.1, 0.5, 0.51, 0.75, 0.99])), [1, 1, 2, 2, 3])


@pytest.mark.parametrize("count", [3, 10, 49, 1000])
def test_the_quantile_of_points_returns_each_point(count):
    points = np.arange(count, dtype=np.float64)
    cloud = Distribution.entries["points-1d"](points=points)
    np.testing.assert_array_equal(cloud.quantile(cloud.cdf(points)), points)


@pytest.mark.parametrize(
    "wrong",
    [
        [[1.0, 2.0]],
        np.zeros((3, 3)),
        [[0.0, np.nan], [0.0, 0.0]],
        [[1.0, 2.0], [3.0]],
        "points",
        [[1e300, 0.0]] * 2,
    ],
)
def test_points_that_cannot_be_used_are_refused(wrong):
    with pytest.raises(SettingError, match="points must be 2 to 1,000,000 rows of 2 finite numbers"):
        Distribution.entries["points-2d"](points=wrong)


@pytest.mark.parametrize(
    "wrong", [np.zeros((2, 2)), np.array([[1.0, -1.0]]), np.ones(3), np.ones((1, 300)), [[np.inf]]]
)
def test_pictures_that_cannot_be_used_are_refused(wrong):
    with pytest.raises(SettingError, match=r"cells must be .*non-negative"):
        Distribution.entries["picture"](cells=wrong)


def test_a_picture_keeps_its_orientation():
    cells = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 3.0]])
    drawn = Distribution.entries["picture"](cells=cells, x_low=0.0, x_high=2.0, y_low=0.0, y_high=3.0)
    np.testing.assert_allclose(drawn.cell_mass(np.arange(3), np.arange(4)), cells / 4)
    np.testing.assert_allclose(
        drawn.density(np.array([[0.5, 1.5], [1.5, 2.5], [1.5, 0.5], [5.0, 5.0]])), [0.25, 0.75, 0, 0]
    )
    x = draw(drawn, 4000)
    right = x[:, 0] > 1
    assert (x[right, 1] >= 2).all()
    assert abs(right.float().mean() - 0.75) < 0.03


LEVELS = arrays(np.uint8, (32, 32), elements=st.integers(0, 15))


@given(LEVELS)
def test_paint_comes_back_from_its_text(levels):
    text = encode_paint(levels)
    assert len(text) <= 1024
    np.testing.assert_array_equal(decode_paint(text), levels)
    assume(levels.any())
    drawn = Distribution.entries["drawn-2d"](paint=text)
    assert drawn.paint == text
    np.testing.assert_array_equal(drawn.weights(), levels)


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.integers(1, 300)), min_size=1, max_size=40))
def test_any_text_of_paint_means_what_its_shortest_does(runs):
    text = "".join(f"{letter}{count}" for letter, count in runs)
    text += f"b{missing}" if (missing := 1024 - sum(count for _, count in runs)) > 0 else ""
    if missing < 0:
        with pytest.raises(SettingError, match=f"exactly 1024 cells; this fills {1024 - missing}"):
            decode_paint(text)
        return
    shortest = encode_paint(decode_paint(text))
    assert len(shortest) <= len(text)
    np.testing.assert_array_equal(decode_paint(shortest), decode_paint(text))


def test_paint_is_written_row_by_row_from_below():
    levels = np.zeros((32, 32), dtype=np.uint8)
    levels[1, 0], levels[0, 1], levels[31, 31] = 15, 1, 2
    assert encode_paint(levels) == "apa30ba990c"
    drawn = Distribution.entries["drawn-2d"](paint="apa30ba990c", x_low=0, x_high=3.2, y_low=0, y_high=3.2)
    right = drawn.density(np.array([[0.15, 0.05], [0.05, 0.15], [3.15, 3.15], [0.05, 0.05]]))
    np.testing.assert_allclose(right, np.array([15, 1, 2, 0]) / 18 / 0.01)


def test_paint_that_was_written_at_length_is_the_same_paint():
    kind = Distribution.entries["drawn-2d"]
    assert kind(paint="aapp" + "a" * 1020) == kind(paint="a2p2a1020")


@pytest.mark.parametrize(
    ("paint", "told"),
    [
        ("", "5 to 1,024 characters like a207"),
        ("p", "5 to 1,024 characters"),
        ("ab" * 513, "5 to 1,024 characters"),
        ("q1024", "5 to 1,024 characters like"),
        ("p0a1024", "5 to 1,024 characters like"),
        ("P1024", "like a207"),
        ("p١٠٢٤", "like a207"),
        ("p1024\n", "like a207"),
        ("p99999", "like a207"),
        (7, "like a207"),
        ("p1023", "exactly 1024 cells; this fills 1023"),
        ("p9999" * 200, "exactly 1024 cells"),
        ("a1024", "at least one cell above 'a'"),
    ],
)
def test_paint_that_cannot_be_used_gets_a_sentence(paint, told):
    with pytest.raises(SettingError, match=told):
        Distribution.entries["drawn-2d"](paint=paint)


@pytest.mark.parametrize(
    "wrong", [np.zeros((32, 31), int), np.zeros((32, 32)), np.full((32, 32), 16), np.full((32, 32), -1)]
)
def test_only_levels_are_encoded(wrong):
    with pytest.raises(SettingError, match="32 x 32 whole numbers from 0 to 15"):
        encode_paint(wrong)


def test_settings_that_contradict_each_other_are_refused():
    with pytest.raises(SettingError, match="high must be at least low"):
        Distribution.entries["uniform"](low=1.0, high=0.5)
    with pytest.raises(SettingError, match="one positive number"):
        Distribution.entries["drawn"](heights=(0.0, 0.0, 0.0))
    with pytest.raises(SettingError, match="y_high must be at least y_low"):
        Distribution.entries["drawn-2d"](y_low=1.0, y_high=1.0)
