"""The conditional GAN: the label reaches both players, steers what comes, and is measured without mercy."""

from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer
from playground.distributions.plane_mixtures import Ring
from playground.duel import Duel, Match
from playground.families import Family
from playground.families.conditional import ConditionalGan
from playground.families.gan import Gan
from playground.metrics.answers import Answers, answers_of, real_answers
from playground.metrics.class_diversity import ClassDiversity
from playground.metrics.label_accuracy import LabelAccuracy
from playground.pictures import Picture
from playground.runs import Session
from playground.runs.camera import Camera
from playground.runs.commands import CommandError
from playground.runs.reading import read
from playground.training.conditioned import beside
from playground.training.sources import FixedSample, Labelled, Labels
from playground.training.streams import seeded
from playground.ui.text import ENGLISH
from playground.wall import Wall

SMALL = "generator.width=16&discriminator.width=16&batch=32"
DIGITS = "distribution=digits&generator.network=dcgan&discriminator.network=dcgan&batch=8&noise.dim=4"


def trainer(query="", **options):
    return Trainer(Settings.from_query(f"family=cgan&{SMALL}&{query}"), **options)


@pytest.fixture(scope="module")
def trained():
    run = Trainer(Settings.from_query("preset=cgan-ring&seed=900"))
    run.step(1000)
    return run


# -- one step, beside a plain loop ---------------------------------------------------------------


def by_hand(run, half, draws):
    """The gradient of a half-step, sample by sample: nothing is shared with the family's own way."""
    family = run.family
    g, d = run.nets["generator"], run.nets["discriminator"]
    player = d if half == "discriminator" else g
    if "x" in draws:
        x, y = draws["x"][0, :, :2], draws["x"][0, :, 2:]
    else:
        x, y = None, draws["y"][0]
    fake = g.module(torch.cat([draws["z"][0], y], dim=1)[None])[0]

    def judge(points):
        return torch.stack(
            [d.module(torch.cat([p, c])[None, None])[0, 0, 0] for p, c in zip(points, y, strict=True)]
        )

    if half == "generator":
        loss = family.objective.generator(None if x is None else judge(x), judge(fake))
    else:
        fake = fake.detach()
        loss = family.objective.discriminator(judge(x), judge(fake))
        for penalty in family.penalties:
            places = {"real": x, "fake": fake}.get(penalty.where)
            if places is None:
                places = draws["u"][0] * x + (1 - draws["u"][0]) * fake
            for point, label in zip(places, y, strict=True):
                point = point.detach().requires_grad_()
                raw = d.module(torch.cat([point, label])[None, None]).sum()
                (slope,) = torch.autograd.grad(raw, point, create_graph=True)
                loss = loss + penalty.cost(slope.square().sum()) / len(places)
    grads = torch.autograd.grad(loss, list(player.module.parameters()))
    return torch.cat([grad.reshape(-1) for grad in grads])


@pytest.mark.parametrize(
    "query",
    ["", "objective=wasserstein", "objective=relativistic&constraint=r1,r2", "constraint=one-sided-penalty"],
)
@pytest.mark.parametrize("half", ["discriminator", "generator"])
def test_the_gradient_is_that_of_a_plain_loop(query, half):
    run = trainer(query, dtype=torch.float64).run
    draws = {name: stream.at(3) for name, stream in run._streams[half].items()}
    run._gradients.fill(run._halves[half], draws)
    filled = run.nets[half].flat.grad[0]
    assert filled.abs().max() > 0
    torch.testing.assert_close(filled, by_hand(run, half, draws), rtol=1e-9, atol=1e-12)


# -- labels --------------------------------------------------------------------------------------


def test_labels_come_as_often_as_in_the_data():
    ring = Ring(imbalance=0.5)
    drawn = Labels(ring).draw(200_000, seeded(0, "test", 0), 0)
    assert (drawn.sum(dim=1) == 1).all()
    weights = ring.modes().weights
    np.testing.assert_allclose(drawn.mean(dim=0), weights, atol=5 * np.sqrt(weights.max() / 200_000))
    labels = trainer("distribution.imbalance=0.5").evaluation().labels(20_000)
    np.testing.assert_allclose(np.bincount(labels) / 20_000, weights, atol=0.02)


def test_a_row_holds_a_sample_and_its_own_label():
    ring = Ring(width=0.01)
    fixed = FixedSample(Labelled(ring), 500)
    for rows in (
        Labelled(ring).sample(500, seeded(1, "test", 0)),
        fixed.rows(7),
        fixed.draw(300, seeded(2, "test", 0), 7),
    ):
        x, y = rows[:, :2].numpy(), rows[:, 2:].argmax(dim=1).numpy()
        nearest = np.linalg.norm(x[:, None] - ring.modes().centres, axis=2).argmin(axis=1)
        np.testing.assert_array_equal(y, nearest)
    # The samples are those that a plain GAN would keep.
    assert torch.equal(fixed.rows(7)[:, :2], FixedSample(ring, 500).rows(7))


