"""The trainer: equal settings give equal runs, wherever they were interrupted."""

import numpy as np
import pytest
import torch

from playground import Change, SettingError, Settings, Trainer
from playground.pictures import Picture
from tests.runs import SMALL, same_state, small

KINDS = [
    "",
    "objective=wasserstein&generator.ema=0.9",
    "generator.norm=batch&discriminator.norm=spectral&constraint=consensus",
    "updates=simultaneous&k=3&data.size=50&generator.optimizer=rmsprop&discriminator.optimizer=momentum",
    "discriminator.minibatch_std=true&schedule.steps=30&constraint=instance-noise,r1",
    "distribution=two-gaussians&noise.dim=1&noise.kind=uniform&objective=relativistic",
]
kinds = pytest.mark.parametrize("query", KINDS)


@kinds
def test_equal_seeds_give_equal_runs_and_steps_add_up(query):
    at_once, in_parts, other = small(query), small(query), small(query + "&seed=1")
    at_once.step(130)
    for part in (1, 59, 70):
        in_parts.step(part)
    other.step(130)
    assert same_state(at_once, in_parts)
    assert not same_state(at_once, other)


@kinds
def test_a_saved_run_goes_on_exactly(query, tmp_path):
    whole = small(query)
    whole.step(90)
    part = small(query)
    part.step(37)
    part.save(tmp_path / "run.safetensors")
    resumed = Trainer.load(tmp_path / "run.safetensors")
    resumed.step(53)
    assert same_state(whole, resumed)


@kinds
def test_rewinding_and_playing_on_equals_never_having_stopped(query):
    whole, trainer = small(query), small(query)
    whole.step(260)
    trainer.step(230)
    trainer.rewind(145)
    assert trainer.steps == 145
    trainer.step(115)
    assert same_state(whole, trainer)


def test_single_precision_is_as_exact():
    one, two = small(dtype=torch.float32), small(dtype=torch.float32)
    one.step(150)
    two.step(80)
    two.rewind(20)
    two.step(130)
    assert same_state(one, two)


def test_the_half_steps_of_an_iteration_make_an_iteration():
    whole, halves = small(), small()
    whole.step(1)
    for half in halves.halves:
        halves.half_step(half)
    first, second = whole.run.state(), halves.run.state()
    assert torch.equal(first["generator.weights"], second["generator.weights"])
    assert torch.equal(first["discriminator.weights"], second["discriminator.weights"])


@pytest.mark.parametrize("half", ["discriminator", "generator"])
def test_a_half_step_leaves_the_other_player_untouched(half):
    trainer = small("generator.norm=none")
    before = trainer.run.state()
    trainer.half_step(half, 3)
    after = trainer.run.state()
    moved = {
        name for name in before if name.endswith("weights") and not torch.equal(before[name], after[name])
    }
    assert moved == {f"{half}.weights"}
    assert trainer.settings.changes == (Change(0, "half", f"{half}*3"),)


def test_manual_half_steps_are_part_of_the_settings():
    trainer = small()
    trainer.step(10)
    trainer.half_step("discriminator")
    trainer.half_step("discriminator", 4)
    trainer.half_step("generator")
    trainer.retune("objective", "hinge")
    trainer.step(15)
    again = Trainer(Settings.from_query(trainer.settings.to_query()), dtype=torch.float64)
    again.step(25)
    assert same_state(trainer, again)
    assert [change.text for change in again.settings.changes] == ["discriminator*5", "generator", "hinge"]


def test_live_changes_keep_weights_and_are_repeated_by_the_text():
    trainer = small("seed=4")
    trainer.step(40)
    before = trainer.run.state()
    trainer.retune("objective", "wasserstein")
    trainer.retune("generator.lr", "0.01")
    trainer.retune("k", "2")
    assert all(torch.equal(before[name], tensor) for name, tensor in trainer.run.state().items())
    trainer.step(40)
    again = Trainer(Settings.from_query(trainer.settings.to_query()), dtype=torch.float64)
    again.step(80)
    assert same_state(trainer, again)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("generator.lr", "0.02"),
        ("discriminator.lr", "0.02"),
        ("generator.beta1", "0"),
        ("objective", "least-squares"),
        ("objective.saturating", "true"),
        ("constraint", "r1"),
        ("k", "4"),
        ("batch", "32"),
        ("updates", "simultaneous"),
        ("noise.kind", "uniform"),
        ("distribution.radius", "2"),
        ("distribution", "moons"),
        ("schedule.steps", "60"),
        ("generator.ema", "0.9"),
    ],
)
def test_every_live_knob_changes_what_follows(path, text):
    trainer, plain = small(), small()
    for run in (trainer, plain):
        run.step(30)
    trainer.retune(path, text)
    for run in (trainer, plain):
        run.step(60)
    assert not np.array_equal(trainer.sample(50), plain.sample(50))


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("generator.width", "16", "cannot change during a run"),
        ("noise.dim", "3", "cannot change during a run"),
        ("distribution", "gaussian", "other networks"),
        ("k", "0", "between 1 and 100"),
        ("nothing", "1", "no setting"),
    ],
)
def test_a_refused_change_leaves_the_run_as_it_was(path, text, told):
    trainer, plain = small(), small()
    trainer.step(10)
    with pytest.raises(SettingError, match=told):
        trainer.retune(path, text)
    assert trainer.settings.changes == ()
    trainer.step(10)
    plain.step(20)
    assert same_state(trainer, plain)


