"""Expectation-maximisation: scikit-learn's Gaussian mixture, stepped by half an iteration at a time.

scikit-learn takes a second to import, so whoever begins a run imports this module only then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.mixture import GaussianMixture
from sklearn.mixture._gaussian_mixture import _compute_precision_cholesky
from torch import Tensor

from playground.families.base import Run
from playground.gaussians import Fitted, Gaussians
from playground.knobs import SettingError
from playground.metrics import Evaluation
from playground.priors.gaussian import Gaussian
from playground.training.sources import FixedSample
from playground.training.streams import seeded

if TYPE_CHECKING:
    from playground.families.mixture import Mixture

Array = np.ndarray
PARTS = tuple(field.name for field in dataclasses.fields(Gaussians))


class Stepped(GaussianMixture):
    """scikit-learn's own E and M step, which `fit` takes in turn and hides from its callers.

    They are hooks for subclasses, `_e_step` and `_m_step`; that they add up to `fit` is tested.
    """

    def put(self, mixture: Gaussians) -> Stepped:
        """Goes on from a mixture."""
        self.weights_, self.means_ = mixture.weights, mixture.means
        self.covariances_ = packed(mixture.covariances, self.covariance_type)
        self.precisions_cholesky_ = _compute_precision_cholesky(self.covariances_, self.covariance_type)
        return self

    def get(self) -> Gaussians:
        """The mixture that it has come to."""
        covariances = unpacked(self.covariances_, self.covariance_type, *self.means_.shape)
        return Gaussians(self.weights_, self.means_, covariances)

    def expect(self, x: Array) -> Array:
        """E step: the logarithm of each component's share in each x (n, d), shape (n, k)."""
        return self._e_step(x)[1]

    def maximise(self, x: Array, log_shares: Array) -> Gaussians:
        """M step: weights, means and covariances of the points weighted by their shares."""
        self._m_step(x, log_shares)
        return self.get()


def packed(covariances: Array, kind: str) -> Array:
    """Covariances (k, d, d) of one kind in the shape that scikit-learn keeps them in."""
    if kind == "tied":
        return covariances[0]
    if kind == "diag":
        return np.diagonal(covariances, axis1=1, axis2=2).copy()
    return covariances[:, 0, 0] if kind == "spherical" else covariances


def unpacked(held: Array, kind: str, k: int, d: int) -> Array:
    """The inverse of `packed`: always (k, d, d)."""
    if kind == "tied":
        return np.repeat(held[None], k, axis=0)
    if kind == "full":
        return held
    return held.reshape(k, -1, 1) * np.eye(d)


def restricted(mixture: Gaussians, kind: str) -> Gaussians:
    """The mixture of one kind of covariances that is nearest to a given one, as the M step takes means."""
    covariances = mixture.covariances
    k, d = mixture.means.shape
    if kind == "tied":
        return dataclasses.replace(
            mixture, covariances=unpacked(np.einsum("k,kij", mixture.weights, covariances), kind, k, d)
        )
    spreads = np.diagonal(covariances, axis1=1, axis2=2)
    held = {"full": covariances, "diag": spreads, "spherical": spreads.mean(axis=1)}[kind]
    return dataclasses.replace(mixture, covariances=unpacked(held, kind, k, d))


