"""The trainer: a run with its settings, its past and its health."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import torch

from playground import checkpoint, trained
from playground.changes import Change
from playground.families import Family, Run
from playground.knobs import SettingError
from playground.metrics import Evaluation, floors, floors_in_pieces, measure_in_pieces
from playground.pictures import Scene
from playground.pieces import Pieces, Result
from playground.settings import Settings
from playground.snapshot import Snapshot
from playground.timeline import Timeline

MOST_REPLICAS = 64
_HEALTH_EVERY = 50


class Trainer:
    """Trains what the settings describe, on one seed or on many at once.

    There is no clock, no loop and no drawing in here: `step` runs iterations, `snapshot` and
    `scene` look at the present, `retune` changes live knobs, `rewind` goes back. The position is
    `steps` and the number of settings' changes already made, so every moment can be found again.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        seeds: Sequence[int] | None = None,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self.settings = settings or Settings()
        self.settings.check_changes()
        self.seeds = (self.settings.seed,) if seeds is None else _checked(seeds)
        self.device = _device(self.settings)
        self.applied = 0
        self.failures: dict[int, str] = {}
        self.run: Run = self.settings.family.begin(self.seeds, self.device, dtype)
        if self.settings.trained != trained.NONE:
            self.run.load(trained.grown(self.settings.trained, self.run))
        self.timeline = Timeline()
        self._remember()
        self._make_due_changes()

    @property
    def steps(self) -> int:
        """Iterations done."""
        return self.run.steps

    @property
    def sides(self) -> tuple[Self, ...]:
        """What runs on this clock: this run alone (see `Duel`)."""
        return (self,)

    @property
    def family(self) -> Family:
        """The model in force at this moment."""
        return self.run.family

    @property
    def halves(self) -> tuple[str, ...]:
        """Names of the half-steps that make an iteration."""
        return self.run.family.half_names()

    @property
    def error(self) -> str | None:
        """Why the run stands still: a sentence once every replica has diverged, else None."""
        return self.failures[0] if len(self.failures) == len(self.seeds) else None

    def step(self, iterations: int = 1) -> None:
        """Runs iterations, making the settings' changes where they are due.

        Stops early when every replica has diverged; `error` then says so. Health is looked at every
        50 iterations and whenever a call ends.
        """
        self.advance_to(self.steps + iterations)
        self._make_due_changes()

    def iteration(self) -> Iterator[str]:
        """One iteration in slow motion: yields the name of each half-step just before it is taken.

        Run it to its end before doing anything else; the run is then where `step(1)` would have
        brought it.
        """
        self._use_threads()
        if self.error is None:
            self._make_due_changes()
            yield from self.run.iteration()
            self._arrive(looking=True)
            self._make_due_changes()

    def half_step(self, half: str, times: int = 1) -> None:
        """Takes half-steps of one kind by themselves, and records them among the changes so that
        they are repeated when this moment is found again."""
        self._use_threads()
        if self.error is None:
            self._record(Change.of_halves(self.steps, half, times))
            self._check_health()

    def retune(self, path: str, text: str) -> None:
        """Changes a live knob or slot now; raises `SettingError` and changes nothing if it cannot."""
        self.retuned(path, text)
        self._record(Change(self.steps, path, text))

    def retuned(self, path: str, text: str) -> Family:
        """The family that `retune` would go on with; raises what it would raise."""
        change = Change(self.steps, path, text)
        if change.is_half:
            raise SettingError("A half-step is taken with half_step, not set.")
        return change.made_to(self.run.family)

    def rewind(self, step: int | None = None) -> None:
        """Goes back (or forward) to the moment of arrival at `step`, exactly as it was.

        Without `step`: to the last moment kept before this one; only healthy ones are. Changes made at
        that step or later stay in the settings and happen again; making another one drops them.
        """
        self.recall(self.last_before() if step is None else step)
        if step is not None:
            self.advance_to(step)

    def last_before(self) -> int:
        """The last step before this one at which a moment was kept."""
        return self.timeline.last_before(self.steps)

    def recall(self, step: int) -> None:
        """Takes up the last moment that was kept at `step` or before, at once; `advance_to` does the rest."""
        moment = self.timeline.at(step)
        self.run.retune(self.settings.family_at(moment.applied))
        self.run.load(moment.state)
        self.applied, self.failures = moment.applied, {}
        self._check_health()

    def evaluation(self, replica: int = 0) -> Evaluation:
        """One replica as metrics and pictures see it, frozen at this moment."""
        self._use_threads()
        return self.run.evaluation(replica)

    def snapshot(self, replica: int = 0) -> Snapshot:
        """This moment, frozen: it is measured on demand and draws itself."""
        return self._snapshot(replica, self.evaluation(replica))

    def _snapshot(self, replica: int, evaluation: Evaluation) -> Snapshot:
        settings = self.settings.replace(
            seed=self.seeds[replica], changes=self.settings.changes[: self.applied]
        )
        return Snapshot(settings, self.steps, evaluation, self.failures.get(replica))

    def _glimpse(self, replica: int = 0) -> Snapshot:
        """A snapshot for one look, which the next glimpse overwrites."""
        self._use_threads()
        return self._snapshot(replica, self.run.evaluation(replica, lasting=False))

    def measure(self, names: Iterable[str] | str | None = None, replica: int = 0) -> dict[str, float]:
        """Metrics by name: all that apply, or those named, or the `"cheap"` ones (a few ms each)."""
        return self._glimpse(replica).measure(names)

    def measure_in_pieces(
        self, names: Iterable[str] | None = None, replica: int = 0
    ) -> Pieces[dict[str, float]]:
        """`measure`, a piece at a time: the numbers are those of this moment, though the run may go on
        between two pieces."""
        return self._in_pieces(measure_in_pieces(self.evaluation(replica), names))

    def floors(self, names: Iterable[str] | None = None) -> dict[str, float]:
        """What a perfect generator would score, for sampled metrics."""
        return floors(self.run.evaluation(lasting=False), names)

    def floors_in_pieces(self, names: Iterable[str] | None = None) -> Pieces[dict[str, float]]:
        """`floors`, a piece at a time."""
        return self._in_pieces(floors_in_pieces(self.evaluation(), names))

    def sample(self, n: int, replica: int = 0) -> np.ndarray:
        """n samples of the generator: an array (n, d), the same for equal n at one moment."""
        return self._glimpse(replica).sample(n)

    @property
    def stage(self) -> str:
        """Key of the picture that shows this run best."""
        return self._glimpse().stage

    def scene(
        self, picture: str | None = None, replica: int = 0, layers: Collection[str] | None = None
    ) -> Scene:
        """The arrays of one picture, of the stage by default, at this moment, with its usual layers or
        those named."""
        return self._glimpse(replica).scene(picture, layers)

    def save(self, path: str | Path) -> None:
        """Writes this moment to a file that `load` reads back (safetensors, never pickle)."""
        checkpoint.write(self, path)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """The trainer saved in a file; stepping on equals never having stopped."""
        return checkpoint.read(path, cls)

    def go_to(self, applied: int, state: dict[str, torch.Tensor]) -> None:
        """Takes over a moment of a run with these settings, and its past begins there.

        Raises `SettingError` if the state does not fit.
        """
        self.run.retune(self.settings.family_at(applied))
        if _shapes(self.run.state()) != _shapes(state):
            raise SettingError("This run does not fit its own settings: its networks have other shapes.")
        self.run.load(state)
        self.applied = applied
        self.timeline = Timeline()
        self._remember()
        self._check_health()

    def _use_threads(self) -> None:
        # Several threads on nets this small, or beside a busy neighbour, cost several times their gain.
        if torch.get_num_threads() != self.run.threads:
            torch.set_num_threads(self.run.threads)

    def _in_pieces(self, pieces: Pieces[Result]) -> Pieces[Result]:
        while True:
            # Others may have had a turn since the last piece.
            self._use_threads()
            try:
                next(pieces)
            except StopIteration as end:
                return end.value
            yield

    def advance_to(self, target: int) -> None:
        """Runs up to the step `target`, but leaves the changes planned for that very step to come.

        Stops early when every replica has diverged.
        """
        self._use_threads()
        while self.steps < target and not self.error:
            self._make_due_changes()
            stop = min(target, self._next_stop())
            self.run.advance(stop - self.steps)
            self._arrive(looking=self.steps == target)

    def _arrive(self, looking: bool) -> None:
        """Does what is due at a step: a look at the run's health, a moment kept."""
        if looking or self.steps % _HEALTH_EVERY == 0:
            self._check_health()
        if self.timeline.due(self.steps) and not self.error:
            self._remember()

    def _record(self, change: Change) -> None:
        """Makes a change here and now; what had been planned for this moment or later is dropped.

        Refused, it leaves everything as it was.
        """
        kept, family = self.settings.changes[: self.applied], self.run.family
        change.made_to(family)
        # A moment of the past may stand between the last change and this one: then they stay two.
        between = self.timeline.moments[-1].applied == self.applied
        joined = kept[-1].joined(change, family) if kept and not between else None
        changes = (*kept[:-1], joined) if joined else (*kept, change)
        self.settings = self.settings.replace(changes=changes)
        self._carry_out(change)
        self.applied = len(changes)
        self.timeline.forget_after(self.steps, self.applied)

    def _carry_out(self, change: Change) -> None:
        if change.is_half:
            half, times = change.halves()
            for _ in range(times):
                self.run.half_step(half)
        else:
            self.run.retune(change.made_to(self.run.family))

    def _make_due_changes(self) -> None:
        changes = self.settings.changes
        while self.applied < len(changes) and changes[self.applied].step <= self.steps:
            self._carry_out(changes[self.applied])
            self.applied += 1

    def _next_stop(self) -> int:
        """The next step at which something other than training is due."""
        stops = [self.steps - self.steps % _HEALTH_EVERY + _HEALTH_EVERY, self.timeline.next_due(self.steps)]
        if self.applied < len(self.settings.changes):
            stops.append(self.settings.changes[self.applied].step)
        return min(stops)

    def _check_health(self) -> None:
        for replica, healthy in enumerate(self.run.healthy().tolist()):
            if not healthy and replica not in self.failures:
                self.failures[replica] = (
                    f"The run diverged by step {self.steps}: its weights are no longer finite numbers. "
                    "Rewind, then try a lower learning rate or a constraint on D."
                )

    def _remember(self) -> None:
        self.timeline.add(self.steps, self.applied, self.run.state())


def _checked(seeds: Sequence[int]) -> tuple[int, ...]:
    if not 1 <= len(seeds) <= MOST_REPLICAS:
        raise SettingError(f"A trainer takes 1 to {MOST_REPLICAS} seeds; {len(seeds)} is not.")
    return tuple(Settings(seed=seed).seed for seed in seeds)


def _shapes(state: dict[str, torch.Tensor]) -> dict[str, tuple]:
    return {name: (tensor.shape, tensor.dtype) for name, tensor in state.items()}


def _device(settings: Settings) -> torch.device:
    name = settings.family.home() if settings.device == "auto" else settings.device
    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not available[name]:
        raise SettingError(f"This machine has no {name} device; choose device=cpu or device=auto.")
    return torch.device(name)
