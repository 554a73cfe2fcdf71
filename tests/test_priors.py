"""The contract of every catalogued prior."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from playground.priors import Prior

EVERY = sorted(Prior.entries)
CDF = {"gaussian": stats.norm.cdf, "uniform": stats.uniform(-1, 2).cdf}


def draw(key: str, n: int, dimension: int, seed: int = 0) -> torch.Tensor:
    return Prior.entries[key]().sample(n, dimension, torch.Generator().manual_seed(seed))


def test_the_catalogue_is_complete():
    assert set(CDF) <= set(EVERY)


@pytest.mark.parametrize("key", EVERY)
def test_samples_have_the_declared_form(key):
    z = draw(key, 101, 5)
    assert z.shape == (101, 5)
    assert z.dtype == torch.float32
    assert torch.equal(z, draw(key, 101, 5))
    assert not torch.equal(z, draw(key, 101, 5, seed=1))


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
    z = draw(key, 4000, 1)
    assert ((z >= low) & (z <= high)).float().mean() > 0.98
