"""CycleGAN: its losses against a plain loop, its metrics against closed forms, and a run like any other."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from scipy.stats import chi2

from playground import SettingError, Settings, Trainer
from playground.addresses import addresses
from playground.distributions.plane_mixtures import Gaussian2d, Ring
from playground.divergences import w1_of_samples
from playground.duel import Duel, Match
from playground.families.cyclegan import CycleGan
from playground.metrics import floors, measure
from playground.metrics.translation import CycleError, From, InTarget, Translation
from playground.networks.residual import ResidualMlp
from playground.objectives import Objective
from playground.pictures import Picture
from playground.pictures.translation import tones_of, window_of
from playground.runs import CommandError, Registry
from playground.runs.camera import Camera
from playground.runs.exploring import explore
from playground.runs.previews import LARGEST, kept_preview
from playground.runs.reading import read
from playground.ui.handlers import Handlers
from playground.ui.text import ENGLISH

SMALL = "generator.width=8&discriminator.width=8&batch=16"
GRADIENT = "generator.optimizer=sgd&discriminator.optimizer=sgd&generator.lr=1&discriminator.lr=1"
MAPS, JUDGES = ("forward", "backward"), ("judge_y", "judge_x")


def trainer(query="", **options):
    return Trainer(Settings.from_query(f"family=cyclegan&{SMALL}&{query}"), **options)


def same(one, other):
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)


# -- one step against a plain loop ---------------------------------------------------------------


def weights_of(net, replica):
    """[(W, b), ...] of one replica, to be differentiated by."""
    own = [parameter[replica].detach().clone().requires_grad_() for parameter in net.module.parameters()]
    return list(zip(own[0::2], own[1::2], strict=True))


def plain(layers, x):
    """An MLP at one point, layer by layer."""
    for level, (weight, bias) in enumerate(layers):
        x = x @ weight + bias[0]
        if level < len(layers) - 1:
            x = torch.where(x > 0, x, 0.2 * x)
    return x


def by_hand(family, nets, half, x, y):
    """The loss of a half-step on points x and y, point by point."""
    g, f, d_y, d_x = (nets[name] for name in (*MAPS, *JUDGES))
    total = 0
    for here, there in zip(x, y, strict=True):
        to_y, to_x = here + plain(g, here), there + plain(f, there)
        if half == "discriminators":
            for judge, real, fake in ((d_y, there, to_y), (d_x, here, to_x)):
                total = total + (plain(judge, real) - 1) ** 2 + plain(judge, fake.detach()) ** 2
            continue
        total = total + (plain(d_y, to_y) - 1) ** 2 + (plain(d_x, to_x) - 1) ** 2
        home_x, home_y = to_y + plain(f, to_y), to_x + plain(g, to_x)
        total = total + family.cycle * ((home_x - here).abs().mean() + (home_y - there).abs().mean())
        still_x, still_y = here + plain(f, here), there + plain(g, there)
        total = total + family.identity * ((still_x - here).abs().mean() + (still_y - there).abs().mean())
    return total.squeeze() / len(x)


@pytest.mark.parametrize("half", ["discriminators", "generators"])
@pytest.mark.parametrize("query", ["", "cycle=0", "identity=0", "cycle=3&identity=2"])
def test_a_half_step_follows_the_slope_of_a_plain_loop(half, query):
    run = trainer(f"{GRADIENT}&{query}", seeds=[3, 4], dtype=torch.float64).run
    trained = MAPS if half == "generators" else JUDGES
    draws = {name: stream.at(0) for name, stream in run._streams[half].items()}
    before = [{name: weights_of(net, replica) for name, net in run.nets.items()} for replica in (0, 1)]
    run.half_step(half)
    for replica, nets in enumerate(before):
        loss = by_hand(run.family, nets, half, draws["x"][replica], draws["y"][replica])
        own = {name: [part for layer in nets[name] for part in layer] for name in trained}
        slopes = torch.autograd.grad(loss, [part for parts in own.values() for part in parts])
        expected = iter(slopes)
        for name in own:
            moved = [parameter[replica] for parameter in run.nets[name].module.parameters()]
            for old, new in zip(own[name], moved, strict=True):
                torch.testing.assert_close(old.detach() - new, next(expected), rtol=1e-9, atol=1e-12)
        for name in run.nets.keys() - trained:
            for old, new in zip(
                (part for layer in nets[name] for part in layer),
                run.nets[name].module.parameters(),
                strict=True,
            ):
                assert torch.equal(old, new[replica])


@pytest.mark.parametrize("objective", Objective.entries)
def test_every_objective_plays_both_games(objective):
    run = trainer(f"objective={objective}&constraint=auto,r1,clipping")
    before = run.run.state()
    run.step(2)
    assert run.error is None
    after = run.run.state()
    assert all(not torch.equal(before[f"{net}.weights"], after[f"{net}.weights"]) for net in (*MAPS, *JUDGES))
    assert all(after[f"{judge}.weights"].abs().max() <= 0.1 + 1e-6 for judge in JUDGES)


def test_a_residual_network_adds_its_input():
    module = ResidualMlp(width=4).build((2,), (2,), 1)
    module.draw([torch.Generator().manual_seed(0)])
    x = torch.randn(1, 5, 2)
    assert torch.equal(module(x), x + module.moves(x))
    for size in (1, 3):
        other = ResidualMlp(width=4).build((2,), (size,), 1)
        other.draw([torch.Generator().manual_seed(0)])
        added = (other(x) - other.moves(x)).detach()
        kept = torch.cat([x, torch.zeros(1, 5, 1)], dim=2)[..., :size]
        torch.testing.assert_close(added, kept)


# -- a run like any other ------------------------------------------------------------------------


def test_rewinding_and_replaying_are_exact():
    run = trainer("at.7=cycle:0&at.9=target:ring&at.11=identity:0&generator.ema=0.9")
    run.step(5)
    run.half_step("discriminators")
    run.step(15)
    there = run.run.state()
    for back in (6, 0, 10):
        run.rewind(back)
        run.advance_to(20)
        same(run.run.state(), there)
    again = Trainer(run.settings)
    again.advance_to(20)
    same(again.run.state(), there)


def test_a_saved_run_goes_on_exactly(tmp_path):
    run = trainer("distribution=ring&target=circles&objective=wasserstein")
    run.step(4)
    run.half_step("generators")
    run.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    for each in (run, loaded):
        each.step(3)
    same(loaded.run.state(), run.run.state())


def test_replicas_are_independent():
    many, alone = trainer(seeds=[4, 5, 6]), trainer(seeds=[5])
    for each in (many, alone):
        each.step(5)
    for name, tensor in alone.run.state().items():
        if tensor.ndim:
            torch.testing.assert_close(tensor[0], many.run.state()[name][1], rtol=1e-4, atol=1e-5)
    assert not torch.equal(many.run.state()["forward.weights"][0], many.run.state()["forward.weights"][1])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("distribution=gaussian", "Gaussian as X"),
        ("target=student-t", "as Y are neither"),
        ("constraint=instance-noise", "plain GAN"),
        ("constraint=auto,consensus", "plain GAN"),
        ("generator.width=512&generator.depth=8&batch=4096&k=100", "times the most"),
        ("cycle=-1", "between 0 and 100"),
    ],
)
def test_what_cannot_be_translated_gets_a_sentence(query, told):
    with pytest.raises(SettingError, match=told):
        Settings.from_query(f"family=cyclegan&{query}")


@pytest.mark.parametrize(
    "query", ["distribution=moons&target=circles", "distribution=ring&target=ring&target.turn=22.5&cycle=0"]
)
def test_what_is_to_be_seen_can_be_chosen(query):
    run = trainer(query)
    run.step(2)
    assert run.error is None
    assert run.scene().picture == "translation"
    if "turn" in query:
        one, other = run.family.distribution.components().centres, run.family.target.components().centres
        turn = np.deg2rad(22.5)
        matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        np.testing.assert_allclose(other, one @ matrix, atol=1e-12)


def test_weights_of_the_losses_and_both_data_are_live():
    found = addresses(CycleGan())
    live = ("cycle", "identity", "objective", "distribution", "target", "generator.lr", "batch")
    assert all(found[path].live for path in live)
    run = trainer()
    run.step(2)
    for path, text in (("cycle", "0"), ("target", "ring"), ("distribution", "circles"), ("identity", "1")):
        run.retune(path, text)
        run.step(1)
    assert (run.family.cycle, run.family.target.key, run.steps) == (0, "ring", 6)


# -- the metrics ---------------------------------------------------------------------------------


def evaluation(there, back, x=None, y=None, seed=0):
    """A pair of maps given as functions of arrays (n, 2)."""
    x, y = x or Ring(radius=2.0, width=0.3), y or Gaussian2d()
    home = Translation(x, From(y), 2, SimpleNamespace(generate=back), None, seed)
    return Translation(y, From(x), 2, SimpleNamespace(generate=there), None, seed, back=home)


def test_the_cycle_error_is_that_of_a_plain_loop():
    there, back = (lambda x: np.tanh(x) * 2), (lambda y: y**2 / 3)
    known = evaluation(there, back)
    missed = []
    for start, out, home in ((known.latents(2000), there, back), (known.back.latents(2000), back, there)):
        gaps = [np.linalg.norm(home(out(point)) - point) for point in start]
        spread = np.sqrt(((start - start.mean(axis=0)) ** 2).mean())
        missed.append(np.mean(gaps) / spread)
    assert CycleError().compute(known) == pytest.approx(max(missed))


@pytest.mark.parametrize("shift", [0.0, 1.5])
def test_maps_that_undo_one_another_have_no_cycle_error_whatever_the_pairing(shift):
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    known = evaluation(lambda x: x @ turn + shift, lambda y: (y - shift) @ turn.T)
    assert CycleError().compute(known) == pytest.approx(0, abs=1e-12)


def test_a_shift_that_is_never_undone_costs_its_length():
    both = Gaussian2d(width=0.5)
    known = evaluation(lambda x: x + np.array([3.0, 4.0]), lambda y: y, both, both)
    spreads = [np.sqrt(start.var(axis=0).mean()) for start in (known.latents(2000), known.back.latents(2000))]
    assert CycleError().compute(known) == pytest.approx(5 / min(spreads))
    assert CycleError().compute(known) == pytest.approx(10, rel=0.05)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_the_share_in_the_target_is_that_of_a_bell(scale):
    bell = Gaussian2d(x=0, y=0, width=0.4)
    known = evaluation(lambda x: scale * x, lambda y: y, bell, bell)
    share = min(chi2(2).cdf(chi2(2).ppf(0.99) / scale**2), 0.99)
    assert InTarget().compute(known) == pytest.approx(
        share, abs=4 * np.sqrt(share * (1 - share) / 500) + 0.003
    )


def test_the_way_back_is_measured_as_the_way_there():
    known = evaluation(lambda x: x, lambda y: y + 0.2)
    names = ("w1_back", "sliced_w1_back")
    expected = measure(known.back, ("w1", "sliced_w1"))
    assert list(measure(known, names).values()) == list(expected.values())
    assert measure(known, names)["w1_back"] == pytest.approx(
        w1_of_samples(known.back.real(1000), known.back.latents(1000) + 0.2)
    )
    assert list(floors(known, names).values()) == list(floors(known.back, ("w1", "sliced_w1")).values())


def test_only_a_pair_of_maps_has_a_cycle():
    assert not {"cycle_error", "in_target", "w1_back"} & Trainer(Settings()).measure().keys()
    known = trainer().measure()
    assert {"cycle_error", "in_target", "w1", "w1_back", "sliced_w1", "sliced_w1_back", "jsd"} <= known.keys()


def test_g_is_judged_against_y_and_f_against_x():
    there = trainer("distribution=circles&target=ring").evaluation()
    assert (there.distribution.key, there.back.distribution.key) == ("ring", "circles")
    np.testing.assert_array_equal(there.latents(50), there.prior.distribution.sample(50, _chance()).double())
    assert there.back.back is None
    np.testing.assert_array_equal(
        there.back.latents(50), there.back.prior.distribution.sample(50, _chance()).double()
    )


def _chance():
    return torch.Generator().manual_seed(90_002)


# -- pictures, words and the page ----------------------------------------------------------------


def test_its_own_picture_is_the_stage_and_that_of_the_gan_applies():
    run = trainer("target=ring")
    assert run.snapshot().pictures == ("translation", "plane")
    for key in run.snapshot().pictures:
        for layers in ((), Picture.find(key).layers):
            assert run.snapshot().draw(picture=key, layers=layers)


def test_the_scene_holds_what_is_drawn():
    run = trainer("distribution=circles&target=ring")
    run.step(3)
    scene, known = run.scene(layers={"heat"}), run.evaluation()
    x, y = scene.still["source"].astype(float), scene.still["real"].astype(float)
    g, f = known.players, known.back.players
    for name, expected in (
        ("fake", g.generate(x)),
        ("fake_back", f.generate(y)),
        ("cycled", f.generate(g.generate(x))),
        ("cycled_back", g.generate(f.generate(y))),
    ):
        np.testing.assert_allclose(scene.arrays[name], expected, atol=1e-4)
    (left, right), (bottom, top) = scene.facts["window"]
    for points in (x, y):
        assert ((points > [left, bottom]) & (points < [right, top])).mean() > 0.99
    place = np.array([[left + 10.5 / 40 * (right - left), bottom + 30.5 / 40 * (top - bottom)]])
    assert scene.arrays["heat"][30, 10] == pytest.approx(g.discriminate(place)[0], abs=1e-4)
    assert scene.arrays["heat_back"][30, 10] == pytest.approx(f.discriminate(place)[0], abs=1e-4)
    assert scene.facts["modes"] == 8
    assert run.scene(layers=()).arrays.keys() == {"fake", "fake_back", "cycled", "cycled_back"}


def test_colours_tell_where_a_point_is_from():
    corners = tones_of(np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 1.0], [2.0, 1.0], [1.0, 0.0]]))
    named = [(11, 79, 158), (179, 64, 26), (63, 180, 230), (240, 168, 46), (111, 42, 143)]
    np.testing.assert_allclose(corners, np.array(named) / 255)


def test_the_window_does_not_depend_on_the_seed():
    one, other = (trainer(seeds=[seed]).scene().facts["window"] for seed in (1, 2))
    family = CycleGan()
    assert one == other == [list(axis) for axis in window_of(family.distribution, family.target)]


def test_the_camera_tells_it_in_words():
    run, camera = trainer(), Camera()
    moment = {"half": "", "phase": "", "settled": True, "stopped": None}
    said = []
    for state in range(5):
        for _ in range(3):
            header, arrays, still = camera.take(run, moment, (1, state))
        said.append(header["reading"][0])
        run.step(10)
    assert said[0] == "start.translation"
    assert {f"caption.{key}" for key in said} <= ENGLISH.keys()
    assert {"cycle_error", "in_target", "sliced_w1", "sliced_w1_back"} <= header["metrics"].keys()
    assert {"fake", "cycled"} <= arrays.keys()
    assert {"source", "real"} <= still.keys()
    for half in run.halves:
        for phase in run.family.phases(half):
            assert f"caption.slow.{half}.{phase}" in ENGLISH
        assert f"caption.half.{half}" in ENGLISH


@pytest.mark.parametrize(
    ("metrics", "said"),
    [
        ({}, "begun"),
        ({"cycle_error": 0.01, "in_target": 0.3}, "going"),
        ({"cycle_error": 0.01, "in_target": 0.9}, "there"),
        ({"cycle_error": 0.2, "in_target": 0.9}, "going"),
        ({"cycle_error": 0.9, "in_target": 0.9}, "uncycled"),
    ],
)
def test_a_translation_is_read_by_its_cycle(metrics, said):
    assert read("translation", 9, {}, {"judged": True}, metrics)[0] == f"translation.{said}"


def test_a_duel_with_and_without_the_cycle():
    duel = Duel(Match.from_query(f"family=cyclegan&{SMALL}&seed=5&side=&side=cycle%3D0"))
    assert duel.begins_alike()
    duel.step(5)
    assert [side.family.cycle for side in duel.sides] == [10, 0]
    assert [side.stage for side in duel.sides] == ["translation", "translation"]


def test_the_page_goes_from_a_gan_to_cyclegan_and_changes_either_side():
    names = ("stage", "presets", "data", "models", "speed", "objective", "seed", "flow", "knobs")
    registry = Registry(limit=2)
    handlers = Handlers(registry, {name: name for name in names})
    memory = handlers.open(SimpleNamespace(query_params={"distribution": "spiral", "seed": "4"}, headers={}))[
        "stage"
    ]
    run = registry.find(memory["run"])
    updates = handlers.choose_family(memory, SimpleNamespace(_data={"value": "cyclegan"}))
    assert (updates["models"], updates["data"]) == ("cyclegan", "spiral")
    assert updates["objective"] == "least-squares"
    for part in ("first", "second", "both"):
        assert handlers.command("step", part=part)(memory)["stage"]["notice"] == ""
    assert run.trainer.steps == 1
    for path, value in (("cycle", "0"), ("identity", "2"), ("target", "ring"), ("objective", "wasserstein")):
        changed = SimpleNamespace(_data={"name": path, "value": value, "live": True})
        assert handlers.turn_knob(memory, changed)["stage"]["notice"] == ""
    assert (run.trainer.steps, run.family.cycle, run.family.target.key) == (1, 0, "ring")
    data = handlers.choose_data(memory, SimpleNamespace(_data={"value": "circles"}))
    assert (data["models"], data["data"], run.family.target.key) == ("cyclegan", "circles", "ring")
    refused = handlers.choose_data(memory, SimpleNamespace(_data={"value": "gaussian"}))
    assert "points in the plane" in refused["stage"]["notice"]
    assert (refused["data"], run.family.distribution.key) == ("circles", "circles")
    registry.close()


def test_there_are_no_latents_to_explore():
    with pytest.raises(CommandError, match="from no latents"):
        explore(SimpleNamespace(trainer=trainer()), {"recipe": {}})


@pytest.mark.parametrize("key", ["cyclegan-toy", "cyclegan-uncycled"])
def test_its_presets_have_small_pictures(key):
    assert len(kept_preview(key)) <= LARGEST
