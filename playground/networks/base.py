"""What every network declares, and the flat storage that all of them train in."""

from __future__ import annotations

import copy
import math
from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor, nn

from playground.catalogue import Catalogued


class Network(Catalogued, abstract=True):
    """A recipe for a module that computes all replicas of a run at once.

    Every parameter, buffer, input and output of the module has a leading replica axis: inputs are
    (replicas, batch, *inputs) and outputs (replicas, batch, *outputs).
    """

    heavy: ClassVar[bool] = False
    """Whether one pass is work enough for several CPU threads, or for a GPU."""

    @abstractmethod
    def build(self, inputs: tuple[int, ...], outputs: tuple[int, ...], replicas: int) -> ReplicaModule:
        """The module, its parameters not yet drawn (`ReplicaModule.draw` does that)."""

    def beside(self, inputs: tuple[int, ...], classes: int) -> tuple[int, ...]:
        """Shape of inputs that come with a label, one of so many `classes`: as numbers after the others."""
        return (math.prod(inputs) + classes,)

    @abstractmethod
    def work(self, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> int:
        """Multiply-adds of one forward pass for one sample."""


class ReplicaModule(nn.Module):
    """A module with a leading replica axis whose parts know how to draw their start values."""

    couples_batch = False
    """Whether an output depends on the other samples of its batch."""
    momentum: float | None = None
    """Share of each new batch in running statistics, for parts that keep them."""
    calibration = 1024
    """Inputs that running statistics are taken anew on; see `recalibrate`."""

    def draw(self, generators: Sequence[torch.Generator]) -> None:
        """Draws every parameter, replica r with `generators[r]` alone."""
        for child in self.children():
            child.draw(generators)

    def recalibrate(self, inputs: Tensor) -> None:
        """Takes running statistics anew from one batch; for parts that keep none, nothing happens."""
        memories = [part for part in self.modules() if part.momentum is not None]
        if not memories:
            return
        for part in memories:
            part.train()
            part.momentum = 1.0
        with torch.no_grad():
            self(inputs)
        for part in memories:
            part.eval()


class Flat:
    """The parameters of a module as one tensor, its gradients as another, both (replicas, total).

    The module's own parameters become views of them, so an optimizer needs one call a network
    and a checkpoint is one tensor.
    """

    def __init__(self, module: nn.Module, device: torch.device, dtype: torch.dtype) -> None:
        module.to(device=device, dtype=dtype)
        parameters = list(module.parameters())
        self.data = torch.cat([parameter.detach().flatten(1) for parameter in parameters], dim=1)
        self.grad = torch.zeros_like(self.data)
        self._lay_out(parameters)

    def part(self, module: nn.Module, replicas: slice) -> Flat:
        """Some of the replicas as the weights of a `module` for so many: the same memory."""
        part = copy.copy(self)
        part.data, part.grad = self.data[replicas], self.grad[replicas]
        module.to(device=self.data.device, dtype=self.data.dtype)
        part._lay_out(list(module.parameters()))
        return part

    def _lay_out(self, parameters: list[nn.Parameter]) -> None:
        """Makes the parameters views of the flat tensors."""
        self.parameters, self.grads, start = parameters, [], 0
        for parameter in parameters:
            end = start + parameter[0].numel()
            parameter.data = self.data[:, start:end].view(parameter.shape)
            parameter.grad = self.grad[:, start:end].view(parameter.shape)
            self.grads.append(parameter.grad)
            start = end
