"""Families beside the GAN: the Gaussian mixture, exact to its last digit, and one that is ten lines long."""

import warnings
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from scipy.stats import multivariate_normal, norm
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from playground import SettingError, Settings, Trainer
from playground.addresses import addresses
from playground.catalogue import slot
from playground.cli import main
from playground.distributions import Distribution
from playground.distributions.plane_mixtures import Ring
from playground.docs import tables
from playground.duel import Duel, Match
from playground.families import Family
from playground.families.mixture import Mixture
from playground.gaussians import Gaussians
from playground.metrics import Evaluation
from playground.metrics.likelihood import HeldOut, LogLikelihood, SampledKL
from playground.pictures import Picture
from playground.pushforward import line_state_of_sample
from playground.runs import Registry
from playground.runs.camera import Camera
from playground.runs.reading import read
from playground.training import em
from playground.training.em import MixtureRun, packed, restricted, unpacked
from playground.training.streams import seeded
from playground.ui.duel_choices import choices, match_of
from playground.ui.gallery import family_cards
from playground.ui.handlers import Handlers
from playground.ui.map_view import family_map
from playground.ui.text import ENGLISH

KINDS = ("full", "tied", "diag", "spherical")
DATA = ("ring", "moons", "spiral", "two-gaussians", "student-t")


def trainer(query="", **options):
    return Trainer(Settings.from_query(f"family=gmm&data.size=200&{query}"), **options)


def likelihoods(run, steps, replica=0):
    """The log-likelihood at each of the steps 0 .. steps - 1."""
    found = []
    for step in range(steps):
        run.advance_to(step)
        found.append(LogLikelihood().compute(run.evaluation(replica)))
    return np.array(found)


def fitted_by_scikit(run, steps):
    """scikit-learn's own fit from the run's start: its log-likelihoods, and what it comes to."""
    family, (begun,) = run.settings.family, run.run.now
    model = GaussianMixture(
        family.components,
        covariance_type=family.covariance,
        tol=0.0,
        reg_covar=family.regularisation,
        max_iter=steps,
        weights_init=begun.weights,
        means_init=begun.means,
        precisions_init=packed(np.linalg.inv(begun.covariances), family.covariance),
    )
    return fit(model, run.run._data[0])


