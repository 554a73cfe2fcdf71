"""Critics trained to tell p from q with clipped weights and with a gradient penalty (Gulrajani et al.,
2017, figure 1): the first waste their capacity on simple functions, and their weights pile up at the
bounds.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from playground.constraints.slopes import GradientPenalty
from playground.distributions import Distribution
from playground.objectives.wasserstein import Wasserstein

Array = np.ndarray
STEPS, WARMUP, BATCH, WIDTH, RATE = 200, 20, 128, 32, 5e-3
LIMIT, WEIGHT = 0.1, 10.0
GRID = 40


@dataclasses.dataclass(frozen=True, eq=False)
class TrainedCritic:
    """A critic after training: `values` on the grid, (m,) on the line and (m, m) in the plane, first
    index along x; `weights` (k,) all entries of its matrices; `gap` = E_p - E_q of its scores on fresh
    samples, and `slope` the mean size of its gradient there."""

    values: Array
    weights: Array
    gap: float
    slope: float


@dataclasses.dataclass(frozen=True, eq=False)
class TrainedCritics:
    """Both critics on one grid: `axes` has one array (m,) a coordinate, over the window of p."""

    axes: tuple[Array, ...]
    clipped: TrainedCritic
    penalised: TrainedCritic


@lru_cache(maxsize=16)
def trained_critics(p: Distribution, q: Distribution | None = None, *, seed: int = 0) -> TrainedCritics:
    """Trains both critics on equal samples from equal weights; about a second, kept afterwards.

    `q` None stands for p with unit Gaussian noise added: the fixed generator of the figure.
    """
    axes = tuple(np.linspace(low, high, GRID) for low, high in p.window())
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    made = [_train(p, q, seed, penalised) for penalised in (False, True)]
    return TrainedCritics(axes, *(_described(critic, p, q, seed, grid) for critic in made))


def _train(p: Distribution, q: Distribution | None, seed: int, penalised: bool) -> nn.Sequential:
    generator = torch.Generator().manual_seed(seed)
    critic = _critic(p.dimension, generator)
    optimizer = torch.optim.Adam(critic.parameters(), lr=RATE, betas=(0.5, 0.9))
    objective, penalty = Wasserstein(), GradientPenalty(weight=WEIGHT)
    for step in range(STEPS):
        real, fake, u = _batch(p, q, BATCH, generator)
        loss = objective.discriminator(critic(real)[:, 0], critic(fake)[:, 0])
        # Sign first: a critic that starts out upside down is held there by the penalty on the line.
        if penalised and step >= WARMUP:
            loss = loss + penalty.loss(critic, real, fake, u)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if not penalised:
            with torch.no_grad():
                for parameter in critic.parameters():
                    parameter.clamp_(-LIMIT, LIMIT)
    return critic


def _critic(dimension: int, generator: torch.Generator) -> nn.Sequential:
    sizes = [dimension, WIDTH, WIDTH, 1]
    layers: list[nn.Module] = []
    for fan_in, fan_out in pairwise(sizes):
        # Without touching torch's global generator.
        layer = nn.utils.skip_init(nn.Linear, fan_in, fan_out)
        for parameter in layer.parameters():
            nn.init.uniform_(parameter, -(fan_in**-0.5), fan_in**-0.5, generator=generator)
        layers += [layer, nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers[:-1])


def _batch(
    p: Distribution, q: Distribution | None, n: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Real and fake samples (n, d), and mixing shares u (n, 1)."""
    real = p.sample(n, generator)
    fake = q.sample(n, generator) if q else p.sample(n, generator)
    noise = torch.randn(fake.shape, generator=generator)
    return real, fake if q else fake + noise, torch.rand(n, 1, generator=generator)


def _described(
    critic: nn.Sequential, p: Distribution, q: Distribution | None, seed: int, grid: Array
) -> TrainedCritic:
    real, fake, _ = _batch(p, q, 2000, torch.Generator().manual_seed(seed + 1))
    x = torch.cat([real, fake]).requires_grad_()
    scores = critic(x)[:, 0]
    (slopes,) = torch.autograd.grad(scores.sum(), x)
    scores = scores.detach()
    with torch.no_grad():
        values = critic(torch.tensor(grid.reshape(-1, grid.shape[-1]), dtype=torch.float32))
    return TrainedCritic(
        values=values.numpy().astype(float).reshape(grid.shape[:-1]),
        weights=np.concatenate([w.detach().numpy().ravel() for w in critic.parameters() if w.ndim == 2]),
        gap=float(scores[: len(real)].mean() - scores[len(real) :].mean()),
        slope=float(slopes.norm(dim=1).mean()),
    )
