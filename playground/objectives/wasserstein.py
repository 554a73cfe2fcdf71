"""The game of Arjovsky et al. (2017)."""

from __future__ import annotations

import numpy as np
import torch

from playground.divergences import kantorovich_potential
from playground.objectives.base import Objective


class Wasserstein(Objective):
    """D becomes a critic that scores real above fake by as much as it can (Arjovsky et al., 2017).

    If the critic's slope is kept at 1 or below, the difference is the earth mover's distance, which
    still falls steadily when the two distributions do not touch. Without a constraint the scores
    would grow for ever, so this loss brings one (`constraint = auto`: the gradient penalty).
    """

    probability = False
    unique_optimum = False
    constraint = "gradient-penalty"
    minimises = "W1(p_data, p_g), times the critic's Lipschitz constant"

    def discriminator(self, real, fake):
        return fake.mean(-1) - real.mean(-1)

    def generator(self, real, fake):
        return -fake.mean(-1)

    def optimum(self, p, q, dx):
        """The Kantorovich potential: slope sign(F_g - F_data), zero mean under p."""
        f, g, edges = (np.concatenate([[0.0], np.cumsum(cells)]) for cells in (p * dx, q * dx, dx))
        at_edges = kantorovich_potential(f, g, edges)
        potential = (at_edges[:-1] + at_edges[1:]) / 2
        return potential - (potential * p * dx).sum() / (p * dx).sum()

    def discriminator_slopes(self, real, fake):
        n = real.shape[-1]
        return torch.full_like(real, -1 / n), torch.full_like(fake, 1 / n)

    def generator_slopes(self, real, fake):
        return torch.full_like(fake, -1 / fake.shape[-1])
