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
from playground.duel import Duel, Match
from playground.families import Family
from playground.metrics import estimates
from playground.runs.camera import Camera
from playground.runs.commands import COMMANDS, CommandError
from playground.runs.controls import describe
from playground.runs.crowd import Crowd, WatchedWall
from playground.runs.drive import SLOW, Drive, Speed
from playground.runs.duel_camera import DuelCamera
from playground.runs.errands import ERRANDS
from playground.runs.exploring import QUESTIONS, Explorer
from playground.runs.frames import encode
from playground.runs.limits import Limits
from playground.runs.viewer import Viewer
from playground.runs.wall_camera import WallCamera

__all__ = ["CommandError", "Session"]

FRAMES_PER_SECOND = 40
FULL_SPEED_PER_SECOND = 32
FEWEST_PER_SECOND = 26
UNHURRIED = 0.8
"""Share of the time that training and frames may take together for frames to come as often as they can."""
FRAME_SHARE, FRAME_SHARE_OF_SEVERAL = 0.16, 0.12
"""At full speed, and at one that is hard to keep, frames come less often, down to the fewest, to leave the
rest of the time to training, more of it where several runs are shown. What lies between two frames is lost to
the eye anyway, and each takes the browser, too, from a core."""
WALL_FRAMES_PER_SECOND = 12
"""A wall that plays is many pictures in one frame, each of them small."""
MOST_CHANGES_TOLD = 200
Start = Settings | Match | Crowd
Played = Trainer | Duel | WatchedWall

_stamps = itertools.count(1)
_lines = itertools.count(1)


def build_plainly(start: Start) -> Played:
    """What a start describes: one run, a duel, or a wall of seeds."""
    if isinstance(start, Crowd):
        return WatchedWall(start)
    return Duel(start) if isinstance(start, Match) else Trainer(start)


