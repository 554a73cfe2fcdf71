"""Taking pictures of a run: the arrays of its stage, the numbers beside it, and what they mean."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from playground import Trainer
from playground.panels import Panels
from playground.runs.gauges import Gauges
from playground.runs.rarely import Rarely
from playground.runs.reading import read
from playground.runs.scenes import complete, pack

Shot = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


class Camera:
    """Sees one run, from its start. `unread` tells that numbers are still to come for the state just
    taken: another shot brings them."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.unread = False
        self._gauges, self._rarely = Gauges(clock), Rarely(clock)
        self._panels = Panels()
        self._picture, self._pictured, self._made = "", (0, 0), 0

    @property
    def metrics(self) -> Mapping[str, float]:
        """The newest numbers."""
        return self._gauges.metrics

    @property
    def measured(self) -> int:
        """The step that the newest numbers are from; -1 before the first."""
        return self._gauges.measured

    @property
    def theory(self) -> Mapping[str, float]:
        """What theory says the numbers are at the end of the game."""
        return self._gauges.theory

    def forget_after(self, step: int) -> None:
        """From `step` on the run becomes another one."""
        self._panels.forget_after(step)
        self._gauges.forget()

    def take(
        self,
        trainer: Trainer,
        moment: Mapping[str, Any],
        state: tuple[int, int],
        layers: frozenset[str] | None = None,
    ) -> Shot:
        """The present: a header, the arrays that move, and those that stand still within a stamp.

        `state` is the stamp and the number of the state; `moment` says what the run is doing: the
        `half` and `phase` of slow motion, whether it is `settled` (stands still), why it `stopped`, how
        many `runs` are shown at once, and whether they are `hurried`.
        """
        # A change planned for a step comes into force without a stamp of its own.
        configuration = (state[0], trainer.applied)
        if self._pictured != configuration:
            # Which picture shows the run may change with its settings, and costs a look at it.
            self._picture, self._pictured = trainer.stage, configuration
            self._made = sum(not change.is_half for change in trainer.settings.changes[: trainer.applied])
            self._gauges.expect(trainer)
        gauges = self._gauges
        self.unread = gauges.look(trainer, moment["settled"], state, moment.get("runs", 1))
        if self._picture == "line":
            self._panels.note(gauges.measured, gauges.metrics)
        scene = self._rarely.scene(
            trainer,
            self._picture,
            layers,
            settled=moment["settled"],
            state=(configuration, state[1]),
            hurried=moment.get("hurried", False),
        )
        facts = complete(scene, trainer, self._rarely.held)
        header = {
            "step": trainer.steps,
            "picture": self._picture,
            "halves": list(trainer.halves),
            "made": self._made,
            "metrics": gauges.metrics,
            "measured": gauges.measured,
            "fresh": sorted(gauges.fresh),
            "old": gauges.old(trainer.steps),
            "floors": gauges.floors,
            "marks": sorted(self._panels.steps.items()),
            "reading": read(
                self._picture, trainer.steps, moment, facts | {"measured": gauges.steps}, gauges.metrics
            ),
            "facts": facts,
            "slow": list(scene.slow),
        }
        return header, pack(scene.arrays | scene.slow, facts), pack(scene.still | self._rarely.held, facts)
