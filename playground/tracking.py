"""Does the loss tell the quality? What the players' numbers say beside the exact distances, step by step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from playground.intervals import rank_correlation
from playground.metrics import applicable
from playground.settings import Settings
from playground.trainer import Trainer

Array = np.ndarray
SAID = ("loss_d", "loss_g", "w1_estimate", "jsd_estimate")
"""What the players' numbers say."""
TRUTHS = ("w1", "sliced_w1", "jsd")
"""What is so: distances between data and generator that no player sees."""
MOMENTS = 50
_TOGETHER = 32


@dataclasses.dataclass(frozen=True, eq=False)
class Track:
    """One setting on one or many seeds, looked at time and again.

    `steps` (moments,) counts iterations; `values` holds for each of `SAID` and `TRUTHS` that is defined
    an array (seeds, moments), nan from where a seed has diverged. Where Wasserstein-1 is not exact, in
    the plane, the sliced distance stands for it.
    """

    settings: Settings
    seeds: tuple[int, ...]
    steps: Array
    values: Mapping[str, Array]

    def along(self, said: str, truth: str) -> Array:
        """Spearman's rank correlation of two metrics along each run (seeds,). There is no interval for it:
        moments of one run are not independent."""
        pairs = zip(self.values[said], self.values[truth], strict=True)
        return np.array([rank_correlation(one, other).rho for one, other in pairs])

    def across(self, moment: int = -1) -> dict[str, dict[str, Any]]:
        """Rank correlations over seeds at a moment, the last by default; see `rank_correlations`."""
        return rank_correlations({name: values[:, moment] for name, values in self.values.items()})

    def summary(self) -> dict[str, Any]:
        """Plain data: medians over seeds at each step, the correlations along the runs, and over seeds at
        the end."""
        return {
            "preset": self.settings.preset,
            "settings": self.settings.to_query(),
            "in_full": self.settings.of_any_seed(),
            "seeds": list(self.seeds),
            "steps": self.steps.tolist(),
            "values": {name: [_median(at) for at in values.T] for name, values in self.values.items()},
            "along": _each(self.values, lambda said, truth: _spread(self.along(said, truth))),
            "over_seeds": self.across(),
        }


def track(
    settings: Settings,
    steps: int,
    every: int | None = None,
    *,
    seeds: Sequence[int] | None = None,
    progress: Callable[[int], object] = lambda steps: None,
) -> Track:
    """Trains the settings' own seed, or many, and looks every so many steps (by default 50 times).

    `progress` is called with steps done, summed over seeds. Raises `SettingError` as `Trainer` does.
    """
    seeds = (settings.seed,) if seeds is None else tuple(seeds)
    stride = every or max(1, -(-steps // MOMENTS))
    moments = [*range(0, steps, stride), steps]
    looks = []
    for first in range(0, len(seeds), _TOGETHER):
        trainer = Trainer(settings, seeds=seeds[first : first + _TOGETHER])
        cheap = applicable(trainer.evaluation(), cheap=True)
        names = [name for name in (*SAID, *TRUTHS) if name in cheap]
        looks.append([_look(trainer, moment, names, progress) for moment in moments])
    # (batches, moments, seeds, names) become (seeds, moments) for each name.
    whole = np.concatenate(looks, axis=1).transpose(2, 1, 0)
    return Track(settings, seeds, np.array(moments), dict(zip(names, whole, strict=True)))


def rank_correlations(values: Mapping[str, Array]) -> dict[str, dict[str, Any]]:
    """For each of `TRUTHS` among metrics over seeds (seeds,), by what the players say: Spearman's `rho`, its
    95 % interval, the share of pairs of seeds in which both agree which is higher, and the seeds `n`."""
    return _each(values, lambda said, truth: rank_correlation(values[said], values[truth])._asdict())


def _each(
    values: Mapping[str, Array], compare: Callable[[str, str], dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """A comparison for every pair of what is so and what is said."""
    return {
        truth: {said: compare(said, truth) for said in SAID if said in values}
        for truth in TRUTHS
        if truth in values
    }


def _spread(values: Array) -> dict[str, Any]:
    return {"median": _median(values), "values": values.tolist()}


def _median(values: Array) -> float:
    """Of what is known; nan if nothing is."""
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else float("nan")


def _look(trainer: Trainer, step: int, names: Sequence[str], progress: Callable[[int], object]) -> Array:
    """Brings all replicas to a step and measures them: (seeds, names)."""
    before = trainer.steps
    trainer.step(step - before)
    progress((step - before) * len(trainer.seeds))
    replicas = range(len(trainer.seeds))
    measured = [trainer.measure(names, replica) for replica in replicas]
    return np.array([[each.get(name, np.nan) for name in names] for each in measured])
