"""The priors that latents z are drawn from: one entry a class, found by its key."""

from playground.catalogue import discover
from playground.priors.base import Prior

__all__ = ["Prior"]

discover(__name__, __path__)
