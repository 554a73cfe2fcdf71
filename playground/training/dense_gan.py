"""The plain GAN's gradients by hand; see `playground.training.dense`."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from playground.networks.mlp import Mlp
from playground.training.dense import DensePass, PenalisedPass
from playground.training.halves import Half

if TYPE_CHECKING:
    from playground.families.gan import Gan
    from playground.training.run import NetworkRun


class DenseGan:
    """Fills the gradients of a plain GAN of plain MLPs; see `playground.training.halves.Gradients`."""

    def __init__(self, gan: Gan, run: NetworkRun) -> None:
        self._gan, self._objective, self._penalties = gan, gan.objective, gan.penalties
        self._blur, self._batch = gan.blur, gan.batch
        self._single = len(run.seeds) == 1
        g, d, batch = run.nets["generator"], run.nets["discriminator"], gan.batch
        self._generator = DensePass(g.module, g.flat, batch)
        self._judge = DensePass(d.module, d.flat, batch)
        between = sum(penalty.where == "between" for penalty in self._penalties)
        lead = () if self._single else (len(run.seeds),)
        self._x = g.flat.data.new_empty(*lead, (2 + between) * batch, gan.distribution.dimension)
        self._slope = g.flat.data.new_zeros(*lead, (2 + between) * batch, 1)
        if self._penalties:
            blocks = self._blocks()
            self._span = min(blocks), max(blocks) + 1
            rows = [edge * batch for edge in self._span]
            self._both = PenalisedPass(d.module, d.flat, (2 + between) * batch, *rows)
        else:
            self._both = DensePass(d.module, d.flat, 2 * batch)
        self._fillers = {"discriminator": self._fill_discriminator, "generator": self._fill_generator}

    @staticmethod
    def serves(gan: Gan) -> bool:
        """Whether the settings are within reach of the hand-written pass."""
        networks = gan.generator.network, gan.discriminator.network
        return (
            not gan.consensus
            and gan.pack == 1
            and all(
                type(n) is Mlp and n.norm == "none" and not n.minibatch_std and n.activation.by_output
                for n in networks
            )
            and not gan.discriminator.network.squashed
        )

    @torch.no_grad()
    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        if self._single:
            draws = {name: draw[0] for name, draw in draws.items()}
        self._fillers[half.name](draws)

    def repeats(self, half: Half) -> bool:
        # These are few calls already: only a GPU, which would wait for each, gains by it.
        return self._x.is_cuda

    def _fill_discriminator(self, draws: Mapping[str, Tensor]) -> None:
        batch, x = self._batch, self._x
        real, fake = x[..., :batch, :], x[..., batch : 2 * batch, :]
        real.copy_(draws["x"])
        fake.copy_(self._generator.forward(draws["z"]))
        if self._blur:
            noise = draws["n"].chunk(2, dim=-1)
            real.add_(noise[0], alpha=self._blur)
            fake.add_(noise[1], alpha=self._blur)
        for block, penalty in zip(self._blocks(), self._penalties, strict=True):
            if penalty.where == "between":
                x[..., block * batch : (block + 1) * batch, :] = penalty.points(real, fake, draws["u"])
        raw = self._both.forward(x).squeeze(-1)
        slopes = self._objective.discriminator_slopes(raw[..., :batch], raw[..., batch : 2 * batch])
        torch.cat(slopes, dim=-1, out=self._slope[..., : 2 * batch, 0]) if self._single else self._put(slopes)
        if self._penalties:
            self._both.fill(self._slope, self._direction(self._both.slopes()))
        else:
            self._both.backward(self._slope)

    def _put(self, slopes: tuple[Tensor, Tensor]) -> None:
        self._slope[:, : self._batch, 0] = slopes[0]
        self._slope[:, self._batch : 2 * self._batch, 0] = slopes[1]

    def _blocks(self) -> list[int]:
        """Which batch of rows each penalty holds: 0 the real, 1 the fake, 2 and on the points between."""
        free = itertools.count(2)
        return [
            next(free) if p.where == "between" else ("real", "fake").index(p.where) for p in self._penalties
        ]

    def _direction(self, slopes: Tensor) -> Tensor:
        """d(mean penalty)/d(grad_x D) for the held rows."""
        batch, (first, last) = self._batch, self._span
        held = slopes[..., first * batch : last * batch, :]
        square = held.square().sum(-1, keepdim=True)
        scale = torch.zeros_like(square)
        for block, penalty in zip(self._blocks(), self._penalties, strict=True):
            rows = slice((block - first) * batch, (block - first + 1) * batch)
            scale[..., rows, :] += penalty.cost_slope(square[..., rows, :])
        return held * scale.mul_(2 / batch)

    def _fill_generator(self, draws: Mapping[str, Tensor]) -> None:
        real = None
        fake = self._generator.forward(draws["z"])
        noise = draws["n"].chunk(2, dim=-1) if self._blur else None
        if self._objective.paired:
            x = draws["x"] if noise is None else draws["x"] + self._blur * noise[0]
            real = self._judge.forward(x).squeeze(-1).clone()
        if noise is not None:
            fake = fake + self._blur * noise[1]
        raw = self._judge.forward(fake).squeeze(-1)
        slope = self._objective.generator_slopes(raw if real is None else real, raw).unsqueeze(-1)
        self._generator.backward(self._judge.backward(slope, weights=False, inputs=True))