def test_a_change_after_rewinding_drops_the_old_future():
    trainer = small()
    trainer.step(150)
    trainer.retune("objective", "hinge")
    trainer.step(100)
    trainer.rewind(120)
    assert [change.path for change in trainer.settings.changes] == ["objective"]
    trainer.retune("k", "2")
    assert [change.path for change in trainer.settings.changes] == ["k"]
    trainer.step(80)
    fresh = Trainer(Settings.from_query(SMALL + "at.120=k:2"), dtype=torch.float64)
    fresh.step(200)
    assert same_state(trainer, fresh)


def test_divergence_stops_the_run_with_a_sentence_and_can_be_rewound():
    trainer = small("objective=kl&generator.lr=0.01")
    trainer.step(250)
    trainer.retune("discriminator.lr", "1")
    trainer.retune("generator.lr", "1")
    trainer.step(2000)
    assert "diverged" in trainer.error
    stopped = trainer.steps
    trainer.step(100)
    assert trainer.steps == stopped
    trainer.rewind()
    assert trainer.error is None
    assert torch.isfinite(trainer.run.state()["generator.weights"]).all()
    trainer.rewind(200)
    trainer.retune("generator.lr", "0.0001")
    trainer.step(50)
    assert trainer.error is None
    assert trainer.steps == 250


def test_one_diverged_replica_does_not_disturb_its_neighbours():
    together, alone = small(seeds=(0, 1)), small(seeds=(1,))
    together.run.nets["generator"].flat.data[0] = float("nan")
    together.step(60)
    alone.step(60)
    assert list(together.failures) == [0]
    assert together.error is None
    torch.testing.assert_close(
        together.run.state()["generator.weights"][1], alone.run.state()["generator.weights"][0]
    )


def test_rewinding_over_a_long_past_finds_the_same_moments():
    trainer = small(dtype=torch.float32)
    trainer.timeline._room = lambda: 5
    known = {}
    for step in (150, 700, 1300):
        trainer.step(step - trainer.steps)
        known[step] = trainer.run.state()["generator.weights"]
    trainer.step(500)
    assert len(trainer.timeline.moments) <= 5
    for step in (700, 1300, 150):
        trainer.rewind(step)
        assert torch.equal(trainer.run.state()["generator.weights"], known[step])


def test_going_back_without_a_step_goes_one_kept_moment_further_each_time():
    trainer = small()
    trainer.step(250)
    seen = []
    for _ in range(4):
        trainer.rewind()
        seen.append(trainer.steps)
    assert seen == [200, 100, 0, 0]


def test_a_moment_before_the_past_gets_a_sentence(tmp_path):
    trainer = small()
    trainer.step(30)
    trainer.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    with pytest.raises(SettingError, match="begins at step 30"):
        loaded.rewind(10)


def test_half_steps_after_loading_are_found_again(tmp_path):
    """A kept moment between two equal half-steps keeps them apart."""
    trainer = small()
    trainer.step(10)
    trainer.half_step("discriminator")
    trainer.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    loaded.half_step("discriminator")
    loaded.step(5)
    first = loaded.run.state()
    loaded.rewind(10)
    loaded.step(5)
    assert all(torch.equal(first[name], tensor) for name, tensor in loaded.run.state().items())


