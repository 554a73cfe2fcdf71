"""The contract of every catalogued prior."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from playground import SettingError, Settings, Trainer
from playground.latent import keeps_to_a_shell, manifold, path, room, within
from playground.priors import Prior
from playground.priors.base import IndependentPrior

EVERY = sorted(Prior.entries)
CDF = {"gaussian": stats.norm.cdf, "uniform": stats.uniform(-1, 2).cdf}
SHAPES = sorted(key for key, entry in Prior.entries.items() if entry.dimension)


def draw(key: str, n: int, dimension: int, seed: int = 0) -> torch.Tensor:
    return Prior.entries[key]().sample(n, dimension, torch.Generator().manual_seed(seed))


def test_the_catalogue_is_complete():
    assert set(CDF) == {key for key, entry in Prior.entries.items() if issubclass(entry, IndependentPrior)}
    assert set(EVERY) == {*CDF, *SHAPES}


@pytest.mark.parametrize("key", EVERY)
def test_samples_have_the_declared_form(key):
    size = Prior.entries[key].dimension or 5
    z = draw(key, 101, size)
    assert z.shape == (101, size)
    assert z.dtype == torch.float32
    assert torch.equal(z, draw(key, 101, size))
    assert not torch.equal(z, draw(key, 101, size, seed=1))


@pytest.mark.parametrize("key", sorted(CDF))
def test_coordinates_follow_the_prior_and_are_independent(key):
    z = draw(key, 10_000, 2).numpy().astype(np.float64)
    for column in z.T:
        assert stats.kstest(column, CDF[key]).pvalue > 1e-4
    assert abs(np.corrcoef(z.T)[0, 1]) < 0.04


@pytest.mark.parametrize("key", sorted(CDF))
def test_the_quantile_inverts_the_cdf(key):
    u = np.linspace(0.001, 0.999, 60).reshape(3, 20)
    np.testing.assert_allclose(CDF[key](Prior.entries[key]().quantile(u)), u, rtol=1e-12)


@pytest.mark.parametrize("key", sorted(CDF))
@settings(max_examples=25, deadline=None, derandomize=True)
@given(m=st.integers(1, 3000))
def test_the_grid_holds_exactly_the_mass_of_each_interval(key, m):
    edges, masses = Prior.entries[key]().grid(m)
    assert edges.shape == (m + 1,)
    assert masses.shape == (m,)
    assert edges.dtype == masses.dtype == np.float64
    assert (np.diff(edges) > 0).all()
    assert math.isclose(masses.sum(), 1.0, abs_tol=1e-12)
    np.testing.assert_allclose(edges, -edges[::-1], atol=1e-15)
    np.testing.assert_allclose(masses, masses[::-1], rtol=1e-9)
    np.testing.assert_allclose(masses, np.diff(CDF[key](edges)), atol=1e-14)


def test_gaussian_tail_masses_are_precise():
    edges, masses = Prior.entries["gaussian"]().grid(2001)
    assert edges[0] <= -37 + 1e-12
    assert edges[-1] >= 37 - 1e-12
    assert np.diff(edges).max() < 0.4, "the tails are cut finely"
    assert masses.max() < 3 / 2001, "and so is the bulk"
    exact = stats.norm.sf(edges[:-1]) - stats.norm.sf(edges[1:])
    np.testing.assert_allclose(masses[1500:-1], exact[1500:-1], rtol=1e-9)
    assert math.isclose(masses[-1], stats.norm.sf(edges[-2]), rel_tol=1e-12)


@pytest.mark.parametrize("key", EVERY)
def test_the_limits_show_most_latents(key):
    low, high = Prior.entries[key]().limits()
    z = draw(key, 4000, Prior.entries[key].dimension or 1)
    assert ((z >= low) & (z <= high)).float().mean() > 0.98


@pytest.mark.parametrize("key", EVERY)
def test_a_sheet_of_all_latents_is_within_the_bounds(key):
    prior = Prior.entries[key]()
    marks = prior.marks(7)
    assert marks.shape == (7,)
    assert (np.diff(marks) > 0).all()
    np.testing.assert_allclose(marks, -marks[::-1], atol=1e-12)
    low, high = prior.bounds()
    assert low <= marks[0] < marks[-1] <= high
    z = draw(key, 500, 2).numpy()
    np.testing.assert_array_equal(within(prior, z), z)
    assert manifold(prior, 2, 7).shape == (7, 7, 2)


# -- shapes in the plane -----------------------------------------------------------------------------


def test_petals_point_outwards_and_are_as_long_and_as_wide_as_they_say():
    prior = Prior.entries["petals"](count=10, distance=1.6, length=0.5, width=0.1)
    z = prior.sample(40_000, 2, torch.Generator().manual_seed(0)).double().numpy()
    # Each point in the coordinates of the petal that it is nearest to: outwards, and across.
    ways = 2 * np.pi * np.arange(10) / 10
    outwards = z @ np.stack([np.cos(ways), np.sin(ways)])
    across = z @ np.stack([-np.sin(ways), np.cos(ways)])
    far = ((outwards - 1.6) / 0.5) ** 2 + (across / 0.1) ** 2
    nearest = far.argmin(axis=1)
    shares = np.bincount(nearest, minlength=10) / len(z)
    assert np.abs(shares - 0.1).max() < 0.01
    for petal in range(10):
        mine = nearest == petal
        assert outwards[mine, petal].mean() == pytest.approx(1.6, abs=0.03)
        assert outwards[mine, petal].std() == pytest.approx(0.5, abs=0.03)
        assert across[mine, petal].mean() == pytest.approx(0, abs=0.01)
        assert across[mine, petal].std() == pytest.approx(0.1, abs=0.01)
    # With one petal alone it is a Gaussian, exactly.
    alone = prior.replace(count=1).sample(5_000, 2, torch.Generator().manual_seed(1)).double().numpy()
    assert stats.kstest(alone[:, 0], stats.norm(1.6, 0.5).cdf).pvalue > 1e-4
    assert stats.kstest(alone[:, 1], stats.norm(0, 0.1).cdf).pvalue > 1e-4


def test_the_roll_lies_along_its_curve():
    prior = Prior.entries["swiss-roll"](turns=1.5, width=0.05)
    z = prior.sample(5_000, 2, torch.Generator().manual_seed(0)).double().numpy()
    angles = np.linspace(1.5, 4.5, 4_000) * np.pi
    curve = (2 * angles / angles[-1] * np.stack([np.cos(angles), np.sin(angles)])).T
    gaps = np.sqrt(((z[:, None] - curve[None, ::4]) ** 2).sum(-1)).min(1)
    # Across the curve the noise is one coordinate of a Gaussian.
    assert (gaps < 0.05).mean() == pytest.approx(stats.norm.cdf(1) - stats.norm.cdf(-1), abs=0.03)
    assert (gaps < 0.2).mean() > 0.995


@pytest.mark.parametrize("key", SHAPES)
def test_a_shape_is_drawn_in_the_plane_and_nowhere_else(key):
    with pytest.raises(SettingError, match="set dim to 2"):
        draw(key, 10, 3)
    for query in (f"noise.kind={key}&noise.dim=3", f"family=aae&code.kind={key}&code.dim=1"):
        with pytest.raises(SettingError, match="prior of 2 coordinates"):
            Settings.from_query(query)


@pytest.mark.parametrize("key", SHAPES)
def test_ways_through_a_shape_are_straight(key):
    prior = Prior.entries[key]()
    assert not keeps_to_a_shell(prior, 2)
    assert [room(Prior.entries[other]()) for other in ("gaussian", "uniform", key)] == ["all", "box", "shape"]
    way = path(prior, np.array([-1.0, 0.0]), np.array([1.0, 2.0]), 5)
    np.testing.assert_allclose(way[2], [0.0, 1.0])


@pytest.mark.parametrize("key", SHAPES)
@pytest.mark.parametrize(
    "query",
    [
        "noise.kind={}&distribution=ring&generator.width=8&discriminator.width=8",
        "noise.kind={}&distribution=gaussian&generator.width=8&discriminator.width=8",
        "family=cgan&noise.kind={}&distribution=ring&generator.width=8&discriminator.width=8",
        "family=aae&code.kind={}&encoder.width=8&decoder.width=8&judge.width=8&batch=16",
    ],
)
def test_a_shape_is_noise_and_a_place_for_codes(key, query):
    run = Trainer(Settings.from_query(query.format(key)))
    run.step(2)
    assert run.error is None
    assert all(np.isfinite(value) for name, value in run.measure().items() if "w1" in name)
    for picture in run.snapshot().pictures:
        assert run.scene(picture)
