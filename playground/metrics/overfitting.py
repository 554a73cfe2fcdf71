"""How far D has learnt its training samples by heart."""

from __future__ import annotations

from playground.metrics.base import Evaluation, Metric
from playground.metrics.losses import DHeldout, DTrain


class DOverfit(Metric):
    """D on training data minus D on held-out data: what D has learnt by heart.

    Near zero for a D that judges what it has never seen as it judges what it is trained on.
    """

    key = "d_overfit"
    title = "D's overfitting"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        return DTrain().applies(evaluation)

    def compute(self, evaluation: Evaluation) -> float:
        return DTrain().compute(evaluation) - DHeldout().compute(evaluation)
