"""Many seeds watched together: the same numbers as one by one."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from playground import SettingError, Settings
from playground.distributions import Modes
from playground.intervals import chance_of_more, wilson
from playground.looks import covered_shares, distances, rankings, reaches, spreads
from playground.metrics.modes import SHARE
from playground.metrics.nearest import assign
from playground.metrics.ranking import above
from playground.wall import COUNTED, Tally, Wall
from tests.runs import SMALL, same_state

SEEDS = range(3, 7)
RING = SMALL + "distribution.width=0.3&"


def wall(query="", steps=20, seeds=SEEDS, **options):
    made = Wall(Settings.from_query(RING + query), seeds, **{"dtype": torch.float64} | options)
    made.step(steps)
    return made


KINDS = [
    "",
    "generator.ema=0.9",
    "generator.norm=batch",
    "generator.norm=batch&generator.ema=0.9",
    "discriminator.norm=spectral",
    "discriminator.minibatch_std=true",
    "discriminator.fourier=2&noise.kind=uniform",
    "distribution=gaussian&noise.dim=1",
    "objective=relativistic",
    "objective=wasserstein",
]


@pytest.mark.parametrize("query", KINDS)
def test_all_seeds_at_once_are_what_each_is_by_itself(query):
    made = wall(query)
    replicas = made._replicas
    replicas.refresh()
    z = replicas._latents(300, "latents").numpy()
    fakes = replicas.fakes(300)
    outputs, pushes = replicas.outputs(fakes).numpy(), replicas.pushes(fakes).numpy()
    for replica in range(len(SEEDS)):
        players = made.trainer.evaluation(replica).players
        alone = players.generate(z)
        if "ema" in query and "norm" in query:
            # Running statistics of an average are taken on a batch of latents, and here on another one.
            assert np.abs(fakes[replica].numpy() - alone).mean() < 0.05
            continue
        np.testing.assert_allclose(fakes[replica].numpy(), alone, atol=1e-12)
        np.testing.assert_allclose(outputs[replica], players.discriminate(alone), atol=1e-12)
        if "relativistic" not in query:
            np.testing.assert_allclose(pushes[replica], players.pushes(alone), atol=1e-12)


def test_a_paired_push_is_against_the_real_points_of_the_wall():
    made = wall("objective=relativistic")
    replicas = made._replicas
    fakes, real = replicas.fakes(5), replicas.real(64)
    raw_real, objective = replicas.outputs(real), made.trainer.run.family.objective
    step = 1e-6
    for axis in range(2):
        moved = torch.zeros(2, dtype=torch.float64)
        moved[axis] = step
        losses = [
            torch.stack(
                [objective.generator(raw_real, raw[:, i, None].expand_as(raw_real)) for i in range(5)], dim=1
            )
            for raw in (replicas.outputs(fakes + moved), replicas.outputs(fakes - moved))
        ]
        slope = (losses[0] - losses[1]) / (2 * step)
        np.testing.assert_allclose(replicas.pushes(fakes)[..., axis], -slope, atol=1e-6)


def test_points_are_fakes_at_latents_that_stay_the_same():
    made = wall(dtype=torch.float32)
    points = made.points()
    assert points.shape == (len(SEEDS), 150, 2)
    assert points.dtype == np.float32
    np.testing.assert_array_equal(points, made.points())
    assert made.points(7).shape == (len(SEEDS), 7, 2)
    made.step(5)
    assert not np.array_equal(points, made.points())


def test_a_look_changes_nothing():
    watched, left_alone = wall("generator.norm=batch", steps=0), wall("generator.norm=batch", steps=0)
    for _ in range(3):
        watched.step(5)
        watched.record()
        left_alone.step(5)
    assert same_state(watched.trainer, left_alone.trainer)


@pytest.mark.parametrize("loss", ["jensen-shannon", "wasserstein", "hinge", "relativistic"])
def test_a_record_holds_what_the_players_say(loss):
    made = wall(f"objective={loss}", steps=150)
    said = made.record().said
    estimate = {"jensen-shannon": {"jsd_estimate"}, "wasserstein": {"w1_estimate"}}.get(loss, set())
    assert set(said) == {"loss_d", "loss_g"} | estimate
    for replica in range(len(SEEDS)):
        measured = made.trainer.measure(list(said), replica)
        for name, values in said.items():
            assert values[replica] == pytest.approx(measured[name], rel=0.15, abs=0.1), name


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 3))
def test_shares_are_those_of_the_metric_on_the_same_samples(seed, k, d):
    rng = np.random.default_rng(seed)
    weights = rng.random(k) + 0.1
    modes = Modes(3 * rng.standard_normal((k, d)), rng.random(k) + 0.05, weights / weights.sum())
    samples = 2 * rng.standard_normal((3, 40, d))
    for found, own in zip(covered_shares(samples, modes), samples, strict=True):
        np.testing.assert_allclose(found, assign(own, modes).counts / (modes.weights * 40))


def test_coverage_agrees_with_the_metric_on_average():
    # Trained until some modes are held and others are not, so that there is something to count.
    made = Wall(
        Settings.from_query("distribution.width=0.15&generator.width=32&discriminator.width=32"), range(12)
    )
    made.step(600)
    counted = made.coverage()
    by_metric = np.array([made.trainer.measure(["modes"], replica)["modes"] for replica in range(12)])
    assert 0 < by_metric.mean() < 8
    assert np.ptp(by_metric) > 0
    assert abs((counted - by_metric).mean()) <= 0.4
    assert np.abs(counted - by_metric).max() <= 2


def test_real_samples_cover_everything_at_the_smaller_n():
    settings = Settings.from_query("distribution=grid")
    rows = settings.family.distribution.sample(64 * COUNTED, torch.Generator().manual_seed(5))
    shares = covered_shares(rows.view(64, COUNTED, 2).numpy(), settings.family.distribution.modes())
    assert (shares >= SHARE).all()


def test_a_seed_whose_samples_are_not_finite_has_no_coverage_and_spoils_no_other():
    made = wall()
    before = made.coverage()
    made.trainer.run.nets["generator"].flat.data[1] = np.nan
    after = made.coverage()
    assert np.isnan(after).tolist() == [False, True, False, False]
    np.testing.assert_array_equal(after[[0, 2, 3]], before[[0, 2, 3]])
    assert made.distribution().undefined == 1
    assert made.record().finite.tolist() == [True, False, True, True]


def test_data_without_modes_cannot_be_counted_but_recorded():
    made = Wall(Settings.from_query(SMALL + "distribution=swiss-roll"), SEEDS)
    with pytest.raises(SettingError, match="no modes"):
        made.coverage()
    assert made.record().shares is None
    assert np.isfinite(made.record().push).all()


def test_a_record_holds_what_the_metrics_say():
    made = wall("distribution=gaussian&distribution.mean=3&noise.dim=1", steps=200)
    record = made.record()
    for replica in range(len(SEEDS)):
        measured = made.trainer.measure(["w1", "gradient", "ranking"], replica)
        width = made.trainer.run.family.distribution.width
        assert record.distance[replica] == pytest.approx(measured["w1"] / width, rel=0.15, abs=0.1)
        assert record.push[replica] == pytest.approx(measured["gradient"] * width, rel=0.15)
        assert record.ranking[replica] == pytest.approx(measured["ranking"], abs=0.05)
    assert record.step == 200


@given(st.integers(0, 2**32 - 1), st.integers(2, 30))
def test_looks_are_what_one_by_one_would_give(seed, n):
    rng = np.random.default_rng(seed)
    real, fakes = rng.standard_normal((n, 1)) + 4, rng.standard_normal((3, n, 1))
    fakes[0] = fakes[0].round()
    outputs = fakes[..., 0].round(1)
    for replica, own in enumerate(fakes):
        apart = wasserstein_distance(real[:, 0], own[:, 0]) / real.std()
        assert distances(real, fakes)[replica] == pytest.approx(apart)
        assert spreads(real, fakes)[replica] == pytest.approx(own.std() / real.std())
        ranked = rankings(outputs[::-1], outputs)[replica]
        assert ranked == pytest.approx(above(outputs[::-1][replica], outputs[replica]))


def test_looks_in_the_plane_turn_with_the_samples():
    rng = np.random.default_rng(0)
    real, fakes = rng.standard_normal((200, 2)), rng.standard_normal((2, 200, 2)) + 2
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    for look in (distances, spreads, reaches):
        np.testing.assert_allclose(look(real, fakes), look(real @ turn, fakes @ turn))
    shifted = np.stack([real, real + np.array([3.0, 0.0])])
    # Along the four directions a shift of 3 shows as 3, 0 and twice 3 / sqrt 2.
    expected = 3 * (1 + 2**0.5) / 4 / np.sqrt(real.var(axis=0).mean())
    np.testing.assert_allclose(distances(real, shifted), [0, expected], atol=1e-12)
    assert reaches(real, np.zeros((1, 5, 2)))[0] == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    "query", ["", "generator.ema=0.9", "constraint=r1&objective=relativistic", "generator.norm=batch"]
)
def test_an_opened_seed_goes_on_as_it_does_on_the_wall(query):
    made = wall(query)
    opened = made.open(2)
    assert opened.seeds == (SEEDS[2],)
    assert opened.steps == made.steps
    held, own = made.trainer.run.state(), opened.run.state()
    for name, tensor in own.items():
        assert torch.equal(tensor, held[name][2:3] if tensor.ndim else held[name])
    # One seed by itself is multiplied by other kernels than many together: the last bits differ, and grow.
    made.step(30)
    opened.step(30)
    held, own = made.trainer.run.state(), opened.run.state()
    for name, tensor in own.items():
        torch.testing.assert_close(tensor, held[name][2:3] if tensor.ndim else held[name], rtol=0, atol=1e-9)


def test_in_single_precision_an_opened_seed_stays_within_a_millionth():
    made = wall(dtype=torch.float32)
    opened = made.open(1)
    made.step(10)
    opened.step(10)
    ours = made.trainer.run.nets["generator"].flat.data[1]
    torch.testing.assert_close(opened.run.nets["generator"].flat.data[0], ours, rtol=0, atol=1e-6)


def test_a_seed_opens_with_the_changes_made_on_the_wall():
    made = wall()
    made.trainer.retune("objective", "wasserstein")
    made.step(5)
    opened = made.open(0)
    assert opened.run.family.objective.key == "wasserstein"
    assert opened.settings.changes == made.trainer.settings.changes
    opened.step(5)
    made.step(5)
    weights = made.trainer.run.nets["generator"].flat.data[:1]
    torch.testing.assert_close(opened.run.nets["generator"].flat.data, weights, rtol=0, atol=1e-12)


def test_a_tally_counts_seeds_by_modes():
    shares = np.array([[1.0] * m + [0.1] * (8 - m) for m in (8, 8, 4, 5, 0, 0)])
    shares[5, 3] = np.nan
    tally = Tally.of(shares)
    assert tally.counts == (2, 0, 0, 0, 1, 1, 0, 0, 2)
    assert (tally.seeds, tally.all, tally.half, tally.undefined) == (6, 2, 3, 1)
    assert tally.all_interval == wilson(2, 6)
    # With seven modes, three are at most half of them and four are not.
    assert Tally.of(np.array([[1.0] * m + [0.0] * (7 - m) for m in (3, 4)])).half == 1
    drawn = wall().distribution()
    assert drawn.seeds == len(SEEDS)


def test_intervals_are_those_of_the_books():
    # Wilson (1927): (p + z^2/2n +- z sqrt(p q / n + z^2 / 4 n^2)) / (1 + z^2 / n).
    z, n, p = 1.959963984540054, 32, 28 / 32
    middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    expected = [(middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)]
    assert wilson(28, 32) == pytest.approx(expected)
    assert wilson(0, 32)[0] == 0
    assert wilson(32, 32)[1] == 1
    assert wilson(0, 0) == (0, 1)
    assert chance_of_more(0, 8, 0, 8) == 1
    assert chance_of_more(4, 4, 0, 4) == pytest.approx(1 / 70)
