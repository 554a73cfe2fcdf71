"""A distribution moved along the line."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch

from playground.distributions import Line, Modes
from playground.distributions.boxes import Box

Array = np.ndarray


class Shifted(Line, abstract=True):
    """The law of X + `by` where X follows `line`; in no catalogue, for it is made of one."""

    line: Line
    by: float

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        return self.line.sample(n, generator) + self.by

    def window(self) -> Box:
        ((low, high),) = self.line.window()
        return ((low + self.by, high + self.by),)

    def modes(self) -> Modes | None:
        held = self.line.modes()
        return held and dataclasses.replace(held, centres=held.centres + self.by)

    def density(self, x: Array) -> Array | None:
        return self.line.density(x - self.by)

    def cdf(self, x: Array) -> Array:
        return self.line.cdf(x - self.by)

    def quantile(self, u: Array) -> Array:
        return self.line.quantile(u) + self.by


def common_window(p: Line, q: Line) -> tuple[float, float]:
    """The least interval (low, high) that shows both."""
    ((low, high),), ((other_low, other_high),) = p.window(), q.window()
    return min(low, other_low), max(high, other_high)
