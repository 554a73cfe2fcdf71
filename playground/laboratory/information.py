"""Distances that compare densities place by place: KL, Jensen-Shannon, total variation, Hellinger."""

from __future__ import annotations

import math

import numpy as np

from playground.distributions import Line
from playground.distributions.line_families import Uniform
from playground.distributions.line_mixtures import Gaussian
from playground.laboratory.base import Counterexample, Integral
from playground.laboratory.quadrature import Sheet, crossed

Array = np.ndarray
_BELLS = tuple(Gaussian(mean=mean, width=1.0) for mean in (0.0, 1.0, 2.0))
_NARROW, _WIDE = _BELLS[0], Gaussian(mean=0.0, width=2.0)
_LEFT, _BOTH, _RIGHT = Uniform(low=0.0, high=1.0), Uniform(low=0.0, high=2.0), Uniform(low=1.0, high=2.0)
_OUTWARD, _INWARD = math.log(2) - 3 / 8, 3 / 2 - math.log(2)
_HALFWAY = (3 * math.log(4 / 3)) / 4


def _weighed(weight: Array, log_weight: Array, log_ratio_to: Array) -> Array:
    """weight * (log weight - log other), zero where the weight is."""
    ratio = np.subtract(log_weight, log_ratio_to, out=np.zeros_like(weight), where=weight > 0)
    return weight * ratio


class KL(Integral):
    """Kullback-Leibler divergence: how surprised one is by samples of p who expects q (1951).

    The mean of log p / q under p. Infinite as soon as p puts mass where q has none; mass of q where
    p has none costs nothing by itself. Minimised over q, it spreads q over all that p holds.
    """

    key = "kl"
    title = "KL"
    unit = "nats"
    symmetric = False
    triangle = False
    counterexamples = (
        Counterexample("symmetry", (_NARROW, _WIDE), (_OUTWARD, _INWARD)),
        Counterexample("triangle", _BELLS, (2.0, 0.5, 0.5)),
    )

    def terms(self, s: Sheet) -> dict[str, Array]:
        return {"p-to-q": _weighed(s.p, s.log_p, s.log_q)}


class ReverseKL(Integral):
    """Kullback-Leibler divergence the other way round: the mean of log q / p under q.

    Infinite as soon as q puts mass where p has none; what q leaves out costs little. Minimised over
    q, it makes q settle on a part of p.
    """

    title = "Reverse KL"
    unit = "nats"
    symmetric = False
    triangle = False
    counterexamples = (
        Counterexample("symmetry", (_NARROW, _WIDE), (_INWARD, _OUTWARD)),
        Counterexample("triangle", _BELLS, (2.0, 0.5, 0.5)),
    )

    def terms(self, s: Sheet) -> dict[str, Array]:
        return {"q-to-p": _weighed(s.q, s.log_q, s.log_p)}


class JensenShannon(Integral):
    """Jensen-Shannon divergence: what one look at a sample tells about which of the two it is of.

    Half the KL divergence of p from the mixture m = (p + q) / 2 and half that of q from m (Lin,
    1991). Never infinite; log 2 as soon as p and q do not overlap, however near they are.
    """

    title = "Jensen-Shannon"
    unit = "nats"
    bound = math.log(2)
    triangle = False
    counterexamples = (Counterexample("triangle", (_LEFT, _BOTH, _RIGHT), (math.log(2), _HALFWAY, _HALFWAY)),)

    def terms(self, s: Sheet) -> dict[str, Array]:
        return {
            "p-to-mixture": _weighed(s.p, s.log_p, s.log_mixture) / 2,
            "q-to-mixture": _weighed(s.q, s.log_q, s.log_mixture) / 2,
        }


class RootJensenShannon(JensenShannon):
    """The square root of the Jensen-Shannon divergence, which is a metric (Endres & Schindelin, 2003).

    It orders pairs as the divergence does, and also keeps the triangle inequality.
    """

    title = "Root of Jensen-Shannon"
    unit = "square root of nats"
    bound = math.sqrt(math.log(2))
    triangle = True
    counterexamples = ()

    def finish(self, total: Array) -> Array:
        return np.sqrt(total)


class TotalVariation(Integral):
    """Total variation: the most by which p and q can differ in the probability of any event.

    Half the area between the densities: the share of mass that would have to be relabelled. Blind to
    how far that mass is away.
    """

    title = "Total variation"
    unit = "probability"
    bound = 1.0

    def terms(self, s: Sheet) -> dict[str, Array]:
        gap = s.p - s.q
        return {"p-above-q": np.maximum(gap, 0.0) / 2, "q-above-p": np.maximum(-gap, 0.0) / 2}

    def sheet(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Sheet | None:
        return crossed(p, q, offsets)


class Hellinger(Integral):
    """Hellinger distance: the length between the square roots of the densities, scaled to at most 1.

    A metric that, like total variation, only looks at overlap, but weighs small densities more.
    """

    unit = "none"
    bound = 1.0

    def terms(self, s: Sheet) -> dict[str, Array]:
        return {"roots": (np.exp(s.log_p / 2) - np.exp(s.log_q / 2)) ** 2 / 2}

    def finish(self, total: Array) -> Array:
        return np.sqrt(total)
