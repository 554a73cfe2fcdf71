"""The adversarial autoencoder: losses against a plain loop, metrics against closed forms, its page."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer
from playground.addresses import addresses
from playground.classifier import Seen
from playground.distributions import Images
from playground.distributions.images import Digits, OwnImages
from playground.distributions.plane_mixtures import Ring
from playground.families import Family
from playground.families.autoencoder import AdversarialAutoencoder
from playground.metrics import floors, measure
from playground.metrics.coded import CodedEvaluation, fresh_of, labels_of
from playground.metrics.codes_w1 import CodesW1
from playground.metrics.holes import Holes
from playground.metrics.reconstruction import Reconstruction
from playground.objectives import Objective
from playground.objectives.jensen_shannon import JensenShannon
from playground.pictures import Picture
from playground.pictures.codes import REBUILT, SHOWN, window_of
from playground.priors.gaussian import Gaussian
from playground.runs import Session
from playground.runs.camera import Camera
from playground.runs.commands import CommandError
from playground.runs.exploring import explore
from playground.runs.previews import LARGEST, kept_preview
from playground.runs.reading import read
from playground.training.streams import seeded
from playground.ui.text import ENGLISH

TINY = "generator.width=8&discriminator.width=8"
SMALL = "encoder.width=8&decoder.width=8&judge.width=8&batch=16"
GRADIENT = "&".join(f"{player}.optimizer=sgd&{player}.lr=1" for player in ("encoder", "decoder", "judge"))
TRAINED = {
    "reconstruction": ("encoder", "decoder"),
    "discrimination": ("discriminator",),
    "deception": ("encoder",),
}


def trainer(query="", **options):
    return Trainer(Settings.from_query(f"family=aae&{SMALL}&{query}"), **options)


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


def by_hand(nets, half, x, z):
    """The loss of a half-step, point by point: squared errors, and logs of probabilities."""
    encoder, decoder, judge = (nets[name] for name in ("encoder", "decoder", "discriminator"))
    total = 0
    for i, point in enumerate(x):
        code = plain(encoder, point)
        if half == "reconstruction":
            total = total + ((plain(decoder, code) - point) ** 2).mean()
        elif half == "discrimination":
            real, fake = torch.sigmoid(plain(judge, z[i])), torch.sigmoid(plain(judge, code.detach()))
            total = total - torch.log(real) - torch.log(1 - fake)
        else:
            total = total - torch.log(torch.sigmoid(plain(judge, code)))
    return total.squeeze() / len(x)


@pytest.mark.parametrize("half", TRAINED)
@pytest.mark.parametrize("query", ["distribution=ring", "distribution=digits&code.dim=3"])
def test_a_half_step_follows_the_slope_of_a_plain_loop(half, query):
    run = trainer(f"{GRADIENT}&{query}", seeds=[3, 4], dtype=torch.float64).run
    draws = {name: stream.at(0) for name, stream in run._streams[half].items()}
    before = [{name: weights_of(net, replica) for name, net in run.nets.items()} for replica in (0, 1)]
    run.half_step(half)
    for replica, nets in enumerate(before):
        z = draws["z"][replica] if "z" in draws else None
        loss = by_hand(nets, half, draws["x"][replica], z)
        own = {name: [part for layer in nets[name] for part in layer] for name in TRAINED[half]}
        expected = iter(torch.autograd.grad(loss, [part for parts in own.values() for part in parts]))
        for name in own:
            moved = [parameter[replica] for parameter in run.nets[name].module.parameters()]
            for old, new in zip(own[name], moved, strict=True):
                torch.testing.assert_close(old.detach() - new, next(expected), rtol=1e-8, atol=1e-12)
        for name in run.nets.keys() - TRAINED[half]:
            kept = [part for layer in nets[name] for part in layer]
            moved = [parameter[replica] for parameter in run.nets[name].module.parameters()]
            assert all(torch.equal(old, new) for old, new in zip(kept, moved, strict=True))


@pytest.mark.parametrize("objective", Objective.entries)
def test_every_objective_plays_about_codes(objective):
    run = trainer(f"distribution=ring&objective={objective}&constraint=auto,r1,clipping")
    before = run.run.state()
    run.step(2)
    assert run.error is None
    after = run.run.state()
    assert all(not torch.equal(before[f"{net}.weights"], after[f"{net}.weights"]) for net in run.run.nets)
    assert after["discriminator.weights"].abs().max() <= 0.1 + 1e-6


def test_convolutions_code_pictures_too():
    networks = "encoder.network=dcgan&decoder.network=dcgan&encoder.ema=0.9&decoder.ema=0.9&batch=8"
    run = Trainer(Settings.from_query(f"family=aae&{networks}"))
    before = run.scene(layers={"heat"})
    run.step(20)
    assert run.error is None
    assert run.evaluation().codes(20).shape == (20, 2)
    assert run.evaluation().fake(3).shape == (3, 784)
    assert run.stage == "codes"
    scene = run.scene(layers={"heat"})
    assert scene.arrays["rebuilt"].shape == (REBUILT, 28, 28)
    assert all((scene.arrays[name] != before.arrays[name]).any() for name in scene.arrays)
    assert run.snapshot().draw(picture="codes")
    with pytest.raises(SettingError, match="images"):
        Trainer(Settings.from_query("family=aae&judge.network=dcgan"))


def test_averaged_networks_take_their_statistics_from_what_they_are_trained_on():
    """The encoder from data, and the decoder from codes: draws of the prior may be quite unlike those."""
    networks = "encoder.network=dcgan&decoder.network=dcgan&batch=8"
    run = Trainer(Settings.from_query(f"family=aae&adversary=false&{networks}"))
    run.step(1)
    for name in ("encoder", "decoder"):
        run.retune(f"{name}.ema", "0.5")
    known = run.evaluation()
    encoder, decoder = (known.coder.networks["generator"], known.players.networks["generator"])
    x = run.settings.family.distribution.sample(128, seeded(0, "some real", 0))[None]
    for module, inputs in ((encoder, x), (decoder, encoder(x))):
        settled = module(inputs)
        module.train()
        torch.testing.assert_close(module(inputs), settled, rtol=1e-2, atol=2e-2)
        module.eval()


def test_codes_flow_into_the_prior_when_the_adversary_is_switched_on():
    players = "&".join(f"{player}.width=32" for player in ("encoder", "decoder", "judge"))
    query = f"family=aae&distribution=gaussian-2d&{players}&schedule.steps=1500&adversary=false"
    run = Trainer(Settings.from_query(f"{query}&at.300=adversary:true"))
    run.step(300)
    floor = floors(run.evaluation(), ["codes_w1"])["codes_w1"]
    assert run.measure(["codes_w1"])["codes_w1"] > 8 * floor
    run.step(1200)
    found = run.measure(["codes_w1", "reconstruction"])
    assert found["codes_w1"] < 4 * floor
    assert found["reconstruction"] < 0.05


# -- the switch, and a run like any other --------------------------------------------------------


def test_without_the_adversary_only_the_reconstruction_is_trained():
    run = trainer("adversary=false&distribution=ring")
    before = run.run.state()
    run.step(5)
    after = run.run.state()
    assert torch.equal(before["discriminator.weights"], after["discriminator.weights"])
    assert not torch.equal(before["encoder.weights"], after["encoder.weights"])
    assert int(after["count.reconstruction"]) == 5
    assert int(after["count.deception"]) == int(after["count.discrimination"]) == 0
    # The first step of a run that is contested later on is the same.
    contested = trainer("distribution=ring")
    contested.half_step("reconstruction")
    alone = trainer("adversary=false&distribution=ring")
    alone.step(1)
    assert torch.equal(contested.run.state()["decoder.weights"], alone.run.state()["decoder.weights"])


def test_the_switch_is_live_and_rewinds():
    run = trainer("distribution=ring&adversary=false&at.4=adversary:true&at.8=adversary:false&at.9=k:3")
    run.step(12)
    there = run.run.state()
    assert (int(there["count.deception"]), int(there["count.discrimination"])) == (4, 4)
    for back in (2, 6, 0):
        run.rewind(back)
        run.advance_to(12)
        same(run.run.state(), there)
    found = addresses(AdversarialAutoencoder())
    live = ("adversary", "k", "encoder.lr", "decoder.lr", "judge.lr", "objective", "batch", "constraint")
    assert all(found[path].live for path in live)
    assert not found["code.dim"].live


def test_a_half_step_that_is_off_can_be_taken_by_itself():
    run = trainer("adversary=false&distribution=ring")
    before = run.run.state()
    run.half_step("deception")
    assert not torch.equal(before["encoder.weights"], run.run.state()["encoder.weights"])


def test_a_saved_run_goes_on_exactly(tmp_path):
    run = trainer("distribution=digits&objective=wasserstein")
    run.step(3)
    run.half_step("discrimination")
    run.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    for each in (run, loaded):
        each.step(2)
    same(loaded.run.state(), run.run.state())


def test_replicas_are_independent():
    many, alone = trainer("distribution=ring", seeds=[4, 5]), trainer("distribution=ring", seeds=[5])
    for each in (many, alone):
        each.step(5)
    for name, tensor in alone.run.state().items():
        if tensor.ndim:
            torch.testing.assert_close(tensor[0], many.run.state()[name][1], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("distribution=gaussian", "pictures or points"),
        ("constraint=instance-noise", "plain GAN"),
        ("code.dim=17", "between 1 and 16"),
        ("encoder.width=512&encoder.depth=8&batch=4096&k=100", "times the most"),
    ],
)
def test_what_cannot_be_coded_gets_a_sentence(query, told):
    with pytest.raises(SettingError, match=told):
        Settings.from_query(f"family=aae&{query}")


# -- the metrics ---------------------------------------------------------------------------------


def evaluation(encode, decode=None, data=None, latent=2, seed=0):
    """An autoencoder given as functions of arrays."""
    return CodedEvaluation(
        data or Ring(),
        Gaussian(),
        latent,
        SimpleNamespace(generate=decode or (lambda z: z)),
        None,
        seed,
        coder=SimpleNamespace(generate=encode),
        game=JensenShannon(),
    )


def test_the_reconstruction_error_is_that_of_a_plain_loop():
    known = evaluation(lambda x: np.tanh(x), lambda z: 2 * z - 0.1)
    missed = [np.mean((2 * np.tanh(x) - 0.1 - x) ** 2) for x in known.real(1000)]
    assert Reconstruction().compute(known) == pytest.approx(np.mean(missed))
    assert Reconstruction().compute(evaluation(lambda x: x / 3, lambda z: 3 * z)) == pytest.approx(
        0, abs=1e-12
    )


def test_a_decoder_that_knows_only_the_mean_misses_by_the_variance():
    held, _ = fresh_of(Digits(), 1000)
    known = evaluation(lambda x: x[:, :2], lambda z: np.tile(held.mean(axis=0), (len(z), 1)), Digits())
    assert Reconstruction().compute(known) == pytest.approx(held.var(axis=0).mean())


@pytest.mark.parametrize("shift", [0.0, 1.0, 3.0])
def test_codes_that_are_shifted_draws_are_as_far_as_the_shift(shift):
    rng = np.random.default_rng(0)
    known = evaluation(lambda x: rng.standard_normal((len(x), 2)) + np.array([shift, 0]))
    # A shift by s in the plane reads 2 s / pi over all directions, and chance adds the floor at most.
    found, floor = CodesW1().compute(known), CodesW1().floor(known)
    assert 2 * shift / np.pi - 0.02 <= found <= 2 * shift / np.pi + 1.5 * floor
    assert floor == pytest.approx(1.13 * np.sqrt(2 / 5000), rel=0.5)


def test_codes_from_the_prior_are_measured_by_sorted_shadows():
    known = evaluation(lambda x: 0.7 * x**2)
    codes, drawn = 0.7 * known.real(5000) ** 2, known.latents(5000)
    angles = np.pi * (np.arange(64) + 0.5) / 64
    gaps = []
    for angle in angles:
        way = np.array([np.cos(angle), np.sin(angle)])
        gaps.append(np.abs(np.sort(codes @ way) - np.sort(drawn @ way)).mean())
    assert CodesW1().compute(known) == pytest.approx(np.mean(gaps))


def test_few_held_out_pictures_have_a_floor_of_their_own():
    few, many = evaluation(lambda x: x[:, :2], data=Digits()), evaluation(lambda x: x)
    assert len(few.codes(5000)) == 300
    assert CodesW1().floor(few) > 2 * CodesW1().floor(many)


def test_holes_are_the_draws_that_nobody_recognises():
    sure = np.array([0.95, 0.85, 0.3, 0.99, 0.92, 0.5, 1.0, 0.91])
    likely = np.column_stack([sure, *[(1 - sure) / 9] * 9])
    assert Holes().score(Seen(np.zeros((8, 64)), likely), Digits().pictures()) == 3 / 8
    blank = evaluation(lambda x: x[:, :2], lambda z: np.zeros((len(z), 784)), Digits())
    assert Holes().compute(blank) == 1
    held, _ = fresh_of(Digits(), 2000)
    real = evaluation(lambda x: x[:, :2], lambda z: np.resize(held, (len(z), 784)), Digits())
    assert Holes().compute(real) < 0.2
    known = measure(real, ["holes", "sure"])
    assert known["holes"] == pytest.approx(1 - known["sure"])


def test_only_an_autoencoder_has_codes():
    names = {"codes_w1", "reconstruction", "holes"}
    assert not names & Trainer(Settings()).measure().keys()
    assert names <= trainer().measure().keys()
    assert names - {"holes"} <= trainer("distribution=ring").measure().keys()


def test_held_out_pictures_are_from_all_over_the_set():
    rows, labels = fresh_of(Digits(), 10)
    test = Digits().pictures().test
    assert len(rows) == len(labels) == 10
    np.testing.assert_array_equal(labels, test.labels[:: len(test.labels) // 10][:10])
    assert len(fresh_of(Digits(), 5000)[0]) == len(test.labels)
    own = OwnImages()
    assert len(fresh_of(own, 5000)[0]) == 16
    assert labels_of(own, 10) is None
    assert labels_of(Ring(), 10) is None


# -- pictures, words and the page ----------------------------------------------------------------


def test_its_own_picture_holds_what_is_drawn():
    run = trainer()
    run.step(3)
    assert run.stage == "codes"
    scene, known = run.scene(layers={"heat"}), run.evaluation()
    held = fresh_of(run.settings.family.distribution, SHOWN)
    np.testing.assert_allclose(scene.arrays["codes"], known.coder.generate(held[0]), atol=1e-5)
    np.testing.assert_array_equal(scene.still["labels"], held[1])
    np.testing.assert_allclose(scene.still["drawn"], known.latents(SHOWN), rtol=1e-6)
    back = known.players.generate(
        known.coder.generate(fresh_of(run.settings.family.distribution, REBUILT)[0])
    )
    wanted = np.clip(np.rint((back.reshape(-1, 28, 28) + 1) * 127.5), 0, 255)
    np.testing.assert_allclose(scene.arrays["rebuilt"], wanted, atol=1)
    (left, right), (bottom, top) = scene.facts["window"]
    place = np.array([[left + 10.5 / 40 * (right - left), bottom + 30.5 / 40 * (top - bottom)]])
    shown = 1 / (1 + np.exp(-known.coder.discriminate(place)[0]))
    assert scene.arrays["heat"][30, 10] == pytest.approx(shown, abs=1e-4)
    assert "heat" not in run.scene(layers=()).arrays


@pytest.mark.parametrize(
    "query", ["", "code.dim=4", "distribution=images", "distribution=ring", "code.dim=1"]
)
def test_every_picture_that_applies_can_be_drawn(query):
    run = trainer(query)
    pictures = run.snapshot().pictures
    assert pictures
    assert ("codes" in pictures) == ("ring" not in query and "dim=1" not in query)
    for key in pictures:
        for layers in ((), Picture.find(key).layers):
            assert run.scene(key, layers=layers)
            assert run.snapshot().draw(picture=key, layers=layers)


def test_the_window_holds_the_codes_and_stands_still():
    rng = np.random.default_rng(1)
    sizes = set()
    for scale in np.linspace(0.9, 1.1, 5):
        codes = 4 * scale * rng.standard_normal((600, 2))
        ((low, high), other) = window_of(codes, (-2.5, 2.5))
        assert other == (low, high)
        assert (np.abs(codes).max(axis=1) <= high).mean() >= 0.98
        sizes.add(high)
    assert len(sizes) <= 2
    assert window_of(np.full((5, 2), np.nan), (-2.5, 2.5))[0] == (-3.125, 3.125)


def test_the_camera_tells_it_in_words():
    run, camera = trainer(), Camera()
    moment = {"half": "", "phase": "", "settled": True, "stopped": None}
    for state in range(5):
        for _ in range(3):
            header, arrays, still = camera.take(run, moment, (1, state))
        if state == 0:
            assert header["reading"][0] == "start.codes"
        run.step(5)
    assert header["reading"][0] == "codes.flowing"
    assert {"codes_w1", "reconstruction"} <= header["metrics"].keys()
    assert {"codes", "rebuilt", "decoded"} <= arrays.keys()
    assert {"drawn", "originals", "labels"} <= still.keys()
    for half in run.halves:
        assert f"caption.half.{half}" in ENGLISH
        for phase in run.family.phases(half):
            assert f"caption.slow.{half}.{phase}" in ENGLISH
    assert "caption.start.codes" in ENGLISH


@pytest.mark.parametrize(
    ("contested", "metrics", "said"),
    [
        (True, {}, "begun"),
        (True, {"codes_w1": 0.5, "reconstruction": 0.1}, "flowing"),
        (True, {"codes_w1": 0.05, "reconstruction": 0.1}, "there"),
        (False, {"codes_w1": 0.5, "reconstruction": 0.1}, "plain"),
    ],
)
def test_the_caption_is_about_codes(contested, metrics, said):
    key, values = read("codes", 9, {}, {"judged": False, "contested": contested}, metrics)
    assert key == f"codes.{said}"
    assert f"caption.{key}" in ENGLISH
    assert values.items() >= metrics.items()


def test_all_three_half_steps_can_be_asked_for():
    session = Session(Settings.from_query(f"family=aae&{SMALL}&distribution=ring"))
    for part in ("first", "second", "third"):
        session.obey({"do": "step", "part": part})
    counts = session.ready().run.counts
    assert counts == dict.fromkeys(TRAINED, 1)
    plain_gan = Session(Settings.from_query(TINY))
    with pytest.raises(CommandError, match="part must be one of"):
        plain_gan.obey({"do": "step", "part": "third"})


def test_a_code_is_decoded_by_the_route_of_the_explorer():
    session = Session(Settings.from_query(f"family=aae&{SMALL}"))
    run = session.ready()
    made = explore(session, {"do": "explore", "recipe": {"z": [[0.5, -1.0]], "manifold": 3}})
    wanted = run.evaluation().players.generate(np.array([[0.5, -1.0]]))
    np.testing.assert_allclose(made["arrays"]["z"][0], np.rint((wanted.reshape(28, 28) + 1) * 127.5), atol=1)
    assert made["arrays"]["manifold"].shape == (9, 28, 28)


def test_every_setting_has_its_box():
    family = AdversarialAutoencoder()
    flow = family.flow()
    for path in addresses(family):
        assert flow.box_of(path)
    assert {box.half for box in flow.boxes} >= set(family.half_names())


def test_choosing_the_model_on_pictures_works():
    session = Session(Settings.from_query(f"distribution=ring&{TINY}"))
    session.obey({"do": "choose_family", "value": "aae"})
    assert (session.settings.family.key, session.settings.family.distribution.key) == ("aae", "ring")
    session.obey({"do": "choose_data", "values": {"distribution": "digits"}})
    assert isinstance(session.settings.family.distribution, Images)
    assert session.settings.family.batch == 64
    session.ready().step(1)


@pytest.mark.parametrize("key", ["aae-mnist", "ae-mnist"])
def test_its_presets_have_small_pictures(key):
    assert len(kept_preview(key)) <= LARGEST


def test_it_is_a_family_among_others():
    assert Family.entries["aae"] is AdversarialAutoencoder
