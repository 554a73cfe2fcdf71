"""How sure a share counted over seeds is."""

from __future__ import annotations

from scipy.stats import binomtest, fisher_exact

CONFIDENCE = 0.95


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
