"""Every metric on runs whose right answer is known beforehand."""

import dataclasses
import gc
import math
import weakref

import numpy as np
import pytest
import torch
from scipy.special import expit, gammainc

from playground.distributions import Distribution
from playground.knobs import SettingError
from playground.metrics import Evaluation, Metric, applicable, floors, measure
from playground.metrics.base import _draw_latents, _real, latents_of
from playground.metrics.nearest import assign
from playground.metrics.once import once
from playground.metrics.plane_grid import true_masses
from playground.objectives import Objective
from playground.priors import Prior
from tests.runs import small

CEILING = 1 - math.exp(-4.5)
"""P(|x| <= 3 sigma) of a round Gaussian in the plane."""
MODES = {"modes", "modes_published", "high_quality", "width_ratio", "mode_kl"}
EVERYWHERE = {"loss_d", "loss_g", "d_real", "d_fake", "gradient", "lipschitz", "ranking"}
LOG4 = math.log(4)


class Script:
    """Players that play what they are given: G as a function of z, D as a function of x."""

    def __init__(self, generate, discriminate=None, slopes=None, pushes=None):
        self.generate = generate
        self.discriminate = discriminate or (lambda x: np.zeros(len(x)))
        self.slopes = slopes or np.zeros_like
        self.pushes = pushes or np.zeros_like


def entry(key, **fields):
    return Distribution.entries[key](**fields)


def run(distribution, generate, latent=None, objective="jensen-shannon", **fields):
    """An evaluation of scripted players; `fields` of `Script` go there."""
    script = {name: fields.pop(name) for name in ("discriminate", "slopes", "pushes") if name in fields}
    return Evaluation(
        distribution,
        Prior.entries["gaussian"](),
        latent or distribution.dimension,
        Script(generate, **script),
        Objective.entries[objective](),
        **fields,
    )


def copy_of(distribution, change=lambda x: x):
    """A generator that puts out real samples, changed: those of another seed than `real`'s."""

    def generate(z):
        drawn = distribution.sample(len(z), torch.Generator().manual_seed(5)).double().numpy()
        return change(drawn)

    return generate


def ring(change=lambda x: x, **fields):
    distribution = entry("ring", **fields)
    return run(distribution, copy_of(distribution, change))


def best_d(distribution, mean, width):
    """The logit of D* against a Gaussian generator."""

    def logit(x):
        log_q = -(((x[:, 0] - mean) / width) ** 2) / 2 - math.log(width * math.sqrt(2 * math.pi))
        return np.log(np.maximum(distribution.density(x), 1e-300)) - log_q

    return logit


# What applies where


def test_the_catalogue_holds_the_promised_keys():
    line = {"kl", "reverse_kl", "tv", "d_star_gap", "d_half_gap", "value_optimal"}
    shared = {"jsd", "w1", "sliced_w1", "value", "d_train", "d_heldout"}
    assert line | shared | MODES | EVERYWHERE <= set(Metric.entries)
    for metric in Metric.entries.values():
        assert metric.cost in ("cheap", "slow")
        assert metric.summary().endswith((".", ":"))


def test_what_applies_depends_on_data_latents_and_objective():
    line, plane = entry("uniform"), entry("ring")
    exact = {"kl", "reverse_kl", "tv"}
    curves = {"d_star_gap", "d_half_gap", "value", "value_optimal", "jsd_estimate"}
    assert set(applicable(run(line, np.tanh))) == EVERYWHERE | exact | curves | {"jsd", "w1"}
    sampled = run(line, lambda z: z[:, :1], latent=3)
    assert set(applicable(sampled)) == EVERYWHERE | curves - {"d_star_gap"} | {"jsd", "w1"}
    flat = run(plane, np.tanh)
    others = {"favourite", "jsd", "w1", "sliced_w1", "value", "jsd_estimate"}
    assert set(applicable(flat)) == EVERYWHERE | MODES | others
    assert "w1" not in applicable(flat, cheap=True)
    assert "w1" in applicable(run(line, np.tanh), cheap=True)
    for scored in ("wasserstein", "least-squares", "relativistic"):
        assert not curves & set(applicable(run(line, np.tanh, objective=scored)))
    assert set(applicable(run(entry("two-gaussians"), np.tanh))) >= MODES
    trained = run(line, np.tanh, training=np.zeros((5, 1)))
    assert {"d_train", "d_heldout"} <= set(applicable(trained))