def fit(model, x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # tol = 0: it is to take every step
        return model.fit(x)


# -- the steps are scikit-learn's ----------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("init", ["kmeans", "points"])
@pytest.mark.parametrize(("data", "seed"), [("ring", 0), ("moons", 1), ("student-t", 2)])
def test_the_likelihood_of_every_step_is_that_of_scikit_learns_own_fit(data, seed, init, kind):
    run = trainer(f"distribution={data}&components=4&init={init}&covariance={kind}&seed={seed}")
    theirs = fitted_by_scikit(run, 25)
    np.testing.assert_allclose(likelihoods(run, 25), theirs.lower_bounds_, rtol=1e-9, atol=1e-9)
    run.advance_to(25)
    (ended,) = run.run.now
    np.testing.assert_allclose(ended.means, theirs.means_, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(packed(ended.covariances, kind), theirs.covariances_, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_a_start_by_k_means_is_scikit_learns_own(kind):
    run = trainer(f"covariance={kind}&seed=3&components=5")
    chance = seeded(3, "mixture", 0).initial_seed()
    model = GaussianMixture(5, covariance_type=kind, tol=0.0, max_iter=12, random_state=chance)
    np.testing.assert_allclose(likelihoods(run, 12), fit(model, run.run._data[0]).lower_bounds_, rtol=1e-9)


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("kind", KINDS)
def test_the_likelihood_never_falls(data, kind):
    run = trainer(f"distribution={data}&components=6&init=points&covariance={kind}", seeds=[0, 1, 2])
    found = []
    for step in range(60):
        run.advance_to(step)
        found.append([LogLikelihood().compute(run.evaluation(replica)) for replica in range(3)])
    assert (np.diff(found, axis=0) >= -1e-5).all()


def test_a_half_step_is_half_of_a_step():
    whole, halves = trainer("init=points"), trainer("init=points")
    whole.step(1)
    before = halves.run.now[0]
    halves.half_step("expectation")
    assert halves.run.now[0] is before
    halves.half_step("maximisation")
    np.testing.assert_array_equal(halves.run.now[0].means, whole.run.now[0].means)
    assert halves.steps == 0
    # Without a new E step the shares are the old ones, so there is nowhere to go.
    halves.half_step("maximisation")
    np.testing.assert_array_equal(halves.run.now[0].means, whole.run.now[0].means)


# -- a run like any other ------------------------------------------------------------------------


def same(one, other):
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_rewinding_and_replaying_are_exact():
    run = trainer("init=points&at.7=covariance:diag&at.9=data.size:150&at.11=distribution.width:0.2")
    run.step(5)
    run.half_step("expectation")
    run.step(25)
    there = run.run.state()
    for back in (6, 0, 10):
        run.rewind(back)
        run.advance_to(30)
        same(run.run.state(), there)
    again = Trainer(run.settings)
    again.advance_to(30)
    same(again.run.state(), there)


def test_a_saved_run_goes_on_exactly(tmp_path):
    run = trainer("init=points&distribution=two-gaussians&components=3")
    run.step(4)
    run.half_step("expectation")
    run.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    for each in (run, loaded):
        each.half_step("maximisation")
        each.step(3)
    same(loaded.run.state(), run.run.state())


def test_replicas_are_independent():
    many = trainer("init=points", seeds=[4, 5, 6])
    many.step(10)
    alone = trainer("init=points&seed=5")
    alone.step(10)
    for name, tensor in alone.run.state().items():
        assert torch.equal(
            tensor[0] if tensor.ndim else tensor, many.run.state()[name][1 if tensor.ndim else ()]
        )
    assert not torch.equal(many.run.state()["now.means"][0], many.run.state()["now.means"][1])


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_shape_in_flight_keeps_what_it_can(kind):
    run = trainer("init=points&components=3")
    run.step(10)
    before = run.run.now[0]
    run.retune("covariance", kind)
    after = run.run.now[0]
    np.testing.assert_array_equal(after.means, before.means)
    for mixture in (after, *run.run.seen):
        held = packed(mixture.covariances, kind)
        np.testing.assert_array_equal(unpacked(held, kind, 3, 2), mixture.covariances)
    np.testing.assert_allclose(
        np.einsum("k,kii", after.weights, after.covariances),
        np.einsum("k,kii", before.weights, before.covariances),
    )
    run.step(5)
    assert run.error is None


@pytest.mark.parametrize("kind", KINDS)
def test_packing_is_undone_by_unpacking(kind):
    roots = np.random.default_rng(0).normal(size=(4, 2, 2))
    mixture = Gaussians(np.full(4, 0.25), np.zeros((4, 2)), roots @ roots.transpose(0, 2, 1) + np.eye(2))
    held = restricted(mixture, kind).covariances
    np.testing.assert_array_equal(unpacked(packed(held, kind), kind, 4, 2), held)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("components=8&data.size=5", "too few"),
        ("components=0", "between 1 and 64"),
        ("data.size=0", "between 2"),
    ],
)
def test_what_cannot_be_fitted_gets_a_sentence(query, told):
    with pytest.raises(SettingError, match=told):
        Settings.from_query(f"family=gmm&{query}")


def test_numbers_beyond_all_bounds_are_refused(monkeypatch):
    monkeypatch.setattr(em.FixedSample, "rows", lambda source, seed: torch.full((3, 1), torch.inf))
    with pytest.raises(SettingError, match="beyond all bounds"):
        trainer()


# -- the mixture itself --------------------------------------------------------------------------


def some(d=2, k=3, seed=0):
    chance = np.random.default_rng(seed)
    roots = chance.normal(size=(k, d, d))
    weights = chance.dirichlet(np.ones(k))
    return Gaussians(weights, chance.normal(size=(k, d)), roots @ roots.transpose(0, 2, 1) + 0.1 * np.eye(d))


@pytest.mark.parametrize("d", [1, 2])
def test_density_and_shares_are_scipys(d):
    mixture, x = some(d), np.random.default_rng(1).normal(size=(50, d))
    parts = np.array(
        [
            weight * multivariate_normal(mean, covariance).pdf(x)
            for weight, mean, covariance in zip(
                mixture.weights, mixture.means, mixture.covariances, strict=True
            )
        ]
    )
    np.testing.assert_allclose(mixture.parts(x), parts, rtol=1e-10)
    np.testing.assert_allclose(mixture.log_density(x), np.log(parts.sum(axis=0)), rtol=1e-10)
    np.testing.assert_allclose(mixture.responsibilities(x), (parts / parts.sum(axis=0)).T, rtol=1e-9)


def test_samples_have_the_moments_of_the_closed_form():
    mixture, n = some(), 400_000
    x = mixture.generate(np.random.default_rng(2).standard_normal((n, 3)))
    mean = mixture.weights @ mixture.means
    gaps = mixture.means - mean
    spread = np.einsum("k,kij", mixture.weights, mixture.covariances)
    spread = spread + np.einsum("k,ki,kj", mixture.weights, gaps, gaps)
    deviation = np.sqrt(np.diag(spread))
    assert (np.abs(x.mean(axis=0) - mean) < 5 * deviation / np.sqrt(n)).all()
    np.testing.assert_allclose(np.cov(x.T), spread, atol=0.02 * deviation.max() ** 2)


def test_ellipses_are_the_axes_of_numpys_eigh():
    mixture = some(k=5)
    for row, covariance in zip(mixture.ellipses(), mixture.covariances, strict=True):
        spreads, axes = np.linalg.eigh(covariance)
        np.testing.assert_allclose(row[2:4], np.sqrt(spreads[::-1]))
        along = np.array([np.cos(row[4]), np.sin(row[4])])
        assert abs(along @ axes[:, 1]) == pytest.approx(1)
        # What is drawn is where the Mahalanobis distance is one.
        for angle in np.linspace(0, 6, 7):
            turn = np.array([[along[0], -along[1]], [along[1], along[0]]])
            edge = turn @ (row[2:4] * [np.cos(angle), np.sin(angle)])
            assert edge @ np.linalg.solve(covariance, edge) == pytest.approx(1)


def test_on_the_line_the_density_is_exact_and_whole():
    run = trainer("distribution=two-gaussians&components=3&init=points")
    run.step(6)
    evaluation, (now,) = run.evaluation(), run.run.now
    assert evaluation.exact
    line = evaluation.line
    assert line.exact
    assert line.fake_mass.sum() == pytest.approx(1, abs=1e-12)
    scales = np.sqrt(now.covariances[:, 0, 0])
    cdf = norm.cdf(line.edges[1:-1, None], now.means[:, 0], scales) @ now.weights
    np.testing.assert_allclose(line.fake_cdf[1:-1], cdf, atol=1e-12)
    sampled = line_state_of_sample(evaluation.distribution, evaluation.fake(200_000))
    assert np.abs(sampled.fake_cdf - np.interp(sampled.edges, line.edges, line.fake_cdf)).max() < 0.01
    grid = np.linspace(*now.ends(), 20_001)
    area = np.trapezoid(np.exp(now.log_density(grid[:, None])), grid)
    assert area == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("query", ["distribution=ring", "distribution=gaussian&components=2"])
def test_the_numbers_beside_are_those_of_the_truth(query):
    evaluation = trainer(query).evaluation()
    gap = HeldOut().floor(evaluation) - HeldOut().compute(evaluation)
    assert SampledKL().compute(evaluation) == pytest.approx(gap)
    assert gap > 0
    truth = np.log(evaluation.distribution.density(evaluation.training)).mean()
    assert LogLikelihood().floor(evaluation) == pytest.approx(truth)


def test_held_out_approaches_minus_the_entropy_of_a_bell():
    evaluation = trainer(
        "distribution=gaussian&distribution.width=0.5&components=1&data.size=100000"
    ).evaluation()
    entropy = norm(scale=0.5).entropy()
    assert HeldOut().floor(evaluation) == pytest.approx(-entropy, abs=0.03)
    assert SampledKL().compute(evaluation) == pytest.approx(0, abs=1e-3)


# -- pictures, words and the page ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "stage", "other"),
    [("", "mixture", "plane"), ("distribution=gaussian", "mixture-line", "line")],
)
def test_its_own_picture_is_the_stage_and_those_of_the_gan_apply(query, stage, other):
    run = trainer(query)
    assert run.snapshot().pictures[0] == run.stage == stage
    assert other in run.snapshot().pictures
    for key in run.snapshot().pictures:
        for layers in ((), Picture.find(key).layers):
            scene = run.scene(key, layers=layers)
            assert "d" not in scene.arrays
            assert "heat" not in scene.arrays
            assert not scene.facts["judged"]
            assert run.snapshot().draw(picture=key, layers=layers)


