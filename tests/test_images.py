"""Pictures as distributions, samples with labels, and runs that keep the data they began with."""

import json
import os

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer, checkpoint, image_data
from playground.cli import main
from playground.distributions import Distribution, Images, images
from playground.distributions.images import MOST, Digits, FashionMnist, Mnist, OwnImages
from playground.distributions.mixtures import GaussianMixture, pick
from playground.image_data import Pictures, PictureSet, embedded, sets
from playground.image_data.known import SOURCES
from playground.metrics import applicable
from playground.metrics.base import _real
from playground.runs.crowd import Crowd
from playground.runs.previews import distribution_preview
from playground.training.sources import FixedSample

EVERY = sorted(key for key, entry in Distribution.entries.items() if issubclass(entry, Images))
MIXTURES = sorted(key for key, entry in Distribution.entries.items() if issubclass(entry, GaussianMixture))
REAL = PictureSet(
    "mnist",
    *(
        Pictures(
            np.random.default_rng(seed).integers(0, 256, (n, 28, 28), dtype=np.uint8),
            np.arange(n, dtype=np.uint8) % 10,
        )
        for seed, n in enumerate((50, 20))
    ),
    tuple("0123456789"),
    "folder",
)
"""What has come for MNIST, as the tests have it."""


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch, tmp_path):
    """Neither folder, cache nor network."""
    monkeypatch.delenv(image_data.FOLDER, raising=False)
    monkeypatch.setattr(sets, "cache_folder", lambda source: tmp_path / source.key)
    for key, source in SOURCES.items():
        dead = {"mirrors": ("http://127.0.0.1:9/",)}
        monkeypatch.setitem(SOURCES, key, type(source)(**(vars(source) | dead)))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    image_data.forget()
    yield
    image_data.forget()


def arrive(monkeypatch) -> None:
    """Has the real pictures come."""
    monkeypatch.setitem(sets._found, ("mnist", ""), REAL)


# Samples and labels.


def test_the_catalogue_has_its_pictures():
    assert EVERY == ["bold", "digits", "fashion-mnist", "images", "mnist", "striped", "thin"]
    assert (Mnist.shape, Mnist().dimension) == ((1, 28, 28), 784)


@pytest.mark.parametrize("key", EVERY)
def test_samples_are_pictures_of_the_set(key):
    distribution = Distribution.entries[key]()
    x = distribution.sample(300, seeded())
    assert x.shape == (300, 784)
    assert x.dtype == torch.float32
    assert (x.min(), x.max()) == (-1, 1)
    known = {image.tobytes() for image in distribution.pictures().train.images}
    drawn = {row.tobytes() for row in ((x + 1) * 127.5).round().to(torch.uint8).numpy()}
    assert drawn <= known
    assert len(drawn) > min(100, len(known) - 1)
    assert torch.equal(x, distribution.sample(300, seeded()))


@pytest.mark.parametrize("kind", [Mnist, FashionMnist, Digits])
def test_labels_belong_to_their_pictures(kind):
    distribution = kind()
    x, labels = distribution.labelled(400, seeded(3))
    assert torch.equal(x, distribution.sample(400, seeded(3)))
    assert labels.dtype == torch.int64
    assert labels.shape == (400,)
    assert distribution.classes == len(distribution.names) == 10
    train = distribution.pictures().train
    label_of = {image.tobytes(): label for image, label in zip(train.images, train.labels, strict=True)}
    rows = ((x + 1) * 127.5).round().to(torch.uint8).numpy()
    assert [label_of[row.tobytes()] for row in rows] == labels.tolist()
    assert len(set(labels.tolist())) == 10


def test_pictures_are_the_same_wherever_they_are_kept():
    train, places = Digits().pictures().train, torch.tensor([5, 0, 5, 1496])
    elsewhere = images.as_rows(images._on_device(train, torch.device("cpu"))[places])
    assert torch.equal(images._rows(train, places), elsewhere)


def test_own_pictures_and_points_have_no_labels():
    for distribution in (OwnImages(), Distribution.entries["moons"](), Distribution.entries["uniform"]()):
        assert distribution.classes == 0
        with pytest.raises(SettingError, match="carry no labels; choose"):
            distribution.labelled(3, seeded())


@pytest.mark.parametrize("key", MIXTURES)
def test_the_label_of_a_bump_is_its_number(key):
    mixture = Distribution.entries[key]()
    x, labels = mixture.labelled(5000, seeded(5))
    assert torch.equal(x, mixture.sample(5000, seeded(5)))
    parts = mixture.components()
    assert mixture.classes == len(parts.weights)
    off = (x.numpy() - parts.centres[labels]) / parts.widths[labels]
    assert np.abs(off).max() < 6
    shares = np.bincount(labels, minlength=mixture.classes) / 5000
    np.testing.assert_allclose(shares, parts.weights, atol=0.03)


