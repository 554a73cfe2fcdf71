"""The module of a `Dcgan`: flat rows in, flat rows out, images in between."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from torch import Tensor

from playground.networks.activations import Tanh
from playground.networks.base import ReplicaModule
from playground.networks.channel_layers import ChannelBatchNorm, ChannelLayerNorm, MaxPool, Upsample
from playground.networks.conv_layers import (
    Conv2d,
    ConvTranspose2d,
    Planes,
    Rows,
    SpectralConv2d,
    SpectralConvTranspose2d,
)
from playground.networks.layers import Activate, Chain, Linear, SpectralLinear
from playground.networks.precision import computing_dtype

if TYPE_CHECKING:
    from playground.networks.dcgan import Dcgan

DENSE = 16
"""Units of the dense hidden layer for each channel next to the image."""
Shape = tuple[int, ...]
_NORMS = {"batch": ChannelBatchNorm, "layer": ChannelLayerNorm}


def is_image(shape: Shape) -> bool:
    """Whether a sample of this shape (channels, height, width) can be halved twice."""
    return len(shape) == 3 and shape[1] % 4 == 0 and shape[2] % 4 == 0


class DcganModule(ReplicaModule):
    """A generator where `outputs` are images, a discriminator where `inputs` are; where both are, it
    folds an image up and unfolds it again."""

    calibration = 128

    def __init__(self, spec: Dcgan, inputs: Shape, outputs: Shape, replicas: int) -> None:
        super().__init__()
        self._spec, self._replicas = spec, replicas
        self._activation = spec.hidden(is_image(outputs))
        self.couples_batch = spec.norm == "batch"
        self.body = Chain(*self._entrance(inputs, outputs), *self._exit(outputs))
        self.head = Chain(*([] if is_image(outputs) else self._dense(_far(spec, inputs), outputs)))

    def forward(self, x: Tensor) -> Tensor:
        # The head is in full precision: what D says is weighed to more digits than bfloat16 has.
        return self.head(self.body(x.to(computing_dtype(self._spec.precision, x))).to(x.dtype))

    def _entrance(self, inputs: Shape, outputs: Shape) -> Iterator[ReplicaModule]:
        """From rows to many small planes."""
        near, far = self._spec.channels, 2 * self._spec.channels
        if is_image(inputs):
            yield Planes(inputs)
            yield from self._narrowing(inputs[0], near, normed=False)
            yield from self._narrowing(near, far)
        else:
            planes = _far(self._spec, outputs)
            yield from self._dense(inputs, planes)
            yield Planes(planes, inner=True)
            yield from self._activated(far)

    def _exit(self, outputs: Shape) -> Iterator[ReplicaModule]:
        """From many small planes to rows: of an image if one is asked for, else of the planes."""
        near, far = self._spec.channels, 2 * self._spec.channels
        if is_image(outputs):
            yield from self._widening(far, near)
            yield from self._activated(near)
            yield from self._widening(near, outputs[0], last=True)
            if self._spec.squashed:
                yield Activate(Tanh())
        yield Rows(self._replicas, inner=not is_image(outputs))

    def _narrowing(self, inputs: int, outputs: int, *, normed: bool = True) -> Iterator[ReplicaModule]:
        kind = SpectralConv2d if self._spec.norm == "spectral" else Conv2d
        if self._spec.resampling == "strided":
            yield self._convolution(kind, inputs, outputs, 4, 2, bare=not normed)
        else:
            yield self._convolution(kind, inputs, outputs, 3, 1, bare=not normed)
            yield MaxPool()
        yield from self._activated(outputs, normed=normed)

    def _widening(self, inputs: int, outputs: int, *, last: bool = False) -> Iterator[ReplicaModule]:
        spectral = self._spec.norm == "spectral"
        if self._spec.resampling == "strided":
            kind = SpectralConvTranspose2d if spectral else ConvTranspose2d
            yield self._convolution(kind, inputs, outputs, 4, 2, bare=last, gain=1.0 if last else None)
        else:
            yield Upsample()
            kind = SpectralConv2d if spectral else Conv2d
            yield self._convolution(kind, inputs, outputs, 3, 1, bare=last, gain=1.0 if last else None)

    def _convolution(self, kind, inputs: int, outputs: int, side: int, stride: int, *, bare: bool, gain=None):
        """`bare` ones are not followed by a normalisation, which would undo a bias of theirs."""
        bias = bare or self._spec.norm not in _NORMS
        gain = self._activation.gain if gain is None else gain
        return kind(
            self._replicas, inputs, outputs, side, stride, bias=bias, start=self._spec.start, gain=gain
        )

    def _activated(self, channels: int, *, normed: bool = True) -> Iterator[ReplicaModule]:
        if normed and self._spec.norm in _NORMS:
            yield _NORMS[self._spec.norm](self._replicas, channels)
        yield Activate(self._activation)

    def _dense(self, inputs: Shape, outputs: Shape) -> Iterator[ReplicaModule]:
        """Rows to rows: one linear layer, with a hidden one before it where the settings ask for that."""
        kind = SpectralLinear if self._spec.norm == "spectral" else Linear
        size, made = math.prod(inputs), math.prod(outputs)
        if self._spec.dense:
            units = DENSE * self._spec.channels
            yield kind(self._replicas, size, units, self._spec.start, self._activation.gain)
            yield Planes((units, 1, 1), inner=True)
            yield from self._activated(units)
            yield Rows(self._replicas, inner=True)
            size = units
        yield kind(self._replicas, size, made, self._spec.start, self._activation.gain if made > 1 else 1.0)


def _far(spec: Dcgan, image: Shape) -> Shape:
    """The shape of the planes furthest from the image."""
    return 2 * spec.channels, image[1] // 4, image[2] // 4
