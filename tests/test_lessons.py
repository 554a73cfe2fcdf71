"""Does generated data help, and what did D learn: both commands, small, on the embedded digits."""

import json
import math

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer, measured_lessons
from playground.augmentation import ARMS, Few, accuracy, augmentation, few_of, spread, taught
from playground.cli import main
from playground.distributions.images import Digits, as_rows
from playground.image_data import PictureSet
from playground.probe import ARMS as SEEN
from playground.probe import features, probed
from playground.ui import map_view

DIGITS = Digits().pictures()
TINY = "distribution=digits&batch=8&noise.dim=4"
DENSE = "&generator.network=mlp&discriminator.network=mlp&generator.width=8&discriminator.width=8"
CGAN = f"family=cgan&{TINY}{DENSE}"
GAN = f"{TINY}{DENSE}"


def test_few_pictures_are_as_many_of_each_class():
    few = few_of(DIGITS.train, 3, 10, seed=1)
    assert np.bincount(few.labels).tolist() == [3] * 10
    found = {
        image.tobytes(): label for image, label in zip(DIGITS.train.images, DIGITS.train.labels, strict=True)
    }
    assert all(found[image.tobytes()] == label for image, label in zip(few.images, few.labels, strict=True))
    assert (few_of(DIGITS.train, 3, 10, seed=1).images == few.images).all()
    assert (few_of(DIGITS.train, 3, 10, seed=2).images != few.images).any()
    with pytest.raises(SettingError, match="too many"):
        few_of(DIGITS.train, 1000, 10, seed=0)


def test_the_gan_sees_the_few_pictures_and_no_others():
    few = few_of(DIGITS.train, 1, 10, seed=0)
    data = Few(kept=PictureSet("few", few, DIGITS.test, DIGITS.names))
    trainer = Trainer(Settings(family=Settings.from_query(CGAN).family.replace(distribution=data)))
    trainer.step(1)
    held = trainer.family.distribution
    assert held.pictures().train is few
    rows, labels = held.labelled(200, torch.Generator().manual_seed(0))
    own = {
        row.numpy().tobytes(): label
        for row, label in zip(as_rows(torch.tensor(few.images)), few.labels, strict=True)
    }
    assert all(own[row.numpy().tobytes()] == label for row, label in zip(rows, labels.tolist(), strict=True))
    assert "few" not in Digits.entries


def test_a_classifier_learns_and_its_accuracy_is_counted():
    rows = as_rows(torch.tensor(DIGITS.train.images[:300]))
    labels = torch.tensor(DIGITS.train.labels[:300]).long()
    network = taught([(rows, labels)], 0, 40)
    with torch.no_grad():
        said = network(as_rows(torch.tensor(DIGITS.test.images)).view(-1, 1, 28, 28))[1].argmax(1).numpy()
    assert accuracy(network, DIGITS.test) == (said == DIGITS.test.labels).mean() > 0.5
    again = taught([(rows, labels)], 0, 40)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), again.parameters(), strict=True))


def test_the_spread_is_that_of_a_sample():
    found = spread(np.array([0.1, 0.4, 0.7]))
    assert (found["mean"], found["sd"]) == (pytest.approx(0.4), pytest.approx(0.3))
    assert math.isnan(spread(np.array([0.5]))["sd"])


def test_augmentation_tells_all_arms_and_repeats_itself():
    settings, told = Settings.from_query(CGAN), []
    ask = {"counts": [2], "steps": 3, "lessons": 4}
    found = augmentation(settings, [4, 5], **ask, progress=told.append)
    assert (sum(told), found["tested_on"], found["seeds"]) == (6, 300, [4, 5])
    (block,) = found["counts"]
    for arm in ARMS:
        assert len(block[arm]["values"]) == 2
        assert all(0 <= value <= 1 for value in block[arm]["values"])
    gain = np.subtract(block["both"]["values"], block["real"]["values"])
    np.testing.assert_allclose(block["gain"]["values"], gain)
    alone = augmentation(settings, [5], **ask)["counts"][0]
    assert alone["both"]["values"] == block["both"]["values"][1:]


@pytest.mark.parametrize("query", ["distribution=digits", "family=cgan&distribution=ring"])
def test_augmentation_asks_for_a_conditional_gan_of_pictures(query):
    with pytest.raises(SettingError, match="conditional GAN"):
        augmentation(Settings.from_query(query), [0], counts=[1], steps=1, lessons=1)


