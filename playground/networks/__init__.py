"""The networks that can play: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.networks.base import Flat, Network, ReplicaModule

__all__ = ["Flat", "Network", "ReplicaModule"]

discover(__name__, __path__)
