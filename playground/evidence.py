"""Statistics over seeds: what a preset's claims are worth."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import binomtest

from playground.metrics import floors, measure
from playground.presets import Claim, Preset
from playground.settings import Settings
from playground.tracking import rank_correlations
from playground.trainer import Trainer

_TOGETHER = 32
_REJECTED_BELOW = 0.01


def evidence(
    settings: Settings,
    seeds: Sequence[int],
    steps: int,
    *,
    claims: Sequence[Claim] = (),
    every: int | None = None,
    progress: Callable[[int], object] = lambda steps: None,
) -> dict[str, Any]:
    """Runs one setting on many seeds, batched, and counts its claims.

    Metrics are those at the end, and so are the rank correlations of losses with distances (see
    `tracking.rank_correlations`); claims about the start or about what happened on the way look at
    records taken at step 0, `every` so many steps, and at the steps that claims name. `progress` is
    called with steps done, summed over seeds.
    """
    started = time.perf_counter()
    records, known_floors = [], {}
    for first in range(0, len(seeds), _TOGETHER):
        trainer = Trainer(settings, seeds=seeds[first : first + _TOGETHER])
        records += _records(trainer, steps, claims, every, progress)
        known_floors = known_floors or floors(trainer.evaluation())
    final = [record[-1] for record in records]
    spreads = {name: _spread(name, final, known_floors) for name in max(final, key=len)}
    return {
        "preset": settings.preset,
        "settings": settings.to_query(),
        "in_full": settings.of_any_seed(),
        "seeds": list(seeds),
        "steps": steps,
        "seconds": time.perf_counter() - started,
        "metrics": spreads,
        "rank_correlation": rank_correlations(
            {name: np.array(spread["values"]) for name, spread in spreads.items()}
        ),
        "claims": [judge(claim, records) for claim in claims],
    }


def judge(claim: Claim, records: Sequence[Sequence[Mapping[str, float]]]) -> dict[str, Any]:
    """How many seeds meet a claim; it `holds` unless a one-sided binomial test at 1 % rejects it."""
    met = sum(claim.met(record) for record in records)
    chance = binomtest(met, len(records), claim.wanted, alternative="less").pvalue
    return {
        "text": claim.text,
        "bounds": claim.bounds,
        "when": f"step {claim.at}" if claim.at else claim.when,
        "share": met / len(records),
        "wanted": claim.wanted,
        "n": len(records),
        "holds": bool(chance >= _REJECTED_BELOW),
    }


def compare(
    preset: type[Preset],
    seeds: Sequence[int],
    versus: Sequence[str] = (),
    steps: int | None = None,
    progress: Callable[[int], object] = lambda steps: None,
) -> list[dict[str, Any]]:
    """The evidence of a preset, and of each variant of it.

    A variant is "KEY=VALUE" or several joined by "&". Counted on it are the claims that the preset
    makes about it; if it makes none, the preset's claims about itself, for comparison.
    """
    blocks = []
    for variant in ("", *versus):
        settings = Settings.from_query(f"preset={preset.key}&{variant}")
        block = evidence(
            settings,
            seeds,
            steps or preset.steps,
            claims=_claims_about(preset, variant),
            every=preset.every,
            progress=progress,
        )
        blocks.append(block | {"versus": variant})
    return blocks


def _claims_about(preset: type[Preset], variant: str) -> list[Claim]:
    about = [claim for claim in preset.claims if claim.variant == variant]
    return about or [claim for claim in preset.claims if not claim.variant]


def _records(trainer: Trainer, steps, claims, every, progress) -> list[list[dict[str, float]]]:
    """For each replica, its metrics at the start, along the way where claims ask, and at the end."""
    names = sorted(set().union(*(claim.metrics() for claim in claims))) if claims else []
    replicas = range(len(trainer.seeds))
    records = [[measure(trainer.evaluation(replica), names)] for replica in replicas]
    along, named = any(claim.along for claim in claims), {claim.at for claim in claims}
    stride = every or max(1, steps // 100)
    while trainer.steps < steps and not trainer.error:
        now = trainer.steps
        next_look = min(step for step in {now - now % stride + stride, steps, *named} if step > now)
        trainer.step(next_look - now)
        progress((next_look - now) * len(trainer.seeds))
        if next_look < steps and (along or next_look in named):
            for replica in replicas:
                seen = measure(trainer.evaluation(replica), names)
                records[replica].append(seen | {"step": next_look})
    for replica in replicas:
        records[replica].append(measure(trainer.evaluation(replica)))
    return records


def _spread(
    name: str, final: Sequence[Mapping[str, float]], known_floors: Mapping[str, float]
) -> dict[str, Any]:
    """Over the seeds for which the metric is defined; `undefined` counts the others."""
    values = np.array([record.get(name, np.nan) for record in final])
    known = values[~np.isnan(values)] if not np.isnan(values).all() else np.array([np.nan])
    return {
        "median": float(np.median(known)),
        "min": float(known.min()),
        "max": float(known.max()),
        "floor": known_floors.get(name),
        "undefined": int(np.isnan(values).sum()),
        "values": values.tolist(),
    }
