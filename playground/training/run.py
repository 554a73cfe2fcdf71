"""The run of any family made of networks: half-steps over flat weights, for all replicas at once."""

from __future__ import annotations

import copy
from abc import abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence

import torch
from torch import Tensor, nn

from playground.distributions import Distribution
from playground.families.base import Family, Run
from playground.metrics import Evaluation
from playground.training.crew import Crew
from playground.training.halves import Autograd, Gradients, Half
from playground.training.nets import Net, Plan
from playground.training.parts import Player, Schedule
from playground.training.repeated import Repeated
from playground.training.streams import Stream
from playground.training.tape import Often
from playground.training.threads import most_threads


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
    def evaluate(self, run: NetworkRun, replica: int, lasting: bool) -> Evaluation:
        """The `Evaluation` of one replica; see `Run.evaluation`."""

    def half_names(self) -> tuple[str, ...]:
        return tuple(half.name for half in self.halves())

    def weights(self) -> int:
        modules = [plan.build(1) for plan in self.plans().values()]
        return sum(parameter.numel() for module in modules for parameter in module.parameters())

    def carries_over_to(self, other: Family) -> bool:
        if type(other) is not type(self):
            return False
        mine, theirs = self.plans(), other.plans()
        return {name: plan.shape for name, plan in mine.items()} == {
            name: plan.shape for name, plan in theirs.items()
        }

    def gradients(self, run: NetworkRun) -> Gradients:
        """How this family's gradients are computed; automatic differentiation, as a rule."""
        return Autograd(self, run)

    def batch_size(self) -> int:
        """Samples in a batch."""
        return 128

    def simultaneous(self) -> bool:
        """Whether all halves look at the same weights before any is updated."""
        return False

    @property
    def heavy(self) -> bool:
        """Whether one of the networks is work enough for several CPU threads, or for a GPU."""
        return any(plan.network.heavy for plan in self.plans().values())

    def home(self) -> str:
        return "cuda" if self.heavy and torch.cuda.is_available() else "cpu"

    def rates(self) -> Schedule:
        """The learning rates over time."""
        return Schedule()

    def begin(self, seeds: Sequence[int], device: torch.device, dtype: torch.dtype) -> NetworkRun:
        return NetworkRun(self, seeds, device, dtype)


class NetworkRun(Run):
    """Networks playing the halves of their family's game."""

    def __init__(self, family: NetworkFamily, seeds: Sequence[int], device, dtype) -> None:
        self.seeds, self.device, self.dtype = tuple(seeds), device, dtype
        self.steps = 0
        self._data: dict[Distribution, Distribution] = {}
        self.nets = {
            name: Net(name, plan, self.seeds, device, dtype) for name, plan in family.plans().items()
        }
        self.counts: dict[str, int] = {}
        self.memory: dict[str, dict[str, Tensor]] = {}
        self._settle(family)

    def _settle(self, family: NetworkFamily) -> None:
        """Everything that follows from the settings and holds no state of its own."""
        self.family = family = self._with_data(family)
        self.threads = most_threads() if family.heavy else 1
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
        self._repeated = Repeated(self._gradients, self._halves.values(), self)
        # Copies that take running statistics anew for each look keep nothing in its place for a tape.
        settles = any(part.momentum for net in self.nets.values() for part in net.module.modules())
        self._looks: dict[Hashable, Often] | None = None if settles else {}
        self._crew, self._parted = None, Crew.serves(self)

    def _with_data(self, family: NetworkFamily) -> NetworkFamily:
        """The family with its data in hand: the same whenever the run comes to the same settings."""
        given = {name: getattr(family, name) for name in family.slots()}
        held = {name: self._held(data) for name, data in given.items() if isinstance(data, Distribution)}
        changed = {name: data for name, data in held.items() if data is not given[name]}
        return family.replace(**changed) if changed else family

    def _held(self, data: Distribution) -> Distribution:
        named = data.released()
        if named not in self._data:
            self._data[named] = named.held()
        return self._data[named]

    def advance(self, iterations: int) -> None:
        if self._crew is None and self._parted:
            self._crew = Crew(self)
        if self._crew is not None:
            self._crew.advance(iterations)
            self._written()
            return
        for _ in range(iterations):
            for _ in self.iteration():
                pass

    def iteration(self) -> Iterator[str]:
        halves, together = list(self._halves.values()), self.family.simultaneous()
        for half in halves:
            for _ in range(half.repeats - together):
                yield half.name
                self.half_step(half.name)
        if together:
            yield halves[0].name
            for half in halves:
                self._fill(half)
            self._update(halves[0])
            for half in halves[1:]:
                yield half.name
                self._update(half)
        self.steps += 1

    def half_step(self, half: str) -> None:
        self._fill(self._halves[half])
        self._update(self._halves[half])

    def _fill(self, half: Half) -> None:
        position = self.counts[half.name]
        draws = {name: stream.at(position) for name, stream in self._streams[half.name].items()}
        self._repeated.fill(half, draws)

    def looks(self, lasting: bool) -> dict[Hashable, Often] | None:
        """Where that is kept which is asked often of the copies that are not `lasting`; None for others."""
        return None if lasting else self._looks

    def do_without_tapes(self) -> None:
        """Goes on without what `Repeated` saves, until settings change: the same run, slower, to compare. So
        many seeds that they are parted keep it."""
        self._repeated = self._gradients

    def rate(self, player: Player) -> float:
        """The learning rate of a player at this step."""
        return player.lr * self._schedule.factor(self.steps)

    @torch.no_grad()
    def _update(self, half: Half) -> None:
        count = self.counts[half.name] = self.counts[half.name] + 1
        player = half.player
        rate = self.rate(player)
        for name in half.trains:
            net = self.nets[name]
            weights = net.flat.data
            player.optimizer.update(weights, net.flat.grad, self.memory[f"{half.name}.{name}"], rate, count)
            if half.clip is not None:
                weights.clamp_(-half.clip, half.clip)
            if net.average is not None:
                # A young average forgets faster, so that the start leaves no trace in it.
                net.average.lerp_(weights, 1 - min(net.plan.ema, (1 + count) / (10 + count)))
        self._written()

    def _written(self) -> None:
        # A half-step may also write into the running statistics of networks that it does not train.
        for net in self.nets.values():
            net.written()

    def part(self, replicas: slice) -> NetworkRun:
        """Some of the replicas as a run of their own, in the same memory but for counts and `Net.buffers`."""
        part = copy.copy(self)
        part.seeds = self.seeds[replicas]
        part.nets = {name: net.part(replicas) for name, net in self.nets.items()}
        part.memory = {
            owner: {kind: tensor[replicas] for kind, tensor in held.items()}
            for owner, held in self.memory.items()
        }
        part.counts = dict(self.counts)
        part._settle(self.family)
        part._parted = False  # a part of a part would wait for the helper that it runs on
        return part

    def retune(self, family: NetworkFamily) -> None:
        for name, plan in family.plans().items():
            self.nets[name].follow(plan)
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
        self._written()

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
        # Often asked: what is not finite leaves no sum so, and its difference from itself is no 0.
        total = sum(net.flat.data.sum(-1) for net in self.nets.values())
        return (total - total).eq(0).cpu()

    def evaluation(self, replica: int = 0, lasting: bool = True) -> Evaluation:
        return self.family.evaluate(self, replica, lasting)
