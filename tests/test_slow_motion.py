"""Slow motion: an iteration taken apart is the iteration."""

import pytest

from tests.runs import same_state, small


@pytest.mark.parametrize("updates", ["alternating", "simultaneous"])
@pytest.mark.parametrize("k", [1, 3])
def test_an_iteration_taken_apart_is_the_iteration(updates, k):
    whole, slow = (small(f"updates={updates}&k={k}&at.101=generator.lr:0.01") for _ in range(2))
    whole.step(103)
    slow.step(99)
    for _ in range(4):
        assert sorted(slow.iteration()) == ["discriminator"] * k + ["generator"]
    assert slow.steps == whole.steps == 103
    assert slow.applied == whole.applied == 1
    assert same_state(whole, slow)
    assert slow.timeline.last == whole.timeline.last == 100


def test_each_half_step_waits_for_its_turn():
    trainer = small("k=2")
    before = trainer.run.state()
    iteration = trainer.iteration()
    assert next(iteration) == "discriminator"
    assert (trainer.run.state()["generator.weights"] == before["generator.weights"]).all()
    assert (trainer.run.state()["discriminator.weights"] == before["discriminator.weights"]).all()
    assert next(iteration) == "discriminator"
    assert (trainer.run.state()["discriminator.weights"] != before["discriminator.weights"]).any()
    assert next(iteration) == "generator"
    assert (trainer.run.state()["generator.weights"] == before["generator.weights"]).all()
    assert trainer.steps == 0
    assert list(iteration) == []
    assert trainer.steps == 1


def test_a_run_that_diverged_has_no_more_iterations():
    trainer = small()
    trainer.failures = {0: "gone"}
    assert list(trainer.iteration()) == []
