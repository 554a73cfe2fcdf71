"""CycleGAN: two maps between two sets of data that nobody has paired."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from playground.catalogue import knob, part, slot, slots
from playground.constraints import Constraint, SlopePenalty
from playground.constraints.auto import Auto, in_force
from playground.distributions import Distribution, Images
from playground.distributions.curves import Moons, Spiral
from playground.families.cyclegan_flow import cyclegan_flow
from playground.families.cyclegan_sides import (
    check_kinds,
    check_side,
    counterpart,
    halved,
    suits,
)
from playground.flow import Flow
from playground.knobs import SettingError
from playground.metrics.translation import From, Translation
from playground.networks.residual import ResidualMlp
from playground.objectives import Objective
from playground.objectives.least_squares import LeastSquares
from playground.training.adversaries import FrozenPlayers, judged
from playground.training.halves import Half
from playground.training.nets import Plan
from playground.training.parts import AveragedPlayer, Player, Schedule
from playground.training.run import NetworkFamily, NetworkRun
from playground.training.sources import Fresh, Uniforms
from playground.training.streams import seeded

MOST_WORK = 5e10
"""Multiply-adds that one iteration may take: about a second of one core."""
LOOKED_AT = 64
"""Real points that a paired objective compares a fake with."""

Nets = Mapping[str, nn.Module]
Draws = Mapping[str, Tensor]


class CycleGan(NetworkFamily):
    """Two maps, G from X to Y and F back, learnt from two unpaired sets: a GAN each way, and a cycle.

    D_Y and D_X judge what G and F make of samples of the other side. Many maps would deceive them both;
    the cycle loss |F(G(x)) - x| + |G(F(y)) - y| asks that each undo the other. It does not say which x
    belongs to which y: that stays the networks' choice (Zhu et al., 2017).
    """

    key = "cyclegan"
    title = "CycleGAN"
    pictures = ("translation", "translation-tiles")
    grew_from = "gan"
    paper = "Zhu et al."
    year = 2017
    what_for = (
        "Carrying samples of one kind over into another where nobody has paired them: horses and zebras."
    )

    distribution: Distribution = slot(Moons(), Distribution, help="X: what G starts from and F should reach.")
    target: Distribution = slot(Spiral(), Distribution, help="Y: what G should reach and F starts from.")
    objective: Objective = slot(LeastSquares(), Objective, help="What both pairs of players try to minimise.")
    constraint: tuple[Constraint, ...] = slots(
        (Auto(),),
        Constraint,
        help="What keeps both discriminators in bounds; auto is what the objective needs.",
    )
    cycle: float = knob(
        10.0, 0.0, 100.0, help="Weight of the cycle loss: how far F(G(x)) is from x and G(F(y)) from y."
    )
    identity: float = knob(
        5.0, 0.0, 100.0, help="Weight of the identity loss: how far G moves what is in Y already, and F in X."
    )
    generator: AveragedPlayer = part(AveragedPlayer(network=ResidualMlp(), lr=2e-4))
    discriminator: Player = part(Player(lr=2e-4))
    k: int = knob(1, 1, 100, help="Steps of the discriminators for each step of the maps.")
    batch: int = knob(128, 1, 4096, log=True, help="Samples of X and of Y in each step.")
    schedule: Schedule = part(Schedule())

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The constraints in force: `auto` replaced by what the objective asks for."""
        return in_force(self.constraint, self.objective)

    @property
    def penalties(self) -> tuple[SlopePenalty, ...]:
        """The slope penalties in force, on each discriminator."""
        return tuple(c.penalty() for c in self.constraints if c.penalty())

    def plans(self) -> dict[str, Plan]:
        self.check()
        x, y, maps, judges = self.distribution.shape, self.target.shape, self.generator, self.discriminator
        return {
            "forward": Plan(maps.network, x, y, maps.ema),
            "backward": Plan(maps.network, y, x, maps.ema),
            "judge_y": Plan(judges.network, y, (1,)),
            "judge_x": Plan(judges.network, x, (1,)),
        }

    def halves(self) -> tuple[Half, ...]:
        draws = dict(zip("xy", map(Fresh, halved(self.distribution, self.target)), strict=True))
        between = any(penalty.where == "between" for penalty in self.penalties)
        clips = [c.clip() for c in self.constraints if c.clip() is not None]
        return (
            Half(
                "discriminators",
                ("judge_y", "judge_x"),
                self.discriminator,
                draws | ({"u": Uniforms()} if between else {}),
                self.k,
                min(clips, default=None),
            ),
            Half("generators", ("forward", "backward"), self.generator, draws),
        )

    def loss(self, half: str, nets: Nets, draws: Draws) -> Tensor:
        return self._judges_loss(nets, draws) if half == "discriminators" else self._maps_loss(nets, draws)

    def _judges_loss(self, nets: Nets, draws: Draws) -> Tensor:
        x, y = draws["x"], draws["y"]
        with torch.no_grad():
            fake_y, fake_x = nets["forward"](x), nets["backward"](y)
        games = ("judge_y", y, fake_y), ("judge_x", x, fake_x)
        return sum(self._judge_loss(nets[name], real, fake, draws.get("u")) for name, real, fake in games)

    def _judge_loss(self, judge: nn.Module, real: Tensor, fake: Tensor, u: Tensor | None) -> Tensor:
        loss = self.objective.discriminator(*judged(judge, real, fake))
        return loss + sum(penalty.loss(judge, real, fake, u) for penalty in self.penalties)

    def _maps_loss(self, nets: Nets, draws: Draws) -> Tensor:
        x, y, forward, backward = draws["x"], draws["y"], nets["forward"], nets["backward"]
        fake_y, fake_x = forward(x), backward(y)
        loss = self._map_loss(nets["judge_y"], y, fake_y) + self._map_loss(nets["judge_x"], x, fake_x)
        if self.cycle:
            loss = loss + self.cycle * (apart(backward(fake_y), x) + apart(forward(fake_x), y))
        if self.identity:
            loss = loss + self.identity * (apart(forward(y), y) + apart(backward(x), x))
        return loss

    def _map_loss(self, judge: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
        if self.objective.paired:
            return self.objective.generator(*judged(judge, real, fake))
        return self.objective.generator(None, judge(fake).squeeze(-1))

    def phases(self, half: str) -> tuple[str, ...]:
        if half == "discriminators":
            return ("data", "fake", "judge", "loss", "gradient", "update")
        return ("data", "fake", "judge", "cycle", "gradient", "update")

    def flow(self) -> Flow:
        return cyclegan_flow(self)

    def batch_size(self) -> int:
        return self.batch

    def rates(self) -> Schedule:
        return self.schedule

    def work(self) -> int:
        """Multiply-adds of one iteration, roughly."""
        x, y = self.distribution.shape, self.target.shape
        one_map, judge = self.generator.network.work(x, y), self.discriminator.network.work(y, (1,))
        passes = 3 + 3 * len(self.penalties)
        maps = 6 * (1 + bool(self.cycle) + bool(self.identity))
        return self.batch * (self.k * (2 * one_map + 4 * passes * judge) + maps * one_map + 4 * judge)

    def validate(self) -> None:
        for letter, data in (("X", self.distribution), ("Y", self.target)):
            check_side(letter, data)
        for held in self.constraints:
            if held.noise() or held.consensus():
                raise SettingError(
                    f"{held.title} is for the plain GAN; CycleGAN takes slope penalties and clipping."
                )
        if self.work() > MOST_WORK:
            raise SettingError(
                f"One step of this would take {self.work() / MOST_WORK:.0f} times the most that is allowed; "
                "choose a smaller width, depth, batch or k."
            )

    def check(self) -> None:
        check_kinds(self.distribution, self.target)

    def suited(self) -> CycleGan:
        if not isinstance(self.distribution, Images):
            return super().suited()
        return self.replace(target=counterpart(self.distribution)).with_known(suits(self.distribution))

    def evaluate(self, run: NetworkRun, replica: int, lasting: bool) -> Translation:
        x, y = halved(self.distribution, self.target)
        inputs = {"forward": functools.partial(_some, x, run), "backward": functools.partial(_some, y, run)}
        nets = {
            name: net.frozen(replica, inputs.get(name, inputs["forward"]), lasting)
            for name, net in run.nets.items()
        }

        def one_way(start: Distribution, end: Distribution, back: Translation | None, *names: str):
            players = FrozenPlayers(
                *(nets[name] for name in names),
                self.objective,
                _some(end, run, LOOKED_AT)[0].double().cpu().numpy(),
                run.device,
                run.dtype,
            )
            return Translation(
                end, From(start), start.dimension, players, self.objective, run.seeds[replica], back=back
            )

        back = one_way(y, self.distribution, None, "backward", "judge_x")
        return one_way(x, self.target, back, "forward", "judge_y")


def apart(one: Tensor, other: Tensor) -> Tensor:
    """Mean absolute difference over points and coordinates: (replicas, n, d) to (replicas,)."""
    return (one - other).abs().mean((-2, -1))


def _some(distribution: Distribution, run: NetworkRun, n: int) -> Tensor:
    """A fixed batch of real points (1, n, d)."""
    return distribution.sample(n, seeded(0, "some real", 0)).to(run.device, run.dtype)[None]