def test_fixed_pictures_keep_their_labels():
    data = Settings.from_query("distribution=digits").family.distribution
    rows = FixedSample(Labelled(data), 40).rows(3)
    x, y = data.labelled(40, seeded(3, "fixed data", 0))
    assert torch.equal(rows, torch.cat([x, torch.eye(10)[y]], dim=1))


def test_fakes_and_real_samples_of_a_reading_share_their_labels():
    evaluation = trainer("data.size=100").evaluation()
    labels = evaluation.labels(300)
    centres = evaluation.distribution.modes().centres
    real = evaluation.real(300)
    assert (np.linalg.norm(real[:, None] - centres, axis=2).argmin(axis=1) == labels).all()
    np.testing.assert_array_equal(evaluation.latents(300)[:, -8:].argmax(axis=1), labels)
    told = evaluation.told(evaluation.training[:50], training=True)
    nearest = np.linalg.norm(told[:, None, :2] - centres, axis=2).argmin(axis=1)
    np.testing.assert_array_equal(told[:, 2:].argmax(axis=1), nearest)


def test_slopes_are_those_in_x_alone():
    evaluation = trainer(dtype=torch.float64).evaluation()
    told = evaluation.told(evaluation.real(20))
    slopes, d = evaluation.players.slopes(told), evaluation.players.discriminate
    assert slopes.shape == (20, 2)
    for axis in range(2):
        step = np.zeros(10)
        step[axis] = 1e-5
        np.testing.assert_allclose(slopes[:, axis], (d(told + step) - d(told - step)) / 2e-5, atol=1e-7)
    assert evaluation.players.pushes(told).shape == (20, 2)


def test_beside_an_image_a_label_is_planes():
    x, y = torch.rand(1, 3, 784), torch.eye(10)[[4, 0, 9]][None]
    image = beside(x, y, 784).view(3, 11, 28, 28)
    assert torch.equal(image[:, 0].flatten(1), x[0])
    assert (image[0, 5] == 1).all()
    assert image[:, 1:].sum() == 3 * 784
    family = Settings.from_query(f"family=cgan&{DIGITS}").family
    assert family.plans()["discriminator"].inputs == (11, 28, 28)
    assert family.plans()["generator"].inputs == (14,)
    assert family.plane == 784
    assert Settings.from_query("family=cgan").family.plane == 1


@pytest.mark.parametrize("data", ["moons", "two-gaussians", "images", "uniform"])
def test_data_that_it_cannot_take_get_a_sentence(data):
    with pytest.raises(SettingError, match=r"labels|plane or pictures"):
        Settings.from_query(f"family=cgan&distribution={data}")


# -- a run like any other ------------------------------------------------------------------------


def same(one, other):
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_rewinding_and_saving_are_exact(tmp_path):
    run = trainer("data.size=200&at.7=generator.lr:0.0005&at.9=objective:wasserstein")
    run.step(20)
    there = run.run.state()
    run.rewind(5)
    run.advance_to(20)
    same(run.run.state(), there)
    run.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    assert type(loaded.family) is ConditionalGan
    for each in (run, loaded):
        each.step(3)
    same(loaded.run.state(), run.run.state())


def test_replicas_are_independent():
    many, alone = trainer(seeds=[4, 5, 6]), trainer("seed=5")
    for each in (many, alone):
        each.step(10)
    for name, tensor in alone.run.state().items():
        if tensor.ndim:
            torch.testing.assert_close(tensor[0], many.run.state()[name][1], rtol=1e-5, atol=1e-6)
    assert not torch.equal(*many.run.state()["generator.weights"][:2])


@pytest.mark.parametrize(
    "query", ["constraint=consensus", "constraint=instance-noise", "updates=simultaneous"]
)
def test_all_that_a_gan_can_have_it_can_have(query):
    run = trainer(f"{query}&generator.norm=batch&generator.ema=0.9")
    run.step(3)
    assert run.error is None
    assert np.isfinite(list(run.measure().values())).all()


def test_it_learns_pictures():
    run = Trainer(Settings.from_query(f"family=cgan&{DIGITS}"))
    run.step(2)
    assert run.error is None
    found = run.measure(["label_accuracy", "class_diversity", "d_real", "d_fake"])
    assert found["label_accuracy"] <= 1
    assert run.floors(["label_accuracy"])["label_accuracy"] > 0.95


def test_the_plain_gan_is_untouched():
    """The same class of draws and networks as ever: nothing in it knows of labels."""
    gan = Gan()
    assert set(gan.halves()[0].draws) == {"x", "z"}
    assert gan.plans()["discriminator"].inputs == (2,)
    run = Trainer(Settings())
    assert type(run.run._gradients).__name__ == "DenseGan"
    assert not {"label_accuracy", "class_diversity"} & run.measure("cheap").keys()


