"""The hand-written gradients against automatic differentiation, and replicas against single runs."""

import itertools

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


def test_on_the_line_too():
    assert_equal_gradients(small("distribution=laplace&constraint=r1"))


@pytest.mark.parametrize(
    ("query", "by_hand"),
    [
        ("", True),
        ("constraint=r1,r2", True),
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
