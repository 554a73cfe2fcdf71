"""The model families: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.families.base import Family, Run

__all__ = ["Family", "Run"]

discover(__name__, __path__)
