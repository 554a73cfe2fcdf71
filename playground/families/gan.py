"""The plain generative adversarial network."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from playground.catalogue import knob, part, slot, slots
from playground.constraints import Constraint, SlopePenalty
from playground.constraints.auto import Auto, in_force
from playground.distributions import Distribution, Plane
from playground.distributions.plane_mixtures import Ring
from playground.families.gan_flow import gan_flow
from playground.flow import Flow
from playground.knobs import SettingError
from playground.metrics import Evaluation
from playground.metrics.packed import PackedEvaluation
from playground.networks.packed import packs
from playground.objectives import Objective
from playground.objectives.jensen_shannon import JensenShannon
from playground.training.adversaries import FrozenPlayers, PackedPlayers, judged
from playground.training.dense_gan import DenseGan
from playground.training.halves import Autograd, Gradients, Half
from playground.training.nets import Plan
from playground.training.parts import AveragedPlayer, Data, Noise, Player, Schedule
from playground.training.run import NetworkFamily, NetworkRun
from playground.training.sources import FixedSample, Fresh, Labelled, Latents, Normals, Uniforms
from playground.training.streams import seeded
from playground.training.unrolled import Unrolled

MOST_WORK = 5e10
"""Multiply-adds that one iteration may take: about a second of one core."""
MOST_SEEN = 2000
"""Training samples that metrics look at."""


class Gan(NetworkFamily):
    """Two networks play against each other: G turns noise into samples, D tells them from real ones.

    D learns to tell real from fake; G follows D's slope towards where D sees real data. At the
    equilibrium the generated distribution is the real one and D can only guess
    (Goodfellow et al., 2014).
    """

    title = "GAN"
    grew_from = "gmm"
    paper = "Goodfellow et al."
    year = 2014
    what_for = "Samples of what no density can be written down for: they only have to pass for real."

    distribution: Distribution = slot(Ring(), Distribution, help="p_data: what G should learn.")
    data: Data = part(Data())
    objective: Objective = slot(JensenShannon(), Objective, help="What the two players try to minimise.")
    constraint: tuple[Constraint, ...] = slots(
        (Auto(),), Constraint, help="What keeps D in bounds; auto is what the objective needs."
    )
    noise: Noise = part(Noise())
    generator: AveragedPlayer = part(AveragedPlayer())
    discriminator: Player = part(Player())
    k: int = knob(1, 1, 100, help="Steps of D for each step of G.")
    pack: int = knob(
        1,
        1,
        8,
        live=False,
        help="Samples that D judges together (PacGAN). Of one place alone it then says nothing: no map of D.",
    )
    unrolled: int = knob(0, 0, 10, help="Steps of D that G looks ahead (unrolled GAN).")
    batch: int = knob(128, 1, 4096, log=True, help="Real and fake samples in each step.")
    updates: str = knob(
        "alternating", choices=("alternating", "simultaneous"), help="Whether G already sees D's new weights."
    )
    schedule: Schedule = part(Schedule())

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The constraints in force: `auto` replaced by what the objective asks for."""
        return in_force(self.constraint, self.objective)

    @property
    def penalties(self) -> tuple[SlopePenalty, ...]:
        """The slope penalties in force."""
        return tuple(c.penalty() for c in self.constraints if c.penalty())

    @property
    def blur(self) -> float:
        """Standard deviation of the instance noise on D's inputs."""
        return sum(c.noise() ** 2 for c in self.constraints) ** 0.5

    @property
    def consensus(self) -> float:
        """Weight of the consensus term."""
        return sum(c.consensus() for c in self.constraints)

    def plans(self) -> dict[str, Plan]:
        shape = self.distribution.shape
        return {
            "generator": Plan(self.generator.network, (self.noise.dim,), shape, self.generator.ema),
            "discriminator": Plan(self.discriminator.network, shape, (1,), pack=self.pack),
        }

    def source(self) -> Distribution | Labelled:
        """What D is shown as real."""
        return self.distribution

    def halves(self) -> tuple[Half, ...]:
        source = self.source()
        data = FixedSample(source, self.data.size) if self.data.size else Fresh(source)
        latents = Latents(self.noise.kind, self.noise.dim)
        dimension = self.distribution.dimension
        d_draws = {"x": data, "z": latents}
        if any(penalty.where == "between" for penalty in self.penalties):
            d_draws["u"] = Uniforms()
        if self.blur:
            d_draws["n"] = Normals(2 * dimension)
        g_needs = (
            d_draws
            if self.consensus or self.unrolled
            else ("x", "z", "n")
            if self.objective.paired
            else ("z", "n")
        )
        g_draws = {name: source for name, source in d_draws.items() if name in g_needs}
        clips = [c.clip() for c in self.constraints if c.clip() is not None]
        return (
            Half(
                "discriminator",
                ("discriminator",),
                self.discriminator,
                d_draws,
                self.k,
                min(clips, default=None),
            ),
            Half("generator", ("generator",), self.generator, g_draws),
        )

    def loss(self, half: str, nets: Mapping[str, nn.Module], draws: Mapping[str, Tensor]) -> Tensor:
        generator, discriminator = nets["generator"], nets["discriminator"]
        through = half == "generator" or bool(self.consensus) or bool(self.unrolled)
        with torch.set_grad_enabled(through):
            fake = generator(draws["z"])
        if self.consensus:
            return self._loss_with_consensus(half, nets, draws["x"], fake, draws)
        if half == "generator":
            return self._generator_loss(discriminator, draws.get("x"), fake, draws)
        return self._discriminator_loss(discriminator, draws["x"], fake, draws)

    def _discriminator_loss(self, discriminator, real, fake, draws) -> Tensor:
        real, fake = self._blurred(real, fake, draws)
        loss = self.objective.discriminator(*judged(discriminator, real, fake))
        # A penalty holds the slope of D in all that it sees at once.
        real, fake, u = (None if x is None else packs(x, self.pack) for x in (real, fake, draws.get("u")))
        for penalty in self.penalties:
            loss = loss + penalty.loss(discriminator, real, fake, None if u is None else u[..., :1])
        return loss

    def _generator_loss(self, discriminator, real, fake, draws) -> Tensor:
        if real is None:
            fake = self._blurred(fake, fake, draws)[1]
            return self.objective.generator(None, discriminator(fake).squeeze(-1))
        real, fake = self._blurred(real, fake, draws)
        return self.objective.generator(*judged(discriminator, real, fake))

    def _loss_with_consensus(self, half, nets, real, fake, draws) -> Tensor:
        losses = {
            "discriminator": self._discriminator_loss(nets["discriminator"], real, fake, draws),
            "generator": self._generator_loss(nets["discriminator"], real, fake, draws),
        }
        loss = losses[half]
        for player, own in losses.items():
            slopes = torch.autograd.grad(own.sum(), list(nets[player].parameters()), create_graph=True)
            loss = loss + self.consensus / 2 * sum(slope.square().flatten(1).sum(1) for slope in slopes)
        return loss

    def _blurred(self, real: Tensor, fake: Tensor, draws: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        if not self.blur:
            return real, fake
        first, second = draws["n"].chunk(2, dim=-1)
        return real + self.blur * first, fake + self.blur * second

    def phases(self, half: str) -> tuple[str, ...]:
        real = ("data",) if half == "discriminator" else ()
        return ("noise", "fake", *real, "judge", "loss", "gradient", "update")

    def flow(self) -> Flow:
        return gan_flow(self)

    def gradients(self, run: NetworkRun) -> Gradients:
        return self.ahead(run, DenseGan(self, run) if DenseGan.serves(self) else Autograd(self, run))

    def ahead(self, run: NetworkRun, plain: Gradients) -> Gradients:
        """The `plain` gradients, but for a G that looks ahead."""
        return Unrolled(self, run, plain) if self.unrolled else plain

    def batch_size(self) -> int:
        return self.batch

    def simultaneous(self) -> bool:
        return self.updates == "simultaneous"

    def rates(self) -> Schedule:
        return self.schedule

    def validate(self) -> None:
        if self.unrolled and self.consensus:
            raise SettingError(
                "Consensus leaves no D to look ahead to; choose unrolled=0 or another constraint."
            )
        if self.pack > 1:
            self._validate_packs()
        if self.work() > MOST_WORK:
            raise SettingError(
                f"One step of this would take {self.work() / MOST_WORK:.0f} times the most that is allowed; "
                "choose a smaller width, depth, batch or k."
            )

    def _validate_packs(self) -> None:
        if type(self) is not Gan or not isinstance(self.distribution, Plane):
            raise SettingError("Only the plain GAN in the plane judges packs of samples; choose pack=1.")
        if self.batch % self.pack:
            raise SettingError(
                f"A batch of {self.batch} cannot be parted into packs of {self.pack}; choose another batch."
            )

    def work(self) -> int:
        """Multiply-adds of one iteration, roughly."""
        plans = self.plans().values()
        generator, discriminator = (plan.network.work(plan.inputs, plan.outputs) for plan in plans)
        passes = (3 + 3 * len(self.penalties)) * (3 if self.consensus else 1)
        ahead = 4 * self.unrolled * passes * discriminator
        return self.batch * (
            self.k * (generator + 2 * passes * discriminator) + 3 * generator + 2 * discriminator + ahead
        )

    def evaluate(self, run: NetworkRun, replica: int, lasting: bool) -> Evaluation:
        seed, seen = run.seeds[replica], None
        if self.data.size:
            seen = self.halves()[0].draws["x"].rows(seed, MOST_SEEN).double().cpu().numpy()
        inputs = functools.partial(_inputs, self, run)
        nets = {name: net.frozen(replica, inputs, lasting) for name, net in run.nets.items()}
        players = self.players(nets, _some_real(self.source()), run.device, run.dtype, run.looks(lasting))
        seen_as = Evaluation if self.pack == 1 else PackedEvaluation
        return seen_as(
            self.distribution, self.noise.kind, self.noise.dim, players, self.objective, seed, self.blur, seen
        )

    def inputs(self, n: int, generator: torch.Generator) -> Tensor:
        """n inputs of G, drawn with `generator`: (n, d)."""
        return self.noise.kind.sample(n, self.noise.dim, generator)

    def players(self, nets: Mapping[str, nn.Module], *more: Any) -> FrozenPlayers:
        """The frozen networks as metrics and pictures ask them; see `FrozenPlayers` for the rest."""
        made = FrozenPlayers if self.pack == 1 else PackedPlayers
        return made(nets["generator"], nets["discriminator"], self.objective, *more)


def _inputs(gan: Gan, run: NetworkRun, n: int) -> Tensor:
    """A fixed batch of G's inputs (1, n, dimension)."""
    return gan.inputs(n, seeded(0, "calibration", 0)).to(run.device, run.dtype)[None]


@functools.lru_cache(maxsize=32)
def _some_real(source: Distribution | Labelled) -> np.ndarray:
    """A few fixed real points, which a paired objective compares fakes with."""
    return source.sample(64, seeded(0, "some real", 0)).double().numpy()
