"""Gradients filled the long way a few times, then from a tape; on a GPU, from a graph of that tape."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from playground.training.halves import Gradients, Half
from playground.training.tape import Often, Repeat, as_it_is

if TYPE_CHECKING:
    from playground.training.run import NetworkRun

AFTER = 40
"""Fills of a half-step before it goes on tape: a tape takes as long as ten or twenty of them, and settings
that are being turned may not last for so many. On a GPU to capture takes longer still."""

_one_at_a_time = threading.Lock()


Homes = Sequence[tuple[nn.Module, str, Tensor]]


class Repeated:
    """Fills what `plain` fills, to the last bit, from a tape where that saves time.

    `plain` is of one settled state of the settings: whoever turns them begins with new ones.
    """

    def __init__(self, plain: Gradients, halves: Iterable[Half], run: NetworkRun) -> None:
        self._plain, self._homes = plain, _homes(run)
        finish = on_the_gpu if run.device.type == "cuda" else as_it_is
        self._often = {
            half.name: Often(_work(plain, half, self._homes), AFTER, finish)
            for half in halves
            if plain.repeats(half)
        }

    @property
    def taped(self) -> set[str]:
        """The half-steps that are on tape by now."""
        return {name for name, often in self._often.items() if often.taped}

    def fill(self, half: Half, draws: Mapping[str, Tensor]) -> None:
        if (often := self._often.get(half.name)) is None:
            self._plain.fill(half, draws)
            _bring(self._homes)
        else:
            often(*draws.values())


def _work(plain: Gradients, half: Half, homes: Homes) -> Repeat:
    # No method of what holds the tapes: a cycle would keep a GPU's graphs until somebody cleans up.
    def work(*draws: Tensor) -> None:
        plain.fill(half, dict(zip(half.draws, draws, strict=True)))
        _bring(homes)

    return work


def _homes(run: NetworkRun) -> Homes:
    """The places of all buffers: modules, names, and the tensors that are there."""
    return [
        (part, name, buffer)
        for net in run.nets.values()
        for part in net.module.modules()
        for name, buffer in part.named_buffers(recurse=False)
    ]


@torch.no_grad()
def _bring(homes: Homes) -> None:
    """What a pass has put in place of a buffer, which an earlier pass may still have needed, goes where that
    was: a tape knows tensors by their places."""
    for part, name, home in homes:
        if (now := getattr(part, name)) is not home:
            setattr(part, name, home.copy_(now))


class Captured:
    """A line of calls captured once, on inputs that keep their place in memory; draws are copied there."""

    def __init__(self, repeat: Repeat, draws: Sequence[Tensor], capture: Callable[[Repeat], Repeat]) -> None:
        self._inputs = [draw.clone() for draw in draws]
        self._held = repeat  # a graph reads the tensors that this holds, and does not keep them
        self._replay = capture(lambda: repeat(*self._inputs))

    @torch.no_grad()
    def __call__(self, *draws: Tensor) -> None:
        torch._foreach_copy_(self._inputs, list(draws))
        self._replay()


def on_the_gpu(repeat: Repeat, draws: Sequence[Tensor]) -> Repeat:
    """The tape's code as a graph, which is called with draws like these."""
    return Captured(repeat, draws, captured)


def captured(work: Repeat) -> Repeat:
    """`work` as a CUDA graph: one launch for all its kernels. Where the GPU refuses, `work` itself."""
    graph, before = torch.cuda.CUDAGraph(), torch.cuda.current_stream()
    try:
        # A process captures one at a time; what else its threads do on the GPU meanwhile is no part of it.
        with (
            _one_at_a_time,
            torch.cuda.graph(graph, stream=torch.cuda.Stream(), capture_error_mode="thread_local"),
        ):
            work()
    except RuntimeError as error:
        torch.cuda.set_stream(before)
        warnings.warn(f"The GPU cannot capture this step, which is slower so: {error}", stacklevel=2)
        return work
    return graph.replay
