"""The Fréchet distance between features of fakes and of held-out pictures."""

from __future__ import annotations

import numpy as np

from playground.classifier import Seen
from playground.image_data import PictureSet
from playground.metrics.base import Array
from playground.metrics.class_shares import seen_held_out
from playground.metrics.recognition import Recognition
from playground.pieces import Pieces


class ClassifierFID(Recognition):
    """Fréchet distance of fakes from held-out pictures, in the features of this program's own classifier.

    A Gaussian is fitted to 64 features of each side, and the squared Wasserstein-2 distance of the two
    taken (Heusel et al., 2017, eq. 6). Its numbers compare with no FID that is published: those use
    another network. 2,000 fakes against 2,000 pictures that nobody trains on, or as many as there are
    (300 of the embedded digits); smaller samples score higher, so read it beside its floor, which sets
    pictures to train on against the same held-out ones.
    """

    key = "cfid"
    title = "Classifier-FID"
    ideal = 0.0

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        real = seen_held_out(pictures).features
        fake = fake.features[: len(real)]
        return frechet(*moments(real), *moments(fake))

    def score_in_pieces(self, fake: Seen, pictures: PictureSet) -> Pieces[float]:
        yield from seen_held_out.in_pieces(pictures)
        return self.score(fake, pictures)


def moments(x: Array) -> tuple[Array, Array]:
    """Mean (d,) and covariance (d, d) of samples (n, d)."""
    return x.mean(axis=0), np.atleast_2d(np.cov(x, rowvar=False))


def frechet(mean: Array, covariance: Array, other_mean: Array, other_covariance: Array) -> float:
    """The squared Wasserstein-2 distance of two Gaussians (Dowson & Landau, 1982):

    |m - m'|^2 + tr(S + S' - 2 (S^1/2 S' S^1/2)^1/2), for means (d,) and covariances (d, d), which may be
    singular.
    """
    # Roots by symmetric eigenvalues, which rounding leaves real; below 0 they are rounding alone.
    values, vectors = np.linalg.eigh(covariance)
    root = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    shared = np.linalg.eigvalsh(root @ other_covariance @ root).clip(0)
    spread = np.trace(covariance) + np.trace(other_covariance) - 2 * np.sqrt(shared).sum()
    return max(0.0, float(((mean - other_mean) ** 2).sum() + spread))
