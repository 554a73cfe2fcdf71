"""Sessions, the conductor and the registry, with the real trainer."""

import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from playground import SettingError, Settings
from playground.families import Family
from playground.runs import CommandError, Conductor, Full, Registry, Session, UnknownRun, Viewer
from playground.runs.frames import decode
from playground.runs.pace import LONGEST_CHUNK, Pace
from playground.runs.reading import read
from playground.runs.session import FULL_SPEED_PER_SECOND
from playground.runs.viewer import SPARE
from playground.ui.text import ENGLISH

LINE = "distribution=gaussian&noise.dim=1&noise.kind=uniform&generator.width=8&discriminator.width=8"
PLANE = "preset=ring&generator.width=8&discriminator.width=8"


@pytest.fixture
def registry():
    made = Registry()
    yield made
    made.close()


def session(query=LINE, speed=None):
    return Session(Settings.from_query(query), speed)


def newest(viewer):
    """The last frame in the outbox, acknowledged."""
    frame = None
    while (taken := viewer.take()) is not None:
        frame = decode(taken)
    if frame:
        viewer.acknowledge(frame[0]["id"])
    return frame


def until(condition, patience=20.0):
    deadline = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)
    return found


def look(run):
    """What a fresh viewer would be shown now."""
    viewer = Viewer()
    run.watch(viewer)
    run._shown_at = -np.inf
    run.turn(0.0)
    run.leave(viewer)
    return newest(viewer)


# -- one session ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "arrays"),
    [(LINE, {"x", "p", "q", "d", "z", "gz"}), (PLANE, {"real", "fake", "heat", "arrows"})],
)
def test_the_first_frame_is_complete(query, arrays):
    header, held = look(session(query))
    assert arrays <= set(held)
    assert header["step"] == 0
    assert header["reading"][0].startswith("start.")
    assert all(np.isfinite(held[name]).all() for name in arrays)


def test_later_frames_leave_out_what_stands_still():
    run, viewer = session(), Viewer()
    run.watch(viewer)
    run.turn(0.0)
    assert "x" in newest(viewer)[1]
    run.obey({"do": "step"})
    run._shown_at = -np.inf
    run.turn(0.0)
    header, held = newest(viewer)
    assert header["step"] == 1
    assert "x" not in held


def test_half_steps_move_one_player():
    run = session()
    before = look(run)[1]
    run.obey({"do": "step", "part": "discriminator"})
    header, after = look(run)
    assert header["half"] == "discriminator"
    assert not np.array_equal(before["d"], after["d"])
    np.testing.assert_array_equal(before["gz"], after["gz"])


def test_reset_returns_to_the_same_start():
    run = session()
    start = look(run)
    run.obey({"do": "step"})
    run.obey({"do": "retune", "path": "objective", "value": "wasserstein"})
    assert look(run)[0]["facts"]["probability"] is False
    state = run.obey({"do": "reset"})
    again = look(run)
    assert state["controls"]["objective"]["text"] == "jensen-shannon"
    assert again[0]["stamp"] > start[0]["stamp"]
    for name, array in start[1].items():
        np.testing.assert_array_equal(array, again[1][name])


def test_what_is_changed_before_the_first_step_belongs_to_the_start():
    run = session()
    run.obey({"do": "retune", "path": "objective", "value": "wasserstein"})
    run.obey({"do": "step"})
    state = run.obey({"do": "reset"})
    assert state["controls"]["objective"]["text"] == "wasserstein"


def test_a_new_seed_is_another_start():
    run = session()
    before = look(run)[1]["d"]
    assert run.obey({"do": "reseed", "seed": 5})["seed"] == 5
    assert not np.array_equal(before, look(run)[1]["d"])
    assert run.obey({"do": "reseed"})["query"]


