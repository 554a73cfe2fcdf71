"""Ways through the latent space: between two latents, across a plane, by arithmetic, over all of it.

Pure functions on arrays of latents (..., d), in float64. What a generator makes of them is for
`Snapshot.generate`; directions worth following are found in `playground.latent_directions`.
"""

from __future__ import annotations

import numpy as np

from playground.knobs import SettingError
from playground.priors import Prior

Array = np.ndarray

SHELL = 3
"""Coordinates from which on Gaussian latents keep to a shell, so that a path should follow it."""
NEAR = 0.25
"""How far the neighbours of a latent lie from it along each axis (Radford et al., 2016, Figure 7)."""

_STRAIGHT = 1e-7
"""Sine of the angle between two latents below which they count as (anti)parallel."""


def lerp(a: Array, b: Array, t: Array | float) -> Array:
    """The straight line from a (d,) at t = 0 to b (d,) at t = 1: shape (*t.shape, d)."""
    t = np.asarray(t, float)[..., None]
    return (1 - t) * np.asarray(a, float) + t * np.asarray(b, float)


def slerp(a: Array, b: Array, t: Array | float) -> Array:
    """The great circle from a (d,) at t = 0 to b (d,) at t = 1: shape (*t.shape, d).

    sin((1 - t) w) / sin w a + sin(t w) / sin w b, with w the angle between a and b (Shoemake, 1985;
    for latents White, 2016). Equal lengths stay what they are. Where the arc is not determined, since
    a and b lie on one line through 0, it is the straight line.
    """
    a, b, t = np.asarray(a, float), np.asarray(b, float), np.asarray(t, float)
    lengths = np.linalg.norm(a), np.linalg.norm(b)
    if not min(lengths):
        return lerp(a, b, t)
    one, other = a / lengths[0], b / lengths[1]
    # Kahan's formula: unlike the arc cosine it keeps all digits at small angles.
    angle = 2 * np.arctan2(np.linalg.norm(one - other), np.linalg.norm(one + other))
    if np.sin(angle) < _STRAIGHT:
        return lerp(a, b, t)
    t = t[..., None]
    from_a, from_b = (np.sin(share * angle) / np.sin(angle) for share in (1 - t, t))
    return from_a * a + from_b * b


def keeps_to_a_shell(prior: Prior, dimension: int) -> bool:
    """Whether latents of this prior have nearly the same length: a round prior in three or more dimensions.

    |z| of a Gaussian z is sqrt(d) give or take 0.7, so the middle of a straight line between two of
    them, shorter by sqrt(2), is where a G has hardly been trained. Where z has one or two coordinates
    the middle is as usual a place as any.
    """
    return prior.isotropic and dimension >= SHELL


def room(prior: Prior) -> str:
    """Where latents lie, as far as ways between them are concerned: in a "box" that no straight line leaves,
    in a "shape" of the plane that it may leave, or "all" over."""
    if np.isfinite(prior.bounds()).all():
        return "box"
    return "shape" if prior.dimension else "all"


def path(prior: Prior, a: Array, b: Array, n: int, straight: bool | None = None) -> Array:
    """n latents from a to b (d,), both included: (n, d). On the arc for a prior that keeps to a shell, else
    (or if told so by `straight`) on the straight line."""
    if straight is None:
        straight = not keeps_to_a_shell(prior, np.shape(a)[-1])
    return (lerp if straight else slerp)(a, b, np.linspace(0, 1, n))


def within(prior: Prior, z: Array) -> Array:
    """z, with every coordinate moved to where the prior has any mass."""
    return np.clip(z, *prior.bounds())


def moved(base: Array, directions: Array, amounts: Array) -> Array:
    """`base` (d,) with its coordinates along orthonormal `directions` (k, d) set to `amounts` (..., k):
    (..., d). What is across them all stays as it is."""
    directions = np.asarray(directions, float)
    return base + (np.asarray(amounts, float) - directions @ base) @ directions


def plane(centre: Array, directions: Array, extent: float, n: int) -> Array:
    """A grid of n x n latents around `centre` (d,) that reaches `extent` along each of two `directions`
    (2, d): (n, n, d). Columns follow the first from left to right, rows the second from above."""
    steps = np.linspace(-extent, extent, n)
    across, up = np.meshgrid(steps, steps[::-1])
    return centre + np.stack([across, up], -1) @ np.asarray(directions, float)


def arithmetic(prior: Prior, plus: Array, minus: Array, more: Array) -> Array:
    """mean(plus) - mean(minus) + mean(more), each latents (n, d): (d,). An empty set counts as 0.

    Radford et al. (2016) average three examples of a concept, because single ones did not give stable
    results. Means of n latents are shorter by sqrt(n) and their sum is longer again, so where a prior
    keeps to a shell, the only place that G was trained on, the result is brought back to it: to the mean
    length of what was added last (or of `plus`, without that).
    """
    means = [np.mean(held, 0) if len(held) else 0.0 for held in (plus, minus, more)]
    if not any(len(held) for held in (plus, minus, more)):
        raise SettingError("Latent arithmetic needs at least one latent to start from.")
    z = np.asarray(means[0] - means[1] + means[2])
    length = np.linalg.norm(z)
    if length and keeps_to_a_shell(prior, z.size):
        kept = next(held for held in (more, plus, minus) if len(held))
        z = z * (np.linalg.norm(kept, axis=-1).mean() / length)
    return within(prior, z)


def neighbours(prior: Prior, z: Array, n: int, seed: int = 0) -> Array:
    """n latents near z (d,), always by the same uniform noise of +-0.25 as in Figure 7 of Radford et al.
    (2016): (n, d)."""
    noise = np.random.default_rng(seed).uniform(-NEAR, NEAR, (n, z.size))
    return within(prior, z + noise)


def manifold(prior: Prior, dimension: int, n: int) -> Array:
    """n x n latents over all of a two-dimensional prior: (n, n, 2), rows from above.

    For independent coordinates they share it out evenly, by the inverse CDF of a regular grid on the unit
    square, as in Figure 4 of Kingma & Welling (2014); for a shape in the plane they cover its window.
    Raises `SettingError` for other dimensions.
    """
    if dimension != 2:
        raise SettingError(
            f"A picture of the whole latent space needs two dimensions, and here are {dimension}; "
            "set noise.dim=2."
        )
    marks = prior.marks(n)
    return np.stack(np.meshgrid(marks, marks[::-1]), -1)
