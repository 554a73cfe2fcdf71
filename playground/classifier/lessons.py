"""What the classifier is taught with: digits moved a little, and pictures that are no digits."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from playground.classifier.network import CLASSES
from playground.image_data import PictureSet

SHIFT = 2.0 / 28
"""How far a digit moves, as a share of the picture ..."""
TURN = math.radians(10)
GROWTH = 0.1
"""... how far it turns, and by what share it grows or shrinks, at the most."""
COARSE = (1, 4, 7, 14, 28)
"""Sides of the grids of noise that pictures of nothing are made of."""


class Lessons:
    """Batches of pictures (n, 1, 28, 28) from -1 to 1 and of probabilities (n, 10) to aim at.

    For every eight digits there are two more pictures: the mean of two digits, whose target is the mean of
    theirs (mixup; Zhang et al., 2018), and noise, for which all classes are equally likely (outlier
    exposure; Hendrycks et al., 2019). Without them the network is sure of every blot.
    """

    def __init__(self, sets: list[tuple[PictureSet, int]], batch: int, generator: torch.Generator) -> None:
        """Each set comes with the number of times that one round goes through it."""
        self._ink = torch.cat([torch.tensor(known.train.images) for known, _ in sets])
        self._labels = torch.cat([torch.tensor(known.train.labels).long() for known, _ in sets])
        times = [torch.full((len(known.train.images),), times) for known, times in sets]
        self._places = torch.arange(len(self._ink)).repeat_interleave(torch.cat(times))
        self._batch, self._generator = batch, generator

    def __len__(self) -> int:
        """Batches in one round."""
        return len(self._places) // self._batch

    def round(self) -> Iterator[tuple[Tensor, Tensor]]:
        """All pictures once, or as often as was asked for, in a new order."""
        order = self._places[torch.randperm(len(self._places), generator=self._generator)]
        for places in order[: len(self) * self._batch].view(-1, self._batch):
            ink = self._moved(self._ink[places].float().div(255)[:, None])
            target = functional.one_hot(self._labels[places], CLASSES).float()
            extra = self._batch // 8
            blend = (ink[:extra] + ink[-extra:]) / 2, (target[:extra] + target[-extra:]) / 2
            nothing = self._noise(extra), torch.full((extra, CLASSES), 1 / CLASSES)
            yield torch.cat([ink, blend[0], nothing[0]]) * 2 - 1, torch.cat([target, blend[1], nothing[1]])

    def _moved(self, ink: Tensor) -> Tensor:
        """Each picture shifted, turned and scaled at random."""
        across, down, turn, growth = self._uniform(4, len(ink)) * 2 - 1
        cosine, sine = (f(turn * TURN) * (1 + growth * GROWTH) for f in (torch.cos, torch.sin))
        # The grid runs from -1 to 1: twice the share of the picture.
        rows = [cosine, -sine, across * 2 * SHIFT, sine, cosine, down * 2 * SHIFT]
        grid = functional.affine_grid(
            torch.stack(rows, dim=1).view(-1, 2, 3), list(ink.shape), align_corners=False
        )
        return functional.grid_sample(ink, grid, align_corners=False)

    def _noise(self, n: int) -> Tensor:
        """Clouds of any size, contrast and brightness, from 0 to 1."""
        clouds = torch.zeros(n, 1, 28, 28)
        for side in COARSE:
            coarse = torch.randn(n, 1, side, side, generator=self._generator)
            weight = 2 * self._uniform(n, 1, 1, 1) ** 2
            clouds += weight * functional.interpolate(coarse, 28, mode="bilinear", align_corners=False)
        return clouds.sigmoid()

    def _uniform(self, *shape: int) -> Tensor:
        return torch.rand(*shape, generator=self._generator)
