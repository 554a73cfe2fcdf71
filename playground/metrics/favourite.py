"""Which mode the generator favours."""

from __future__ import annotations

import math

import numpy as np

from playground.metrics.base import Evaluation, Metric
from playground.metrics.nearest import assigned_fakes


class Favourite(Metric):
    """The mode that most samples belong to, by its number, counted from 0.

    Only its changes mean anything: a generator that hops from mode to mode has another favourite each
    time one looks. When the modes are evenly served, chance picks the favourite. Of 10,000 fakes, each
    assigned to its nearest mode.
    """

    key = "favourite"
    title = "Favourite mode"

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.generates and evaluation.distribution.modes() is not None

    def compute(self, evaluation: Evaluation) -> float:
        assigned = assigned_fakes(evaluation)
        return math.nan if assigned is None else float(np.bincount(assigned.mode).argmax())