def test_the_scene_holds_what_is_drawn():
    run = trainer("init=points&components=4")
    run.step(3)
    scene, (seen,) = run.scene(), run.run.seen
    real = scene.still["real"].astype(float)
    np.testing.assert_allclose(scene.arrays["shares"], seen.responsibilities(real), atol=1e-4)
    np.testing.assert_allclose(scene.arrays["ellipses"], run.run.now[0].ellipses(), rtol=1e-6)
    line = trainer("distribution=two-gaussians&components=3").scene()
    np.testing.assert_allclose(line.arrays["parts"].sum(axis=0), line.arrays["q"], rtol=0.05, atol=1e-3)


@pytest.mark.parametrize("query", ["init=points", "distribution=gaussian&components=2", "distribution=moons"])
def test_the_camera_tells_it_in_words(query):
    run, camera = trainer(query), Camera()
    moment = {"half": "", "phase": "", "settled": True, "stopped": None}
    said = set()
    for state in range(6):
        header, *_ = camera.take(run, moment, (1, state))
        camera.take(run, moment, (1, state))
        header, *_ = camera.take(run, moment, (1, state))
        said.add(header["reading"][0])
        assert header["halves"] == ["expectation", "maximisation"]
        run.step(30)
    assert {f"caption.{key}" for key in said} <= ENGLISH.keys()
    assert {"log_likelihood", "held_out"} <= header["metrics"].keys()
    assert {"log_likelihood", "held_out"} <= header["floors"].keys()