class MixtureRun(Run):
    """One mixture for each seed, each fitted to its own fixed sample of p_data.

    `now` is the mixture; `seen` is the one that the last E step looked at, and stands for the shares it
    found: they follow from it, and are many times as many numbers.
    """

    def __init__(self, family: Mixture, seeds: Sequence[int]) -> None:
        self.family, self.seeds, self.steps = family, tuple(seeds), 0
        self._data = [sample_of(family, seed) for seed in self.seeds]
        self.now = [start(family, x, seed) for x, seed in zip(self._data, self.seeds, strict=True)]
        self.seen = list(self.now)
        self._log_shares: list[Array] | None = None

    def advance(self, iterations: int) -> None:
        for _ in range(iterations):
            for _ in self.iteration():
                pass

    def iteration(self) -> Iterator[str]:
        for half in self.family.half_names():
            yield half
            self.half_step(half)
        self.steps += 1

    def half_step(self, half: str) -> None:
        if half == "expectation":
            self.seen, self._log_shares = list(self.now), None
            self._log_shares = self._expected()
        else:
            shares = self._log_shares or self._expected()
            self.now = [self._stepper().maximise(*pair) for pair in zip(self._data, shares, strict=True)]

    def _expected(self) -> list[Array]:
        return [self._stepper().put(seen).expect(x) for seen, x in zip(self.seen, self._data, strict=True)]

    def _stepper(self) -> Stepped:
        family = self.family
        return Stepped(family.components, covariance_type=family.covariance, reg_covar=family.regularisation)

    def retune(self, family: Mixture) -> None:
        if family.covariance != self.family.covariance:
            self.now = [restricted(mixture, family.covariance) for mixture in self.now]
            self.seen = [restricted(mixture, family.covariance) for mixture in self.seen]
            self._log_shares = None
        if (family.distribution, family.data) != (self.family.distribution, self.family.data):
            self._data = [sample_of(family, seed) for seed in self.seeds]
            self._log_shares = None
        self.family = family

    def state(self) -> dict[str, Tensor]:
        held = {"now": self.now, "seen": self.seen}
        return {"steps": torch.tensor(self.steps)} | {
            f"{name}.{part}": torch.tensor(np.stack([getattr(each, part) for each in mixtures]))
            for name, mixtures in held.items()
            for part in PARTS
        }

    def load(self, state: dict[str, Tensor]) -> None:
        self.steps = int(state["steps"])
        self.now, self.seen = (_mixtures(state, name) for name in ("now", "seen"))
        self._log_shares = None

    def healthy(self) -> Tensor:
        return torch.tensor([bool(np.isfinite(mixture.covariances).all()) for mixture in self.now])

    def evaluation(self, replica: int = 0, lasting: bool = True) -> Evaluation:
        now, distribution = self.now[replica], self.family.distribution
        fitted = Fitted(now.weights, now.means, now.covariances, self.seen[replica])
        return Evaluation(
            distribution,
            Gaussian(),
            distribution.dimension + 1,
            fitted,
            None,
            self.seeds[replica],
            training=self._data[replica],
            density=fitted,
        )


def _mixtures(state: Mapping[str, Tensor], name: str) -> list[Gaussians]:
    tables = [state[f"{name}.{part}"].double().numpy().copy() for part in PARTS]
    return [Gaussians(*parts) for parts in zip(*tables, strict=True)]


def sample_of(family: Mixture, seed: int) -> Array:
    """The fixed sample (n, d) that a seed's mixture is fitted to, float64; raises `SettingError`."""
    x = FixedSample(family.distribution, family.data.size).rows(seed).double().numpy()
    if not np.isfinite(x).all():
        raise SettingError("This data holds numbers beyond all bounds; a mixture has no way to fit them.")
    return x


def start(family: Mixture, x: Array, seed: int) -> Gaussians:
    """Where the fit of x (n, d) begins.

    By k-means it is scikit-learn's own: one M step with the clusters as shares. At random points each
    component is as wide as all the data, centred on one of them.
    """
    chance = seeded(seed, "mixture", 0).initial_seed()
    k, kind = family.components, family.covariance
    if family.init == "kmeans":
        begun = Stepped(
            k, covariance_type=kind, reg_covar=family.regularisation, max_iter=0, random_state=chance
        )
        return begun.fit(x).get()
    means = x[np.random.default_rng(chance).choice(len(x), k, replace=False)]
    spread = np.atleast_2d(np.cov(x.T, bias=True)) + family.regularisation * np.eye(x.shape[1])
    return restricted(Gaussians(np.full(k, 1 / k), means, np.repeat(spread[None], k, axis=0)), kind)
