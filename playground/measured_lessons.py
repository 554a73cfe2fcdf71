"""What was measured about generated data and about D's features, as the page quotes it.

They are kept in `assets/evidence/augment` and `assets/evidence/probe`, with the commands that made them.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "assets" / "evidence"
AUGMENT = FOLDER / "augment" / "cgan-mnist.json"
PROBE = FOLDER / "probe" / "mnist.json"


def augmented() -> dict[str, Any]:
    """Accuracies in percent with the fewest and the most pictures a class (`few`, `many`), taught with `real`
    ones and with `both`, and the seeds `n`; {} if nothing is kept."""
    found = _kept(AUGMENT)
    if not found:
        return {}
    first, last = found["counts"][0], found["counts"][-1]
    return {
        **{"n": len(found["seeds"]), "few": first["per_class"], "many": last["per_class"]},
        **{f"few_{arm}": percent(first[arm]) for arm in ("real", "both")},
        **{f"many_{arm}": percent(last[arm]) for arm in ("real", "both")},
    }


def probed() -> dict[str, Any]:
    """Accuracies in percent of the probe with the fewest labels (`labels`), by what it saw, and the seeds
    `n`; {} if nothing is kept."""
    found = _kept(PROBE)
    if not found:
        return {}
    first = found["counts"][0]
    arms = ("pixels", "untrained", "trained")
    return {"n": len(found["seeds"]), "labels": first["labels"], **{arm: percent(first[arm]) for arm in arms}}


def percent(told: dict[str, Any]) -> str:
    """A mean and its standard deviation over seeds, of shares, in percent."""
    return f"{100 * told['mean']:.1f} ± {100 * told['sd']:.1f}"


@functools.cache
def _kept(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
