"""How the model families grew out of one another, and what each costs: a tree of the catalogue."""

from __future__ import annotations

import dataclasses
import functools
import math
from typing import Any

from playground.families import Family
from playground.presets import Preset
from playground.settings import Settings


@dataclasses.dataclass(frozen=True)
class Branch:
    """A family and those that grew out of it, the oldest first; of equal years in the order of definition."""

    family: type[Family]
    children: tuple[Branch, ...] = ()


def tree() -> tuple[Branch, ...]:
    """All families, each once, below the one that it grew from; those that grew from none are the roots."""
    above = {key: grew_from(family) for key, family in Family.entries.items()}
    for key in above:
        if _runs_in_a_circle(key, above):
            above[key] = ""
    return _below("", above)


def grew_from(family: type[Family]) -> str:
    """The key of the family that one grew from: as it says, else the one that it refines; "" for none."""
    said = told(family, "grew_from")
    bases = (base.key for base in family.__mro__[1:] if Family.entries.get(getattr(base, "key", "")) is base)
    found = said or next(bases, "")
    return found if found in Family.entries else ""


def told(family: type[Family], name: str) -> Any:
    """What a family says of itself under a name such as "paper": what it inherits is about another."""
    return family.__dict__.get(name, getattr(Family, name))


def cost(family: type[Family]) -> dict[str, int]:
    """Of its default settings: the numbers that it learns (`weights`), and the multiply-adds of one iteration
    (`work`) to two digits, since they are a rough count; each left out where it has not been counted."""
    model = family()
    found = {"weights": model.weights(), "work": int(float(f"{model.work():.2g}"))}
    return {name: number for name, number in found.items() if number}


@functools.cache
def presets(family: type[Family]) -> tuple[type[Preset], ...]:
    """The presets that play a family, in the order of the story."""
    told = (preset for chapter in Preset.story().values() for preset in chapter)
    return tuple(each for each in told if type(Settings.from_query(f"preset={each.key}").family) is family)


def _below(key: str, above: dict[str, str]) -> tuple[Branch, ...]:
    found = [Family.entries[child] for child, parent in above.items() if parent == key]
    found.sort(key=lambda family: told(family, "year") or math.inf)
    return tuple(Branch(family, _below(family.key, above)) for family in found)


def _runs_in_a_circle(key: str, above: dict[str, str]) -> bool:
    seen, at = set(), key
    while at and at not in seen:
        seen.add(at)
        at = above[at]
    return at == key
