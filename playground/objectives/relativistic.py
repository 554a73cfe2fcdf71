"""The game of Jolicoeur-Martineau (2019)."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn.functional import softplus

from playground.objectives.base import Objective


class Relativistic(Objective):
    """D says which of a pair, one real and one fake, is the more real (Jolicoeur-Martineau, 2019).

    D's curve means nothing by itself, only its differences do. Every fake is judged against a real
    sample, so a generator that drops a mode keeps being told (Huang et al., 2024, pair it with R1 and R2).
    """

    title = "Relativistic pairing"
    paired = True
    unique_optimum = False
    minimises = "a divergence between pairs; D* = log p_data - log p_g, up to a constant"

    def discriminator(self, real, fake):
        return softplus(fake - real).mean(-1)

    def generator(self, real, fake):
        return softplus(real - fake).mean(-1)

    def optimum(self, p, q, dx):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(p) - np.log(q)

    def discriminator_slopes(self, real, fake):
        slope = torch.sigmoid(fake - real).div_(real.shape[-1])
        return -slope, slope

    def generator_slopes(self, real, fake):
        return torch.sigmoid(real - fake).div_(-fake.shape[-1])
