"""Taking pictures of a duel: one shot of each side, in one frame."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from playground.duel import Duel
from playground.runs.camera import Camera, Shot


class DuelCamera:
    """Sees each side of a duel as a `Camera` sees a run.

    In the header `sides` holds what each camera says; the arrays of the third side are called "2/fake"
    and so on.
    """

    def __init__(self, sides: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self._cameras = [Camera(clock) for _ in range(sides)]

    @property
    def unread(self) -> bool:
        """Whether numbers are still to come for the state just taken."""
        return any(camera.unread for camera in self._cameras)

    @property
    def metrics(self) -> Mapping[str, float]:
        """The newest numbers of the first side: what a bound on a duel is about."""
        return self._cameras[0].metrics

    @property
    def measured(self) -> int:
        """The step that these are from; -1 before the first."""
        return self._cameras[0].measured

    @property
    def theory(self) -> list[Mapping[str, float]]:
        """For each side, what theory says its numbers are at the end of the game."""
        return [camera.theory for camera in self._cameras]

    def forget_after(self, step: int) -> None:
        """From `step` on the runs become other ones."""
        for camera in self._cameras:
            camera.forget_after(step)

    def take(
        self,
        duel: Duel,
        moment: Mapping[str, Any],
        state: tuple[int, int],
        layers: frozenset[str] | None = None,
    ) -> Shot:
        """The present of all sides; see `Camera.take`."""
        told: list[dict[str, Any]] = []
        arrays: dict[str, Any] = {}
        still: dict[str, Any] = {}
        moment = {**moment, "runs": moment.get("runs", 1) * len(duel.sides)}
        for number, (camera, side) in enumerate(zip(self._cameras, duel.sides, strict=True)):
            header, moving, standing = camera.take(side, moment, state, layers)
            told.append(header | {"error": side.error})
            arrays |= {f"{number}/{name}": array for name, array in moving.items()}
            still |= {f"{number}/{name}": array for name, array in standing.items()}
        return {"picture": "duel", "step": duel.steps, "sides": told}, arrays, still
