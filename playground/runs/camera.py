"""Taking pictures of a run: the arrays of its stage, the numbers beside it, and what they mean."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playground import Trainer
from playground.runs.gauges import Gauges
from playground.runs.reading import read
from playground.runs.scenes import complete, pack

Shot = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


class Camera:
    """Sees one trainer, from its start. `unread` tells that numbers are still to come for the state
    just taken: another shot brings them."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.unread = False
        self._gauges = Gauges(clock)
        self._picture, self._pictured = "", 0

    def take(self, trainer: Trainer, half: str, settled: bool, stamp: int, state: int) -> Shot:
        """The present: a header, the arrays that move, and those that stand still within a stamp."""
        if self._pictured != stamp:
            # Which picture shows the run may change with its settings, and costs a look at it.
            self._picture, self._pictured = trainer.stage, stamp
        gauges = self._gauges
        self.unread = gauges.look(trainer, settled, (stamp, state))
        scene = trainer.scene(self._picture)
        facts = complete(scene, trainer)
        header = {
            "step": trainer.steps,
            "picture": self._picture,
            "metrics": gauges.metrics,
            "floors": gauges.floors,
            "reading": read(self._picture, trainer.steps, half, facts, gauges.metrics),
            "facts": facts,
        }
        return header, pack(scene.arrays, facts), pack(scene.still, facts)
