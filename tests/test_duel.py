"""Duels: runs that start alike and differ only in what is named."""

import pytest
import torch

from playground import SettingError, Settings, Trainer
from playground.duel import Duel, Match
from tests.runs import SMALL, same_state


def duel(*variants, query="preset=ring&seed=3&" + SMALL):
    return Duel(Match(Settings.from_query(query), variants), dtype=torch.float64)


def test_each_side_is_its_own_run():
    made = duel("", "objective=wasserstein", "constraint=gradient-penalty")
    made.step(30)
    for side in made.sides:
        alone = Trainer(side.settings, dtype=torch.float64)
        alone.step(30)
        assert same_state(side, alone)


def test_sides_start_with_the_same_weights_data_and_noise():
    made = duel("", "objective=wasserstein", "")
    first, second, twin = made.sides
    assert made.begins_alike()
    assert same_state(first, second)
    made.step(20)
    assert same_state(first, twin)
    assert not same_state(first, second)
    assert not duel("", "generator.width=9").begins_alike()


def test_every_difference_is_named_and_what_a_loss_brings_along_too():
    found = {each.path: each.texts for each in duel("", "objective=wasserstein").differences()}
    assert found["objective"] == ("jensen-shannon", "wasserstein")
    assert found["constraint"] == ("none", "gradient-penalty")
    assert found["constraint.gradient-penalty.weight"][0] is None
    assert set(found) <= {"objective", "objective.saturating"} | {p for p in found if "constraint" in p}
    assert duel("", "").differences() == ()


def test_the_clock_is_one():
    made = duel("", "objective=hinge")
    made.step(250)
    later = [side.run.state() for side in made.sides]
    made.rewind(120)
    assert [side.steps for side in made.sides] == [120, 120]
    made.step(130)
    for side, state in zip(made.sides, later, strict=True):
        assert all(torch.equal(side.run.state()[name], tensor) for name, tensor in state.items())
    made.rewind()
    assert made.steps == 200


def test_changes_reach_one_side_or_all():
    made = duel("", "objective=wasserstein")
    made.step(5)
    made.retune("generator.lr", "0.01")
    made.retune("objective", "hinge", side=0)
    families = [side.run.family for side in made.sides]
    assert [family.generator.lr for family in families] == [0.01, 0.01]
    assert [family.objective.key for family in families] == ["hinge", "wasserstein"]


def test_a_change_that_one_side_refuses_is_made_on_none():
    made = duel("constraint=r1", "constraint=none")
    with pytest.raises(SettingError):
        made.retune("constraint.r1.weight", "0.5")
    assert made.sides[0].run.family.constraint[0].weight != 0.5


@pytest.mark.parametrize("variants", [(), ("",), ("",) * 5])
def test_the_number_of_sides_is_bounded(variants):
    with pytest.raises(SettingError, match="sides"):
        Match(Settings(), variants)


@pytest.mark.parametrize("bad", ["preset=ring", "family=none", "at.5=k", "nonsense=1", "k=-1"])
def test_odd_variants_get_a_sentence(bad):
    with pytest.raises(SettingError):
        Match(Settings(), ("", bad)).sides()


def test_the_text_form_holds_what_was_changed_on_which_side():
    made = duel("", "objective=wasserstein&k=2")
    made.step(5)
    made.retune("generator.lr", "0.01")
    made.step(5)
    made.retune("k", "4", side=1)
    text = made.settings.to_query()
    again = Duel(Match.from_query(text), dtype=torch.float64)
    assert again.settings.to_query() == text
    for each in (made, again):
        each.step(12 - each.steps)
    assert all(same_state(one, other) for one, other in zip(made.sides, again.sides, strict=True))


def test_a_match_without_sides_has_the_usual_ones():
    assert Match.from_query("preset=ring&seed=2") == Match(Settings.from_query("preset=ring&seed=2"))
    assert Match.from_query("preset=ring&side=&side=k%3D3&side=").variants == ("", "k=3", "")
    with pytest.raises(SettingError):
        Match.from_query("preset=ring&side=&side=nope%3D3")
