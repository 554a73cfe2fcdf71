"""A discriminator that judges several samples together (PacGAN; Lin et al., 2018)."""

from __future__ import annotations

import torch
from torch import Tensor

from playground.networks.base import ReplicaModule


class PackedModule(ReplicaModule):
    """A module whose every input is `pack` samples in a row, and which is given samples.

    From samples (replicas, n, d) it makes packs of neighbours, judges each, and returns to every sample
    what was said of its pack: (replicas, n, outputs). Means over samples are then means over packs. Rows
    of pack * d numbers are packs already, with one output each. Samples that are left over are made up
    to a pack by the first ones.
    """

    def __init__(self, inner: ReplicaModule, pack: int, size: int) -> None:
        """`size` is d."""
        super().__init__()
        self.inner, self.pack, self.size = inner, pack, size
        self.couples_batch = inner.couples_batch

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[-1] != self.size:
            return self.inner(x)
        n = x.shape[1]
        if more := -n % self.pack:
            x = torch.cat([x, x.repeat(1, self.pack, 1)[:, :more]], dim=1)
        return self.inner(packs(x, self.pack)).repeat_interleave(self.pack, dim=1)[:, :n]


def packs(samples: Tensor, pack: int) -> Tensor:
    """Samples (replicas, n, d) as packs of neighbours: (replicas, n / pack, pack * d)."""
    return samples if pack == 1 else samples.unflatten(1, (-1, pack)).flatten(2)
