"""A multilayer perceptron that begins near the identity."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import pad

from playground.networks.base import ReplicaModule
from playground.networks.mlp import Mlp


class ResidualMlp(Mlp):
    """An MLP that says how far each point is to be moved: x + net(x) (after He et al., 2016).

    At the start its moves are small and the map is nearly the identity, so that a map and its way back
    begin close to undoing each other.
    """

    key = "residual"
    title = "Residual MLP"

    def build(self, inputs: tuple[int, ...], outputs: tuple[int, ...], replicas: int) -> ResidualModule:
        return ResidualModule(super().build(inputs, outputs, replicas))


class ResidualModule(ReplicaModule):
    """x + net(x); where input and output differ in size, x is cut off or filled up with zeros."""

    def __init__(self, moves: ReplicaModule) -> None:
        super().__init__()
        self.moves, self.couples_batch, self.calibration = moves, moves.couples_batch, moves.calibration

    def forward(self, x: Tensor) -> Tensor:
        moved = self.moves(x)
        return moved + pad(x, (0, moved.shape[-1] - x.shape[-1]))
