"""G looks some steps of D ahead (unrolled GAN; Metz et al., 2017)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.func import functional_call

from playground.networks import ReplicaModule
from playground.training.halves import Gradients, Half

if TYPE_CHECKING:
    from playground.families.gan import Gan
    from playground.training.run import NetworkRun

D, G = "discriminator", "generator"


class Unrolled:
    """G's gradient through the next steps of D; D's own half-step is left to `plain`.

    The steps are those that D would take: its loss, penalties and clipping, its optimizer with the
    present memory, its learning rate. All of them are taken on the one batch of G's half-step, as the
    authors' program does, and undone. G's gradient is that of G's loss at the D so reached, and runs
    through the steps too: G learns how D will answer.
    """

    def __init__(self, gan: Gan, run: NetworkRun, plain: Gradients) -> None:
        self._gan, self._run, self._plain = gan, run, plain
        self._judge = next(half for half in gan.halves() if half.name == D)

    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        if half.name != G:
            self._plain.fill(half, draws)
            return
        with torch.enable_grad():
            loss = self.loss(draws).sum()
            flat = self._run.nets[G].flat
            grads = torch.autograd.grad(loss, flat.parameters, materialize_grads=True)
        torch._foreach_copy_(flat.grads, grads)

    def repeats(self, half: Half) -> bool:
        # Steps ahead are taken at a rate and a count that change from step to step.
        return half.name != G and self._plain.repeats(half)

    def loss(self, draws: Mapping[str, Tensor]) -> Tensor:
        """G's loss at the D that is some steps ahead, for each replica: (replicas,)."""
        run, player = self._run, self._judge.player
        judge, maker = run.nets[D], _Once(run.nets[G].module)
        weights = judge.flat.data.detach().requires_grad_()
        memory, rate = run.memory[f"{D}.{D}"], run.rate(player)
        for count in range(run.counts[D] + 1, run.counts[D] + 1 + self._gan.unrolled):
            nets = {G: maker, D: _At(judge.module, weights)}
            (grad,) = torch.autograd.grad(self._gan.loss(D, nets, draws).sum(), weights, create_graph=True)
            weights, memory = player.optimizer.ahead(weights, grad, memory, rate, count)
            if self._judge.clip is not None:
                weights = weights.clamp(-self._judge.clip, self._judge.clip)
        return self._gan.loss(G, {G: maker, D: _At(judge.module, weights)}, draws)


class _Once:
    """G, run once for all the looks at its fakes."""

    def __init__(self, module: ReplicaModule) -> None:
        self._module, self.couples_batch = module, module.couples_batch
        self._fake: Tensor | None = None

    def __call__(self, z: Tensor) -> Tensor:
        if self._fake is None:
            self._fake = self._module(z)
        return self._fake


class _At:
    """D at other weights (replicas, total); what it keeps beside them stays as it is."""

    def __init__(self, module: ReplicaModule, weights: Tensor) -> None:
        self._module, self.couples_batch = module, module.couples_batch
        named = dict(module.named_parameters())
        ends = [0, *itertools.accumulate(parameter[0].numel() for parameter in named.values())]
        self._held = {
            name: weights[:, start:end].view(parameter.shape)
            for (name, parameter), (start, end) in zip(named.items(), itertools.pairwise(ends), strict=True)
        } | {name: buffer.clone() for name, buffer in module.named_buffers()}

    def __call__(self, x: Tensor) -> Tensor:
        return functional_call(self._module, self._held, (x,))
