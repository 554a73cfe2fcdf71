"""The laboratory of distances over HTTP: the core's own numbers, and a sentence for whatever cannot be."""

import asyncio
import json
import math
import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground.dirac import DiracGan
from playground.distributions import Line
from playground.distributions.line_families import Exponential, Laplace, Uniform
from playground.distributions.line_mixtures import Gaussian, TwoGaussians
from playground.knobs import SettingError
from playground.laboratory import Distance
from playground.laboratory.offset import Offset
from playground.ui import assets, distances_view
from playground.ui.dirac_answers import METHODS, STEPS
from playground.ui.distances_answers import COUPLED, clouds, rounded
from playground.ui.distances_asked import LONGEST, SHAPES, law, order
from playground.ui.distances_routes import distances_routes
from playground.ui.text import ENGLISH, LANGUAGES, words_of

BASE = f"/{assets.BASE}"
LAWS = {
    "gaussian": Gaussian(mean=0.5, width=0.8),
    "two-gaussians": TwoGaussians(left_mean=-2.0, left_weight=0.3),
    "uniform": Uniform(low=-1.0, high=2.0),
    "laplace": Laplace(centre=1.0, scale=0.4),
    "exponential": Exponential(rate=2.0),
}
PAIRS = [("gaussian", "two-gaussians"), ("uniform", "uniform"), ("laplace", "exponential")]


@pytest.fixture(scope="module")
def client():
    with TestClient(Starlette(routes=distances_routes())) as made:
        yield made


def text_of(line):
    values = {f"distribution.{name}": getattr(line, name) for name in line.knobs()}
    return "&".join(f"{name}={value}" for name, value in {"distribution": line.key, **values}.items())


