"""The constraint that the objective itself asks for."""

from __future__ import annotations

from playground.constraints.base import Constraint


class Auto(Constraint):
    """Whatever the objective needs: a gradient penalty for Wasserstein, nothing for the others."""

    title = "What the objective needs"

    def resolve(self, objective):
        key = objective.constraint
        return () if key == "none" else (Constraint.find(key)(),)
