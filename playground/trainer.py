"""The trainer: a run with its settings, its past and its health."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import torch

from playground import checkpoint
from playground.addresses import addresses
from playground.families import Run
from playground.knobs import SettingError
from playground.metrics import Evaluation, applicable, floors, measure
from playground.pictures import Picture, Scene
from playground.settings import HALF, Change, Settings
from playground.snapshot import Snapshot
from playground.timeline import Moment, Timeline

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
        self.seeds = tuple(seeds) if seeds is not None else (self.settings.seed,)
        self.device = _device(self.settings)
        self.applied = 0
        self.failures: dict[int, str] = {}
        self.run: Run = self.settings.family.begin(self.seeds, self.device, dtype)
        self.timeline = Timeline()
        self._remember()

    @property
    def steps(self) -> int:
        """Iterations done."""
        return self.run.steps

    @property
    def halves(self) -> tuple[str, ...]:
        """Names of the half-steps that make an iteration."""
        return self.run.halves

    @property
    def error(self) -> str | None:
        """Why the run stands still: a sentence once every replica has diverged, else None."""
        return self.failures[0] if len(self.failures) == len(self.seeds) else None

    def step(self, iterations: int = 1) -> None:
        """Runs iterations, making the settings' changes where they are due.

        Stops early when every replica has diverged; `error` then says so.
        """
        self._use_threads()
        target = self.steps + iterations
        while self.steps < target and not self.error:
            self._make_due_changes()
            stop = min(target, self._next_stop())
            self.run.advance(stop - self.steps)
            if self.steps % _HEALTH_EVERY == 0 or self.steps == target:
                self._check_health()
            if self.timeline.due(self.steps) and not self.error:
                self._remember()

    def half_step(self, half: str, times: int = 1) -> None:
        """Takes half-steps of one kind by themselves, and records them among the changes so that
        they are repeated when this moment is found again."""
        self._use_threads()
        if self.error:
            return
        self._make_due_changes()
        self._record(Change(self.steps, HALF, Change.halves_text(half, times)))
        self._check_health()

    def retune(self, path: str, text: str) -> None:
        """Changes a live knob or slot now; raises `SettingError` and changes nothing if it cannot."""
        self._make_due_changes()
        present = addresses(self.run.family)
        if path in present and not present[path].live:
            raise SettingError(f"{path} cannot change during a run; reset to use the new value.")
        self._record(Change(self.steps, path, text))

    def rewind(self, step: int | None = None) -> None:
        """Goes back (or forward) to the moment `step` was reached, exactly as it was.

        Without `step`: to the last healthy moment that was kept. Changes made later stay in the
        settings and happen again; making another one here drops them.
        """
        moment = self.timeline.at(self.timeline.last if step is None else step)
        self.failures = {}
        self._load(moment)
        if step is not None and step > self.steps:
            self.step(step - self.steps)

    def evaluation(self, replica: int = 0) -> Evaluation:
        """One replica as metrics and pictures see it, frozen at this moment."""
        return self.run.evaluation(replica)

    def measure(self, names: Iterable[str] | str | None = None, replica: int = 0) -> dict[str, float]:
        """Metrics by name: all that apply, or those named, or the `"cheap"` ones (a few ms each)."""
        evaluation = self.evaluation(replica)
        return measure(evaluation, applicable(evaluation, cheap=True) if names == "cheap" else names)

    def floors(self, names: Iterable[str] | str | None = None) -> dict[str, float]:
        """What a perfect generator would score, for sampled metrics."""
        return floors(self.evaluation(), names)

    def sample(self, n: int, replica: int = 0):
        """n samples of the generator: an array (n, d), the same for equal n at one moment."""
        return self.evaluation(replica).fake(n)

    @property
    def stage(self) -> str:
        """Key of the picture that shows this run best."""
        return self.pictures[0]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Keys of the pictures that can be made of this run."""
        evaluation = self.evaluation()
        return tuple(key for key, picture in Picture.entries.items() if picture().applies(evaluation))

    def scene(self, picture: str | None = None, replica: int = 0) -> Scene:
        """The arrays of one picture at this moment."""
        return Picture.find(picture or self.stage, "picture")().scene(self.evaluation(replica))

    def snapshot(self, replica: int = 0) -> Snapshot:
        """This moment with its metrics, frozen; it draws itself."""
        evaluation = self.evaluation(replica)
        settings = self.settings.replace(family=self.run.family, seed=self.seeds[replica])
        return Snapshot(settings, self.steps, evaluation, self.failures.get(replica))

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
        expected = {name: (tensor.shape, tensor.dtype) for name, tensor in self.run.state().items()}
        if expected != {name: (tensor.shape, tensor.dtype) for name, tensor in state.items()}:
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

    def _record(self, change: Change) -> None:
        """Makes a change here and now; what had been planned for later is dropped."""
        kept = self.settings.changes[: self.applied]
        settings = self.settings.replace(changes=(*kept, change))
        self._apply(settings, change)
        self.settings = settings.merged()
        self.applied = len(self.settings.changes)
        self.timeline.forget_after(self.steps, self.applied)

    def _apply(self, settings: Settings, change: Change) -> None:
        if change.path == HALF:
            half, times = change.halves()
            for _ in range(times):
                self.run.half_step(half)
        else:
            self.run.retune(settings.family_at(self.applied + 1))
        self.applied += 1

    def _make_due_changes(self) -> None:
        changes = self.settings.changes
        while self.applied < len(changes) and changes[self.applied].step <= self.steps:
            self._apply(self.settings, changes[self.applied])

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

    def _load(self, moment: Moment) -> None:
        self.run.retune(self.settings.family_at(moment.applied))
        self.run.load(moment.state)
        self.applied = moment.applied


def _device(settings: Settings) -> torch.device:
    name = settings.family.home() if settings.device == "auto" else settings.device
    available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not available[name]:
        raise SettingError(f"This machine has no {name} device; choose device=cpu or device=auto.")
    return torch.device(name)