def told(client, path, **asked):
    answer = client.get(f"{BASE}/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client, path, status=400, headers=None, **asked):
    answer = client.get(f"{BASE}/{path}", params=asked, headers=headers)
    assert answer.status_code == status, answer.text
    (sentence,) = answer.json().values()
    assert sentence.endswith(".")
    assert len(sentence) < 400
    return sentence


def plain(number):
    return {"inf": math.inf, "-inf": -math.inf, None: math.nan}.get(number, number)


def asked_for(p, q, **more):
    return {"p": text_of(LAWS[p]), "q": text_of(LAWS[q]), **more}


# -- the core's numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize("key", SHAPES)
def test_a_law_is_read_from_its_text(key):
    assert law("p", text_of(LAWS[key])) == LAWS[key]


@pytest.mark.parametrize(("p", "q"), PAIRS)
@pytest.mark.parametrize("theta", [0.0, 0.7, -4.0])
def test_all_distances_and_gradients_are_those_of_the_core(client, p, q, theta):
    seen = told(client, "distances", **asked_for(p, q, theta=theta))["distances"]
    known = Offset(LAWS[p], LAWS[q]).at(theta)
    assert seen.keys() == Distance.entries.keys()
    for key, pair in known.items():
        np.testing.assert_allclose([plain(number) for number in seen[key]], pair, rtol=6e-5, atol=1e-12)


def test_the_curves_are_those_of_the_core(client):
    seen = told(client, "distances/curves", **asked_for("gaussian", "uniform"))
    thetas = np.array(seen["thetas"])
    for key, entry in Distance.entries.items():
        curve = Offset(LAWS["gaussian"], LAWS["uniform"]).curve(entry(), thetas)
        np.testing.assert_allclose([plain(number) for number in seen["curves"][key]], curve, rtol=6e-4)


@pytest.mark.parametrize("key", SHAPES)
def test_densities_are_drawn_with_all_of_their_mass(client, key):
    drawn = told(client, "distances", **asked_for(key, "gaussian"))["p"]
    assert (np.diff(drawn["x"]) > 0).all()
    assert np.trapezoid(drawn["y"], drawn["x"]) == pytest.approx(1, abs=0.02)


def test_the_parallel_lines_are_far_apart_for_all_but_one(client):
    far = told(client, "distances", p="parallel-lines", theta=2)["distances"]
    assert far["kl"][0] == "inf"
    assert far["jensen-shannon"] == [pytest.approx(math.log(2), abs=1e-5), 0]
    assert far["wasserstein-1"] == [2, 1]
    curves = told(client, "distances/curves", p="parallel-lines")
    np.testing.assert_allclose(curves["curves"]["wasserstein-1"], np.abs(curves["thetas"]), atol=1e-4)
    assert "densities" in refused(client, "distances/trained", p="parallel-lines")


@pytest.mark.parametrize("key", Distance.entries)
def test_a_distance_is_built_of_its_areas(client, key):
    asked = asked_for("gaussian", "laplace", theta=0.5, panel="built", distance=key)
    made = told(client, "distances", **asked)["built"]
    assert sum(made["areas"].values()) == pytest.approx(made["sum"], rel=1e-4)
    assert made["value"] == pytest.approx(told(client, "distances", **asked)["distances"][key][0], rel=1e-3)


def test_moving_earth_costs_what_it_is_told_to(client):
    asked = asked_for("gaussian", "laplace", theta=0.5, panel="earth")
    best = told(client, "distances", **asked)["earth"]
    assert best["excess"] == 0
    assert best["primal"] == pytest.approx(best["dual"], rel=1e-4)
    hand = [1, 0, *range(2, COUPLED)]
    made = told(client, "distances", **asked, order=",".join(map(str, hand)), plan="reversed")["earth"]
    x, y = np.array(made["x"]), np.array(made["y"])
    assert made["costs"]["hand"] == pytest.approx(np.abs(x - y[hand]).mean(), rel=1e-3)
    assert made["costs"]["optimal"] == pytest.approx(np.abs(x - y).mean(), rel=1e-3)
    assert made["excess"] == pytest.approx(made["costs"]["hand"] - made["costs"]["optimal"], abs=1e-4)
    plan, places = np.array(made["plan"]), np.array(made["places"])
    np.testing.assert_allclose(plan.sum(axis=1), made["masses"]["p"], atol=1e-4)
    np.testing.assert_allclose(plan.sum(axis=0), made["masses"]["q"], atol=1e-4)
    cost = (plan * np.abs(places[:, None] - places)).sum()
    assert made["plan_cost"] == pytest.approx(cost, rel=1e-3)
    assert made["plan_cost"] >= best["plan_cost"]


def test_both_optimal_critics_are_told(client):
    made = told(client, "distances", **asked_for("gaussian", "gaussian", theta=3, panel="critics"))["critics"]
    p, q, best = (np.array(made[name]) for name in ("p", "q", "discriminator"))
    there = p + q > 1e-3
    np.testing.assert_allclose(best[there], (p / (p + q))[there], atol=2e-3)
    assert np.abs(made["critic_slope"]).max() <= 1 + 1e-3


def test_critics_are_trained_on_request(client):
    made = told(client, "distances/trained", **asked_for("gaussian", "gaussian", theta=2))
    assert made["penalised"]["slope"] > made["clipped"]["slope"] > 0
    assert len(made["x"]) == len(made["clipped"]["values"])


def test_every_broken_axiom_has_its_counterexample(client):
    shown = told(client, "distances/axioms")
    for key, entry in Distance.entries.items():
        broken = {axiom for axiom in ("symmetry", "triangle") if not getattr(entry, _FLAGS[axiom])}
        assert {example["axiom"] for example in shown[key]} == broken
        for example in shown[key]:
            first, *rest = example["measured"]
            assert first > sum(rest) if example["axiom"] == "triangle" else first != rest[0]
            assert len(example["laws"]) == {"symmetry": 2, "triangle": 3}[example["axiom"]]


_FLAGS = {"symmetry": "symmetric", "triangle": "triangle"}


def test_no_matching_in_the_plane_is_cheaper_than_the_best(client):
    best = told(client, "assignment", n=12, seed=4)
    assert best["costs"]["optimal"] <= best["independent"] <= best["costs"]["worst"]
    swapped = list(best["orders"]["optimal"])
    swapped[0], swapped[5] = swapped[5], swapped[0]
    made = told(client, "assignment", n=12, seed=4, order=",".join(map(str, swapped)))
    x, y = clouds(12, 4)
    assert made["costs"]["hand"] == pytest.approx(np.linalg.norm(x - y[swapped], axis=1).mean(), rel=1e-4)
    assert made["costs"]["hand"] > best["costs"]["optimal"]


@pytest.mark.parametrize("method", METHODS)
def test_the_phase_portrait_is_the_games(client, method):
    asked = {"method": method, "theta": 0.5, "psi": -1, "rate": 0.1, "n_d": 2}
    seen = told(client, "dirac", **asked)
    declared = METHODS[method].number()
    game = METHODS[method].game(declared and declared.default)
    assert isinstance(game, DiracGan)
    path = game.trajectory((0.5, -1.0), 0.1, STEPS, discriminator_steps=2)
    np.testing.assert_allclose(seen["path"], path, rtol=1e-4, atol=1e-12)
    values = [complex(*pair) for pair in seen["eigenvalues"]]
    np.testing.assert_allclose(values, game.eigenvalues(0.1, discriminator_steps=2), rtol=1e-4, atol=1e-4)
    assert seen["verdict"] == game.verdict(0.1, discriminator_steps=2)
    i, j = 2, -3
    field = game.field(seen["places"][i], seen["places"][j])
    np.testing.assert_allclose(seen["field"][i][j], field, rtol=1e-4, atol=1e-9)


# -- what cannot be --------------------------------------------------------------------------------

_ODD = ("", "nan", "inf", "1e999", "-1e999", "x", "<script>", "0x10", "1" * 400, "\0")
HOSTILE = [
    *(("distances", {"theta": text}) for text in _ODD),
    *(("assignment", {"n": text}) for text in (*_ODD, "1", "201", "-3", "2.5")),
    *(("assignment", {"seed": text}) for text in (*_ODD, "-1", "99999")),
    *(("dirac", {name: text}) for name in ("theta", "psi", "rate", "n_d", "simultaneous") for text in _ODD),
    *(("dirac", {"method": "r1", "number": text}) for text in (*_ODD, "-1", "11")),
    ("dirac", {"method": "none"}),
    ("dirac", {"n_d": "11"}),
    *(("distances", {"panel": text}) for text in ("x", "built,earth", "__class__")),
    ("distances", {"panel": "built", "distance": "none"}),
    ("distances", {"panel": "earth", "plan": "none"}),
    *(
        ("distances", {"panel": "earth", "order": text})
        for text in ("0", "0,0,1,2,3,4,5,6", "1,2,3,4,5,6,7,8", "0,1,2,3,4,5,6,x", "-1", ",", "9" * 9999)
    ),
    ("assignment", {"n": "3", "order": "0,1,99999999999999999999"}),
    *(
        (path, {name: text})
        for path in ("distances", "distances/curves", "distances/trained")
        for name in ("p", "q")
        for text in (
            "distribution=none",
            "distribution=ring",
            "distribution=points-1d",
            "distribution=picture",
            "distribution=gaussian&distribution.mean=1e99",
            "distribution=gaussian&distribution.width=0",
            "distribution=gaussian&mean=0",
            "distribution=gaussian&distribution.__class__=1",
            "distribution=uniform&distribution.low=3&distribution.high=1",
            "preset=ring",
            "distribution=" + "x" * 1000,
        )
    ),
]


@pytest.mark.parametrize(("path", "asked"), HOSTILE)
def test_what_makes_no_sense_is_answered_with_a_sentence(client, path, asked):
    refused(client, path, **asked)


def read_or_refused(read, *given_texts):
    """What is read, or the sentence that refuses it."""
    try:
        return read(*given_texts)
    except SettingError as complaint:
        said = str(complaint)
    assert said.endswith(".")
    return said


@given(st.text(max_size=60) | st.from_regex(r"distribution=[a-z-]{3,9}(&distribution\.[a-z_]{1,8}=\S{0,8})*"))
def test_any_text_is_a_law_or_refused(text):
    assert isinstance(read_or_refused(law, "p", text), Line | str)


@given(st.text(alphabet="0123456789,- ", max_size=LONGEST))
def test_any_order_is_numbers_or_refused(text):
    read = read_or_refused(order, text, 8)
    assert read is None or isinstance(read, str) or all(number >= 0 for number in read)


@given(
    st.recursive(st.floats() | st.integers(-9, 9), lambda inner: st.lists(inner, max_size=4), max_leaves=9)
)
def test_whatever_is_told_is_json(value):
    assert json.loads(json.dumps(rounded({"told": value}), allow_nan=False)).keys() == {"told"}


def test_other_sites_are_told_nothing(client):
    for path in ("distances", "distances/curves", "distances/axioms", "assignment", "dirac"):
        assert client.get(f"{BASE}/{path}").status_code == 200
        refused(client, path, 403, {"origin": "http://elsewhere.example"})
        assert client.post(f"{BASE}/{path}").status_code == 405


def test_a_crowd_is_asked_to_come_back(monkeypatch):
    from playground.ui import distances_routes as module

    monkeypatch.setattr(module, "state", lambda asked: time.sleep(0.3) or {"asked": dict(asked)})
    (route,) = [route for route in module.distances_routes() if route.path.endswith("/distances")]

    async def crowd():
        from starlette.requests import Request

        def request(i):
            scope = {"type": "http", "method": "GET", "headers": [], "query_string": f"x={i}".encode()}
            return Request(scope)

        return await asyncio.gather(*(route.endpoint(request(i)) for i in range(40)))

    statuses = [answer.status_code for answer in asyncio.run(crowd())]
    assert sorted(set(statuses)) == [200, 429]
    assert statuses.count(200) == 34


@pytest.mark.parametrize("panel", ["", "built", "earth", "critics"])
def test_an_answer_comes_while_the_hand_moves(client, panel):
    """The fastest of several, so that a busy machine does not fail it."""
    times = []
    for i in range(8):
        asked = asked_for("two-gaussians", "gaussian", theta=0.01 * i, panel=panel)
        began = time.perf_counter()
        told(client, "distances", **asked)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.05


# -- the view --------------------------------------------------------------------------------------


def test_what_the_view_is_made_of_is_plain_and_named():
    made = {
        "shapes": distances_view.shapes(),
        "measures": distances_view.measures(),
        "methods": distances_view.methods(),
    }
    json.dumps(made, allow_nan=False)
    assert [measure["key"] for measure in made["measures"]] == list(Distance.entries)
    for language in LANGUAGES:
        words = words_of(language)
        assert all(f"distances.{key}" in words for key in Distance.entries)
        numbers = [entry["number"] for entry in made["methods"]["entries"] if entry["number"]]
        assert all(f"dirac.{number['name']}" in words for number in numbers)


def test_the_scripts_have_words_for_all_they_say():
    scripts = [*assets.FOLDER.glob("distances*.js"), assets.FOLDER / "dirac.js"]
    source = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
    named = set(re.findall(r'"((?:distances|dirac)\.[\w.-]+\w)"', source))
    assert len(named) > 40
    ours = {key for key in ENGLISH if key.startswith(("distances.", "dirac."))}
    # Some are put together: of a beginning in a template, or one that is handed over.
    begun = set(re.findall(r"`((?:distances|dirac)\.[\w.]*)\$\{", source)) | {
        f"{head}." for head in named - ours
    }
    assert all(any(key.startswith(head) for key in ours) for head in begun)
    assert not {key for key in ours - named if not key.startswith(tuple(begun))}
