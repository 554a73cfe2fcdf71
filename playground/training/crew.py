"""Many replicas trained a few at a time: each few fits the cache of a core, and every core has its few."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from playground.training.threads import side_by_side

if TYPE_CHECKING:
    from playground.training.run import NetworkRun

FEW = 8
"""Replicas in a part. Networks of width 64 and a batch of 128 then work within 2 MB."""


class Crew:
    """The parts of a run. What comes out does not depend on the cores: the parts are always the same."""

    def __init__(self, run: NetworkRun) -> None:
        self._run = run
        starts = range(0, len(run.seeds), FEW)
        self._slices = [slice(start, start + FEW) for start in starts]
        self._parts = [run.part(few) for few in self._slices]

    @staticmethod
    def serves(run: NetworkRun) -> bool:
        """Whether there are enough replicas, of networks that one core is enough for."""
        return len(run.seeds) > FEW and not run.family.heavy

    def advance(self, iterations: int) -> None:
        """Runs whole iterations of every replica."""
        run = self._run
        for few, part in zip(self._slices, self._parts, strict=True):
            part.steps, part.counts = run.steps, dict(run.counts)
            for name, net in part.nets.items():
                for key, buffer in net.buffers().items():
                    buffer.copy_(run.nets[name].buffers()[key][few])
        side_by_side([functools.partial(part.advance, iterations) for part in self._parts])
        for few, part in zip(self._slices, self._parts, strict=True):
            for name, net in part.nets.items():
                for key, buffer in net.buffers().items():
                    run.nets[name].buffers()[key][few] = buffer
        run.steps, run.counts = self._parts[0].steps, dict(self._parts[0].counts)
