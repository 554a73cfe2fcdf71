"""When the slow layers of a picture come along: often enough to be alive, seldom enough to cost little."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection

import numpy as np

from playground import Trainer
from playground.pictures import Picture, Scene

SHARE = 0.05
"""The part of the time that slow layers may take while the picture moves ..."""
SHORTEST = 0.5
"""... and the seconds from one to the next at least."""


class Rarely:
    """Takes scenes of one run, with slow layers whenever these are due; `held` are their newest arrays."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.held: dict[str, np.ndarray] = {}
        self._clock, self._due = clock, -math.inf
        self._state, self._wanted = (-1, -1), frozenset()

    def scene(
        self,
        trainer: Trainer,
        picture: str,
        layers: Collection[str] | None,
        *,
        settled: bool,
        state: tuple[int, int],
    ) -> Scene:
        """The present with these layers, or with the usual ones.

        `state` is the stamp and the number of the run's state. The slow layers of a `settled` run come
        once, and hold for as long as it stands still.
        """
        entry = Picture.find(picture)
        wanted = entry.usual() if layers is None else frozenset(layers)
        began = self._clock()
        due = state != self._state if settled else began >= self._due or state[0] != self._state[0]
        if not entry.slow & wanted or not (due or wanted != self._wanted):
            return trainer.scene(picture, layers=wanted - entry.slow)
        scene = trainer.scene(picture, layers=wanted)
        ended = self._clock()
        self.held, self._state, self._wanted = scene.slow, state, wanted
        self._due = ended + max(SHORTEST, (ended - began) / SHARE)
        return scene