def test_runs_without_a_game_or_without_latents_are_measured_as_far_as_that_goes():
    full = run(entry("two-gaussians"), np.tanh, training=np.zeros((5, 1)))
    alone = dataclasses.replace(full, objective=None)
    assert set(applicable(alone)) == {"jsd", "w1", "kl", "reverse_kl", "tv", "favourite"} | MODES
    assert set(measure(alone)) == set(applicable(alone))
    plane = dataclasses.replace(ring(), objective=None)
    assert set(applicable(plane)) == {"jsd", "w1", "sliced_w1", "favourite"} | MODES
    assert applicable(dataclasses.replace(full, prior=None)) == []


def test_unknown_names_are_refused_and_unfit_ones_left_out():
    evaluation = run(entry("uniform"), np.tanh)
    assert list(measure(evaluation, ["w1", "modes", "jsd"])) == ["w1", "jsd"]
    for ask in (measure, floors):
        with pytest.raises(SettingError, match=r"one of .*sliced_w1.*'fid' is not"):
            ask(evaluation, ["fid"])


@pytest.mark.parametrize("key", sorted(Distribution.entries))
def test_everything_can_be_measured_everywhere(key):
    distribution = entry(key)
    evaluation = run(
        distribution, copy_of(distribution), latent=2, training=np.zeros((4, distribution.dimension))
    )
    names = applicable(evaluation, cheap=True)
    values = measure(evaluation, names)
    assert list(values) == names
    assert all(isinstance(value, float) and math.isfinite(value) for value in values.values())


# The line


def test_the_line_in_closed_form():
    # N(1, 0.5) against N(0, 1).
    values = measure(run(entry("gaussian", mean=1, width=0.5), lambda z: z))
    assert values["kl"] == pytest.approx(math.log(2) + 1.25 / 2 - 0.5, abs=1e-3)
    assert values["reverse_kl"] == pytest.approx(math.log(0.5) + 4 - 0.5, abs=2e-3)
    assert 0 < values["jsd"] < math.log(2)
    assert values["value_optimal"] == pytest.approx(-LOG4 + 2 * values["jsd"])
    assert values["jsd"] <= values["tv"] * math.log(2)


def test_w1_of_a_shift_is_the_shift():
    for key in ("gaussian", "two-gaussians", "uniform", "laplace"):
        data, u = entry(key), Prior.entries["uniform"]()
        evaluation = Evaluation(
            data,
            u,
            1,
            Script(lambda z, data=data: data.quantile((z * (1 - 1e-9) + 1) / 2) + 0.7),
            Objective.entries["jensen-shannon"](),
        )
        assert measure(evaluation, ["w1"])["w1"] == pytest.approx(0.7, abs=4e-3)


def test_the_best_d_has_no_gap_and_reaches_the_optimal_value():
    data = entry("gaussian", mean=1, width=0.5)
    names = ["d_star_gap", "value", "value_optimal", "d_half_gap"]
    found = measure(run(data, lambda z: 0.8 * z, discriminate=best_d(data, 0, 0.8)), names)
    assert found["d_star_gap"] < 5e-3
    assert found["value"] == pytest.approx(found["value_optimal"], abs=1e-4)
    worse = measure(run(data, lambda z: 0.8 * z, discriminate=lambda x: x[:, 0] - 0.5), names)
    assert worse["d_star_gap"] > 0.1
    assert worse["value"] < worse["value_optimal"]


