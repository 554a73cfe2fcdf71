"""A wall of seeds: one setting trained on many seeds at once, and watched as a crowd."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from playground.failures import Record
from playground.intervals import wilson
from playground.knobs import SettingError
from playground.looks import (
    covered_shares,
    deviation,
    distances,
    jsd_estimates,
    rankings,
    reaches,
    spreads,
    w1_estimates,
)
from playground.metrics.modes import SHARE
from playground.objectives.wasserstein import Wasserstein
from playground.replicas import Replicas
from playground.settings import Settings
from playground.trainer import Trainer

Array = np.ndarray
POINTS = 150
"""Fakes of each seed that a small picture shows."""
COUNTED = 2000
"""Fakes of each seed that modes are counted on; the metric takes 10,000, and agrees on average."""
COMPARED = 500
"""Fakes of each seed, and real samples, that all other readings of a record are taken on."""


@dataclasses.dataclass(frozen=True)
class Tally:
    """How many modes the seeds of a wall cover.

    `counts[m]` seeds cover m modes, m = 0 .. all there are; `undefined` seeds have samples that are no
    longer finite, and stand among those that cover none. `all` and `half` are the numbers of seeds that
    cover all modes, and at most half of them.
    """

    counts: tuple[int, ...]
    undefined: int

    @classmethod
    def of(cls, shares: Array) -> Tally:
        """From what each seed gives each mode (seeds, modes); see `Wall.shares`."""
        coverage, modes = covered(shares), shares.shape[1]
        counts = np.bincount(np.nan_to_num(coverage).astype(int), minlength=modes + 1)
        return cls(tuple(counts.tolist()), int(np.isnan(coverage).sum()))

    @property
    def seeds(self) -> int:
        """All seeds."""
        return sum(self.counts)

    @property
    def all(self) -> int:
        """Seeds that cover every mode."""
        return self.counts[-1]

    @property
    def half(self) -> int:
        """Seeds that cover at most half of the modes."""
        return sum(self.counts[: (len(self.counts) - 1) // 2 + 1])

    @property
    def all_interval(self) -> tuple[float, float]:
        """95 % interval (Wilson) of the share that covers every mode."""
        return wilson(self.all, self.seeds)

    @property
    def half_interval(self) -> tuple[float, float]:
        """95 % interval (Wilson) of the share that covers at most half of the modes."""
        return wilson(self.half, self.seeds)


class Wall:
    """Many seeds of one setting, trained together: each as it would run alone.

    `trainer` may be retuned and rewound like any other. Looks need data with modes, but for `points`.
    Raises `SettingError` for families without a generator and a discriminator.
    """

    def __init__(
        self, settings: Settings, seeds: Sequence[int], *, dtype: torch.dtype = torch.float32
    ) -> None:
        self.trainer = Trainer(settings, seeds=seeds, dtype=dtype)
        self._replicas = Replicas(self.trainer)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds, in the order of all arrays here."""
        return self.trainer.seeds

    @property
    def steps(self) -> int:
        """Iterations done."""
        return self.trainer.steps

    def step(self, n: int = 1) -> None:
        """Runs n iterations of every seed; see `Trainer.step`."""
        self.trainer.step(n)

    def points(self, n: int = POINTS) -> Array:
        """Fakes of every seed at the same n fixed latents: (seeds, n, d), float32."""
        self._replicas.refresh()
        return self._replicas.fakes(n).float().cpu().numpy()

    def shares(self, n: int = COUNTED) -> Array:
        """How much of its due each mode gets from each seed: (seeds, modes), nan where samples are not
        finite. A mode is covered from `metrics.modes.SHARE` on."""
        modes = self.trainer.run.family.distribution.modes()
        if modes is None:
            raise SettingError("This data has no modes to count; choose a mixture, such as the ring.")
        return covered_shares(self.points(n), modes)

    def coverage(self, n: int = COUNTED) -> Array:
        """Modes covered by each seed (seeds,), as the metric `modes` counts them but on n samples."""
        return covered(self.shares(n))

    def distribution(self, n: int = COUNTED) -> Tally:
        """How many seeds cover how many modes."""
        return Tally.of(self.shares(n))

    def record(self, shares: Array | None = None) -> Record:
        """This moment of every seed as `failures.Watch` wants it; `shares` if they are known already."""
        if shares is None and self.trainer.run.family.distribution.modes() is not None:
            shares = self.shares()
        self._replicas.refresh()
        fakes, real = self._replicas.fakes(COMPARED), self._replicas.real(COMPARED)
        outputs = [self._replicas.outputs(x).double() for x in (real, fakes)]
        said = self._said(real, fakes, *outputs)
        pushes = self._replicas.pushes(fakes).double().square().sum(-1).mean(-1).sqrt().cpu().numpy()
        fakes, real = (x.double().cpu().numpy() for x in (fakes, real))
        with np.errstate(over="ignore", invalid="ignore"):
            return Record(
                step=self.steps,
                shares=shares,
                finite=self.trainer.run.healthy().numpy() & np.isfinite(fakes).all(axis=(1, 2)),
                push=pushes * deviation(real),
                distance=distances(real, fakes),
                spread=spreads(real, fakes),
                reach=reaches(real, fakes),
                ranking=rankings(*(output.cpu().numpy() for output in outputs)),
                said=said,
            )

    def _said(self, real: Tensor, fakes: Tensor, on_real: Tensor, on_fake: Tensor) -> dict[str, Array]:
        """Losses and the players' estimate of a distance, by their metrics' names: (seeds,) each."""
        objective = self.trainer.run.family.objective
        said = {
            "loss_d": objective.discriminator(on_real, on_fake).cpu().numpy(),
            "loss_g": objective.generator(on_real, on_fake).cpu().numpy(),
        }
        if self.trainer.run.family.pack > 1:
            return said  # a distance between packs is not one between p_g and p_data
        outputs = [output.cpu().numpy() for output in (on_real, on_fake)]
        if isinstance(objective, Wasserstein):
            slopes = self._replicas.slopes(_probes(real, fakes)).double().cpu().numpy()
            return said | {"w1_estimate": w1_estimates(*outputs, slopes)}
        if objective.tells_probability:
            return said | {"jsd_estimate": jsd_estimates(*outputs)}
        return said

    def open(self, replica: int) -> Trainer:
        """One seed as a run of its own, at the same step: it goes on as that seed does here."""
        trainer = self.trainer
        settings = trainer.settings.replace(seed=self.seeds[replica])
        opened = Trainer(settings, dtype=trainer.run.nets["generator"].flat.data.dtype)
        state = trainer.run.state()
        own = {name: t[replica : replica + 1] if t.ndim else t for name, t in state.items()}
        opened.go_to(trainer.applied, own)
        return opened


def covered(shares: Array) -> Array:
    """Modes covered by each seed (seeds,), from `Wall.shares` (seeds, modes); nan where those are."""
    return np.where(np.isnan(shares).any(axis=1), np.nan, (shares >= SHARE).sum(axis=1))


def _probes(real: Tensor, fakes: Tensor) -> Tensor:
    """Where a critic is tried for its steepest slope: a third each of real points (n, d), of fakes
    (seeds, n, d), and evenly spaced between pairs of the two; (seeds, n, d)."""
    third = len(real) // 3
    ends = real[2 * third :], fakes[:, 2 * third :]
    share = torch.linspace(0, 1, len(ends[0])).to(real)[:, None]
    between = share * ends[0] + (1 - share) * ends[1]
    return torch.cat([real[:third].expand(len(fakes), -1, -1), fakes[:, third : 2 * third], between], dim=1)
