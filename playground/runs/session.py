"""One visitor's run: commands in, frames out.

A session owns one trainer and its play state. Only the conductor's thread touches it, except for
the list of its viewers, which the web side changes through `watch` and `leave`.
"""

from __future__ import annotations

import itertools
import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from playground import Settings, Trainer
from playground.runs.camera import Camera
from playground.runs.commands import COMMANDS, CommandError
from playground.runs.controls import describe
from playground.runs.frames import encode
from playground.runs.pace import Pace
from playground.runs.viewer import Viewer

__all__ = ["CommandError", "Session"]

FRAMES_PER_SECOND = 40
FEWEST_PER_SECOND = 29
FRAME_SHARE = 0.15
"""At full speed frames come less often, down to the fewest, to leave this rest of the time to training."""
_stamps = itertools.count(1)


class Session:
    """A run with its play state.

    `stamp` changes with every configuration: a frame with an older stamp than one already seen is
    out of date. `states` counts the training states passed through, `edition` everything visible.
    """

    def __init__(
        self,
        settings: Settings,
        speed: float | None = 60.0,
        build: Callable[[Settings], Trainer] = Trainer,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.playing = False
        self.error: str | None = None
        self.speed = speed
        self.trainer: Trainer | None = None
        self.touched = clock()
        self._crowd, self._frame_cost = 1, 0.0
        self._build, self._clock = build, clock
        self._viewers: list[Viewer] = []
        self._door = threading.Lock()
        self._states = self._edition = self._stamp = 0
        self._shown_at = -math.inf
        self._reset_to(settings, None)

    # -- what the web side may call from its own thread ------------------------------------------

    def watch(self, viewer: Viewer) -> None:
        """Adds a watcher."""
        with self._door:
            self._viewers = [*self._viewers, viewer]
        self.touched = self._clock()

    def leave(self, viewer: Viewer) -> None:
        """Takes a watcher away; unknown ones are ignored."""
        with self._door:
            self._viewers = [other for other in self._viewers if other is not viewer]
        self.touched = self._clock()

    @property
    def viewers(self) -> int:
        """Number of watchers, hidden ones included."""
        return len(self._viewers)

    # -- commands --------------------------------------------------------------------------------

    def obey(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Carries out one command (see `commands`) and returns the state of the controls.

        Raises `CommandError` or `SettingError` with a sentence; the run is then as it was.
        """
        self.touched = self._clock()
        do = command.get("do") if isinstance(command, Mapping) else None
        if not isinstance(do, str) or do not in COMMANDS:
            raise CommandError(f"There is no command {do!r:.60}. Known are: {', '.join(COMMANDS)}.")
        COMMANDS[do](self, command)
        self._edition += 1
        return self.state()

    def state(self) -> dict[str, Any]:
        """What the controls show, as plain data."""
        return {
            "playing": self.playing,
            "error": self.error,
            "speed": self.speed,
            "seed": self.settings.seed,
            "preset": self.settings.preset,
            "query": self.settings.to_query(),
            "start": self.start.to_query(),
            "controls": describe(self.trainer.run.family if self.trainer else self.start.family),
        }

    @property
    def settings(self) -> Settings:
        """The settings of the run, with the changes made in flight."""
        return self.trainer.settings if self.trainer else self.start

    def begin(self, settings: Settings, playing: bool = False) -> None:
        """Starts anew from `settings`. If they cannot be built, the run stays as it was."""
        self._reset_to(settings, self._build(settings))
        self.playing = playing

    def ready(self) -> Trainer:
        """The trainer, built if need be."""
        if self.trainer is None:
            self.trainer = self._build(self.start)
        return self.trainer

    def _reset_to(self, settings: Settings, trainer: Trainer | None) -> None:
        self.start, self.trainer = settings, trainer
        self.error, self.playing, self._crashed, self._half = None, False, False, ""
        self.pace = Pace(self.speed, self._clock)
        self.camera = Camera(self._clock)
        self._states += 1
        self.restamp()

    def restamp(self) -> None:
        """Marks what follows as another configuration."""
        self._stamp = next(_stamps)
        self._edition += 1

    def moved(self, half: str = "") -> None:
        """Notes that training went on, by a whole step or by the `half` of one player."""
        self._states += 1
        self._edition += 1
        self._half = half
        if self.ready().error:
            self.fail(self.trainer.error)

    def rewound(self) -> None:
        """Notes that the trainer stands at another moment, healthy and still."""
        self.error, self.playing = None, False
        self.restamp()
        self.moved()

    def fail(self, sentence: str) -> None:
        """Stops the run for good; only a new start helps."""
        self.error, self.playing = sentence, False
        self._edition += 1

    def crash(self, sentence: str) -> None:
        """Like `fail`, for a fault of ours: the trainer is not asked for anything any more."""
        self._crashed = True
        self.fail(sentence)

    # -- the conductor's side --------------------------------------------------------------------

    def due_at(self) -> float:
        """The moment (on its clock) at which it wants a turn; infinity if nothing is to be done."""
        viewers = [viewer for viewer in self._viewers if not viewer.hidden]
        step = self.pace.due_at() if self.playing and viewers else math.inf
        wanted = any(viewer.wants(self._edition) for viewer in viewers)
        return min(step, self._shown_at + self._interval() if wanted else math.inf)

    def turn(self, budget: float, crowd: int = 1) -> None:
        """Trains for up to about `budget` seconds if it plays, and shows the state if that is due.

        `crowd` sessions share the conductor's time at the moment.
        """
        self._crowd = crowd
        now = self._clock()
        if self.playing and self.pace.due_at() <= now:
            left = self._shown_at + self._interval() - now
            if self.pace.train(self.ready().step, max(budget / 4, min(budget, left))):
                self.moved()
        wanted = any(viewer.wants(self._edition) for viewer in self._viewers)
        if wanted and self._clock() >= self._shown_at + self._interval():
            self._show()

    def _interval(self) -> float:
        """Seconds from one frame to the next."""
        if not self.playing or self.speed is not None:
            return 1 / FRAMES_PER_SECOND
        affordable = self._frame_cost * self._crowd / FRAME_SHARE
        return min(1 / FEWEST_PER_SECOND, max(1 / FRAMES_PER_SECOND, affordable))

    def idle_since(self) -> float:
        """The moment since which nobody has watched; infinity while somebody does."""
        return math.inf if self._viewers else self.touched

    def _show(self) -> None:
        self._shown_at = self._clock()
        header, arrays, still = self._look()
        lean, full = None, None
        for viewer in self._viewers:
            if not viewer.wants(self._edition):
                continue
            # Viewers share the bytes, so that a frame's number is the edition it shows.
            if viewer.settled == self._stamp:
                frame = lean = lean or encode(header, arrays)
            else:
                frame = full = full or encode({**header, "query": self.settings.to_query()}, arrays | still)
            viewer.hand(frame, self._edition, self._stamp)
        self._frame_cost += 0.2 * (self._clock() - self._shown_at - self._frame_cost)
        # Numbers that are still to come are a frame of their own.
        self._edition += self.camera.unread

    def _look(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """The present state: header, arrays that move, arrays that stand still."""
        header = {
            "id": self._edition,
            "stamp": self._stamp,
            "state": self._states,
            "half": self._half,
            "playing": self.playing,
            "at": self._shown_at * 1e3,
            "rate": self.pace.rate() if self.playing else 0.0,
            "seed": self.settings.seed,
            "error": self.error,
        }
        if self._crashed:
            return header, {}, {}
        shot, arrays, still = self.camera.take(
            self.ready(), self._half, not self.playing, self._stamp, self._states
        )
        return header | shot, arrays, still
