"""Convolutions with a leading replica axis.

Between these layers an image stack is (batch, replicas * channels, height, width): one replica is a
plain convolution, several are one grouped convolution, and what treats each channel by itself (batch
normalisation, pooling: `channel_layers`) needs to know nothing of replicas. `Planes` leads in from rows,
`Rows` out. Everything computes in the precision of its input; weights are cast to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from playground.networks.base import ReplicaModule
from playground.networks.layers import Spectral, draw_weight

THIN = 4
"""At so few channels the CPU's convolutions are slow, and a matrix product over patches several times
as fast."""


class Planes(ReplicaModule):
    """Rows (replicas, batch, channels * height * width) as image stacks.

    Samples hold their channels one after the other. `inner` rows, between layers, hold them together
    for each pixel: so they lie in memory, and nothing is moved.
    """

    def __init__(self, shape: tuple[int, int, int], *, inner: bool = False) -> None:
        super().__init__()
        self.shape, self.inner = shape, inner

    def forward(self, x: Tensor) -> Tensor:
        channels, *sides = self.shape
        if self.inner:
            stack = x.unflatten(2, (*sides, channels)).permute(1, 0, 4, 2, 3)
        else:
            stack = x.unflatten(2, self.shape).transpose(0, 1)
        return stack.flatten(1, 2).contiguous(memory_format=torch.channels_last)


class Rows(ReplicaModule):
    """Image stacks as rows (replicas, batch, channels * height * width): the inverse of `Planes`."""

    def __init__(self, replicas: int, *, inner: bool = False) -> None:
        super().__init__()
        self.replicas, self.inner = replicas, inner

    def forward(self, x: Tensor) -> Tensor:
        stack = x.unflatten(1, (self.replicas, -1)).transpose(0, 1)
        return (stack.permute(0, 1, 3, 4, 2) if self.inner else stack).flatten(2)


class Conv2d(ReplicaModule):
    """A convolution with a square kernel, padded so that stride 1 keeps the sides (an even kernel: so that
    stride 2 halves them). Its weight is (replicas, outputs, inputs, side, side).
    """

    def __init__(
        self,
        replicas: int,
        inputs: int,
        outputs: int,
        side: int,
        stride: int = 1,
        *,
        bias: bool = True,
        start: str = "he",
        gain: float = 1.0,
    ) -> None:
        super().__init__()
        self.replicas, self.inputs, self.outputs = replicas, inputs, outputs
        self.side, self.stride, self.padding = side, stride, (side - 1) // 2
        self.start, self.gain = start, gain
        self.weight = nn.Parameter(torch.empty(replicas, *self._channels(), side, side))
        self.bias = nn.Parameter(torch.zeros(replicas, outputs)) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        weight, bias = self.kernel().to(x.dtype), self.bias
        bias = None if bias is None else bias.to(x.dtype).flatten()
        if min(self.inputs, self.outputs) <= THIN and not x.is_cuda:
            return self._by_patches(x, weight, bias)
        return self._convolve(x, weight.flatten(0, 1), bias)

    def kernel(self) -> Tensor:
        """The weight as it is applied."""
        return self.weight

    def matrix(self) -> Tensor:
        """The weight as one matrix a replica: (replicas, outputs, inputs * side * side)."""
        return self.weight.flatten(2)

    @torch.no_grad()
    def draw(self, generators: Sequence[torch.Generator]) -> None:
        for weight, generator in zip(self.weight, generators, strict=True):
            draw_weight(weight, self.start, self._summed(), self.gain, generator)

    def _channels(self) -> tuple[int, int]:
        return self.outputs, self.inputs

    def _summed(self) -> float:
        """How many numbers one output is the sum of."""
        return self.inputs * self.side**2

    def _beyond(self) -> int:
        """How far the padding reaches beyond one kernel."""
        return 2 * self.padding - self.side

    def _convolve(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        return functional.conv2d(x, weight, bias, self.stride, self.padding, groups=self.replicas)

    def _by_patches(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        batch, *sides = len(x), *((side + self._beyond()) // self.stride + 1 for side in x.shape[2:])
        # As the many channels of one image: torch would go through a batch one by one.
        one = x.flatten(0, 1)[None]
        patches = functional.unfold(one, self.side, padding=self.padding, stride=self.stride)
        patches = patches.view(batch, self.replicas, -1, patches.shape[-1]).permute(1, 0, 3, 2)
        made = patches.flatten(1, 2) @ weight.flatten(2).mT
        planes = made.view(self.replicas, batch, *sides, self.outputs).permute(1, 0, 4, 2, 3).flatten(1, 2)
        return planes if bias is None else planes + bias.view(-1, 1, 1)


class ConvTranspose2d(Conv2d):
    """The transpose of a convolution from `outputs` to `inputs` channels: it widens by its stride.

    Its weight is (replicas, inputs, outputs, side, side).
    """

    def matrix(self) -> Tensor:
        return self.weight.transpose(1, 2).flatten(2)

    def _channels(self) -> tuple[int, int]:
        return self.inputs, self.outputs

    def _summed(self) -> float:
        return self.inputs * (self.side / self.stride) ** 2

    def _convolve(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        return functional.conv_transpose2d(x, weight, bias, self.stride, self.padding, groups=self.replicas)

    def _by_patches(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        batch, sides = len(x), [(side - 1) * self.stride - self._beyond() for side in x.shape[2:]]
        pixels = x.view(batch, self.replicas, self.inputs, -1).permute(1, 0, 3, 2).flatten(1, 2)
        patches = (pixels @ weight.flatten(2)).view(self.replicas, batch, -1, weight[0, 0].numel())
        one = patches.permute(1, 0, 3, 2).flatten(0, 2)[None]
        planes = functional.fold(one, sides, self.side, padding=self.padding, stride=self.stride)
        planes = planes.view(batch, -1, *sides)
        return planes if bias is None else planes + bias.view(-1, 1, 1)


class SpectralConv2d(Spectral, Conv2d):
    """A convolution whose weight, as a matrix, has spectral norm 1 (Miyato et al., 2018)."""


class SpectralConvTranspose2d(Spectral, ConvTranspose2d):
    """A transposed convolution whose weight, as a matrix, has spectral norm 1."""
