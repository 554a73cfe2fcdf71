"""The game of Goodfellow et al. (2014)."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn.functional import softplus

from playground.catalogue import knob
from playground.objectives.base import Objective


class JensenShannon(Objective):
    """The original game: D tells real from fake by logistic regression (Goodfellow et al., 2014).

    With the best D, the saturating G loss is the Jensen-Shannon divergence up to constants; its slope
    vanishes where D is sure of itself. The non-saturating loss, the default, keeps the same D
    and the same equilibrium but follows another, stronger gradient.
    """

    title = "Jensen-Shannon"
    minimises = "2 JSD(p_data, p_g) - log 4 (saturating; the non-saturating loss shares its equilibrium)"
    saturating: bool = knob(
        False, help="Let G minimise log(1 - D) itself, rather than maximise log D: weaker where D is sure."
    )

    def discriminator(self, real, fake):
        return softplus(-real).mean(-1) + softplus(fake).mean(-1)

    def generator(self, real, fake):
        return -softplus(fake).mean(-1) if self.saturating else softplus(-fake).mean(-1)

    def optimum(self, p, q, dx):
        """log p - log q, whose sigmoid is p / (p + q) (Proposition 1)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(p) - np.log(q)

    def discriminator_slopes(self, real, fake):
        n = real.shape[-1]
        return torch.sigmoid(-real).div_(-n), torch.sigmoid(fake).div_(n)

    def generator_slopes(self, real, fake):
        toward = fake if self.saturating else -fake
        return torch.sigmoid(toward).div_(-fake.shape[-1])
