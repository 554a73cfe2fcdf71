"""Slow motion: each half-step shown phase by phase."""

from __future__ import annotations

from collections.abc import Iterator

from playground import Trainer

PHASE_SECONDS = 1.2
"""How long each phase of a half-step stays on the page."""

UPDATE = "update"


class SlowMotion:
    """Takes one iteration after the other apart.

    `half` is the half-step under way and `phase` what is looked at: the phases before the update show
    the state that the half-step starts from, the update itself the state that it leads to.
    """

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.half = self.phase = ""
        self._iteration: Iterator[str] = iter(())
        self._next = ""
        self._begun = False
        self._phases: list[str] = []

    def tick(self, trainer: Trainer) -> bool:
        """Goes on to the next phase; returns whether the run's state changed with it."""
        if not self._phases:
            self._prepare(trainer)
        self.phase = self._phases.pop(0) if self._phases else ""
        if self.phase != UPDATE:
            return False
        # Resuming takes the half-step that was announced, and announces the next one.
        self._next, self._begun = next(self._iteration, ""), True
        return True

    def finish(self) -> bool:
        """Runs what is left of an iteration begun, so that the trainer may be used again.

        Returns whether that changed the run's state.
        """
        left = bool(self._begun and self._next)
        if left:
            for _ in self._iteration:
                pass
        self._forget()
        return left

    def _prepare(self, trainer: Trainer) -> None:
        """Sets up the next half-step, of the next iteration if need be."""
        if not self._next:
            self._iteration, self._begun = trainer.iteration(), False
            self._next = next(self._iteration, "")
        self.half = self._next
        self._phases = [*trainer.run.family.phases(self.half)] if self.half else []
