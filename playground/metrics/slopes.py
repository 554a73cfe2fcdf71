"""How steep D is, and how hard it pushes the fake samples."""

from __future__ import annotations

import numpy as np

from playground.distributions import Images
from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.seen import asked


class Slopes(Metric, abstract=True):
    """A number about D's slopes, in x, at a few points."""

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.plays

    def slow(self, evaluation: Evaluation) -> bool:
        # Back through a network for pictures takes longer than forth, and that is not quick.
        return isinstance(evaluation.distribution, Images)


class Gradient(Slopes):
    """The push that a fake sample gets from D: root mean square of |dL_G/dx| over 2,000 fakes.

    Near zero the generator learns nothing: either the game is over, or D is so sure of itself that
    its slope has vanished (Arjovsky & Bottou, 2017). Where fakes are pictures, 128 of them.
    """

    key = "gradient"
    title = "Push on fakes"

    def compute(self, evaluation: Evaluation) -> float:
        norms = _norms(evaluation.players.pushes(evaluation.told(evaluation.fake(asked(evaluation)))))
        with np.errstate(over="ignore"):
            return float(np.sqrt((norms**2).mean()))


class Lipschitz(Slopes):
    """The steepest slope found in D's raw output: a lower bound of its Lipschitz constant.

    Wasserstein critics should stay at 1; for others it tells how sharply D can react. The maximum over
    2,000 points (128 pictures), one third each real, fake and on straight lines between the two.
    """

    key = "lipschitz"
    title = "Steepest slope of D"

    def compute(self, evaluation: Evaluation) -> float:
        return float(_norms(evaluation.players.slopes(evaluation.told(_probes(evaluation)))).max())


def _probes(evaluation: Evaluation) -> Array:
    """Points (n, d) where slopes are looked at, n of `asked`."""
    n = asked(evaluation)
    real, fake = evaluation.real(n), evaluation.fake(n)
    third = n // 3
    share = np.random.default_rng(64).random((n - 2 * third, 1))
    between = share * real[2 * third :] + (1 - share) * fake[2 * third :]
    return np.concatenate([real[:third], fake[third : 2 * third], between])


def _norms(vectors: Array) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        return np.sqrt((np.asarray(vectors, dtype=float) ** 2).sum(axis=1))
