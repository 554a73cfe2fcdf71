"""What the latent explorer asks of a run, over HTTP: the right samples, and a sentence for all else."""

import json

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground import Settings
from playground.duel import Match
from playground.filters import inside, switched_off
from playground.latent import arithmetic, manifold, path
from playground.nearest_pictures import nearest, usual_distance
from playground.pictures.tiles import grey, levels
from playground.runs import Registry, Viewer
from playground.runs.frames import decode
from playground.runs.inspecting import LOOKED_THROUGH, signed
from playground.runs.recipes import MOST_ROWS
from playground.ui import assets
from playground.ui.doors import is_cheap
from playground.ui.latent_routes import LONGEST_RECIPE, latent_routes

BASE = f"/{assets.BASE}"
SMALL = "generator.width=8&discriminator.width=8&batch=16"
RING = f"preset=ring&seed=7&{SMALL}"
DIGITS = f"distribution=digits&noise.dim=12&{SMALL}"
DCGAN = "distribution=digits&noise.dim=12&batch=8&generator.network=dcgan&discriminator.network=dcgan"


@pytest.fixture(scope="module")
def registry():
    made = Registry(limit=16)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(registry):
    with TestClient(Starlette(routes=latent_routes(registry))) as made:
        yield made


@pytest.fixture(scope="module")
def runs(registry):
    """Opens a run once: `runs(query)` is its token."""
    opened = {}

    def run(query):
        if query not in opened:
            opened[query] = registry.open(Settings.from_query(query), None)
            registry.watch(opened[query], Viewer())
            registry.tell(opened[query], {"do": "step"})
        return opened[query]

    return run


def ask(client, run, recipe):
    text = recipe if isinstance(recipe, str) else json.dumps(recipe)
    return client.get(f"{BASE}/latent", params={"run": run, "recipe": text})


def made(client, run, **recipe):
    answer = ask(client, run, recipe)
    assert answer.status_code == 200, answer.text
    return decode(answer.content)


def refused(answer, status=400):
    assert answer.status_code == status, answer.text
    sentence = answer.json()["error"]
    assert sentence.endswith(".")
    assert len(sentence) > 20
    return sentence


def snapshot(registry, run):
    return registry.find(run).trainer.snapshot()


# -- what comes out ----------------------------------------------------------------------------------


def test_the_sheet_is_that_of_the_stage(client, registry, runs):
    run = runs(DIGITS)
    header, arrays = made(client, run, sheet=True)
    assert header["kind"] == "tiles"
    assert (header["step"], header["latent"], header["shell"]) == (1, 12, True)
    stage = snapshot(registry, run).scene("tiles").arrays["tiles"]
    np.testing.assert_array_equal(arrays["sheet"], stage)


def test_all_parts_come_of_one_pass_and_are_what_they_say(client, registry, runs):
    run = runs(DIGITS)
    seen = snapshot(registry, run)
    z, prior = seen.latents(64), seen.evaluation.prior
    slots = {"plus": [0, 1, 2], "minus": [3, 4], "more": [5]}
    rows = [[0.5] * 12, [-1] * 12]
    strip = {"from": 3, "to": rows[0], "n": 5}
    _, arrays = made(client, run, sheet=True, strip=strip, sum=slots, z=rows)
    np.testing.assert_array_equal(arrays["z"], grey(seen.generate(rows)))
    way = path(prior, z[3], np.array(rows[0]), 5)
    np.testing.assert_array_equal(arrays["strip"], grey(seen.generate(way)))
    result = arithmetic(prior, z[:3], z[3:5], z[5:6])
    np.testing.assert_array_equal(arrays["sum"][0], grey(seen.generate(result))[0])
    assert len(arrays["sum"]) == 9
    straight = made(client, run, strip=strip | {"straight": True})[1]["strip"]
    assert (straight[[0, -1]] == arrays["strip"][[0, -1]]).all()
    assert (straight[2] != arrays["strip"][2]).any()


