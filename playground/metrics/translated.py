"""What the judge makes of translated pictures: the domain that they are in, and the digit that they show."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import ClassVar

from playground.classifier.judge import DOMAINS, Judged, load_judge
from playground.distributions import Images
from playground.image_data import PictureSet
from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.cfid import ClassifierFID
from playground.metrics.class_shares import knows
from playground.metrics.coded import fresh_of, fresh_of_set
from playground.metrics.once import once_in_pieces
from playground.metrics.translation import Translation, WayBack, paired
from playground.pieces import Pieces, lasting, whole

SIZE = 500
"""Held-out pictures that are translated, each way, or all there are."""


class Judgement(Metric, abstract=True):
    """A number about 500 held-out pictures of one side, translated, as the judge of translations sees them.

    The floor is the same number for held-out pictures of the side that they should have come to.
    """

    cost: ClassVar[str] = "slow"

    @abstractmethod
    def score(self, seen: Judged, labels: Array, domain: str, other: str) -> float:
        """The metric for pictures that should be of `domain` and of these digits; `other` is the start's."""

    def way(self, evaluation: Translation) -> Translation:
        """The way that is looked at: the way there."""
        return evaluation

    def applies(self, evaluation: Evaluation) -> bool:
        return told_apart(evaluation)

    def compute(self, evaluation: Translation) -> float:
        return whole(self.compute_in_pieces(evaluation))

    def compute_in_pieces(self, evaluation: Translation) -> Pieces[float]:
        way = self.way(evaluation)
        seen, labels = yield from translated.in_pieces(way)
        return self.score(seen, labels, *domains(way)) if seen.finite else math.nan

    def floor(self, evaluation: Translation) -> float:
        return whole(self.floor_in_pieces(evaluation))

    def floor_in_pieces(self, evaluation: Translation) -> Pieces[float]:
        way = self.way(evaluation)
        held_out = yield from _held_out.in_pieces(way.distribution.pictures())
        return self.score(*held_out, *domains(way))


class InDomain(Judgement):
    """The share of G's pictures that the judge takes for Y's kind rather than X's.

    Of 500 held-out pictures of X, by a classifier of this program's own that was trained on plain, striped,
    thin and bold digits. A G that always puts out the same picture of Y reaches it too: see the label kept.
    """

    key = "in_domain"
    title = "Judged to be in Y"

    def score(self, seen: Judged, labels: Array, domain: str, other: str) -> float:
        return float(seen.between(domain, other).mean())


class InDomainBack(InDomain):
    """The share of F's pictures that the judge takes for X's kind rather than Y's: of 500 held-out of Y."""

    key = "in_domain_back"
    title = "Judged to be in X, way back"

    def way(self, evaluation: Translation) -> Translation:
        return evaluation.back


class LabelKept(Judgement):
    """The share of G's pictures that still show the digit that x shows.

    By the likeliest digit that the judge of translations sees, of 500 held-out pictures of X. A G that leaves
    every picture as it is keeps all labels: see the share in the domain. Chance is about one in ten.
    """

    key = "label_kept"
    title = "Label kept"

    def score(self, seen: Judged, labels: Array, domain: str, other: str) -> float:
        return float((seen.digits == labels).mean())


class LabelKeptBack(LabelKept):
    """The share of F's pictures that still show the digit that y shows: of 500 held-out of Y."""

    key = "label_kept_back"
    title = "Label kept, way back"

    def way(self, evaluation: Translation) -> Translation:
        return evaluation.back


class ClassifierFIDBack(WayBack, ClassifierFID):
    """Fréchet distance of F's pictures from held-out ones of X, in a classifier's features.

    As the classifier-FID of G's pictures, which are compared with Y; read it beside its own floor.
    """

    key = "cfid_back"
    title = "Classifier-FID, way back"

    def compute_in_pieces(self, evaluation: Translation) -> Pieces[float]:
        return super().compute_in_pieces(evaluation.back)

    def floor_in_pieces(self, evaluation: Translation) -> Pieces[float]:
        return super().floor_in_pieces(evaluation.back)


def told_apart(evaluation: Evaluation) -> bool:
    """Whether digits are translated between two domains that the judge tells apart."""
    if not paired(evaluation):
        return False
    both = evaluation.distribution, evaluation.back.distribution
    known = all(isinstance(data, Images) and data.domain in DOMAINS and knows(data) for data in both)
    return known and both[0].domain != both[1].domain


def domains(way: Translation) -> tuple[str, str]:
    """The domain that one way leads to, and that which it starts from."""
    return way.distribution.domain, way.prior.distribution.domain


@once_in_pieces
def translated(way: Translation) -> Pieces[tuple[Judged, Array]]:
    """Held-out pictures of the start as the judge sees them once they are translated, and their labels."""
    x, labels = fresh_of(way.prior.distribution, SIZE)
    there = yield from way.generate_in_pieces(x)
    return (yield from load_judge().look_in_pieces(there)), labels


@lasting(8)
def _held_out(pictures: PictureSet) -> Pieces[tuple[Judged, Array]]:
    x, labels = fresh_of_set(pictures, SIZE)
    return (yield from load_judge().look_in_pieces(x)), labels
