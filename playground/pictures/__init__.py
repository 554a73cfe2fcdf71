"""The pictures of a run: one entry a class, found by its key. The first that applies is the stage."""

from playground.catalogue import discover
from playground.pictures.base import Picture, Scene

__all__ = ["Picture", "Scene"]

discover(__name__, __path__)
