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
        return f"start.{picture}", {}
    numbers = _quoted(metrics)
    if not facts.get("probability", True):
        return _read_critic(picture, facts, metrics, numbers)
    return _read_probability(picture, facts, metrics, numbers)


_QUOTED = ("d_real", "d_fake", "jsd", "w1", "modes", "high_quality", "loss_d", "loss_g")


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


def _read_critic(picture: str, facts: Mapping, metrics: Mapping, numbers: dict) -> Reading:
    gap = metrics.get("d_real", 0.0) - metrics.get("d_fake", 0.0)
    numbers |= {"gap": abs(gap), "total": facts.get("modes", 0), "push": _push(facts)}
    if numbers["total"] > 1 and metrics.get("modes") == numbers["total"]:
        return "critic.modes", numbers
    if picture == "line" and metrics.get("w1", 1.0) < NEAR:
        return "critic.end", numbers
    return ("critic" if gap >= 0 else "critic.behind"), numbers


def _push(facts: Mapping[str, Any]) -> str:
    """Where D's slope pushes most of the samples: `left`, `right`, `both` or nothing."""
    share = facts.get("pushed_right")
    if share is None:
        return ""
    return "right" if share > 0.8 else "left" if share < 0.2 else "both"
