"""What a session does when it is told: slow motion, the timeline, stops, layers, other data."""

import numpy as np
import pytest

from playground import SettingError, Settings, Trainer
from playground.pictures import Picture
from playground.runs import CommandError, Session
from playground.runs.commands import LONG_WAY
from playground.runs.gauges import Gauges
from playground.runs.slow import PHASE_SECONDS
from tests.runs import same_state, small
from tests.test_runs import LINE, PLANE, Viewer, look, newest, session


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1e-5
        return self.now


def watched(query=LINE, speed=None):
    clock, viewer = Clock(), Viewer()
    run = Session(Settings.from_query(query), speed, clock=clock)
    run.watch(viewer)
    run.turn(0.0)
    newest(viewer)
    return run, viewer, clock


def run_on(run, clock, seconds):
    until = clock.now + seconds
    while clock.now < until:
        clock.now = max(clock.now, min(until, run.due_at())) + 1e-4
        run.turn(0.01)


# -- the timeline --------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [0, 1, 99, 100, 137, 250])
def test_a_step_of_the_past_and_on_equals_the_run_that_never_stopped(target):
    run, straight = session(), Trainer(Settings.from_query(LINE))
    run.ready().step(250)
    run.moved()
    run.obey({"do": "rewind", "step": target})
    while run.drive.goal is not None:
        run.turn(0.01)
    straight.step(target)
    assert run.trainer.steps == target
    assert same_state(run.trainer, straight)
    assert (run.furthest, run.playing) == (250, False)
    run.obey({"do": "step"})
    straight.step(1)
    assert same_state(run.trainer, straight)


def test_a_change_made_in_the_past_makes_another_future():
    run = session()
    run.ready().step(200)
    run.moved()
    old = look(run)[0]
    run.obey({"do": "rewind", "step": 120})
    run.obey({"do": "retune", "path": "objective", "value": "wasserstein"})
    header = look(run)[0]
    assert header["line"] != old["line"]
    assert (header["since"], header["furthest"], header["step"]) == (120, 120, 120)
    assert header["changes"] == [[120, "objective", "wasserstein"]]
    other = Trainer(Settings.from_query(LINE + "&at.120=objective:wasserstein"))
    run.obey({"do": "step"})
    other.step(121)
    assert same_state(run.trainer, other)


def test_going_back_drops_nothing():
    run = session()
    run.ready().step(150)
    run.obey({"do": "retune", "path": "generator.lr", "value": "0.01"})
    run.trainer.step(50)
    run.moved()
    line = look(run)[0]["line"]
    run.obey({"do": "rewind", "step": 20})
    run.obey({"do": "rewind", "step": 180})
    while run.drive.goal is not None:
        run.turn(0.01)
    assert look(run)[0]["line"] == line
    assert run.family.generator.lr == 0.01
    straight = Trainer(Settings.from_query(LINE + "&at.150=generator.lr:0.01"))
    straight.step(180)
    assert same_state(run.trainer, straight)


def test_a_long_way_is_gone_in_turns_and_can_be_broken_off():
    run, _, _ = watched()
    run.obey({"do": "rewind", "step": 3 * LONG_WAY})
    run.turn(0.001)
    assert 0 < run.trainer.steps < LONG_WAY
    with pytest.raises(CommandError, match="on its way"):
        run.obey({"do": "retune", "path": "generator.lr", "value": "0.01"})
    run.obey({"do": "toggle"})
    assert run.due_at() == np.inf or run.drive.goal is None
    assert run.playing is False


def test_a_short_way_is_not_shown():
    run, viewer, clock = watched()
    run.obey({"do": "rewind", "step": 50})
    assert run.drive.unseen
    assert run.due_at() == -np.inf
    while run.drive.goal is not None:
        run.turn(1e-4)
        assert newest(viewer) is None or run.drive.goal is None
    clock.now += 0.1
    run.turn(1e-4)
    assert newest(viewer)[0]["step"] == 50


