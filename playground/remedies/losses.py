"""Remedies that change what the players minimise."""

from __future__ import annotations

from playground.remedies.base import Remedy


class WassersteinLoss(Remedy):
    """The Wasserstein loss with its gradient penalty: the critic's slope does not die out with distance."""

    title = "Wasserstein loss"
    source = "Arjovsky et al., 2017; Gulrajani et al., 2017"
    settings = "objective=wasserstein"


class Pairing(Remedy):
    """The relativistic loss: D compares each fake with a real sample, rather than judging it by itself."""

    title = "Relativistic pairing"
    source = "Jolicoeur-Martineau, 2019"
    settings = "objective=relativistic"


class PairingAndFlatness(Remedy):
    """Relativistic pairing with R1 and R2 together: the recipe of R3GAN."""

    title = "Pairing with R1 and R2"
    source = "Huang et al., 2024"
    settings = "objective=relativistic&constraint=r1,r2&constraint.r1.weight=0.1&constraint.r2.weight=0.1"


class LeastSquaresLoss(Remedy):
    """The least-squares loss: fakes far on the right side of D are pulled back rather than left alone."""

    title = "Least-squares loss"
    source = "Mao et al., 2017"
    settings = "objective=least-squares"