@pytest.mark.parametrize(
    ("facts", "metrics", "said"),
    [
        ({"judged": False}, {}, "fit"),
        ({"judged": False, "still": False}, {"log_likelihood": 1.0}, "fit.rising"),
        ({"judged": False, "still": True, "modes": 8}, {"log_likelihood": 1.0, "modes": 8}, "fit.rest"),
        ({"judged": False, "still": True, "modes": 8}, {"log_likelihood": 1.0, "modes": 5}, "fit.stuck"),
    ],
)
def test_what_nobody_judges_is_told_by_its_likelihood(facts, metrics, said):
    assert read("mixture", 9, {}, facts, metrics)[0] == said


def test_a_duel_of_families_is_about_the_same_data():
    duel = Duel(Match.from_query("distribution=moons&seed=5&side=&side=family%3Dgmm%26components%3D4"))
    gan, mixture = duel.sides
    assert mixture.settings.family == Mixture(distribution=gan.settings.family.distribution, components=4)
    assert mixture.settings.seed == 5
    assert duel.differences()[0].texts == ("gan", "gmm")
    assert not duel.begins_alike()
    duel.step(5)
    assert [side.steps for side in duel.sides] == [5, 5]
    assert all({"jsd", "w1"} <= side.measure("cheap").keys() | side.measure().keys() for side in duel.sides)
    assert Match.from_query(duel.settings.to_query()) == duel.settings


def test_the_duel_offers_other_families():
    assert ("family=gmm", "gmm", "") in choices(Settings())
    assert match_of("preset=gmm-ring").variants == ("", "family=gan")
    assert match_of("preset=ring").variants[1].startswith("objective=")


@pytest.fixture
def ten_lines():
    class TenLines(Family):
        """Points that are drawn anew by a straight line: the shortest family there is."""

        distribution: Distribution = slot(Ring(), Distribution, help="p_data.")

        def begin(self, seeds, device, dtype):
            return Straight(self, seeds)

        def half_names(self):
            return ("update",)

    yield TenLines
    del Family.entries[TenLines.key]


