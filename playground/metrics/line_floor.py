"""What a perfect generator scores on the line when it is known by a sample only."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import torch

from playground.distributions import Line
from playground.metrics.base import FLOOR_PAIRS, Evaluation
from playground.pushforward import SAMPLE_SIZE, LineState, blurred, line_state_of_sample


def line_floor(
    score: Callable[[LineState], float], evaluation: Evaluation, noise: float = 0.0
) -> float | None:
    """The mean score of five real samples in the generator's place; None where the push-forward is
    exact and a perfect generator scores its ideal. `noise` blurs both sides, as instance noise does."""
    return None if evaluation.exact else _floor(score, evaluation.distribution, noise)


@functools.lru_cache(maxsize=64)
def _floor(score: Callable[[LineState], float], distribution: Line, noise: float) -> float:
    generator = torch.Generator().manual_seed(77_005)
    samples = [distribution.sample(SAMPLE_SIZE, generator).double().numpy() for _ in range(FLOOR_PAIRS)]
    states = [blurred(line_state_of_sample(distribution, sample), noise) for sample in samples]
    return float(np.mean([score(state) for state in states]))
