"""The catalogue of remedies, the trials that count them, and what is kept of those."""

import json

import pytest

from playground import SettingError, Settings, Trainer
from playground.cli import main
from playground.remedies import Remedy
from playground.remedies.measured import kept, measured
from playground.remedies.trial import AFTER, BEFORE, PRESET, Ward, helps, shares, trials, ways
from tests.runs import SMALL

COLLAPSE = Settings.from_query(f"preset={PRESET}")
REMEDIES = list(Remedy.entries.values())
NEED_NETWORKS = {"batch-norm", "minibatch-deviation", "packing", "spectral-norm", "fine-detail", "wide-start"}


def each(remedies=REMEDIES):
    return pytest.mark.parametrize("remedy", remedies, ids=lambda remedy: remedy.key)


@each()
def test_a_remedy_is_whole(remedy):
    assert remedy.title
    assert remedy.source
    assert remedy.summary().endswith(".")
    assert remedy.changes(COLLAPSE.family), "it changes nothing about a collapse"
    assert remedy.restarts(COLLAPSE.family) == (remedy.key in NEED_NETWORKS)


@each()
def test_a_remedy_is_taken_up_by_a_run_or_from_its_start(remedy):
    settings = Settings.from_query(SMALL + "discriminator.depth=1&generator.depth=1&k=2")
    if remedy.restarts(settings.family):
        with pytest.raises(SettingError):
            remedy.prescribed(settings, 3)
    else:
        trainer = Trainer(remedy.prescribed(settings, 3))
        trainer.step(3)
        assert trainer.applied == len(trainer.settings.changes) > 0
        trainer.step(3)
        assert trainer.run.family == remedy.after(settings.family)
        assert trainer.error is None
    anew = Trainer(remedy.anew(settings))
    anew.step(3)
    assert anew.run.family == remedy.after(settings.family)


@each()
def test_a_remedy_that_is_in_force_has_nothing_left_to_change(remedy):
    after = remedy.after(COLLAPSE.family)
    assert remedy.changes(after) == ()
    assert remedy.after(after) == after
    assert not remedy.restarts(after)


def test_constraints_join_those_that_are_there_and_all_else_replaces_it():
    held = Settings.from_query("constraint=clipping,r1&constraint.r1.weight=3&k=7").family
    r2 = Remedy.find("r2").after(held)
    assert [entry.key for entry in r2.constraint] == ["clipping", "r1", "r2"]
    assert r2.constraint[1].weight == 3
    both = Remedy.find("r1-r2").after(held)
    assert [entry.weight for entry in both.constraint[1:]] == [0.1, 0.1]
    assert Remedy.find("fewer-d-steps").after(held).k == 1
    bare = Settings.from_query("constraint=none").family
    assert [entry.key for entry in Remedy.find("r1").after(bare).constraint] == ["r1"]
    usual = Remedy.find("instance-noise").after(Settings.from_query("objective=wasserstein").family)
    assert [entry.key for entry in usual.constraints] == ["instance-noise", "gradient-penalty"]


def test_a_prescription_comes_in_place_of_what_was_to_come_later():
    settings = Settings.from_query("at.5=k:3&at.20=k:4&at.30=objective:hinge")
    prescribed = Remedy.find("pairing").prescribed(settings, 20)
    assert [(c.step, c.path, c.text) for c in prescribed.changes] == [
        (5, "k", "3"),
        (20, "objective", "relativistic"),
    ]


def test_shares_count_seeds_and_a_diverged_one_covers_nothing():
    counted = shares([8, 7, 5, 4, None], 8)
    assert [counted[reached]["met"] for reached in ("all", "most", "over_half")] == [1, 2, 3]
    assert [counted[reached]["least"] for reached in ("all", "most", "over_half")] == [8, 7, 5]
    assert all(
        share["n"] == 5 and share["low"] <= share["met"] / 5 <= share["high"] for share in counted.values()
    )
    assert shares([4, 3], 7)["over_half"] == shares([4, 3], 7)["over_half"] | {"least": 4, "met": 1}


def test_to_help_is_to_do_better_than_the_control_beyond_chance():
    none, few, many = (shares([8] * n + [1] * (32 - n), 8) for n in (0, 5, 6))
    # Fisher's exact test, one-sided, 32 seeds each: 5 against 0 has P = .026, 6 against 0 P = .012.
    assert not helps(few, none)["all"]
    assert not helps(many, none)["all"]
    assert helps(shares([8] * 7 + [1] * 25, 8), none) == {"all": True, "most": True, "over_half": True}
    assert not helps(none, none)["all"]