# -- metrics -------------------------------------------------------------------------------------


def test_spreads_are_the_root_mean_square_distances():
    chance = np.random.default_rng(0)
    asked, found = chance.integers(4, size=80), chance.integers(-1, 4, size=80)
    asked[asked == 3] = 2  # nobody asks for 3
    answers = Answers(asked, found, chance.normal(size=(80, 3)))
    for label, spread in enumerate(answers.spreads(4)):
        own = [x for x, a, f in zip(answers.places, asked, found, strict=True) if a == f == label]
        if len(own) < 2:
            assert spread == 0
            continue
        squares = [((one - other) ** 2).sum() for one, other in combinations(own, 2)]
        # Over all ordered pairs, a sample with itself included.
        assert spread == pytest.approx(np.sqrt(2 * sum(squares) / len(own) ** 2))


class Made:
    """Players whose fakes are made by a function of the label."""

    def __init__(self, make):
        self.make = make

    def generate(self, z):
        return self.make(z[:, :-8], z[:, -8:].argmax(axis=1))


def evaluated(make):
    known = trainer().evaluation()
    held = {each.name: getattr(known, each.name) for each in fields(known)}
    return type(known)(**held | {"players": Made(make)})


def test_accuracy_and_diversity_of_known_fakes():
    ring = Ring()
    modes = ring.modes()
    scores = {}
    for name, make in {
        "perfect": lambda z, y: modes.centres[y] + modes.widths[0] * z,
        "collapsed": lambda z, y: modes.centres[y] + modes.widths[0] * 0.5,
        "narrow": lambda z, y: modes.centres[y] + 0.5 * modes.widths[0] * z,
        "shifted": lambda z, y: modes.centres[(y + 1) % 8] + modes.widths[0] * z,
        "one mode": lambda z, y: modes.centres[0 * y] + modes.widths[0] * z,
    }.items():
        evaluation = evaluated(make)
        scores[name] = LabelAccuracy().compute(evaluation), ClassDiversity().compute(evaluation)
    exact = 1 - np.exp(-4.5)
    assert scores["perfect"] == pytest.approx((exact, 1), abs=0.01)
    assert scores["collapsed"] == pytest.approx((1, 0))
    assert scores["narrow"] == pytest.approx((1, 0.51), abs=0.02)
    assert scores["shifted"] == (0, 0)
    assert scores["one mode"] == pytest.approx((exact / 8, 1 / 8), abs=0.01)
    assert LabelAccuracy().floor(evaluation) == pytest.approx(exact, abs=0.003)
    assert ClassDiversity().floor(evaluation) == pytest.approx(1)
    assert np.isnan(LabelAccuracy().compute(evaluated(lambda z, y: z * np.nan)))


def test_found_labels_are_those_of_the_nearest_mode():
    evaluation = trainer().evaluation()
    answers, modes = answers_of(evaluation), evaluation.distribution.modes()
    for x, found in list(zip(evaluation.fake(10_000), answers.found, strict=True))[:300]:
        gaps = np.linalg.norm(x - modes.centres, axis=1)
        wanted = gaps.argmin() if gaps.min() <= 3 * modes.widths[0] else -1
        assert found == wanted
    assert all(len(known.asked) == 10_000 for known in real_answers(evaluation.distribution))


def test_the_label_steers(trained):
    evaluation = trained.evaluation()
    found = trained.measure(["label_accuracy", "class_diversity"])
    assert found["label_accuracy"] > 0.9
    assert found["class_diversity"] > 0.5
    centres = evaluation.distribution.modes().centres
    for label in range(8):
        x = evaluation.switched(200, label)
        assert (np.linalg.norm(x[:, None] - centres, axis=2).argmin(axis=1) == label).mean() > 0.9


# -- pictures, words and the page ----------------------------------------------------------------


def test_the_stage_shows_labels_and_one_when_asked(trained):
    assert trained.stage == "labels"
    evaluation, usual = trained.evaluation(), Picture.find("labels").usual()
    scene = trained.scene()
    np.testing.assert_array_equal(scene.arrays["labels"], evaluation.labels(1000))
    np.testing.assert_allclose(scene.arrays["fake"], evaluation.fake(1000), rtol=1e-5)
    assert "heat" not in scene.arrays
    assert scene.facts["label"] is None
    one = trained.scene(layers=usual | {"label=3"})
    assert set(one.arrays["labels"]) == {3}
    np.testing.assert_allclose(one.arrays["fake"], evaluation.switched(1000, 3), rtol=1e-5)
    assert one.arrays["heat"].shape == (48, 48)
    assert one.facts["label"] == 3
    assert not np.array_equal(one.arrays["heat"], trained.scene(layers=usual | {"label=4"}).arrays["heat"])
    # A label that there is not is none.
    assert trained.scene(layers=usual | {"label=8"}).facts["label"] is None


