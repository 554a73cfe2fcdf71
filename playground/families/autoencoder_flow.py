"""The flow diagram of the adversarial autoencoder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.flow import BACK, Arrow, Box, Flow, Note, player_notes

if TYPE_CHECKING:
    from playground.families.autoencoder import AdversarialAutoencoder

REBUILT, JUDGED, DECEIVED = ("reconstruction",), ("discrimination",), ("deception",)


def autoencoder_flow(family: AdversarialAutoencoder) -> Flow:
    """x -> encoder -> decoder -> squared error, and the prior and the codes -> D -> loss."""
    return Flow((*_coding(family), *_game(family), *_training(family)), tuple(_arrows()))


def _coding(family: AdversarialAutoencoder) -> Iterator[Box]:
    data = (Note.of(family.distribution, "distribution"),)
    yield Box("data", "x", ("distribution",), kind="data", phase="data", notes=data)
    # Boxes that tell all would not fit beside each other: how q and D are trained stands in their boxes.
    network, *_ = player_notes(family.encoder)
    averaged = (Note("average"),) if family.encoder.ema and family.decoder.ema else ()
    yield Box(
        "encoder",
        "q",
        ("encoder.lr", "encoder"),
        half="deception",
        kind="generator",
        phase="encode",
        notes=(network,),
    )
    yield Box(
        "decoder",
        "p",
        ("decoder.lr", "decoder"),
        half="reconstruction",
        kind="generator",
        phase="decode",
        notes=(*player_notes(family.decoder), *averaged),
    )
    yield Box("error", "‖·‖²", kind="loss", phase="loss")


def _game(family: AdversarialAutoencoder) -> Iterator[Box]:
    drawn = (Note.of(family.code.kind, "prior"), Note("dimensions", {"count": family.code.dim}))
    yield Box("prior", "z", ("code",), kind="noise", phase="prior", notes=drawn)
    network, *_ = player_notes(family.judge)
    repeated = (Note("k", {"k": family.k}),) if family.k > 1 else ()
    held = (Note.of(constraint, "constraint") for constraint in family.constraints)
    yield Box(
        "judge",
        "D",
        ("adversary", "judge.lr", "k", "constraint", "judge"),
        half="discrimination",
        kind="discriminator",
        phase="judge",
        notes=(network, *repeated, *held) if family.adversary else (Note("idle"),),
        name="discriminator",
    )
    yield Box(
        "loss",
        "ℒ",
        ("objective",),
        kind="loss",
        phase="judge",
        notes=(Note.of(family.objective, "objective"),),
    )


def _training(family: AdversarialAutoencoder) -> Iterator[Box]:
    scheduled = (Note("schedule", {"steps": family.schedule.steps}),) if family.schedule.steps else ()
    notes = (Note("batch", {"batch": family.batch}), *scheduled)
    yield Box("training", "↻", ("batch", "schedule"), kind="training", notes=notes)


def _arrows() -> Iterator[Arrow]:
    yield Arrow("data", "encoder")
    yield Arrow("encoder", "decoder", halves=REBUILT)
    yield Arrow("decoder", "error", halves=REBUILT)
    yield Arrow("error", "decoder", BACK, REBUILT)
    yield Arrow("error", "encoder", BACK, REBUILT)
    yield Arrow("prior", "judge", halves=JUDGED)
    yield Arrow("encoder", "judge", halves=JUDGED + DECEIVED)
    yield Arrow("judge", "loss", halves=JUDGED + DECEIVED)
    yield Arrow("loss", "judge", BACK, JUDGED)
    yield Arrow("loss", "encoder", BACK, DECEIVED)
