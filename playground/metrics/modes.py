"""Which modes the generator reaches, how evenly, and how truly it copies their width."""

from __future__ import annotations

import math
from abc import abstractmethod

from playground.distributions import Distribution
from playground.divergences import kl
from playground.metrics.base import Array, Evaluation, SampleMetric
from playground.metrics.nearest import SIZE, Assignment, assign, assigned_fakes, reference_spread

SHARE = 0.2
"""A mode is covered from this share of the samples that are its due."""
PUBLISHED_SIZE = 2_500


class ModeMetric(SampleMetric, abstract=True):
    """A number about 10,000 fakes, each assigned to its nearest mode.

    The floor is the same number for 10,000 real samples.
    """

    size = SIZE

    @abstractmethod
    def score(self, assigned: Assignment, distribution: Distribution) -> float:
        """The metric for samples that are assigned to their modes."""

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.generates and evaluation.distribution.modes() is not None

    def compute(self, evaluation: Evaluation) -> float:
        return self._score(assigned_fakes(evaluation), evaluation.distribution)

    def between(self, real: Array, fake: Array, distribution: Distribution) -> float:
        return self._score(assign(fake, distribution.modes()), distribution)

    def _score(self, assigned: Assignment | None, distribution: Distribution) -> float:
        return math.nan if assigned is None else self.score(assigned, distribution)


class CoveredModes(ModeMetric):
    """How many modes the generator serves with at least a fifth of their due.

    A mode counts when its high-quality samples (within three sigma of its centre) reach 20 % of the
    mode's true share of the 10,000 samples.
    """

    key = "modes"
    title = "Modes covered"

    def score(self, assigned: Assignment, distribution: Distribution) -> float:
        due = assigned.modes.weights * len(assigned.mode)
        return float((assigned.counts >= SHARE * due).sum())


class PublishedModes(ModeMetric):
    """How many modes get at least one high-quality sample out of 2,500: the count of the papers.

    The rule of Srivastava et al. (2017, "VEEGAN") and Lin et al. (2018, "PacGAN"). One stray sample
    is enough for it, so it hides how unevenly the modes are served.
    """

    key = "modes_published"
    title = "Modes (published rule)"

    def score(self, assigned: Assignment, distribution: Distribution) -> float:
        return float((assigned.first(PUBLISHED_SIZE).counts > 0).sum())


class HighQuality(ModeMetric):
    """The share of samples within three sigma of the nearest mode's centre.

    Even perfect samples reach only 98.9 % in the plane (99.7 % on the line): more than that means modes
    narrower than the true ones. A generator that sits on a single mode may score high as well.
    """

    key = "high_quality"
    title = "High-quality samples"

    def score(self, assigned: Assignment, distribution: Distribution) -> float:
        return float(assigned.high.mean())


class WidthRatio(ModeMetric):
    """How wide the generator's modes are, beside the true ones.

    1 is right; below 1 each mode has collapsed towards its centre, above 1 it is smeared out. The root
    mean square distance from the centre of samples within three sigma, over that of real samples; a
    shapeless smear that fills the three-sigma discs evenly reads about 1.5. Not a number while no
    sample at all lies within three sigma.
    """

    key = "width_ratio"
    title = "Width ratio"
    ideal = 1.0

    def score(self, assigned: Assignment, distribution: Distribution) -> float:
        return assigned.spread / reference_spread(distribution)


class ModeKL(ModeMetric):
    """How unevenly the modes are served: KL of the generator's shares of the modes from the true ones.

    0 when every mode gets its due, log(k / j) when only j of k equal modes are served, evenly. The
    direction is KL(generated || true) over high-quality samples, and
    not a number while there are none; papers call it the reverse KL.
    """

    key = "mode_kl"
    title = "KL over modes"
    unit = "nats"
    ideal = 0.0

    def score(self, assigned: Assignment, distribution: Distribution) -> float:
        total = assigned.counts.sum()
        return kl(assigned.counts / total, assigned.modes.weights) if total else math.nan
