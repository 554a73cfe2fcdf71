"""Presets on rings and grids of Gaussians."""

from __future__ import annotations

from playground.presets.base import Preset


class Ring(Preset):
    """Eight Gaussians on a ring: watch the green points find one mode after another."""

    settings = "distribution=ring&distribution.radius=2&distribution.width=0.05"
    steps = 3000
