"""Digits against the clock: both sides do the same work, on the same pictures."""

import json

import pytest
import torch

from playground import SettingError, Settings, image_data
from playground.cli import main
from playground.race import LATENT, PlainLoop, race

DIGITS = "distribution=digits&noise.dim=100&batch=64&generator.network=dcgan&discriminator.network=dcgan"


def test_the_plain_loop_has_the_same_networks():
    plain = PlainLoop(image_data.load("digits"), 0)
    nets = (plain._generator, plain._discriminator)
    theirs = sum(weight.numel() for net in nets for weight in net.parameters())
    # Biases in front of a normalisation, which it takes away again, are all that may differ.
    assert Settings.from_query(DIGITS).family.weights() == pytest.approx(theirs, rel=0.002)


def test_the_plain_loop_learns():
    plain = PlainLoop(image_data.load("digits"), 0)
    z = torch.randn(8, LATENT)
    before = plain._generator(z).detach()
    for _ in range(3):
        plain.step()
    assert not torch.equal(plain._generator(z), before)
    assert plain.sample(10).shape == (10, 784)
    assert abs(plain.sample(10)).max() <= 1


def test_a_race_tells_both_sides(capsys):
    assert main(["race", "--preset", "", "--seconds", "0.2", "--json", *(
        part for pair in DIGITS.split("&") for part in ("--set", pair))]) == 0  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert told["command"].startswith("python -m playground race")
    (found,) = told["seeds"]
    assert found["ratio"] == found["ours"]["pictures_a_second"] / found["plain"]["pictures_a_second"]
    for side in (found["ours"], found["plain"]):
        assert {"classes", "class_kl", "cfid", "sure", "least", "pictures_a_second"} == side.keys()
        assert 0 <= side["least"] <= 0.1


def test_a_race_is_over_pictures():
    with pytest.raises(SettingError, match="is over pictures"):
        race(Settings(), [0], 0.1)
