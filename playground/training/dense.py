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

from collections.abc import Mapping

import torch
from torch import Tensor

from playground.networks import Flat
from playground.networks.mlp import Mlp, MlpModule


class DensePass:
    """Forward and backward through one MLP for a fixed number of rows.

    Tensors are (rows, features) for one replica and (replicas, rows, features) for more, so that
    one replica costs a plain matrix product and not a batch of one.
    """

    def __init__(self, module: MlpModule, flat: Flat, rows: int) -> None:
        self.activation = module.spec.activation
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
        """The raw output (..., rows, outputs), in a buffer that the next call overwrites."""
        h = self._embed(x)
        self.inputs = [h, *self.hidden[:-1]]
        for level, out in enumerate(self.hidden):
            self.add_product(self.biases[level], self.inputs[level], self.weights[level], out=out)
            if level < self.last:
                self.activation.apply_(out)
        return self.hidden[-1]

    def backward(self, delta: Tensor, *, weights: bool = True, inputs: bool = False) -> Tensor | None:
        """Given dL/d output, fills the weights' gradients and/or returns dL/dx (a shared buffer)."""
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


class DenseGan:
    """Fills the gradients of a plain GAN of plain MLPs; see `playground.training.run.Gradients`."""

    def __init__(self, gan, run) -> None:
        self._gan, self._objective, self._penalties = gan, gan.objective, gan.penalties
        self._blur, self._batch = gan.blur, gan.batch
        self._single = len(run.seeds) == 1
        g, d, batch = run.nets["generator"], run.nets["discriminator"], gan.batch
        self._generator = DensePass(g.module, g.flat, batch)
        self._judge = DensePass(d.module, d.flat, batch)
        between = sum(penalty.between for penalty in self._penalties)
        lead = () if self._single else (len(run.seeds),)
        self._x = g.flat.data.new_empty(*lead, (2 + between) * batch, gan.distribution.dimension)
        self._slope = g.flat.data.new_zeros(*lead, (2 + between) * batch, 1)
        if self._penalties:
            blocks = self._blocks()
            self._span = min(blocks), max(blocks) + 1
            rows = [edge * batch for edge in self._span]
            self._both = PenalisedPass(d.module, d.flat, (2 + between) * batch, *rows)
        else:
            self._both = DensePass(d.module, d.flat, 2 * batch)
        self._fillers = {"discriminator": self._fill_discriminator, "generator": self._fill_generator}

    @staticmethod
    def serves(gan) -> bool:
        """Whether the settings are within reach of the hand-written pass."""
        networks = gan.generator.network, gan.discriminator.network
        return not gan.consensus and all(
            type(n) is Mlp and n.norm == "none" and not n.minibatch_std and n.activation.by_output
            for n in networks
        )

    @torch.no_grad()
    def fill(self, half, draws: Mapping[str, Tensor]) -> None:
        if self._single:
            draws = {name: draw[0] for name, draw in draws.items()}
        self._fillers[half.name](draws)

    def _fill_discriminator(self, draws: Mapping[str, Tensor]) -> None:
        batch, x = self._batch, self._x
        real, fake = x[..., :batch, :], x[..., batch : 2 * batch, :]
        real.copy_(draws["x"])
        fake.copy_(self._generator.forward(draws["z"]))
        if self._blur:
            noise = draws["n"].chunk(2, dim=-1)
            real.add_(noise[0], alpha=self._blur)
            fake.add_(noise[1], alpha=self._blur)
        for block, penalty in zip(self._blocks(), self._penalties, strict=True):
            if penalty.between:
                x[..., block * batch : (block + 1) * batch, :] = penalty.points(real, fake, draws["u"])
        raw = self._both.forward(x).squeeze(-1)
        slopes = self._objective.discriminator_slopes(raw[..., :batch], raw[..., batch : 2 * batch])
        torch.cat(slopes, dim=-1, out=self._slope[..., : 2 * batch, 0]) if self._single else self._put(slopes)
        if self._penalties:
            self._both.fill(self._slope, self._direction(self._both.slopes()))
        else:
            self._both.backward(self._slope)

    def _put(self, slopes: tuple[Tensor, Tensor]) -> None:
        self._slope[:, : self._batch, 0] = slopes[0]
        self._slope[:, self._batch : 2 * self._batch, 0] = slopes[1]

    def _blocks(self) -> list[int]:
        """Which batch of rows each penalty holds: 0 the real, 1 the fake, 2 and on the points between."""
        blocks, free = [], 2
        for penalty in self._penalties:
            if penalty.between:
                blocks.append(free)
                free += 1
            else:
                real, fake = object(), object()
                blocks.append(1 if penalty.points(real, fake, None) is fake else 0)
        return blocks

    def _direction(self, slopes: Tensor) -> Tensor:
        """d(mean penalty)/d(grad_x D) for the held rows."""
        batch, (first, last) = self._batch, self._span
        held = slopes[..., first * batch : last * batch, :]
        square = held.square().sum(-1, keepdim=True)
        scale = torch.zeros_like(square)
        for block, penalty in zip(self._blocks(), self._penalties, strict=True):
            rows = slice((block - first) * batch, (block - first + 1) * batch)
            scale[..., rows, :] += penalty.cost_slope(square[..., rows, :])
        return held * scale.mul_(2 / batch)

    def _fill_generator(self, draws: Mapping[str, Tensor]) -> None:
        real = None
        fake = self._generator.forward(draws["z"])
        noise = draws["n"].chunk(2, dim=-1) if self._blur else None
        if self._objective.paired:
            x = draws["x"] if noise is None else draws["x"] + self._blur * noise[0]
            real = self._judge.forward(x).squeeze(-1).clone()
        if noise is not None:
            fake = fake + self._blur * noise[1]
        raw = self._judge.forward(fake).squeeze(-1)
        slope = self._objective.generator_slopes(raw if real is None else real, raw).unsqueeze(-1)
        self._generator.backward(self._judge.backward(slope, weights=False, inputs=True))
