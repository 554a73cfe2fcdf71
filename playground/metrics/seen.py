"""What D is shown, instance noise included, and what it answers."""

from __future__ import annotations

import numpy as np
from scipy.special import log_expit

from playground.distributions import Images
from playground.metrics.base import Evaluation
from playground.metrics.once import once
from playground.pushforward import LineState, blurred

Array = np.ndarray
SIZE, PICTURES = 2_000, 128
"""Samples of each kind that D is asked about: fewer where each is a whole picture."""


def reads_as_probability(evaluation: Evaluation) -> bool:
    """Whether D's shown output is an estimate of P(real | x), settled to the last constant."""
    return evaluation.plays and evaluation.objective.tells_probability


def asked(evaluation: Evaluation) -> int:
    """How many samples of each kind D is asked about."""
    return PICTURES if isinstance(evaluation.distribution, Images) else SIZE


def with_noise(evaluation: Evaluation, x: Array, seed: int) -> Array:
    """x (n, d) with the evaluation's instance noise: fixed noise for a fixed seed."""
    if evaluation.noise == 0:
        return x
    return x + evaluation.noise * np.random.default_rng(seed).standard_normal(x.shape)


@once
def line_seen(evaluation: Evaluation) -> LineState:
    """The line as D meets it: both sides blurred by the instance noise."""
    return blurred(evaluation.line, evaluation.noise)


@once
def raw_on_line(evaluation: Evaluation) -> Array:
    """D's raw output at the centres of the line's cells (m,)."""
    return evaluation.players.discriminate(evaluation.line.centres[:, None])


@once
def raw_of_samples(evaluation: Evaluation) -> tuple[Array, Array]:
    """D's raw outputs on as many real as fake samples, each (n,) for the n of `asked`."""
    discriminate, n = evaluation.players.discriminate, asked(evaluation)
    real = with_noise(evaluation, evaluation.real(n), 61)
    fake = with_noise(evaluation, evaluation.fake(n), 62)
    return discriminate(evaluation.told(real)), discriminate(evaluation.told(fake))


@once
def value(evaluation: Evaluation) -> float:
    """V(D, G) = E log D(x) + E log(1 - D(G(z))): by quadrature on the line, else by samples."""
    if not evaluation.on_line:
        real, fake = raw_of_samples(evaluation)
        return float(log_expit(real).mean() + log_expit(-fake).mean())
    state, raw = line_seen(evaluation), raw_on_line(evaluation)
    return float(state.data_mass @ log_expit(raw) + state.fake_mass @ log_expit(-raw))
