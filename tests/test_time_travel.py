"""Whatever was done to a run, its settings alone lead to the same moment again."""

import random

import pytest
import torch

from playground import Settings, Trainer
from tests.runs import same_state, small

CHANGES = [
    ("objective", "wasserstein"),
    ("objective", "jensen-shannon"),
    ("generator.lr", "0.003"),
    ("generator.lr", "0.0005"),
    ("generator.ema", "0.9"),
    ("generator.ema", "0"),
    ("k", "2"),
    ("constraint", "r1"),
    ("constraint", "instance-noise"),
    ("batch", "24"),
    ("distribution.radius", "1.5"),
]


def wander(trainer: Trainer, choose: random.Random, path) -> Trainer:
    """One random thing that a visitor may do."""
    what = choose.choice(["step", "step", "step", "half", "retune", "rewind", "rewind", "save"])
    if what == "step":
        trainer.step(choose.choice([1, 7, 20, 49, 50]))
    elif what == "half":
        trainer.half_step(choose.choice(trainer.halves), choose.choice([1, 1, 3]))
    elif what == "retune":
        trainer.retune(*choose.choice(CHANGES))
    elif what == "rewind":
        trainer.rewind(choose.randint(trainer.timeline.moments[0].step, trainer.steps))
    else:
        trainer.save(path)
        trainer = Trainer.load(path)
    return trainer


@pytest.mark.parametrize("seed", range(25))
def test_settings_lead_back_to_where_a_run_stands(seed, tmp_path, monkeypatch):
    monkeypatch.setattr("playground.timeline._FIRST_STRIDE", 10)
    monkeypatch.setattr("playground.timeline._MOST_MOMENTS", 6)
    choose = random.Random(seed)
    trainer = small(f"seed={seed}")
    for _ in range(20):
        trainer = wander(trainer, choose, tmp_path / "run.safetensors")
    # What a rewind left for later happens before the next step.
    trainer.step(3)
    again = Trainer(Settings.from_query(trainer.settings.to_query()), dtype=torch.float64)
    again.step(trainer.steps)
    assert again.settings == trainer.settings
    assert same_state(again, trainer)