def test_the_pad_starts_at_its_sample_and_moves_along_its_directions(client, registry, runs):
    run = runs(DIGITS)
    header, arrays = made(client, run, basis="axes", sheet=True)
    home = [float(number) for number in arrays["coordinates"][9]]
    pad = {"base": 9, "basis": "axes", "at": home}
    at_home = made(client, run, pad=pad)[1]["pad"]
    np.testing.assert_array_equal(at_home[0], arrays["sheet"][9])
    seen = snapshot(registry, run)
    z = seen.latents(64)[9].copy()
    z[header["axes"][0]] = 2.0
    there = made(client, run, pad=pad | {"at": [2.0, *home[1:]]})[1]["pad"]
    np.testing.assert_array_equal(there, grey(seen.generate(z)))
    z[header["axes"][:2]] = 0, 0
    plane = made(client, run, plane=pad | {"on": [0, 1], "n": 3})[1]["plane"]
    assert len(plane) == 9
    np.testing.assert_array_equal(plane[4], grey(seen.generate(z))[0])


def test_directions_stay_as_they_were_found_until_they_are_found_anew(client, registry, runs):
    run = runs(f"{DIGITS}&seed=5")
    first = made(client, run, basis="principal")[0]
    registry.tell(run, {"do": "step"})
    header, _ = made(client, run, basis="principal")
    assert (header["step"], header["found"]) == (2, first["found"])
    assert header["strengths"] == first["strengths"]
    anew, _ = made(client, run, basis="principal", anew=True)
    assert anew["found"] == 2
    assert anew["strengths"] != first["strengths"]
    registry.tell(run, {"do": "reset"})
    assert made(client, run, basis="principal")[0]["found"] == 0


