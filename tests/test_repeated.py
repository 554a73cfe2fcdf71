"""Half-steps from a tape: all over the catalogue the run itself, to the last bit."""

import gc
import weakref

import pytest
import torch

from playground import Settings, Trainer
from playground.constraints import Constraint
from playground.families import Family
from playground.networks import Network
from playground.networks.activations import Activation
from playground.objectives import Objective
from playground.training import repeated
from playground.training.adversaries import LOOKS
from playground.training.halves import Autograd
from playground.training.repeated import Captured, captured
from playground.training.run import NetworkFamily
from playground.training.tape import Tape, needed
from tests.runs import SMALL, same_state, small

STEPS, AFTER = 7, 3
CURVED = f"{SMALL}generator.activation=silu&discriminator.activation=silu&"
"""Out of reach of the gradients by hand."""
DIGITS = "distribution=digits&noise.dim=4&batch=8&"
RUNS = (
    *(f"{CURVED}objective={key}&constraint=auto,instance-noise" for key in Objective.entries),
    *(f"{CURVED}constraint={key}&distribution=laplace" for key in Constraint.entries),
    *(
        f"{SMALL}pack=2&generator.activation={key}&discriminator.activation={key}"
        for key in Activation.entries
    ),
    *(f"{SMALL}generator.norm={norm}&discriminator.norm={norm}" for norm in ("batch", "layer", "spectral")),
    f"{CURVED}discriminator.minibatch_std=true&generator.ema=0.9&data.size=40",
    f"{CURVED}generator.fourier=2&updates=simultaneous&objective=relativistic&k=2",
    *(f"{DIGITS}generator.network={key}&discriminator.network={key}" for key in Network.entries),
    f"{DIGITS}generator.network=dcgan&discriminator.network=dcgan&discriminator.norm=spectral&constraint=r1",
    # D's pass over the real is for its running statistics alone in G's half-step here.
    f"{DIGITS}generator.network=dcgan&discriminator.network=dcgan&discriminator.norm=batch&constraint=consensus",
    *(f"family={key}" for key, family in Family.entries.items() if issubclass(family, NetworkFamily)),
)


def itself_at_step(query, **options):
    """The run without tapes."""
    trainer = Trainer(Settings.from_query(query), **options)
    trainer.run.threads = 1
    trainer.run.do_without_tapes()
    trainer.step(STEPS)
    return trainer


def at_step(query, after, monkeypatch, **options):
    """The same run, on tape from so many fills of each half-step on."""
    monkeypatch.setattr(repeated, "AFTER", after)
    # As on a GPU: a CPU leaves heavy networks alone.
    monkeypatch.setattr(Autograd, "repeats", lambda *_: True)
    trainer = Trainer(Settings.from_query(query), **options)
    trainer.run.threads = 1
    trainer.step(STEPS)
    return trainer


def taped(trainer):
    return trainer.run._repeated.taped


@pytest.mark.parametrize("replicas", [1, 3])
@pytest.mark.parametrize("query", RUNS)
def test_a_run_from_tapes_is_the_run_itself(query, replicas, monkeypatch):
    run = at_step(query, AFTER, monkeypatch, seeds=range(replicas))
    assert same_state(run, itself_at_step(query, seeds=range(replicas)))
    # Only what has been written to be few calls, or draws numbers of its own, is left alone.
    left = "mlp-2014" in query or query in (
        "family=gan",
        f"{DIGITS}generator.network=mlp&discriminator.network=mlp",
    )
    assert taped(run) == (set() if left else {*run.halves})


@pytest.mark.parametrize("by_hand", ["constraint=r1,gradient-penalty", "objective=relativistic&k=2"])
def test_gradients_by_hand_could_go_on_tape_too(by_hand, monkeypatch):
    """As they do on a GPU."""
    itself = itself_at_step(SMALL + by_hand)
    monkeypatch.setattr("playground.training.dense_gan.DenseGan.repeats", lambda *_: True)
    assert same_state(at_step(SMALL + by_hand, AFTER, monkeypatch), itself)


def test_a_g_that_looks_ahead_depends_on_the_step(monkeypatch):
    """Its rate and its count of steps: a tape of it would stand still."""
    query = (
        f"{CURVED}unrolled=2&schedule.steps=10&schedule.hold=0&generator.norm=batch&discriminator.norm=batch"
    )
    run = at_step(query, AFTER, monkeypatch)
    assert same_state(run, itself_at_step(query))
    assert taped(run) == {"discriminator"}


def test_other_settings_begin_without_tapes_and_rates_are_none_of_theirs(monkeypatch):
    ends = []
    for after in (AFTER, 10**9):
        trainer = at_step(CURVED, after, monkeypatch)
        trainer.retune("generator.lr", "0.02")
        trainer.retune("constraint", "r1")
        assert not taped(trainer)
        trainer.step(STEPS)
        trainer.rewind(STEPS - 2)
        trainer.step(STEPS)
        ends.append(trainer)
    assert same_state(*ends)


@pytest.mark.parametrize("query", [CURVED, f"{SMALL}family=cgan", "family=cyclegan"])
def test_what_is_captured_has_its_inputs_in_one_place(query, monkeypatch):
    """All of the way of a GPU but its graph: there the same line of calls is captured."""
    itself = itself_at_step(query)

    def finish(repeat, draws):
        return Captured(repeat, draws, lambda work: work)

    monkeypatch.setattr(repeated, "as_it_is", finish)
    assert same_state(at_step(query, AFTER, monkeypatch), itself)


