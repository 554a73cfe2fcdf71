"""What a state means, in a word: the key of a sentence, and the numbers that go into it.

The sentences themselves belong to the page. The rules look at the state alone, never at the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Reading = tuple[str, dict[str, Any]]

TELLS_APART = 0.3
ALMOST_SURE = 0.9
CLOSE = 0.01
NEAR = 0.05
LEVEL = 1e-3
"""Difference between mean scores of a critic below which nothing is said of its sign."""
SERVED = 0.9
"""Of what was asked for, the share that has to come for G to know its labels."""
VARIED = 0.5
"""Of the real diversity within a label, the share below which G gives nearly the same each time."""
JUDGED = ("in_domain", "label_kept")
"""What the judge says of translated pictures, each way."""
LOST = 0.5
ARRIVED = 0.75
PASSED = 0.1
"""Distance from the prior, about three times that of draws from draws, below which codes lie close to it."""


def read(
    picture: str, step: int, moment: Mapping[str, Any], facts: Mapping[str, Any], metrics: Mapping[str, float]
) -> Reading:
    """The sentence for a state.

    `moment` may tell of the `half` that was just taken by itself or, with a `phase`, is being taken in
    slow motion, and why the run `stopped`. `facts` are those of the scene, `metrics` the newest
    numbers; any of them may lack anything.
    """
    half, phase, stopped = (moment.get(name) for name in ("half", "phase", "stopped"))
    if stopped:
        return ("stopped.metric" if "metric" in stopped else "stopped.step"), dict(stopped)
    if half and phase:
        return f"slow.{half}.{phase}", {**_quoted(metrics), "push": _push(facts)}
    if half:
        return f"half.{half}", {"push": _push(facts)}
    if step == 0:
        return f"start.{'alone' if _alone(picture, facts) else picture}", {}
    numbers = _quoted(metrics)
    if picture == "codes":
        return _read_codes(facts, metrics, numbers)
    if not facts.get("judged", True):
        return _read_fit(facts, metrics, numbers)
    if picture == "translation":
        return _read_translation(metrics, numbers)
    if picture == "translation-tiles":
        return _read_translated(facts, metrics, numbers)
    if "labels" in facts:
        return _read_labels(picture, facts, metrics, numbers)
    if picture == "tiles":
        return _read_tiles(facts, metrics, numbers)
    critic = not facts.get("probability", True)
    if 0 in (facts.get("measured", {}).get(name) for name in ("d_real", "modes")):
        # What was measured before the first step says nothing of the game.
        return ("critic.begun" if critic else f"begun.{picture}"), {"push": _push(facts)}
    if critic:
        return _read_critic(picture, facts, metrics, numbers)
    return _read_probability(picture, facts, metrics, numbers)


_QUOTED = (
    *("d_real", "d_fake", "jsd", "w1", "modes", "high_quality", "loss_d", "loss_g"),
    *("log_likelihood", "held_out", "cycle_error", "in_target"),
    *("label_accuracy", "class_diversity", "codes_w1", "reconstruction"),
)


def _quoted(metrics: Mapping[str, float]) -> dict[str, Any]:
    return {key: value for key, value in metrics.items() if key in _QUOTED}


def _read_probability(picture: str, facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    gap = metrics.get("d_real", 0.5) - metrics.get("d_fake", 0.5)
    total, found = facts.get("modes", 0), metrics.get("modes")
    numbers |= {"total": total, "push": _push(facts)}
    if gap > ALMOST_SURE:
        return "sure", numbers
    if total > 1 and found is not None:
        return _read_modes(gap, found, total, numbers)
    if "jsd" in metrics and metrics["jsd"] < CLOSE and abs(gap) < 0.1:
        return "end", numbers
    if gap > TELLS_APART:
        return f"apart.{picture}", numbers
    if metrics.get("jsd", 0) > NEAR and gap < 0.05:
        return "fooled", numbers
    return f"chase.{picture}", numbers


def _read_modes(gap: float, found: float, total: int, numbers: dict) -> Reading:
    if found <= max(1, total // 3):
        return ("modes.few" if found else "modes.none"), numbers
    if found < total:
        return "modes.some", numbers
    return ("modes.all" if gap < TELLS_APART else "modes.apart"), numbers


def _read_tiles(facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    """Which classes come up among generated pictures; before there are any, who is ahead."""
    gap = metrics.get("d_real", 0.0) - metrics.get("d_fake", 0.0)
    total, found = facts.get("classes", 0), facts.get("found")
    numbers |= {"total": total, "found": found, "missing": total - (found or 0), "gap": abs(gap)}
    if not found:
        sure = facts.get("probability") and gap > ALMOST_SURE
        return ("tiles.sure" if sure else "tiles.none" if total else "tiles"), numbers
    return f"tiles.{'few' if found <= total / 2 else 'some' if found < total else 'all'}", numbers


def _read_translation(metrics: Mapping, numbers: dict) -> Reading:
    """Whether a cycle brings points back, and whether they arrive in between."""
    if not {"cycle_error", "in_target"} <= metrics.keys():
        return "translation.begun", numbers
    if metrics["cycle_error"] > LOST:
        return "translation.uncycled", numbers
    there = metrics["cycle_error"] < NEAR and metrics["in_target"] > ARRIVED
    return f"translation.{'there' if there else 'going'}", numbers


def _read_translated(facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    """Whether pictures arrive on the other side, and whether they still show the same there."""
    poorer = {
        name: min(metrics[name], metrics[f"{name}_back"])
        for name in JUDGED
        if {name, f"{name}_back"} <= metrics.keys()
    }
    # The judge is asked now and then, and the pictures may have changed since.
    numbers |= poorer | {"at": facts.get("measured", {}).get(JUDGED[0], 0)}
    if len(poorer) < len(JUDGED):
        return "translated.begun", numbers
    if poorer["in_domain"] < SERVED:
        return "translated.going", numbers
    return f"translated.{'there' if poorer['label_kept'] > ARRIVED else 'others'}", numbers


def _read_codes(facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    """How far the codes are from the prior, and whether anybody minds."""
    if not {"codes_w1", "reconstruction"} <= metrics.keys():
        return "codes.begun", numbers
    if not facts.get("contested"):
        return "codes.plain", numbers
    return f"codes.{'there' if metrics['codes_w1'] < PASSED else 'flowing'}", numbers


def _read_labels(picture: str, facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    """Whether what is asked for by its label comes, and not the same each time."""
    if facts["label"] is not None:
        return "labels.one", numbers | {"label": facts["labels"][facts["label"]]}
    accuracy, diversity = (metrics.get(name) for name in ("label_accuracy", "class_diversity"))
    if accuracy is None or diversity is None:
        return "labels", numbers
    if picture == "class-rows":
        # The classifier is asked now and then, and the pictures may have changed since.
        return "labels.read", numbers | {"at": facts.get("measured", {}).get("label_accuracy", 0)}
    if accuracy < SERVED:
        return f"labels.{'lost' if accuracy < SERVED / 2 else 'some'}", numbers
    return f"labels.{'same' if diversity < VARIED else 'all'}", numbers


def _alone(picture: str, facts: Mapping) -> bool:
    """Whether a picture made for a game shows a family that plays none."""
    return picture in ("line", "plane") and not facts.get("judged", True)


def _read_fit(facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    """What nobody judges: how likely the data are, where that is known, and whether the fit is at rest."""
    if "log_likelihood" not in metrics:
        return "fit", numbers
    if not facts.get("still"):
        return "fit.rising", numbers
    found, numbers["total"] = metrics.get("modes"), facts.get("modes", 0)
    stuck = found is not None and found < numbers["total"]
    return ("fit.stuck" if stuck else "fit.rest"), numbers


def _read_critic(picture: str, facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    gap = metrics.get("d_real", 0.0) - metrics.get("d_fake", 0.0)
    numbers |= {"gap": abs(gap), "total": facts.get("modes", 0), "push": _push(facts)}
    if numbers["total"] > 1 and metrics.get("modes") == numbers["total"]:
        return "critic.modes", numbers
    if picture == "line" and metrics.get("w1", 1.0) < NEAR:
        return "critic.end", numbers
    if abs(gap) < LEVEL:
        return "critic.level", numbers | {"level": LEVEL}
    return ("critic" if gap > 0 else "critic.behind"), numbers


def _push(facts: Mapping[str, Any]) -> str:
    """Where D's slope pushes most of the samples: `left`, `right`, `both` or nothing."""
    share = facts.get("pushed_right")
    if share is None:
        return ""
    return "right" if share > 0.8 else "left" if share < 0.2 else "both"
