"""Metrics of pictures: on classes, features and neighbourhoods whose right answer is known beforehand."""

import math

import numpy as np
import pytest
import torch
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist

from playground.classifier import Seen, load
from playground.distributions import Distribution
from playground.distributions.images import Digits, Images, Mnist, OwnImages
from playground.image_data import Pictures, PictureSet
from playground.metrics import Evaluation, Metric, applicable, floors, measure
from playground.metrics import class_shares as looked
from playground.metrics.cfid import frechet, moments
from playground.metrics.class_shares import SIZE, recognised, seen_fakes, seen_held_out, shares
from playground.metrics.manifolds import among, radii
from playground.objectives import Objective
from playground.pieces import lasting, whole
from playground.priors import Prior
from tests.runs import small

FIVE = ["cfid", "class_kl", "classes", "precision", "recall", "sure"]


class Script:
    """A generator of rows of pictures in their order, whatever the latents; and a D that shrugs."""

    def __init__(self, pick):
        self._pick, self._out = pick, 0
        self.discriminate = lambda x: np.zeros(len(x))
        self.pushes = self.slopes = np.zeros_like

    def generate(self, z):
        first, self._out = self._out, self._out + len(z)
        return self._pick(self._out)[first:]


def run(pick, distribution=None, **fields):
    distribution = distribution or Digits()
    prior, objective = Prior.entries["gaussian"](), Objective.entries["jensen-shannon"]()
    return Evaluation(distribution, prior, 2, Script(pick), objective, **fields)


def training_pictures(only=range(10)):
    """A generator that puts out pictures of some classes that are trained on."""
    rows, labels = Digits().labelled(20_000, torch.Generator().manual_seed(3))
    fitting = rows[torch.isin(labels, torch.tensor([*only]))].double().numpy()
    return lambda n: fitting[:n]


def seen(labels, p=0.95):
    """`Seen` of pictures that are surely of the given classes; -1 for those of none."""
    table = np.full((len(labels), 10), 0.1)
    sure = np.array(labels) >= 0
    table[sure] = (1 - p) / 9
    table[np.flatnonzero(sure), np.array(labels)[sure]] = p
    return Seen(np.zeros((len(labels), 2)), table)


def pictures(shares):
    """A set of pictures whose labels have the given counts."""
    labels = np.repeat(np.arange(10), shares).astype(np.uint8)
    return PictureSet("x", Pictures(np.zeros((len(labels), 28, 28), np.uint8), labels), Pictures(np.zeros(0)))


def score(key, *given):
    return Metric.entries[key]().score(*given)


# Classes


def test_a_class_counts_from_two_percent_of_all_on():
    labels = [0] * 1960 + [1] * 40
    assert score("classes", seen(labels), None) == 2
    assert score("classes", seen([0] * 1961 + [1] * 39), None) == 1
    assert score("classes", seen([0] * 1960 + [-1] * 40), None) == 1
    assert score("classes", seen(labels, p=0.89), None) == 0
    assert score("classes", seen(list(range(10)) * 200), None) == 10
    assert score("classes", seen([-1] * 2000), None) == 0


def test_kl_over_classes_in_closed_form():
    even = pictures([7] * 10)
    assert score("class_kl", seen(list(range(10)) * 5), even) == 0
    assert score("class_kl", seen([4] * 50), even) == pytest.approx(math.log(10))
    assert score("class_kl", seen([0, 1] * 25 + [-1] * 50), even) == pytest.approx(math.log(5))
    assert math.isnan(score("class_kl", seen([-1] * 50), even))


def test_kl_over_classes_is_from_the_true_balance_and_of_the_generated():
    skewed = pictures([30, 10, *[1] * 8])
    assert score("class_kl", seen([0] * 30 + [1] * 10 + list(range(2, 10))), skewed) == pytest.approx(0)
    half = 0.5 * math.log(0.5 / (30 / 48)) + 0.5 * math.log(0.5 / (10 / 48))
    assert score("class_kl", seen([0, 1]), skewed) == pytest.approx(half)


def test_the_share_of_recognised():
    assert score("sure", seen([3] * 30 + [-1] * 10), None) == 0.75


def test_shares_are_those_of_the_classifier_run_by_itself():
    evaluation = run(training_pictures([0, 8]))
    counts, unsure = shares(evaluation, 300)
    fakes = evaluation.fake(300)
    probabilities = load().probabilities(fakes)
    sure = probabilities.max(axis=1) >= 0.9
    assert counts.tolist() == np.bincount(probabilities[sure].argmax(axis=1), minlength=10).tolist()
    assert unsure == (~sure).sum()
    labels = recognised(fakes)
    assert (labels[sure] == probabilities[sure].argmax(axis=1)).all()
    assert (labels[~sure] == -1).all()
    assert counts[[0, 8]].sum() > 250