def test_samples_of_a_mixture_are_drawn_as_ever():
    """First which bump, then where in it: the order of draws is what every run of a seed depends on."""
    ring, generator = Distribution.entries["ring"](), seeded(9)
    centres, widths, bounds = ring._tables
    chosen = pick(bounds, 64, generator)
    expected = torch.addcmul(centres[chosen], widths[chosen], torch.randn(64, 2, generator=generator))
    assert torch.equal(ring.sample(64, seeded(9)), expected)


@pytest.mark.parametrize("key", [*EVERY, "ring", "points-1d"])
def test_a_fixed_sample_is_the_same_for_ever(key):
    source = FixedSample(Distribution.entries[key](), 40)
    rows = source.rows(3)
    assert rows.shape[0] == 40
    assert torch.equal(rows, FixedSample(Distribution.entries[key](), 40).rows(3))
    assert torch.equal(rows[:7], source.rows(3, 7))
    assert not torch.equal(rows, source.rows(4))
    drawn = {row.tobytes() for row in source.draw(500, seeded(), 3).numpy()}
    assert drawn == {row.tobytes() for row in rows.numpy()}


@pytest.mark.parametrize("key", EVERY)
def test_held_out_pictures_are_not_trained_on(key):
    distribution = Distribution.entries[key]()
    if key == "images":
        many = np.random.default_rng(0).integers(0, 256, (95, 28, 28), dtype=np.uint8)
        distribution = OwnImages(images=many)
        assert len(distribution.pictures().train.images) == 86
        assert len(OwnImages().pictures().test.images) == 0
    x, labels = distribution.held_out(9)
    assert x.shape == (9, 784)
    assert x.dtype == np.float32
    assert labels is None or labels.tolist() == distribution.pictures().test.labels[:9].tolist()
    trained = {image.tobytes() for image in distribution.pictures().train.images}
    seen = [row.tobytes() in trained for row in ((x + 1) * 127.5).round().astype(np.uint8)]
    assert not any(seen)
    assert len(distribution.held_out(10**6)[0]) == len(distribution.pictures().test.images)


# One's own.


def test_own_pictures_are_told_apart_by_their_content():
    discs = OwnImages().images
    assert discs.shape == (16, 28, 28)
    assert OwnImages(images=discs) == OwnImages()
    other = discs.copy()
    other[0, 0, 0] += 1
    assert OwnImages(images=other) != OwnImages()
    with pytest.raises(ValueError, match="read-only"):
        OwnImages().images[0, 0, 0] = 1
    assert not Settings().set("distribution", "ring").replace(family=_on(OwnImages(images=other))).portable


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((1, 28, 28), np.uint8),
        np.zeros((5, 28, 27), np.uint8),
        np.zeros((5, 784), np.uint8),
        np.zeros((5, 28, 28)),
        np.broadcast_to(np.uint8(0), (MOST + 1, 28, 28)),
        "pictures",
    ],
    ids=str,
)
def test_other_arrays_are_refused(wrong):
    with pytest.raises(SettingError, match=r"images must be 2 to 50,000 pictures of 28 x 28"):
        OwnImages(images=wrong)


# Runs.


def _on(distribution: Images):
    small = "generator.width=8&discriminator.width=8&generator.depth=1&discriminator.depth=1"
    return Settings.from_query(f"distribution=digits&{small}&batch=8").family.replace(
        distribution=distribution
    )


def trained(distribution: Images, steps: int = 3, **fields) -> Trainer:
    trainer = Trainer(Settings(_on(distribution).replace(**fields)))
    trainer.step(steps)
    return trainer


def weights(trainer: Trainer) -> torch.Tensor:
    return trainer.run.state()["discriminator.weights"]


def test_a_run_keeps_its_data_when_better_ones_arrive(monkeypatch):
    alone = weights(trained(Mnist(), 8))
    trainer = trained(Mnist(), 3)
    assert trainer.family.distribution.pictures().stand_in
    arrive(monkeypatch)
    assert not Mnist().pictures().stand_in
    trainer.retune("generator.lr", "0.001")
    trainer.step(5)
    assert torch.equal(weights(trainer), alone)
    trainer.rewind(2)
    trainer.step(6)
    assert torch.equal(weights(trainer), alone)
    assert trainer.family.distribution.pictures().stand_in
    later = Trainer(trainer.settings.anew(trainer.family))
    later.step(8)
    assert later.family.distribution.pictures() is REAL
    assert not torch.equal(weights(later), alone)


def test_what_is_remembered_of_a_stand_in_is_not_taken_for_the_real_thing(monkeypatch):
    before = trained(Mnist()).evaluation()
    arrive(monkeypatch)
    after = trained(Mnist()).evaluation()
    assert before.distribution != after.distribution
    for n in (10, 2000):
        real = {row.tobytes() for row in _real(after.distribution, n, 0).astype(np.float32)}
        assert not real & {row.tobytes() for row in _real(before.distribution, n, 0).astype(np.float32)}
    assert Mnist() == Mnist()
    assert Mnist().held() == Mnist().held()
    assert Mnist().held().released() == Mnist()