class Straight(MixtureRun):
    """A run for the test: a mixture of one that never learns."""

    def __init__(self, family, seeds):
        super().__init__(Mixture(distribution=family.distribution, components=1), seeds)
        self.family = family

    def half_step(self, half):
        pass

    def evaluation(self, replica=0, lasting=True):
        known = super().evaluation(replica, lasting)
        return Evaluation(known.distribution, known.prior, known.latent, known.players, None, known.seed)


def test_a_new_family_appears_everywhere(ten_lines, capsys):
    key = ten_lines.key
    assert key == "ten-lines"
    assert main(["train", "--set", f"family={key}", "--steps", "3", "--json"]) == 0
    assert '"sliced_w1"' in capsys.readouterr().out
    assert main(["list"]) == 0
    assert key in capsys.readouterr().out
    assert f"`{key}`" in tables()
    assert f'value="{key}"' in family_cards().html_template
    assert f'data-family="{key}"' in family_map().html_template
    assert "distribution" in addresses(Settings.from_query(f"family={key}").family)
    assert (f"family={key}", key, "") in choices(Settings())


def test_a_new_family_runs_on_the_page(ten_lines):
    names = ("stage", "presets", "data", "models", "speed", "objective", "seed", "flow", "knobs")
    registry = Registry(limit=2)
    handlers = Handlers(registry, {name: name for name in names})
    visitor = SimpleNamespace(query_params={"distribution": "moons"}, headers={})
    memory = handlers.open(visitor)["stage"]
    chosen = SimpleNamespace(_data={"value": ten_lines.key})
    updates = handlers.choose_family(memory, chosen)
    assert updates["stage"]["notice"] == ""
    assert (updates["models"], updates["data"]) == (ten_lines.key, "moons")
    assert [box["key"] for box in updates["flow"]["boxes"]] == ["model"]
    run = registry.find(memory["run"])
    assert handlers.command("step", part="both")(memory)["stage"]["notice"] == ""
    assert run.trainer.steps == 1
    assert run.trainer.stage == "plane"
    header, arrays, still = Camera().take(
        run.trainer, {"half": "", "phase": "", "settled": True, "stopped": None}, (1, 0)
    )
    assert {"fake"} <= arrays.keys()
    assert {"real"} <= still.keys()
    assert header["reading"][0] == "fit"
    registry.close()


def test_the_page_goes_from_a_gan_to_a_mixture_and_back():
    names = ("stage", "presets", "data", "models", "speed", "objective", "seed", "flow", "knobs")
    registry = Registry(limit=2)
    handlers = Handlers(registry, {name: name for name in names})
    memory = handlers.open(SimpleNamespace(query_params={"distribution": "spiral", "seed": "4"}, headers={}))[
        "stage"
    ]
    run = registry.find(memory["run"])
    updates = handlers.choose_family(memory, SimpleNamespace(_data={"value": "gmm"}))
    assert (updates["models"], updates["data"], updates["objective"]) == ("gmm", "spiral", "")
    for part in ("first", "second", "both"):
        assert handlers.command("step", part=part)(memory)["stage"]["notice"] == ""
    assert run.trainer.steps == 1
    changed = SimpleNamespace(_data={"name": "covariance", "value": "tied", "live": True})
    assert handlers.turn_knob(memory, changed)["stage"]["notice"] == ""
    assert (run.trainer.steps, run.family.covariance) == (1, "tied")
    data = handlers.choose_data(memory, SimpleNamespace(_data={"value": "gaussian"}))
    assert (data["models"], data["data"]) == ("gmm", "gaussian")
    updates = handlers.choose_family(memory, SimpleNamespace(_data={"value": "gan"}))
    assert (updates["models"], updates["data"], updates["seed"]) == ("gan", "gaussian", 4)
    assert (
        len(handlers.choose_family(memory, SimpleNamespace(_data={"value": "<b>"}))["stage"]["notice"]) > 10
    )
    registry.close()
