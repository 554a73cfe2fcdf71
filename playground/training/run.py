"""The run of any family made of networks: half-steps over flat weights, for all replicas at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import torch
from torch import Tensor, nn

from playground.families.base import Family, Run
from playground.knobs import SettingError
from playground.networks import Flat, Network
from playground.training.parts import Player, Schedule
from playground.training.streams import Source, Stream, seeded


@dataclass(frozen=True)
class Plan:
    """A network that a family wants: its recipe, its shapes, and the memory of its average."""

    network: Network
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    ema: float = 0.0

    @property
    def shape(self) -> tuple:
        """What must stay the same for weights to be kept."""
        return self.network, self.inputs, self.outputs


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


class NetworkFamily(Family, abstract=True):
    """A family made of networks that play halves of a game."""

    @abstractmethod
    def plans(self) -> dict[str, Plan]:
        """The networks, by name."""

    @abstractmethod
    def halves(self) -> tuple[Half, ...]:
        """The half-steps of one iteration, in their order."""

    @abstractmethod
    def loss(self, half: str, nets: Mapping[str, nn.Module], draws: Mapping[str, Tensor]) -> Tensor:
        """What the half-step minimises, for each replica: (replicas,)."""

    @abstractmethod
    def evaluate(self, run: NetworkRun, replica: int):
        """The `Evaluation` of one replica."""

    def gradients(self, run: NetworkRun) -> Gradients:
        """How this family's gradients are computed; automatic differentiation, as a rule."""
        return Autograd(self, run)

    def batch_size(self) -> int:
        """Samples in a batch."""
        return 128

    def simultaneous(self) -> bool:
        """Whether all halves look at the same weights before any is updated."""
        return False

    def rates(self) -> Schedule:
        """The learning rates over time."""
        return Schedule()

    def begin(self, seeds: Sequence[int], device: torch.device, dtype: torch.dtype) -> NetworkRun:
        return NetworkRun(self, seeds, device, dtype)


class Net:
    """One network of a run: the module of all replicas, its flat weights and their average."""

    def __init__(self, name: str, plan: Plan, seeds: Sequence[int], device, dtype) -> None:
        self.plan = plan
        self.module = plan.network.build(plan.inputs, plan.outputs, len(seeds))
        self.module.draw([seeded(seed, f"weights/{name}", 0) for seed in seeds])
        self.flat = Flat(self.module, device, dtype)
        self.average = self.flat.data.clone() if plan.ema else None

    def buffers(self) -> dict[str, Tensor]:
        """The tensors that the module keeps beside its weights (running statistics)."""
        return {name: b for name, b in self.module.named_buffers() if self._persistent(name)}

    def frozen(self, replica: int) -> nn.Module:
        """A copy of one replica for evaluation, averaged where there is an average."""
        weights = self.flat.data if self.average is None else self.average
        module = self.plan.network.build(self.plan.inputs, self.plan.outputs, 1)
        flat = Flat(module, weights.device, weights.dtype)
        flat.data.copy_(weights[replica : replica + 1])
        copies = dict(module.named_buffers())
        for name, buffer in self.buffers().items():
            copies[name].copy_(buffer[replica : replica + 1])
        return module.eval().requires_grad_(False)

    def _persistent(self, name: str) -> bool:
        owner = self.module.get_submodule(name.rpartition(".")[0])
        return name.rpartition(".")[2] not in owner._non_persistent_buffers_set


