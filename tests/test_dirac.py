"""The Dirac-GAN against the behaviour that Mescheder et al. (2018) prove and plot."""

import math

import numpy as np
import pytest

from playground.constraints.slopes import R1, R2, GradientPenalty, OneSidedPenalty
from playground.constraints.weights import Clipping, Consensus, InstanceNoise
from playground.dirac import DiracGan
from playground.objectives import Objective
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


def reference_radii(method, n_d, steps=500, rate=0.2, half=1.0):
    """The game by hand, in Mescheder's signs (D > 0 on fakes): f(t) = -log(1 + exp(-t)); `half` weighs
    the second-derivative term of consensus."""

    def first(t):
        return 1.0 if method in ("wgan", "clip", "gp") else 1 / (1 + math.exp(t))

    def second(t):
        return -math.exp(t) / (1 + math.exp(t)) ** 2

    def by_theta(theta, psi):
        t = theta * psi
        gradient = psi * (first(-t) if method == "ns" else first(t))
        if method == "consensus":
            gradient += theta * first(t) ** 2 + half * psi * (theta**2 + psi**2) * first(t) * second(t)
        return gradient

    def by_psi(theta, psi):
        t = theta * psi
        gradient = -theta * first(t)
        if method in ("r1", "r2"):
            gradient += 0.3 * psi
        if method == "gp":
            gradient += 0.7 * psi * (1 - 1 / math.sqrt(psi**2 + 1e-12))
        if method == "consensus":
            gradient += psi * first(t) ** 2 + half * theta * (theta**2 + psi**2) * first(t) * second(t)
        return gradient

    theta, psi = 1.0, 1.0
    radii = [math.hypot(theta, psi)]
    for _ in range(steps):
        seen = theta
        theta -= rate * by_theta(theta, psi)
        for _ in range(max(n_d, 1)):
            psi -= rate * by_psi(theta if n_d else seen, psi)
            if method == "clip":
                psi = min(max(psi, -1.0), 1.0)
        radii.append(math.hypot(theta, psi))
    return np.array(radii)


METHODS = {
    "minimax": (MINIMAX, []),
    "ns": (NON_SATURATING, []),
    "wgan": (Wasserstein(), []),
    "clip": (Wasserstein(), [Clipping(limit=1.0)]),
    "gp": (Wasserstein(), [GradientPenalty(weight=0.35)]),
    "r1": (MINIMAX, [R1(weight=0.3)]),
    "r2": (MINIMAX, [R2(weight=0.3)]),
    "consensus": (MINIMAX, [Consensus(weight=1.0)]),
}


@pytest.mark.parametrize("updates", UPDATES)
@pytest.mark.parametrize("method", METHODS)
def test_every_method_goes_the_way_of_the_loop_by_hand(method, updates):
    known = reference_radii(method, {"simultaneous": 0, "alternating": 1, "five": 5}[updates])
    found = radii(DiracGan(*METHODS[method]), updates)
    np.testing.assert_allclose(np.log10(found), np.log10(known), atol=1e-4)


def test_consensus_with_five_steps_of_d_diverges_and_converges_only_by_a_slip():
    """The 5e-33 of the published picture takes half of the term in f' f''; the exact gradient leaves."""
    exact = radii(DiracGan(*METHODS["consensus"]), "five")[-1]
    assert exact == pytest.approx(10.97, abs=0.005)
    assert reference_radii("consensus", 5)[-1] == pytest.approx(exact, rel=1e-6)
    assert np.log10(reference_radii("consensus", 5, half=0.5)[-1]) == pytest.approx(np.log10(5e-33), abs=0.05)


