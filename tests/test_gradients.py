"""The hand-written gradients against automatic differentiation, and replicas against single runs."""

import itertools

import numpy as np
import pytest
import torch

from playground.constraints import Constraint
from playground.networks.activations import Activation
from playground.objectives import Objective
from playground.training.dense_gan import DenseGan
from playground.training.halves import Autograd
from tests.runs import small

BY_HAND = [key for key, entry in Activation.entries.items() if entry.by_output]
CONSTRAINTS = ["none", "r1", "r2", "r1,r2", "gradient-penalty", "one-sided-penalty,r1", "clipping",
               "instance-noise,gradient-penalty,one-sided-penalty"]  # fmt: skip


def assert_equal_gradients(trainer, tolerance=1e-9):
    run = trainer.run
    trainer.step(3)
    by_hand, derived = DenseGan(run.family, run), Autograd(run.family, run)
    for half in run.family.halves():
        draws = {name: stream.at(7) for name, stream in run._streams[half.name].items()}
        flat = run.nets[half.name].flat
        grads = []
        for way in (by_hand, derived):
            flat.grad.fill_(float("nan"))
            way.fill(half, draws)
            grads.append(flat.grad.clone())
        scale = grads[1].abs().max()
        assert (grads[0] - grads[1]).abs().max() <= tolerance * scale, half.name


@pytest.mark.parametrize("objective", Objective.entries)
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_by_hand_equals_autograd_for_every_objective_and_penalty(objective, constraint):
    assert_equal_gradients(small(f"objective={objective}&constraint={constraint}"))


@pytest.mark.parametrize(
    ("activation", "fourier", "depth", "replicas"), [*itertools.product(BY_HAND, (0, 2), (0, 1, 3), (1, 3))]
)
def test_by_hand_equals_autograd_for_every_net(activation, fourier, depth, replicas):
    query = "&".join(
        f"{player}.activation={activation}&{player}.depth={depth}&{player}.fourier={fourier}"
        for player in ("generator", "discriminator")
    )
    trainer = small(
        f"{query}&constraint=gradient-penalty,r1&noise.dim=3&objective=relativistic", seeds=range(replicas)
    )
    assert_equal_gradients(trainer)


@pytest.mark.parametrize("replicas", [1, 2])
def test_through_a_tanh_at_the_end_too(replicas):
    trainer = small("generator.squashed=true&objective=wasserstein", seeds=range(replicas))
    assert_equal_gradients(trainer)
    assert np.abs(trainer.sample(500)).max() < 1


def test_on_the_line_too():
    assert_equal_gradients(small("distribution=laplace&constraint=r1"))


@pytest.mark.parametrize(
    ("query", "by_hand"),
    [
        ("", True),
        ("constraint=r1,r2", True),
        ("generator.squashed=true", True),
        ("discriminator.squashed=true", False),
        ("generator.norm=batch", False),
        ("discriminator.minibatch_std=true", False),
        ("discriminator.activation=silu", False),
        ("constraint=consensus", False),
    ],
)
def test_who_trains_by_hand(query, by_hand):
    assert isinstance(small(query).run._gradients, DenseGan if by_hand else Autograd)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "objective=wasserstein",
        "constraint=consensus",
        "generator.norm=batch&discriminator.norm=spectral",
        "discriminator.norm=layer&discriminator.minibatch_std=true&generator.ema=0.9",
        "data.size=40&constraint=instance-noise",
    ],
)
def test_a_replica_equals_the_run_of_its_seed_alone(query):
    together = small(query, seeds=(5, 3, 8))
    together.step(20)
    for replica, seed in enumerate(together.seeds):
        alone = small(query, seeds=(seed,))
        alone.step(20)
        for name, tensor in alone.run.state().items():
            if tensor.ndim:
                torch.testing.assert_close(tensor[0], together.run.state()[name][replica])


@pytest.mark.parametrize("constraint", Constraint.entries)
@pytest.mark.parametrize("objective", Objective.entries)
def test_two_hundred_steps_on_the_ring_stay_finite(objective, constraint):
    """Defaults of every objective under every penalty, in the precision that runs use."""
    trainer = small(f"objective={objective}&constraint={constraint}&distribution=ring", dtype=torch.float32)
    trainer.step(200)
    assert trainer.error is None
    assert trainer.steps == 200
    assert all(torch.isfinite(tensor).all() for tensor in trainer.run.state().values())


@pytest.mark.parametrize("beside", ["", ",r1", ",r2", ",gradient-penalty"])
def test_consensus_is_the_gradient_of_its_stated_loss(beside):
    """By finite differences of the loss itself, weights of both players in turn."""
    smooth = "generator.activation=tanh&discriminator.activation=tanh"
    trainer = small(f"constraint=consensus{beside}&batch=4&{smooth}")
    run = trainer.run
    modules = {name: net.module for name, net in run.nets.items()}
    for half in run.family.halves():
        draws = {name: stream.at(0) for name, stream in run._streams[half.name].items()}
        run._gradients.fill(half, draws)
        flat = run.nets[half.name].flat
        known = flat.grad.clone()
        for index in range(0, flat.data.shape[1], 17):
            ends = []
            for step in (1e-6, -1e-6):
                flat.data[0, index] += step
                ends.append(run.family.loss(half.name, modules, draws).item())
                flat.data[0, index] -= step
            slope = (ends[0] - ends[1]) / 2e-6
            assert known[0, index].item() == pytest.approx(slope, abs=1e-6, rel=1e-4), (half.name, index)


def test_pushes_of_a_paired_objective_compare_with_real_points():
    trainer = small("objective=relativistic", dtype=torch.float64)
    trainer.step(20)
    players = trainer.evaluation().players
    x = np.array([[0.3, -0.2], [1.5, 0.4]])
    real, step = torch.tensor(players.discriminate(players._real)), 1e-6

    def loss(point):
        raw = torch.tensor(players.discriminate(point[None]))
        return torch.nn.functional.softplus(real - raw).mean().item()

    for point, push in zip(x, players.pushes(x), strict=True):
        slopes = [(loss(point + step * e) - loss(point - step * e)) / (2 * step) for e in np.eye(2)]
        np.testing.assert_allclose(-push, slopes, rtol=1e-5, atol=1e-9)
