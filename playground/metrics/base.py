"""What metrics see of a run, and what every metric declares."""

from __future__ import annotations

import functools
from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

import numpy as np
import torch

from playground.catalogue import Catalogued
from playground.distributions import Distribution, Line
from playground.pieces import Pieces, whole
from playground.priors import Prior
from playground.pushforward import LineState, line_state_of

if TYPE_CHECKING:
    from playground.objectives import Objective

Array = np.ndarray
FLOOR_PAIRS = 5
LARGE = 1_000_000
"""Samples of more numbers than this (8 MB) are drawn again rather than kept."""
PIECE = 256 * 784
"""Numbers that G puts out in one pass at the most: what is between two of its layers stays in the cache, and
whoever cannot wait for all of them comes to a stop."""


class Players(Protocol):
    """The two players of one replica at one instant, as plain functions on float64 arrays.

    Where there is no discriminator, only `generate` is ever called.
    """

    def generate(self, z: Array) -> Array:
        """G(z) for z (n, latent dimension), shape (n, d)."""

    def discriminate(self, x: Array) -> Array:
        """D's raw output (logit or score) at x (n, d), shape (n,)."""

    def slopes(self, x: Array) -> Array:
        """Gradient of D's raw output with respect to x (n, d), shape (n, d)."""

    def pushes(self, x: Array) -> Array:
        """-dL_G/dx for each fake x (n, d) by itself: where the objective pushes it, shape (n, d)."""


class Density(Protocol):
    """A generator whose density is known, as plain functions on float64 arrays."""

    def log_density(self, x: Array) -> Array:
        """log p_g at x (m, d), shape (m,), in nats."""

    def mass_between(self, edges: Array) -> Array:
        """On the line: the mass below, between and above edges (m,), shape (m + 1,)."""

    def ends(self) -> tuple[float, float]:
        """On the line: two values that as good as all the mass lies between."""