def test_the_end_of_the_game():
    data = entry("gaussian", mean=1, width=0.5)
    found = measure(run(data, lambda z: 1 + 0.5 * z))
    assert found["d_half_gap"] == 0
    assert found["d_star_gap"] < 1e-2
    assert found["value"] == pytest.approx(-LOG4)
    assert found["value_optimal"] == pytest.approx(-LOG4, abs=1e-4)
    for name in ("jsd", "kl", "reverse_kl"):
        assert found[name] < 1e-4
    assert found["tv"] < 1e-2
    assert found["w1"] < 1e-3


def test_half_gap_looks_only_where_there_is_data():
    data = entry("uniform", low=-1, high=1)
    wrong_outside = run(data, np.tanh, discriminate=lambda x: np.where(np.abs(x[:, 0]) > 1.1, 9.0, 0.0))
    assert measure(wrong_outside, ["d_half_gap"])["d_half_gap"] == 0
    inside = run(data, np.tanh, discriminate=lambda x: np.where(x[:, 0] > 0.5, 2.0, 0.0))
    assert measure(inside, ["d_half_gap"])["d_half_gap"] == pytest.approx(expit(2) - 0.5)


def test_instance_noise_moves_the_optimum_of_d():
    data, noise = entry("gaussian", mean=1, width=0.3), 0.4
    blurred = entry("gaussian", mean=1, width=0.5)  # 3-4-5
    best = best_d(blurred, 0, 0.5)
    names = ["d_star_gap", "value", "value_optimal"]
    noisy = measure(run(data, lambda z: 0.3 * z, discriminate=best, noise=noise), names)
    clean = measure(run(data, lambda z: 0.3 * z, discriminate=best), names)
    assert noisy["d_star_gap"] < 5e-3
    assert noisy["value"] == pytest.approx(noisy["value_optimal"], abs=1e-3)
    assert clean["d_star_gap"] > 0.1
    assert noisy["value_optimal"] < clean["value_optimal"]


def test_more_latents_measure_by_sample_beside_a_floor():
    data = entry("gaussian", mean=1, width=0.5)
    evaluation = run(data, lambda z: 1 + 0.5 * z.sum(axis=1, keepdims=True) / math.sqrt(3), latent=3)
    assert not evaluation.line.exact
    for name in ("jsd", "w1"):
        (value,), (floor,) = (ask(evaluation, [name]).values() for ask in (measure, floors))
        assert 0 < floor < 0.02
        assert value < 3 * floor
    assert not floors(run(data, lambda z: z), ["jsd", "w1", "kl", "value"])


def test_the_value_of_a_sample_is_read_beside_a_floor():
    data, names = entry("gaussian", mean=1, width=0.5), ["value_optimal"]
    summed = run(data, lambda z: 1 + 0.5 * z.sum(axis=1, keepdims=True) / math.sqrt(3), latent=3)
    for noise in (0.0, 0.3):
        noisy = dataclasses.replace(summed, noise=noise)
        (value,), (floor,) = (ask(noisy, names).values() for ask in (measure, floors))
        assert -LOG4 < floor < -LOG4 + 0.02
        assert value + LOG4 < 3 * (floor + LOG4)


# The plane


def test_perfect_ring_samples():
    values = measure(ring())
    assert values["modes"] == values["modes_published"] == 8
    assert values["high_quality"] == pytest.approx(CEILING, abs=4e-3)
    assert values["width_ratio"] == pytest.approx(1, abs=0.02)
    assert 0 <= values["mode_kl"] < 2e-3


def test_the_reference_width_is_the_truncated_gaussian():
    # E[r^2 | r <= 3] of a round Gaussian in d dimensions, in units of sigma.
    for key, d in (("ring", 2), ("gaussian", 1)):
        evaluation = run(entry(key), lambda z: z)
        distance = assign(evaluation.real(20_000), evaluation.distribution.modes()).spread
        expected = math.sqrt(d * gammainc(d / 2 + 1, 4.5) / gammainc(d / 2, 4.5))
        assert distance == pytest.approx(expected, rel=0.015)


