"""The objectives of the game: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.objectives.base import Objective

__all__ = ["Objective"]

discover(__name__, __path__)