# The Fréchet distance


def covariance(seed, d=6, rank=None):
    root = np.random.default_rng(seed).normal(size=(d, rank or d))
    return root @ root.T


def test_equal_gaussians_are_no_distance_apart():
    mean, spread = np.arange(6.0), covariance(1)
    assert frechet(mean, spread, mean, spread) == pytest.approx(0, abs=1e-9)
    assert frechet(mean, spread, mean + 2, spread) == pytest.approx(6 * 4)


def test_diagonal_covariances_in_closed_form():
    zero, first, second = np.zeros(3), np.array([1.0, 4.0, 0.0]), np.array([9.0, 1.0, 4.0])
    expected = ((np.sqrt(first) - np.sqrt(second)) ** 2).sum()
    assert frechet(zero, np.diag(first), zero, np.diag(second)) == pytest.approx(expected)


def test_any_covariances_as_by_the_matrix_root():
    one, other = covariance(2), covariance(3)
    root = sqrtm(one @ other).real
    expected = 4 * 6 + np.trace(one + other - 2 * root)
    assert frechet(np.zeros(6), one, np.full(6, 2.0), other) == pytest.approx(expected)
    assert frechet(np.full(6, 2.0), other, np.zeros(6), one) == pytest.approx(expected)


def test_singular_covariances():
    zero, flat = np.zeros(6), covariance(4, rank=2)
    assert frechet(zero, flat, zero, flat) == pytest.approx(0, abs=1e-6)
    assert frechet(zero, flat, zero, np.zeros((6, 6))) == pytest.approx(np.trace(flat))
    across = np.diag([1.0, 0, 0, 0, 0, 0]), np.diag([0, 1.0, 0, 0, 0, 0])
    assert frechet(zero, across[0], zero, across[1]) == pytest.approx(2)


def test_moments():
    x = np.random.default_rng(5).normal(size=(50, 3))
    mean, spread = moments(x)
    assert np.allclose(mean, x.mean(axis=0))
    assert np.allclose(spread, (x - mean).T @ (x - mean) / 49)


# Precision and recall


def test_neighbourhoods_by_brute_force():
    x, y = np.random.default_rng(6).normal(size=(2, 1100, 3))
    reach = np.sort(cdist(x, x), axis=1)[:, 3]
    assert np.allclose(radii(x), reach)
    assert among(y, x, radii(x)) == pytest.approx((cdist(y, x) <= reach).any(axis=1).mean())


def test_radii_on_a_row_of_points():
    row = np.arange(5.0)[:, None]
    assert radii(row, k=1).tolist() == [1] * 5
    assert radii(row, k=3).tolist() == [3, 2, 2, 2, 3]


@pytest.fixture
def features(monkeypatch):
    """Sets the held-out pictures' features; the answer is precision and recall of given fakes' features."""

    def told(real, fake):
        def held_out(_):
            yield
            return Seen(real, None)

        known = pictures([1] * 10)
        for module in ("manifolds", "cfid"):
            monkeypatch.setattr(f"playground.metrics.{module}.seen_held_out", lasting(1)(held_out))
        return [score(key, Seen(fake, None), known) for key in ("precision", "recall")]

    return told


def test_known_sets(features):
    x = np.random.default_rng(7).normal(size=(200, 4))
    assert features(x, x) == [1, 1]
    assert features(x, x + 100) == [0, 0]
    # Fakes of one of two heaps: each looks real, and half of the real ones are beyond them.
    heaps = np.concatenate([x[:100], x[100:] + 50])
    assert features(heaps, np.concatenate([x[:100], x[:100]])) == [1, 0.5]
    # The other way round: half the fakes are from nowhere, and nothing is missing.
    assert features(np.concatenate([x[:100], x[:100]]), heaps) == [0.5, 1]


def test_as_many_fakes_as_held_out_pictures_are_taken(features):
    x = np.random.default_rng(8).normal(size=(100, 4))
    assert features(x, np.concatenate([x, x + 100])) == [1, 1]


# On runs


def test_they_apply_where_the_classes_are_known():
    assert set(FIVE) <= set(applicable(run(training_pictures())))
    assert not set(FIVE) & set(applicable(run(training_pictures(), OwnImages())))
    assert not set(FIVE) & set(applicable(run(lambda n: np.zeros((n, 2)), Distribution.entries["ring"]())))
    clothes = PictureSet("fashion-mnist", *([Digits().pictures().train] * 2), tuple("abcdefghij"))
    fashion = Distribution.entries["fashion-mnist"](kept=clothes)
    assert not set(FIVE) & set(applicable(run(training_pictures(), fashion)))


