"""From a scene of the engine to what travels: packed arrays, and the facts that captions need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground import Trainer
from playground.runs.frames import Levels, Points

LEAST = 0.02
"""Of all generated pictures the share that a class needs to count as found."""

POSITIONS = ("real", "fake", "warp", "source", "fake_back", "cycled", "cycled_back")
FIELDS = ("heat", "heat_back")
SHARES = ("shares",)
"""Fields of numbers from 0 to 1."""


def pack(arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The arrays of a scene, wrapped for `encode` where less precision shows no difference."""
    return {name: _wrap(name, values, facts) for name, values in arrays.items()}


def complete(scene: Any, trainer: Trainer, held: Mapping[str, np.ndarray] | None = None) -> dict[str, Any]:
    """The facts of a scene, with `modes` (how many there are to find), `pushed_right` (share of the
    samples on a line that D's slope pushes to the right), and how many `classes` of pictures there are and
    how many were `found`, where these exist. `held` are the newest arrays of slow layers."""
    facts = dict(scene.facts)
    counts = {**(held or {}), **scene.slow}.get("classes")
    if counts is not None:
        facts |= {"classes": len(counts) - 1, "found": int((counts[:-1] >= LEAST * counts.sum()).sum())}
    if "modes" not in facts:
        distribution = getattr(trainer.settings.family, "distribution", None)
        modes = distribution.modes() if distribution else None
        facts["modes"] = len(modes.weights) if modes else 0
    push = scene.arrays.get("push")
    if push is not None and push.size and np.isfinite(push).all() and np.ndim(push) == 1:
        facts["pushed_right"] = float((push > 0).mean())
    return facts


def _wrap(name: str, values: np.ndarray, facts: Mapping[str, Any]) -> Any:
    if name in POSITIONS and np.ndim(facts.get("window", 0)) == 2:
        return Points(values, facts["window"])
    if name in FIELDS:
        low, high = (0.0, 1.0) if facts.get("probability", True) else (None, None)
        return Levels(values, low, high)
    if name in SHARES:
        return Levels(values, 0.0, 1.0)
    return np.asarray(values)
