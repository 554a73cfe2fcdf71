"""The flow diagram of the Gaussian mixture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.flow import BACK, Arrow, Box, Flow, Note

if TYPE_CHECKING:
    from playground.families.mixture import Mixture


def mixture_flow(mixture: Mixture) -> Flow:
    """data -> E step -> M step -> mixture -> samples, and the mixture goes back to the next E step."""
    return Flow(tuple(_boxes(mixture)), tuple(_arrows()))


def _boxes(mixture: Mixture) -> Iterator[Box]:
    yield Box("data", "x", ("distribution", "data"), kind="data", phase="data", notes=tuple(_data(mixture)))
    yield Box(
        "expectation", "E", kind="training", half="expectation", phase="mixture", notes=(Note("shares"),)
    )
    yield Box(
        "maximisation",
        "M",
        ("regularisation",),
        half="maximisation",
        kind="training",
        phase="shares",
        notes=(Note("moments"), Note("regularisation", {"size": mixture.regularisation})),
    )
    shape = Note("covariance", {"kind": mixture.covariance})
    yield Box(
        "mixture",
        "p",
        ("covariance", "components", "init"),
        kind="generator",
        notes=(
            Note("components", {"count": mixture.components}),
            shape,
            Note("init", {"init": mixture.init}),
        ),
    )
    yield Box("samples", "G(z)", kind="generator")


def _arrows() -> Iterator[Arrow]:
    yield Arrow("data", "expectation", halves=("expectation",))
    yield Arrow("expectation", "maximisation", halves=("maximisation",))
    yield Arrow("maximisation", "mixture", halves=("maximisation",))
    yield Arrow("mixture", "expectation", BACK, ("expectation",))
    yield Arrow("mixture", "samples", halves=())


def _data(mixture: Mixture) -> Iterator[Note]:
    yield Note.of(mixture.distribution, "distribution")
    modes = mixture.distribution.modes()
    if modes is not None and len(modes.weights) > 1:
        yield Note("modes", {"count": len(modes.weights)})
    yield Note("sample", {"count": mixture.data.size})