@pytest.mark.parametrize("served", [1, 3, 8])
def test_collapse_onto_a_few_modes(served):
    data = entry("ring")
    centres = data.modes().centres

    def only_some(x):
        return centres[np.arange(len(x)) % served] + 0.01 * np.random.default_rng(0).standard_normal(x.shape)

    values = measure(run(data, copy_of(data, only_some)), sorted(MODES))
    assert values["modes"] == values["modes_published"] == served
    assert values["mode_kl"] == pytest.approx(math.log(8 / served), abs=1e-3)
    assert values["high_quality"] == pytest.approx(CEILING, abs=4e-3)


@pytest.mark.parametrize("factor", [0.1, 0.5])
def test_shrunken_modes_show_in_the_width_alone(factor):
    data = entry("grid")
    centres = data.modes().centres

    def shrink(x):
        home = centres[((x[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)]
        return home + factor * (x - home)

    values = measure(run(data, copy_of(data, shrink)), sorted(MODES))
    # Real samples are cut off at three sigma, shrunken ones hardly: hence the three percent.
    assert values["width_ratio"] == pytest.approx(factor, rel=0.04)
    assert values["high_quality"] > CEILING + 0.01
    assert values["modes"] == 25


@pytest.mark.parametrize("favoured", [0, 5])
def test_the_favourite_is_the_mode_with_most_samples_near_or_far(favoured):
    data = entry("ring")
    centres = data.modes().centres

    def drawn_to_one(x):
        # Every other sample lies about the favoured mode, too far out to be of high quality.
        each = np.arange(len(x))
        return np.where(each[:, None] % 2, centres[each // 2 % 8], 1.2 * centres[favoured])

    values = measure(run(data, copy_of(data, drawn_to_one)), ["favourite", "high_quality"])
    assert values["favourite"] == favoured
    assert values["high_quality"] == pytest.approx(0.5)
    assert math.isnan(measure(ring(lambda x: x * np.nan), ["favourite"])["favourite"])


def test_the_two_rules_of_counting_differ_where_they_should():
    data = entry("ring")
    centres = data.modes().centres

    def scarce(x):
        # Mode 1 gets 1 % of the samples: 8 % of its due, yet some of the first 2,500.
        return centres[np.where(np.arange(len(x)) % 100 == 7, 1, 0)]

    values = measure(run(data, copy_of(data, scarce)), sorted(MODES))
    assert values["modes"] == 1
    assert values["modes_published"] == 2
    assert values["width_ratio"] == 0


def test_rare_modes_are_held_to_their_own_due():
    data = entry("ring", imbalance=1.0)
    values = measure(run(data, copy_of(data)), ["modes", "mode_kl"])
    assert values["modes"] == 8
    assert values["mode_kl"] < 2e-3


def test_no_sample_near_any_mode():
    values = measure(ring(lambda x: x + 50), sorted(MODES))
    assert values["modes"] == values["modes_published"] == values["high_quality"] == 0
    assert math.isnan(values["width_ratio"])
    assert math.isnan(values["mode_kl"])


def test_the_modes_of_a_line():
    data = entry("three-gaussians")
    values = measure(
        run(data, copy_of(data, lambda x: x[x[:, 0] > -0.75][np.arange(len(x)) % 5000])), sorted(MODES)
    )
    assert values["modes"] == 2
    assert values["mode_kl"] == pytest.approx(math.log(1.5), abs=0.01)
    assert values["high_quality"] == pytest.approx(0.9973, abs=3e-3)


def test_distances_in_the_plane():
    data = entry("gaussian-2d", x=0.0, y=0.0, width=0.3)
    shifted = run(data, copy_of(data, lambda x: np.add(x, [0.6, 0.8])))
    values = measure(shifted, ["w1", "sliced_w1", "jsd"])
    assert values["w1"] == pytest.approx(1, abs=0.04)
    assert values["sliced_w1"] == pytest.approx(2 / math.pi, abs=0.02)
    far = measure(run(data, copy_of(data, lambda x: x + 50)), ["jsd"])
    assert far["jsd"] == pytest.approx(math.log(2), abs=1e-3)


def test_perfect_generators_score_their_floor_not_zero():
    data = entry("ring")
    names = ["w1", "sliced_w1", "jsd", *MODES]
    perfect, floor = measure(run(data, copy_of(data)), names), floors(run(data, copy_of(data)), names)
    assert set(floor) == set(names)
    for name in ("w1", "sliced_w1", "jsd", "mode_kl"):
        assert floor[name] > 0
        assert perfect[name] < 4 * floor[name]
    assert floor["modes"] == 8
    assert floor["high_quality"] == pytest.approx(CEILING, abs=2e-3)
    assert floor["width_ratio"] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("key", ["ring", "swiss-roll", "checkerboard"])
def test_grid_masses_are_a_probability_and_match_a_sample(key):
    if key not in Distribution.entries:
        pytest.skip(f"there is no {key}")
    masses = true_masses(entry(key))
    assert masses.sum() == pytest.approx(1, abs=1e-9)
    assert (masses >= -1e-15).all()
    evaluation = run(entry(key), copy_of(entry(key)))
    assert measure(evaluation, ["jsd"])["jsd"] < 0.05


# D, losses and slopes


def test_losses_and_readings_of_a_known_d():
    # D separates by one logit unit: reals at x = 1 get 1, fakes at x = -1 get -1.
    data = entry("points-2d", points=np.array([[1.0, 0.0], [1.0, 0.0]], dtype=np.float32))
    evaluation = run(data, lambda z: np.tile([-1.0, 0.0], (len(z), 1)), discriminate=lambda x: x[:, 0])
    values = measure(evaluation, ["loss_d", "loss_g", "d_real", "d_fake", "value"])
    assert values["loss_d"] == pytest.approx(2 * math.log1p(math.exp(-1)))
    assert values["loss_g"] == pytest.approx(math.log1p(math.exp(1)))
    assert values["d_real"] == pytest.approx(expit(1))
    assert values["d_fake"] == pytest.approx(expit(-1))
    assert values["value"] == pytest.approx(-values["loss_d"])


def test_overfitting_shows_between_training_and_heldout():
    data, training = entry("gaussian"), np.array([[0.5], [0.9]])
    by_heart = run(
        data,
        lambda z: z,
        discriminate=lambda x: np.where(np.isin(x[:, 0], training), 3.0, 0.0),
        training=training,
    )
    values = measure(by_heart, ["d_train", "d_heldout", "d_overfit"])
    assert values["d_train"] == pytest.approx(expit(3))
    assert values["d_heldout"] == pytest.approx(0.5)
    assert values["d_overfit"] == pytest.approx(expit(3) - 0.5)


def test_slopes_and_pushes():
    data = entry("gaussian-2d", x=0.0, y=0.0)
    evaluation = run(
        data,
        lambda z: 4 + 0 * z,
        slopes=lambda x: 2 * x,  # D = |x|^2: steepest at the fakes, at distance 4 sqrt 2
        pushes=lambda x: np.where(np.arange(len(x))[:, None] % 2, [[3.0, 4.0]], [[0.0, 0.0]]),
    )
    values = measure(evaluation, ["gradient", "lipschitz"])
    assert values["lipschitz"] == pytest.approx(8 * math.sqrt(2))
    assert values["gradient"] == pytest.approx(5 / math.sqrt(2))


def test_the_steepest_place_may_lie_between_real_and_fake():
    data = entry("gaussian-2d", x=-3.0, y=0.0, width=0.1)
    cliff = run(
        data, lambda z: np.tile([3.0, 0.0], (len(z), 1)), slopes=lambda x: 9.0 * (np.abs(x) < 1) * [1.0, 0.0]
    )
    assert measure(cliff, ["lipschitz"])["lipschitz"] == 9


# What went wrong, and what is shared


@pytest.mark.parametrize("bad", [math.nan, math.inf, 1e200])
@pytest.mark.parametrize("key", ["three-gaussians", "ring"])
def test_bad_samples_are_nan_without_complaint(key, bad):
    data = entry(key)

    def generate(z):
        x = z.copy()
        x[len(x) // 2] = bad
        return x

    values = measure(run(data, generate))
    samples = MODES | {"jsd", "w1", "sliced_w1"}
    for name in samples & set(values):
        assert math.isnan(values[name]) or bad == 1e200, name
    exact = {"kl", "reverse_kl", "tv", "d_star_gap", "value_optimal"}
    for name in exact & set(values):
        assert math.isnan(values[name]) or bad == 1e200, name
    broken = run(data, lambda z: z, **{n: lambda x: np.full(len(x), math.nan) for n in ["discriminate"]})
    for name in {"value", "loss_d", "loss_g", "d_real", "d_fake", "d_star_gap", "d_half_gap"} & set(values):
        assert math.isnan(measure(broken, [name])[name]), name


@pytest.mark.parametrize("objective", ["jensen-shannon", "least-squares", "wasserstein"])
def test_slopes_and_pushes_of_networks_agree_with_finite_differences(objective):
    trainer = small(f"objective={objective}&discriminator.activation=tanh")
    trainer.step(5)
    evaluation = trainer.snapshot().evaluation
    players, step = evaluation.players, 1e-5
    x = np.random.default_rng(0).standard_normal((7, 2))

    def loss(x):
        raw = torch.as_tensor(players.discriminate(x))[:, None]  # each fake a batch of its own
        return evaluation.objective.generator(torch.zeros_like(raw), raw).numpy()

    for found, function in ((players.slopes(x), players.discriminate), (-players.pushes(x), loss)):
        differences = [
            (function(x + step * axis) - function(x - step * axis)) / (2 * step) for axis in np.eye(2)
        ]
        assert np.abs(found).max() > 1e-3
        assert np.allclose(found, np.transpose(differences), rtol=1e-6, atol=1e-9)


def test_what_is_too_large_to_keep_is_drawn_again_alike():
    data, prior = entry("ring"), Prior.entries["gaussian"]()
    held = _draw_latents.cache_info().currsize
    assert np.array_equal(latents_of(prior, 2_000, 501, 0), latents_of(prior, 2_000, 501, 0))
    assert _draw_latents.cache_info().currsize == held
    assert _real(data, 2_000, 0) is _real(data, 2_000, 0)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_bad_slopes(bad):
    def ill(x):
        return np.full_like(x, bad)

    for value in measure(
        run(entry("ring"), lambda z: z, slopes=ill, pushes=ill), ["gradient", "lipschitz"]
    ).values():
        assert not math.isfinite(value)


def test_shared_work_is_done_once_and_let_go():
    calls = []
    data = entry("ring")

    def generate(z):
        calls.append(len(z))
        return z

    evaluation = run(data, generate)
    first = measure(evaluation)
    assert len(calls) == len(set(calls))  # one pass for each sample size
    assert measure(evaluation) == first
    assert len(calls) == len(set(calls))

    @once
    def costly(_):
        calls.append("costly")
        return 1.5

    assert costly(evaluation) == costly(evaluation) == 1.5
    assert calls.count("costly") == 1
    watch = weakref.ref(evaluation)
    del evaluation
    gc.collect()
    assert watch() is None


def test_measuring_twice_gives_the_same_numbers():
    data = entry("grid")
    assert measure(ring()) == measure(ring())
    assert measure(run(data, np.tanh), ["jsd", "mode_kl", "w1"]) == measure(
        run(data, np.tanh), ["jsd", "mode_kl", "w1"]
    )
