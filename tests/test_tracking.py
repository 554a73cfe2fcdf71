"""Does the loss tell the quality? Closed forms, ranks against scipy, tracks against runs."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap, kendalltau, spearmanr

from playground import Settings, Trainer
from playground.divergences import kantorovich_potential, w1_from_cdfs
from playground.evidence import evidence
from playground.intervals import rank_correlation
from playground.metrics import Evaluation, Metric, applicable, estimates, measure
from playground.metrics.estimate import dual
from playground.objectives import Objective
from playground.presets.measured import FOLDER
from playground.priors import Prior
from playground.pushforward import LineState
from playground.tracking import SAID, TRUTHS, rank_correlations, track
from playground.ui.seeds_choices import tracks
from tests.runs import SMALL
from tests.test_metrics import Script, best_d, copy_of, entry, run

LINE = SMALL + "distribution=gaussian&noise.dim=1&"
KEPT = sorted((FOLDER / "track").glob("*.json"))


def state(data, fake, edges):
    """A line state from masses."""
    sides = [np.concatenate([[0.0], np.cumsum(mass)]) for mass in (data, fake)]
    return LineState(np.asarray(edges, float), np.asarray(data), np.asarray(fake), *sides)


# -- the critic's estimate -------------------------------------------------------------------------


@pytest.mark.parametrize("theta", [-2.0, -0.3, 0.0, 1.0])
def test_the_best_critic_of_a_shift_estimates_the_shift(theta):
    """Arjovsky et al. (2017), example 1, with a Gaussian in the place of the point: D(x) = -sign(theta) x."""
    data = entry("gaussian", mean=0, width=0.5)
    for scale in (1.0, 7.0):  # whatever its Lipschitz constant is
        critic = run(
            data, lambda z: theta + 0.5 * z, objective="wasserstein",
            discriminate=lambda x, s=scale: 100 - s * np.sign(theta) * x[:, 0],
        )  # fmt: skip
        found = measure(critic, ["w1_estimate", "w1"])
        assert found["w1_estimate"] == pytest.approx(abs(theta), abs=4e-3)
        assert found["w1_estimate"] <= found["w1"] + 1e-12


def test_two_point_masses_are_as_far_apart_as_they_are():
    edges = np.array([0.0, 0.01, 3.0, 3.01])
    points = state([1.0, 0.0, 0.0], [0.0, 0.0, 1.0], edges)
    assert dual(-edges, points) == pytest.approx(3.0)
    assert dual(edges, points) == pytest.approx(-3.0), "a critic that has it the wrong way round"
    assert dual(np.zeros(4), points) == 0


masses = st.lists(st.floats(0, 1), min_size=6, max_size=6).filter(lambda each: sum(each) > 0.1)


@given(
    masses, masses,
    st.lists(st.floats(0.01, 3), min_size=6, max_size=6),
    st.lists(st.floats(-50, 50), min_size=7, max_size=7),
)  # fmt: skip
def test_no_critic_estimates_too_much_and_the_best_one_misses_by_a_cell(data, fake, widths, raw):
    edges = np.concatenate([[0.0], np.cumsum(widths)])
    both = state(*(np.array(side) / sum(side) for side in (data, fake)), edges)
    exact = w1_from_cdfs(both.data_cdf, both.fake_cdf, edges)
    assert dual(np.array(raw), both) <= exact * (1 + 1e-9) + 1e-9
    best = dual(kantorovich_potential(both.data_cdf, both.fake_cdf, edges), both)
    assert exact - best <= max(widths) / 2 + 1e-9


def test_slopes_where_nothing_lies_do_not_count():
    edges = np.arange(6.0)
    between = state([0, 0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5, 0], edges)
    critic = np.array([900.0, 0, -1, -2, -3, 900])
    assert dual(critic, between) == pytest.approx(1.0)


def test_what_is_not_finite_is_undefined():
    good = state([0.5, 0.5], [0.5, 0.5], [0, 1, 2])
    assert math.isnan(dual(np.array([0, np.inf, 1]), good))
    assert math.isnan(dual(np.zeros(3), state([0.5, 0.5], [np.nan, np.nan], [0, 1, 2])))


@pytest.mark.parametrize(
    "query", [LINE, LINE + "constraint=instance-noise&", SMALL + "distribution=two-gaussians&"]
)
def test_on_the_line_trained_players_never_estimate_too_much(query):
    for loss, said, truth in (
        ("wasserstein", "w1_estimate", "w1"),
        ("jensen-shannon", "jsd_estimate", "jsd"),
    ):
        trainer = Trainer(Settings.from_query(f"{query}objective={loss}"))
        for steps in (0, 40, 200):
            trainer.step(steps)
            found = trainer.measure([said, truth])
            assert found[said] <= found[truth] + 1e-6


def test_in_the_plane_a_shift_is_found_in_samples():
    data = entry("ring")
    shifted = run(
        data, copy_of(data, lambda x: x + np.array([1.5, 0])), objective="wasserstein",
        discriminate=lambda x: -2 * x[:, 0], slopes=lambda x: np.tile([-2.0, 0.0], (len(x), 1)),
    )  # fmt: skip
    assert measure(shifted, ["w1_estimate"])["w1_estimate"] == pytest.approx(1.5, abs=0.15)


# -- D's estimate ----------------------------------------------------------------------------------


def test_the_best_d_estimates_the_divergence_itself():
    data, u = entry("gaussian", mean=1, width=0.5), Prior.entries["gaussian"]()
    known = run(data, lambda z: 0.8 * z, discriminate=best_d(data, 0, 0.8))
    cells = known.line
    logit = np.log(cells.data_mass) - np.log(np.maximum(cells.fake_mass, 1e-300))
    best = Script(lambda z: 0.8 * z, discriminate=lambda x: np.interp(x[:, 0], cells.centres, logit))
    found = measure(
        Evaluation(data, u, 1, best, Objective.entries["jensen-shannon"]()), ["jsd", "jsd_estimate"]
    )
    assert found["jsd_estimate"] == pytest.approx(found["jsd"], abs=1e-6)
    almost = measure(known, ["jsd", "jsd_estimate"])
    assert almost["jsd_estimate"] == pytest.approx(almost["jsd"], abs=1e-4)


@pytest.mark.parametrize("place", ["gaussian", "ring"])
def test_players_that_have_learnt_nothing_estimate_nothing(place):
    for loss, said in (("jensen-shannon", "jsd_estimate"), ("wasserstein", "w1_estimate")):
        flat = run(entry(place), lambda z: z + 3, objective=loss)
        assert measure(flat, [said])[said] == pytest.approx(0, abs=1e-12)


def test_only_the_loss_that_stands_for_a_distance_estimates_it():
    assert estimates() == {"w1": "w1_estimate", "sliced_w1": "w1_estimate", "jsd": "jsd_estimate"}
    assert set(estimates()) <= set(Metric.entries)
    for objective in Objective.entries:
        for place in ("gaussian", "ring"):
            names = applicable(run(entry(place), np.tanh, objective=objective))
            assert ("w1_estimate" in names) == (objective == "wasserstein")
            assert ("jsd_estimate" in names) == (objective == "jensen-shannon")


# -- ranks -----------------------------------------------------------------------------------------


@given(st.integers(0, 10_000), st.integers(4, 40), st.booleans())
def test_ranks_are_those_of_scipy(seed, n, ties):
    random = np.random.default_rng(seed)
    x, y = random.normal(size=(2, n))
    x, y = (np.round(x), np.round(y)) if ties else (x, y + x)
    found = rank_correlation(x, y)
    if not (np.ptp(x) and np.ptp(y)):
        assert math.isnan(found.rho)
        return
    assert found.rho == pytest.approx(spearmanr(x, y).statistic)
    assert -1 <= found.low <= found.rho <= found.high <= 1
    if not ties:
        assert found.agree == pytest.approx((1 + kendalltau(x, y).statistic) / 2)


def test_the_interval_is_about_that_of_the_bootstrap():
    random = np.random.default_rng(1)
    x = random.normal(size=64)
    y = x + random.normal(size=64)
    found = rank_correlation(x, y)
    drawn = bootstrap(
        (x, y), lambda x, y: spearmanr(x, y).statistic, paired=True, vectorized=False, n_resamples=999,
        rng=random,
    ).confidence_interval  # fmt: skip
    assert (found.low, found.high) == pytest.approx((drawn.low, drawn.high), abs=0.1)


def test_the_interval_holds_what_it_should_as_often_as_it_says():
    random = np.random.default_rng(2)
    rho = 6 / math.pi * math.asin(0.6 / 2)  # Spearman's of a bivariate normal with correlation 0.6
    held = 0
    for _ in range(1000):
        x, e = random.normal(size=(2, 32))
        found = rank_correlation(x, 0.6 * x + 0.8 * e)
        held += found.low <= rho <= found.high
    assert 0.92 < held / 1000 < 0.98


def test_a_few_pairs_are_never_certain():
    for n in (4, 8):
        found = rank_correlation(np.arange(n), np.arange(n))
        assert (found.rho, found.agree) == (pytest.approx(1), 1)
        assert found.low < 1
    assert rank_correlation(np.arange(4), np.arange(4)).low < 0
    assert rank_correlation(np.arange(3), np.arange(3))[1:3] == (-1, 1)
    assert math.isnan(rank_correlation(np.ones(5), np.arange(5)).rho)
    assert rank_correlation(np.array([1, 2, np.nan, 3, 4]), np.arange(5)).n == 4


# -- tracks ----------------------------------------------------------------------------------------


def test_a_track_holds_what_the_runs_measure():
    settings = Settings.from_query(LINE + "objective=wasserstein&seed=5")
    found = track(settings, 50, 20)
    assert (found.steps.tolist(), found.seeds) == ([0, 20, 40, 50], (5,))
    assert set(found.values) == {"loss_d", "loss_g", "w1_estimate", "w1", "jsd"}
    trainer = Trainer(settings)
    trainer.step(40)
    for name, value in trainer.measure(list(found.values)).items():
        assert found.values[name][0, 2] == pytest.approx(value, rel=1e-4)
    along = found.along("w1_estimate", "w1")
    assert along[0] == pytest.approx(
        spearmanr(found.values["w1_estimate"][0], found.values["w1"][0]).statistic
    )


def test_many_seeds_are_tracked_together():
    settings = Settings.from_query(SMALL)
    done = []
    found = track(settings, 30, 15, seeds=range(4, 10), progress=done.append)
    assert found.values["sliced_w1"].shape == (6, 3)
    assert sum(done) == 6 * 30
    alone = track(settings.replace(seed=7), 30, 15)
    np.testing.assert_allclose(found.values["jsd_estimate"][3], alone.values["jsd_estimate"][0], rtol=1e-3)
    told = found.summary()
    assert set(told["over_seeds"]) == {"sliced_w1", "jsd"}
    assert told["over_seeds"]["jsd"]["loss_d"]["n"] == 6
    assert len(told["along"]["sliced_w1"]["jsd_estimate"]["values"]) == 6
    assert told["values"]["loss_d"][1] == pytest.approx(np.median(found.values["loss_d"][:, 1]))


def test_a_seed_without_a_number_is_left_out():
    values = {"loss_d": np.array([1.0, np.nan, 3, 2, 4]), "w1": np.arange(5.0)}
    found = rank_correlations(values)
    assert found == {"w1": {"loss_d": rank_correlation(values["loss_d"], values["w1"])._asdict()}}
    assert found["w1"]["loss_d"]["n"] == 4


def test_evidence_tells_the_rank_correlations_of_its_values():
    block = evidence(Settings.from_query(LINE), range(6), 20)
    found, metrics = block["rank_correlation"], block["metrics"]
    assert set(found) == {"w1", "jsd"}
    assert set(found["w1"]) == {"loss_d", "loss_g", "jsd_estimate"}
    assert set(found) <= set(TRUTHS)
    assert set(found["w1"]) <= set(SAID)
    known = spearmanr(metrics["loss_d"]["values"], metrics["w1"]["values"]).statistic
    assert found["w1"]["loss_d"]["rho"] == pytest.approx(known)


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_kept_tracks_are_about_the_presets_as_they_are(file):
    """A preset whose settings change needs new tracks: run their command again."""
    for block in json.loads(file.read_text()):
        assert file.stem.startswith(block["preset"])
        assert block["command"].startswith(f"python -m playground track --preset {block['preset']} ")
        settings = Settings.from_query(f"preset={block['preset']}&{block['versus']}")
        assert block["in_full"] == settings.of_any_seed()
        for truth, said in block["over_seeds"].items():
            assert said.keys() == block["along"][truth].keys()
            assert all(found["n"] == len(block["seeds"]) for found in said.values())


def test_what_the_page_tells_of_tracks_is_what_was_kept():
    told = tracks()
    assert len(told) == sum(len(json.loads(file.read_text())) for file in KEPT) > 0
    first = json.loads(KEPT[0].read_text())[0]
    loss, estimate = told[0]["told"]
    assert (loss["said"], estimate["said"]) == ("loss_d", "jsd_estimate")
    assert estimate["along"] == pytest.approx(np.median(first["along"]["w1"]["jsd_estimate"]["values"]))
    assert loss["rho"] == first["over_seeds"]["w1"]["loss_d"]["rho"]
    assert (told[0]["n"], told[0]["steps"]) == (len(first["seeds"]), first["steps"][-1])
    assert dict(told[0]["force"]) == {"objective": "jensen-shannon", "constraint": "none"}
    assert [dict(block["force"])["objective"] for block in told][:2] == ["jensen-shannon", "wasserstein"]
