"""The numbers that say how well a run does: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.metrics.base import Evaluation, Metric, Players, SampleMetric
from playground.metrics.measuring import (
    applicable,
    estimates,
    expectations,
    floors,
    floors_in_pieces,
    measure,
    measure_in_pieces,
)

__all__ = [
    "Evaluation",
    "Metric",
    "Players",
    "SampleMetric",
    "applicable",
    "estimates",
    "expectations",
    "floors",
    "floors_in_pieces",
    "measure",
    "measure_in_pieces",
]

discover(__name__, __path__)
