"""D that judges packs of samples, and G that looks ahead: against brute force."""

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer
from playground.constraints import Constraint
from playground.networks.packed import PackedModule, packs
from playground.objectives import Objective
from playground.optimizers import Optimizer
from playground.training.unrolled import Unrolled
from tests.runs import same_state, small

SMOOTH = "generator.activation=tanh&discriminator.activation=tanh&batch=4&"


def draws_of(run, half, position=7):
    return {name: stream.at(position) for name, stream in run._streams[half].items()}


# -- packing ---------------------------------------------------------------------------------------


def test_every_sample_hears_what_is_said_of_its_pack():
    torch.manual_seed(0)
    x = torch.randn(2, 7, 3)

    class Sum(torch.nn.Module):
        couples_batch = False

        def forward(self, rows):
            return rows.sum(-1, keepdim=True)

    said = PackedModule(Sum(), 2, 3)(x)[..., 0]
    sums = x.sum(-1)
    for sample in range(6):
        mate = sample + 1 if sample % 2 == 0 else sample - 1
        torch.testing.assert_close(said[:, sample], sums[:, sample] + sums[:, mate])
    torch.testing.assert_close(said[:, 6], sums[:, 6] + sums[:, 0])
    torch.testing.assert_close(packs(x[:, :6], 3), x[:, :6].reshape(2, 2, 9))


@pytest.mark.parametrize("objective", Objective.entries)
@pytest.mark.parametrize("constraint", ["none", "r1,instance-noise", "gradient-penalty"])
def test_packed_losses_are_those_of_a_plain_gan_whose_samples_are_packs(objective, constraint):
    trainer = small(f"objective={objective}&constraint={constraint}&pack=2&batch=6&discriminator.depth=1")
    trainer.step(3)
    gan, run = trainer.family, trainer.run
    nets = {name: net.module for name, net in run.nets.items()}
    draws = draws_of(run, "discriminator")
    found = gan.loss("discriminator", nets, draws)
    with torch.no_grad():
        fake = nets["generator"](draws["z"])
    if gan.blur:
        first, second = draws["n"].chunk(2, dim=-1)
        draws["x"], fake = draws["x"] + gan.blur * first, fake + gan.blur * second
    real, fake = draws["x"].reshape(1, 3, 4), fake.reshape(1, 3, 4)
    judge = nets["discriminator"].inner
    expected = gan.objective.discriminator(judge(real).squeeze(-1), judge(fake).squeeze(-1))
    for penalty in gan.penalties:
        u = draws["u"][:, ::2] if "u" in draws else None
        expected = expected + penalty.loss(judge, real, fake, u)
    torch.testing.assert_close(found, expected)


def test_a_pack_of_one_is_the_plain_gan():
    plain, one = small(""), small("pack=1")
    plain.step(5)
    one.step(5)
    assert same_state(plain, one)