@pytest.mark.parametrize(
    "command",
    [
        {},
        {"do": "fly"},
        {"do": ["play"]},
        {"do": "step", "part": "both players"},
        {"do": "step", "part": None},
        {"do": "retune"},
        {"do": "retune", "path": 3, "value": "1"},
        {"do": "retune", "path": "nothing.here", "value": "1"},
        {"do": "retune", "path": "objective", "value": "bogus"},
        {"do": "retune", "path": "generator.lr", "value": "nan"},
        {"do": "retune", "path": "generator.width", "value": "16"},
        {"do": "speed", "value": "fast"},
        {"do": "speed", "value": float("nan")},
        {"do": "speed", "value": -1},
        {"do": "reseed", "seed": -1},
        {"do": "reseed", "seed": 1.5},
        {"do": "reseed", "seed": "x"},
        {"do": "start", "query": "preset=none-such"},
        {"do": "start", "query": None},
        {"do": "rewind", "step": "x"},
    ],
)
def test_a_bad_command_gets_a_sentence_and_leaves_the_run_as_it_was(command):
    run = session()
    run.obey({"do": "step"})
    before = look(run)
    with pytest.raises((CommandError, SettingError), match=r"\w+ \w+ .*\w"):
        run.obey(command)
    after = look(run)
    assert after[0]["step"] == before[0]["step"]
    np.testing.assert_array_equal(before[1]["d"], after[1]["d"])


def test_a_diverged_run_stops_with_a_sentence_and_a_reset_helps():
    run = session(LINE + "&generator.optimizer=sgd&generator.lr=1&discriminator.lr=1")
    viewer = Viewer()
    run.watch(viewer)
    run.obey({"do": "play"})
    run.ready().failures[0] = "The run diverged."
    run.turn(0.01)
    assert run.playing is False
    run._shown_at = -np.inf
    run.turn(0.0)
    header = newest(viewer)[0]
    assert (header["error"], header["playing"]) == ("The run diverged.", False)
    with pytest.raises(CommandError, match="diverged"):
        run.obey({"do": "play"})
    assert run.obey({"do": "reset"})["error"] is None
    assert run.obey({"do": "play"})["playing"] is True


def test_every_reading_has_its_sentence():
    for picture in ("line", "plane"):
        for probability in (True, False):
            for metrics in (
                {},
                {"d_real": 0.99, "d_fake": 0.01},
                {"d_real": 0.8, "d_fake": 0.2, "jsd": 0.5},
                {"d_real": 0.5, "d_fake": 0.5, "jsd": 0.001},
                {"d_real": 0.5, "d_fake": 0.5, "jsd": 0.3, "w1": 0.01},
                *({"modes": modes, "d_real": 0.6, "d_fake": 0.2} for modes in (0, 1, 5, 8)),
            ):
                for step, half in ((0, ""), (9, ""), (9, "generator"), (9, "discriminator")):
                    facts = {"probability": probability, "modes": 8 * (picture == "plane")}
                    key, values = read(picture, step, {"half": half}, facts, metrics)
                    assert f"caption.{key}" in ENGLISH
                    assert "push." + (values.get("push") or "none") in ENGLISH


@pytest.mark.parametrize(("picture", "probability"), [("line", True), ("plane", True), ("plane", False)])
def test_numbers_from_before_the_first_step_say_nothing_of_the_game(picture, probability):
    """An untrained D is not one that G has run ahead of, and an untrained G has not collapsed."""
    metrics = {"d_real": 0.5, "d_fake": 0.5, "jsd": 0.69, "modes": 1}
    facts = {"probability": probability, "modes": 8 * (picture == "plane")}
    key, values = read(picture, 40, {}, facts | {"measured": {"d_real": 0, "jsd": 0, "modes": 0}}, metrics)
    assert "begun" in key
    assert f"caption.{key}" in ENGLISH
    assert not values.keys() & metrics.keys()
    later = facts | {"measured": {"d_real": 30, "jsd": 30, "modes": 30}}
    assert "begun" not in read(picture, 40, {}, later, metrics)[0]


@pytest.mark.parametrize(
    ("gap", "said"),
    [(0.4, "critic"), (-0.4, "critic.behind"), (2e-6, "critic.level"), (-2e-6, "critic.level")],
)
def test_of_which_side_a_critic_favours_nothing_is_said_where_it_favours_none(gap, said):
    metrics = {"d_real": 3 + gap, "d_fake": 3.0, "w1": 0.8}
    assert read("line", 40, {}, {"probability": False}, metrics)[0] == said


