"""A wall of seeds live: one frame for all of them, numbers that are the wall's own, one seed taken out."""

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr

from playground import SettingError, Settings, Trainer
from playground.distributions import Distribution
from playground.failures import EVERY, WINDOW, Watch
from playground.runs import CommandError, Registry, Session
from playground.runs.crowd import Crowd, WatchedWall
from playground.runs.limits import Limits
from playground.runs.wall_camera import BINS, POINTS, WallCamera, heights
from playground.wall import Wall
from tests.test_runs import look

SMALL = "generator.width=8&discriminator.width=8&batch=16"
RING, LINE = f"preset=ring&{SMALL}", f"distribution=two-gaussians&noise.dim=1&{SMALL}"
MOMENT = {"settled": False}


def crowd(query=RING, count=4):
    return Crowd(Settings.from_query(query), count)


def session(query=RING, count=4):
    return Session(crowd(query, count), None)


def steps(run, n):
    for _ in range(n):
        run.obey({"do": "step"})


# -- the start -----------------------------------------------------------------------------------


def test_a_crowd_is_its_text():
    made = Crowd.from_query(f"{RING}&seed=7&seeds=5")
    assert (made.seed, made.seeds, made.preset) == (7, (7, 8, 9, 10, 11), "ring")
    assert Crowd.from_query(made.to_query()) == made
    assert made.set("seed", "2").seeds == (2, 3, 4, 5, 6)
    assert made.anew(Settings().family).count == 5


@pytest.mark.parametrize(
    "text", ["seeds=1", "seeds=65", "seeds=x", "seeds=2.5", "seeds=4&seed=2147483646", "seeds="]
)
def test_no_other_number_of_seeds(text):
    with pytest.raises(SettingError):
        Crowd.from_query(text)


# -- frames --------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [RING, LINE])
def test_a_frame_holds_the_walls_own_numbers(query):
    run = session(query)
    steps(run, 7)
    header, arrays = look(run)
    wall = Wall(Settings.from_query(query), range(4))
    wall.step(7)
    tally = wall.distribution()
    assert (header["picture"], header["step"], header["seeds"]) == ("wall", 7, [0, 1, 2, 3])
    assert header["coverage"] == wall.coverage().astype(int).tolist()
    assert (header["tally"]["counts"], header["measured"]) == (list(tally.counts), 7)
    assert header["tally"]["all"] == [tally.all, *tally.all_interval]
    assert header["tally"]["half"] == [tally.half, *tally.half_interval]
    if query == RING:
        np.testing.assert_allclose(arrays["points"], wall.points(POINTS), atol=1e-3)
        assert arrays["centres"].shape == (8, 2)
    else:
        assert arrays["heights"].shape == (4, BINS)


def test_data_without_modes_is_not_counted():
    header, _ = look(session(f"distribution=spiral&{SMALL}"))
    assert (header["coverage"], header["tally"], header["kinds"]) == (None, None, ["open"] * 4)


def test_heights_are_a_density():
    data = Distribution.find("gaussian")()
    ((low, high),) = data.window()
    samples = np.random.default_rng(0).uniform(low, high, (3, 500, 1))
    samples[1, :] = np.nan
    samples[2, :250] = high + 1
    width = (high - low) / BINS
    np.testing.assert_allclose(heights(samples, data).sum(axis=1) * width, [1, 0, 0.5], atol=1e-6)
    counts, _ = np.histogram(samples[0, :, 0], BINS, (low, high))
    np.testing.assert_allclose(heights(samples, data)[0], counts / 500 / width, rtol=1e-6)


def test_what_it_is_called_after():
    header, _ = look(session(f"{RING}&objective=wasserstein&k=2"))
    force = dict(map(tuple, header["force"]))
    assert (force["objective"], force["constraint"], force["k"]) == ("wasserstein", "gradient-penalty", "2")
    assert "distribution.radius" not in force


# -- counts and verdicts -------------------------------------------------------------------------


def test_verdicts_do_not_depend_on_how_it_is_stepped():
    one, other = WatchedWall(crowd()), WatchedWall(crowd())
    one.step(EVERY * WINDOW)
    for n in (1, 30, 3, 140, 26):
        other.step(n)
    watch = Watch()
    wall = Wall(crowd().settings, range(4))
    for _ in range(WINDOW):
        wall.step(EVERY)
        watch.add(wall.record())
    assert one.verdicts() == other.verdicts() == watch.verdicts()
    assert all(verdict.since == EVERY for verdict in one.verdicts())


def test_a_change_of_settings_and_a_way_back_open_the_verdicts():
    watched = WatchedWall(crowd())
    watched.step(3 * EVERY)
    assert watched.last.step == 3 * EVERY
    watched.sides[0].retune("k", "2")
    assert (watched.last, watched.verdicts()) == (None, [])
    watched.step(EVERY)
    assert [verdict.since for verdict in watched.verdicts()] == [4 * EVERY] * 4
    watched.recall(0)
    watched.advance_to(EVERY)
    assert watched.last.step == EVERY


