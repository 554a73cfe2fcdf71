"""The optimal discriminator and the optimal critic side by side (Arjovsky et al., 2017, figure 2)."""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.special import expit

from playground.distributions import Line
from playground.divergences import kantorovich_potential
from playground.knobs import SettingError
from playground.laboratory.densities import atoms, log_density
from playground.laboratory.shifts import common_window

Array = np.ndarray


@dataclasses.dataclass(frozen=True, eq=False)
class Critics:
    """On places x (m,): densities p, q, the best discriminator D* = p / (p + q) and the best critic f*.

    `slope` is dD*/dx and `critic_slope` df*/dx, both (m,) and per unit of x: what a sample there would
    be told. Between distant laws D* is flat at 0 and 1, and f* is straight with slope 1. D* is nan
    where neither law has a density.
    """

    x: Array
    p: Array
    q: Array
    discriminator: Array
    slope: Array
    critic: Array
    critic_slope: Array


def critics(p: Line, q: Line, points: int = 401) -> Critics:
    """Both optima in closed form; raises `SettingError` for laws of atoms, which have no D*."""
    if atoms(p) or atoms(q):
        raise SettingError("The best discriminator needs densities; points have none.")
    x = np.linspace(*common_window(p, q), points)
    log_p, log_q = log_density(p, x), log_density(q, x)
    there = np.maximum(log_p, log_q) > -np.inf
    logit = np.subtract(log_p, log_q, out=np.full(points, np.nan), where=there)
    best = expit(logit)
    f, g = np.asarray(p.cdf(x)), np.asarray(q.cdf(x))
    critic = kantorovich_potential(f, g, x)
    # The level of a critic means nothing: zero halfway between its ends over the window.
    critic = critic - (critic.max() + critic.min()) / 2
    return Critics(
        x, np.exp(log_p), np.exp(log_q), best, np.gradient(best, x), critic, np.gradient(critic, x)
    )
