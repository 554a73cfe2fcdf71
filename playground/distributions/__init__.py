"""The distributions p_data that can be learned: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.distributions.base import Distribution, Line, Modes, Plane
from playground.distributions.images import Images

__all__ = ["Distribution", "Images", "Line", "Modes", "Plane"]

discover(__name__, __path__)