@pytest.mark.parametrize("step", [-1, 1.5, "3", True, 10**7, float("nan")])
def test_odd_steps_get_a_sentence(step):
    run = session()
    with pytest.raises(CommandError, match="step"):
        run.obey({"do": "rewind", "step": step})


def test_marks_of_the_paper_come_with_the_frames():
    run = session("preset=convergence")
    marks = {}
    for _ in range(120):
        run.ready().step(20)
        run.moved()
        look(run)
        marks = dict(look(run)[0]["marks"])
        if set(marks) >= {"a", "b", "c"}:
            break
    assert marks["b"] <= marks["c"]
    run.obey({"do": "rewind", "step": marks["b"]})
    run.obey({"do": "retune", "path": "k", "value": "2"})
    assert "c" not in dict(look(run)[0]["marks"])


# -- slow motion ---------------------------------------------------------------------------------


def test_slow_motion_shows_each_phase_and_is_the_run():
    run, viewer, clock = watched(LINE + "&k=2", "slow")
    run.obey({"do": "play"})
    seen, straight = [], Trainer(Settings.from_query(LINE + "&k=2"))
    while run.trainer.steps < 2:
        clock.now += PHASE_SECONDS
        run.turn(0.01)
        header = newest(viewer)[0]
        seen.append((header["half"], header["phase"]))
    d = [("discriminator", p) for p in ("noise", "fake", "data", "judge", "loss", "gradient", "update")]
    g = [("generator", p) for p in ("noise", "fake", "judge", "loss", "gradient", "update")]
    assert seen == 2 * (d + d + g)
    straight.step(2)
    assert same_state(run.trainer, straight)


def test_leaving_slow_motion_finishes_the_iteration():
    for told in (
        {"do": "step"},
        {"do": "retune", "path": "generator.lr", "value": "0.001"},
        {"do": "rewind"},
    ):
        run, _, clock = watched(LINE, "slow")
        run.obey({"do": "play"})
        for _ in range(8):
            clock.now += PHASE_SECONDS
            run.turn(0.01)
        assert run.trainer.steps == 0
        run.obey({"do": "pause"})
        run.obey(told)
        straight = Trainer(Settings.from_query(LINE))
        straight.step({"step": 2, "retune": 1, "rewind": 0}[told["do"]])
        assert same_state(run.trainer, straight)


def test_phases_alone_change_nothing():
    run, _, clock = watched(LINE, "slow")
    run.obey({"do": "play"})
    for _ in range(3):
        clock.now += PHASE_SECONDS
        run.turn(0.01)
    run.obey({"do": "pause"})
    run.obey({"do": "step"})
    straight = Trainer(Settings.from_query(LINE))
    straight.step(1)
    assert same_state(run.trainer, straight)


# -- stops ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("speed", [None, 60.0, 5000.0])
def test_the_run_stops_at_the_step_that_was_set(speed):
    run, _, clock = watched(speed=speed)
    run.obey({"do": "stop_at", "step": 33})
    run.obey({"do": "play"})
    run_on(run, clock, 2.0)
    assert (run.playing, run.trainer.steps) == (False, 33)
    assert look(run)[0]["reading"] == ["stopped.step", {"step": 33}]
    run.obey({"do": "speed", "value": 50.0})
    run.obey({"do": "play"})
    run_on(run, clock, 0.2)
    assert run.trainer.steps > 33


def test_the_run_stops_once_a_number_meets_its_bound():
    run, viewer, clock = watched(speed=100.0)
    assert run.obey({"do": "stop_at", "bound": "jsd <= 0.6"})["stop"] == "jsd <= 0.6"
    run.obey({"do": "play"})
    for _ in range(5000):
        clock.now += 0.03
        run.turn(0.01)
        newest(viewer)
        if not run.playing:
            break
    (key, values) = look(run)[0]["reading"]
    assert key == "stopped.metric"
    assert values["value"] <= 0.6
    assert run.state()["stop"] is None


