"""Many replicas in parts, on several threads: what they are in one piece."""

import time

import pytest
import torch

from playground.training import crew, threads
from tests.runs import same_state, small

WIDE = "generator.width=32&discriminator.width=32&batch=32&distribution=ring&"


def played(query):
    trainer = small(WIDE + query, seeds=range(33))
    trainer.step(4)
    trainer.half_step("discriminator")
    trainer.retune("generator.lr", "0.002")
    trainer.step(3)
    trainer.rewind(2)
    trainer.step(4)
    return trainer


@pytest.mark.parametrize(
    "query",
    [
        "",
        "objective=wasserstein",
        "generator.norm=batch&generator.ema=0.9",
        "discriminator.norm=spectral&discriminator.minibatch_std=true",
    ],
)
def test_parts_are_what_they_are_together_and_the_same_on_any_number_of_cores(query, monkeypatch):
    monkeypatch.setattr(crew, "LEAST_WORK", 0)
    monkeypatch.setattr(threads, "_cores", lambda: 2)
    parted = played(query)
    monkeypatch.setattr(threads, "_cores", lambda: 1)
    on_one = played(query)
    monkeypatch.setattr(crew.Crew, "serves", staticmethod(lambda run: False))
    together = played(query)
    assert [len(part.seeds) for part in parted.run._crew._parts] == [11, 11, 11]
    assert together.run._crew is None
    assert same_state(parted, on_one)
    # Adam rounds the last numbers of a tensor, which fill no vector of the processor, in its own way.
    for name, tensor in together.run.state().items():
        torch.testing.assert_close(parted.run.state()[name], tensor)


@pytest.mark.parametrize(("seeds", "parts"), [(11, None), (12, [6, 6]), (17, [8, 9]), (32, [16, 16])])
def test_few_seeds_stay_together(seeds, parts):
    trainer = small("generator.width=64&discriminator.width=64&batch=128", seeds=range(seeds))
    trainer.step(1)
    held = trainer.run._crew
    assert (held and [len(part.seeds) for part in held._parts]) == parts


def test_little_work_stays_in_one_piece():
    trainer = small("", seeds=range(32))
    trainer.step(1)
    assert trainer.run._crew is None


def test_what_helpers_do_is_counted_and_their_faults_are_told(monkeypatch):
    monkeypatch.setattr(threads, "_cores", lambda: 2)

    def work():
        until = time.thread_time() + 0.05
        while time.thread_time() < until:
            pass

    began = threads.seconds_of_work()
    threads.side_by_side([work, work, work])
    assert 0.15 <= threads.seconds_of_work() - began < 0.5

    def fault():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        threads.side_by_side([fault, work])