def test_a_packed_d_says_nothing_of_one_place():
    trainer = small("pack=2", dtype=torch.float64)
    trainer.step(5)
    players = trainer.evaluation().players
    assert "heat" not in trainer.scene("plane").arrays
    assert {"jsd_estimate", "w1_estimate"}.isdisjoint(trainer.measure())
    x = np.array([[0.3, -0.2], [1.5, 0.4], [0.1, 0.2], [-1.0, 0.5]])
    step = 1e-6
    for axis in range(2):
        moved = np.zeros((4, 2))
        moved[::2, axis] = step  # one sample of each pack
        slope = (players.discriminate(x + moved) - players.discriminate(x - moved)) / (2 * step)
        np.testing.assert_allclose(players.slopes(x)[::2, axis], slope[::2], rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize(
    "query",
    [
        "pack=2&distribution=gaussian",
        "pack=3&batch=16",
        "family=cgan&pack=2",
        "unrolled=1&constraint=consensus",
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(query):
    with pytest.raises(SettingError, match=r"choose .*\."):
        Settings.from_query(query)


# -- looking ahead ---------------------------------------------------------------------------------


@pytest.mark.parametrize("optimizer", Optimizer.entries)
def test_a_step_ahead_is_the_step_that_is_taken(optimizer):
    torch.manual_seed(0)
    chosen = Optimizer.entries[optimizer]()
    weights, grads = torch.randn(2, 9, dtype=torch.float64), torch.randn(3, 2, 9, dtype=torch.float64)
    grads[:, :, 0] = 0  # a weight that never had a gradient
    taken, memory = weights.clone(), {kind: torch.zeros_like(weights) for kind in chosen.memory}
    start = weights.clone().requires_grad_()
    ahead, held = start, {kind: tensor.clone() for kind, tensor in memory.items()}
    for count, grad in enumerate(grads, 1):
        chosen.update(taken, grad, memory, 0.01, count)
        ahead, held = chosen.ahead(ahead, grad + 0 * ahead, held, 0.01, count)
    torch.testing.assert_close(ahead.detach(), taken)
    for kind in memory:
        torch.testing.assert_close(held[kind].detach(), memory[kind])
    assert torch.isfinite(torch.autograd.grad(ahead.sum(), start)[0]).all()


@pytest.mark.parametrize(
    "query",
    [
        "unrolled=1",
        "unrolled=2&discriminator.optimizer=sgd&discriminator.lr=0.3&objective=wasserstein",
        "unrolled=2&discriminator.optimizer=momentum&discriminator.lr=0.3&constraint=r1,instance-noise",
        "unrolled=3&discriminator.optimizer=rmsprop&objective=relativistic&discriminator.norm=layer",
        "unrolled=2&pack=2&constraint=gradient-penalty",
        "unrolled=2&family=cgan",
    ],
)
def test_g_follows_the_slope_of_its_loss_at_the_d_to_come(query):
    """The loss by taking D's steps for real, its slope by finite differences of G's weights."""
    trainer = small(SMOOTH + query)
    trainer.step(3)
    run, half = trainer.run, trainer.family.halves()[1]
    draws, g, d = draws_of(run, "generator"), run.nets["generator"], run.nets["discriminator"]
    before = {name: tensor.clone() for name, tensor in run.state().items()}
    run._gradients.fill(half, draws)
    found = g.flat.grad.clone()
    assert all(torch.equal(tensor, before[name]) for name, tensor in run.state().items())

    def loss():
        nets = {name: net.module for name, net in run.nets.items()}
        judge = trainer.family.halves()[0]
        memory = {kind: held.clone() for kind, held in run.memory["discriminator.discriminator"].items()}
        kept, buffers = d.flat.data.clone(), {k: b.clone() for k, b in d.buffers().items()}
        for count in range(
            run.counts["discriminator"] + 1, run.counts["discriminator"] + 1 + run.family.unrolled
        ):
            said = run.family.loss("discriminator", nets, draws).sum()
            grads = torch.autograd.grad(said, d.flat.parameters)
            flat = torch.cat([grad.flatten(1) for grad in grads], dim=1)
            with torch.no_grad():
                judge.player.optimizer.update(d.flat.data, flat, memory, run.rate(judge.player), count)
            restore(buffers)
        value = run.family.loss("generator", nets, draws).item()
        restore(buffers)
        d.flat.data.copy_(kept)
        return value

    def restore(buffers):
        for name, buffer in d.buffers().items():
            buffer.copy_(buffers[name])

    for index in range(0, g.flat.data.shape[1], 13):
        ends = []
        for step in (1e-6, -1e-6):
            g.flat.data[0, index] += step
            ends.append(loss())
            g.flat.data[0, index] -= step
        assert found[0, index].item() == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-7, rel=1e-4), index


def test_looking_ahead_leaves_what_d_keeps_as_it_was():
    """Also where a pass writes its running statistics in place."""
    networks = "generator.network=mlp&generator.width=8&discriminator.network=dcgan&discriminator.norm=batch"
    run = Trainer(Settings.from_query(f"distribution=digits&batch=4&unrolled=2&{networks}")).run
    before = {name: buffer.clone() for name, buffer in run.nets["discriminator"].buffers().items()}
    run._gradients.loss(draws_of(run, "generator"))
    after = run.nets["discriminator"].buffers()
    assert before
    assert all(torch.equal(after[name], buffer) for name, buffer in before.items())


def test_looking_no_step_ahead_is_the_usual_gradient():
    trainer = small("unrolled=1")
    trainer.step(3)
    run = trainer.run
    draws = draws_of(run, "generator")
    nets = {name: net.module for name, net in run.nets.items()}
    unrolled = Unrolled(trainer.family.replace(unrolled=0), run, run._gradients)
    torch.testing.assert_close(unrolled.loss(draws), run.family.loss("generator", nets, draws))


def test_a_run_may_begin_to_look_ahead_and_d_is_trained_as_ever():
    ahead, plain = small(""), small("")
    for trainer in (ahead, plain):
        trainer.step(3)
    ahead.retune("unrolled", "2")
    ahead.half_step("discriminator")
    plain.half_step("discriminator")
    torch.testing.assert_close(
        ahead.run.state()["discriminator.weights"], plain.run.state()["discriminator.weights"]
    )


@pytest.mark.parametrize("constraint", sorted(set(Constraint.entries) - {"consensus"}))
@pytest.mark.parametrize("more", ["pack=2", "unrolled=1"])
def test_every_constraint_goes_with_them(constraint, more):
    trainer = small(f"constraint={constraint}&{more}&distribution=ring", dtype=torch.float32, seeds=(1, 2))
    trainer.step(8)
    assert trainer.error is None
    alone = small(f"constraint={constraint}&{more}&distribution=ring", dtype=torch.float32, seeds=(2,))
    alone.step(8)
    torch.testing.assert_close(
        alone.run.state()["generator.weights"][0],
        trainer.run.state()["generator.weights"][1],
        atol=1e-4,
        rtol=0,
    )
