"""Many replicas trained a few at a time, each few on a core of its own; no core waits for another."""

from __future__ import annotations

import functools
import itertools
import math
from typing import TYPE_CHECKING

from playground.training.threads import side_by_side

if TYPE_CHECKING:
    from playground.training.run import NetworkRun

FEW = 16
"""Replicas in a part at the most: more of them take as long in sum, and leave other cores idle."""
FEWEST = 12
"""Replicas from which a run is parted."""
LEAST_WORK = 2e7
"""Multiply-adds of one iteration of all replicas below which the parts would wait for the interpreter."""


class Crew:
    """The parts of a run. What comes out does not depend on the cores: the parts are always the same."""

    def __init__(self, run: NetworkRun) -> None:
        self._run = run
        count = max(2, math.ceil(len(run.seeds) / FEW))
        ends = [len(run.seeds) * part // count for part in range(count + 1)]
        self._slices = [slice(*pair) for pair in itertools.pairwise(ends)]
        self._parts = [run.part(few) for few in self._slices]

    @staticmethod
    def serves(run: NetworkRun) -> bool:
        """Whether there is work enough for it, of networks that one core is enough for."""
        many = len(run.seeds) >= FEWEST and not run.family.heavy
        return many and run.family.work() * len(run.seeds) >= LEAST_WORK

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
