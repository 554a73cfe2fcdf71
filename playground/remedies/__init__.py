"""Remedies for a run in trouble: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.remedies.base import Remedy

__all__ = ["Remedy"]

discover(__name__, __path__)
