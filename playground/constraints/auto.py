"""The constraint that the objective itself asks for."""

from __future__ import annotations

from collections.abc import Sequence

from playground.constraints.base import Constraint
from playground.objectives import Objective


class Auto(Constraint):
    """Whatever the objective needs: a gradient penalty for Wasserstein, nothing for the others."""

    title = "What the objective needs"

    def resolve(self, objective):
        key = objective.constraint
        return () if key == "none" else (Constraint.find(key)(),)


def in_force(chosen: Sequence[Constraint], objective: Objective) -> tuple[Constraint, ...]:
    """The constraints that a choice stands for: `auto` replaced by what the objective asks for."""
    held = {type(entry): entry for entry in chosen if entry.resolve(objective) == (entry,)}
    for entry in chosen:
        for needed in entry.resolve(objective):
            held.setdefault(type(needed), needed)
    return tuple(held.values())
