"""What metrics see of a run whose D judges several samples together."""

from __future__ import annotations

from playground.metrics.base import Evaluation


class PackedEvaluation(Evaluation):
    """One replica of a run whose D looks at packs of samples: of one place by itself it says nothing.

    Asked about samples, it tells of each what it says of its pack.
    """

    judges_alone = False
