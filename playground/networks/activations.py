"""Activations, with the derivatives that the hand-written backward pass needs.

`slope_` and `curvature` are written in terms of the activation's *output* h = a(u), because the
backward pass keeps nothing else. An activation that cannot say them leaves `by_output` False, and
its networks train by automatic differentiation.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import torch
from torch import Tensor
from torch.nn import functional

from playground.catalogue import Catalogued, knob

_aten = torch.ops.aten


class Activation(Catalogued, abstract=True):
    """A function applied to each unit of a hidden layer."""

    by_output: ClassVar[bool] = False
    gain: ClassVar[float] = 1.0
    """Factor on a layer's start weights that keeps the scale of signals (He et al., 2015)."""

    @abstractmethod
    def apply(self, u: Tensor) -> Tensor:
        """a(u), differentiable."""

    def apply_(self, u: Tensor) -> Tensor:
        """a(u), in place."""
        return u.copy_(self.apply(u))

    def slope_(self, h: Tensor, delta: Tensor) -> Tensor:
        """Multiplies `delta` by a'(u) in place, given h = a(u)."""
        raise TypeError(f"{type(self).__name__} has no slope in terms of its output")

    def curvature(self, h: Tensor) -> Tensor | None:
        """a''(u) given h = a(u); None where it is zero almost everywhere."""
        return None


class Relu(Activation):
    """max(0, u): fast, and piecewise linear pictures."""

    title = "ReLU"
    by_output = True
    gain = 2**0.5

    def apply(self, u: Tensor) -> Tensor:
        return torch.relu(u)

    def apply_(self, u: Tensor) -> Tensor:
        return u.relu_()

    def slope_(self, h: Tensor, delta: Tensor) -> Tensor:
        return _aten.threshold_backward.grad_input(delta, h, 0, grad_input=delta)


class LeakyRelu(Activation):
    """ReLU that lets a little of the negative side through, so no unit dies."""

    title = "Leaky ReLU"
    by_output = True
    gain = 2**0.5
    slope: float = knob(0.2, 0.001, 0.9, live=False, help="Slope on the negative side.")

    def apply(self, u: Tensor) -> Tensor:
        return functional.leaky_relu(u, self.slope)

    def apply_(self, u: Tensor) -> Tensor:
        return functional.leaky_relu_(u, self.slope)

    def slope_(self, h: Tensor, delta: Tensor) -> Tensor:
        return _aten.leaky_relu_backward.grad_input(delta, h, self.slope, True, grad_input=delta)


class Tanh(Activation):
    """Hyperbolic tangent: smooth and bounded."""

    title = "tanh"
    by_output = True

    def apply(self, u: Tensor) -> Tensor:
        return torch.tanh(u)

    def apply_(self, u: Tensor) -> Tensor:
        # tanh u = 2 sigmoid(2u) - 1: the same to rounding, and torch's sigmoid is five times as fast.
        return u.mul_(2).sigmoid_().mul_(2).sub_(1)

    def slope_(self, h: Tensor, delta: Tensor) -> Tensor:
        return _aten.tanh_backward.grad_input(delta, h, grad_input=delta)

    def curvature(self, h: Tensor) -> Tensor:
        return (h.square() - 1).mul_(h).mul_(2)


class Elu(Activation):
    """Exponential on the negative side, linear on the positive: smooth ReLU (Clevert et al., 2016)."""

    title = "ELU"

    def apply(self, u: Tensor) -> Tensor:
        return functional.elu(u)


class Softplus(Activation):
    """log(1 + exp u): a ReLU without the corner."""

    def apply(self, u: Tensor) -> Tensor:
        return functional.softplus(u)


class Silu(Activation):
    """u times sigmoid(u), also called swish: smooth, slightly non-monotone."""

    title = "SiLU"

    def apply(self, u: Tensor) -> Tensor:
        return functional.silu(u)


class Sigmoid(Activation):
    """1 / (1 + exp(-u)): what nets used before ReLU; its slopes fade in depth."""

    by_output = True

    def apply(self, u: Tensor) -> Tensor:
        return torch.sigmoid(u)

    def apply_(self, u: Tensor) -> Tensor:
        return u.sigmoid_()

    def slope_(self, h: Tensor, delta: Tensor) -> Tensor:
        return _aten.sigmoid_backward.grad_input(delta, h, grad_input=delta)

    def curvature(self, h: Tensor) -> Tensor:
        return (1 - h).mul_(h).mul_(1 - 2 * h)
