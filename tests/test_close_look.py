"""Numbers that take long: found a piece at a time, and the same as at once."""

import itertools

import pytest

from playground import Settings, Trainer
from playground.metrics import applicable
from playground.pieces import in_turn, lasting, whole
from playground.runs.closely import SLICE, SLOW_SHARE, slow_metrics
from playground.runs.gauges import SHARE, Gauges
from tests.runs import small

PIECE = 0.015
TINY = "generator.width=4&discriminator.width=4&batch=4"
RUNS = {
    "digits": "distribution=digits&noise.dim=2",
    "labelled": "family=cgan&distribution=digits&noise.dim=2",
    "translated": "family=cyclegan&distribution=digits&target=striped&target.digits=digits",
}


def trained_between(trainer, pieces, count):
    """The same work, with training between some of its pieces."""
    while True:
        try:
            yield next(pieces)
        except StopIteration as end:
            return end.value
        trainer.step(next(count) < 3)


def work(*parts, end):
    for part in parts:
        part()
        yield
    return end


def test_work_in_pieces_comes_to_the_same_and_is_done_once():
    done = []

    @lasting(2)
    def count(n):
        return (yield from in_turn(work(lambda i=i: done.append(i), end=i) for i in range(n)))

    pieces = count.in_pieces(3)
    next(pieces)
    assert done == [0]
    assert whole(pieces) == count(3) == [0, 1, 2]
    assert done == [0, 1, 2]
    # Two that do it by turns come to the same.
    first, second = count.in_pieces(2), count.in_pieces(2)
    next(first), next(second)
    assert whole(first) is whole(second)


@pytest.mark.parametrize("query", RUNS.values(), ids=RUNS)
def test_numbers_in_pieces_are_those_of_the_state_that_was_frozen(query):
    trainer = Trainer(Settings.from_query(f"{query}&{TINY}"))
    trainer.step(3)
    names = slow_metrics(trainer.evaluation())
    assert len(names) >= 5
    expected = trainer.measure(names)
    pieces, count = trainer.measure_in_pieces(names), itertools.count(1)

    found = whole(trained_between(trainer, pieces, count))
    assert found == pytest.approx(expected, rel=0, abs=0, nan_ok=True)
    assert next(count) > 10
    assert whole(trainer.floors_in_pieces(names)) == trainer.floors(names)


def test_every_number_can_be_had_in_pieces():
    trainer = Trainer(Settings.from_query("preset=cyclegan-toy"))
    trainer.step(2)
    names = applicable(trainer.evaluation())
    found = whole(trainer.measure_in_pieces(names))
    assert found == pytest.approx(trainer.measure(names), rel=0, abs=0, nan_ok=True)


class Slow:
    """Gauges on a run of digits, under a clock that only work moves on."""

    def __init__(self, monkeypatch, pieces=20):
        self.now, self.looks, self.spent = 0.0, [], 0.0
        self.trainer = small("distribution=digits")
        self.gauges = Gauges(lambda: self.now)

        def in_pieces(names):
            value = float(self.trainer.steps)
            return work(*[self.piece] * pieces, end=dict.fromkeys(names, value))

        monkeypatch.setattr(self.trainer, "measure", lambda names: dict.fromkeys(names, 0.5))
        monkeypatch.setattr(self.trainer, "floors", lambda names: {})
        monkeypatch.setattr(self.trainer, "measure_in_pieces", in_pieces)
        monkeypatch.setattr(self.trainer, "floors_in_pieces", in_pieces)

    def piece(self):
        self.now += PIECE
        self.spent += PIECE

    def play(self, seconds):
        until, before = self.now + seconds, self.spent
        while self.now < until:
            self.trainer.run.steps += 1
            began = self.now
            self.gauges.look(self.trainer, False, self.trainer.steps)
            self.looks.append(self.now - began)
            self.now += 0.03
        return (self.spent - before) / seconds


def test_no_look_holds_up_the_picture_and_all_take_their_share(monkeypatch):
    slow = Slow(monkeypatch)
    slow.play(20)
    assert slow.gauges.floors.keys() >= {"cfid", "recall"}
    assert max(slow.looks) <= SLICE + PIECE
    assert SLOW_SHARE / 2 < slow.play(100) <= SLOW_SHARE


def test_a_slow_number_says_the_step_that_it_is_of(monkeypatch):
    slow = Slow(monkeypatch)
    while "cfid" not in slow.gauges.metrics:
        slow.play(0.03)
    step = slow.gauges.steps["cfid"]
    assert slow.gauges.metrics["cfid"] == step < slow.trainer.steps - 3
    # For a while it is what was measured last, of its own step, so that charts put it there.
    assert slow.gauges.measured == step
    assert {"cfid", "classes"} <= slow.gauges.fresh
    slow.play(1)
    assert slow.gauges.measured > step
    assert "cfid" not in slow.gauges.fresh


def test_what_was_begun_in_a_future_that_is_left_is_never_told(monkeypatch):
    slow = Slow(monkeypatch)
    while not slow.spent:
        slow.play(0.03)
    slow.trainer.run.steps = 1
    slow.play(4)
    assert "cfid" not in slow.gauges.metrics
    slow.play(5)
    assert slow.gauges.steps["cfid"] < slow.trainer.steps


def test_a_run_at_rest_gets_all_numbers_of_its_own_state(monkeypatch):
    slow = Slow(monkeypatch)
    while not slow.spent:
        slow.play(0.03)
    slow.trainer.run.steps += 1
    looks = 0
    while slow.gauges.look(slow.trainer, True, "at rest"):
        looks += 1
    assert {slow.gauges.steps[name] for name in slow.gauges.metrics} == {slow.trainer.steps}
    assert slow.gauges.floors.keys() >= {"cfid", "recall"}
    assert looks > 20
    assert not slow.gauges.look(slow.trainer, True, "at rest")


def test_what_numbers_cost_is_not_settled_by_a_moment_under_load(monkeypatch):
    now, took = [0.0], [0.1]
    trainer = small("preset=convergence")

    def measure(names):
        now[0] += took[0]
        return dict.fromkeys(names, 0.5)

    monkeypatch.setattr(trainer, "measure", measure)
    gauges, moments = Gauges(lambda: now[0]), []
    for state in range(600):
        before = gauges.measured
        trainer.run.steps += 1
        gauges.look(trainer, False, state)
        took[0] = 0.1 if state < 4 else 0.004
        if gauges.measured != before:
            moments.append(now[0])
        now[0] += 0.03
    late = [after - before for before, after in itertools.pairwise(moments[6:])]
    assert max(late) < 2 * 0.004 / SHARE
