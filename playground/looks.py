"""Numbers about the samples of many seeds at once: every function takes and gives a leading seed axis."""

from __future__ import annotations

import numpy as np
from scipy.special import log_expit
from scipy.stats import rankdata

from playground.distributions import Modes
from playground.metrics.nearest import SIGMAS

Array = np.ndarray
DIRECTIONS = 4
"""Directions of the plane, evenly spaced, that samples are compared along."""


def covered_shares(samples: Array, modes: Modes) -> Array:
    """High-quality samples of each mode over those that are its due: samples (seeds, n, d) to
    (seeds, modes); nan for a seed with a sample that is not finite.

    The rule of the metric `modes`: a sample belongs to its nearest centre, and is of high quality
    within three standard deviations of it.
    """
    seeds, n, d = samples.shape
    finite = np.isfinite(samples).all(axis=(1, 2))
    flat = np.where(finite[:, None, None], samples, 0).reshape(-1, d)
    centres = modes.centres.astype(flat.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        # The nearest centre has the largest x . c - |c|^2 / 2: one product instead of n k distances.
        nearest = (flat @ centres.T - (centres**2).sum(axis=1) / 2).argmax(axis=1)
        square = ((flat - centres[nearest]) ** 2).sum(axis=1)
    high = square <= ((SIGMAS * modes.widths) ** 2).astype(flat.dtype)[nearest]
    cells = np.repeat(np.arange(seeds), n) * len(centres) + nearest
    counts = np.bincount(cells[high], minlength=seeds * len(centres)).reshape(seeds, -1)
    return np.where(finite[:, None], counts / (modes.weights * n), np.nan)


def distances(real: Array, fakes: Array) -> Array:
    """Wasserstein-1 between real (n, d) and fakes (seeds, n, d), over the data's standard deviation (the
    mean over coordinates): (seeds,).

    On the line the distance of the samples; in the plane the mean along four directions, in more
    dimensions along the axes: a lower bound.
    """
    along = _directions(real.shape[1])
    apart = np.sort(fakes @ along, axis=1) - np.sort(real @ along, axis=0)
    return np.abs(apart).mean(axis=(1, 2)) / deviation(real)


def deviation(real: Array) -> float:
    """Standard deviation of real (n, d): root mean square over coordinates, in units of the data."""
    return float(np.sqrt(real.var(axis=0).mean()))


def spreads(real: Array, fakes: Array) -> Array:
    """How far fakes (seeds, n, d) lie from their own mean, over how far real (m, d) lie from theirs
    (root mean squares): (seeds,)."""
    return np.sqrt(fakes.var(axis=1).mean(axis=-1)) / deviation(real)


def reaches(real: Array, fakes: Array) -> Array:
    """How far fakes (seeds, n, d) lie from the mean of real (m, d), over how far real ones lie from the
    origin, where generators begin (root mean squares): (seeds,). About 1 at the start, whatever the data."""
    square = ((fakes - real.mean(axis=0)) ** 2).mean(axis=(1, 2))
    return np.sqrt(square / (real**2).mean())


def rankings(real: Array, fake: Array) -> Array:
    """How often D scores a real sample above a fake one, ties counting half: outputs (seeds, n) of
    each kind to (seeds,); see `metrics.ranking`."""
    n = real.shape[1]
    both = np.concatenate([real, fake], axis=1)
    ranks = rankdata(both, axis=1)[:, :n].sum(axis=1)
    return (ranks - n * (n + 1) / 2) / (n * fake.shape[1])


def jsd_estimates(real: Array, fake: Array) -> Array:
    """(V(D, G) + log 4) / 2 from D's raw outputs (seeds, n) of each kind: (seeds,), as the metric has it."""
    return (log_expit(real).mean(axis=1) + log_expit(-fake).mean(axis=1) + np.log(4)) / 2


def w1_estimates(real: Array, fake: Array, slopes: Array) -> Array:
    """(E D(x) - E D(G(z))) / L from a critic's outputs (seeds, n) of each kind: (seeds,), as its metric.
    L is the steepest of its gradients `slopes` (seeds, m, d)."""
    steepest = np.linalg.norm(slopes, axis=-1).max(axis=1)
    gain = real.mean(axis=1) - fake.mean(axis=1)
    return np.divide(gain, steepest, out=np.zeros_like(gain), where=gain != 0)


def _directions(d: int) -> Array:
    if d != 2:
        return np.eye(d)
    angle = np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    return np.stack([np.cos(angle), np.sin(angle)])
