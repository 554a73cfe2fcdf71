"""The distributions p_data that can be learned: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.distributions.base import Distribution, Line, Modes, Plane

__all__ = ["Distribution", "Line", "Modes", "Plane"]

discover(__name__, __path__)