@pytest.mark.parametrize(
    "command",
    [
        {"step": 0},
        {"step": "x"},
        {"step": -3},
        {"bound": "modes"},
        {"bound": "nope >= 3"},
        {"bound": 7},
        {"bound": "jsd ~ 3"},
        {"bound": "jsd <= x"},
    ],
)
def test_odd_stops_get_a_sentence(command):
    with pytest.raises((CommandError, SettingError)) as complaint:
        session().obey({"do": "stop_at", **command})
    assert len(str(complaint.value)) > 20


# -- layers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "picture"), [(LINE, "line"), (PLANE, "plane")])
def test_only_layers_that_somebody_looks_at_are_computed(query, picture):
    run = session(query)
    layers = Picture.entries[picture].layers
    usual = set(look(run)[1])
    run.obey({"do": "view", "layers": []})
    bare = set(look(run)[1])
    run.obey({"do": "view", "layers": list(layers)})
    full = set(look(run)[1])
    assert bare < usual <= full
    with pytest.raises(CommandError, match="layers"):
        run.obey({"do": "view", "layers": ["nope"]})


# -- other data and settings ---------------------------------------------------------------------


def test_other_data_of_the_same_kind_keep_the_rest():
    run = session(PLANE)
    run.obey({"do": "choose_data", "values": {"distribution": "spiral", "distribution.arms": "3"}})
    assert run.family.distribution.arms == 3
    assert run.family.generator.network.width == 8


def test_data_of_another_kind_bring_fresh_networks_and_keep_the_loss():
    run = session(PLANE + "&objective=hinge&seed=4")
    run.obey({"do": "choose_data", "values": {"distribution": "gaussian"}})
    assert run.family.distribution.shape == (1,)
    assert run.family.noise.dim == 1
    assert run.family.generator.network.width != 8
    assert run.family.objective.key == "hinge"
    assert run.settings.seed == 4


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        [],
        {"distribution": 3},
        {"distribution": "nope"},
        {"seed": "1", "distribution": "ring"},
        {"distribution": "ring", "distribution.count": "x"},
    ],
)
def test_odd_data_get_a_sentence_and_leave_the_run(values):
    run = session(PLANE)
    run.obey({"do": "step"})
    with pytest.raises((CommandError, SettingError)):
        run.obey({"do": "choose_data", "values": values})
    assert run.trainer.steps == 1


def test_a_restart_takes_the_present_settings_along():
    run = session(PLANE)
    run.ready().step(10)
    run.obey({"do": "retune", "path": "objective", "value": "wasserstein"})
    run.obey({"do": "restart", "path": "generator.depth", "value": "1"})
    assert (run.trainer.steps, run.settings.changes) == (0, ())
    assert (run.family.objective.key, run.family.generator.network.depth) == ("wasserstein", 1)
    with pytest.raises(SettingError):
        run.obey({"do": "restart", "path": "generator.depth", "value": "99"})
    assert run.family.generator.network.depth == 1


# -- errands -------------------------------------------------------------------------------------


def test_a_saved_run_goes_on_exactly(tmp_path):
    run = session(PLANE)
    run.ready().step(30)
    run.obey({"do": "retune", "path": "generator.lr", "value": "0.01"})
    run.trainer.step(5)
    path = tmp_path / "run.safetensors"
    path.write_bytes(run.obey({"do": "save"})["bytes"])
    other = session(LINE)
    other.obey({"do": "load", "trainer": Trainer.load(path)})
    assert (other.trainer.steps, other.furthest) == (35, 35)
    assert same_state(run.trainer, other.trainer)
    for each in (run, other):
        each.obey({"do": "step"})
    assert same_state(run.trainer, other.trainer)
    assert other.obey({"do": "reset"})["start"] == run.obey({"do": "reset"})["start"]


def test_a_lasting_snapshot_outlives_the_moment():
    run = session(LINE)
    shot = run.obey({"do": "snapshot"})["snapshot"]
    before = shot.sample(10)
    run.trainer.step(20)
    np.testing.assert_array_equal(before, shot.sample(10))