def test_settings_that_are_turned_let_their_tapes_go(monkeypatch):
    """At once: a GPU would hold on to the memory of each graph."""
    trainer = at_step(CURVED, AFTER, monkeypatch)
    old = weakref.ref(trainer.run._repeated)
    trainer.scene()
    gc.disable()
    try:
        trainer.retune("generator.lr", "0.02")
        assert old() is None
    finally:
        gc.enable()


def test_heavy_networks_stay_off_tape_on_a_cpu(monkeypatch):
    monkeypatch.setattr(repeated, "AFTER", 1)
    trainer = Trainer(Settings.from_query(f"{DIGITS}generator.network=dcgan"))
    trainer.step(2)
    assert not taped(trainer)


def test_what_a_gpu_refuses_to_capture_goes_on_without(monkeypatch):
    streams = []

    def refuse(*_, **__):
        raise RuntimeError("not permitted when stream is capturing")

    monkeypatch.setattr(torch.cuda, "CUDAGraph", object)
    monkeypatch.setattr(torch.cuda, "graph", refuse)
    monkeypatch.setattr(torch.cuda, "current_stream", lambda: "the usual one")
    monkeypatch.setattr(torch.cuda, "Stream", object)
    monkeypatch.setattr(torch.cuda, "set_stream", streams.append)
    work = [].clear
    with pytest.warns(UserWarning, match="cannot capture.*not permitted"):
        assert captured(work) is work
    assert streams == ["the usual one"]


@pytest.mark.skipif(not torch.cuda.is_available(), reason="This machine has no GPU that torch can use.")
@pytest.mark.parametrize("query", [SMALL, CURVED, RUNS[-5]])
def test_a_graph_of_the_gpu_is_the_run_itself(query):
    runs = [Trainer(Settings.from_query(f"{query}&device=cuda")) for _ in range(2)]
    runs[1].run.do_without_tapes()
    for run in runs:
        run.step(STEPS)
    for one, other in zip(*(trainer.run.state().values() for trainer in runs), strict=True):
        torch.testing.assert_close(one, other)


# -- looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "",
        "objective=relativistic&distribution=laplace",
        "objective=wasserstein&generator.ema=0.9",
        "family=cgan",
        "pack=2",
        "generator.norm=batch&discriminator.norm=spectral",
        "discriminator.minibatch_std=true&generator.norm=batch&generator.ema=0.9",
    ],
)
def test_what_is_seen_from_tapes_is_what_a_snapshot_sees(query):
    trainer = small(query, seeds=(3, 4))
    every = trainer.snapshot()
    points = every.evaluation.told(every.evaluation.fake(8))
    for look in range(LOOKS + 3):
        trainer.step(1)
        if look == LOOKS + 1:
            trainer.retune("objective", "least-squares")
        for replica in (1, 0):
            players = trainer.run.evaluation(replica, lasting=False).players
            itself = trainer.evaluation(replica).players
            assert (players.pushes(points) == itself.pushes(points)).all(), look
            assert (players.slopes(points) == itself.slopes(points)).all(), look


def test_slopes_asked_for_often_are_on_tape():
    trainer = small()
    for _ in range(LOOKS):
        trainer.scene()
    assert [often.taped for often in trainer.run.looks(False).values()] == [True]
    assert trainer.run.looks(True) is None


# -- the tape by itself --------------------------------------------------------------------------


def recorded(work, *inputs):
    with Tape() as tape:
        work(*inputs)
    return tape, tape.repeat(inputs)


def test_a_tape_repeats_for_other_inputs_and_writes_where_the_work_wrote():
    kept, memory = torch.zeros(3), torch.ones(3)

    def work(x):
        first, second = (x * 3).split(3)
        second.sin()  # used by nobody
        kept.copy_(first + 2.5 * memory).clamp_(max=float("inf"))
        memory.mul_(2)

    tape, repeat = recorded(work, torch.arange(6.0))
    assert tape.repeatable
    assert kept.tolist() == [2.5, 5.5, 8.5]
    repeat(torch.tensor([5.0, 0.0, 1.0, 7.0, 8.0, 9.0]))
    assert kept.tolist() == [20.0, 5.0, 8.0]
    assert memory.tolist() == [4.0, 4.0, 4.0]


def test_what_nobody_uses_is_not_done_again():
    kept = torch.zeros(2)
    tape, _ = recorded(lambda x: (x.exp().sum(), kept.copy_(x.sin())), torch.ones(2))
    assert [str(call.kernel) for call in needed(tape.calls)] == ["aten.sin.default", "aten.copy_.default"]


@pytest.mark.parametrize(
    "work",
    [
        lambda x: x * torch.rand(2),
        lambda x: x * torch.rand(2, generator=torch.Generator()),
        lambda x: x * x.sum().item(),
        lambda x: x * float(x[0]),
        lambda x: x[x > 0],
        lambda x: x if x.any() else -x,
    ],
)
def test_what_depends_on_more_than_tensors_is_noticed(work):
    assert not recorded(work, torch.ones(2))[0].repeatable
