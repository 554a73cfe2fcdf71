"""Remedies that keep D in bounds."""

from __future__ import annotations

from playground.remedies.base import Remedy


class FlatOnReal(Remedy):
    """R1: holds D flat on real samples, so that it comes to rest once fakes and data are alike."""

    key = "r1"
    title = "R1"
    source = "Mescheder et al., 2018"
    settings = "constraint=r1&constraint.r1.weight=0.1"


class FlatOnFake(Remedy):
    """R2: holds D flat on fake samples, so that fakes that sit together are not all thrown the same way."""

    key = "r2"
    title = "R2"
    source = "Mescheder et al., 2018"
    settings = "constraint=r2&constraint.r2.weight=0.1"


class FlatOnBoth(Remedy):
    """R1 and R2: holds D flat on real and on fake samples alike."""

    key = "r1-r2"
    title = "R1 and R2"
    source = "Mescheder et al., 2018"
    settings = "constraint=r1,r2&constraint.r1.weight=0.1&constraint.r2.weight=0.1"


class GradientPenalty(Remedy):
    """Pulls the slope of D towards 1 on lines between real and fake samples; the loss stays as it is.

    D then leads from where the fakes are to where the data is, over ground where there is neither.
    """

    title = "Gradient penalty"
    source = "Gulrajani et al., 2017"
    settings = "constraint=gradient-penalty&constraint.gradient-penalty.weight=0.1"


class InstanceNoise(Remedy):
    """Blurs everything that D sees with noise of 0.3, so that fakes and data overlap."""

    title = "Instance noise"
    source = "Sønderby et al., 2017"
    settings = "constraint=instance-noise&constraint.instance-noise.sigma=0.3"
