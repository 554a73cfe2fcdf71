"""Pictures with their labels, and sets of them to train and to test on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Pictures:
    """Grey pictures: `images` (n, 28, 28), uint8, from black to white; `labels` (n,), uint8, if they have
    any. Both are read-only."""

    images: Array
    labels: Array | None = None

    def __post_init__(self) -> None:
        self.images.setflags(write=False)
        if self.labels is not None:
            self.labels.setflags(write=False)


@dataclass(frozen=True, eq=False)
class PictureSet:
    """Pictures to train on, and others to test on.

    `names` are those of the classes, () where there are no labels. `source` is "folder", "cache",
    "download", "embedded" or "own"; a `stand_in` is shown until the set that was asked for is here.
    A set equals itself alone, so that what is remembered of one is never taken for another's.
    """

    key: str
    train: Pictures
    test: Pictures
    names: tuple[str, ...] = ()
    source: str = "own"
    stand_in: bool = False
