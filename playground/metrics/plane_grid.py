"""Masses of a distribution and of samples on a fixed grid of the plane."""

from __future__ import annotations

import functools

import numpy as np
import torch

from playground.distributions import Plane

Array = np.ndarray
SIDE = 50
LARGE_SAMPLE = 200_000


def sample_masses(samples: Array, distribution: Plane) -> Array | None:
    """Shares of samples (n, 2) in each cell of a 50 x 50 grid over the window, and, last, in all
    the plane outside: (2501,). None if a sample is not finite."""
    if not np.isfinite(samples).all():
        return None
    low, high = np.array(distribution.window()).T
    place = np.floor((np.clip(samples, low - 1.0, high + 1.0) - low) / (high - low) * SIDE).astype(int)
    inside = ((place >= 0) & (place < SIDE)).all(axis=1)
    cell = np.where(inside, place[:, 0] * SIDE + place[:, 1], SIDE * SIDE)
    return np.bincount(cell, minlength=SIDE * SIDE + 1) / len(samples)


@functools.lru_cache(maxsize=32)
def true_masses(distribution: Plane) -> Array:
    """The same of the distribution itself: exact where it knows its masses, else by 200,000
    samples."""
    (x_low, x_high), (y_low, y_high) = distribution.window()
    edges = np.linspace(x_low, x_high, SIDE + 1), np.linspace(y_low, y_high, SIDE + 1)
    inside = distribution.cell_mass(*edges)
    if inside is None:
        generator = torch.Generator().manual_seed(50_050)
        return sample_masses(distribution.sample(LARGE_SAMPLE, generator).double().numpy(), distribution)
    return np.append(inside.ravel(), max(1 - inside.sum(), 0.0))
