"""What a picture is: arrays to be sent and drawn live, and the same arrays drawn by matplotlib."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.catalogue import Catalogued
from playground.metrics import Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = np.ndarray
DATA, GENERATED, JUDGE = "black", "#117733", "#0072b2"
"""The paper's colours: data black (dotted), generator green (solid), discriminator blue (dashed)."""


@dataclass(frozen=True, eq=False)
class Scene:
    """The content of one picture at one instant: float32 arrays and JSON-able facts.

    `still` arrays only change when the settings do.
    """

    picture: str
    arrays: dict[str, np.ndarray]
    still: dict[str, np.ndarray]
    facts: dict[str, Any] = field(default_factory=dict)


class Picture(Catalogued, abstract=True):
    """A way to look at a run."""

    @abstractmethod
    def applies(self, evaluation: Evaluation) -> bool:
        """Whether this picture can be made of the run."""

    @abstractmethod
    def scene(self, evaluation: Evaluation) -> Scene:
        """What the picture shows at this instant; computed many times a second."""

    @abstractmethod
    def draw(self, axes: Axes, scene: Scene) -> None:
        """Draws a scene with matplotlib."""


def single(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """As float32, the precision of pictures; what is beyond it becomes infinite, without a warning."""
    with np.errstate(over="ignore"):
        return {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}