def test_data_change_in_mid_run_and_back_again(monkeypatch):
    trainer = trained(Mnist())
    trainer.retune("distribution", "digits")
    trainer.step(2)
    assert trainer.family.distribution.key == "digits"
    arrive(monkeypatch)
    trainer.retune("distribution", "mnist")
    assert trainer.family.distribution.pictures() is embedded.stand_in("mnist")


def test_a_fixed_sample_of_pictures_is_learnt():
    settings = Settings(_on(Digits())).set("data.size", "30")
    trainer = Trainer(settings)
    trainer.step(3)
    assert trainer.evaluation().training.shape == (30, 784)
    assert trainer.measure(["d_overfit"]).keys() == {"d_overfit"}


def test_metrics_of_pictures_are_those_that_make_sense():
    names = applicable(trained(Digits()).evaluation())
    assert {"loss_d", "loss_g", "d_real", "d_fake"} <= set(names)
    assert not {"sliced_w1", "w1", "jsd", "modes", "width_ratio"} & set(names)
    assert np.isfinite([*trained(Digits()).measure(["loss_d", "loss_g", "gradient"]).values()]).all()


@pytest.mark.parametrize("key", EVERY)
def test_a_saved_run_goes_on(key):
    trainer = trained(Distribution.entries[key]())
    again = checkpoint.from_bytes(checkpoint.to_bytes(trainer), Trainer)
    trainer.step(4)
    again.step(4)
    assert torch.equal(weights(trainer), weights(again))


def test_a_run_on_a_stand_in_is_saved_under_its_own_name(monkeypatch):
    trainer = trained(Mnist())
    content = checkpoint.to_bytes(trainer)
    arrive(monkeypatch)
    again = checkpoint.from_bytes(content, Trainer)
    assert again.family.distribution.key == "digits"
    assert trainer.settings.family.distribution.key == "mnist"
    trainer.step(4)
    again.step(4)
    assert torch.equal(weights(trainer), weights(again))


def test_a_run_on_pictures_that_are_not_here_is_not_opened(monkeypatch):
    arrive(monkeypatch)
    content = checkpoint.to_bytes(trained(Mnist()))
    assert checkpoint.from_bytes(content, Trainer).family.distribution.pictures() is REAL
    image_data.forget()
    with pytest.raises(SettingError, match="trained on MNIST, which is not on this machine"):
        checkpoint.from_bytes(content, Trainer)


# Around runs.


def test_the_command_line_says_which_data_were_used(monkeypatch, capsys):
    arguments = [
        "train",
        "--steps",
        "2",
        "--set",
        "distribution=mnist",
        "--set",
        "generator.width=8",
        "--json",
    ]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["data"] == "digits (embedded) in place of mnist"
    assert "small digits stand in for MNIST. MNIST could not be fetched." in printed.err
    arrive(monkeypatch)
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["data"] == "mnist (folder)"
    assert not printed.err
    assert main(["train", "--steps", "2", "--set", "distribution=digits", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["data"] == "digits (embedded)"
    assert main(["train", "--steps", "2", "--json"]) == 0
    assert "data" not in json.loads(capsys.readouterr().out)


def test_the_command_line_takes_a_folder(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv(image_data.FOLDER, "elsewhere")
    assert main(["train", "--steps", "1", "--data", str(tmp_path)]) == 0
    assert os.environ[image_data.FOLDER] == str(tmp_path)
    assert main(["train", "--steps", "1", "--data", str(tmp_path / "missing")]) == 2
    assert "--data must be a folder that there is" in capsys.readouterr().err


def test_the_page_takes_a_folder(monkeypatch, tmp_path, capsys):
    from playground.ui import launch

    served = []
    monkeypatch.setattr(launch, "launch", lambda: served.append(os.environ.get(image_data.FOLDER)))
    monkeypatch.setenv(image_data.FOLDER, "before")
    launch.main([])
    launch.main(["--data", str(tmp_path)])
    assert served == ["before", str(tmp_path)]
    with pytest.raises(SystemExit):
        launch.main(["--data", str(tmp_path / "missing")])
    assert "--data must be a folder" in capsys.readouterr().err


def test_a_wall_is_for_points():
    with pytest.raises(SettingError, match="on the line or in the plane only"):
        Crowd(Settings(_on(Digits())), 4)


def test_a_small_picture_shows_the_data_that_are_here(monkeypatch):
    before = distribution_preview("mnist")
    assert before == distribution_preview("digits")
    arrive(monkeypatch)
    assert distribution_preview("mnist") != before
