"""How near D is to the best discriminator, and both to the end of the game."""

from __future__ import annotations

import math

import numpy as np

from playground.divergences import jsd
from playground.metrics.base import Evaluation, Metric
from playground.metrics.line_floor import line_floor
from playground.metrics.seen import line_seen, raw_on_line, reads_as_probability, value
from playground.pushforward import LineState

VISIBLE = 0.01
"""D is compared with its optimum where p_data + p_g exceeds this share of its peak: elsewhere no sample
tells D what to say."""
POPULATED = 0.05
"""D is compared with 1/2 where p_data exceeds this share of its peak."""


class DStarGap(Metric):
    """The largest distance of D from the best discriminator D*, where there is anything to see.

    0: D is perfect for the present generator, as theory assumes; 1: D is sure of the opposite of
    what is true. Taken over all x where p_data + p_g exceeds 1 % of its peak, against the densities
    that D is shown (blurred, if there is instance noise).
    """

    key = "d_star_gap"
    title = "max |D − D*|"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        # A sample's rough histogram would show gaps that are its own.
        return evaluation.exact and reads_as_probability(evaluation)

    def compute(self, evaluation: Evaluation) -> float:
        objective, state = evaluation.objective, line_seen(evaluation)
        if not state.finite:
            return math.nan
        p, q = state.p, state.q
        seen = p + q > VISIBLE * (p + q).max()
        with np.errstate(all="ignore"):  # 0/0 where there is neither data nor generator
            best = objective.shown(objective.optimum(p, q, state.widths))
        return float(np.abs(objective.shown(raw_on_line(evaluation)) - best)[seen].max())


class DHalfGap(Metric):
    """The largest distance of D from 1/2 over the data's support.

    At the end of the game D says 1/2 wherever there is data and this is 0. It can be 0 as well for a
    D that has learnt nothing yet, so read it beside the distance between data and generator. Taken
    over all x where p_data exceeds 5 % of its peak.
    """

    key = "d_half_gap"
    title = "max |D − ½|"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.on_line and reads_as_probability(evaluation)

    def compute(self, evaluation: Evaluation) -> float:
        p = evaluation.line.p
        shown = evaluation.objective.shown(raw_on_line(evaluation))
        return float(np.abs(shown - 0.5)[p > POPULATED * p.max()].max())


class Value(Metric):
    """V(D, G) = E log D(x) + E log(1 − D(G(z))): the quantity that the two players fight over.

    D pushes it up, at most to its optimal value for this generator; G pushes it down. At the end of
    the game it is −log 4 = −1.386. By quadrature on the line, from 2,000 samples of each kind in the
    plane (128 pictures), instance noise included.
    """

    key = "value"
    title = "V(D, G)"
    unit = "nats"
    ideal = -math.log(4)

    def applies(self, evaluation: Evaluation) -> bool:
        return reads_as_probability(evaluation)

    def compute(self, evaluation: Evaluation) -> float:
        return value(evaluation)


class ValueOptimal(Metric):
    """V(D*, G) = −log 4 + 2 JSD: the most that any D could reach against this generator.

    The gap between this and V(D, G) is what D still has to learn (Goodfellow et al., 2014, theorem 1);
    how far it lies above −log 4 is what G still has to learn.
    """

    key = "value_optimal"
    title = "V(D*, G)"
    unit = "nats"
    ideal = -math.log(4)

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.on_line and reads_as_probability(evaluation)

    def compute(self, evaluation: Evaluation) -> float:
        return _most(line_seen(evaluation))

    def floor(self, evaluation: Evaluation) -> float | None:
        return line_floor(_most, evaluation, evaluation.noise)


def _most(state: LineState) -> float:
    return -math.log(4) + 2 * jsd(state.data_mass, state.fake_mass)
