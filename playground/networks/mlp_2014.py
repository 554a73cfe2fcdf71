"""The fully connected networks of the 2014 paper, for images."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from playground.catalogue import knob
from playground.networks.activations import Relu, Tanh
from playground.networks.base import Network, ReplicaModule
from playground.networks.layers import Activate, Chain, Linear
from playground.networks.precision import PRECISIONS, computing_dtype

HIDDEN = 1200
"""Rectified units in each hidden layer of G."""
MAXOUT, PIECES = 240, 5
"""Maxout units in each hidden layer of D, and linear pieces that each takes the largest of."""
OF_INPUTS = 0.4
"""Dropout of D's inputs, as a share of that of its hidden units."""


class Mlp2014(Network):
    """The paper's own nets for digits: a rectified G, a D of maxout units with dropout.

    G has two layers of 1,200 rectified units and ends in tanh, as data lie in [-1, 1] here and
    pixels in the paper's sigmoid lay in [0, 1]. D, whatever ends in one number, has two layers of 240
    maxout units, each the largest of five linear functions (Goodfellow et al., 2014, with the sizes of
    its published code).
    """

    key = "mlp-2014"
    title = "MLP of 2014"
    heavy = True
    dropout: float = knob(
        0.5,
        0.0,
        0.9,
        live=False,
        help="Share of D's hidden units left out in each pass; two fifths of inputs.",
    )
    precision: str = knob(
        "auto",
        choices=PRECISIONS,
        live=False,
        help="Format of the numbers inside; auto is bfloat16 where the machine has it. Weights stay in full.",
    )

    def build(self, inputs: tuple[int, ...], outputs: tuple[int, ...], replicas: int) -> Mlp2014Module:
        return Mlp2014Module(self, math.prod(inputs), math.prod(outputs), replicas)

    def work(self, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> int:
        size, made = math.prod(inputs), math.prod(outputs)
        if made == 1:
            return MAXOUT * (PIECES * (size + MAXOUT) + 1)
        return HIDDEN * (size + HIDDEN + made)


class Mlp2014Module(ReplicaModule):
    """The module of an `Mlp2014`: a discriminator if it has one output, else a generator."""

    def __init__(self, spec: Mlp2014, inputs: int, outputs: int, replicas: int) -> None:
        super().__init__()
        self._precision = spec.precision
        judges = outputs == 1
        self.body = Chain(
            *(_judging(spec.dropout, inputs, replicas) if judges else _making(inputs, outputs, replicas))
        )
        self.head = Linear(replicas, MAXOUT, 1, "he") if judges else Activate(Tanh())

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(x.to(computing_dtype(self._precision, x))).to(x.dtype))


class Maxout(ReplicaModule):
    """The largest of each `pieces` neighbouring features (Goodfellow et al., 2013)."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = pieces

    def forward(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (-1, self.pieces)).amax(-1)


class Dropout(ReplicaModule):
    """Leaves out a share of the features in training, and makes up for it with the rest.

    Which ones follows from a seed that is drawn with the weights and counts the passes. It is state of
    the run, so going back and on again leaves out the same.
    """

    def __init__(self, replicas: int, share: float) -> None:
        super().__init__()
        self.share = share
        self.register_buffer("seed", torch.zeros(replicas, dtype=torch.int64))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        generators = [torch.Generator().manual_seed(seed) for seed in self.seed.tolist()]
        draws = torch.stack([torch.rand(x.shape[1:], generator=generator) for generator in generators])
        self.seed = self.seed + 1
        return x * (draws.to(x.device) >= self.share).to(x.dtype).div_(1 - self.share)

    def draw(self, generators: Sequence[torch.Generator]) -> None:
        for seed, generator in zip(self.seed, generators, strict=True):
            seed.random_(2**31, generator=generator)


def _making(inputs: int, outputs: int, replicas: int) -> Iterator[ReplicaModule]:
    for size in (inputs, HIDDEN):
        yield Linear(replicas, size, HIDDEN, "he", Relu.gain)
        yield Activate(Relu())
    yield Linear(replicas, HIDDEN, outputs, "he")


def _judging(dropout: float, inputs: int, replicas: int) -> Iterator[ReplicaModule]:
    yield Dropout(replicas, OF_INPUTS * dropout)
    for size in (inputs, MAXOUT):
        yield Linear(replicas, size, MAXOUT * PIECES, "he")
        yield Maxout(PIECES)
        yield Dropout(replicas, dropout)
