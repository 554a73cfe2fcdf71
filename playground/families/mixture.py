"""The Gaussian mixture, fitted by expectation-maximisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch

from playground.catalogue import Spec, knob, part, slot
from playground.distributions import Distribution
from playground.distributions.plane_mixtures import Ring
from playground.families.base import Family
from playground.families.mixture_flow import mixture_flow
from playground.flow import Flow
from playground.knobs import SettingError

if TYPE_CHECKING:
    from playground.training.em import MixtureRun

PER_SHARE = 40
"""Multiply-adds that one component's share in one point costs beside its square form: logarithms mostly."""


class Sample(Spec):
    """How much of p_data there is to learn from."""

    size: int = knob(
        1000, 2, 100_000, log=True, help="Number of fixed training samples, all of them seen at each step."
    )


class Mixture(Family):
    """A sum of Gaussians: each point is shared out among them, then each moves to where its shares lie.

    Both half-steps have a closed form, and the likelihood of the data never falls (Dempster, Laird &
    Rubin, 1977). The density is exact, so there is nothing to play against; but only data that is a
    sum of Gaussians can be met, and the end depends on the start. The steps are scikit-learn's.
    """

    key = "gmm"
    title = "Gaussian mixture"
    pictures = ("mixture", "mixture-line")
    paper = "Dempster, Laird & Rubin"
    year = 1977
    what_for = "Data in a few oval groups, where a density that can be written down is wanted."

    distribution: Distribution = slot(Ring(), Distribution, help="p_data: what the mixture should match.")
    data: Sample = part(Sample())
    components: int = knob(8, 1, 64, live=False, help="Number of Gaussians.")
    covariance: str = knob(
        "full",
        choices=("full", "tied", "diag", "spherical"),
        help="Shape of the Gaussians: any, one for all, along the axes, or round.",
    )
    init: str = knob(
        "kmeans",
        choices=("kmeans", "points"),
        live=False,
        help="Where they begin: on clusters of the data, or wide around random points.",
    )
    regularisation: float = knob(
        1e-6,
        1e-6,
        1.0,
        log=True,
        help="Added to every variance in the M step; keeps Gaussians from collapsing.",
    )

    def begin(self, seeds: Sequence[int], device: torch.device, dtype: torch.dtype) -> MixtureRun:
        """A run at its start; always in float64 on the CPU, as scikit-learn's."""
        from playground.training.em import MixtureRun

        return MixtureRun(self, seeds)

    def half_names(self) -> tuple[str, ...]:
        return ("expectation", "maximisation")

    def phases(self, half: str) -> tuple[str, ...]:
        return ("data", "mixture", "update") if half == "expectation" else ("shares", "update")

    def flow(self) -> Flow:
        return mixture_flow(self)

    def carries_over_to(self, other: Family) -> bool:
        return (
            type(other) is Mixture
            and (other.components, other.init) == (self.components, self.init)
            and other.distribution.shape == self.distribution.shape
        )

    def work(self) -> int:
        d = self.distribution.dimension
        return self.data.size * self.components * (PER_SHARE + 2 * d * d)

    def weights(self) -> int:
        d = self.distribution.dimension
        return self.components * (1 + d + d * (d + 1) // 2)

    def validate(self) -> None:
        if self.distribution.dimension > 2:
            raise SettingError(
                "A Gaussian mixture is fitted to data on the line or in the plane here; "
                "choose other data, or family=gan."
            )
        if self.data.size < self.components:
            raise SettingError(
                f"{self.components} components need as many training samples; {self.data.size} are too few."
            )