class Session:
    """A run, a duel of several, or a wall of many seeds, with its play state.

    `stamp` changes with every configuration: a frame with an older stamp than one already seen is
    out of date. `states` counts the training states passed through, `edition` everything visible.
    `line` names the history that the run is part of: it changes when a run begins, and when a change
    in the past makes another future; up to the step `since` the new line is like the old one.
    """

    def __init__(
        self,
        settings: Start,
        speed: Speed = 60.0,
        build: Callable[[Start], Played] | None = None,
        clock: Callable[[], float] = time.perf_counter,
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.error: str | None = None
        self.trainer: Played | None = None
        self.touched = clock()
        self.drive = Drive(speed, clock)
        self.layers: frozenset[str] | None = None
        self._crowd, self._frame_cost = 1, 0.0
        self._build, self._clock = build or build_plainly, clock
        self._viewers: list[Viewer] = []
        self._door = threading.Lock()
        self._states = self._edition = self._stamp = 0
        self._shown_at = -math.inf
        self._take_over(settings, None)

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

    def idle_since(self) -> float:
        """The moment since which nobody has watched; infinity while somebody does."""
        return math.inf if self._viewers else self.touched

    # -- commands --------------------------------------------------------------------------------

    def obey(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Carries out one command (see `commands`) and returns the state of the controls; a question
        (see `exploring`) is only answered.

        Raises `CommandError` or `SettingError` with a sentence; the run is then as it was.
        """
        self.touched = self._clock()
        do = command.get("do") if isinstance(command, Mapping) else None
        if isinstance(do, str) and do in QUESTIONS:
            return QUESTIONS[do](self, command)
        known = COMMANDS | ERRANDS
        if not isinstance(do, str) or do not in known:
            raise CommandError(f"There is no command {do!r:.60}. Known are: {', '.join(COMMANDS)}.")
        result = known[do](self, command)
        self._edition += 1
        return self.state() | (result or {})

    def state(self) -> dict[str, Any]:
        """What the controls show: plain data, and the family that it describes."""
        return {
            "playing": self.playing,
            "error": self.error,
            "speed": self.speed,
            "stop": self.drive.stop_text,
            "seed": self.settings.seed,
            "preset": self.settings.preset,
            "query": self.settings.to_query(),
            "start": self.start.to_query(),
            "portable": self.start.portable,
            "controls": describe(self.family),
            "family": self.family,
        }

    @property
    def family(self) -> Family:
        """The model in force at this moment."""
        return (self.trainer or self.start).family

    @property
    def settings(self) -> Start:
        """The settings of the run, with the changes made in flight."""
        return self.trainer.settings if self.trainer else self.start

    @property
    def playing(self) -> bool:
        """Whether it trains on by itself."""
        return self.drive.playing

    @property
    def speed(self) -> Speed:
        """Iterations per second while playing; None is full speed, "slow" slow motion."""
        return self.drive.speed

    def begin(self, settings: Start, playing: bool = False) -> None:
        """Starts anew from `settings`. If they cannot be built, the run stays as it was."""
        self._take_over(settings, self._build(settings))
        self._first = self.trainer.steps
        if playing:
            self.drive.play()

    def started(self) -> Start:
        """The start that leads to where the run is before its first step."""
        if isinstance(self.trainer, Duel):
            return self.trainer.settings
        return self.start.anew(self.ready().family)

    @property
    def at_start(self) -> bool:
        """Whether it is where a reset would bring it: at step 0, or where trained networks begin."""
        return self.ready().steps == self._first

    def continue_from(self, trainer: Trainer) -> None:
        """Takes over a trainer in the middle of its run; a reset starts from its settings."""
        self._take_over(trainer.settings.anew(trainer.settings.family), trainer)

    def ready(self) -> Played:
        """The trainer, built if need be, on a whole iteration."""
        if self.trainer is None:
            self.trainer = self._build(self.start)
            self._first = self.trainer.steps
        if self.drive.settle():
            self.moved()
        return self.trainer

    def _take_over(self, settings: Start, trainer: Played | None) -> None:
        self.drive.settle()
        self.drive.pause()
        self.drive.stop = self.drive.stopped = None
        self.start, self.trainer = settings, trainer
        self.error, self._crashed, self._half = None, False, ""
        self.drive.pace.restart()
        self.camera, self.explorer = self._camera_for(settings), Explorer()
        self.furthest = trainer.steps if trainer else 0
        self._first = 0
        self._states += 1
        self._new_line(-1)

    def _camera_for(self, start: Start) -> Camera | DuelCamera | WallCamera:
        if isinstance(start, Crowd):
            return WallCamera(self._clock)
        return (
            DuelCamera(len(start.variants), self._clock) if isinstance(start, Match) else Camera(self._clock)
        )

    def _new_line(self, since: int) -> None:
        self.line, self.since = next(_lines), since
        self.restamp()

    def branch(self) -> None:
        """Notes that from this step on the run is another one than it was or would have been."""
        self.furthest = self.ready().steps
        self.camera.forget_after(self.furthest)
        self._new_line(self.furthest)

    def restamp(self) -> None:
        """Marks what follows as another configuration, which is shown at once."""
        self._stamp = next(_stamps)
        self._edition += 1
        self._shown_at = -math.inf

    def moved(self, half: str = "") -> None:
        """Notes that training went on, by a whole step or by the `half` of one player."""
        self._states += 1
        self._edition += 1
        self._half = half
        self.furthest = max(self.furthest, self.trainer.steps)
        if self.trainer.error:
            self.fail(self.trainer.error)

    def go_to(self, step: int) -> None:
        """Brings the run to a step of its past, or further on; it is then paused."""
        self.drive.seek(self.ready(), step)
        self.error = None
        # Another moment may have other settings in force.
        self.restamp()
        self.moved()

    def fail(self, sentence: str) -> None:
        """Stops the run; only a new start or a moment of its past helps."""
        self.error = sentence
        self.drive.pause()
        self._edition += 1

    def crash(self, sentence: str) -> None:
        """Like `fail`, for a fault of ours: the trainer is not asked for anything any more."""
        self._crashed = True
        self.fail(sentence)

    # -- the conductor's side --------------------------------------------------------------------

    def due_at(self) -> float:
        """The moment (on its clock) at which it wants a turn; infinity if nothing is to be done."""
        watched = any(not viewer.hidden for viewer in self._viewers)
        return min(self.drive.due_at() if watched else math.inf, self.picture_due_at())

    def picture_due_at(self) -> float:
        """The moment at which its next picture is due; infinity if nobody waits for one."""
        wanted = not self.drive.unseen and any(viewer.wants(self._edition) for viewer in self._viewers)
        return self._shown_at + self._interval() if wanted else math.inf

    def turn(self, budget: float, crowd: int = 1, called: Callable[[], bool] = lambda: False) -> None:
        """Trains for up to about `budget` seconds if it plays, and shows the state if that is due.

        `crowd` sessions share the conductor's time at the moment; it comes to an end early once somebody has
        `called`.
        """
        self._crowd = crowd
        now = self._clock()
        if self.drive.due_at() <= now:
            left = self._shown_at + self._interval() - now
            self._go_on(max(budget / 8, min(budget, left)), called)
        if self.picture_due_at() <= self._clock():
            self._show()

    def _go_on(self, budget: float, called: Callable[[], bool]) -> None:
        if self.trainer is None:
            self.ready()
        if self.drive.go_on(self.trainer, budget, called):
            self.moved()

    def _interval(self) -> float:
        """Seconds from one frame to the next."""
        if self.playing and isinstance(self.start, Crowd):
            return 1 / WALL_FRAMES_PER_SECOND
        if not self.playing or not self._hurried():
            return 1 / FRAMES_PER_SECOND
        share = FRAME_SHARE if self._crowd == 1 else FRAME_SHARE_OF_SEVERAL
        affordable = self._frame_cost * self._crowd / share
        return min(1 / FEWEST_PER_SECOND, max(1 / FULL_SPEED_PER_SECOND, affordable))

    def _hurried(self) -> bool:
        """Whether frames as often as they can come would slow the training down."""
        if self.speed == SLOW:
            return False
        wanted = self.drive.pace.load + self._frame_cost * FRAMES_PER_SECOND
        return wanted * self._crowd > UNHURRIED

    def _show(self) -> None:
        began, interval = self._clock(), self._interval()
        late = began - self._shown_at - interval
        # Frames keep the beat: one that waited for its turn does not put off the next.
        self._shown_at = began - late if late < interval else began
        header, arrays, still = self._look(began)
        lean, full = None, None
        for viewer in self._viewers:
            if not viewer.wants(self._edition):
                continue
            # Viewers share the bytes, so that a frame's number is the edition it shows.
            if viewer.settled == self._stamp:
                frame = lean = lean or encode(header, arrays)
            else:
                frame = full = full or encode(header | self._configuration(), arrays | still)
            viewer.hand(frame, self._edition, self._stamp)
        self._frame_cost += 0.2 * (self._clock() - began - self._frame_cost)
        halted = self.drive.weigh(self.camera.metrics, self.camera.measured)
        # Numbers that are still to come are a frame of their own, and so is the end that they bring.
        self._edition += self.camera.unread or halted

    def _look(self, now: float) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """The present state, at this time: header, arrays that move, arrays that stand still."""
        slow = self.drive.slow
        header = {
            "id": self._edition,
            "stamp": self._stamp,
            "state": self._states,
            "half": slow.half or self._half,
            "phase": slow.phase,
            "playing": self.playing,
            "at": now * 1e3,
            "rate": self.drive.rate,
            "seed": self.settings.seed,
            "error": self.error,
            "line": self.line,
            "since": self.since,
            "furthest": self.furthest,
            "stop": self.drive.stop_text,
        }
        if self._crashed:
            return header, {}, {}
        if self.trainer is None:
            self.ready()
        shot, arrays, still = self.camera.take(
            self.trainer, self._moment(header), (self._stamp, self._states), self.layers
        )
        return header | shot, arrays, still

    def _moment(self, header: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "half": header["half"],
            "phase": header["phase"],
            "settled": not self.drive.moving,
            "stopped": self.drive.stopped if not self.playing else None,
            "runs": self._crowd,
            "hurried": self.playing and self._crowd > 1 and self._hurried(),
        }

    def _configuration(self) -> dict[str, Any]:
        """What goes with a frame whenever the settings have changed."""
        told: dict[str, Any] = {
            "query": self.settings.to_query(),
            "portable": self.start.portable,
            "theory": self.camera.theory,
            "estimates": estimates(),
            "changes": _changes(self.trainer),
        }
        if isinstance(self.trainer, Duel):
            told["differences"] = [[each.path, *each.texts] for each in self.trainer.differences()]
            told["alike"] = self.trainer.begins_alike()
        if isinstance(self.trainer, WatchedWall):
            told["force"] = self.trainer.in_force()
        return told


def _changes(trainer: Played | None) -> list[list[Any]]:
    """Steps, paths and texts of the latest settings' changes, those of any side of a duel."""
    sides = trainer.sides if trainer else ()
    found = {change for side in sides for change in side.settings.changes if not change.is_half}
    latest = sorted(found, key=lambda change: (change.step, change.path, change.text))[-MOST_CHANGES_TOLD:]
    return [[change.step, change.path, change.text] for change in latest]
