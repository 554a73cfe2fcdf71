"""What metrics see of an autoencoder: codes of samples that it was not trained on."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from playground.distributions import Distribution, Images
from playground.distributions.images import as_rows
from playground.image_data import PictureSet
from playground.metrics.base import Array, Evaluation, Players

if TYPE_CHECKING:
    from playground.objectives import Objective


@dataclass(frozen=True, eq=False)
class CodedEvaluation(Evaluation):
    """One replica of an autoencoder: the decoder as the generator, and the encoder as `coder`.

    The coder generates codes from samples, and its discriminator judges codes by the objective `game`;
    `contested` tells whether it is heard.
    """

    coder: Players | None = None
    game: Objective | None = None
    contested: bool = True

    def fresh(self, n: int) -> Array:
        """n samples that are not trained on (n, d): the held-out pictures, or fewer if there are no more."""
        return fresh_of(self.distribution, n)[0] if isinstance(self.distribution, Images) else self.real(n)

    def codes(self, n: int) -> Array:
        """The codes of `fresh(n)`: (n, latent)."""
        if ("codes", n) not in self._samples:
            self._samples["codes", n] = self.coder.generate(self.fresh(n))
        return self._samples["codes", n]

    def rebuilt(self, n: int) -> Array:
        """What the decoder makes of the codes of `fresh(n)`: (n, d)."""
        return self.players.generate(self.codes(n))


@functools.lru_cache(maxsize=8)
def fresh_of(data: Images, n: int) -> tuple[Array, Array | None]:
    """At most n held-out pictures (n, 784) and their labels (n,), if they have any; where none are held out,
    those to train on."""
    return fresh_of_set(data.pictures(), n)


def fresh_of_set(pictures: PictureSet, n: int) -> tuple[Array, Array | None]:
    """The same of a set of pictures."""
    held = pictures.test if len(pictures.test.images) else pictures.train
    count = len(held.images)
    # From all over the set: the first half of MNIST's test set is by tidier writers than the second.
    places = np.linspace(0, count, min(n, count), endpoint=False).astype(int)
    rows = as_rows(torch.tensor(held.images[places])).double().numpy()
    return rows, None if held.labels is None else held.labels[places].astype(int)


def coded(evaluation: Evaluation) -> bool:
    """Whether there are codes."""
    return isinstance(evaluation, CodedEvaluation)


def labels_of(data: Distribution, n: int) -> Array | None:
    """The labels of `CodedEvaluation.fresh(n)`, where its pictures have any."""
    return fresh_of(data, n)[1] if isinstance(data, Images) else None
