"""Half-steps, and ways to fill the gradients of the networks that they train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import torch
from torch import Tensor

from playground.training.parts import Player
from playground.training.streams import Source

if TYPE_CHECKING:
    from playground.training.run import NetworkFamily, NetworkRun


@dataclass(frozen=True)
class Half:
    """One half-step: which networks it trains, as which player, on which draws, how often."""

    name: str
    trains: tuple[str, ...]
    player: Player
    draws: Mapping[str, Source] = field(default_factory=dict)
    repeats: int = 1
    clip: float | None = None


class Gradients(Protocol):
    """A way to fill the gradient of the networks that a half-step trains."""

    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None: ...

    def repeats(self, half: Half) -> bool:
        """Whether every fill makes the same calls, whatever the step, and a tape of them would save time."""


class Autograd:
    """Gradients of the family's loss by automatic differentiation: works for every family."""

    def __init__(self, family: NetworkFamily, run: NetworkRun) -> None:
        self._family, self._nets = family, run.nets
        # Heavy networks leave a CPU little to save, and a tape holds all that is computed while it listens.
        self._worth = run.device.type == "cuda" or not family.heavy
        self._modules = {name: net.module for name, net in run.nets.items()}

    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        with torch.enable_grad():
            loss = self._family.loss(half.name, self._modules, draws).sum()
            flats = [self._nets[name].flat for name in half.trains]
            parameters = [parameter for flat in flats for parameter in flat.parameters]
            grads = torch.autograd.grad(loss, parameters, materialize_grads=True)
        torch._foreach_copy_([grad for flat in flats for grad in flat.grads], grads)

    def repeats(self, half: Half) -> bool:
        return self._worth
