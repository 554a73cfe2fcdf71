"""The flow diagram of the plain GAN."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.flow import BACK, Arrow, Box, Flow, Note, player_notes

if TYPE_CHECKING:
    from playground.families.gan import Gan

FEW = 2
"""Constraints that are named one by one; more are counted."""


def gan_flow(gan: Gan) -> Flow:
    """noise -> G -> G(z) -> D, data -> D, D -> loss, and the gradients back to both players."""
    sigmoid = (Box("sigmoid", "σ", kind="output", phase="judge"),) if gan.objective.probability else ()
    return Flow((*_fakes(gan), *_judge(gan), *sigmoid, *_rest(gan)), tuple(_arrows(gan)))


def _fakes(gan: Gan) -> tuple[Box, ...]:
    drawn = (Note.of(gan.noise.kind, "prior"), Note("dimensions", {"count": gan.noise.dim}))
    averaged = (Note("average"),) if gan.generator.ema else ()
    return (
        Box("noise", "z", ("noise",), kind="noise", phase="noise", notes=drawn),
        Box(
            "generator",
            "G",
            ("generator.lr", "unrolled", "generator"),
            half="generator",
            kind="generator",
            phase="fake",
            notes=(*player_notes(gan.generator), *averaged),
        ),
        Box("samples", "G(z)", kind="generator", phase="fake"),
    )


def _judge(gan: Gan) -> tuple[Box, ...]:
    return (
        Box("data", "x", ("distribution", "data"), kind="data", phase="data", notes=tuple(_data_notes(gan))),
        Box(
            "discriminator",
            "D",
            ("discriminator.lr", "k", "constraint", "pack", "discriminator"),
            half="discriminator",
            kind="discriminator",
            phase="judge",
            notes=tuple(_judge_notes(gan)),
            name="" if gan.objective.probability else "critic",
        ),
    )


def _rest(gan: Gan) -> tuple[Box, ...]:
    held = ("batch", "updates", "schedule")
    return (
        Box("loss", "ℒ", ("objective",), kind="loss", phase="loss", notes=tuple(_loss_notes(gan))),
        Box("training", "↻", held, kind="training", notes=tuple(_training_notes(gan))),
    )


def _arrows(gan: Gan) -> Iterator[Arrow]:
    # G's own half-step looks at the data only where its loss does.
    seen = () if gan.objective.paired or gan.consensus or gan.unrolled else ("discriminator",)
    yield Arrow("noise", "generator")
    yield Arrow("generator", "samples")
    yield Arrow("samples", "discriminator")
    yield Arrow("data", "discriminator", halves=seen)
    if gan.objective.probability:
        yield Arrow("discriminator", "sigmoid")
        yield Arrow("sigmoid", "loss")
    else:
        yield Arrow("discriminator", "loss")
    yield Arrow("loss", "discriminator", BACK, ("discriminator",))
    yield Arrow("loss", "generator", BACK, ("generator",))


def _data_notes(gan: Gan) -> Iterator[Note]:
    yield Note.of(gan.distribution, "distribution")
    modes = gan.distribution.modes()
    if modes is not None and len(modes.weights) > 1:
        yield Note("modes", {"count": len(modes.weights)})
    if gan.data.size:
        yield Note("sample", {"count": gan.data.size})


def _judge_notes(gan: Gan) -> Iterator[Note]:
    network, *training = player_notes(gan.discriminator)
    yield network
    if gan.k > 1:
        yield Note("k", {"k": gan.k})
    if len(gan.constraints) > FEW:
        yield Note("constraints", {"count": len(gan.constraints)})
    else:
        yield from (Note.of(constraint, "constraint") for constraint in gan.constraints)
    yield from training


def _loss_notes(gan: Gan) -> Iterator[Note]:
    yield Note.of(gan.objective, "objective")
    if "saturating" in gan.objective.knobs():
        yield Note("saturating" if gan.objective.saturating else "non-saturating")


def _training_notes(gan: Gan) -> Iterator[Note]:
    yield Note("batch", {"batch": gan.batch})
    if gan.simultaneous():
        yield Note("simultaneous")
    if gan.schedule.steps:
        yield Note("schedule", {"steps": gan.schedule.steps})
