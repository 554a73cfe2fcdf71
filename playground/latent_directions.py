"""Directions in the latent space that are worth following: those along which G changes most.

They come from the metric that G pulls back from samples to latents, E[J^T J] with J the Jacobian of G,
averaged over a few latents: directions that matter at one latent mostly do so at others (Wang & Ponce,
2021). It needs nothing but values of G; GANSpace (Härkönen et al., 2020) finds similar ones from inside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.metrics import Evaluation

Array = np.ndarray

ROWS = 512
"""Latents put through G at the most, unless the latent space itself has more dimensions."""
MOST_PLACES = 16
STEP = 0.02
"""Half the width of a finite difference: small beside the prior, large beside the rounding of float32."""


@dataclass(frozen=True, eq=False)
class Directions:
    """Orthonormal `vectors` (k, d), and how far a sample moves per unit of each: `strengths` (k,), root
    mean square over latents, largest first. `axes` are their coordinates where they are the axes."""

    vectors: Array
    strengths: Array
    axes: tuple[int, ...] = ()


def principal(evaluation: Evaluation, k: int) -> Directions:
    """The k directions along which G moves its samples most; for a linear G its right singular vectors."""
    values, vectors = np.linalg.eigh(metric(evaluation))
    chosen = vectors.T[::-1][:k]
    # Of a direction and its opposite, the one whose largest coordinate is positive.
    largest = np.take_along_axis(chosen, np.abs(chosen).argmax(1)[:, None], 1)
    return Directions(chosen * np.where(largest < 0, -1, 1), np.sqrt(np.maximum(values[::-1][:k], 0)))


def axes(evaluation: Evaluation, k: int) -> Directions:
    """The k coordinates of z along which G moves its samples most."""
    strengths = np.sqrt(np.diag(metric(evaluation)))
    chosen = np.argsort(-strengths, kind="stable")[:k]
    return Directions(np.eye(len(strengths))[chosen], strengths[chosen], tuple(map(int, chosen)))


KINDS = {"principal": principal, "axes": axes}


def metric(evaluation: Evaluation) -> Array:
    """E[J^T J] (d, d) by central differences of G, at a few fixed latents of the prior; 0 for a G that has
    diverged."""
    d = evaluation.latent
    places = evaluation.latents(min(MOST_PLACES, max(1, ROWS // (2 * d))))
    steps = STEP * np.concatenate([np.eye(d), -np.eye(d)])
    x = evaluation.players.generate((places[:, None] + steps).reshape(-1, d))
    forward, backward = np.split(x.reshape(len(places), 2, d, -1), 2, axis=1)
    slopes = (forward - backward)[:, 0] / (2 * STEP)
    found = np.einsum("pix,pjx->ij", slopes, slopes) / len(places)
    return found if np.isfinite(found).all() else np.zeros_like(found)
