"""The rules that name a failure, on histories made up for them and on real runs."""

import dataclasses

import numpy as np
import pytest

from playground import Settings
from playground.failures import (
    AWAY,
    FAR,
    FLICKER,
    GATHERED,
    HOPS,
    LOST,
    NEAR,
    NEEDLE,
    NO_PUSH,
    SURE,
    WINDOW,
    Kind,
    Record,
    Verdict,
    Watch,
)
from playground.metrics.modes import SHARE
from playground.wall import Wall
from tests.runs import SMALL

HEALTHY = {"push": 1.0, "distance": 0.1, "spread": 1.0, "reach": 1.0, "ranking": 0.6}
ABOVE, BELOW = 1 + 1e-9, 1 - 1e-9


def record(step=0, shares=(1.0, 1.0, 1.0, 1.0), finite=True, **numbers):
    """A record of one seed; no shares for data without modes."""
    values = {name: np.array([value]) for name, value in (HEALTHY | numbers).items()}
    shares = None if shares is None else np.array([shares], dtype=float)
    return Record(step=step, shares=shares, finite=np.array([finite]), **values)


def kind(records):
    return verdict(records).kind


def verdict(records) -> Verdict:
    watch = Watch()
    for made in records:
        watch.add(made)
    (only,) = watch.verdicts()
    return only


def steady(n=WINDOW, **numbers):
    """The same record over and over."""
    return [record(step=20 * i, **numbers) for i in range(n)]


def sets(*chosen, modes=4, **numbers):
    """Records that hold exactly the modes named, one after the other."""
    return [
        record(step=20 * i, shares=[float(m in held) for m in range(modes)], **numbers)
        for i, held in enumerate(chosen)
    ]


def test_all_modes_all_along_is_fine():
    assert kind(steady()) == Kind.FINE
    assert kind(sets(*[{0, 1, 2, 3}] * (WINDOW - 1), {0, 1, 2})) != Kind.FINE


def test_nothing_is_said_before_the_window_is_full_but_that_a_run_diverged():
    assert Watch().verdicts() == []
    assert kind(steady(WINDOW - 1)) == Kind.OPEN
    assert kind([*steady(2), record(finite=False)]) == Kind.DIVERGENCE


def test_only_the_window_counts():
    assert kind([*steady(5, spread=0.02, shares=[8.0, 0, 0, 0]), *steady()]) == Kind.FINE


@pytest.mark.parametrize(
    ("numbers", "diverged"),
    [
        ({"finite": False}, True),
        ({"reach": AWAY}, True),
        ({"reach": AWAY * BELOW}, False),
        ({"finite": False, "reach": np.nan, "push": np.nan, "shares": [np.nan] * 4}, True),
    ],
)
def test_divergence_is_what_the_last_record_says(numbers, diverged):
    assert (kind([*steady(WINDOW - 1), record(**numbers)]) == Kind.DIVERGENCE) == diverged


STARVED = {"push": NO_PUSH, "ranking": SURE, "distance": FAR, "shares": [0.0] * 4}


@pytest.mark.parametrize(
    ("numbers", "vanished"),
    [
        ({}, True),
        ({"push": NO_PUSH * ABOVE}, False),
        ({"ranking": SURE * BELOW}, False),
        ({"distance": FAR * BELOW}, False),
        ({"shares": None}, True),
    ],
)
def test_a_gradient_has_vanished_when_d_is_sure_and_g_far_and_unpushed(numbers, vanished):
    assert (kind(steady(**STARVED | numbers)) == Kind.VANISHING) == vanished


def test_one_push_in_the_window_is_no_vanished_gradient():
    starved = steady(**STARVED)
    assert kind([*starved[:4], record(**STARVED | {"push": 1.0}), *starved[5:]]) != Kind.VANISHING


@pytest.mark.parametrize("held", [{2}, set()])
def test_one_mode_at_most_with_the_samples_gathered_is_a_full_collapse(held):
    assert kind(sets(*[held] * WINDOW, spread=GATHERED)) == Kind.FULL
    assert kind(sets(*[held] * WINDOW, spread=GATHERED * ABOVE)) != Kind.FULL
    assert kind(sets(*[held] * (WINDOW - 1), {1, 2}, spread=0.1)) != Kind.FULL


def test_a_mode_that_moves_once_is_still_a_full_collapse():
    assert kind(sets(*[{0}] * 5, *[{1}] * 5, spread=0.1)) == Kind.FULL


def test_some_modes_but_not_all_is_mode_dropping():
    assert kind(sets(*[{0, 2}] * WINDOW)) == Kind.DROPPING
    assert kind(sets(*[{0, 1, 2}] * WINDOW)) == Kind.DROPPING


def test_mode_dropping_bears_a_flicker_but_no_more():
    one, two = {0, 1}, {0, 1, 2}
    assert FLICKER == 2
    assert kind(sets(one, one, two, *[one] * 7)) == Kind.DROPPING
    assert kind(sets(one, two, one, two, *[two] * 6)) == Kind.OPEN


def test_a_set_that_grows_to_all_is_left_open():
    assert kind(sets(*[{0, 1}] * 4, *[{0, 1, 2}] * 3, *[{0, 1, 2, 3}] * 3)) == Kind.OPEN


