"""Optimizers on flat parameter tensors."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import torch
from torch import Tensor

from playground.catalogue import Catalogued, knob


class Optimizer(Catalogued, abstract=True):
    """How weights follow their gradient.

    An optimizer has no state of its own: `update` works in place on `weights` and on the tensors
    named in `memory`, all of one shape.
    """

    memory: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def update(self, weights: Tensor, grad: Tensor, memory: dict[str, Tensor], rate: float, count: int):
        """One step at learning rate `rate`; `count` is 1 at the first step."""

    @abstractmethod
    def ahead(
        self, weights: Tensor, grad: Tensor, memory: dict[str, Tensor], rate: float, count: int
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """What `update` would make of weights and memory, as new tensors that can be differentiated."""


class Sgd(Optimizer):
    """Plain gradient descent: the theory's optimizer, and the slowest."""

    title = "SGD"

    def update(self, weights, grad, memory, rate, count) -> None:
        weights.add_(grad, alpha=-rate)

    def ahead(self, weights, grad, memory, rate, count):
        return weights - rate * grad, {}


class Momentum(Optimizer):
    """Gradient descent with heavy-ball momentum; in a game, momentum can feed the cycling."""

    memory = ("velocity",)
    momentum: float = knob(0.9, 0.0, 0.999, help="Share of the last step that is kept.")

    def update(self, weights, grad, memory, rate, count) -> None:
        memory["velocity"].mul_(self.momentum).add_(grad)
        weights.add_(memory["velocity"], alpha=-rate)

    def ahead(self, weights, grad, memory, rate, count):
        velocity = self.momentum * memory["velocity"] + grad
        return weights - rate * velocity, {"velocity": velocity}


class Rmsprop(Optimizer):
    """Divides each gradient by its recent size; what the WGAN paper used with clipping."""

    title = "RMSProp"
    memory = ("square",)
    decay: float = knob(0.99, 0.0, 0.9999, help="Memory of the gradient's size.")

    def update(self, weights, grad, memory, rate, count) -> None:
        square = memory["square"]
        square.mul_(self.decay).addcmul_(grad, grad, value=1 - self.decay)
        weights.addcdiv_(grad, square.sqrt().add_(1e-8), value=-rate)

    def ahead(self, weights, grad, memory, rate, count):
        square = self.decay * memory["square"] + (1 - self.decay) * grad.square()
        return weights - rate * grad / (_root(square) + 1e-8), {"square": square}


class Adam(Optimizer):
    """Momentum and RMSProp together (Kingma and Ba, 2015); a low beta1 steadies GANs."""

    memory = ("mean", "square")
    beta1: float = knob(0.5, 0.0, 0.999, help="Memory of the gradient's direction; 0 turns momentum off.")
    beta2: float = knob(0.999, 0.0, 0.9999, help="Memory of the gradient's size.")

    def update(self, weights, grad, memory, rate, count) -> None:
        # torch's fused kernel, without the bookkeeping of torch.optim that would cost as much again.
        torch._fused_adam_(
            [weights],
            [grad],
            [memory["mean"]],
            [memory["square"]],
            [],
            # Made where it is needed: a GPU would wait for a number brought from the CPU.
            [torch.full((), float(count), dtype=torch.float32, device=weights.device)],
            lr=rate,
            beta1=self.beta1,
            beta2=self.beta2,
            weight_decay=0.0,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
        )

    def ahead(self, weights, grad, memory, rate, count):
        mean = self.beta1 * memory["mean"] + (1 - self.beta1) * grad
        square = self.beta2 * memory["square"] + (1 - self.beta2) * grad.square()
        size = _root(square / (1 - self.beta2**count)) + 1e-8
        return weights - rate / (1 - self.beta1**count) * mean / size, {"mean": mean, "square": square}


def _root(square: Tensor) -> Tensor:
    """The square root, with a slope at 0 that is finite: weights may never have had a gradient."""
    return (square + 1e-24).sqrt()
