"""A DCGAN that begins near the identity."""

from __future__ import annotations

from playground.catalogue import knob
from playground.networks.dcgan import CHANNELS, Dcgan
from playground.networks.residual import ResidualModule


class ResidualDcgan(Dcgan):
    """A DCGAN that says how each pixel is to be changed: x + net(x), for maps between pictures.

    It folds a picture up and unfolds it again (Radford et al., 2016), and adds that to the picture (after He
    et al., 2016), so that at the start a map and its way back are both nearly the identity.
    """

    key = "residual-dcgan"
    title = "Residual DCGAN"
    capacity: str = knob(
        "tiny",
        choices=tuple(CHANNELS),
        live=False,
        help="Channels: 16 and 32, 32 and 64, 64 and 128, or 128 and 256.",
    )
    norm: str = knob(
        "none",
        choices=("batch", "none", "layer", "spectral"),
        live=False,
        help="Normalisation between the layers, which a sum with the input hardly needs.",
    )
    squashed: bool = knob(
        False, live=False, help="Whether the change ends in tanh, and so is at most half of a pixel's range."
    )

    def build(self, inputs: tuple[int, ...], outputs: tuple[int, ...], replicas: int) -> ResidualModule:
        return ResidualModule(super().build(inputs, outputs, replicas))
