"""The adversarial autoencoder: pictures to codes and back, and a game over where the codes lie."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from playground.catalogue import Spec, knob, part, slot, slots
from playground.constraints import Constraint, SlopePenalty
from playground.constraints.auto import Auto, in_force
from playground.distributions import Distribution, Images, Plane
from playground.distributions.images import Digits
from playground.families.autoencoder_flow import autoencoder_flow
from playground.flow import Flow
from playground.knobs import SettingError
from playground.metrics.coded import CodedEvaluation
from playground.objectives import Objective
from playground.objectives.jensen_shannon import JensenShannon
from playground.priors import Prior
from playground.priors.gaussian import Gaussian
from playground.training.adversaries import FrozenPlayers, judged
from playground.training.halves import Half
from playground.training.nets import Plan
from playground.training.parts import AveragedPlayer, Player, Schedule
from playground.training.run import NetworkFamily, NetworkRun
from playground.training.sources import Fresh, Latents, Uniforms
from playground.training.streams import seeded

MOST_WORK = 5e10
"""Multiply-adds that one iteration may take: about a second of one core."""
LOOKED_AT = 64
"""Draws of the prior that a paired objective compares a code with."""

Nets = Mapping[str, nn.Module]
Draws = Mapping[str, Tensor]


class Code(Spec):
    """The code z: the few numbers that all of x is to be remembered by."""

    kind: Prior = slot(Gaussian(), Prior, help="The distribution that the codes are to have.")
    dim: int = knob(2, 1, 16, live=False, help="Numbers in a code; with two of them the plane shows all.")

    def validate(self) -> None:
        self.kind.check(self.dim)


class Encoder(AveragedPlayer):
    """The network that turns x into its code, and how it follows the discriminator."""

    lr: float = knob(
        0.001,
        0.0,
        1.0,
        log=True,
        help="Learning rate against the discriminator: the weight of the adversary. In the reconstruction "
        "the encoder goes at the decoder's rate.",
    )


class AdversarialAutoencoder(NetworkFamily):
    """An autoencoder whose codes must pass for draws of a prior: so that one can draw from it.

    The encoder turns x into a code q(x), the decoder turns that back, and both lessen the squared error.
    By itself that leaves codes anywhere. A discriminator learns to tell them from draws of the prior, and
    the encoder learns to deceive it, until the codes take the prior's shape (Makhzani et al., 2015). Switch
    the adversary off and on to see them flow.
    """

    key = "aae"
    title = "Adversarial autoencoder"
    pictures = ("codes",)
    grew_from = "gan"
    paper = "Makhzani et al."
    year = 2015
    what_for = (
        "Few numbers that stand for much, and that one can draw: a map of all the handwriting in a set."
    )

    distribution: Distribution = slot(Digits(), Distribution, help="p_data: what is encoded and decoded.")
    adversary: bool = knob(True, help="Whether the codes must pass for the prior; off: a plain autoencoder.")
    code: Code = part(Code())
    objective: Objective = slot(
        JensenShannon(), Objective, help="What encoder and discriminator try to minimise."
    )
    constraint: tuple[Constraint, ...] = slots(
        (Auto(),),
        Constraint,
        help="What keeps the discriminator in bounds; auto is what the objective needs.",
    )
    encoder: Encoder = part(Encoder())
    decoder: AveragedPlayer = part(AveragedPlayer())
    judge: Player = part(Player())
    k: int = knob(1, 1, 100, help="Steps of the discriminator for each step of the encoder.")
    batch: int = knob(128, 1, 4096, log=True, help="Samples in each step, and as many draws of the prior.")
    schedule: Schedule = part(Schedule())

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The constraints in force: `auto` replaced by what the objective asks for."""
        return in_force(self.constraint, self.objective)

    @property
    def penalties(self) -> tuple[SlopePenalty, ...]:
        """The slope penalties in force."""
        return tuple(c.penalty() for c in self.constraints if c.penalty())

    def plans(self) -> dict[str, Plan]:
        shape, code = self.distribution.shape, (self.code.dim,)
        return {
            "encoder": Plan(self.encoder.network, shape, code, self.encoder.ema),
            "decoder": Plan(self.decoder.network, code, shape, self.decoder.ema),
            "discriminator": Plan(self.judge.network, code, (1,)),
        }

    def halves(self) -> tuple[Half, ...]:
        x, z = {"x": Fresh(self.distribution)}, {"z": Latents(self.code.kind, self.code.dim)}
        between = any(penalty.where == "between" for penalty in self.penalties)
        told = x | z | ({"u": Uniforms()} if between else {})
        clips = [c.clip() for c in self.constraints if c.clip() is not None]
        clip = min(clips, default=None)
        # A half-step that is switched off can still be taken by itself, and keeps its memory meanwhile.
        on = int(self.adversary)
        return (
            Half("reconstruction", ("encoder", "decoder"), self.decoder, x),
            Half("discrimination", ("discriminator",), self.judge, told, on * self.k, clip),
            Half("deception", ("encoder",), self.encoder, x | z if self.objective.paired else x, on),
        )

    def loss(self, half: str, nets: Nets, draws: Draws) -> Tensor:
        x, encoder = draws["x"], nets["encoder"]
        if half == "reconstruction":
            return (nets["decoder"](encoder(x)) - x).square().mean((-2, -1))
        with torch.set_grad_enabled(half == "deception"):
            code = encoder(x)
        if half == "deception":
            return self._encoder_loss(nets["discriminator"], draws.get("z"), code)
        return self._judge_loss(nets["discriminator"], draws["z"], code, draws.get("u"))

    def _judge_loss(self, judge: nn.Module, drawn: Tensor, code: Tensor, u: Tensor | None) -> Tensor:
        loss = self.objective.discriminator(*judged(judge, drawn, code))
        return loss + sum(penalty.loss(judge, drawn, code, u) for penalty in self.penalties)

    def _encoder_loss(self, judge: nn.Module, drawn: Tensor | None, code: Tensor) -> Tensor:
        if drawn is None:
            return self.objective.generator(None, judge(code).squeeze(-1))
        return self.objective.generator(*judged(judge, drawn, code))

    def phases(self, half: str) -> tuple[str, ...]:
        middle = {
            "reconstruction": ("decode", "loss"),
            "discrimination": ("prior", "judge"),
            "deception": ("judge",),
        }
        return ("data", "encode", *middle[half], "gradient", "update")

    def flow(self) -> Flow:
        return autoencoder_flow(self)

    def batch_size(self) -> int:
        return self.batch

    def rates(self) -> Schedule:
        return self.schedule

    def work(self) -> int:
        """Multiply-adds of one iteration, roughly."""
        encoder, decoder, judge = (
            plan.network.work(plan.inputs, plan.outputs) for plan in self.plans().values()
        )
        passes = 3 + 3 * len(self.penalties)
        game = self.k * (encoder + 2 * passes * judge) + 3 * encoder + 2 * judge
        return self.batch * (3 * (encoder + decoder) + self.adversary * game)

    def validate(self) -> None:
        if not isinstance(self.distribution, Images | Plane):
            raise SettingError(
                "An autoencoder takes pictures or points in the plane here; choose such data, or family=gan."
            )
        for held in self.constraints:
            if held.noise() or held.consensus():
                raise SettingError(
                    f"{held.title} is for the plain GAN; the adversary of an autoencoder takes slope "
                    "penalties and clipping."
                )
        if self.work() > MOST_WORK:
            raise SettingError(
                f"One step of this would take {self.work() / MOST_WORK:.0f} times the most that is allowed; "
                "choose a smaller width, depth, batch or k."
            )

    def evaluate(self, run: NetworkRun, replica: int, lasting: bool) -> CodedEvaluation:
        data = functools.partial(_data, self, run)
        encoder = run.nets["encoder"].frozen(replica, data, lasting)
        # What the decoder was trained on are codes, which need not be like draws of the prior.
        inputs = {
            "decoder": lambda n: encoder(data(n)),
            "discriminator": functools.partial(_draws, self, run),
        }
        nets = {name: run.nets[name].frozen(replica, drawn, lasting) for name, drawn in inputs.items()}
        nets["encoder"] = encoder
        kept = _draws(self, run, LOOKED_AT)[0].double().cpu().numpy()

        def pair(maker: str) -> FrozenPlayers:
            """Whoever makes something, and the judge of codes."""
            return FrozenPlayers(
                nets[maker], nets["discriminator"], self.objective, kept, run.device, run.dtype
            )

        # Nobody judges what the decoder makes: the game is about codes.
        return CodedEvaluation(
            self.distribution,
            self.code.kind,
            self.code.dim,
            pair("decoder"),
            None,
            run.seeds[replica],
            coder=pair("encoder"),
            game=self.objective,
            contested=self.adversary,
        )


def _data(family: AdversarialAutoencoder, run: NetworkRun, n: int) -> Tensor:
    """A fixed batch of samples (1, n, dimension)."""
    drawn = family.distribution.sample(n, seeded(0, "some real", 0))
    return drawn.to(run.device, run.dtype)[None]


def _draws(family: AdversarialAutoencoder, run: NetworkRun, n: int) -> Tensor:
    """A fixed batch of draws of the prior (1, n, dimension)."""
    drawn = family.code.kind.sample(n, family.code.dim, seeded(0, "calibration", 0))
    return drawn.to(run.device, run.dtype)[None]
