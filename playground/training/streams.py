"""Random draws that are a pure function of (seed, stream, position).

A run's batch number 1000 is the same whether the run was played, rewound, branched or resumed, and
whichever seeds run beside it. So a checkpoint needs no generator state, and two runs of a duel see
the same noise. Draws are made in blocks: one call of the sampler serves many steps.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

_BLOCK_NUMBERS = 1 << 15
_BLOCK_DRAWS = 64


class Source(Protocol):
    """Where a batch comes from."""

    def draw(self, n: int, generator: torch.Generator, seed: int) -> Tensor:
        """n rows (n, d) drawn with `generator`, for the replica of `seed`."""


def seeded(seed: int, label: str, index: int, device: torch.device | str = "cpu") -> torch.Generator:
    """The generator of one block of a stream; labels keep streams apart.

    Seeds have 32 bits, as torch's CPU generator uses no more: of a million blocks a hundred or so
    have a twin somewhere, which no statistic of a run can notice.
    """
    words = np.random.SeedSequence([seed, zlib.crc32(label.encode()), index]).generate_state(1)
    return torch.Generator(device).manual_seed(int(words[0]))


class Stream:
    """Batches (replicas, batch, d) of one source, any of which can be asked for by position."""

    def __init__(
        self,
        source: Source,
        label: str,
        seeds: Sequence[int],
        batch: int,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        self._source, self._label, self._seeds, self._batch = source, label, seeds, batch
        self._device, self._dtype = device, dtype
        # MPS has no generator that works everywhere: draw on the CPU and move.
        self._generator_device = device if device.type == "cuda" else torch.device("cpu")
        self._length = 0
        self._index = -1
        self._block: tuple[Tensor, ...] = ()

    def at(self, position: int) -> Tensor:
        """The batch at `position` (0, 1, ...)."""
        if not self._length:
            self._length = self._block_length()
        index, offset = divmod(position, self._length)
        if index != self._index:
            self._block = self._draw(index)
            self._index = index
        return self._block[offset]

    def _block_length(self) -> int:
        probe = self._source.draw(2, seeded(0, self._label, 0, self._generator_device), self._seeds[0])
        return max(1, min(_BLOCK_DRAWS, _BLOCK_NUMBERS // (self._batch * probe.shape[1])))

    def _draw(self, index: int) -> tuple[Tensor, ...]:
        rows = self._length * self._batch
        drawn = [
            self._source.draw(rows, seeded(seed, self._label, index, self._generator_device), seed)
            for seed in self._seeds
        ]
        block = torch.stack([rows.view(self._length, self._batch, -1) for rows in drawn], dim=1)
        return block.to(device=self._device, dtype=self._dtype).unbind(0)
