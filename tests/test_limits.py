"""What one visitor may take, and how long runs are kept."""

import itertools
import math
import threading
import time
from types import SimpleNamespace

import pytest
import torch

from playground import SettingError, Settings
from playground.distributions import Images
from playground.presets import Preset
from playground.runs import Busy, Conductor, Full, Limits, Registry, UnknownRun, Viewer
from playground.runs.clients import CLIENT, MOST_REMEMBERED, Buckets
from playground.runs.keeping import GRACE, HIDDEN_GRACE
from playground.runs.limits import Rate
from playground.runs.orders import LONGEST_REST, MOST_FOR_SESSION, MOST_OF_CLIENT, MOST_WAITING, Order, Orders
from playground.runs.shares import Shares

LINE = Settings.from_query("distribution=gaussian&noise.dim=1&generator.width=8&discriminator.width=8")


class Clock:
    """A clock that only goes when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


# -- how much ------------------------------------------------------------------------------------


def test_a_space_is_tighter_than_home():
    home, space = Limits.here({}), Limits.here({"SPACE_ID": "somebody/playground"})
    assert space != home
    for name in ("work", "replay", "weights", "replicas", "connections", "runs_per_client"):
        assert getattr(space, name) < getattr(home, name)


@pytest.mark.parametrize("key", Preset.entries)
def test_every_preset_is_far_within_the_limits_of_a_space(key):
    settings = Settings.from_query(f"preset={key}")
    Limits.of_space().check(settings)
    of_pictures = isinstance(getattr(settings.family, "distribution", None), Images)
    share = 2 if of_pictures else 10
    assert settings.family.work() < Limits.of_space().work / share


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("batch=4096&k=100", "computing time"),
        ("at.50=k:100&at.60=batch:4096", "computing time"),
        ("generator.width=512&generator.depth=8&batch=1", "weights"),
        ("batch=4096&" + "&".join(f"at.{step}=half:generator*999" for step in range(5)), "half-steps"),
    ],
)
def test_what_asks_for_too_much_gets_a_sentence(query, words):
    with pytest.raises(SettingError, match=rf"{words}.*choose \w+.*\.$"):
        Limits.of_space().check(Settings.from_query(query))


def test_more_seeds_are_more_work():
    limits = Limits(work=1.5 * LINE.family.work(), replicas=4)
    limits.check(LINE)
    with pytest.raises(SettingError, match="computing time"):
        limits.check(LINE, replicas=2)
    with pytest.raises(SettingError, match="at most 4 seeds"):
        limits.check(LINE, replicas=5)


def test_weights_are_counted_as_they_are():
    for query in ("", "generator.norm=batch&generator.fourier=3", "discriminator.norm=spectral"):
        family = Settings.from_query(query).family
        run = family.begin((0,), torch.device("cpu"), torch.float32)
        assert family.weights() == sum(net.flat.data.shape[1] for net in run.nets.values())


def test_no_run_begins_beyond_the_limits():
    registry = Registry(limits=Limits(work=2 * LINE.family.work()))
    try:
        token = registry.open(LINE, None)
        heavy = LINE.set("generator.width", "256")
        with pytest.raises(SettingError, match="computing time"):
            registry.tell(token, {"do": "start", "query": heavy.to_query()})
        with pytest.raises(SettingError, match="computing time"):
            registry.open(heavy, None)
        assert registry.tell(token, {"do": "look"})["query"] == LINE.to_query()
        assert len(registry) == 1
    finally:
        registry.close()


# -- how often -----------------------------------------------------------------------------------


def test_a_bucket_gives_its_burst_and_then_its_rate():
    clock = Clock()
    buckets = Buckets(Rate(5, 2), clock)
    assert [buckets.take("a") for _ in range(7)] == [True] * 5 + [False] * 2
    assert buckets.take("b")
    clock.now = 1.0
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    clock.now = 1000.0
    assert sum(buckets.take("a") for _ in range(20)) == 5


def test_buckets_do_not_grow_without_end():
    buckets = Buckets(Rate(1, 0.0), Clock())
    assert buckets.take("first")
    for n in range(MOST_REMEMBERED):
        buckets.take(str(n))
    assert len(buckets._levels) == MOST_REMEMBERED
    assert not buckets.take(str(MOST_REMEMBERED - 1))


# -- orders --------------------------------------------------------------------------------------


def test_clients_take_turns_in_the_order_of_their_commands():
    orders = Orders()
    for client, name in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1")):
        orders.put(Order(name, {}, client))
    taken = [orders.take(0.0).session for _ in range(5)]
    assert taken == ["a1", "b1", "c1", "a2", "a3"]
    assert orders.take(0.0) is None
    assert (len(orders), orders.due_at()) == (0, math.inf)


def test_a_line_rests_as_long_as_its_order_took():
    orders = Orders()
    for client in ("a", "a", "a", "b"):
        orders.put(Order("run", {}, client))
    first = orders.take(0.0)
    orders.done(first, 0.1, 0.1)
    assert orders.take(0.15).client == "b"
    assert orders.take(0.15) is None
    assert orders.due_at() == pytest.approx(0.2)
    second = orders.take(0.2)
    assert second.client == "a"
    orders.done(second, 10.0, 9.8)
    assert orders.due_at() == pytest.approx(10.0 + LONGEST_REST)


def test_nobody_has_too_many_commands_waiting():
    orders = Orders()

    def fill(client, session, expected):
        for _ in range(expected):
            orders.put(Order(session, {}, client))
        with pytest.raises(Busy, match=r"\w+ \w+.*\.$"):
            orders.put(Order(session, {}, client))

    fill("a", "one", MOST_FOR_SESSION)
    for n in range(2):
        for _ in range(MOST_FOR_SESSION):
            orders.put(Order(f"other {n}", {}, "a"))
    assert len(orders) == MOST_OF_CLIENT
    fill("a", "yet another", 0)
    clients = (str(n) for n in range(MOST_WAITING))
    while len(orders) < MOST_WAITING:
        client = next(clients)
        orders.put(Order(client, {}, client))
    fill("new", "new", 0)
    assert len(orders.clear()) == MOST_WAITING
    orders.put(Order("one", {}, "a"))


# -- turns ---------------------------------------------------------------------------------------


def turns(shares, costs, n):
    """How long each session trains in n turns of so many seconds each, all always ready."""
    had = dict.fromkeys(costs, 0.0)
    for _ in range(n):
        session = shares.next(list(costs))
        shares.charge(session, costs[session], list(costs))
        had[session] += costs[session]
    return had


def test_time_is_shared_and_not_turns():
    shares = Shares(8)
    for name in ("light", "light too", "heavy"):
        shares.add(name, name)
    had = turns(shares, {"light": 0.004, "light too": 0.004, "heavy": 0.2}, 2000)
    assert max(had.values()) - min(had.values()) <= 0.21
    assert min(had.values()) > 1


def test_many_runs_of_one_client_share_what_a_few_would_have():
    shares, costs = Shares(2), {}
    for n in range(8):
        shares.add(f"many {n}", "a")
        costs[f"many {n}"] = 0.004
    shares.add("single", "b")
    had = turns(shares, costs | {"single": 0.004}, 6000)
    assert had["single"] == pytest.approx(sum(had.values()) / 3, rel=0.05)


def test_who_comes_back_has_no_old_debts_to_collect():
    shares = Shares(8)
    shares.add("away")
    shares.add("here")
    turns(shares, {"here": 0.01}, 1000)
    had = turns(shares, {"here": 0.01, "away": 0.01}, 100)
    assert had["here"] == pytest.approx(had["away"], abs=0.05)


class Toy:
    """A session that always wants to train, and one of whose commands takes long."""

    def __init__(self) -> None:
        self.turns, self.obeyed = 0, 0

    def due_at(self):
        return -math.inf

    def picture_due_at(self):
        return math.inf

    def turn(self, budget, crowd, called):
        self.turns += 1
        time.sleep(budget)

    def obey(self, command):
        self.obeyed += 1
        time.sleep(command["seconds"])
        return {}


@pytest.mark.parametrize(("flooders", "patience"), [(1, 0.15), (12, 1.0)])
def test_a_flood_of_commands_leaves_others_playing(flooders, patience):
    conductor, flooder, player = Conductor(), Toy(), Toy()
    conductor.add(player, "player")
    over, clients = threading.Event(), itertools.cycle(f"flooder {n}" for n in range(flooders))

    def flood():
        while not over.is_set():
            try:
                conductor.ask(flooder, {"seconds": 0.02}, next(clients))
            except Busy:
                time.sleep(0.001)

    flooding = threading.Thread(target=flood)
    flooding.start()
    try:
        time.sleep(0.3)
        before, began = player.turns, time.monotonic()
        for _ in range(5):
            conductor.ask(player, {"seconds": 0.0}, "player").result(1.0)
        waited = (time.monotonic() - began) / 5
        time.sleep(1.0)
        # Turns of 20 ms: some 50 in a second without the flood, half of that with it.
        assert player.turns - before >= 12
        assert flooder.obeyed >= 5
        assert waited < patience
    finally:
        over.set()
        flooding.join()
        conductor.close()


# -- how long ------------------------------------------------------------------------------------


@pytest.fixture
def kept():
    """A registry with one run, its token, and the clock that decides."""
    clock = Clock()
    registry = Registry(Conductor(), clock=clock, limits=Limits(runs=3, runs_per_client=2))
    token = registry.open(LINE, None)

    def lives(after):
        clock.now += after
        registry.sweep()
        return len(registry) > 0

    yield SimpleNamespace(registry=registry, token=token, clock=clock, lives=lives)
    registry.close()


def watched(kept, **said):
    viewer = Viewer(clock=kept.clock)
    for name, value in said.items():
        setattr(viewer, name, value)
    kept.registry.watch(kept.token, viewer)
    return viewer


def test_a_run_is_kept_while_somebody_looks(kept):
    watched(kept)
    assert kept.lives(100_000.0)


@pytest.mark.parametrize("said", [{}, {"leaving": True}, {"hidden": True, "leaving": True}])
def test_a_closed_tab_ends_its_run_soon(kept, said):
    viewer = watched(kept, **said)
    kept.clock.now = 100.0
    kept.registry.leave(kept.token, viewer)
    assert kept.lives(GRACE - 1)
    assert not kept.lives(2)
    assert GRACE < 30
    with pytest.raises(UnknownRun):
        kept.registry.find(kept.token)


def test_a_hidden_tab_keeps_its_run_for_half_an_hour(kept):
    watched(kept, hidden=True)
    assert kept.lives(HIDDEN_GRACE - 1)
    assert not kept.lives(2)


def test_a_hidden_tab_that_was_cut_off_keeps_it_as_long(kept):
    viewer = watched(kept, hidden=True)
    kept.clock.now = 600.0
    kept.registry.leave(kept.token, viewer)
    assert kept.lives(HIDDEN_GRACE - 601)
    assert not kept.lives(2)


def test_looking_again_begins_anew(kept):
    viewer = watched(kept, hidden=True)
    assert kept.lives(HIDDEN_GRACE - 1)
    viewer.hidden = False
    assert kept.lives(10_000.0)
    viewer.hidden = True
    assert kept.lives(HIDDEN_GRACE - 1)
    assert not kept.lives(2)


def test_who_came_back_and_said_goodbye_is_not_waited_for(kept):
    kept.registry.leave(kept.token, watched(kept, hidden=True))
    kept.clock.now = 300.0
    kept.registry.leave(kept.token, watched(kept, leaving=True))
    assert not kept.lives(GRACE + 1)


def test_one_who_looks_is_enough(kept):
    watched(kept, hidden=True)
    looking = watched(kept)
    assert kept.lives(HIDDEN_GRACE + 1)
    kept.registry.leave(kept.token, looking)
    assert not kept.lives(2)


# -- room ----------------------------------------------------------------------------------------


def opened_by(kept, client):
    def opening():
        CLIENT.set(client)
        return kept.registry.open(LINE, None)

    found = []
    thread = threading.Thread(target=lambda: found.append(opening()))
    thread.start()
    thread.join()
    return found[0] if found else None


def test_a_run_left_behind_goes_before_one_whose_tab_is_hidden(kept):
    watched(kept, hidden=True)
    behind = opened_by(kept, "a")
    kept.clock.now = 10.0
    opened_by(kept, "b")
    kept.clock.now = 90.0
    opened_by(kept, "c")
    kept.registry.find(kept.token)
    with pytest.raises(UnknownRun):
        kept.registry.find(behind)


def test_a_hidden_tab_makes_room_after_a_while(kept):
    watched(kept, hidden=True)
    for client in "ab":
        kept.registry.watch(opened_by(kept, client), Viewer(clock=kept.clock))
    kept.clock.now = 59.0
    with pytest.raises(Full, match="places"):
        kept.registry.open(LINE, None)
    kept.clock.now = 61.0
    kept.registry.open(LINE, None)
    with pytest.raises(UnknownRun):
        kept.registry.find(kept.token)


def test_who_holds_most_makes_room_for_a_newcomer_but_not_for_more_of_his_own(kept):
    watched(kept)
    kept.registry.drop(kept.token)
    tokens = []
    for _ in range(3):
        kept.clock.now += 1.0
        tokens.append(opened_by(kept, "greedy"))
        kept.registry.watch(tokens[-1], Viewer(clock=kept.clock))
    token = CLIENT.set("greedy")
    try:
        with pytest.raises(Full, match="places"):
            kept.registry.open(LINE, None)
        CLIENT.set("newcomer")
        kept.registry.watch(kept.registry.open(LINE, None), Viewer(clock=kept.clock))
        with pytest.raises(UnknownRun):
            kept.registry.find(tokens[0])
        # Two are his share: nobody takes these.
        CLIENT.set("another")
        with pytest.raises(Full, match="places"):
            kept.registry.open(LINE, None)
    finally:
        CLIENT.reset(token)
