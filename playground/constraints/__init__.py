"""Penalties and constraints on D: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.constraints.base import Constraint, SlopePenalty

__all__ = ["Constraint", "SlopePenalty"]

discover(__name__, __path__)
