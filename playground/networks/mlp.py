"""The multilayer perceptron."""

from __future__ import annotations

import math

from torch import Tensor

from playground.catalogue import knob, slot
from playground.networks.activations import Activation, LeakyRelu, Tanh
from playground.networks.base import Network, ReplicaModule
from playground.networks.layers import (
    Activate,
    BatchNorm,
    FourierFeatures,
    LayerNorm,
    Linear,
    MinibatchDeviation,
    SpectralLinear,
)


class Mlp(Network):
    """Fully connected layers: the network of the 2014 paper.

    `depth` hidden layers of `width` units each. Deeper and wider nets can bend the picture more
    sharply; the cost grows with depth times the square of the width.
    """

    title = "MLP"
    depth: int = knob(2, 0, 8, live=False, help="Number of hidden layers.")
    width: int = knob(64, 1, 512, live=False, log=True, help="Units in each hidden layer.")
    activation: Activation = slot(LeakyRelu(), Activation, live=False, help="What each unit computes.")
    norm: str = knob(
        "none",
        choices=("none", "batch", "layer", "spectral"),
        live=False,
        help="Normalisation of the hidden layers (spectral: of every weight matrix).",
    )
    minibatch_std: bool = knob(
        False, live=False, help="Show the last layer how much the samples of a batch differ."
    )
    fourier: int = knob(0, 0, 8, live=False, help="Octaves of sine features added to the input; 0 for none.")
    fourier_scale: float = knob(
        1.0, 0.01, 32.0, live=False, log=True, help="Frequency of the first octave, in half-turns a unit."
    )
    squashed: bool = knob(
        False, live=False, help="End in tanh, whose range is that of pictures: for a G that makes some."
    )
    start: str = knob(
        "uniform",
        choices=("uniform", "he", "orthogonal"),
        live=False,
        help="How weights are drawn: PyTorch's uniform, He's normal, or orthogonal.",
    )

    def build(self, inputs: tuple[int, ...], outputs: tuple[int, ...], replicas: int) -> MlpModule:
        return MlpModule(self, math.prod(inputs), math.prod(outputs), replicas)

    def work(self, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> int:
        size = math.prod(inputs) * (1 + 2 * self.fourier)
        if not self.depth:
            return size * math.prod(outputs)
        return self.width * (size + (self.depth - 1) * self.width + math.prod(outputs))


class MlpModule(ReplicaModule):
    """The module of an `Mlp`: optional Fourier features, then layers."""

    def __init__(self, spec: Mlp, inputs: int, outputs: int, replicas: int) -> None:
        super().__init__()
        self.spec = spec
        self.couples_batch = spec.minibatch_std or spec.norm == "batch"
        self.features = FourierFeatures(inputs, spec.fourier, spec.fourier_scale) if spec.fourier else None
        size = self.features.outputs if self.features else inputs
        linear = SpectralLinear if spec.norm == "spectral" else Linear
        layers: list[ReplicaModule] = []
        for _ in range(spec.depth):
            layers.append(linear(replicas, size, spec.width, spec.start, spec.activation.gain))
            if spec.norm == "batch":
                layers.append(BatchNorm(replicas, spec.width))
            elif spec.norm == "layer":
                layers.append(LayerNorm(replicas, spec.width))
            layers.append(Activate(spec.activation))
            size = spec.width
        if spec.minibatch_std:
            layers.append(MinibatchDeviation(replicas))
            size += 1
        layers.append(linear(replicas, size, outputs, spec.start, 1.0))
        if spec.squashed:
            layers.append(Activate(Tanh()))
        self.layers = layers
        for index, layer in enumerate(layers):
            self.add_module(f"layer{index}", layer)

    def forward(self, x: Tensor) -> Tensor:
        if self.features is not None:
            x = self.features(x)
        for layer in self.layers:
            x = layer(x)
        return x
