"""Networks that are told the label of what they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn

from playground.networks import ReplicaModule
from playground.training.adversaries import Array, FrozenPlayers


def beside(x: Tensor, y: Tensor, plane: int = 1) -> Tensor:
    """Rows x (..., d) with their labels y (..., classes), one-hot; each number of y fills a `plane` of so
    many pixels where the network takes images."""
    return torch.cat([x, y.repeat_interleave(plane, -1) if plane > 1 else y], dim=-1)


class Told:
    """A network that is told the labels y (replicas, batch, classes) of the batch it is shown.

    Shown several batches in a row, it is told the same labels for each.
    """

    def __init__(self, network: ReplicaModule, y: Tensor, plane: int = 1) -> None:
        self._network, self._y, self._plane = network, y, plane
        self.couples_batch = network.couples_batch

    def __call__(self, x: Tensor) -> Tensor:
        batches = x.shape[1] // self._y.shape[1]
        y = self._y if batches == 1 else self._y.repeat(1, batches, 1)
        return self._network(beside(x, y, self._plane))

    def parameters(self) -> Iterator[nn.Parameter]:
        """The network's own."""
        return self._network.parameters()


class ConditionalPlayers(FrozenPlayers):
    """G and D of rows that carry their labels: G takes [z, y], D takes [x, y], and slopes are those in x."""

    def __init__(self, generator: nn.Module, judge: nn.Module, size: int, plane: int, *more) -> None:
        """`size` is the length of x; for `plane` see `beside`, and for the rest `FrozenPlayers`."""

        def told(rows: Tensor) -> Tensor:
            return judge(beside(rows[..., :size], rows[..., size:], plane))

        super().__init__(generator, told, *more)
        self.networks["discriminator"] = judge
        self._size = size

    def _slope(self, name: str, total: Callable[..., Tensor], x: Array, *given: Tensor) -> Array:
        return super()._slope(name, total, x, *given)[:, : self._size]
