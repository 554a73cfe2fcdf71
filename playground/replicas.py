"""All replicas of a run looked at together: fakes, verdicts and pushes in one batched pass each."""

from __future__ import annotations

import functools

import numpy as np
import torch
from torch import Tensor

from playground.families.gan import Gan
from playground.knobs import SettingError
from playground.networks import Flat, ReplicaModule
from playground.trainer import Trainer
from playground.training.nets import Net
from playground.training.streams import seeded

Array = np.ndarray
PARTNERS = 64
"""Real points that a paired objective compares each fake with."""
ROWS = 250
"""Latents that go through all generators in one pass: more of them outgrow the cache, and take twice as
long."""


class Replicas:
    """The players of every replica of a trainer, frozen by `refresh` and good until the next one.

    Like `Trainer.evaluation`, but for all seeds at once and at latents that they share: an averaged G is
    shown where there is one, running statistics stand in for those of a batch.
    """

    def __init__(self, trainer: Trainer) -> None:
        if type(trainer.run.family) is not Gan:
            raise SettingError("Only plain GANs are looked at together; choose family=gan.")
        self._run = trainer.run
        self._glasses = {name: _Glass(net) for name, net in trainer.run.nets.items()}
        self.refresh()

    def refresh(self) -> None:
        """Takes over the present weights."""
        for glass in self._glasses.values():
            glass.fill(self._calibration)

    def fakes(self, n: int) -> Tensor:
        """G at the same n fixed latents, for every replica: (replicas, n, d)."""
        generator = self._glasses["generator"].module
        with torch.no_grad():
            blocks = [generator(self._spread(z)) for z in self._latents(n, "latents").split(ROWS)]
        return torch.cat(blocks, dim=1)

    def real(self, n: int) -> Tensor:
        """n fixed samples of p_data (n, d); they differ from what any run is trained or measured on."""
        return self._as_here(_real(self._run.family.distribution, n))

    def outputs(self, x: Tensor) -> Tensor:
        """D's raw output at x (replicas, n, d) or at points that all share (n, d): (replicas, n)."""
        with torch.no_grad():
            x = self._spread(x) if x.ndim == 2 else x
            return self._glasses["discriminator"].module(x).squeeze(-1)

    def slopes(self, points: Tensor) -> Tensor:
        """Gradient of D's raw output at points (replicas, n, d), of the same shape."""
        with torch.enable_grad():
            points = points.detach().requires_grad_()
            (slope,) = torch.autograd.grad(self._glasses["discriminator"].module(points).sum(), points)
        return slope

    def pushes(self, fakes: Tensor) -> Tensor:
        """-dL_G/dx for each fake by itself, shape of `fakes` (replicas, n, d)."""
        objective = self._run.family.objective
        with torch.enable_grad():
            points = fakes.detach().requires_grad_()
            raw = self._glasses["discriminator"].module(points)
            partners = (
                self.outputs(self.real(PARTNERS)) if objective.paired else torch.zeros_like(raw[:, :1, 0])
            )
            # Each fake is a batch of its own, so that its slope is that of its own loss.
            each = raw.expand(-1, -1, partners.shape[1])
            loss = objective.generator(partners[:, None].expand_as(each), each).sum()
            (slope,) = torch.autograd.grad(loss, points)
        return -slope

    def _calibration(self, n: int) -> Tensor:
        return self._spread(self._latents(n, "calibration"))

    def _latents(self, n: int, label: str) -> Tensor:
        noise = self._run.family.noise
        return self._as_here(_latents(noise.kind, noise.dim, n, label))

    def _as_here(self, tensor: Tensor) -> Tensor:
        return tensor.to(self._run.device, self._run.dtype)

    def _spread(self, shared: Tensor) -> Tensor:
        return shared[None].expand(len(self._run.seeds), -1, -1)


class _Glass:
    """A copy of one network's replicas, through which they are looked at."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self.module: ReplicaModule = net.plan.build(len(net.flat.data))
        self._flat = Flat(self.module, net.flat.data.device, net.flat.data.dtype)
        self.module.eval().requires_grad_(False)

    @torch.no_grad()
    def fill(self, inputs) -> None:
        """Takes over weights and running statistics; `inputs(n)` are n latents to take the latter anew on,
        since those of the live weights do not belong to an average."""
        net = self._net
        self._flat.data.copy_(net.flat.data if net.average is None else net.average)
        copies = dict(self.module.named_buffers())
        for name, buffer in net.buffers().items():
            copies[name].copy_(buffer)
        if net.average is not None and net.buffers():
            self.module.recalibrate(inputs(self.module.calibration))


@functools.lru_cache(maxsize=16)
def _latents(prior, dimension: int, n: int, label: str) -> Tensor:
    return prior.sample(n, dimension, seeded(0, f"replicas/{label}", 0))


@functools.lru_cache(maxsize=16)
def _real(distribution, n: int) -> Tensor:
    return distribution.sample(n, seeded(0, "replicas/real", 0))
