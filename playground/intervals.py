"""How sure a number counted over seeds is: a share, a rank correlation."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.stats import binomtest, fisher_exact, norm, rankdata

Array = np.ndarray
CONFIDENCE = 0.95


class RankCorrelation(NamedTuple):
    """Spearman's `rho` of `n` points, its 95 % interval, and the share of pairs of points that both sides put
    in the same order (`agree`, ties counting half). All nan where one side is the same throughout."""

    rho: float
    low: float
    high: float
    agree: float
    n: int


def wilson(met: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval for the share behind `met` of `n` (Wilson, 1927).

    It stays within 0 and 1 and says something sensible for none and for all; (0, 1) for n = 0.
    """
    if not n:
        return 0.0, 1.0
    interval = binomtest(met, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)


def chance_of_more(met: int, n: int, control_met: int, control_n: int) -> float:
    """Fisher's exact test, one-sided: how often a share at least so much above the control's arises
    when both are really the same."""
    table = [[met, n - met], [control_met, control_n - control_met]]
    return float(fisher_exact(table, alternative="greater").pvalue)


def rank_correlation(x: Array, y: Array) -> RankCorrelation:
    """Spearman's rank correlation of x and y (n,), ties sharing their mean rank; nan is left out.

    The interval is Fisher's, with the standard error of Bonett and Wright (2000, eq. 2); a perfect order
    is taken half an exchange of neighbours short of it there, or it would seem to be certain.
    """
    known = ~(np.isnan(x) | np.isnan(y))
    x, y = rankdata(x[known]), rankdata(y[known])
    n = len(x)
    if n < 2 or not (np.ptp(x) and np.ptp(y)):
        return RankCorrelation(*[math.nan] * 4, n)
    rho = float(np.clip(np.corrcoef(x, y)[0, 1], -1.0, 1.0))
    low, high = (-1.0, 1.0) if n < 4 else _fisher(rho, n)
    orders = np.sign(x[:, None] - x) * np.sign(y[:, None] - y)
    return RankCorrelation(rho, low, high, float(0.5 + orders.sum() / (2 * n * (n - 1))), n)


def _fisher(rho: float, n: int) -> tuple[float, float]:
    most = 1 - 6 / (n * (n * n - 1))
    at = math.atanh(min(max(rho, -most), most))
    reach = norm.ppf(0.5 + CONFIDENCE / 2) * math.sqrt((1 + rho * rho / 2) / (n - 3))
    return min(math.tanh(at - reach), rho), max(math.tanh(at + reach), rho)
