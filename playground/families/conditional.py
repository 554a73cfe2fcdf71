"""The conditional GAN."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from playground.distributions import Line
from playground.families.conditional_flow import conditional_flow
from playground.families.gan import Gan
from playground.flow import Flow
from playground.knobs import SettingError
from playground.metrics.labelled import LabelledEvaluation
from playground.training.conditioned import ConditionalPlayers, Told, beside
from playground.training.halves import Autograd, Gradients, Half
from playground.training.nets import Plan
from playground.training.run import NetworkRun
from playground.training.sources import Labelled, Labels


class ConditionalGan(Gan):
    """Both players are told the label y: G makes x for it, and D judges whether x is real and fits y.

    A sample is asked for by its label, so no kind can be left out unnoticed. At the equilibrium
    p_g(x | y) = p_data(x | y) for each y (Mirza & Osindero, 2014). It takes data with labels: mixtures
    of Gaussians, whose modes are the labels, or pictures of known classes.
    """

    key = "cgan"
    title = "Conditional GAN"
    pictures = ("labels", "class-rows")
    paper = "Mirza & Osindero"
    year = 2014
    what_for = "Samples that are asked for by their label: this digit, that mode."

    @property
    def classes(self) -> int:
        """Number of labels."""
        return self.distribution.classes

    @property
    def plane(self) -> int:
        """Numbers in which D sees each number of a label: 1, or a plane of pixels beside an image."""
        shape = self.distribution.shape
        inputs = self.discriminator.network.beside(shape, self.classes)
        return (math.prod(inputs) - math.prod(shape)) // self.classes

    def plans(self) -> dict[str, Plan]:
        def told(plan: Plan) -> Plan:
            return dataclasses.replace(plan, inputs=plan.network.beside(plan.inputs, self.classes))

        return {name: told(plan) for name, plan in super().plans().items()}

    def source(self) -> Labelled:
        return Labelled(self.distribution)

    def halves(self) -> tuple[Half, ...]:
        judge, maker = super().halves()
        if "x" in maker.draws:
            return judge, maker
        return judge, dataclasses.replace(maker, draws={**maker.draws, "y": Labels(self.distribution)})

    def loss(self, half: str, nets: Mapping[str, nn.Module], draws: Mapping[str, Tensor]) -> Tensor:
        """The plain GAN's, of players that are told the labels; fakes have those of the real batch.

        So the points between real and fake samples have a label too, and slopes are slopes in x alone.
        """
        rest = dict(draws)
        if "x" in draws:
            rest["x"], y = self._apart(draws["x"])
        else:
            y = draws["y"]
        told = {
            "generator": Told(nets["generator"], y),
            "discriminator": Told(nets["discriminator"], y, self.plane),
        }
        return super().loss(half, told, rest)

    def _apart(self, rows: Tensor) -> tuple[Tensor, ...]:
        """x and its label, one-hot, from rows of both."""
        return rows.split([self.distribution.dimension, self.classes], dim=-1)

    def phases(self, half: str) -> tuple[str, ...]:
        noise, *rest = super().phases(half)
        return (noise, "label", *rest)

    def flow(self) -> Flow:
        return conditional_flow(self)

    def gradients(self, run: NetworkRun) -> Gradients:
        return self.ahead(run, Autograd(self, run))

    def validate(self) -> None:
        if not self.classes:
            self.distribution.labelled(1, torch.Generator())
        if isinstance(self.distribution, Line):
            raise SettingError(
                "A conditional GAN takes data in the plane or pictures here; choose such data, or family=gan."
            )
        super().validate()

    def inputs(self, n: int, generator: torch.Generator) -> Tensor:
        return beside(super().inputs(n, generator), Labels(self.distribution).draw(n, generator, 0))

    def players(self, nets: Mapping[str, nn.Module], *more: Any) -> ConditionalPlayers:
        judge, size = nets["discriminator"], self.distribution.dimension
        return ConditionalPlayers(nets["generator"], judge, size, self.plane, self.objective, *more)

    def evaluate(self, run: NetworkRun, replica: int, lasting: bool) -> LabelledEvaluation:
        plain = super().evaluate(run, replica, lasting)
        held = {each.name: getattr(plain, each.name) for each in dataclasses.fields(plain)}
        held["latent"] += self.classes
        if plain.training is not None:
            x, y = np.split(plain.training, [self.distribution.dimension], axis=1)
            held |= {"training": x, "training_labels": y.argmax(axis=1)}
        return LabelledEvaluation(**held)