def test_a_ward_is_left_as_it_is_by_what_is_tried_on_it():
    settings = Settings.from_query(SMALL + "distribution.width=0.6&generator.start=he")
    ward = Ward(settings, range(2), before=20, after=10)
    first = ward.treated(Remedy.find("pairing"), anew=False)
    ward.treated(Remedy.find("r1"), anew=False)
    again = ward.treated(Remedy.find("pairing"), anew=False)
    assert first | {"seconds": 0} == again | {"seconds": 0}
    # By hand: 20 steps, the change, 10 more.
    trainer = Trainer(
        settings.replace(changes=Remedy.find("pairing").prescribed(settings, 20).changes), seeds=range(2)
    )
    trainer.step(30)
    by_hand = [round(trainer.measure(["high_quality"], replica)["high_quality"], 4) for replica in range(2)]
    assert first["high_quality"] == by_hand


def test_doing_nothing_is_going_on_and_starting_anew_is_a_run_of_its_own():
    settings = Settings.from_query(SMALL + "distribution.width=0.6&generator.start=he")
    ward = Ward(settings, range(2), before=10, after=20)
    for anew, steps in ((False, 30), (True, 20)):
        trainer = Trainer(settings, seeds=range(2))
        trainer.step(steps)
        for name in ("modes", "high_quality"):
            by_hand = [round(trainer.measure([name], replica)[name], 4) for replica in range(2)]
            assert ward.control(anew)[name] == by_hand
    assert ward.control(True)["high_quality"] != ward.control(False)["high_quality"]


def test_trials_are_told_in_order_and_progress_adds_up():
    done = []
    remedies = [Remedy.find("averaging"), Remedy.find("wide-start")]
    found = trials(Settings.from_query(SMALL), range(2), remedies, before=6, after=4, progress=done.append)
    told = [(block["key"], block["anew"]) for block in found["tried"]]
    assert told == [
        ("nothing", False),
        ("start-anew", True),
        ("wide-start", True),
        ("averaging", False),
        ("averaging", True),
    ]
    assert sum(done) == 2 * (6 + 5 * 4)
    assert [block.get("control") for block in found["tried"][2:]] == ["start-anew", "nothing", "start-anew"]


def test_the_command_line_tries_remedies(capsys):
    arguments = [
        "remedies",
        "--seeds",
        "0:2",
        "--only",
        "fewer-d-steps",
        "--before",
        "2",
        "--after",
        "1",
        "--json",
    ]
    assert main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["command"] == f"python -m playground {' '.join(arguments)}"
    assert [block["key"] for block in found["tried"]][2:] == ["fewer-d-steps"] * 2
    assert main(["remedies", "--only", "prayer"]) == 2
    assert "must be one of" in capsys.readouterr().err


def test_trials_go_on_with_what_a_file_holds(tmp_path, capsys):
    file = tmp_path / "trials.json"
    command = ["remedies", "--seeds", "0:2", "--before", "2", "--after", "1", "--into", str(file), "--only"]
    for key in ("wide-start", "fewer-d-steps"):
        assert main([*command, key]) == 0
    found = json.loads(file.read_text())
    told = [(block["key"], block["anew"]) for block in found["tried"]]
    assert told == [
        ("nothing", False),
        ("start-anew", True),
        ("wide-start", True),
        ("fewer-d-steps", False),
        ("fewer-d-steps", True),
    ]
    assert main([*command, "fewer-d-steps", "--after", "2"]) == 2
    assert "other settings, seeds or steps" in capsys.readouterr().err


def test_what_is_kept_is_about_the_remedies_as_they_are():
    """A remedy or preset whose settings change needs new trials: run the command again."""
    found = kept()
    assert found["in_full"] == COLLAPSE.of_any_seed()
    assert (found["before"], found["after"]) == (BEFORE, AFTER)
    assert found["command"].startswith("python -m playground remedies --seeds")
    assert max(found["start"]["modes"]) <= found["total"] // 2, "a seed had not collapsed"
    for block in found["tried"]:
        counted = shares(block["modes"], found["total"])
        assert counted == {reached: block[reached] for reached in counted}
        if "control" in block:
            remedy = Remedy.find(block["key"])
            assert block["settings"] == remedy.settings
            assert block["title"] == remedy.title
            assert block["anew"] in ways(remedy, COLLAPSE)
            assert block["helps"] == helps(block, measured(block["control"], block["anew"]))
    assert {block["all"]["n"] for block in found["tried"]} == {32}
    assert measured("nothing", anew=False)["all"]["met"] == 0
    assert measured("prayer", anew=True) is None
