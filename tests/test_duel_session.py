"""A duel live: one clock, one frame, one line of history."""

from urllib.parse import urlencode

import numpy as np
import pytest

from playground import SettingError, Settings
from playground.duel import Match
from playground.runs import CommandError, Registry, Session
from tests.test_runs import look, until

QUERY = "preset=ring&generator.width=8&discriminator.width=8&batch=16"


def session(*variants, query=QUERY):
    return Session(Match(Settings.from_query(query), variants or ("", "objective=wasserstein")), None)


def test_a_frame_holds_every_side():
    run = session("", "objective=wasserstein", "constraint=gradient-penalty")
    header, arrays = look(run)
    assert [side["picture"] for side in header["sides"]] == ["plane"] * 3
    assert {"0/fake", "1/fake", "2/heat", "0/real"} <= set(arrays)
    np.testing.assert_array_equal(arrays["0/fake"], arrays["1/fake"])
    assert header["alike"] is True
    assert ["objective", "jensen-shannon", "wasserstein", "jensen-shannon"] in header["differences"]


def test_all_sides_step_rewind_and_reset_together():
    run = session()
    run.obey({"do": "step"})
    run.obey({"do": "step", "part": "discriminator"})
    for _ in range(130):
        run.obey({"do": "step"})
    header, before = look(run)
    assert [side["step"] for side in header["sides"]] == [131, 131]
    run.obey({"do": "rewind", "step": 40})
    while run.drive.goal is not None:
        run.turn(0.01)
    assert [side["step"] for side in look(run)[0]["sides"]] == [40, 40]
    run.obey({"do": "rewind", "step": 131})
    while run.drive.goal is not None:
        run.turn(0.01)
    after = look(run)[1]
    for name in ("0/fake", "1/fake", "1/heat"):
        np.testing.assert_array_equal(before[name], after[name])
    assert look(run)[0]["furthest"] == 131
    run.obey({"do": "reset"})
    assert look(run)[0]["step"] == 0


def test_a_change_reaches_one_side_or_all():
    run = session()
    run.obey({"do": "step"})
    run.obey({"do": "retune", "path": "generator.lr", "value": "0.01"})
    state = run.obey({"do": "retune", "path": "k", "value": "3", "side": 1})
    assert [side.family.k for side in run.trainer.sides] == [1, 3]
    assert [side.family.generator.lr for side in run.trainer.sides] == [0.01, 0.01]
    assert Match.from_query(state["query"]).to_query() == state["query"]
    for side in (2, -1, "0", True):
        with pytest.raises(CommandError, match="side"):
            run.obey({"do": "retune", "path": "k", "value": "3", "side": side})


def test_what_is_changed_before_the_first_step_belongs_to_the_start():
    run = session()
    run.obey({"do": "retune", "path": "k", "value": "3", "side": 1})
    run.obey({"do": "step"})
    run.obey({"do": "reset"})
    assert [side.family.k for side in run.trainer.sides] == [1, 3]


def test_other_data_and_settings_keep_the_sides():
    run = session()
    run.obey({"do": "choose_data", "values": {"distribution": "spiral"}})
    assert {side.family.distribution.key for side in run.trainer.sides} == {"spiral"}
    run.obey({"do": "restart", "path": "generator.depth", "value": "1"})
    assert [side.family.objective.key for side in run.trainer.sides] == ["jensen-shannon", "wasserstein"]
    assert run.obey({"do": "reseed", "seed": 9})["seed"] == 9
    assert {side.settings.seed for side in run.trainer.sides} == {9}


def test_one_side_that_diverges_does_not_stop_the_other():
    run = session()
    run.ready().sides[0].failures[0] = "The run diverged."
    run.obey({"do": "step"})
    header = look(run)[0]
    assert (header["error"], header["sides"][0]["error"]) == (None, "The run diverged.")
    assert [side["step"] for side in header["sides"]] == [0, 1]


def test_no_slow_motion_with_several():
    with pytest.raises(CommandError, match="Slow"):
        session().obey({"do": "speed", "value": "slow"})


def test_the_registry_opens_duels_within_its_limits():
    registry = Registry()
    try:
        token = registry.open(Match.from_query(QUERY), None)
        assert until(lambda: registry.tell(token, {"do": "step"})["query"].count("side=") == 2)
        huge = urlencode({"side": "generator.width=2048&generator.depth=5&batch=512&k=3"})
        with pytest.raises(SettingError):
            registry.open(Match.from_query(f"{QUERY}&side=&{huge}"), None)
    finally:
        registry.close()
