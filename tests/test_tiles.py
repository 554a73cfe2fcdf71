"""The stage for pictures: what it shows of a run, and when its costly layer comes along."""

import numpy as np
import pytest

from playground import Settings, Trainer
from playground.metrics.class_shares import shares
from playground.pictures import Picture
from playground.pictures.tiles import COUNTED, SHOWN, grey, sheet
from playground.runs.rarely import SHORTEST, Rarely

SMALL = "distribution=digits&noise.dim=8&batch=8&generator.width=16&discriminator.width=16"


@pytest.fixture(scope="module")
def trainer():
    trainer = Trainer(Settings.from_query(f"{SMALL}&seed=3"))
    trainer.step(2)
    return trainer


@pytest.fixture(scope="module")
def scene(trainer):
    return trainer.scene()


def test_pictures_have_a_stage_of_their_own(trainer, scene):
    assert trainer.stage == scene.picture == "tiles"
    assert scene.arrays["tiles"].shape == scene.still["real_tiles"].shape == (SHOWN, 28, 28)
    assert scene.arrays["tiles"].dtype == np.uint8


def test_tiles_are_the_generator_at_fixed_latents(trainer, scene):
    fakes = trainer.evaluation().fake(SHOWN)
    exact = (np.clip(fakes, -1, 1) + 1) * 127.5
    assert np.abs(scene.arrays["tiles"].reshape(SHOWN, -1) - exact).max() <= 0.5 + 1e-9


def test_scores_are_what_d_says_of_each_picture(trainer, scene):
    evaluation = trainer.evaluation()
    said = evaluation.objective.shown(evaluation.players.discriminate(evaluation.fake(SHOWN)))
    np.testing.assert_allclose(scene.arrays["scores"], said, atol=1e-6)
    real = scene.still["real_tiles"].reshape(SHOWN, -1) / 127.5 - 1
    said = evaluation.objective.shown(evaluation.players.discriminate(real))
    np.testing.assert_allclose(scene.arrays["real_scores"], said, atol=1e-6)


def test_bars_are_what_the_classifier_says_of_the_fakes(trainer, scene):
    counts, unsure = shares(trainer.evaluation(), COUNTED)
    np.testing.assert_array_equal(scene.slow["classes"], [*counts, unsure])
    assert scene.slow["classes"].sum() == COUNTED
    labels = trainer.family.distribution.pictures().train.labels
    due = [np.mean(labels == digit) for digit in range(10)]
    np.testing.assert_allclose(scene.still["class_shares"], due, atol=1e-6)


def test_grey_levels_span_black_to_white():
    x = np.zeros((5, 784))
    x[:5, 0] = [-1, 1, -3, 3, np.nan]
    assert grey(x)[:, 0, 0].tolist() == [0, 255, 0, 255, 0]
    assert grey(x)[0, 0, 1] == 128


def test_a_sheet_puts_tiles_side_by_side_row_by_row():
    tiles = np.arange(6, dtype=np.uint8)[:, None, None] * np.ones((1, 28, 28), np.uint8)
    whole = sheet(tiles, across=3)
    assert whole.shape == (56, 84)
    assert whole[::28, ::28].tolist() == [[0, 1, 2], [3, 4, 5]]


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_slow_layers_come_now_and_then_while_a_run_plays(trainer):
    clock = Clock()
    rarely = Rarely(clock)

    def look(**given):
        return rarely.scene(trainer, "tiles", None, **({"settled": False, "state": (1, 1)} | given))

    assert "classes" in look().slow
    clock.now += SHORTEST / 2
    assert not look(state=(1, 2)).slow
    # A viewer that comes now finds the last ones.
    assert "classes" in rarely.held
    clock.now += SHORTEST
    assert "classes" in look(state=(1, 3)).slow
    assert "classes" in look(state=(2, 3)).slow, "another configuration is looked at anew"


def test_slow_layers_of_a_run_at_rest_come_once(trainer):
    rarely = Rarely(Clock())

    def look(state, layers=None):
        return rarely.scene(trainer, "tiles", layers, settled=True, state=state)

    assert look((1, 1)).slow
    assert not look((1, 1)).slow
    assert look((1, 2)).slow
    assert not look((1, 2), {"scores"}).slow
    # Switching layers is another stamp.
    assert look((2, 2)).slow


def test_layers_that_nobody_wants_are_not_computed(trainer):
    scene = trainer.scene(layers=())
    assert set(scene.arrays) == {"tiles"}
    assert not scene.slow
    assert not scene.still


def test_the_picture_draws_itself(trainer):
    figure = trainer.snapshot().draw()
    (image,) = figure.axes[0].images
    assert image.get_array().shape == (224, 224)
    assert Picture.find("tiles").slow <= Picture.find("tiles").layers.keys()