@dataclass(frozen=True, eq=False)
class Evaluation:
    """One replica of a run, frozen at one instant.

    What several metrics need (samples, the exact push-forward) is computed once, and only if asked
    for. `prior` is None where nothing is generated from latents, `objective` where nobody plays a
    game. `noise` is the standard deviation of instance noise added to D's inputs. `training` is the
    fixed sample a run trains on when its data is finite, else None. `density` is that of the fakes
    where it can be written down.
    """

    distribution: Distribution
    prior: Prior | None
    latent: int
    players: Players
    objective: Objective | None
    seed: int = 0
    noise: float = 0.0
    training: Array | None = None
    density: Density | None = None

    @property
    def generates(self) -> bool:
        """Whether there are fakes: latents to draw, and a generator of them."""
        return self.prior is not None

    @property
    def plays(self) -> bool:
        """Whether a discriminator judges the fakes, by the losses of an objective."""
        return self.generates and self.objective is not None

    @property
    def on_line(self) -> bool:
        """Whether data with an exact CDF and fakes stand side by side on the line."""
        return self.generates and isinstance(self.distribution, Line)

    @property
    def exact(self) -> bool:
        """Whether the generator's side of the line is known exactly, not by a sample only."""
        return self.on_line and (self.latent == 1 or self.density is not None)

    @functools.cached_property
    def _samples(self) -> dict[tuple[str, int], Array]:
        return {}

    @functools.cached_property
    def line(self) -> LineState:
        """Data and generator side by side on the line (one-dimensional data only)."""
        return line_state_of(self)

    def real(self, n: int) -> Array:
        """n fixed fresh samples of p_data (n, d), float64; the same for every call and instant."""
        if ("real", n) not in self._samples:
            self._samples["real", n] = _real(self.distribution, n, self.seed)
        return self._samples["real", n]

    def fake(self, n: int) -> Array:
        """G at n fixed latents, (n, d), float64."""
        return whole(self.fake_in_pieces(n))

    def fake_in_pieces(self, n: int) -> Pieces[Array]:
        """`fake`, a pass of G at a time."""
        if ("fake", n) not in self._samples:
            self._samples["fake", n] = yield from self.generate_in_pieces(self.latents(n))
        return self._samples["fake", n]

    def generate_in_pieces(self, z: Array) -> Pieces[Array]:
        """G(z) for z (n, latent), (n, d): as many rows in each pass as make up a piece."""
        rows, parts = max(1, PIECE // self.distribution.dimension), []
        for start in range(0, max(1, len(z)), rows):
            parts.append(self.players.generate(z[start : start + rows]))
            yield
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def latents(self, n: int) -> Array:
        """The latents z (n, latent) that `fake` puts through G."""
        return latents_of(self.prior, n, self.latent, self.seed)

    def told(self, x: Array, training: bool = False) -> Array:
        """What D is shown for the fixed samples x (m, d), real or fake, or for the first of those it is
        trained on: themselves, unless it is told more of them."""
        return x

    @property
    def judges_alone(self) -> bool:
        """Whether D judges any x by itself, without being told more of it."""
        return True


class Metric(Catalogued, abstract=True):
    """A number that says something about a run at one instant.

    `ideal` is its value for a perfect generator (None: there is none). `unit` may be empty.
    `cost` is "cheap" for what keeps up with a moving picture (20 ms at the most), else "slow".
    `estimates` names the metrics of which it is the players' own estimate.
    """

    ideal: ClassVar[float | None] = None
    unit: ClassVar[str] = ""
    cost: ClassVar[str] = "cheap"
    estimates: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def applies(self, evaluation: Evaluation) -> bool:
        """Whether the metric is defined for this run."""

    def slow(self, evaluation: Evaluation) -> bool:
        """Whether it cannot keep up with a moving picture of this run."""
        # On the line nothing is slow: even the transport distance is read off the CDFs.
        return self.cost == "slow" and not isinstance(evaluation.distribution, Line)

    @abstractmethod
    def compute(self, evaluation: Evaluation) -> float:
        """The value; may be infinite where the mathematics says so."""

    def compute_in_pieces(self, evaluation: Evaluation) -> Pieces[float]:
        """The same value in pieces; all in one where the metric is not slow."""
        yield
        return self.compute(evaluation)

    def floor(self, evaluation: Evaluation) -> float | None:
        """What a perfect generator would score at this sample size; None for exact metrics."""
        return None

    def floor_in_pieces(self, evaluation: Evaluation) -> Pieces[float | None]:
        """The same floor in pieces; all in one where the metric is not slow."""
        yield
        return self.floor(evaluation)

    def expected(self, evaluation: Evaluation) -> float | None:
        """The value at the end of the game, p_g = p_data and the best D for it, as theory has it.

        Of the objective alone: constraints are left out. None where theory settles nothing.
        """
        return self.ideal


class SampleMetric(Metric, abstract=True):
    """A metric of samples: `between` compares fake with real ones at the same n.

    Its floor is the same number for real against real, the mean over five independent pairs.
    """

    size: ClassVar[int]

    @abstractmethod
    def between(self, real: Array, fake: Array, distribution: Distribution) -> float:
        """The metric for samples real (n, d) and fake (n, d)."""

    def compute(self, evaluation: Evaluation) -> float:
        return self.between(evaluation.real(self.size), evaluation.fake(self.size), evaluation.distribution)

    def floor(self, evaluation: Evaluation) -> float:
        return _floor(self, evaluation.distribution)


def _real(distribution: Distribution, n: int, seed: int) -> Array:
    draw = _draw_real if n * distribution.dimension <= LARGE else _draw_real.__wrapped__
    return draw(distribution, n, seed)


def latents_of(prior: Prior, n: int, latent: int, seed: int) -> Array:
    """n fixed draws of a prior of so many `latent` coordinates: (n, latent), float64."""
    draw = _draw_latents if n * latent <= LARGE else _draw_latents.__wrapped__
    return draw(prior, n, latent, seed)


@functools.lru_cache(maxsize=8)
def _draw_real(distribution: Distribution, n: int, seed: int) -> Array:
    generator = torch.Generator().manual_seed(90_001 + 2 * seed)
    return distribution.sample(n, generator).double().numpy()


@functools.lru_cache(maxsize=8)
def _draw_latents(prior: Prior, n: int, latent: int, seed: int) -> Array:
    generator = torch.Generator().manual_seed(90_002 + 2 * seed)
    return prior.sample(n, latent, generator).double().numpy()


@functools.lru_cache(maxsize=64)
def _floor(metric: SampleMetric, distribution: Distribution) -> float:
    generator = torch.Generator().manual_seed(77_003)
    pairs = [
        [distribution.sample(metric.size, generator).double().numpy() for _ in range(2)]
        for _ in range(FLOOR_PAIRS)
    ]
    return float(np.mean([metric.between(real, fake, distribution) for real, fake in pairs]))
