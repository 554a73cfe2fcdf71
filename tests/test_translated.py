"""CycleGAN on pictures: domains of digits, the judge who tells them apart, its metrics and its stage."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from playground import SettingError, Settings, Trainer
from playground.classifier import load
from playground.classifier.judge import DOMAINS, JUDGE_FILE, Judged, load_judge
from playground.classifier.lessons import Lessons
from playground.classifier.train_judge import PAIRS, DomainLessons, domain_of
from playground.distributions import Distribution
from playground.distributions.domains import Bold, Striped, Thin
from playground.distributions.images import Digits, Mnist, as_rows
from playground.families.cyclegan import CycleGan
from playground.families.cyclegan_sides import halved
from playground.image_data.embedded import embedded_digits
from playground.metrics import floors, measure
from playground.metrics.cfid import frechet, moments
from playground.metrics.coded import fresh_of
from playground.metrics.translated import ClassifierFIDBack, translated
from playground.metrics.translation import CycleError, From, Translation
from playground.networks.residual_dcgan import ResidualDcgan
from playground.pictures.tiles import grey
from playground.pictures.translation_tiles import chosen
from playground.runs.closely import slow_metrics
from playground.runs.commands import on_data
from playground.runs.gauges import _wanted
from playground.runs.reading import read
from playground.ui.text import ENGLISH

QUERY = (
    "family=cyclegan&distribution=digits&target=striped&target.digits=digits&generator.network=residual-dcgan"
    "&discriminator.network=dcgan&discriminator.norm=none&batch=4"
)
STRIPED = Striped(digits="digits")
JUDGEMENTS = ("in_domain", "in_domain_back", "label_kept", "label_kept_back")


def trainer(query="", **options):
    return Trainer(Settings.from_query(f"{QUERY}&{query}"), **options)


def rows(images):
    return as_rows(torch.tensor(images)).double().numpy()


# -- domains -------------------------------------------------------------------------------------


def by_hand(picture, change):
    """A picture changed pixel by pixel; beyond its border there is no ink."""

    def ink(row, column):
        return int(picture[row, column]) if 0 <= row < 28 and 0 <= column < 28 else 0

    return np.array([[change(ink, row, column) for column in range(28)] for row in range(28)])


def test_stripes_are_two_pixels_wide_and_slant():
    picture = embedded_digits().train.images[7]
    striped = by_hand(picture, lambda ink, i, j: ink(i, j) // (1 if (i + j) % 4 >= 2 else 4))
    np.testing.assert_array_equal(Striped.changed(picture[None])[0], striped)


def test_bold_strokes_reach_a_pixel_further():
    picture = embedded_digits().train.images[7]
    reach = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    bold = by_hand(picture, lambda ink, i, j: max(ink(i + di, j + dj) for di, dj in reach))
    np.testing.assert_array_equal(Bold.changed(picture[None])[0], bold)


def test_thin_strokes_lose_a_pixel_but_are_not_lost():
    picture = embedded_digits().train.images[7]
    square = [(0, 0), (-1, 0), (0, -1), (-1, -1)]
    eroded = by_hand(picture, lambda ink, i, j: min(ink(i + di, j + dj) for di, dj in square))
    opened = np.array(
        [
            [
                max(eroded[i - di, j - dj] for di, dj in square if i - di < 28 and j - dj < 28)
                for j in range(28)
            ]
            for i in range(28)
        ]
    )
    thin = np.maximum(eroded, picture - opened)
    np.testing.assert_array_equal(Thin.changed(picture[None])[0], thin)
    # A stroke of one pixel stays what it is.
    line = np.zeros((1, 28, 28), np.uint8)
    line[0, 5:20, 9] = 200
    np.testing.assert_array_equal(Thin.changed(line), line)


@pytest.mark.parametrize("kind", [Striped, Thin, Bold])
def test_a_domain_is_its_digits_changed_one_by_one(kind):
    plain, own = embedded_digits(), kind(digits="digits").pictures()
    for part in ("train", "test"):
        before, after = getattr(plain, part), getattr(own, part)
        np.testing.assert_array_equal(after.images, kind.changed(before.images))
        np.testing.assert_array_equal(after.images[3], kind.changed(before.images[3:4])[0])
        np.testing.assert_array_equal(after.labels, before.labels)
    assert kind(digits="digits").pictures() is own
    assert kind().origin == "mnist"


def test_the_two_halves_share_no_picture():
    family = trainer().run.family
    x, y = halved(family.distribution, family.target)
    plain = embedded_digits().train.images
    np.testing.assert_array_equal(x.pictures().train.images, plain[0::2])
    np.testing.assert_array_equal(y.pictures().train.images, Striped.changed(plain[1::2]))
    known = {image.tobytes() for image in plain[0::2]}
    drawn = family.halves()[0].draws["x"].draw(200, torch.Generator().manual_seed(0), 0)
    assert {image.tobytes() for image in grey(drawn.numpy())} <= known
    assert x.pictures().test is family.distribution.pictures().test


# -- the judge -----------------------------------------------------------------------------------


def test_the_judge_states_accuracies_that_will_do():
    story = load_judge().story
    assert JUDGE_FILE.stat().st_size < 500_000
    for key in ("mnist", "digits"):
        for domain in DOMAINS:
            assert float(story[f"accuracy.{key}.{domain}"]) >= (0.97 if key == "mnist" else 0.93)
            assert float(story[f"accuracy.{key}.{domain}.domain"]) >= 0.95


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize(
    "images", [pytest.param(Mnist(), marks=pytest.mark.thorough), Digits()], ids=("mnist", "digits")
)
def test_it_is_as_accurate_as_it_states(images, domain):
    if images.pictures().stand_in:
        pytest.skip("MNIST itself is not at hand: name its folder in PLAYGROUND_DATA.")
    story, count = load_judge().story, 2_000
    x, labels = domain_of(images, domain).held_out(10_000)
    seen = load_judge().look(x)
    stated = float(story[f"accuracy.{images.key}.{domain}"])
    assert (seen.digits == labels).mean() >= stated - 2e-4
    told = seen.between(domain, PAIRS[domain]).mean()
    assert told >= float(story[f"accuracy.{images.key}.{domain}.domain"]) - 2e-4
    assert len(seen.first(count).domains) == min(count, len(x))


def test_a_verdict_between_two_domains_leaves_out_the_others():
    domains = np.array([[0.2, 0.1, 0.7, 0.0], [0.1, 0.3, 0.0, 0.6]])
    seen = Judged(np.zeros((2, 1)), np.full((2, 10), 0.1), domains)
    assert seen.between("plain", "striped").tolist() == [True, False]
    assert seen.between("thin", "bold").tolist() == [True, False]


def test_its_lessons_are_digits_of_a_domain_drawn_by_lot():
    few = embedded_digits()
    lessons = DomainLessons(
        Lessons([(few, 1)], 64, torch.Generator().manual_seed(0)), torch.Generator().manual_seed(1)
    )
    pictures, digits, domains = next(iter(lessons.round()))
    assert pictures.shape == (80, 1, 28, 28)
    assert (digits.sum(1) - 1).abs().max() < 1e-6
    # The last eight are noise: of no digit, and of no domain.
    assert torch.equal(domains[-8:], torch.full((8, 4), 0.25))
    assert set(domains[:-8].argmax(1).tolist()) == {0, 1, 2, 3}
    striped = (pictures[:72][domains[:-8].argmax(1) == 1, 0] + 1) * 127.5
    i, j = np.mgrid[:28, :28]
    assert striped[:, (i + j) % 4 < 2].max() <= 255 // 4 < striped.max()


# -- the metrics ---------------------------------------------------------------------------------


def evaluation(there, back, x=None, y=None):
    """A pair of maps given as functions of rows (n, 784)."""
    x, y = x or Digits(), y or STRIPED
    home = Translation(x, From(y), 784, SimpleNamespace(generate=back), None)
    return Translation(y, From(x), 784, SimpleNamespace(generate=there), None, back=home)


def stripe(x):
    return rows(Striped.changed(grey(x)))


def same(x):
    return x


def test_maps_that_do_nothing_keep_labels_and_stay_where_they_are():
    known = measure(evaluation(same, same), (*JUDGEMENTS, "cycle_error"))
    x, labels = Digits().held_out(300)
    y, _ = STRIPED.held_out(300)
    seen, striped = load_judge().look(x), load_judge().look(y)
    assert known["in_domain"] == pytest.approx(1 - seen.between("plain", "striped").mean())
    assert known["in_domain_back"] == pytest.approx(1 - striped.between("striped", "plain").mean())
    assert known["label_kept"] == pytest.approx((seen.digits == labels).mean())
    assert known["cycle_error"] == 0
    assert known["in_domain"] < 0.1 < 0.9 < known["label_kept"]


def test_a_perfect_translation_reaches_its_floors():
    known = evaluation(stripe, same)
    # What is striped from X's held-out pictures are Y's held-out pictures.
    names = ("in_domain", "label_kept")
    assert measure(known, names) == pytest.approx(floors(known, names))
    assert floors(known, names)["in_domain"] > 0.9


def test_one_striped_picture_for_all_is_in_the_domain_and_keeps_no_label():
    one = STRIPED.held_out(300)
    seven = one[0][one[1] == 7][:1].astype(float)
    known = measure(evaluation(lambda x: np.repeat(seven, len(x), axis=0), same), JUDGEMENTS)
    assert known["in_domain"] == 1
    assert known["label_kept"] == pytest.approx((one[1] == 7).mean())


def test_numbers_of_pictures_that_are_none_are_none():
    known = measure(evaluation(lambda x: x * np.nan, same), ("in_domain", "label_kept"))
    assert all(np.isnan(value) for value in known.values())


def test_the_cycle_error_of_pictures_is_that_of_a_plain_loop():
    known = evaluation(lambda x: x + 0.3, lambda y: 0.9 * y)
    missed = []
    for data, g, f in (
        (Digits(), lambda x: x + 0.3, lambda y: 0.9 * y),
        (STRIPED, lambda x: 0.9 * x, lambda y: y + 0.3),
    ):
        start = fresh_of(data, 200)[0]
        apart = [np.sqrt(((f(g(x)) - x) ** 2).mean()) for x in start]
        missed.append(np.mean(apart) / np.sqrt(start.var(axis=0).mean()))
    assert CycleError().compute(known) == pytest.approx(max(missed))


def test_the_distance_of_the_way_back_is_a_classifier_fid():
    known = evaluation(same, same)
    real, fake = known.back.distribution.held_out(300)[0], known.back.fake(2000)[:300]
    expected = frechet(*moments(load().features(real)), *moments(load().features(fake)))
    assert ClassifierFIDBack().compute(known) == pytest.approx(expected)
    assert measure(known, ("cfid",))["cfid"] > 2 * floors(known, ("cfid",))["cfid"]


def test_what_the_judge_does_not_know_is_not_judged():
    alike = evaluation(same, same, y=Digits())
    assert measure(alike, ("cfid_back", *JUDGEMENTS)).keys() == {"cfid_back"}
    own = evaluation(same, same, y=Distribution.find("images")())
    names = ("cycle_error", "w1_back", "sliced_w1_back", "in_target", *JUDGEMENTS)
    assert measure(own, names).keys() == {"cycle_error"}


def test_what_is_translated_is_looked_at_once():
    known = evaluation(stripe, same)
    assert translated(known)[0] is translated(known)[0]


# -- settings, network and run -------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["distribution=mnist", "target=thin", "distribution=striped&target=circles", "at.5=target:bold"]
)
def test_pictures_and_points_do_not_mix(query):
    with pytest.raises(SettingError, match="points in the plane for both X and Y, or pictures for both"):
        Settings.from_query(f"family=cyclegan&{query}")


def test_a_run_on_pictures_is_not_turned_to_points():
    run = trainer()
    with pytest.raises(SettingError, match="for both"):
        run.retune("target", "moons")
    run.retune("target", "bold")
    run.step(1)
    assert run.family.target.key == "bold"


@pytest.mark.parametrize(
    ("data", "target"), [("mnist", "striped"), ("striped", "mnist"), ("thin", "bold"), ("bold", "thin")]
)
def test_pictures_come_with_another_domain_and_what_suits_them(data, target):
    family = on_data(CycleGan(), Distribution.find(data)())
    assert family.target.key == target
    assert (family.generator.network.key, family.discriminator.network.key) == ("residual-dcgan", "dcgan")
    assert on_data(family, Distribution.find("moons")()).target == CycleGan().target


def test_a_residual_dcgan_adds_its_input():
    module = ResidualDcgan().build((1, 28, 28), (1, 28, 28), 2)
    module.draw([torch.Generator().manual_seed(seed) for seed in (0, 1)])
    x = torch.randn(2, 3, 784)
    torch.testing.assert_close(module(x), x + module.moves(x))


def test_a_run_goes_back_and_is_kept_exactly(tmp_path):
    run = trainer()
    run.step(2)
    there = run.run.state()
    run.rewind(1)
    run.advance_to(2)
    again = run.run.state()
    assert all(torch.equal(there[name], again[name]) for name in there)
    run.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    assert loaded.settings == run.settings
    same_state = loaded.run.state()
    assert all(torch.equal(there[name], same_state[name]) for name in there)


# -- the stage -----------------------------------------------------------------------------------


def test_the_scene_holds_what_is_drawn():
    run = trainer()
    run.step(2)
    scene, known = run.scene(), run.evaluation()
    g, f = known.players, known.back.players
    held = scene.still | scene.arrays
    x, labels = chosen(Digits(), 0)
    y, others = chosen(STRIPED, 1)
    assert labels.tolist() == others.tolist() == list(range(10))
    assert not {image.tobytes() for image in Striped.changed(grey(x))} & {z.tobytes() for z in grey(y)}
    gx, fy = g.generate(x), f.generate(y)
    made = {"x": x, "gx": gx, "fgx": f.generate(gx), "y": y, "fy": fy, "gfy": g.generate(fy)}
    for name, pictures in made.items():
        assert np.abs(held[name].astype(int) - grey(pictures)).max() <= 1, name
    seen = [load_judge().look(pictures) for pictures in made.values()]
    np.testing.assert_array_equal(held["digits"], [each.digits for each in seen])
    for row, each in zip(held["of_y"], seen, strict=True):
        plain, striped = each.domains[:, 0], each.domains[:, 1]
        np.testing.assert_allclose(row, striped / (plain + striped), atol=1e-4)
    np.testing.assert_array_equal(held["labels"], [labels, others])
    np.testing.assert_allclose(held["scores"], g.discriminate(gx), atol=1e-4)
    np.testing.assert_allclose(held["scores_back"], f.discriminate(fy), atol=1e-4)
    assert run.scene(layers=()).arrays.keys() == {"gx", "fgx", "fy", "gfy"}
    assert run.snapshot().pictures[0] == "translation-tiles"
    assert run.snapshot().draw(picture="translation-tiles")


def test_pictures_without_labels_are_the_first_ones():
    x, labels = chosen(Distribution.find("images")(), 0)
    assert x.shape == (10, 784)
    assert set(labels.tolist()) == {-1}


@pytest.mark.parametrize(
    ("domain", "kept", "said"), [(0.5, 0.9, "going"), (0.95, 0.3, "others"), (0.95, 0.9, "there")]
)
def test_it_is_read_by_the_poorer_way(domain, kept, said):
    metrics = {"in_domain": domain, "in_domain_back": 1.0, "label_kept": 1.0, "label_kept_back": kept}
    key, numbers = read("translation-tiles", 9, {}, {"judged": True}, metrics)
    assert key == f"translated.{said}"
    assert (numbers["in_domain"], numbers["label_kept"]) == (domain, kept)
    assert f"caption.{key}" in ENGLISH
    assert read("translation-tiles", 9, {}, {"judged": True}, {})[0] == "translated.begun"


def test_its_numbers_come_now_and_then():
    run = trainer()
    assert {*slow_metrics(run.evaluation())} == {*JUDGEMENTS, "cycle_error", "cfid", "cfid_back"}
    assert "d_real" in _wanted(run.evaluation())
    assert "cycle_error" not in _wanted(run.evaluation())
