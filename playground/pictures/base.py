"""What a picture is: arrays to be sent and drawn live, and the same arrays drawn by matplotlib."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import torch

from playground.catalogue import Catalogued
from playground.metrics import Evaluation
from playground.objectives import Objective
from playground.objectives.jensen_shannon import JensenShannon

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = np.ndarray
CURVE = 33
DATA, GENERATED, JUDGE = "black", "#117733", "#0072b2"
"""The paper's colours: data black (dotted), generator green (solid), discriminator blue (dashed)."""

HEAT = ("#f6cd92", "#fdfdfb", "#92c5ea")
"""D's heat map from fake over unsure to real, as on the page."""


@dataclass(frozen=True, eq=False)
class Scene:
    """The content of one picture at one instant: float32 arrays and JSON-able facts.

    `still` arrays only change when the settings do; `slow` ones are those of the slow layers, which hold
    until others come.
    """

    picture: str
    arrays: dict[str, np.ndarray]
    still: dict[str, np.ndarray]
    facts: dict[str, Any] = field(default_factory=dict)
    slow: dict[str, np.ndarray] = field(default_factory=dict)


class Picture(Catalogued, abstract=True):
    """A way to look at a run."""

    layers: ClassVar[dict[str, bool]] = {}
    """What can be laid over it, and whether that is shown unless somebody says otherwise."""
    slow: ClassVar[frozenset[str]] = frozenset()
    """Layers that cost too much for every frame of a moving picture."""
    patient: ClassVar[Mapping[str, str]] = {}
    """Up to two layers, with the array of each, that take turns where several runs hurry: a frame has one of
    them. A picture has these or slow ones."""
    choices: ClassVar[frozenset[str]] = frozenset()
    """What is chosen on it by a whole number, as a layer with a value: `label=3`."""

    @abstractmethod
    def applies(self, evaluation: Evaluation) -> bool:
        """Whether this picture can be made of the run."""

    @abstractmethod
    def scene(self, evaluation: Evaluation, layers: Collection[str] = ()) -> Scene:
        """What the picture shows at this instant, with these layers; computed many times a second."""

    @abstractmethod
    def draw(self, axes: Axes, scene: Scene) -> None:
        """Draws a scene with matplotlib."""

    @classmethod
    def usual(cls) -> frozenset[str]:
        """The layers that are shown unless somebody says otherwise."""
        return frozenset(name for name, shown in cls.layers.items() if shown)


def choice(layers: Collection[str], name: str) -> int | None:
    """The number that the layer `name` is given, as in `label=3`; None where it is given none."""
    values = (layer.removeprefix(f"{name}=") for layer in layers if layer.startswith(f"{name}="))
    return next((int(value) for value in values), None)


def lacking(**drawn: bool) -> list[str]:
    """The layers, by name, that cannot be drawn of the present model, as the fact `lacks`."""
    return [name for name, there_is in drawn.items() if not there_is]


def verdict_facts(evaluation: Evaluation) -> dict[str, bool]:
    """Whether somebody judges the fakes (`judged`), and whether the verdict is a `probability`."""
    if not evaluation.plays:
        return {"judged": False}
    return {"judged": True, "probability": evaluation.objective.probability}


def verdicts(objective: Objective, raw: Array) -> tuple[dict[str, Array], dict[str, Any]]:
    """What D says, as it is shown, of n fakes whose `raw` outputs are (n,), and the loss that G pays for it.

    The array `verdicts` (n,), and the fact `loss_curve`, pairs of D's output and G's loss over the
    range of these outputs, or `generator_loss` where it is one of the two losses of the 2014 paper.
    """
    arrays = {"verdicts": objective.shown(raw)}
    if isinstance(objective, JensenShannon):
        return arrays, {"generator_loss": "saturating" if objective.saturating else "non-saturating"}
    known = raw[np.isfinite(raw)]
    if not len(known):
        return arrays, {"generator_loss": "score", "loss_curve": []}
    outputs = torch.linspace(float(known.min()), float(known.max()), CURVE, dtype=torch.float64)[:, None]
    losses = objective.generator(torch.zeros_like(outputs), outputs).numpy()
    shown = objective.shown(outputs[:, 0].numpy())
    return arrays, {"generator_loss": "score", "loss_curve": np.stack([shown, losses], axis=1).tolist()}


def single(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """As float32, the precision of pictures; what is beyond it becomes infinite, without a warning."""
    with np.errstate(over="ignore"):
        return {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}


def draw_heat(axes: Axes, heat: np.ndarray, window: Any, *bounds: float) -> None:
    """Draws D over the plane's `window` ((left, right), (bottom, top)), between `bounds`, if any."""
    from matplotlib.colors import LinearSegmentedColormap

    axes.imshow(
        heat,
        origin="lower",
        extent=(*window[0], *window[1]),
        cmap=LinearSegmentedColormap.from_list("heat", HEAT),
        clim=bounds or None,
        interpolation="bilinear",
    )
