"""The groups of knobs that every family of networks shares."""

from __future__ import annotations

import math

from playground.catalogue import Spec, knob, slot
from playground.networks import Network
from playground.networks.mlp import Mlp
from playground.optimizers import Optimizer
from playground.optimizers.base import Adam
from playground.priors import Prior
from playground.priors.gaussian import Gaussian


class Player(Spec):
    """A network and how it is trained."""

    network: Network = slot(Mlp(), Network, inline=True, live=False, help="The kind of network.")
    optimizer: Optimizer = slot(
        Adam(), Optimizer, inline=True, live=False, help="How weights follow their gradient."
    )
    lr: float = knob(0.001, 0.0, 1.0, log=True, help="Learning rate: the size of each step of the weights.")


class AveragedPlayer(Player):
    """A player that can also keep an average of its past weights, and show that."""

    ema: float = knob(
        0.0,
        0.0,
        0.9999,
        help="Memory of the averaged copy that is shown and measured; 0 shows the live network.",
        resets=True,
    )


class Noise(Spec):
    """The latent z that G turns into samples; fresh at every step."""

    kind: Prior = slot(Gaussian(), Prior, help="The distribution of the latents.")
    dim: int = knob(2, 1, 256, live=False, log=True, help="Number of latent coordinates.")

    def validate(self) -> None:
        self.kind.check(self.dim)


class Data(Spec):
    """How much of p_data there is to learn from."""

    size: int = knob(
        0,
        0,
        100_000,
        live=False,
        log=True,
        help="Number of fixed training samples; 0 draws new ones for ever.",
    )


class Schedule(Spec):
    """Learning rates over time: held, then lowered along half a cosine to a floor."""

    steps: int = knob(
        0, 0, 10_000_000, log=True, help="Step at which the floor is reached; 0 holds for ever."
    )
    hold: float = knob(0.6, 0.0, 1.0, help="Share of those steps before the rates begin to fall.")
    floor: float = knob(0.05, 0.0, 1.0, help="Share of the learning rate that remains in the end.")

    def factor(self, step: int) -> float:
        """What the learning rates are multiplied by at `step`."""
        if not self.steps:
            return 1.0
        start = self.hold * self.steps
        if step <= start:
            return 1.0
        progress = min(1.0, (step - start) / max(1e-9, self.steps - start))
        return self.floor + (1 - self.floor) * 0.5 * (1 + math.cos(math.pi * progress))
