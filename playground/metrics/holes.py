"""Where the latent space decodes to nothing."""

from __future__ import annotations

from playground.classifier import Seen
from playground.image_data import PictureSet
from playground.metrics.base import Evaluation
from playground.metrics.coded import coded
from playground.metrics.recognition import Recognition


class Holes(Recognition):
    """The share of draws of the prior that decode to no clear digit.

    Those of which the classifier is not at least 0.9 sure, among 2,000. Between two kinds of digits there
    is always something of both, and even real pictures are not all clear: see the floor.
    """

    title = "Holes"
    ideal = 0.0

    def score(self, fake: Seen, pictures: PictureSet) -> float:
        return float((fake.labels < 0).mean())

    def applies(self, evaluation: Evaluation) -> bool:
        return coded(evaluation) and super().applies(evaluation)
