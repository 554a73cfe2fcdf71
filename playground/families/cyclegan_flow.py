"""The flow diagram of CycleGAN."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.flow import BACK, Arrow, Box, Flow, Note, player_notes

if TYPE_CHECKING:
    from playground.distributions import Distribution
    from playground.families.cyclegan import CycleGan

JUDGES, MAPS = ("discriminators",), ("generators",)


def cyclegan_flow(family: CycleGan) -> Flow:
    """X -> G and Y -> F, then to the discriminators (one box: they are set alike) and round the cycle."""
    return Flow((*_data(family), *_maps(family), *_judges(family), *_losses(family)), tuple(_arrows()))


def _data(family: CycleGan) -> Iterator[Box]:
    sides = ("data", "X", "distribution", family.distribution), ("target", "Y", "target", family.target)
    for key, symbol, path, data in sides:
        yield Box(
            key, symbol, (path,), kind="data", phase="data", notes=tuple(_data_notes(data)), name="data"
        )


def _data_notes(data: Distribution) -> Iterator[Note]:
    yield Note.of(data, "distribution")
    modes = data.modes()
    if modes is not None and len(modes.weights) > 1:
        yield Note("modes", {"count": len(modes.weights)})


def _maps(family: CycleGan) -> Iterator[Box]:
    averaged = (Note("average"),) if family.generator.ema else ()
    yield Box(
        "forward",
        "G",
        ("generator.lr", "generator"),
        half="generators",
        kind="generator",
        phase="fake",
        notes=player_notes(family.generator),
        name="generator",
    )
    yield Box(
        "backward",
        "F",
        half="generators",
        kind="generator",
        phase="fake",
        # Both are averaged; said here, the row is shorter.
        notes=(Note("twin"), *averaged),
        name="generator",
    )


def _judges(family: CycleGan) -> Iterator[Box]:
    network, *training = player_notes(family.discriminator)
    repeated = (Note("k", {"k": family.k}),) if family.k > 1 else ()
    held = (Note.of(constraint, "constraint") for constraint in family.constraints)
    yield Box(
        "judges",
        "D",
        ("discriminator.lr", "k", "constraint", "discriminator"),
        half="discriminators",
        kind="discriminator",
        phase="judge",
        notes=(network, *repeated, *held, *training),
    )
    identity = (Note("identity", {"weight": family.identity}),) if family.identity else ()
    notes = (Note("cycle", {"weight": family.cycle}), *identity)
    yield Box("cycle", "↺", ("cycle", "identity"), kind="loss", phase="cycle", notes=notes)


def _losses(family: CycleGan) -> Iterator[Box]:
    notes = (Note.of(family.objective, "objective"),)
    yield Box("loss", "ℒ", ("objective",), kind="loss", phase="loss", notes=notes)
    scheduled = (Note("schedule", {"steps": family.schedule.steps}),) if family.schedule.steps else ()
    notes = (Note("batch", {"batch": family.batch}), *scheduled)
    yield Box("training", "↻", ("batch", "schedule"), kind="training", notes=notes)


def _arrows() -> Iterator[Arrow]:
    for data, player in (("data", "forward"), ("target", "backward")):
        yield Arrow(data, player)
        yield Arrow(player, "judges")
        yield Arrow(player, "cycle", halves=MAPS)
        yield Arrow("loss", player, BACK, MAPS)
    yield Arrow("judges", "loss")
    yield Arrow("cycle", "loss", halves=MAPS)
    yield Arrow("loss", "judges", BACK, JUDGES)