def test_none_of_them_holds_up_a_moving_picture():
    cheap = set(applicable(run(training_pictures()), cheap=True))
    assert not cheap & {*FIVE, "gradient", "lipschitz", "w1", "sliced_w1", "modes"}
    assert {"loss_d", "loss_g", "d_real", "d_fake", "ranking", "value"} <= cheap


def test_training_pictures_score_their_floor():
    evaluation = run(training_pictures())
    found, floor = measure(evaluation, FIVE), floors(evaluation, FIVE)
    assert set(found) == set(floor) == set(FIVE)
    assert found["classes"] == floor["classes"] == 10
    assert found["class_kl"] < 0.02
    assert found["sure"] == pytest.approx(floor["sure"], abs=0.02)
    assert found["precision"] == pytest.approx(floor["precision"], abs=0.06)
    assert found["recall"] == pytest.approx(floor["recall"], abs=0.06)
    assert found["cfid"] == pytest.approx(floor["cfid"], rel=0.4)


def test_dropped_classes_show_in_recall_and_not_in_precision():
    evaluation = run(training_pictures([0, 1, 2]))
    found, floor = measure(evaluation, FIVE), floors(evaluation, FIVE)
    assert found["classes"] == 3
    assert found["class_kl"] == pytest.approx(math.log(10 / 3), abs=0.05)
    assert found["precision"] > floor["precision"] - 0.08
    assert found["recall"] < 0.5
    assert found["cfid"] > 5 * floor["cfid"]


def test_noise_is_nothing():
    evaluation = run(lambda n: np.random.default_rng(9).uniform(-1, 1, (n, 784)))
    found = measure(evaluation, FIVE)
    assert found["classes"] == 0
    assert found["precision"] < 0.05
    assert found["recall"] < 0.05
    assert found["sure"] < 0.05


def test_what_is_not_finite_is_nan():
    def pick(n):
        x = training_pictures()(n).copy()
        x[n // 2, 3] = np.nan
        return x

    found = measure(run(pick), FIVE)
    assert all(math.isnan(value) for value in found.values())


def test_all_of_them_share_one_pass(monkeypatch):
    drawn, seen_sizes, pick = [], [], training_pictures()
    floors(run(pick), FIVE)  # what belongs to the data is looked at before
    look = load().look_in_pieces
    monkeypatch.setattr(load(), "look_in_pieces", lambda x: seen_sizes.append(len(x)) or look(x))
    evaluation = run(lambda n: drawn.append(n) or pick(n))
    measure(evaluation, FIVE)
    shares(evaluation)
    assert (drawn[-1], seen_sizes) == (SIZE, [SIZE])
    shares(evaluation, 100)
    shares(evaluation, 100)
    assert (drawn[-1], seen_sizes) == (SIZE + 100, [SIZE, 100])
    assert seen_fakes(evaluation, SIZE) is seen_fakes(evaluation, SIZE)


def test_held_out_pictures_come_from_all_over_the_set(monkeypatch):
    asked = []
    monkeypatch.setattr(looked, "_rows", lambda images: asked.append(images[:, 0, 0]) or np.zeros((1, 784)))
    images = np.zeros((10_000, 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(10_000) // 50
    whole(seen_held_out.__wrapped__(PictureSet("x", Pictures(images[:1]), Pictures(images))))
    assert np.bincount(asked[0]).tolist() == [10] * 200


@pytest.mark.parametrize("images", [Mnist(), Digits()], ids=lambda images: images.key)
def test_real_pictures_have_all_classes_and_are_known(images):
    if images.pictures().stand_in:
        pytest.skip("MNIST itself is not at hand: name its folder in PLAYGROUND_DATA.")
    floor = floors(run(training_pictures(), images.held()), FIVE)
    assert floor["classes"] == 10
    assert floor["sure"] > 0.95
    assert 0 < floor["class_kl"] < 0.01
    assert min(floor["precision"], floor["recall"]) > 0.8


def test_d_is_asked_about_fewer_pictures_than_points():
    sizes = []
    evaluation = run(lambda n: sizes.append(n) or training_pictures()(n))
    measure(evaluation, ["loss_d", "ranking", "gradient", "lipschitz"])
    assert sizes == [128]


def test_a_run_of_pictures_is_measured():
    trainer = small("distribution=digits&generator.width=16")
    trainer.step(2)
    found = trainer.measure(FIVE)
    assert set(found) == set(FIVE)
    assert isinstance(trainer.evaluation().distribution, Images)
    assert 0 <= found["precision"] <= 1
