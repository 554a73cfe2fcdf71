"""The benchmark's parts: what it compares must do the same work."""

from playground.benchmark import GAN_LAB, TAPED, _frame, _share_of_peak, _taped, plain_loop
from playground.settings import Settings


def test_the_plain_loop_runs():
    assert plain_loop(8, 16)() == 20


def test_gan_labs_net_is_what_it_says():
    gan = Settings.from_query(GAN_LAB).family
    assert (gan.batch, gan.k, gan.generator.network.width, gan.generator.network.depth) == (150, 2, 8, 2)
    assert gan.generator.optimizer.key == "sgd"


def test_the_same_preset_with_and_without_tapes():
    assert TAPED
    found = _taped("cyclegan-toy", 0.01, lambda: None)
    assert found["ratio"] == found["taped"] / found["plain"] > 0


def test_shares_and_frames_are_positive():
    share = _share_of_peak({"width": 64, "batch": 32, "ours": 10.0}, 0.01)
    assert 0 < share["share"] < 1
    assert _frame("distribution=gaussian&noise.dim=1", 1) > 0