def test_modes_are_counted_with_records_or_every_half_second():
    now = [10.0]
    camera, watched = WallCamera(lambda: now[0]), WatchedWall(crowd())
    seen = []
    for state, wait in enumerate((0.0, 0.1, 0.6, 0.1)):
        watched.step(3)
        now[0] += wait
        seen.append(camera.take(watched, MOMENT, (1, state))[0]["measured"])
    assert seen == [3, 3, 9, 9]
    watched.step(EVERY)
    assert camera.take(watched, MOMENT, (1, 9))[0]["measured"] == EVERY
    assert camera.take(watched, {"settled": True}, (1, 9))[0]["measured"] == watched.steps


@pytest.mark.parametrize("query", [RING, f"{LINE}&objective=wasserstein"])
def test_what_the_players_say_is_ranked_with_every_record(query):
    run = session(query, 6)
    steps(run, EVERY - 1)
    assert look(run)[0]["opinions"]["step"] == 0
    steps(run, 1)
    told, record = look(run)[0]["opinions"], run.trainer.last
    assert told["step"] == EVERY
    assert set(told["said"]) == set(told["ranks"]) == set(record.said)
    np.testing.assert_allclose(told["distance"], record.distance, rtol=1e-3)
    for name, found in told["ranks"].items():
        np.testing.assert_allclose(told["said"][name], record.said[name], rtol=1e-3)
        assert found["rho"] == pytest.approx(spearmanr(record.said[name], record.distance).statistic)
        assert found["low"] < found["rho"] < found["high"]
    run.obey({"do": "retune", "path": "k", "value": "2"})
    assert look(run)[0]["opinions"] is None, "what came before says nothing about what comes after"


# -- commands ------------------------------------------------------------------------------------


def test_it_goes_back_and_forth_and_resets():
    run = session()
    steps(run, 130)
    _, before = look(run)
    for step in (40, 130):
        run.obey({"do": "rewind", "step": step})
        while run.drive.goal is not None:
            run.turn(0.01)
        assert look(run)[0]["step"] == step
    np.testing.assert_array_equal(look(run)[1]["points"], before["points"])
    run.obey({"do": "reset"})
    assert (look(run)[0]["step"], run.trainer.wall.seeds) == (0, (0, 1, 2, 3))


def test_every_seed_is_retuned_restarted_and_reseeded():
    run = session()
    run.obey({"do": "step"})
    state = run.obey({"do": "retune", "path": "objective", "value": "wasserstein"})
    assert "at.1=objective:wasserstein" in state["query"]
    assert Crowd.from_query(state["query"]).to_query() == state["query"]
    run.obey({"do": "restart", "path": "generator.depth", "value": "1"})
    assert (run.family.objective.key, run.trainer.steps) == ("wasserstein", 0)
    run.obey({"do": "choose_data", "values": {"distribution": "grid"}})
    assert run.obey({"do": "reseed", "seed": 9})["seed"] == 9
    assert run.trainer.wall.seeds == (9, 10, 11, 12)
    run.obey({"do": "stop_at", "step": 3})
    run.obey({"do": "step", "part": "generator"})
    assert run.trainer.steps == 0


def test_what_is_for_one_run_alone_is_refused():
    run = session()
    for command in (
        {"do": "speed", "value": "slow"},
        {"do": "stop_at", "bound": "modes >= 8"},
        {"do": "save"},
        {"do": "snapshot"},
        *({"do": "take_out", "replica": replica} for replica in (-1, 4, "0", None, True)),
    ):
        with pytest.raises(CommandError, match=r"\.$"):
            run.obey(command)
    with pytest.raises(CommandError, match="wall"):
        Session(Settings.from_query(RING), None).obey({"do": "take_out", "replica": 0})


def test_a_seed_taken_out_goes_on_as_it_does_in_the_wall():
    run = session()
    steps(run, 5)
    run.obey({"do": "retune", "path": "k", "value": "2"})
    trainer = run.obey({"do": "take_out", "replica": 2})["trainer"]
    assert isinstance(trainer, Trainer)
    assert (trainer.steps, trainer.settings.seed) == (5, 2)
    steps(run, 4)
    trainer.step(4)
    for name, net in trainer.run.nets.items():
        torch.testing.assert_close(net.flat.data[0], run.trainer.sides[0].run.nets[name].flat.data[2])


# -- limits --------------------------------------------------------------------------------------


def test_a_wall_counts_as_many_runs():
    family = crowd().family
    registry = Registry(limits=Limits(replicas=4, work=4 * family.work()))
    try:
        token = registry.open(crowd(count=4), None)
        with pytest.raises(SettingError, match="seeds side by side"):
            registry.open(crowd(count=5), None)
        with pytest.raises(SettingError, match="computing time"):
            registry.tell(token, {"do": "retune", "path": "k", "value": "3"})
        with pytest.raises(SettingError, match="computing time"):
            registry.tell(token, {"do": "restart", "path": "generator.width", "value": "64"})
    finally:
        registry.close()


def test_frames_are_fewer_while_it_plays():
    run = session()
    assert run._interval() < 1 / 30
    run.obey({"do": "play"})
    assert run._interval() == pytest.approx(1 / 12)
