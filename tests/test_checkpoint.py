"""Saved runs: exact, and every damaged file gets a sentence."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from playground import SettingError, Settings, Trainer
from playground.distributions.points import PlanePoints
from playground.families.gan import Gan
from tests.runs import same_state, small


@pytest.fixture
def saved(tmp_path):
    trainer = small("at.20=objective:hinge", seeds=(3, 4))
    trainer.step(30)
    path = tmp_path / "run.safetensors"
    trainer.save(path)
    return trainer, path


def rewrite(path, change=lambda tensors: None, **story):
    """Writes the file again with other tensors or another story."""
    trainer = Trainer.load(path)
    told = {
        "format": "gan-playground-1",
        "settings": trainer.settings.to_query(),
        "seeds": list(trainer.seeds),
        "applied": trainer.applied,
    }
    tensors = load_file(path)
    change(tensors)
    save_file(tensors, path, {"playground": json.dumps(told | story)})


def test_a_loaded_run_stands_where_it_was_saved(saved):
    trainer, path = saved
    loaded = Trainer.load(path)
    assert same_state(trainer, loaded)
    assert loaded.settings == trainer.settings
    assert loaded.seeds == (3, 4)
    assert loaded.run.family.objective.key == "hinge"


def test_the_users_points_travel_along(tmp_path):
    points = np.random.default_rng(0).normal(size=(100, 2))
    trainer = Trainer(Settings(Gan(distribution=PlanePoints(points=points))))
    trainer.step(3)
    trainer.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    assert loaded.settings.family == trainer.settings.family
    trainer.step(5)
    loaded.step(5)
    assert same_state(trainer, loaded)


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"\x80\x04.", b"PK\x03\x04", b"\xff" * 8 + b"{}"], ids=repr
)
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "run.safetensors"
    path.write_bytes(content)
    with pytest.raises(SettingError, match="not a run saved by the playground"):
        Trainer.load(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SettingError, match="not a run saved"):
        Trainer.load(tmp_path / "none")


def test_a_torn_file_is_refused(saved):
    _, path = saved
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SettingError, match="damaged"):
        Trainer.load(path)


def test_foreign_tensors_are_refused(tmp_path):
    save_file({"a": torch.ones(2)}, tmp_path / "other.safetensors")
    with pytest.raises(SettingError, match="not a run saved"):
        Trainer.load(tmp_path / "other.safetensors")


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ({"format": "gan-playground-0"}, "another version"),
        ({"settings": "generator.width=1e9"}, "between 1 and 512"),
        ({"settings": 7}, "cannot be used"),
        ({"seeds": "ab"}, "cannot be used"),
        ({"seeds": []}, "contradict"),
        ({"seeds": list(range(1000))}, "other shapes"),
        ({"applied": 5}, "contradict"),
        ({"applied": -1}, "contradict"),
        ({"applied": None}, "cannot be used"),
        ({"settings": "generator.width=9&at.20=objective:hinge"}, "other shapes"),
        ({"seeds": [3]}, "other shapes"),
    ],
)
def test_a_story_that_does_not_fit_is_refused(saved, story, told):
    _, path = saved
    rewrite(path, **story)
    with pytest.raises(SettingError, match=told):
        Trainer.load(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda tensors: tensors.pop("generator.weights"),
        lambda tensors: tensors.update({"extra": torch.ones(1)}),
        lambda tensors: tensors.update({"generator.weights": torch.ones(2, 3)}),
        lambda tensors: tensors.update({"generator.weights": tensors["generator.weights"].float()}),
        lambda tensors: tensors.update({"array:distribution.points": torch.ones(5, 2)}),
        lambda tensors: tensors.update({"array:nowhere.points": torch.ones(5, 2)}),
    ],
)
def test_tensors_that_do_not_fit_are_refused(saved, change):
    _, path = saved
    rewrite(path, change)
    with pytest.raises(SettingError):
        Trainer.load(path)
