"""The distances laboratory: two distributions side by side, and everything about how far apart they are.

Every call takes settings and returns plain arrays, fast enough to follow a slider.
"""

from playground.catalogue import discover
from playground.laboratory.base import Breakdown, Distance
from playground.laboratory.shifts import Shifted

__all__ = ["Breakdown", "Distance", "Shifted"]

discover(__name__, __path__)
