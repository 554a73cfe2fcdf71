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


class Sgd(Optimizer):
    """Plain gradient descent: the theory's optimizer, and the slowest."""

    title = "SGD"

    def update(self, weights, grad, memory, rate, count) -> None:
        weights.add_(grad, alpha=-rate)


class Momentum(Optimizer):
    """Gradient descent with heavy-ball momentum; in a game, momentum can feed the cycling."""

    memory = ("velocity",)
    momentum: float = knob(0.9, 0.0, 0.999, help="Share of the last step that is kept.")

    def update(self, weights, grad, memory, rate, count) -> None:
        memory["velocity"].mul_(self.momentum).add_(grad)
        weights.add_(memory["velocity"], alpha=-rate)


class Rmsprop(Optimizer):
    """Divides each gradient by its recent size; what the WGAN paper used with clipping."""

    title = "RMSProp"
    memory = ("square",)
    decay: float = knob(0.99, 0.0, 0.9999, help="Memory of the gradient's size.")

    def update(self, weights, grad, memory, rate, count) -> None:
        square = memory["square"]
        square.mul_(self.decay).addcmul_(grad, grad, value=1 - self.decay)
        weights.addcdiv_(grad, square.sqrt().add_(1e-8), value=-rate)


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
