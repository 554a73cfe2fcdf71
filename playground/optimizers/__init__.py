"""The optimizers: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.optimizers.base import Optimizer

__all__ = ["Optimizer"]

discover(__name__, __path__)
