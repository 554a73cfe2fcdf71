"""What every distance of the laboratory declares, and the axioms of a metric that it keeps or breaks."""

from __future__ import annotations

import dataclasses
import math
from abc import abstractmethod
from functools import lru_cache
from typing import ClassVar

import numpy as np

from playground.catalogue import Catalogued
from playground.distributions import Line
from playground.knobs import SettingError
from playground.laboratory.densities import log_density
from playground.laboratory.quadrature import Sheet, sheet
from playground.laboratory.shifts import common_window

Array = np.ndarray


@dataclasses.dataclass(frozen=True)
class Counterexample:
    """Laws that break an axiom, "symmetry" or "triangle", with the distances that show it.

    For symmetry `laws` is (p, q) and `numbers` are d(p, q) and d(q, p). For the triangle inequality
    `laws` is (p, q, r) and `numbers` are d(p, r), d(p, q) and d(q, r): the first exceeds the sum.
    """

    axiom: str
    laws: tuple[Line, ...]
    numbers: tuple[float, ...]

    def measured(self, distance: Distance) -> tuple[float, ...]:
        """The same numbers, computed."""
        p, q, *rest = self.laws
        pairs = [(p, rest[0]), (p, q), (q, rest[0])] if rest else [(p, q), (q, p)]
        return tuple(distance.between(*pair) for pair in pairs)


@dataclasses.dataclass(frozen=True, eq=False)
class Breakdown:
    """A distance as areas under curves.

    `x` (m,) is where the curves are drawn: places on the line, or levels u for quantile functions.
    `curves` (m,) by name are what is compared (p, q, ...), `terms` (m,) by name the curves whose
    `areas` over the whole line, beyond x too, are summed to `sum`. `value` is the distance made of it.
    """

    x: Array
    curves: dict[str, Array]
    terms: dict[str, Array]
    areas: dict[str, float]
    sum: float
    value: float


class Distance(Catalogued, abstract=True):
    """A number for how far apart two laws on the line are; zero if and only if they are equal.

    `unit` is that of the number, `bound` the largest it can be. `symmetric` and `triangle` tell which
    axioms of a metric hold besides; `counterexamples` has one for each that fails.
    """

    unit: ClassVar[str]
    bound: ClassVar[float] = math.inf
    symmetric: ClassVar[bool] = True
    triangle: ClassVar[bool] = True
    counterexamples: ClassVar[tuple[Counterexample, ...]] = ()

    @property
    def metric(self) -> bool:
        """Whether all axioms of a metric hold (distances may still be infinite)."""
        return self.symmetric and self.triangle

    def between(self, p: Line, q: Line) -> float:
        """The distance of p and q, exact but for quadrature; infinite where it is."""
        return float(self.offsets(p, q, (0.0,))[0])

    @abstractmethod
    def offsets(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Array:
        """The distances (k,) of p and q moved by each of the offsets (k,) in units of x."""

    @abstractmethod
    def slopes(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Array:
        """Derivatives (k,) of `offsets` by the offset: at a kink the middle between both sides, nan
        where the distance jumps or is infinite."""

    @abstractmethod
    def breakdown(self, p: Line, q: Line, points: int = 401) -> Breakdown:
        """The distance as areas, with curves at `points` places of the window that shows both."""

    @abstractmethod
    def of_parallel_lines(self, theta: Array) -> Array:
        """The distances (k,) of two upright unit segments without width, theta (k,) apart: example 1
        of "Wasserstein GAN" (Arjovsky et al., 2017)."""


class Integral(Distance, abstract=True):
    """A distance that compares densities place by place, wherever the place may be.

    Laws that share no place are as far apart as `bound` says, however near they are: that is all such
    a distance can tell of an atom beside a density, or of two parallel lines.
    """

    @abstractmethod
    def terms(self, s: Sheet) -> dict[str, Array]:
        """The integrands by name, of the shape of `s.x`."""

    def finish(self, total: Array) -> Array:
        """The distance from the sum of the integrals."""
        return total

    def sheet(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Sheet | None:
        """The quadrature; None where p and q share no place for want of a common kind."""
        return sheet(p, q, offsets)

    def offsets(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Array:
        s = self.sheet(p, q, offsets)
        if s is None:
            return np.full(len(offsets), self.bound)
        total = sum(s.integral(term) for term in self.terms(s).values())
        return np.minimum(self.finish(np.maximum(total, 0.0)), self.bound)

    def slopes(self, p: Line, q: Line, offsets: tuple[float, ...]) -> Array:
        """By a central difference of fourth order: the quadrature moves smoothly with the offset."""
        near = _resolution(p, q) * np.array([1, -1, 2, -2])
        around = (np.array(offsets)[:, None] + near).ravel()
        values = self.offsets(p, q, tuple(around.tolist())).reshape(-1, 4)
        values = np.where(np.isfinite(values), values, np.nan)
        return values @ np.array([8, -8, -1, 1]) / (12 * near[0])

    def breakdown(self, p: Line, q: Line, points: int = 401) -> Breakdown:
        s = self.sheet(p, q, (0.0,))
        if s is None or s.edges is None:
            raise SettingError("Densities are needed to draw this; points have none.")
        x = np.linspace(*common_window(p, q), points)
        drawn = Sheet(x, np.ones_like(x), log_density(p, x), log_density(q, x))
        areas = {name: float(s.integral(term)[0]) for name, term in self.terms(s).items()}
        curves = {"p": drawn.p, "q": drawn.q, "mixture": np.exp(drawn.log_mixture)}
        total = sum(areas.values())
        return Breakdown(x, curves, self.terms(drawn), areas, total, self.between(p, q))

    def of_parallel_lines(self, theta: Array) -> Array:
        return np.where(theta == 0, 0.0, self.bound)


def _resolution(p: Line, q: Line) -> float:
    """A step of the offset that neither law could notice: a thousandth of the narrower one's width."""
    return 1e-3 * max(min(_width(p), _width(q)), 1e-6)


@lru_cache(maxsize=32)
def _width(line: Line) -> float:
    """The interquartile range."""
    return float(np.ptp(line.quantile(np.array([0.25, 0.75]))))
