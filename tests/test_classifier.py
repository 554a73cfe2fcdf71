"""The classifier of digits: the file it comes in, what it states of itself, and how it counts."""

import re

import numpy as np
import pytest
import torch
from safetensors import safe_open

from playground.classifier import FILE, NAMES, SURE, Seen, load
from playground.classifier import train as training
from playground.classifier.lessons import Lessons
from playground.classifier.network import DigitNet
from playground.distributions.images import Digits, Images, Mnist
from playground.image_data import embedded
from playground.image_data import load as load_set
from playground.knobs import SettingError

LIKE_ENOUGH = 2e-4
"""Two of 10,000 pictures may stand so near to a border that another processor's rounding decides."""


@pytest.fixture(scope="module")
def pictures():
    return Digits().held_out(70)[0]


def table(*rows):
    """`Seen` with the given probabilities; a number stands for one whose rest is shared out evenly."""
    whole = [np.full(10, (1 - p) / 9) for p, _ in rows]
    for row, (p, label) in zip(whole, rows, strict=True):
        row[label] = p
    return Seen(np.zeros((len(rows), 2)), np.array(whole))


# The file


def test_the_file_is_small_and_no_pickle():
    assert FILE.stat().st_size < 500_000
    with safe_open(FILE, framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        story = file.metadata()
    assert tensors.keys() == DigitNet().state_dict().keys()
    assert all(tensor.dtype == torch.float16 for tensor in tensors.values())
    assert sum(tensor.numel() for tensor in tensors.values()) <= 150_000
    assert story == load().story
    assert {"what", "trained_on", "command", "seed", "torch"} <= story.keys()


def test_it_states_accuracies_that_will_do():
    story = load().story
    assert float(story["accuracy.mnist"]) >= 0.99
    assert float(story["accuracy.digits"]) >= 0.97


def test_the_command_it_states_is_one():
    assert re.fullmatch(r"python -m playground\.classifier\.train --seed \d+", load().story["command"])


# What it states is so


@pytest.mark.parametrize("images", [Mnist(), Digits()], ids=lambda images: images.key)
def test_it_is_as_accurate_as_it_states(images):
    if images.pictures().stand_in:
        pytest.skip("MNIST itself is not at hand: name its folder in PLAYGROUND_DATA.")
    stated = float(load().story[f"accuracy.{images.key}"])
    x, labels = images.held_out(10_000)
    assert load().accuracy(x, labels) >= stated - LIKE_ENOUGH


def test_it_is_seldom_wrong_where_it_is_sure():
    x, labels = Digits().held_out(300)
    seen = load().look(x).labels
    assert (seen >= 0).mean() > 0.9
    assert (seen == labels)[seen >= 0].mean() > 0.98


@pytest.mark.parametrize("grey", [-1.0, 0.0, 1.0])
def test_it_is_not_sure_of_nothing(grey):
    noise = np.random.default_rng(5).normal(grey, 0.3, (50, 784)).clip(-1, 1)
    assert (load().look(noise).labels == -1).mean() > 0.9
    assert load().look(np.full((1, 784), grey)).labels == [-1]


def test_it_is_not_sure_of_a_mean_of_two():
    x, labels = Digits().held_out(300)
    other = np.roll(np.arange(300), 1)
    two = (x + x[other])[labels != labels[other]] / 2
    assert (load().look(two).labels == -1).mean() > 0.8


# The interface


def test_shapes_and_sums(pictures):
    classifier = load()
    assert classifier is load()
    features, probabilities = classifier.features(pictures), classifier.probabilities(pictures)
    assert features.shape == (70, 64)
    assert probabilities.shape == (70, len(NAMES))
    assert features.dtype == probabilities.dtype == np.float64
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert classifier.features(pictures[:0]).shape == (0, 64)


def test_it_leaves_its_pictures_as_they_are(pictures):
    before = pictures.copy()
    pictures.setflags(write=False)
    load().look(pictures)
    assert (pictures == before).all()


def test_the_number_of_threads_and_of_pictures_is_all_one():
    x = Digits().held_out(300)[0]
    seen = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        seen.append(load().look(x))
    torch.set_num_threads(1)
    alone = load().look(x[:3])
    assert np.abs(seen[0].features - seen[1].features).max() < 1e-5
    assert np.abs(seen[0].probabilities - seen[1].probabilities).max() < 1e-5
    assert np.abs(seen[0].first(3).features - alone.features).max() < 1e-5


def test_what_is_no_number_is_nobody(pictures):
    x = pictures.copy()
    x[1, 5] = np.nan
    seen = load().look(x)
    assert not seen.finite
    assert seen.labels[1] == -1
    assert load().look(pictures).finite


def test_a_picture_counts_from_nine_tenths_on():
    seen = table((0.9, 3), (0.8999, 3), (0.95, 7), (0.2, 0), (0.999, 3))
    assert SURE == 0.9
    assert seen.labels.tolist() == [3, -1, 7, -1, 3]
    assert seen.counts.tolist() == [0, 0, 0, 2, 0, 0, 0, 1, 0, 0]
    assert seen.first(2).counts.sum() == 1


# Its training


@pytest.fixture
def lessons():
    return Lessons([(load_set("digits"), 2)], 64, torch.Generator().manual_seed(1))


def test_a_round_goes_through_the_pictures_as_often_as_asked(lessons):
    assert len(lessons) == 2 * 1497 // 64
    batches = list(lessons.round())
    assert len(batches) == len(lessons)
    for x, target in batches:
        assert x.shape == (64 + 8 + 8, 1, 28, 28)
        assert x.min() >= -1
        assert x.max() <= 1
        assert torch.allclose(target.sum(dim=1), torch.ones(80))
        assert (target[:64].max(dim=1).values == 1).all()
        assert (target[-8:] == 0.1).all()


def test_blends_are_aimed_at_both(lessons):
    x, target = next(lessons.round())
    assert torch.allclose(x[64:72], (x[:8] + x[56:64]) / 2, atol=1e-6)
    assert torch.equal(target[64:72], (target[:8] + target[56:64]) / 2)


def test_equal_seeds_train_alike(monkeypatch):
    digits = load_set("digits")
    monkeypatch.setattr(training, "_real", lambda images: digits)
    monkeypatch.setattr(training, "REPEATS", 0)
    first, second = (training.train(3, rounds=1).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_it_is_not_trained_on_what_stands_in(monkeypatch, capsys):
    monkeypatch.setattr(Images, "fetched", lambda self: embedded.stand_in("mnist"))
    with pytest.raises(SettingError, match="needs MNIST itself"):
        training.train(0)
    assert training.main([]) == 2
    assert "MNIST" in capsys.readouterr().err
