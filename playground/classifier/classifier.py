"""The trained classifier as plain functions on arrays."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor

from playground.classifier.network import CLASSES, DigitNet
from playground.pieces import Pieces, whole

Array = np.ndarray

FILE = Path(__file__).parents[2] / "assets" / "classifier.safetensors"
NAMES = tuple("0123456789")
"""The classes, in the order of their probabilities."""
SURE = 0.9
"""From this probability on, a picture counts as one of its class."""
SIDE = 28
_CHUNK = 250
"""Pictures in one pass: few enough that what is between two layers stays in the cache."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What the classifier makes of n pictures: `features` (n, 64) and `probabilities` (n, 10), float64."""

    features: Array
    probabilities: Array

    @property
    def finite(self) -> bool:
        """Whether all pictures could be judged."""
        return bool(np.isfinite(self.features).all())

    @functools.cached_property
    def labels(self) -> Array:
        """The class of each picture (n,); -1 where no class is at least 0.9 sure."""
        # Not a number is not sure.
        return np.where(self.probabilities.max(axis=1) >= SURE, self.probabilities.argmax(axis=1), -1)

    @functools.cached_property
    def counts(self) -> Array:
        """Pictures that are surely of each class (10,)."""
        return np.bincount(self.labels[self.labels >= 0], minlength=CLASSES)

    def first(self, n: int) -> Seen:
        """The same of the first n pictures only."""
        return Seen(self.features[:n], self.probabilities[:n])


class Classifier:
    """A trained network; pictures are rows x (n, 784) from -1 (black) to 1 (white), as samples are.

    `story` says where it comes from: accuracies on pictures it was not trained on, command, seed, versions.
    """

    def __init__(self, network: DigitNet, story: Mapping[str, str]) -> None:
        self.story = dict(story)
        self._network = network.float().eval().to(memory_format=torch.channels_last)

    def look(self, x: Array) -> Seen:
        """Features and probabilities in one pass."""
        return whole(self.look_in_pieces(x))

    def look_in_pieces(self, x: Array) -> Pieces[Seen]:
        """`look`, some pictures at a time."""
        features, logits = yield from self._outputs(x)
        return Seen(features.double().numpy(), shares(logits))

    def _outputs(self, x: Array) -> Pieces[list[Tensor]]:
        """All that the network puts out for pictures x (n, 784), each (n, numbers)."""
        parts = []
        for start in range(0, max(1, len(x)), _CHUNK):
            chunk = torch.tensor(x[start : start + _CHUNK], dtype=torch.float32)
            # Within a piece only: what runs between two of them may need gradients.
            with torch.no_grad():
                parts.append(self._network(chunk.reshape(-1, 1, SIDE, SIDE)))
            yield
        return [torch.cat(each) for each in zip(*parts, strict=True)]

    def features(self, x: Array) -> Array:
        """What the last layer but one says: (n, 64)."""
        return self.look(x).features

    def probabilities(self, x: Array) -> Array:
        """P(class | x), (n, 10)."""
        return self.look(x).probabilities

    def accuracy(self, x: Array, labels: Array) -> float:
        """The share of pictures whose likeliest class is their label (n,)."""
        return float((self.probabilities(x).argmax(axis=1) == labels).mean())


def shares(logits: Tensor) -> Array:
    """Logits (n, k) as probabilities, float64."""
    return logits.double().softmax(dim=1).numpy()


def restored(path: Path, network: DigitNet) -> tuple[DigitNet, dict[str, str]]:
    """The network with the weights in a file, and the story that the file tells."""
    with safe_open(path, framework="pt") as file:
        network.load_state_dict({name: file.get_tensor(name).float() for name in file.keys()})  # noqa: SIM118
        return network, file.metadata()


@functools.cache
def load(path: Path = FILE) -> Classifier:
    """The classifier in a file, read once."""
    return Classifier(*restored(path, DigitNet()))
