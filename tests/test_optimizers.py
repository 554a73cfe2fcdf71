"""The flat optimizers against torch.optim, and the learning-rate schedule."""

import math

import pytest
import torch

from playground.optimizers import Optimizer
from playground.optimizers.base import Adam, Momentum, Rmsprop, Sgd
from playground.training.parts import Schedule

TWINS = [
    (Sgd(), lambda p: torch.optim.SGD(p, lr=0.05)),
    (Momentum(momentum=0.8), lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8)),
    (Rmsprop(decay=0.95), lambda p: torch.optim.RMSprop(p, lr=0.05, alpha=0.95)),
    (Adam(beta1=0.3, beta2=0.9), lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.3, 0.9))),
    (Adam(beta1=0.0), lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.0, 0.999))),
]


def test_every_optimizer_is_compared():
    assert {type(ours) for ours, _ in TWINS} == set(Optimizer.entries.values())


@pytest.mark.parametrize(("ours", "theirs"), TWINS, ids=lambda value: repr(value)[:20])
def test_fifty_steps_equal_torch(ours, theirs):
    start = torch.randn(2, 9, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    target = torch.linspace(-1, 1, 9, dtype=torch.float64)
    mine, other = start.clone(), start.clone().requires_grad_()
    memory = {name: torch.zeros_like(mine) for name in ours.memory}
    twin = theirs([other])
    for count in range(1, 51):
        ours.update(mine, (mine - target) ** 3, memory, 0.05, count)
        other.grad = ((other - target) ** 3).detach()
        twin.step()
    torch.testing.assert_close(mine, other.detach())


def test_schedule_holds_then_falls_to_its_floor():
    schedule = Schedule(steps=1000, hold=0.5, floor=0.1)
    assert [schedule.factor(step) for step in (0, 500)] == [1, 1]
    assert schedule.factor(750) == pytest.approx(0.1 + 0.9 / 2)
    assert schedule.factor(1000) == schedule.factor(10**6) == pytest.approx(0.1)
    assert all(schedule.factor(s) >= schedule.factor(s + 1) for s in range(0, 1200, 7))
    assert Schedule().factor(10**6) == 1


def test_schedule_survives_its_extremes():
    for hold in (0.0, 1.0):
        assert all(math.isfinite(Schedule(steps=1, hold=hold).factor(step)) for step in (0, 1, 2))