def test_points_come_with_the_data_and_their_window(client, registry, runs):
    run = runs(RING)
    header, arrays = made(client, run, sheet=True, real=True, manifold=5)
    seen = snapshot(registry, run)
    assert header["kind"] == "points"
    assert header["window"] == [list(axis) for axis in seen.evaluation.distribution.window()]
    np.testing.assert_allclose(arrays["sheet"], seen.sample(64), rtol=1e-6)
    assert arrays["real"].shape == (400, 2)
    grid = manifold(seen.evaluation.prior, 2, 5)
    np.testing.assert_allclose(arrays["manifold"], seen.generate(grid).reshape(-1, 2), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("query", [f"preset=convergence&{SMALL}", "family=gmm", f"{RING}&noise.kind=uniform"])
def test_every_family_that_generates_from_latents_can_be_explored(client, runs, query):
    header, arrays = made(client, runs(query), sheet=True, basis="principal", sum={"plus": [1]})
    on = list(range(min(2, header["latent"])))
    at = [0.0] * len(header["strengths"])
    pad = {"base": 0, "basis": "principal", "at": at}
    _, more = made(client, runs(query), pad=pad, plane=pad | {"on": on, "n": 4}, strip={"from": 0, "to": 1})
    assert len(more["plane"]) == 4 ** len(on)
    assert all(np.isfinite(array).all() for array in (arrays | more).values())


def test_asking_changes_nothing_that_anybody_sees(client, registry, runs):
    session = registry.find(runs(DIGITS))
    before = (session._edition, session._states, session._stamp, session.trainer.steps)
    made(client, runs(DIGITS), sheet=True, basis="axes")
    refused(ask(client, runs(DIGITS), {"z": [[0]]}))
    assert (session._edition, session._states, session._stamp, session.trainer.steps) == before


def test_it_goes_on_while_the_run_plays(client, registry, runs):
    run = runs(f"{DIGITS}&seed=9")
    registry.tell(run, {"do": "play"})
    sheets = []
    for _ in range(200):
        header, arrays = made(client, run, sheet=True)
        sheets.append((header["step"], arrays["sheet"]))
        if header["step"] > sheets[0][0] + 20:
            break
    registry.tell(run, {"do": "pause"})
    assert header["playing"]
    assert header["step"] > sheets[0][0]
    assert (sheets[0][1] != sheets[-1][1]).any()


# -- what is inside ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", [0, 21])
def test_the_nearest_training_pictures_of_a_sample(client, registry, runs, sample):
    run = runs(DIGITS)
    header, arrays = made(client, run, sheet=True, nearest=sample)
    pictures = snapshot(registry, run).evaluation.distribution.pictures()
    places, distances = nearest(pictures.train, arrays["sheet"][[sample]])
    np.testing.assert_array_equal(arrays["sample"][0], arrays["sheet"][sample])
    np.testing.assert_array_equal(arrays["nearest"], pictures.train.images[places[0]])
    assert header["nearest"] == {
        "sample": sample,
        "distances": distances[0].tolist(),
        "usual": usual_distance(pictures.train, pictures.test),
        "among": 1497,
    }


def test_what_is_inside_the_networks(client, registry, runs):
    run = runs(f"{DCGAN}&seed=2")
    header, arrays = made(
        client, run, inside=True, excites={"layer": 1, "map": 63}, without={"layer": 0, "map": 5}
    )
    evaluation = snapshot(registry, run).evaluation
    judge, maker = inside(evaluation, "discriminator"), inside(evaluation, "generator")
    assert header["inside"] == {
        "generator": [{"maps": 64, "side": 7}, {"maps": 32, "side": 14}],
        "discriminator": [{"maps": 32, "side": 14}, {"maps": 64, "side": 7}],
    }
    np.testing.assert_array_equal(arrays["kernels"], signed(judge.kernels()))
    found = judge.exciting(judge.layers[1], 63, evaluation.real(LOOKED_THROUGH))
    np.testing.assert_array_equal(arrays["patches"], levels(found.patches))
    assert header["excites"]["values"] == found.values.tolist()
    z = evaluation.latents(64)[:16]
    np.testing.assert_array_equal(arrays["before"], grey(evaluation.players.generate(z)))
    with switched_off(maker.layers[0], 5):
        np.testing.assert_array_equal(arrays["after"], grey(evaluation.players.generate(z)))
    change = np.abs(arrays["after"].astype(int) - arrays["before"].astype(int)).mean()
    assert header["without"] == {"layer": 0, "map": 5, "change": pytest.approx(change)}


def test_of_maxout_units_the_first_piece_is_shown(client, registry, runs):
    nets = "generator.network=mlp-2014&discriminator.network=mlp-2014"
    run = runs(f"distribution=digits&noise.dim=12&batch=8&{nets}")
    header, arrays = made(client, run, inside=True)
    judge = inside(snapshot(registry, run).evaluation, "discriminator")
    assert header["inside"]["discriminator"][0] == {"maps": 240, "side": 1}
    np.testing.assert_array_equal(arrays["kernels"], signed(judge.kernels()[::5][:64]))


def test_signs_are_kept_around_the_middle_of_each_filter():
    filters = np.array([[[-2.0, 0], [1, 2]], [[0.1, np.nan], [-0.1, 0.05]], np.zeros((2, 2))])
    expected = [[1, 128, 192, 255], [255, 128, 1, 192], [128] * 4]
    assert signed(filters).reshape(3, 4).tolist() == expected


def test_points_have_no_pictures_inside(client, runs):
    parts = {"nearest": 0, "inside": True, "without": {"layer": 0, "map": 0}}
    header, arrays = made(client, runs(RING), sheet=True, **parts)
    assert header["layered"] is False
    assert not header.keys() & parts.keys()
    assert arrays.keys() == {"sheet"}


def test_a_generator_without_hidden_layers_is_told_so(client, runs):
    run = runs(f"{DIGITS}&generator.depth=0")
    assert made(client, run, inside=True)[0]["inside"]["generator"] == []
    assert "generator" in refused(ask(client, run, {"without": {"layer": 0, "map": 0}}))


# -- what is refused ---------------------------------------------------------------------------------

PAD = {"base": 0, "basis": "axes", "at": [0] * 8}
WRONG = [
    *("", "[", "[]", "3", "null", '"sheet"', "[" * 5000, '{"z": [[1e400]]}', '{"z": [[' + "9" * 400 + "]]}"),
    *({"z": rows} for rows in ([], [[]], [[0] * 11], [[0] * 13], [0] * 12, {}, 3, "x", [[0] * 12] * 257)),
    *({"z": [[odd] * 12]} for odd in (10.1, -11, "1", None, True, [1], {}, float("nan"), float("inf"))),
    *({"pad": PAD | {"base": odd}} for odd in (-1, 64, 1.5, True, None, "0", {}, [], [0] * 3)),
    *({"pad": PAD | {"basis": odd}} for odd in (None, "", "none", ["axes"], {}, 3)),
    *(
        {"pad": PAD | {"at": odd}}
        for odd in (None, [], [0] * 7, [0] * 9, [11] * 8, ["0"] * 8, [float("nan")] * 8)
    ),
    *({"plane": PAD | {"on": on, "n": 3}} for on in (None, [], [0, 1, 2], [8], [-1], ["0"], [0.0])),
    *({"plane": PAD | {"on": [0, 1], "n": n}} for n in (None, 1, 10, 3.0, True)),
    *({"strip": {"from": 0, "to": 1, "n": n}} for n in (0, 1, 65, 1e9, "3", None)),
    *({"strip": {"from": 0, "to": 1, "straight": odd}} for odd in ("yes", 2, [])),
    *({"strip": odd} for odd in (True, 3, [], "x", {"from": 0})),
    *({"sum": {"plus": odd}} for odd in ([0] * 4, 3, "x", [64], [None], [[1]])),
    *({"sum": odd} for odd in ({}, {"plus": []}, [], True)),
    *({"manifold": odd} for odd in (1, 13, 3.5, True, "4", 4)),
    *({"basis": odd} for odd in (None, "x", 3, ["axes"])),
    *({"nearest": odd} for odd in (True, -1, 64, 1.5, "0", [0], {})),
    *({"inside": odd} for odd in (1, "yes", [], {})),
    *(
        {part: odd}
        for part in ("excites", "without")
        for odd in (True, 0, [0, 0], "x", {}, {"layer": 0}, {"layer": 0, "map": 0, "more": 1})
    ),
    *(
        {part: {"layer": 0, "map": 0} | {name: odd}}
        for part in ("excites", "without")
        for name in ("layer", "map")
        for odd in (-1, 8, 1.0, True, None, "0", [], {}, 10**30)
    ),
    {"sheet": True, "z": [[0] * 12] * (MOST_ROWS - 63)},
    {"other": 1},
]


@pytest.mark.parametrize("recipe", WRONG, ids=lambda recipe: json.dumps(recipe)[:50])
def test_a_recipe_that_makes_no_sense_gets_a_sentence(client, registry, runs, recipe):
    refused(ask(client, runs(DIGITS), recipe))
    assert registry.find(runs(DIGITS)).error is None


def test_what_stands_at_the_bounds_is_answered(client, runs):
    rows = [[10] * 12, [-10.0] * 12]
    assert len(made(client, runs(DIGITS), z=rows)[1]["z"]) == 2
    assert len(made(client, runs(DIGITS), sheet=True, strip={"from": 0, "to": 0, "n": 64})[1]["strip"]) == 64


def test_a_long_recipe_an_unknown_run_and_other_pages_are_refused(client, runs):
    refused(ask(client, runs(DIGITS), '"' + "x" * LONGEST_RECIPE + '"'), 413)
    refused(ask(client, "nobody", {"sheet": True}), 404)
    elsewhere = {"Origin": "http://elsewhere.example"}
    answer = client.get(f"{BASE}/latent", params={"run": runs(DIGITS), "recipe": "{}"}, headers=elsewhere)
    refused(answer, 403)


def test_only_a_single_run_can_be_explored(client, registry):
    token = registry.open(Match.from_query("preset=ring"), None)
    assert "single run" in refused(ask(client, token, {"sheet": True}))


def test_questions_count_as_work():
    assert not is_cheap(f"{BASE}/latent")
