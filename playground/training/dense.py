"""The plain GAN's gradients by hand, for plain MLPs: the same numbers as autograd, several times sooner.

At these sizes automatic differentiation spends its time on bookkeeping. Here every intermediate has a
buffer of its own, gradients are written straight into the optimizer's flat tensor, D sees real and
fake samples in one pass, and nothing is computed for a player whose turn it is not.

A slope penalty needs the derivative of |grad_x D|^2 by the weights. With delta_l = dD/du_l (one
backward pass) and a tangent t pushed forward through the layers from the direction
v = d cost / d(grad_x D), the penalty's gradient for layer l is t_{l-1}^T delta_l, since
d(v . grad_x D)/dW_l = t_{l-1}^T delta_l for piecewise linear activations; curved ones add a second
backward pass through a''.
"""

from __future__ import annotations

import torch
from torch import Tensor

from playground.networks import Flat
from playground.networks.mlp import MlpModule


class DensePass:
    """Forward and backward through one MLP for a fixed number of rows.

    Tensors are (rows, features) for one replica and (replicas, rows, features) for more, so that
    one replica costs a plain matrix product and not a batch of one.
    """

    def __init__(self, module: MlpModule, flat: Flat, rows: int) -> None:
        self.activation, self.squashed = module.spec.activation, module.spec.squashed
        self.features = module.features
        drop = (lambda t: t[0]) if flat.data.shape[0] == 1 else (lambda t: t)
        self.add_product = torch.addmm if flat.data.shape[0] == 1 else torch.baddbmm
        self.product = torch.mm if flat.data.shape[0] == 1 else torch.bmm
        views = [drop(p.data) for p in flat.parameters]
        self.weights, self.biases = views[0::2], views[1::2]
        self.transposed = [weight.mT for weight in self.weights]
        grads = [drop(grad) for grad in flat.grads]
        self.weight_grads, self.bias_grads = grads[0::2], grads[1::2]
        lead = (*self.weights[0].shape[:-2], rows)
        new = flat.data.new_empty
        self.last = len(self.weights) - 1
        self.hidden = [new(*lead, weight.shape[-1]) for weight in self.weights]
        self.deltas = [new(*lead, weight.shape[-1]) for weight in self.weights]
        self.first = new(*lead, self.weights[0].shape[-2])
        self.input_delta = new(*lead, self.weights[0].shape[-2])
        self.inputs: list[Tensor] = []

    def forward(self, x: Tensor) -> Tensor:
        """The output (..., rows, outputs), in a buffer that the next call overwrites."""
        h = self._embed(x)
        self.inputs = [h, *self.hidden[:-1]]
        for level, out in enumerate(self.hidden):
            self.add_product(self.biases[level], self.inputs[level], self.weights[level], out=out)
            if level < self.last:
                self.activation.apply_(out)
        return self.hidden[-1].tanh_() if self.squashed else self.hidden[-1]

    def backward(self, delta: Tensor, *, weights: bool = True, inputs: bool = False) -> Tensor | None:
        """Given dL/d output, fills the weights' gradients and/or returns dL/dx (a shared buffer)."""
        if self.squashed:
            delta = delta * (1 - self.hidden[-1].square())
        for level in range(self.last, -1, -1):
            if weights:
                self.product(self.inputs[level].mT, delta, out=self.weight_grads[level])
                torch.sum(delta, -2, keepdim=True, out=self.bias_grads[level])
            if level:
                below = self.deltas[level - 1]
                self.product(delta, self.transposed[level], out=below)
                delta = self.activation.slope_(self.hidden[level - 1], below)
        if not inputs:
            return None
        return self._unembed(self.product(delta, self.transposed[0], out=self.input_delta))

    def _embed(self, x: Tensor) -> Tensor:
        if self.features is None:
            return x
        size, waves = self.features.matrix.shape
        phase = x @ self.features.matrix
        self.first[..., :size] = x
        torch.sin(phase, out=self.first[..., size : size + waves])
        torch.cos(phase, out=self.first[..., size + waves :])
        return self.first

    def _unembed(self, delta: Tensor) -> Tensor:
        if self.features is None:
            return delta
        size, waves = self.features.matrix.shape
        _, sine, cosine = self.first.split([size, waves, waves], dim=-1)
        by_x, by_sine, by_cosine = delta.split([size, waves, waves], dim=-1)
        return by_x + (by_sine * cosine - by_cosine * sine) @ self.features.matrix.mT


class PenalisedPass(DensePass):
    """A pass whose backward also adds the gradient of slope penalties.

    Rows `start` to `stop` are the ones whose slope is held.
    """

    def __init__(self, module: MlpModule, flat: Flat, rows: int, start: int, stop: int) -> None:
        super().__init__(module, flat, rows)
        self.held = slice(start, stop)
        self.curved = self.activation.curvature(self.hidden[0][..., :1, :1].clone().zero_()) is not None
        self.ones = torch.ones_like(self.hidden[-1])
        lead = (*self.first.shape[:-2], stop - start)
        self.tangents = [self.first.new_empty(*lead, weight.shape[-2]) for weight in self.weights]

    def slopes(self) -> Tensor:
        """grad_x D for every row (..., rows, d), after `forward`; keeps each layer's delta."""
        self.deltas[-1] = self.ones
        return self.backward(self.ones, weights=False, inputs=True)

    def fill(self, slope: Tensor, direction: Tensor) -> None:
        """Fills gradients of sum(slope * D) + sum(direction * grad_x D), after `slopes`.

        `slope` is (..., rows, 1); `direction` (..., held rows, d), taken as constant.
        """
        tangents = self._push(direction)
        bends = self._bends(tangents) if self.curved else None
        for level, delta in enumerate(self.deltas):
            weighed = self.inputs[level] * slope
            weighed[..., self.held, :] += tangents[level]
            self.product(weighed.mT, delta, out=self.weight_grads[level])
            self.product(slope.mT, delta, out=self.bias_grads[level])
            if bends and level < self.last:
                held = self.inputs[level][..., self.held, :]
                self.weight_grads[level] += held.mT @ bends[level]
                self.bias_grads[level] += bends[level].sum(-2, keepdim=True)

    def _push(self, direction: Tensor) -> list[Tensor]:
        """The tangent at the input of every layer."""
        self.tangents[0].copy_(self._embed_tangent(direction))
        for level in range(self.last):
            above = self.tangents[level + 1]
            self.product(self.tangents[level], self.weights[level], out=above)
            self.activation.slope_(self.hidden[level][..., self.held, :], above)
        return self.tangents

    def _bends(self, tangents: list[Tensor]) -> list[Tensor]:
        """The part of d/du_l that comes from a'', for every hidden layer."""
        bends: list[Tensor] = [tangents[0]] * self.last
        above = None
        for level in range(self.last - 1, -1, -1):
            h = self.hidden[level][..., self.held, :]
            before = tangents[level] @ self.weights[level]
            reach = self.deltas[level + 1][..., self.held, :] @ self.transposed[level + 1]
            bend = self.activation.curvature(h) * before * reach
            if above is not None:
                bend += self.activation.slope_(h, above @ self.transposed[level + 1])
            bends[level] = above = bend
        return bends

    def _embed_tangent(self, direction: Tensor) -> Tensor:
        if self.features is None:
            return direction
        size, waves = self.features.matrix.shape
        _, sine, cosine = self.first[..., self.held, :].split([size, waves, waves], dim=-1)
        phase = direction @ self.features.matrix
        return torch.cat([direction, phase * cosine, -phase * sine], dim=-1)
