"""One network of a run: its recipe, its module for all replicas, its flat weights, their average."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Tensor

from playground.networks import Flat, Network, ReplicaModule
from playground.networks.packed import PackedModule
from playground.training.streams import seeded


@dataclass(frozen=True)
class Plan:
    """A network that a family wants: its recipe, its shapes, the memory of its average, and how many
    inputs it takes together (see `PackedModule`)."""

    network: Network
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    ema: float = 0.0
    pack: int = 1

    @property
    def shape(self) -> tuple:
        """What must stay the same for weights to be kept."""
        return self.network, self.inputs, self.outputs, self.pack

    def build(self, replicas: int) -> ReplicaModule:
        """The module for so many replicas, its parameters not yet drawn."""
        if self.pack == 1:
            return self.network.build(self.inputs, self.outputs, replicas)
        size = math.prod(self.inputs)
        return PackedModule(self.network.build((self.pack * size,), self.outputs, replicas), self.pack, size)


class Net:
    """One network of a run: the module of all replicas, its flat weights and their average."""

    def __init__(self, name: str, plan: Plan, seeds: Sequence[int], device, dtype) -> None:
        self.plan = plan
        self.module = plan.build(len(seeds))
        self.module.draw([seeded(seed, f"weights/{name}", 0) for seed in seeds])
        self.flat = Flat(self.module, device, dtype)
        self.average = self.flat.data.clone() if plan.ema else None
        self._glass: tuple[ReplicaModule, Flat] | None = None
        self._shown: int | None = None

    def part(self, replicas: slice) -> Net:
        """Some of the replicas as a network of their own: the same memory, but for what `buffers` holds."""
        part = copy.copy(self)
        part.module = self.plan.build(len(self.flat.data[replicas]))
        part.flat = self.flat.part(part.module, replicas)
        part.average = None if self.average is None else self.average[replicas]
        part._glass = part._shown = None
        return part

    def buffers(self) -> dict[str, Tensor]:
        """The tensors that the module keeps beside its weights (running statistics)."""
        return {name: b for name, b in self.module.named_buffers() if self._persistent(name)}

    def frozen(self, replica: int, inputs: Callable[[int], Tensor], lasting: bool = True) -> ReplicaModule:
        """A copy of one replica for evaluation, averaged where there is an average.

        One that is not `lasting` is overwritten by the next such call: for pictures many times a second.
        Running statistics belong to the live weights, so an averaged copy takes them anew, on as many
        `inputs` (1, batch, *inputs) as it asks for. Where nothing has changed since it was overwritten
        last, it is as it should be: a picture and a question at one step share that work.
        """
        if not lasting and self._shown == replica:
            return self._glass[0].eval()
        weights = self.flat.data if self.average is None else self.average
        module, flat = self._copy() if lasting else self._reused()
        flat.data.copy_(weights[replica : replica + 1])
        copies = dict(module.named_buffers())
        for name, buffer in self.buffers().items() if copies else ():
            copies[name].copy_(buffer[replica : replica + 1])
        if self.average is not None and copies:
            module.recalibrate(inputs(module.calibration))
        if not lasting:
            self._shown = replica
        return module

    def written(self) -> None:
        """Hears that weights or buffers are other ones than before; fused updates leave no trace in them."""
        self._shown = None

    def follow(self, plan: Plan) -> None:
        """Takes up another plan of the same shape; an average begins at the weights, or ends."""
        self.plan = plan
        self.written()
        if not plan.ema:
            self.average = None
        elif self.average is None:
            self.average = self.flat.data.clone()

    def _copy(self) -> tuple[ReplicaModule, Flat]:
        module = self.plan.build(1)
        flat = Flat(module, self.flat.data.device, self.flat.data.dtype)
        return module.eval().requires_grad_(False), flat

    def _reused(self) -> tuple[ReplicaModule, Flat]:
        if self._glass is None:
            self._glass = self._copy()
        return self._glass

    def _persistent(self, name: str) -> bool:
        owner = self.module.get_submodule(name.rpartition(".")[0])
        return name.rpartition(".")[2] not in owner._non_persistent_buffers_set
