"""The Dirac-GAN against the behaviour that Mescheder et al. (2018) prove and plot."""

import numpy as np
import pytest

from playground.constraints.slopes import R1, GradientPenalty
from playground.constraints.weights import Clipping, Consensus, InstanceNoise
from playground.dirac import DiracGan
from playground.objectives.jensen_shannon import JensenShannon
from playground.objectives.wasserstein import Wasserstein

MINIMAX, NON_SATURATING = JensenShannon(saturating=True), JensenShannon()
UPDATES = {"simultaneous": {"simultaneous": True}, "alternating": {}, "five": {"discriminator_steps": 5}}
# theta = 1, and a D that already says the right thing about it.
START = (1.0, -1.0)


def radii(game, updates, steps=500):
    path = game.trajectory(START, 0.2, steps, **UPDATES[updates])
    return np.hypot(*path.T)


@pytest.mark.parametrize(
    ("objective", "updates", "end"),
    [
        (MINIMAX, "simultaneous", 3.10),
        (MINIMAX, "alternating", 1.42),
        (NON_SATURATING, "simultaneous", 0.64),
        (NON_SATURATING, "alternating", 0.28),
    ],
)
def test_unregularised_games_end_at_their_known_radii(objective, updates, end):
    assert radii(DiracGan(objective), updates)[-1] == pytest.approx(end, abs=0.006)


@pytest.mark.parametrize(
    ("game", "updates", "low", "high"),
    [
        (DiracGan(MINIMAX), "five", 1.03, 2.42),
        (DiracGan(NON_SATURATING), "five", 0.13, 0.31),
        (DiracGan(Wasserstein(), [Clipping(limit=1.0)]), "simultaneous", 1.0, 1.27),
        (DiracGan(Wasserstein(), [Clipping(limit=1.0)]), "alternating", 0.95, 1.05),
        (DiracGan(Wasserstein(), [Clipping(limit=1.0)]), "five", 0.44, 1.01),
        # The notebook's penalty is 0.7 / 2 times the squared distance of the slope from 1.
        (DiracGan(Wasserstein(), [GradientPenalty(weight=0.35)]), "simultaneous", 1.6, 2.0),
        (DiracGan(Wasserstein(), [GradientPenalty(weight=0.35)]), "alternating", 1.1, 1.4),
        (DiracGan(Wasserstein(), [GradientPenalty(weight=0.35)]), "five", 0.68, 1.5),
    ],
)
def test_cycling_games_keep_their_known_range(game, updates, low, high):
    late = radii(game, updates)[-100:]
    assert late.min() == pytest.approx(low, rel=0.05)
    assert late.max() == pytest.approx(high, rel=0.05)


@pytest.mark.parametrize(
    ("constraint", "updates", "exponent"),
    [
        (R1(weight=0.3), "simultaneous", np.log10(2.6e-6)),
        (R1(weight=0.3), "alternating", np.log10(2.3e-7)),
        (R1(weight=0.3), "five", np.log10(9e-34)),
        (R1(weight=1.0), "simultaneous", -21),
        (R1(weight=1.0), "alternating", np.log10(7e-17)),
        (R1(weight=1.0), "five", np.log10(5e-12)),
    ],
)
def test_zero_centred_penalties_converge(constraint, updates, exponent):
    assert np.log10(radii(DiracGan(MINIMAX, [constraint]), updates)[-1]) == pytest.approx(exponent, abs=0.05)


@pytest.mark.parametrize("updates", ["simultaneous", "alternating"])
def test_consensus_converges(updates):
    assert radii(DiracGan(MINIMAX, [Consensus(weight=1.0)]), updates)[-1] < 1e-9


@pytest.mark.parametrize("updates", UPDATES)
def test_instance_noise_converges_up_to_its_sampling(updates):
    game = DiracGan(MINIMAX, [InstanceNoise(sigma=0.7)], noise_samples=1000)
    assert radii(game, updates)[-100:].max() < 0.1


def test_field_circles_the_equilibrium():
    """Eigenvalues +-f'(0) i = +-i/2 (Lemma 2.3): the field is a pure rotation near the origin."""
    step = 1e-5
    game = DiracGan(MINIMAX)
    jacobian = np.array(
        [(np.subtract(game.field(*(step * e)), game.field(*(-step * e)))) / (2 * step) for e in np.eye(2)]
    ).T
    np.testing.assert_allclose(np.linalg.eigvals(jacobian), [0.5j, -0.5j], atol=1e-6)


def test_field_under_r1_has_the_known_eigenvalues():
    """-gamma/2 +- sqrt(gamma^2/4 - 1/4): critical at gamma = 1 (Mescheder et al., section 4.1)."""
    step = 1e-5
    game = DiracGan(MINIMAX, [R1(weight=0.6)])
    jacobian = np.array(
        [(np.subtract(game.field(*(step * e)), game.field(*(-step * e)))) / (2 * step) for e in np.eye(2)]
    ).T
    known = -0.3 + 1j * np.sqrt(0.25 - 0.09)
    np.testing.assert_allclose(np.linalg.eigvals(jacobian), [known, known.conjugate()], atol=1e-6)
