"""Networks that ship trained: a run begins at them, and goes on from there."""

import pytest
import torch
from safetensors.torch import load

from playground import SettingError, Settings, Trainer, trained
from playground.addresses import assign
from playground.presets import Preset
from playground.runs.session import Session
from playground.trained.squares import factored, multiplied
from tests.runs import small

LARGEST = 1_500_000
SHIPPED = [key for key, preset in Preset.entries.items() if preset.kept]


def settings(key, more=""):
    return Settings.from_query(f"preset={key}&trained={key}{more}")


@pytest.fixture
def kept(monkeypatch):
    """A small run with averaged weights, and the content that was kept of it."""
    trainer = small("generator.ema=0.9")
    trainer.step(30)
    content = trained.shrunk(trainer.run, "a query")
    monkeypatch.setattr(trained, "_content", lambda name: content)
    return trainer, content


def test_every_preset_that_says_so_has_a_small_file_of_its_own():
    assert set(trained.names()) == {"none", *SHIPPED}
    for key in SHIPPED:
        assert Settings.from_query(trained.made_by(key)) == Settings.from_query(f"preset={key}")
        assert (trained.FOLDER / f"{key}.safetensors").stat().st_size < LARGEST


@pytest.mark.parametrize("key", SHIPPED)
def test_a_run_begins_at_them_and_trains_on(key):
    one, other = Trainer(settings(key)), Trainer(settings(key, "&seed=5"))
    assert one.steps == Preset.find(key).kept
    start = one.run.state()
    assert torch.equal(start["generator.weights"], other.run.state()["generator.weights"])
    one.step(2)
    assert one.error is None
    assert one.steps == Preset.find(key).kept + 2
    assert not torch.equal(start["generator.weights"], one.run.state()["generator.weights"])
    again = Trainer(settings(key))
    again.step(2)
    assert torch.equal(again.run.state()["generator.weights"], one.run.state()["generator.weights"])
    one.rewind(Preset.find(key).kept)
    assert torch.equal(start["generator.weights"], one.run.state()["generator.weights"])
    with pytest.raises(SettingError, match="The past of this run begins at step"):
        one.rewind(7)


def test_the_average_becomes_the_live_network_and_squares_keep_their_sums(kept):
    trainer, _ = kept
    other = small("generator.ema=0.9", seeds=(1, 2)).run
    state, drawn, grown = trainer.run.state(), other.state(), trained.grown("any", other)
    assert {name: tensor.shape for name, tensor in grown.items()} == {n: t.shape for n, t in drawn.items()}
    half = state["generator.average"].half().float()
    for name in ("generator.weights", "generator.average"):
        assert torch.equal(grown[name], half.expand_as(drawn[name]))
    assert torch.equal(grown["discriminator.weights"][1:], state["discriminator.weights"].half().float())
    squares = [held["generator.generator.square"][0] for held in (state, grown)]
    for one, other in zip(*(matrices(trainer, each) for each in squares), strict=True):
        torch.testing.assert_close(other.sum(0), one.sum(0))
        torch.testing.assert_close(other.flatten(1).sum(1), one.flatten(1).sum(1))
    assert not grown["generator.generator.mean"].any()
    assert grown["steps"] == 30
    assert grown["count.discriminator"] == state["count.discriminator"]


def matrices(trainer, flat):
    """The parts of G's flat squares that belong to its parameters; vectors as one column."""
    shapes = [parameter.shape[1:] for parameter in trainer.run.nets["generator"].flat.parameters]
    return [
        part.reshape(shape if len(shape) > 1 else (-1, 1))
        for part, shape in zip(flat.split([shape.numel() for shape in shapes]), shapes, strict=True)
    ]


def test_squares_that_are_a_product_come_back_as_they_were():
    shapes = [(3, 4), (4,), (2, 3, 5, 5), (6, 2)]
    down, across = torch.arange(1.0, 4), torch.arange(1.0, 5)
    whole = [torch.outer(down, across), torch.rand(4), torch.rand(2, 1, 1, 1) * torch.rand(3, 5, 5)]
    squares = torch.cat([part.flatten() for part in [*whole, torch.zeros(6, 2)]])[None]
    sums = factored(squares, shapes)
    assert sums.shape == (1, 7 + 4 + 77 + 8)
    assert sums[0, :7].tolist() == [10, 20, 30, 6, 12, 18, 24]
    torch.testing.assert_close(multiplied(sums, shapes), squares)
    with pytest.raises(ValueError, match="of other matrices"):
        multiplied(sums[:, 1:], shapes)


def test_a_run_goes_on_at_about_the_pace_that_it_had(kept):
    trainer, _ = kept
    other = small("generator.ema=0.9")
    other.run.load(trained.grown("any", other.run))
    moved = []
    for run in (trainer, other):
        before = run.run.state()["discriminator.weights"]
        run.step(5)
        moved.append((run.run.state()["discriminator.weights"] - before).norm().item())
    assert moved[1] == pytest.approx(moved[0], rel=0.3)


def test_only_what_cannot_be_had_again_is_kept(kept):
    trainer, content = kept
    held = load(content)
    assert held["generator.generator.square"].numel() < trainer.run.nets["generator"].flat.data.numel()
    assert {tensor.dtype for name, tensor in held.items() if name.endswith(".weights")} == {torch.half}
    assert not [name for name in held if name.endswith((".average", ".mean"))]
    # Without averaging a run takes them too.
    assert trained.grown("any", small().run)["steps"] == 30


@pytest.mark.usefixtures("kept")
def test_networks_of_other_shapes_are_refused_with_a_sentence():
    with pytest.raises(
        SettingError, match="have other shapes than these settings ask for; leave trained out"
    ):
        trained.grown("mnist", small("generator.width=5").run)
    with pytest.raises(SettingError, match="have other shapes"):
        Trainer(settings("mnist", "&generator.capacity=medium"))
    with pytest.raises(SettingError, match="trained must be one of none, "):
        Settings.from_query("preset=mnist&trained=best")


def test_they_stay_in_the_settings_while_the_run_could_go_on_with_them():
    begun = settings("mnist")
    assert Settings.from_query(begun.to_query()) == begun
    for path, value, stays in (
        ("k", "3", True),
        ("generator.capacity", "large", False),
        ("distribution", "fashion-mnist", False),
    ):
        assert (begun.anew(assign(begun.family, path, value)).trained == "mnist") is stays, path


def test_what_is_changed_before_their_first_step_stays_after_a_reset():
    run = Session(settings("mnist"))
    run.obey({"do": "retune", "path": "k", "value": "3"})
    run.obey({"do": "step"})
    run.obey({"do": "retune", "path": "k", "value": "4"})
    run.obey({"do": "reset"})
    assert run.family.k == 3
    assert run.trainer.steps == Preset.find("mnist").kept