def test_rows_are_classes_and_columns_are_latents():
    run = Trainer(Settings.from_query(f"family=cgan&{DIGITS}"))
    assert run.stage == "class-rows"
    scene = run.scene(layers={"scores", "real"})
    assert scene.arrays["tiles"].shape == (100, 28, 28)
    assert scene.facts["across"] == 10
    assert scene.facts["labels"] == list("0123456789")
    z = run.evaluation().noise_alone(100)
    wanted = run.evaluation().players.generate(np.concatenate([z[:10], np.eye(10)[[7] * 10]], axis=1))
    np.testing.assert_allclose(
        scene.arrays["tiles"][70:80], np.rint((wanted.reshape(-1, 28, 28) + 1) * 127.5), atol=1
    )
    assert scene.arrays["scores"].shape == (100,)
    sevens = run.scene(layers={"label=7"})
    np.testing.assert_allclose(sevens.arrays["tiles"][:10], scene.arrays["tiles"][70:80], atol=1)


@pytest.mark.parametrize("query", [SMALL, f"distribution=grid&{SMALL}", DIGITS])
def test_every_picture_that_applies_can_be_drawn(query):
    run = Trainer(Settings.from_query(f"family=cgan&{query}"))
    for key in run.snapshot().pictures:
        for layers in ((), Picture.find(key).layers, {*Picture.find(key).layers, "label=2"}):
            assert run.scene(key, layers=layers)
            assert run.snapshot().draw(picture=key, layers=layers)


def test_a_session_is_told_which_label_to_look_at():
    session = Session(Settings.from_query(f"family=cgan&{SMALL}"))
    session.obey({"do": "view", "layers": ["heat", "label=5"]})
    moment = {"half": "", "phase": "", "settled": True, "stopped": None}
    header, arrays, _ = Camera().take(session.ready(), moment, (1, 0), session.layers)
    assert header["facts"]["label"] == 5
    assert "heat" in arrays
    assert session.settings.to_query() == Settings.from_query(f"family=cgan&{SMALL}").to_query()
    for wrong in ("label=", "label=x", "label=-1", "label=1000", "label", "heat=1", "label=5\n"):
        with pytest.raises(CommandError):
            session.obey({"do": "view", "layers": [wrong]})


@pytest.mark.parametrize(
    ("facts", "metrics", "said"),
    [
        ({"label": None}, {}, "labels"),
        ({"label": 7}, {}, "labels.one"),
        ({"label": None}, {"label_accuracy": 0.1, "class_diversity": 0.1}, "labels.lost"),
        ({"label": None}, {"label_accuracy": 0.8, "class_diversity": 0.9}, "labels.some"),
        ({"label": None}, {"label_accuracy": 0.99, "class_diversity": 0.3}, "labels.same"),
        ({"label": None}, {"label_accuracy": 0.99, "class_diversity": 0.9}, "labels.all"),
    ],
)
def test_the_caption_is_about_labels(facts, metrics, said):
    facts |= {"labels": list("01234567"), "probability": False}
    key, values = read("labels", 9, {}, facts, metrics)
    assert key == said
    assert f"caption.{key}" in ENGLISH
    assert values.get("label", "7") == "7"
    # Of pictures the classifier is asked now and then, so the caption says when.
    key, values = read("class-rows", 9, {}, facts | {"measured": {"label_accuracy": 4}}, metrics)
    assert key == ("labels.read" if metrics else said)
    assert values.get("at", 4) == 4


def test_both_half_steps_are_told_in_slow_motion():
    family = Settings.from_query("family=cgan").family
    for half in family.half_names():
        for phase in family.phases(half):
            assert f"caption.slow.{half}.{phase}" in ENGLISH
    boxes = {box.key: box for box in family.flow().boxes}
    assert boxes["condition"].phase == "label"
    assert {(a.start, a.end) for a in family.flow().arrows if a.start == "condition"} == {
        ("condition", "generator"),
        ("condition", "discriminator"),
    }


def test_a_duel_of_gan_and_conditional_gan():
    duel = Duel(Match.from_query("distribution=ring&seed=5&side=&side=family%3Dcgan"))
    assert [side.family.key for side in duel.sides] == ["gan", "cgan"]
    assert duel.sides[0].family.distribution == duel.sides[1].family.distribution
    duel.step(3)
    assert all({"modes", "mode_kl"} <= side.measure().keys() for side in duel.sides)


def test_it_is_a_family_among_others():
    assert Family.entries["cgan"] is ConditionalGan
    settings = Settings.from_query(f"family=cgan&{SMALL}")
    with pytest.raises(SettingError, match="plain GANs"):
        Wall(settings, [1, 2])
