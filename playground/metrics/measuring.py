"""Measuring a run: every metric that applies, by name."""

from __future__ import annotations

from collections.abc import Iterable

from playground.metrics.base import Evaluation, Metric
from playground.pieces import Pieces


def applicable(evaluation: Evaluation, cheap: bool = False) -> list[str]:
    """Names of the metrics that are defined for this evaluation, in alphabetical order.

    With `cheap`, only those that can keep up with a moving picture (a few milliseconds each).
    """
    metrics = _chosen(evaluation, None)
    return [name for name, metric in metrics if not (cheap and metric.slow(evaluation))]


def measure(evaluation: Evaluation, names: Iterable[str] | None = None) -> dict[str, float]:
    """The values of the named metrics, of all by default; those that do not apply are left out.

    Raises `SettingError` at a name that no metric has. Values may be infinite, and are nan where
    samples or outputs are not finite.
    """
    return {name: metric.compute(evaluation) for name, metric in _chosen(evaluation, names)}


def measure_in_pieces(evaluation: Evaluation, names: Iterable[str] | None = None) -> Pieces[dict[str, float]]:
    """The same in pieces."""
    found = {}
    for name, metric in _chosen(evaluation, names):
        found[name] = yield from metric.compute_in_pieces(evaluation)
    return found


def floors(evaluation: Evaluation, names: Iterable[str] | None = None) -> dict[str, float]:
    """What a perfect generator would score, for those of the named metrics that have a floor."""
    found = {name: metric.floor(evaluation) for name, metric in _chosen(evaluation, names)}
    return {name: floor for name, floor in found.items() if floor is not None}


def floors_in_pieces(evaluation: Evaluation, names: Iterable[str] | None = None) -> Pieces[dict[str, float]]:
    """The same in pieces."""
    found = {}
    for name, metric in _chosen(evaluation, names):
        found[name] = yield from metric.floor_in_pieces(evaluation)
    return {name: floor for name, floor in found.items() if floor is not None}


def expectations(evaluation: Evaluation, names: Iterable[str] | None = None) -> dict[str, float]:
    """The values at the end of the game, for those of the named metrics that theory settles."""
    found = {name: metric.expected(evaluation) for name, metric in _chosen(evaluation, names)}
    return {name: value for name, value in found.items() if value is not None}


def estimates() -> dict[str, str]:
    """For each metric of which the players have an estimate of their own, the metric it is."""
    return {truth: name for name, entry in Metric.entries.items() for truth in entry.estimates}


def _chosen(evaluation: Evaluation, names: Iterable[str] | None) -> list[tuple[str, Metric]]:
    chosen = sorted(Metric.entries) if names is None else names
    metrics = [(name, Metric.find(name, "metrics")()) for name in chosen]
    return [(name, metric) for name, metric in metrics if metric.applies(evaluation)]