def test_features_are_what_the_last_layer_weighs():
    judge = Trainer(Settings.from_query(GAN)).evaluation().players.networks["discriminator"]
    rows = as_rows(torch.tensor(DIGITS.train.images[:5]))
    found = features(judge, rows)
    last = judge.layers[-1]
    told = found @ last.weight[0].numpy() + last.bias[0].numpy()
    np.testing.assert_allclose(told, judge(rows[None])[0].numpy(), rtol=1e-4, atol=1e-5)


def test_turning_features_into_their_span_changes_nothing():
    from sklearn.linear_model import LogisticRegression

    few = few_of(DIGITS.train, 4, 10, seed=0)
    x, test = (as_rows(torch.tensor(images)).numpy() for images in (few.images, DIGITS.test.images))
    found = probed(x, few.labels, test, DIGITS.test.labels)
    mean, scale = x.mean(axis=0), x.std() * np.sqrt(x.shape[1])
    whole = [
        LogisticRegression(C=c, max_iter=5000).fit((x - mean) / scale, few.labels)
        .score((test - mean) / scale, DIGITS.test.labels)
        for c in (0.1, 1.0, 10.0, 100.0, 1000.0)
    ]  # fmt: skip
    assert min(abs(np.array(whole) - found)) < 0.01


def test_the_probe_tells_all_arms(capsys):
    more = "--preset", "", "--counts", "40", "--steps", "2", "--seeds", "1:3"
    assert run("probe", GAN, *more) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["features"], found["steps"], found["tested_on"]) == (8, 2, 300)
    (block,) = found["counts"]
    assert block["labels"] == 40
    for arm in SEEN:
        assert len(block[arm]["values"]) == 2
    assert block["pixels"]["mean"] > 0.5


@pytest.mark.parametrize("query", [CGAN, "distribution=ring", "family=gmm"])
def test_the_probe_asks_for_a_d_of_pictures(query, capsys):
    assert run("probe", query, "--preset", "", "--steps", "1", "--seeds", "0:1") == 2
    assert "choose preset=mnist" in capsys.readouterr().err


def test_augment_is_a_command(capsys):
    more = "--preset", "", "--counts", "1", "--steps", "1", "--lessons", "1", "--seeds", "0:1"
    assert run("augment", CGAN, *more) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["command"].startswith("python -m playground augment")
    assert told["counts"][0]["real"]["sd"] is None


def test_what_the_page_quotes_is_what_was_measured(monkeypatch, tmp_path):
    told = spread(np.array([0.5, 0.7]))
    augment = {"seeds": [0, 1], "counts": [{"per_class": n} | dict.fromkeys(ARMS, told) for n in (10, 100)]}
    probe = {"seeds": [0, 1], "counts": [{"labels": 100} | dict.fromkeys(SEEN, told)]}
    for name, kept in (("AUGMENT", augment), ("PROBE", probe)):
        (tmp_path / name).write_text(json.dumps(kept), encoding="utf-8")
        monkeypatch.setattr(measured_lessons, name, tmp_path / name)
    markup = map_view.family_map().html_template
    assert markup.count("60.0 ± 14.1") >= 7
    monkeypatch.setattr(measured_lessons, "PROBE", tmp_path / "none")
    assert measured_lessons.probed() == {}


@pytest.mark.parametrize(
    "file", [measured_lessons.AUGMENT, measured_lessons.PROBE], ids=lambda file: file.stem
)
def test_kept_lessons_are_about_the_presets_as_they_are(file):
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["in_full"] == Settings.from_query(kept["settings"]).of_any_seed()
    assert kept["settings"].startswith(f"preset={file.stem}")
    assert kept["command"].startswith(f"python -m playground {file.parent.name} ")
    assert len(kept["seeds"]) >= 3
    assert kept["tested_on"] == 10_000
    # The words on the page say which way it went.
    most = kept["counts"][-1]
    assert "gain" not in most or most["gain"]["mean"] < 0
    for block in kept["counts"]:
        assert "trained" not in block or block["trained"]["mean"] > block["untrained"]["mean"]


def run(command, query, *more):
    pairs = [part for pair in query.split("&") for part in ("--set", pair)]
    return main([command, *pairs, *more, "--json"])