@pytest.mark.parametrize("key", sorted(Objective.entries))
@pytest.mark.parametrize(
    "constraints",
    [
        [],
        [R1(weight=0.3)],
        [OneSidedPenalty(weight=1.0)],
        [InstanceNoise(sigma=0.7)],
        [Consensus()],
        [Consensus(), GradientPenalty(weight=0.35)],
    ],
    ids=["plain", "r1", "one-sided", "noise", "consensus", "both"],
)
def test_tables_and_automatic_differentiation_agree(key, constraints):
    game = DiracGan(Objective.entries[key](), constraints, noise_samples=0)
    push_theta, push_psi = game._pushes
    places = np.random.default_rng(0).uniform(-2, 2, (20, 2))
    for theta, psi in [*places, (0.5, 0.003), (-1.0, -2e-6)]:
        exact = game.field(theta, psi)
        np.testing.assert_allclose(
            (push_theta(theta, psi), push_psi(theta, psi)), exact, rtol=1e-6, atol=1e-6
        )


def test_the_grid_holds_the_field():
    game = DiracGan(*METHODS["consensus"])
    thetas, psis = np.linspace(-2, 2, 4), np.linspace(-1, 1, 3)
    grid = game.field_on(thetas, psis)
    assert grid.shape == (4, 3, 2)
    np.testing.assert_allclose(grid[1, 2], game.field(thetas[1], psis[2]))


@pytest.mark.parametrize("updates", UPDATES)
@pytest.mark.parametrize("method", sorted(set(METHODS) - {"gp"}))
def test_the_update_has_the_jacobian_that_differences_find(method, updates):
    game, step = DiracGan(*METHODS[method]), 1e-6
    ends = [
        game.trajectory(tuple(sign * step * e), 0.2, 1, **UPDATES[updates])[-1]
        for e in np.eye(2)
        for sign in (1, -1)
    ]
    found = np.array([ends[0] - ends[1], ends[2] - ends[3]]).T / (2 * step)
    np.testing.assert_allclose(game.update_jacobian(0.2, **UPDATES[updates]), found, atol=1e-6)


@pytest.mark.parametrize(
    ("game", "updates", "modulus", "verdict"),
    [
        # A rotation at rate f'(0) = 1/2 (1 for the critic): one step off the circle, or a shear each.
        (METHODS["minimax"], "simultaneous", math.hypot(1, 0.1), "diverges"),
        (METHODS["minimax"], "alternating", 1.0, "circles"),
        (METHODS["minimax"], "five", 1.0, "circles"),
        (METHODS["wgan"], "simultaneous", math.hypot(1, 0.2), "diverges"),
        (METHODS["wgan"], "alternating", 1.0, "circles"),
        # 1 + h (-g/2 +- sqrt(g^2/4 - 1/4)), complex below g = 1; det 1 - h g for two shears.
        (METHODS["r1"], "simultaneous", abs(1 + 0.2 * (-0.15 + 1j * math.sqrt(0.2275))), "converges"),
        (METHODS["r1"], "alternating", math.sqrt(1 - 0.2 * 0.3), "converges"),
        ((MINIMAX, [R1(weight=1.0)]), "simultaneous", 0.9, "converges"),
    ],
)
def test_moduli_and_verdicts_in_closed_form(game, updates, modulus, verdict):
    game = DiracGan(*game)
    moduli = np.abs(game.eigenvalues(0.2, **UPDATES[updates]))
    assert moduli.max() == pytest.approx(modulus, abs=1e-7)
    assert game.verdict(0.2, **UPDATES[updates]) == verdict


def test_instance_noise_has_the_known_eigenvalues():
    """f''(0) s^2 +- sqrt(f''(0)^2 s^4 - f'(0)^2) with f' = 1/2, f'' = -1/4 (Mescheder et al., 2018)."""
    game = DiracGan(MINIMAX, [InstanceNoise(sigma=0.7)], noise_samples=0)
    damping = 0.49 / 4
    known = -damping + 1j * math.sqrt(0.25 - damping**2)
    found = sorted(np.linalg.eigvals(game.jacobian()), key=lambda value: -value.imag)
    np.testing.assert_allclose(found, [known, known.conjugate()], atol=1e-9)
    assert radii(game, "alternating")[-1] < 1e-4


def test_the_gradient_penalty_drives_the_game_off_its_equilibrium():
    assert DiracGan(*METHODS["gp"]).verdict(0.2) == "diverges"
