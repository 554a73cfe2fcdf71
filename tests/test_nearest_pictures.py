"""The training pictures nearest to others: exactly those that brute force finds."""

import math

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestNeighbors

from playground import nearest_pictures
from playground.image_data import Pictures
from playground.image_data.embedded import embedded_digits
from playground.nearest_pictures import HELD_OUT, nearest, trained_on, usual_distance
from tests.runs import small


def rows(images):
    return images.reshape(len(images), -1) / 127.5 - 1


@pytest.fixture(scope="module")
def digits():
    return embedded_digits()


@pytest.fixture
def few_rows(monkeypatch):
    """Several blocks, the last one not full."""
    monkeypatch.setattr(nearest_pictures, "_ROWS", 400)


@pytest.mark.usefixtures("few_rows")
def test_neighbours_are_those_of_brute_force(digits):
    places, distances = nearest(digits.train, digits.test.images, 5)
    known = NearestNeighbors(n_neighbors=5, algorithm="brute").fit(rows(digits.train.images))
    expected, expected_places = known.kneighbors(rows(digits.test.images))
    np.testing.assert_allclose(distances, expected, atol=1e-6)
    np.testing.assert_array_equal(places, expected_places)


def test_distances_are_exact_even_at_the_ends_of_the_scale():
    rng = np.random.default_rng(1)
    train = Pictures(rng.choice(np.uint8([0, 1, 254, 255]), (50, 28, 28)))
    asked = rng.choice(np.uint8([0, 255]), (4, 28, 28))
    places, distances = nearest(train, asked, 50)
    whole = [np.square(train.images.astype(int) - one).sum(axis=(1, 2)) for one in asked]
    np.testing.assert_array_equal(distances, np.sqrt(np.sort(whole, axis=1)) / 127.5)
    np.testing.assert_array_equal(places, np.argsort(whole, axis=1, kind="stable"))


def test_a_copy_is_at_no_distance_and_of_equals_the_first_is_named(digits):
    twice = Pictures(np.concatenate([digits.train.images[:40], digits.train.images[:40]]))
    places, distances = nearest(twice, digits.train.images[[7, 30]])
    assert places[:, :2].tolist() == [[7, 47], [30, 70]]
    assert (distances[:, :2] == 0).all()
    assert (distances[:, 2] > 0).all()


def test_fewer_pictures_than_asked_for(digits):
    places, distances = nearest(Pictures(digits.train.images[:2]), digits.test.images[:3])
    assert places.shape == distances.shape == (3, 2)


def test_the_usual_distance_is_the_median_over_held_out_pictures(digits):
    test = rows(digits.test.images)[:: len(digits.test.images) // HELD_OUT]
    assert len(test) == HELD_OUT
    expected = np.median(cdist(test, rows(digits.train.images)).min(axis=1))
    assert usual_distance(digits.train, digits.test) == pytest.approx(expected)
    assert math.isnan(usual_distance(digits.train, Pictures(digits.test.images[:0])))


def test_what_a_run_is_trained_on(digits):
    assert trained_on(small("distribution=digits").evaluation()) is digits.train
    few = trained_on(small("distribution=digits&data.size=30").evaluation())
    assert few.images.shape == (30, 28, 28)
    assert (nearest(digits.train, few.images, 1)[1] == 0).all()
