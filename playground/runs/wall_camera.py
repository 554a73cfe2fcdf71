"""Taking pictures of a wall: small ones of every seed, and the crowd in numbers."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from playground.distributions import Distribution, Line
from playground.failures import Record
from playground.intervals import rank_correlation
from playground.runs.camera import Shot
from playground.runs.crowd import WatchedWall
from playground.runs.frames import Points
from playground.training.streams import seeded
from playground.wall import Tally, covered

Array = np.ndarray
POINTS = 100
"""Fakes of each seed in a small picture of the plane."""
DRAWN = 600
"""Fakes of each seed behind a small histogram on the line ..."""
BINS = 48
"""... of so many bins over the data's window."""
REAL = 300
"""Real samples behind the small pictures of the plane."""
INTERVAL = 0.5
"""Seconds after which modes are counted anew, while no record of the wall has come."""


@dataclasses.dataclass(frozen=True, eq=False)
class _Count:
    """What every mode gets from every seed at a `step`; see `Wall.shares`."""

    step: int
    shares: Array

    def told(self) -> dict[str, Any]:
        tally = Tally.of(self.shares)
        return {
            "coverage": [None if np.isnan(modes) else int(modes) for modes in covered(self.shares)],
            "modes": self.shares.shape[1],
            "measured": self.step,
            "tally": {
                "counts": list(tally.counts),
                "undefined": tally.undefined,
                "all": [tally.all, *tally.all_interval],
                "half": [tally.half, *tally.half_interval],
            },
        }


def opinions(record: Record) -> dict[str, Any]:
    """What the players' numbers say of each seed at a record's `step`, beside its `distance` (see `looks`):
    `said` by metric, and `ranks`, the rank correlation of each with the distance over the seeds."""
    known = {"distance": record.distance, **record.said}
    ranks = {name: rank_correlation(values, record.distance) for name, values in record.said.items()}
    said = {name: [float(f"{value:.4g}") for value in values] for name, values in known.items()}
    return {
        "step": record.step,
        "distance": said.pop("distance"),
        "said": said,
        "ranks": {name: found._asdict() for name, found in ranks.items()},
    }


class WallCamera:
    """Sees a wall as a `Camera` sees a run. The crowd's numbers come less often than its pictures: with the
    wall's own records, at least every half second, and at once when it stands still."""

    unread = False
    """All numbers come with their picture."""
    theory: Mapping[str, float] = {}
    """A crowd has no one number that theory could foretell."""
    metrics: Mapping[str, float] = {}
    measured = -1

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._count: _Count | None = None
        self._counted_at, self._counted = 0.0, (-1, -1)
        self._heard: tuple[Record, dict[str, Any]] | None = None

    def forget_after(self, step: int) -> None:
        """From `step` on the wall becomes another one."""
        self._count = None

    def take(
        self,
        wall: WatchedWall,
        moment: Mapping[str, Any],
        state: tuple[int, int],
        layers: frozenset[str] | None = None,
    ) -> Shot:
        """The present of all seeds; see `Camera.take`.

        In the header: `seeds`; `coverage` (None where undefined) of the `modes` there are, and the
        `tally` of the crowd (`all` and `half` as count, low, high), at the step `measured`; the `kinds`
        that the rules name, with `values` that their sentences may quote; and the `opinions` of the players
        at the last record, None before the first.
        """
        data: Distribution = wall.family.distribution
        header = {
            "step": wall.steps,
            "picture": "wall",
            "line": isinstance(data, Line),
            "seeds": list(wall.wall.seeds),
            **self._numbers(wall, moment["settled"], state),
            **_verdicts(wall),
            "opinions": self._opinions(wall.last),
        }
        if isinstance(data, Line):
            return header, {"heights": heights(wall.wall.points(DRAWN), data)}, _line_still(data)
        return header, {"points": Points(wall.wall.points(POINTS), data.window())}, _plane_still(data)

    def _opinions(self, record: Record | None) -> dict[str, Any] | None:
        if record is None:
            return None
        if self._heard is None or self._heard[0] is not record:
            self._heard = record, opinions(record)
        return self._heard[1]

    def _numbers(self, wall: WatchedWall, settled: bool, state: tuple[int, int]) -> dict[str, Any]:
        if wall.family.distribution.modes() is None:
            return {"coverage": None, "modes": 0, "tally": None, "measured": -1}
        newest, seen, now = wall.last, self._count, self._clock()
        if newest and (seen is None or seen.step > wall.steps or seen.step < newest.step):
            seen = _Count(newest.step, newest.shares)
        late = settled or (now - self._counted_at >= INTERVAL and seen and seen.step != wall.steps)
        if seen is None or (late and state != self._counted):
            seen = _Count(wall.steps, wall.wall.shares())
            self._counted_at, self._counted = now, state
        self._count = seen
        return seen.told()


def heights(samples: Array, data: Line) -> Array:
    """Share of samples (seeds, n, 1) in each bin of the window over the bin's width: (seeds, BINS), float32.
    What lies outside, or is not finite, is in no bin."""
    ((low, high),) = data.window()
    seeds, n, _ = samples.shape
    places = np.floor((samples[..., 0].astype(np.float64) - low) / (high - low) * BINS)
    inside = (places >= 0) & (places < BINS)
    cells = (np.arange(seeds)[:, None] * BINS + np.where(inside, places, 0).astype(int))[inside]
    counts = np.bincount(cells, minlength=seeds * BINS).reshape(seeds, BINS)
    return (counts / (n * (high - low) / BINS)).astype(np.float32)


def _line_still(data: Line) -> dict[str, Any]:
    ((low, high),) = data.window()
    edges = np.linspace(low, high, BINS + 1)
    return {"real": (np.diff(data.cdf(edges)) * BINS / (high - low)).astype(np.float32), **_centres(data)}


def _plane_still(data: Distribution) -> dict[str, Any]:
    real = data.sample(REAL, seeded(0, "wall/real", 0)).numpy()
    return {"real": Points(real, data.window()), **_centres(data)}


def _centres(data: Distribution) -> dict[str, Array]:
    """Where the modes are and how wide, and the corners of the window: they place all small pictures."""
    window, modes = {"window": np.float32(data.window())}, data.modes()
    if modes is None:
        return window
    return window | {"centres": np.float32(modes.centres), "widths": np.float32(modes.widths)}


def _verdicts(wall: WatchedWall) -> dict[str, Any]:
    found = wall.verdicts()
    return {
        "kinds": [str(verdict.kind) for verdict in found],
        "values": [verdict.values for verdict in found],
    }