def test_modes_lost_and_found_again_and_again_are_hopping():
    hops = [{i % 4} for i in range(WINDOW)]
    assert kind(sets(*hops)) == Kind.HOPPING
    assert kind(sets(*hops, spread=0.01)) == Kind.HOPPING
    few = [{0}] * (WINDOW - HOPS + 1) + hops[1:HOPS]
    assert kind(sets(*few, spread=0.01)) == Kind.FULL
    enough = [{0}] * (WINDOW - HOPS) + [{1}, {2}, {3}]
    assert kind(sets(*enough, spread=0.01)) == Kind.HOPPING


def test_of_many_modes_a_few_may_come_and_go_without_hopping():
    # Three lost and three found, out of five and out of seven that are held all along.
    for kept, wanted in ((range(5), Kind.HOPPING), (range(7), Kind.OPEN)):
        restless = [{*kept, 9} if i % 3 == 0 else {*kept} for i in range(WINDOW)]
        assert kind(sets(*restless, modes=10)) == wanted


def test_a_mode_near_the_threshold_is_not_lost_at_every_look():
    wavering = [record(shares=[1, 1, 1, SHARE if i % 2 == 0 else LOST]) for i in range(WINDOW)]
    assert kind(wavering) == Kind.FINE
    lost = [record(shares=[1, 1, 1, SHARE if i % 2 == 0 else LOST * BELOW]) for i in range(WINDOW)]
    assert kind(lost) == Kind.HOPPING
    never = [record(shares=[1, 1, 1, SHARE * BELOW])] * WINDOW
    assert kind(never) == Kind.DROPPING


@pytest.mark.parametrize("shares", [None, [1.0]])
def test_one_bump_is_judged_by_distance_and_spread(shares):
    assert kind(steady(shares=shares, distance=NEAR)) == Kind.FINE
    assert kind(steady(shares=shares, distance=NEAR * ABOVE)) == Kind.OPEN
    assert kind(steady(shares=shares, distance=0.8, spread=NEEDLE)) == Kind.FULL
    assert kind(steady(shares=shares, distance=0.8, spread=NEEDLE * ABOVE)) == Kind.OPEN


def test_each_seed_has_its_own_verdict_and_a_seed_apart_changes_no_other():
    histories = [steady(), sets(*[{0, 2}] * WINDOW), steady(**STARVED), sets(*[{1}] * WINDOW, spread=0.1)]
    watch = Watch()
    for moment in zip(*histories, strict=True):
        watch.add(_side_by_side(moment))
    alone = [verdict(history) for history in histories]
    assert watch.verdicts() == alone
    assert [v.kind for v in alone] == [Kind.FINE, Kind.DROPPING, Kind.VANISHING, Kind.FULL]


def _side_by_side(records):
    joined = {
        f.name: np.concatenate([getattr(made, f.name) for made in records])
        for f in dataclasses.fields(Record)
        if f.name not in ("step", "said")
    }
    return Record(step=records[0].step, **joined)


def test_a_verdict_brings_what_its_sentence_may_quote():
    told = verdict(sets(*[{0}] * 7, {1}, {2}, {2, 3}))
    assert told.sentence == "failure.open"
    assert told.values["modes"] == 2
    assert told.values["total"] == 4
    assert (told.values["lost"], told.values["found"]) == (2, 3)
    assert (told.since, told.values["step"]) == (0, 180)
    assert "modes" not in verdict(steady(shares=None)).values


def test_a_change_of_settings_starts_a_new_history():
    watch = Watch()
    for made in steady():
        watch.add(made)
    watch.forget()
    assert watch.verdicts() == []


def _watched(query, seeds, steps):
    wall, watch = Wall(Settings.from_query(query), seeds), Watch()
    wall.step(steps - 20 * WINDOW)
    for _ in range(WINDOW):
        wall.step(20)
        watch.add(wall.record())
    return [told.kind for told in watch.verdicts()]


TOO_FAST = (
    "generator.width=32&generator.optimizer=sgd&generator.lr=1"
    "&discriminator.width=32&discriminator.optimizer=sgd&discriminator.lr=1"
)


@pytest.mark.parametrize(
    ("query", "steps", "wanted"),
    [
        ("preset=mode-hopping", 500, Kind.HOPPING),
        ("preset=vanishing-gradient", 500, Kind.VANISHING),
        (TOO_FAST, 500, Kind.DIVERGENCE),
    ],
)
def test_real_runs_show_what_they_are_made_to_show(query, steps, wanted):
    assert _watched(query, range(3), steps).count(wanted) >= 2


@pytest.mark.parametrize("size", [1e4, 1e18, 1e37])
def test_samples_that_fly_away_are_a_divergence_before_they_overflow(size):
    wall, watch = Wall(Settings.from_query(SMALL), range(2)), Watch()
    wall.trainer.run.nets["generator"].flat.data[1, -2:] = size
    watch.add(wall.record())
    assert [told.kind for told in watch.verdicts()] == [Kind.OPEN, Kind.DIVERGENCE]
