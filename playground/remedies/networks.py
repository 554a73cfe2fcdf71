"""Remedies that need other networks, so that the run starts anew."""

from __future__ import annotations

from playground.remedies.base import Remedy


class BatchNorm(Remedy):
    """Batch normalisation in G: the samples of a batch are pulled apart in every hidden layer."""

    title = "Batch norm in G"
    source = "Ioffe and Szegedy, 2015; Radford et al., 2016"
    settings = "generator.norm=batch"


class MinibatchDeviation(Remedy):
    """Shows D how much the samples of a batch differ, so that it can refuse a batch that is all alike."""

    title = "Minibatch standard deviation"
    source = "Karras et al., 2018"
    settings = "discriminator.minibatch_std=true"


class Packing(Remedy):
    """D judges four samples together, so that fakes that are all alike give themselves away."""

    source = "Lin et al., 2018"
    settings = "pack=4"


class SpectralNorm(Remedy):
    """Spectral normalisation of D: no layer stretches anything, so D's slope is bounded everywhere."""

    title = "Spectral norm in D"
    source = "Miyato et al., 2018"
    settings = "discriminator.norm=spectral"


class FineDetail(Remedy):
    """Sine features on D's input (two octaves), with which a small D can tell places apart."""

    title = "Fourier features in D"
    source = "Tancik et al., 2020"
    settings = "discriminator.fourier=2&discriminator.fourier_scale=0.5"


class WideStart(Remedy):
    """G's weights start larger, so that its first samples are spread wide instead of in one small heap."""

    title = "Wide start"
    source = "He et al., 2015"
    settings = "generator.start=he"