@pytest.mark.parametrize("family", list(Family.entries))
def test_every_phase_of_slow_motion_has_its_sentence(family):
    for half in Family.entries[family]().half_names():
        for phase in Family.entries[family]().phases(half):
            key, _ = read("line", 0, {"half": half, "phase": phase}, {}, {})
            assert f"caption.{key}" in ENGLISH
    for stopped in ({"step": 3}, {"step": 3, "metric": "modes", "value": 8}):
        assert f"caption.{read('line', 3, {'stopped': stopped}, {}, {})[0]}" in ENGLISH


# -- pace ----------------------------------------------------------------------------------------


class Clock:
    """A clock that only goes when told."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_wanted_speed_is_kept():
    clock, made = Clock(), []
    pace = Pace(50.0, clock)
    for _ in range(400):
        clock.now += 0.005
        if pace.due_at() <= clock.now:
            pace.train(made.append, 0.01)
    assert sum(made) == pytest.approx(100, abs=1)
    assert pace.rate() == pytest.approx(50, rel=0.1)


def test_full_speed_fills_its_budget_and_no_more():
    clock = Clock()
    pace = Pace(None, clock)

    def step(n):
        clock.now += n * 1e-4

    for _ in range(20):
        pace.train(step, 0.02)
    began = clock.now
    pace.train(step, 0.02)
    assert 0.01 <= clock.now - began <= 0.021


def test_who_calls_does_not_wait_for_the_end_of_a_turn():
    clock, calls = Clock(), []
    pace = Pace(None, clock)

    def step(n):
        clock.now += n * 1e-4
        calls.append(n)

    pace.train(step, 0.1)
    calls.clear()
    began = clock.now
    pace.train(step, 0.1, called=lambda: len(calls) == 2)
    assert len(calls) == 2
    assert clock.now - began <= 2 * LONGEST_CHUNK + 1e-4


def test_frames_give_way_to_a_speed_that_is_hard_to_keep():
    run = session(speed=50.0)
    run.obey({"do": "play"})
    for cost, interval in ((0.002, 1 / 40), (0.1, 1 / FULL_SPEED_PER_SECOND)):
        for _ in range(40):
            run.drive.pace._learn(cost)
        assert run.drive.pace.load == pytest.approx(50 * cost, rel=0.01)
        assert run._interval() == pytest.approx(interval)
    run.obey({"do": "speed", "value": "slow"})
    assert run._interval() == pytest.approx(1 / 40)


# -- viewers -------------------------------------------------------------------------------------


def test_without_credit_there_is_no_frame():
    viewer = Viewer()
    assert viewer.wants(1)
    viewer.hand(b"", 1, 1)
    assert not viewer.wants(1)
    for edition in range(2, SPARE + 1):
        assert viewer.wants(edition)
        viewer.hand(b"", edition, 1)
    assert not viewer.wants(SPARE + 1)
    viewer.acknowledge(2)
    assert viewer.wants(SPARE + 1)
    viewer.hidden = True
    assert not viewer.wants(SPARE + 1)


def test_the_window_fills_the_distance():
    clock = Clock()
    viewer = Viewer(clock=clock)
    for edition in range(1, 80):
        viewer.hand(b"", edition, 1)
        clock.now += 0.025
        if edition > 8:
            viewer.acknowledge(edition - 7)
    # 40 frames a second over 0.2 s: about eight under way, and some to spare.
    assert 7 + SPARE <= viewer.window <= 9 + SPARE


# -- many sessions -------------------------------------------------------------------------------


def steps(run):
    return run.trainer.steps if run.trainer else 0


def test_playing_runs_get_equal_shares(registry):
    tokens = [registry.open(Settings.from_query(LINE), None) for _ in range(3)]
    viewers = [Viewer() for _ in tokens]
    runs = [registry.watch(token, viewer) for token, viewer in zip(tokens, viewers, strict=True)]
    for token in tokens:
        registry.tell(token, {"do": "play"})
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        for viewer in viewers:
            newest(viewer)
        registry.conductor.nudge()
        time.sleep(0.01)
    done = [steps(run) for run in runs]
    assert min(done) > 0.5 * max(done) > 0


def test_unwatched_and_hidden_runs_stand_still(registry):
    token = registry.open(Settings.from_query(LINE), None)
    run = registry.find(token)
    registry.tell(token, {"do": "play"})
    time.sleep(0.2)
    assert steps(run) == 0
    viewer = Viewer()
    viewer.hidden = True
    registry.watch(token, viewer)
    time.sleep(0.2)
    assert steps(run) == 0
    viewer.hidden = False
    registry.conductor.nudge()
    until(lambda: steps(run) > 0)


def test_frames_flow_and_stop_with_the_run(registry):
    filled = threading.Event()
    token, viewer = registry.open(Settings.from_query(LINE), None), Viewer(filled.set)
    registry.watch(token, viewer)
    registry.tell(token, {"do": "play"})
    states = set()
    while len(states) < 5:
        assert filled.wait(20)
        filled.clear()
        if frame := newest(viewer):
            states.add(frame[0]["state"])
        registry.conductor.nudge()
    registry.tell(token, {"do": "pause"})
    last = until(lambda: (frame := newest(viewer)) and not frame[0]["playing"] and frame)
    assert last[0]["step"] == steps(registry.find(token))
    # The numbers follow the picture; then there is nothing more to see.
    time.sleep(1.0)
    newest(viewer)
    registry.conductor.nudge()
    time.sleep(0.3)
    assert newest(viewer) is None


def test_numbers_follow_the_picture():
    run = session(PLANE)
    assert look(run)[0]["metrics"] == {}
    for _ in range(2):
        look(run)
    header = look(run)[0]
    assert {"modes", "d_real", "d_fake"} <= set(header["metrics"])
    assert header["floors"]["modes"] == 8
    run.obey({"do": "step"})
    look(run)
    assert look(run)[0]["metrics"] != header["metrics"]


def test_a_fault_in_one_run_does_not_stop_the_others(registry):
    broken, sound = (registry.open(Settings.from_query(LINE), None) for _ in range(2))
    viewers = {token: Viewer() for token in (broken, sound)}
    runs = {token: registry.watch(token, viewer) for token, viewer in viewers.items()}

    def fail(_):
        raise RuntimeError("boom")

    runs[broken].ready().step = fail
    for token in viewers:
        registry.tell(token, {"do": "play"})
    until(lambda: runs[broken].error)
    assert "boom" in runs[broken].error
    until(lambda: steps(runs[sound]) > 0)
    assert registry.tell(broken, {"do": "reset"})["error"] is None


def test_the_registry_knows_its_limits():
    registry = Registry(limit=2)
    try:
        tokens = [registry.open(Settings.from_query(LINE), None) for _ in range(2)]
        assert len(set(tokens)) == 2
        with pytest.raises(Full, match="places"):
            registry.open(Settings.from_query(LINE), None)
        registry.drop(tokens[0])
        with pytest.raises(UnknownRun, match="Reset"):
            registry.tell(tokens[0], {"do": "play"})
        registry.open(Settings.from_query(LINE), None)
        for _ in range(8):
            registry.watch(tokens[1], Viewer())
        with pytest.raises(Full, match="watched"):
            registry.watch(tokens[1], Viewer())
        for odd in ("", "x", None, 3):
            with pytest.raises(UnknownRun):
                registry.find(odd)
    finally:
        registry.close()


def test_unwatched_runs_are_dropped_after_a_while():
    clock = Clock()
    registry = Registry(Conductor(), grace=30.0, clock=clock)
    try:
        left, kept = (registry.open(Settings.from_query(LINE), None) for _ in range(2))
        registry.watch(kept, Viewer())
        clock.now = 29.0
        registry.sweep()
        assert len(registry) == 2
        clock.now = 31.0
        registry.sweep()
        assert len(registry) == 1
        registry.find(kept)
        with pytest.raises(UnknownRun):
            registry.find(left)
    finally:
        registry.close()


def test_a_run_left_behind_makes_room():
    clock = Clock()
    registry = Registry(Conductor(), limit=2, clock=clock)
    try:
        left, kept = (registry.open(Settings.from_query(LINE), None) for _ in range(2))
        registry.watch(kept, Viewer())
        clock.now = 10.0
        registry.open(Settings.from_query(LINE), None)
        with pytest.raises(UnknownRun):
            registry.find(left)
        registry.find(kept)
    finally:
        registry.close()


def test_the_seam_knows_no_web():
    code = "import sys, playground.runs; sys.exit('gradio' in sys.modules or 'starlette' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