class NetworkRun(Run):
    """Networks playing the halves of their family's game."""

    def __init__(self, family: NetworkFamily, seeds: Sequence[int], device, dtype) -> None:
        self.seeds, self.device, self.dtype = tuple(seeds), device, dtype
        self.steps = 0
        self.nets = {
            name: Net(name, plan, self.seeds, device, dtype) for name, plan in family.plans().items()
        }
        self.counts: dict[str, int] = {}
        self.memory: dict[str, dict[str, Tensor]] = {}
        self._settle(family)

    def _settle(self, family: NetworkFamily) -> None:
        """Everything that follows from the settings and holds no state of its own."""
        self.family = family
        self._halves = {half.name: half for half in family.halves()}
        self._schedule = family.rates()
        self._streams = {
            half.name: {
                name: Stream(
                    source, f"{half.name}/{name}", self.seeds, family.batch_size(), self.device, self.dtype
                )
                for name, source in half.draws.items()
            }
            for half in self._halves.values()
        }
        for half in self._halves.values():
            self.counts.setdefault(half.name, 0)
            for name in half.trains:
                held = self.memory.setdefault(f"{half.name}.{name}", {})
                for kind in half.player.optimizer.memory:
                    if kind not in held:
                        held[kind] = torch.zeros_like(self.nets[name].flat.data)
        self._gradients = family.gradients(self)

    @property
    def halves(self) -> tuple[str, ...]:
        return tuple(self._halves)

    def advance(self, iterations: int) -> None:
        halves = list(self._halves.values())
        together = self.family.simultaneous()
        for _ in range(iterations):
            if together:
                self._iterate_together(halves)
            else:
                for half in halves:
                    for _ in range(half.repeats):
                        self._fill(half)
                        self._update(half)
            self.steps += 1

    def _iterate_together(self, halves: list[Half]) -> None:
        for half in halves:
            for _ in range(half.repeats - 1):
                self._fill(half)
                self._update(half)
        for half in halves:
            self._fill(half)
        for half in halves:
            self._update(half)

    def half_step(self, half: str) -> None:
        if half not in self._halves:
            raise SettingError(f"There is no half-step {half!r}; there are {', '.join(self._halves)}.")
        self._fill(self._halves[half])
        self._update(self._halves[half])

    def _fill(self, half: Half) -> None:
        position = self.counts[half.name]
        draws = {name: stream.at(position) for name, stream in self._streams[half.name].items()}
        self._gradients.fill(half, draws)

    @torch.no_grad()
    def _update(self, half: Half) -> None:
        count = self.counts[half.name] = self.counts[half.name] + 1
        player = half.player
        rate = player.lr * self._schedule.factor(self.steps)
        for name in half.trains:
            net = self.nets[name]
            weights = net.flat.data
            player.optimizer.update(weights, net.flat.grad, self.memory[f"{half.name}.{name}"], rate, count)
            if half.clip is not None:
                weights.clamp_(-half.clip, half.clip)
            if net.average is not None:
                # A young average forgets faster, so that the start leaves no trace in it.
                net.average.lerp_(weights, 1 - min(net.plan.ema, (1 + count) / (10 + count)))

    def retune(self, family: NetworkFamily) -> None:
        plans = family.plans()
        if {name: plan.shape for name, plan in plans.items()} != {
            name: net.plan.shape for name, net in self.nets.items()
        }:
            raise SettingError("That needs other networks, so it starts a new run.")
        for name, plan in plans.items():
            net = self.nets[name]
            net.plan = plan
            if not plan.ema:
                net.average = None
            elif net.average is None:
                net.average = net.flat.data.clone()
        self._settle(family)

    def state(self) -> dict[str, Tensor]:
        state = {"steps": torch.tensor(self.steps)}
        for half, count in self.counts.items():
            state[f"count.{half}"] = torch.tensor(count)
        for name, tensor in self._tensors().items():
            state[name] = tensor.detach().clone()
        return state

    def load(self, state: dict[str, Tensor]) -> None:
        self.steps = int(state["steps"])
        for half in self.counts:
            self.counts[half] = int(state[f"count.{half}"])
        with torch.no_grad():
            for name, tensor in self._tensors().items():
                tensor.copy_(state[name])

    def _tensors(self) -> dict[str, Tensor]:
        tensors = {}
        for name, net in self.nets.items():
            tensors[f"{name}.weights"] = net.flat.data
            if net.average is not None:
                tensors[f"{name}.average"] = net.average
            tensors |= {f"{name}.buffers.{key}": buffer for key, buffer in net.buffers().items()}
        for owner, held in self.memory.items():
            tensors |= {f"{owner}.{kind}": tensor for kind, tensor in held.items()}
        return tensors

    def healthy(self) -> Tensor:
        sums = [net.flat.data.sum(-1) for net in self.nets.values()]
        return torch.isfinite(torch.stack(sums)).all(0).cpu()

    def evaluation(self, replica: int = 0):
        return self.family.evaluate(self, replica)


class Autograd:
    """Gradients of the family's loss by automatic differentiation: works for every family."""

    def __init__(self, family: NetworkFamily, run: NetworkRun) -> None:
        self._family, self._nets = family, run.nets
        self._modules = {name: net.module for name, net in run.nets.items()}

    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        with torch.enable_grad():
            loss = self._family.loss(half.name, self._modules, draws).sum()
            flats = [self._nets[name].flat for name in half.trains]
            parameters = [parameter for flat in flats for parameter in flat.parameters]
            grads = torch.autograd.grad(loss, parameters, materialize_grads=True)
        torch._foreach_copy_([grad for flat in flats for grad in flat.grads], grads)
