"""The numbers behind the charts: D's lead, what theory expects at the end, and the script that draws them."""

import gzip
import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import norm
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from playground.metrics import Metric, expectations, measure
from playground.metrics.ranking import above
from playground.objectives import Objective
from playground.ui.plotly_file import serve_plotly
from tests.test_metrics import entry, run
from tests.test_objectives import EVERY, every

LOG2 = math.log(2)
OUTPUTS = arrays.arrays(
    float,
    st.integers(1, 30),
    elements=st.sampled_from([-math.inf, -1.0, 0.0, 0.5, 1.0, math.inf]) | st.floats(-9, 9),
)


# -- D's lead --------------------------------------------------------------------------------------


@given(OUTPUTS, OUTPUTS)
def test_the_lead_is_the_share_of_pairs_in_order(real, fake):
    pairs = (real[:, None] > fake) + (real[:, None] == fake) / 2
    assert above(real, fake) == pytest.approx(pairs.mean(), abs=1e-12)
    assert above(real, fake) + above(fake, real) == pytest.approx(1, abs=1e-12)


def test_the_lead_of_two_gaussians_in_closed_form():
    """P(X > Y) = Phi(shift / sqrt(2) sigma), up to the error of 2,000 samples of each kind."""
    for shift in (0.0, 0.5, 2.0):
        data = entry("gaussian", mean=shift, width=1.0)
        found = measure(run(data, lambda z: z, discriminate=lambda x: x[:, 0]), ["ranking"])["ranking"]
        assert found == pytest.approx(norm.cdf(shift / math.sqrt(2)), abs=0.03)


def test_only_the_order_of_outputs_counts():
    data = entry("gaussian", mean=1.0, width=1.0)
    plain, bent = (
        run(data, lambda z: z, discriminate=d, objective=o)
        for d, o in ((lambda x: x[:, 0], "jensen-shannon"), (lambda x: np.exp(x[:, 0]) - 40, "wasserstein"))
    )
    assert measure(plain, ["ranking"]) == measure(bent, ["ranking"])


def test_the_lead_at_its_ends():
    data = entry("gaussian", mean=10.0, width=0.5)
    for scale, lead in ((1.0, 1.0), (-1.0, 0.0), (0.0, 0.5)):
        scripted = run(data, lambda z: z, discriminate=lambda x, scale=scale: scale * x[:, 0])
        assert measure(scripted, ["ranking"])["ranking"] == lead
    broken = run(data, lambda z: z, discriminate=lambda x: np.full(len(x), math.nan))
    assert math.isnan(measure(broken, ["ranking"])["ranking"])


# -- The end of the game ---------------------------------------------------------------------------


@every
def test_the_best_constant_is_stationary_where_data_and_fakes_are_alike(objective):
    for constant in objective.at_the_end():
        outputs = torch.full((1,), constant, dtype=torch.float64)
        on_real, on_fake = objective.discriminator_slopes(outputs, outputs)
        assert float(on_real + on_fake) == pytest.approx(0, abs=1e-12)


@every
def test_no_other_constant_is_better(objective):
    def loss(constant):
        outputs = torch.full((1,), constant, dtype=torch.float64)
        return float(objective.discriminator(outputs, outputs))

    best = [loss(constant) for constant in objective.at_the_end()]
    assert np.ptp(best) < 1e-9
    others = [loss(constant) for constant in np.linspace(-3, 3, 121)]
    assert min(others) >= best[0] - 1e-9
    if len(best) == 1:
        assert np.isclose(others, best[0], atol=1e-12).sum() <= 1


@pytest.mark.parametrize(
    ("key", "fields", "known"),
    [
        (
            "jensen-shannon",
            {},
            {"loss_d": 2 * LOG2, "loss_g": LOG2, "d_real": 0.5, "d_fake": 0.5, "value": -2 * LOG2},
        ),
        ("jensen-shannon", {"saturating": True}, {"loss_d": 2 * LOG2, "loss_g": -LOG2, "d_real": 0.5}),
        ("least-squares", {"target": 2.0}, {"loss_d": 2.0, "loss_g": 1.0, "d_real": 1.0, "d_fake": 1.0}),
        ("kl", {}, {"loss_d": 0.0, "loss_g": -1.0}),
        ("reverse-kl", {}, {"loss_d": 0.0, "loss_g": 1.0}),
        ("pearson", {}, {"loss_d": 0.0, "loss_g": 0.0}),
        ("squared-hellinger", {}, {"loss_d": 0.0, "loss_g": 0.0}),
        # Any D within the margin is best, so nothing is settled but D's own loss.
        ("hinge", {}, {"loss_d": 2.0, "loss_g": None, "d_real": None, "d_fake": None, "value": None}),
        ("relativistic", {}, {"loss_d": LOG2, "loss_g": LOG2, "d_real": None, "d_fake": None}),
        ("wasserstein", {}, {"loss_d": 0.0, "loss_g": None, "d_real": None, "d_fake": None}),
    ],
)
def test_the_end_of_the_game_in_closed_form(key, fields, known):
    evaluation = run(entry("uniform"), np.tanh)
    object.__setattr__(evaluation, "objective", Objective.entries[key](**fields))
    found = expectations(evaluation)
    for name, value in known.items():
        assert found.get(name) == (None if value is None else pytest.approx(value, abs=1e-12)), name
    assert found["ranking"] == 0.5
    assert found["jsd"] == found["w1"] == 0
    assert all(math.isfinite(value) for value in found.values())


def test_a_run_at_its_end_measures_what_was_expected():
    """G puts out the data and D is the best constant: every number is where theory has it."""
    for objective in EVERY:
        data, (constant, *_) = entry("gaussian", mean=1, width=0.5), objective.at_the_end()
        evaluation = run(data, lambda z: 1 + 0.5 * z, discriminate=lambda x, c=constant: np.full(len(x), c))
        object.__setattr__(evaluation, "objective", objective)
        expected = expectations(evaluation)
        assert {"loss_d", "ranking", "jsd"} <= set(expected)
        found = measure(evaluation, expected)
        for name, value in expected.items():
            assert found[name] == pytest.approx(value, abs=0.01), (objective, name)


def test_what_theory_does_not_settle_is_left_out():
    evaluation = run(entry("ring"), np.tanh)
    assert "gradient" not in expectations(evaluation)
    assert set(expectations(evaluation, ["loss_d", "w1", "gradient"])) == {"loss_d", "w1"}
    for metric in Metric.entries.values():
        assert metric.ideal is None or metric().expected(evaluation) == metric.ideal


# -- The script that draws -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client():
    with TestClient(Starlette(routes=[Route("/plotly.min.js", serve_plotly)])) as made:
        yield made


@pytest.mark.parametrize(
    ("accepts", "zipped"),
    [
        ("gzip, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("", False),
    ],
)
def test_plotly_comes_compressed_to_those_who_take_it(client, accepts, zipped):
    with client.stream("GET", "/plotly.min.js", headers={"accept-encoding": accepts}) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.headers.get("content-encoding") == "gzip") == zipped
    assert (len(raw) < 2_000_000) == zipped
    script = gzip.decompress(raw) if zipped else raw
    assert b"plotly.js" in script[:100]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"


def test_plotly_is_not_sent_twice(client):
    first = client.get("/plotly.min.js")
    assert "max-age=604800" in first.headers["cache-control"]
    again = client.get("/plotly.min.js", headers={"if-none-match": f"W/{first.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/plotly.min.js", headers={"if-none-match": '"plotly-0.0.1"'})
    assert other.status_code == 200
