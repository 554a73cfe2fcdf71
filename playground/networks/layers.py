"""Layers with a leading replica axis: x is (replicas, batch, features) everywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from playground.networks.base import ReplicaModule

_EPSILON = 1e-5


class Linear(ReplicaModule):
    """x W + b in the precision of x, one W (inputs, outputs) and one b (1, outputs) for each replica."""

    def __init__(self, replicas: int, inputs: int, outputs: int, start: str = "uniform", gain: float = 1.0):
        super().__init__()
        self.start, self.gain = start, gain
        self.weight = nn.Parameter(torch.empty(replicas, inputs, outputs))
        self.bias = nn.Parameter(torch.zeros(replicas, 1, outputs))

    def forward(self, x: Tensor) -> Tensor:
        return torch.baddbmm(self.bias.to(x.dtype), x, self.kernel().to(x.dtype))

    def kernel(self) -> Tensor:
        """The weight as it is applied."""
        return self.weight

    def matrix(self) -> Tensor:
        """The weight as one matrix a replica."""
        return self.weight

    @torch.no_grad()
    def draw(self, generators: Sequence[torch.Generator]) -> None:
        inputs = self.weight.shape[1]
        bound = 1 / math.sqrt(inputs)
        for weight, bias, generator in zip(self.weight, self.bias, generators, strict=True):
            draw_weight(weight, self.start, inputs, self.gain, generator)
            if self.start == "uniform":
                bias.uniform_(-bound, bound, generator=generator)


def draw_weight(weight: Tensor, start: str, inputs: float, gain: float, generator: torch.Generator) -> None:
    """Fills one replica's weight, of units that sum over so many inputs, in the named way."""
    bound = 1 / math.sqrt(inputs)
    if start == "uniform":
        weight.uniform_(-bound, bound, generator=generator)
    elif start == "he":
        weight.normal_(0, gain * bound, generator=generator)
    elif start == "dcgan":
        weight.normal_(0, 0.02, generator=generator)
    else:
        nn.init.orthogonal_(weight, gain, generator=generator)


class Spectral(ReplicaModule):
    """For layers whose weight is divided by its largest singular value (Miyato et al., 2018), which is
    estimated by one power iteration for each training pass."""

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        replicas, rows, columns = self.matrix().shape
        self.register_buffer("left", torch.full((replicas, 1, rows), rows**-0.5))
        self.register_buffer("right", torch.full((replicas, columns, 1), columns**-0.5))

    def kernel(self) -> Tensor:
        if self.training:
            self._iterate(1)
        sigma = self.left @ self.matrix() @ self.right
        return self.weight / sigma.view(-1, *[1] * (self.weight.ndim - 1))

    def draw(self, generators: Sequence[torch.Generator]) -> None:
        super().draw(generators)
        self._iterate(20)

    @torch.no_grad()
    def _iterate(self, times: int) -> None:
        matrix = self.matrix().detach()
        left, right = self.left, self.right
        for _ in range(times):
            right = _unit((left @ matrix).mT, 1)
            left = _unit((matrix @ right).mT, 2)
        # New tensors, not in-place ones: a graph of an earlier pass may still hold the old.
        self.left, self.right = left, right


class SpectralLinear(Spectral, Linear):
    """A linear layer whose weight has spectral norm 1."""


class BatchNorm(ReplicaModule):
    """Batch normalisation (Ioffe and Szegedy, 2015): batch statistics in training, running ones after."""

    momentum = 0.1

    def __init__(self, replicas: int, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(replicas, 1, features))
        self.bias = nn.Parameter(torch.zeros(replicas, 1, features))
        self.register_buffer("mean", torch.zeros(replicas, 1, features))
        self.register_buffer("variance", torch.ones(replicas, 1, features))

    def forward(self, x: Tensor) -> Tensor:
        mean, variance = self.mean, self.variance
        if self.training:
            variance, mean = torch.var_mean(x, dim=1, correction=0, keepdim=True)
            with torch.no_grad():
                self.mean = self.mean.lerp(mean, self.momentum)
                self.variance = self.variance.lerp(variance, self.momentum)
        return (x - mean) * torch.rsqrt(variance + _EPSILON) * self.weight + self.bias

    @torch.no_grad()
    def draw(self, generators: Sequence[torch.Generator]) -> None:
        self.weight.fill_(1)
        self.bias.zero_()


class LayerNorm(BatchNorm):
    """Layer normalisation (Ba et al., 2016): each sample over its own features."""

    momentum = None

    def __init__(self, replicas: int, features: int) -> None:
        super().__init__(replicas, features)
        del self.mean, self.variance

    def forward(self, x: Tensor) -> Tensor:
        variance, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
        return (x - mean) * torch.rsqrt(variance + _EPSILON) * self.weight + self.bias


class MinibatchDeviation(ReplicaModule):
    """Appends one feature: the standard deviation over the batch, mean over features (Karras et
    al., 2018), so that D sees when a batch is all alike. After training, the running one: what D
    says of a point must not depend on which others one asks about."""

    momentum = 0.1

    def __init__(self, replicas: int) -> None:
        super().__init__()
        self.register_buffer("level", torch.zeros(replicas, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        level = self.level
        if self.training:
            level = (x.var(dim=1, correction=0, keepdim=True) + 1e-8).sqrt().mean(dim=-1, keepdim=True)
            with torch.no_grad():
                self.level = self.level.lerp(level, self.momentum)
        return torch.cat([x, level.expand(-1, x.shape[1], -1)], dim=-1)


class FourierFeatures(ReplicaModule):
    """Appends sin and cos of each coordinate at octaves scale * 2^j * pi, j = 0 .. octaves - 1, which
    lets a small net see fine detail (Tancik et al., 2020)."""

    def __init__(self, inputs: int, octaves: int, scale: float) -> None:
        super().__init__()
        frequencies = scale * math.pi * 2.0 ** torch.arange(octaves)
        matrix = torch.kron(frequencies[None, :], torch.eye(inputs))
        self.register_buffer("matrix", matrix, persistent=False)

    @property
    def outputs(self) -> int:
        return self.matrix.shape[0] + 2 * self.matrix.shape[1]

    def forward(self, x: Tensor) -> Tensor:
        phase = x @ self.matrix
        return torch.cat([x, phase.sin(), phase.cos()], dim=-1)


class Activate(ReplicaModule):
    """Applies an activation of the catalogue."""

    def __init__(self, activation) -> None:
        super().__init__()
        self.activation = activation

    def forward(self, x: Tensor) -> Tensor:
        return self.activation.apply(x)


class Chain(ReplicaModule, nn.Sequential):
    """Layers one after the other."""


def _unit(vector: Tensor, dim: int) -> Tensor:
    return vector / vector.norm(dim=dim, keepdim=True).clamp_min(1e-12)
