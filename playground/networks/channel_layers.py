"""Layers that treat each channel by itself, or all of an image alike; see `conv_layers` for the layout."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from playground.networks.base import ReplicaModule

_EPSILON = 1e-5


class ChannelBatchNorm(ReplicaModule):
    """Batch normalisation of each channel over batch, height and width (Ioffe and Szegedy, 2015)."""

    momentum = 0.1

    def __init__(self, replicas: int, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(replicas, channels))
        self.bias = nn.Parameter(torch.zeros(replicas, channels))
        self.register_buffer("mean", torch.zeros(replicas, channels))
        self.register_buffer("variance", torch.ones(replicas, channels))

    def forward(self, x: Tensor) -> Tensor:
        scale, shift, mean, variance = (
            t.flatten() for t in (self.weight, self.bias, self.mean, self.variance)
        )
        return torch.batch_norm(
            x, scale, shift, mean, variance, self.training, self.momentum, _EPSILON, x.is_cuda
        )

    @torch.no_grad()
    def draw(self, generators: Sequence[torch.Generator]) -> None:
        self.weight.fill_(1)
        self.bias.zero_()


class ChannelLayerNorm(ChannelBatchNorm):
    """Layer normalisation (Ba et al., 2016): each image over all its channels and pixels."""

    momentum = None

    def __init__(self, replicas: int, channels: int) -> None:
        super().__init__(replicas, channels)
        del self.mean, self.variance

    def forward(self, x: Tensor) -> Tensor:
        scale, shift = self.weight.to(x.dtype).flatten(), self.bias.to(x.dtype).flatten()
        return functional.group_norm(x, len(self.weight), scale, shift, _EPSILON)


class MaxPool(ReplicaModule):
    """The largest of each two by two pixels."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.max_pool2d(x, 2)


class Upsample(ReplicaModule):
    """Each pixel as two by two of its like."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(x, scale_factor=2.0)
