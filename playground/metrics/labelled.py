"""What metrics see of a run whose samples are made, and judged, for a label."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np
import torch

from playground.distributions import Distribution
from playground.metrics.base import Array, Evaluation, latents_of


@dataclass(frozen=True, eq=False)
class LabelledEvaluation(Evaluation):
    """One replica of a run whose G takes rows [z, y] and whose D takes rows [x, y], y being one-hot.

    Fakes are asked for with the labels of as many real samples, so that both come in the data's balance
    and the i-th of each have the same label. `training_labels` (m,) are those of `training`.
    """

    training_labels: Array = field(default_factory=lambda: np.zeros(0, int))

    judges_alone = False

    @property
    def classes(self) -> int:
        """Number of labels."""
        return self.distribution.classes

    def labels(self, n: int) -> Array:
        """The labels of `real(n)`, and those that `fake(n)` were asked for: int (n,)."""
        return _labels(self.distribution, n, self.seed)

    def noise_alone(self, n: int) -> Array:
        """n fixed draws of the prior, without labels: (n, noise dimension)."""
        return latents_of(self.prior, n, self.latent - self.classes, self.seed)

    def latents(self, n: int) -> Array:
        """The rows [z, y] (n, latent) that `fake` puts through G."""
        return self.beside(self.noise_alone(n), self.labels(n))

    def switched(self, n: int, label: int) -> Array:
        """G at the z of `fake(n)`, all of them with one label: (n, d), float64."""
        return self.players.generate(self.beside(self.noise_alone(n), np.full(n, label)))

    def beside(self, rows: Array, labels: Array) -> Array:
        """Rows (n, d) with their labels (n,) after them, one-hot: (n, d + classes)."""
        return np.concatenate([rows, np.eye(self.classes)[labels]], axis=1)

    def told(self, x: Array, training: bool = False) -> Array:
        return self.beside(x, (self.training_labels if training else self.labels(len(x)))[: len(x)])


@functools.lru_cache(maxsize=16)
def _labels(distribution: Distribution, n: int, seed: int) -> Array:
    generator = torch.Generator().manual_seed(90_001 + 2 * seed)
    return distribution.labelled(n, generator)[1].numpy()