# -- what watchers are told ----------------------------------------------------------------------


def test_a_run_that_stops_by_itself_says_so():
    run, viewer, clock = watched(speed=200.0)
    run.obey({"do": "stop_at", "bound": "jsd >= 0"})
    run.obey({"do": "play"})
    headers = []
    for _ in range(200):
        clock.now += 0.03
        run.turn(0.01)
        if frame := newest(viewer):
            headers.append(frame[0])
    assert headers[-1]["playing"] is False
    assert headers[-1]["reading"][0] == "stopped.metric"


def test_numbers_that_no_longer_apply_are_gone():
    run = session()
    for _ in range(5):
        look(run)
    assert "d_star_gap" in look(run)[0]["metrics"]
    run.obey({"do": "step"})
    run.obey({"do": "retune", "path": "objective", "value": "wasserstein"})
    for _ in range(5):
        header = look(run)[0]
    assert "d_star_gap" not in header["metrics"]
    run.obey({"do": "retune", "path": "objective", "value": "jensen-shannon"})
    for _ in range(5):
        header = look(run)[0]
    assert "d_star_gap" in header["metrics"]


def test_a_number_of_long_ago_is_said_to_be_one():
    now = [0.0]
    gauges = Gauges(lambda: now[0])
    trainer = Trainer(Settings.from_query(PLANE))
    for state in range(6):
        gauges.look(trainer, False, state)
    assert gauges.metrics
    assert gauges.old(0) == {}
    now[0] = 60.0
    # Of the present step they are, however long ago.
    assert gauges.old(0) == {}
    assert gauges.old(7) == dict.fromkeys(gauges.metrics, 0)
    trainer.step(7)
    gauges.look(trainer, False, 7)
    assert gauges.old(7) == {}


def at_once(result):
    yield
    return result


def test_floors_of_slow_numbers_are_found_one_at_a_time(monkeypatch):
    """Found all at once they would hold up the picture for seconds."""
    trainer, now, asked = small("distribution=digits"), [0.0], []
    monkeypatch.setattr(trainer, "measure", lambda names: dict.fromkeys(names, 0.0))
    monkeypatch.setattr(trainer, "measure_in_pieces", lambda names: at_once(dict.fromkeys(names, 0.0)))
    monkeypatch.setattr(trainer, "floors", lambda names: dict.fromkeys(names, 1.0))
    monkeypatch.setattr(
        trainer, "floors_in_pieces", lambda names: asked.append(names) or at_once(dict.fromkeys(names, 1.0))
    )
    gauges = Gauges(lambda: now[0])
    for state in range(15):
        now[0] += 6.0
        gauges.look(trainer, False, state)
    assert sorted(asked) == [("cfid",), ("class_kl",), ("classes",), ("precision",), ("recall",)]
    assert gauges.floors.keys() >= {"cfid", "recall"}
    # At rest, too, each is a look of its own, after the numbers.
    gauges, begun = Gauges(lambda: now[0]), len(asked)
    trainer.step(1)
    while gauges.look(trainer, True, "at rest"):
        assert len(asked[begun:]) <= 5
    assert {("cfid",), ("recall",)} <= {*asked[begun:]}


def test_runs_that_are_shown_at_once_share_the_time_of_their_numbers():
    def share(runs):
        now, taken = [0.0], []
        gauges, trainer = Gauges(lambda: now[0]), Trainer(Settings.from_query(PLANE))
        measure = trainer.measure

        def measured(names):
            now[0] += 0.003 * len(names)
            taken.append((now[0], len(names)))
            return measure(names)

        trainer.measure = measured
        while now[0] < 30:
            gauges.look(trainer, False, 0, runs)
            now[0] += 0.03
        return sum(0.003 * names for moment, names in taken if moment > 5) / 25

    assert share(1) == pytest.approx(0.02, rel=0.15)
    assert share(4) == pytest.approx(0.005, rel=0.3)
