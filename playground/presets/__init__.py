"""The presets: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.presets.base import Bound, Claim, Preset

__all__ = ["Bound", "Claim", "Preset"]

discover(__name__, __path__)
