"""Gradients filled the long way a few times, then from a tape; on a GPU, from a graph of that tape."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import torch
from torch import Tensor, nn

from playground.training.halves import Gradients, Half
from playground.training.tape import Tape

AFTER = 40
"""Fills of a half-step before it goes on tape: a tape takes as long as ten or twenty of them, and settings
that are being turned may not last for so many."""
AFTER_ON_GPU = 3
"""A GPU gains more, but has to have made the calls before it is told to capture them."""

Fill = Callable[..., None]


class Repeated:
    """Fills what `plain` fills, to the last bit, from a tape where that saves time.

    `plain` is of one settled state of the settings: whoever turns them begins with new ones.
    """

    def __init__(self, plain: Gradients, modules: Iterable[nn.Module], device: torch.device) -> None:
        """`modules` are those that `plain` passes anything through."""
        self._plain = plain
        self._homes = [
            (part, name, buffer)
            for module in modules
            for part in module.modules()
            for name, buffer in part.named_buffers(recurse=False)
        ]
        self._on_gpu = device.type == "cuda"
        self._after = AFTER_ON_GPU if self._on_gpu else AFTER
        self._fills: Counter[str] = Counter()
        self._tapes: dict[str, Fill] = {}

    @torch.no_grad()
    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        if (repeat := self._tapes.get(half.name)) is not None:
            repeat(*draws.values())
            return
        self._fills[half.name] += 1
        if self._fills[half.name] != self._after or not self._plain.repeats(half):
            self._fill_plainly(half, draws)
            return
        with Tape() as tape:
            self._fill_plainly(half, draws)
        if tape.repeatable:
            self._tapes[half.name] = self._made(tape, list(draws.values()))

    def _fill_plainly(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        self._plain.fill(half, draws)
        # What a pass has put in place of a buffer, which an earlier pass may still have needed, goes where
        # that was: a tape knows tensors by their places.
        for part, name, home in self._homes:
            if (now := getattr(part, name)) is not home:
                setattr(part, name, home.copy_(now))

    def _made(self, tape: Tape, draws: Sequence[Tensor]) -> Fill:
        repeat = tape.repeat(draws)
        return Captured(repeat, draws, captured) if self._on_gpu else repeat


class Captured:
    """A line of calls captured once, on inputs that keep their place in memory; draws are copied there."""

    def __init__(self, repeat: Fill, draws: Sequence[Tensor], capture: Callable[[Fill], Fill]) -> None:
        self._inputs = [draw.clone() for draw in draws]
        self._replay = capture(lambda: repeat(*self._inputs))

    @torch.no_grad()
    def __call__(self, *draws: Tensor) -> None:
        torch._foreach_copy_(self._inputs, list(draws))
        self._replay()


def captured(work: Fill) -> Fill:
    """`work` as a CUDA graph: one launch for all its kernels. Where the GPU refuses, `work` itself."""
    graph = torch.cuda.CUDAGraph()
    try:
        # Other threads may use the GPU meanwhile; they are no part of it.
        with torch.cuda.graph(graph, capture_error_mode="thread_local"):
            work()
    except RuntimeError as error:
        warnings.warn(f"The GPU cannot capture this step, which is slower so: {error}", stacklevel=2)
        return work
    return graph.replay
