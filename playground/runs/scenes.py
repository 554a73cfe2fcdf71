"""From a scene of the engine to what travels: packed arrays, and the facts that captions need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground import Trainer
from playground.runs.frames import Levels, Points

POSITIONS = ("real", "fake", "warp")
FIELDS = ("heat",)


def pack(arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The arrays of a scene, wrapped for `encode` where less precision shows no difference."""
    return {name: _wrap(name, values, facts) for name, values in arrays.items()}


def complete(scene: Any, trainer: Trainer) -> dict[str, Any]:
    """The facts of a scene, with `modes` (how many there are to find) and `pushed_right` (share of
    the samples on a line that D's slope pushes to the right) where these exist."""
    facts = dict(scene.facts)
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
    return np.asarray(values)