def test_the_start_of_a_loaded_past_is_kept(tmp_path):
    trainer = small(dtype=torch.float32)
    trainer.step(130)
    trainer.save(tmp_path / "run.safetensors")
    loaded = Trainer.load(tmp_path / "run.safetensors")
    loaded.timeline._room = lambda: 5
    loaded.step(2000)
    loaded.rewind(131)
    trainer.step(1)
    assert same_state(trainer, loaded)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("at.10=generator.width:16", "cannot change during a run"),
        ("at.10=distribution:gaussian", "other networks"),
        ("at.10=half:foo", "no half-step"),
        ("at.10=generator.optimizer:sgd", "cannot change during a run"),
        ("&".join(f"at.{i}=half:generator*1000" for i in range(6)), "at most 5000 single half-steps"),
    ],
)
def test_changes_that_no_run_could_make_are_refused_at_once(query, told):
    with pytest.raises(SettingError, match=told):
        small(query)


def test_too_much_work_is_refused_with_a_sentence():
    with pytest.raises(SettingError, match="times the most that is allowed"):
        Settings.from_query(
            "generator.width=512&generator.depth=8&discriminator.width=512&discriminator.depth=8&batch=4096"
        )


@pytest.mark.parametrize(
    ("seeds", "told"), [([], "1 to 64 seeds"), (range(65), "1 to 64"), ([-1], "seed must be")]
)
def test_odd_seeds_get_a_sentence(seeds, told):
    with pytest.raises(SettingError, match=told):
        small(seeds=seeds)


def test_an_averaged_generator_with_batch_norm_is_shown_with_statistics_of_its_own():
    """Its samples must be those of the averaged weights under batch statistics, as in training."""
    trainer = small("generator.norm=batch&generator.ema=0.9&generator.width=16")
    trainer.step(100)
    net = trainer.run.nets["generator"]
    z = torch.randn(1, 4000, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    shown = net.frozen(0, lambda _: z)
    live = net.frozen(0, lambda _: z)
    live.train()
    torch.testing.assert_close(shown(z), live(z))


def test_a_sample_is_an_array_of_points():
    assert small().sample(1000).shape == (1000, 2)
    assert small("distribution=gaussian").sample(7).shape == (7, 1)


def test_measuring_and_drawing_leave_no_trace():
    watched, plain = small("generator.norm=batch"), small("generator.norm=batch")
    for _ in range(3):
        watched.step(5)
        watched.measure("cheap")
        watched.scene()
    plain.step(15)
    assert same_state(watched, plain)


@pytest.mark.parametrize(
    ("query", "lacks"),
    [
        ("preset=convergence", []),
        ("preset=convergence&noise.dim=2&objective=wasserstein", ["map", "ideal"]),
        ("preset=ring", []),
        ("preset=ring&noise.dim=3&pack=2", ["heat", "warp"]),
        ("distribution=moons", ["modes"]),
        ("preset=gmm-moons", ["modes"]),
    ],
)
def test_a_picture_tells_which_layers_it_cannot_draw_of_this_model(query, lacks):
    trainer = Trainer(Settings.from_query(query))
    scene = trainer.scene(layers=set(Picture.entries[trainer.scene().picture].layers))
    assert scene.facts["lacks"] == lacks
    arrays = {**scene.arrays, **scene.still}
    drawn = {"map": "gz", "heat": "heat", "warp": "warp", "modes": "centres"}
    assert not {drawn[layer] for layer in lacks if layer in drawn} & set(arrays)


def test_a_snapshot_is_frozen_and_draws_itself():
    trainer = small()
    snapshot = trainer.snapshot()
    before = snapshot.evaluation.players.generate(np.ones((1, 2)))
    trainer.step(20)
    assert np.array_equal(before, snapshot.evaluation.players.generate(np.ones((1, 2))))
    assert snapshot.steps == 0
    assert snapshot._repr_png_().startswith(b"\x89PNG")
    assert {"modes", "jsd", "w1"} <= snapshot.metrics.keys()


def test_an_absent_device_gets_a_sentence():
    if torch.cuda.is_available():
        pytest.skip("this machine has CUDA, so nothing is absent")
    with pytest.raises(SettingError, match="no cuda device"):
        Trainer(Settings(device="cuda"))


def test_data_of_finite_size_repeats_itself_and_is_told_apart():
    trainer = small("data.size=20")
    trainer.step(5)
    evaluation = trainer.evaluation()
    assert evaluation.training.shape == (20, 2)
    batch = trainer.run._streams["discriminator"]["x"].at(3)[0].numpy()
    known = {tuple(row) for row in evaluation.training.round(9)}
    assert {tuple(row) for row in batch.round(9)} <= known
    assert {"d_train", "d_heldout"} <= trainer.measure().keys()
