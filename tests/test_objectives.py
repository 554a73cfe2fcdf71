"""Every objective: safe at large outputs, slopes equal to autograd's, and optimal where it says."""

import numpy as np
import pytest
import torch

from playground.objectives import Objective
from playground.objectives.base import Objective as Base
from playground.objectives.f_gan import Divergence
from playground.objectives.jensen_shannon import JensenShannon
from playground.objectives.least_squares import LeastSquares

EVERY = [entry() for entry in Objective.entries.values()]
EVERY += [entry(saturating=True) for entry in Objective.entries.values() if "saturating" in entry.knobs()]
EVERY += [LeastSquares(target=2.0)]
every = pytest.mark.parametrize("objective", EVERY, ids=repr)

# Two overlapping densities on a line.
EDGES = np.linspace(-6, 6, 601)
X, DX = (EDGES[1:] + EDGES[:-1]) / 2, np.diff(EDGES)
P = np.exp(-((X - 0.5) ** 2) / 2) / np.sqrt(2 * np.pi)
Q = np.exp(-((X + 0.7) ** 2) / 4.5) / np.sqrt(4.5 * np.pi)
P, Q = P / (P * DX).sum(), Q / (Q * DX).sum()


@every
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_finite_at_fifty(objective, dtype):
    ends = torch.tensor([-50.0, -1.0, 0.0, 1.0, 50.0], dtype=dtype)
    real, fake = (grid.flatten().requires_grad_() for grid in torch.meshgrid(ends, ends, indexing="ij"))
    for loss in (objective.discriminator(real, fake), objective.generator(real, fake)):
        assert torch.isfinite(loss)
        for slope in torch.autograd.grad(loss, (real, fake), allow_unused=True, retain_graph=True):
            assert slope is None or torch.isfinite(slope).all()


@every
def test_stated_slopes_equal_autograds(objective):
    generator = torch.Generator().manual_seed(0)
    real, fake = (3 * torch.randn(2, 4, 7, dtype=torch.float64, generator=generator)).unbind()
    for stated, derived in (
        (objective.discriminator_slopes(real, fake), Base.discriminator_slopes(objective, real, fake)),
        ((objective.generator_slopes(real, fake),), (Base.generator_slopes(objective, real, fake),)),
    ):
        for one, other in zip(stated, derived, strict=True):
            torch.testing.assert_close(one, other)


@every
def test_losses_keep_the_replica_axis(objective):
    real, fake = torch.randn(2, 3, 8).unbind()
    assert objective.discriminator(real, fake).shape == (3,)
    assert objective.generator(real, fake).shape == (3,)


@every
def test_pairing_is_declared(objective):
    fake = torch.randn(8)
    here, there = (objective.generator(shift + torch.randn(8), fake) for shift in (0.0, 5.0))
    assert objective.paired == (not torch.equal(here, there))


def population_slope(objective, raw):
    """Gradient of D's expected loss by its output at each x, for the densities P and Q."""
    raw = torch.tensor(raw, requires_grad=True)
    masses = torch.tensor(P * DX), torch.tensor(Q * DX)
    nothing = torch.zeros(1, dtype=torch.float64)
    if objective.paired:
        pairs = torch.stack(
            [
                objective.discriminator(raw[i : i + 1].expand(len(raw))[:, None], raw[:, None])
                for i in range(len(raw))
            ]
        )
        loss = masses[0] @ pairs @ masses[1]
    else:
        zero = objective.discriminator(nothing, nothing)
        on_real = objective.discriminator(raw[:, None], nothing.expand(len(raw))[:, None]) - zero
        on_fake = objective.discriminator(nothing.expand(len(raw))[:, None], raw[:, None]) - zero
        loss = masses[0] @ on_real + masses[1] @ on_fake
    return torch.autograd.grad(loss, raw)[0].numpy() / DX


@pytest.mark.parametrize("objective", [o for o in EVERY if o.key not in ("hinge", "wasserstein")], ids=repr)
def test_the_slope_of_ds_loss_vanishes_at_the_stated_optimum(objective):
    best = objective.optimum(P, Q, DX)
    assert np.abs(population_slope(objective, best)).max() < 1e-8
    assert np.abs(population_slope(objective, best + 0.1)).max() > 1e-3 or objective.paired


def test_hinge_optimum_is_a_sign():
    hinge = Objective.entries["hinge"]()
    best = hinge.optimum(P, Q, DX)
    np.testing.assert_array_equal(best, np.sign(P - Q))
    slope = population_slope(hinge, 0.999 * best)
    assert (np.sign(slope) == -best)[np.abs(P - Q) > 1e-6].all(), "any D within the margin wants to reach it"


def test_wasserstein_optimum_is_the_kantorovich_potential():
    potential = Objective.entries["wasserstein"]().optimum(P, Q, DX)
    gap = np.cumsum((Q - P) * DX)[:-1]
    slopes = np.diff(potential) / np.diff(X)
    clear = np.abs(gap) > 1e-3
    np.testing.assert_allclose(slopes[clear], np.sign(gap[clear]), atol=0.02)
    # Duality: the potential's gain is the area between the CDFs.
    w1 = (np.abs(gap) * np.diff(X)).sum()
    assert ((P - Q) * potential * DX).sum() == pytest.approx(w1, rel=1e-3)


def test_saturating_loss_at_its_optimum_is_the_jsd():
    """V(D*, G) = -log 4 + 2 JSD (theorem 1), with D's loss = -V."""
    best = torch.tensor(JensenShannon().optimum(P, Q, DX))
    objective = JensenShannon(saturating=True)
    p, q = torch.tensor(P * DX), torch.tensor(Q * DX)
    v = -(p @ torch.nn.functional.softplus(-best) + q @ torch.nn.functional.softplus(best))
    m = (P + Q) / 2
    jsd = ((P * np.log(P / m) + Q * np.log(Q / m)) / 2 * DX).sum()
    assert v.item() == pytest.approx(-np.log(4) + 2 * jsd, abs=1e-6)
    # Per fake, the saturating loss is log(1 - D).
    raw = torch.tensor([0.3], dtype=torch.float64)
    assert objective.generator(None, raw).item() == pytest.approx(np.log(1 - 1 / (1 + np.exp(-0.3))))


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("kl", lambda p, q: p * np.log(p / q)),
        ("reverse-kl", lambda p, q: q * np.log(q / p)),
        ("pearson", lambda p, q: (p - q) ** 2 / q),
        ("squared-hellinger", lambda p, q: (np.sqrt(p) - np.sqrt(q)) ** 2),
    ],
)
def test_f_gan_bounds_are_tight_at_the_optimum(key, known):
    """E_p T - E_q f*(T) = D_f(p || q) at T = f'(p/q) (Nowozin et al., equation 4)."""
    objective: Divergence = Objective.entries[key]()
    best = torch.tensor(objective.optimum(P, Q, DX))
    bound = (objective.witness(best).numpy() * P * DX).sum() - (
        objective.conjugate(best).numpy() * Q * DX
    ).sum()
    assert bound == pytest.approx((known(P, Q) * DX).sum(), rel=1e-6)
