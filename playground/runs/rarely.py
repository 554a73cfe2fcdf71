"""When the costly layers of a picture come along: often enough to be alive, seldom enough to cost little."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Collection, Hashable

import numpy as np

from playground import Trainer
from playground.pictures import Picture, Scene

SHARE = 0.05
"""The part of the time that slow layers may take while the picture moves ..."""
SHORTEST = 0.5
"""... and the seconds from one to the next at least."""


class Rarely:
    """Takes scenes of one run, with costly layers whenever these are due; `held` are their newest arrays."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.held: dict[str, np.ndarray] = {}
        self._clock, self._due = clock, -math.inf
        self._state: tuple[Hashable, int] = (None, -1)
        self._wanted: frozenset[str] = frozenset()
        self._turn = 0

    def scene(
        self,
        trainer: Trainer,
        picture: str,
        layers: Collection[str] | None,
        *,
        settled: bool,
        state: tuple[Hashable, int],
        hurried: bool = False,
    ) -> Scene:
        """The present with these layers, or with the usual ones.

        `state` names the run's configuration and has the number of its state. The slow layers of a `settled`
        run come once, and hold for as long as it stands still; the patient ones of a `hurried` run take
        turns, and hold until they come again.
        """
        entry = Picture.find(picture)
        wanted = entry.usual() if layers is None else frozenset(layers)
        if entry.patient.keys() & wanted:
            return self._by_turns(trainer, picture, wanted, state, hurried)
        began = self._clock()
        due = state != self._state if settled else began >= self._due or state[0] != self._state[0]
        if not entry.slow & wanted or not (due or wanted != self._wanted):
            return trainer.scene(picture, layers=wanted - entry.slow)
        scene = trainer.scene(picture, layers=wanted)
        ended = self._clock()
        self.held, self._state, self._wanted = scene.slow, state, wanted
        self._due = ended + max(SHORTEST, (ended - began) / SHARE)
        return scene

    def _by_turns(
        self,
        trainer: Trainer,
        picture: str,
        wanted: frozenset[str],
        state: tuple[Hashable, int],
        hurried: bool,
    ) -> Scene:
        patient = Picture.find(picture).patient
        known = hurried and (state[0], wanted) == (self._state[0], self._wanted)
        self._turn = (self._turn + 1) % 2 if known else 0
        turns = [layer for layer in patient if layer in wanted]
        come = turns[self._turn : self._turn + 1] if known else turns
        scene = trainer.scene(picture, layers=wanted - patient.keys() | {*come})
        names = {patient[layer] for layer in come}
        new = {name: array for name, array in scene.arrays.items() if name in names}
        self.held = (self.held if known else {}) | new
        self._state, self._wanted = state, wanted
        moving = {name: array for name, array in scene.arrays.items() if name not in new}
        return dataclasses.replace(scene, arrays=moving, slow=new)
