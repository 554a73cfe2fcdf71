"""What the route of the Dirac-GAN answers: one method's phase portrait, path and eigenvalues."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

import numpy as np

from playground.constraints import Constraint
from playground.constraints.slopes import R1, R2, GradientPenalty
from playground.constraints.weights import Clipping, Consensus, InstanceNoise
from playground.dirac import DiracGan
from playground.knobs import Knob
from playground.objectives import Objective
from playground.objectives.hinge import Hinge
from playground.objectives.jensen_shannon import JensenShannon
from playground.objectives.least_squares import LeastSquares
from playground.objectives.wasserstein import Wasserstein

ARROWS, STEPS, REACH = 17, 400, 3.0
START, RATE = Knob(float, 1.0, -REACH, REACH), Knob(float, 0.2, 0.001, 1.0, log=True)
D_STEPS = Knob(int, 1, 1, 10)


@dataclasses.dataclass(frozen=True)
class Method:
    """A way to train, by the name it goes by in the literature. `knob` is the one number of its
    constraint, if it has any."""

    name: str
    objective: Objective
    constraint: type[Constraint] | None = None
    knob: str = ""
    usual: float = 0.0

    def number(self) -> Knob | None:
        """What the number may be."""
        if self.constraint is None:
            return None
        declared = self.constraint.knobs()[self.knob]
        return dataclasses.replace(declared, default=self.usual, high=min(declared.high, 10.0))

    def game(self, number: float | None) -> DiracGan:
        """The game, with exact means over noise."""
        held = () if self.constraint is None else (self.constraint(**{self.knob: number}),)
        return DiracGan(self.objective, held, noise_samples=0)


_MINIMAX = JensenShannon(saturating=True)
METHODS = {
    "gan": Method("GAN", _MINIMAX),
    "nsgan": Method("NSGAN", JensenShannon()),
    "wgan": Method("WGAN", Wasserstein()),
    "wgan-clip": Method("WGAN, clipping", Wasserstein(), Clipping, "limit", 1.0),
    "wgan-gp": Method("WGAN-GP", Wasserstein(), GradientPenalty, "weight", 0.35),
    "r1": Method("GAN, R1", _MINIMAX, R1, "weight", 0.3),
    "r2": Method("GAN, R2", _MINIMAX, R2, "weight", 0.3),
    "noise": Method("GAN, instance noise", _MINIMAX, InstanceNoise, "sigma", 0.7),
    "consensus": Method("GAN, consensus", _MINIMAX, Consensus, "weight", 1.0),
    "lsgan": Method("LSGAN", LeastSquares()),
    "hinge": Method("Hinge", Hinge()),
}


@lru_cache(maxsize=64)
def field(method: str, number: float | None) -> dict[str, Any]:
    """The directions of gradient descent on a grid over the square of -REACH to REACH."""
    places = np.linspace(-REACH, REACH, ARROWS)
    return {"places": places, "field": METHODS[method].game(number).field_on(places, places)}


def portrait(
    method: str, number: float | None, start: tuple[float, float], rate: float, updates: dict[str, Any]
) -> dict[str, Any]:
    """The field, the path of (theta, psi) from the start, and what the eigenvalues say."""
    game = METHODS[method].game(number)
    path = np.clip(game.trajectory(start, rate, STEPS, **updates), -1e6, 1e6)
    return {
        **field(method, number),
        "path": path,
        "eigenvalues": game.eigenvalues(rate, **updates),
        "verdict": game.verdict(rate, **updates),
        # There the eigenvalues are those of a kink that was rounded off.
        "kinked": METHODS[method].constraint is GradientPenalty,
    }
