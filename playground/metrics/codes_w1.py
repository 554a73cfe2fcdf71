"""How far the codes lie from the prior."""

from __future__ import annotations

import functools

import numpy as np
import torch

from playground.divergences import sliced_w1
from playground.metrics.base import FLOOR_PAIRS, Evaluation, Metric
from playground.metrics.coded import CodedEvaluation, coded
from playground.priors import Prior

SIZE = 5_000


class CodesW1(Metric):
    """Sliced Wasserstein-1 distance of the codes from the prior: whether one may draw codes from it.

    In units of z; the codes of 5,000 samples that are not trained on, or of all there are (300 of the
    embedded digits), against as many draws of the prior. Its floor is that of draws against draws.
    """

    key = "codes_w1"
    title = "Codes from the prior"
    unit = "z"
    ideal = 0.0

    def applies(self, evaluation: Evaluation) -> bool:
        return coded(evaluation)

    def compute(self, evaluation: CodedEvaluation) -> float:
        codes = evaluation.codes(SIZE)
        return sliced_w1(codes, evaluation.latents(len(codes)))

    def floor(self, evaluation: CodedEvaluation) -> float:
        return _floor(evaluation.prior, evaluation.latent, len(evaluation.fresh(SIZE)))


@functools.lru_cache(maxsize=32)
def _floor(prior: Prior, dimension: int, n: int) -> float:
    generator = torch.Generator().manual_seed(77_005)

    def drawn() -> np.ndarray:
        return prior.sample(n, dimension, generator).double().numpy()

    return float(np.mean([sliced_w1(drawn(), drawn()) for _ in range(FLOOR_PAIRS)]))
