"""The deep convolutional networks of Radford et al. (2016), their guidelines as switches."""

from __future__ import annotations

import math

from playground.catalogue import knob
from playground.knobs import SettingError
from playground.networks.activations import Activation, LeakyRelu, Relu
from playground.networks.base import Network
from playground.networks.dcgan_module import DENSE, DcganModule, is_image
from playground.networks.precision import PRECISIONS

CHANNELS = {"tiny": 16, "small": 32, "medium": 64, "large": 128}
"""Channels of the layer next to the image; the layer behind it has twice as many."""


class Dcgan(Network):
    """Convolutions for images: a G that unfolds z into an image, a D that folds one up.

    Two layers, each of which doubles or halves the sides (Radford et al., 2016). The paper's five
    guidelines for a stable game are switches here: keep them, or break one and see what happens.
    """

    title = "DCGAN"
    heavy = True
    capacity: str = knob(
        "small",
        choices=tuple(CHANNELS),
        live=False,
        help="Channels: 16 and 32, 32 and 64, 64 and 128, or 128 and 256.",
    )
    resampling: str = knob(
        "strided",
        choices=("strided", "pooling"),
        live=False,
        help="Guideline 1 of the paper: strided convolutions, so that both networks learn how to resample. "
        "Pooling keeps the largest of four pixels in D, and repeats pixels in G.",
    )
    norm: str = knob(
        "batch",
        choices=("batch", "none", "layer", "spectral"),
        live=False,
        help="Guideline 2 of the paper: batch normalisation in both networks, but not next to the image. "
        "Without it, the paper found, G collapses to one point.",
    )
    dense: bool = knob(
        False,
        live=False,
        help="Guideline 3 of the paper: no fully connected hidden layers. True puts one at the far end.",
    )
    activation: str = knob(
        "paper",
        choices=("paper", *Activation.entries),
        live=False,
        help="Guidelines 4 and 5 of the paper: ReLU in G, leaky ReLU in D. Or one of your choice.",
    )
    squashed: bool = knob(
        True,
        live=False,
        help="Guideline 4 of the paper: G ends in tanh, whose range is the data's. D ends in a plain number.",
    )
    start: str = knob(
        "dcgan",
        choices=("dcgan", "he"),
        live=False,
        help="How weights are drawn: with standard deviation 0.02 as in the paper, or He's normal.",
    )
    precision: str = knob(
        "auto",
        choices=PRECISIONS,
        live=False,
        help="Format of the numbers inside; auto is bfloat16 where the machine has it. Weights stay in full.",
    )

    @property
    def channels(self) -> int:
        """Channels of the layer next to the image."""
        return CHANNELS[self.capacity]

    def hidden(self, makes_images: bool) -> Activation:
        """What hidden units compute, in a network that makes images or in one that judges them."""
        if self.activation != "paper":
            return Activation.entries[self.activation]()
        return Relu() if makes_images else LeakyRelu()

    def beside(self, inputs: tuple[int, ...], classes: int) -> tuple[int, ...]:
        """Beside an image a label is planes, all 1 for its class and 0 for the others."""
        if not is_image(inputs):
            return super().beside(inputs, classes)
        return (inputs[0] + classes, *inputs[1:])

    def build(self, inputs: tuple[int, ...], outputs: tuple[int, ...], replicas: int) -> DcganModule:
        if not is_image(inputs) and not is_image(outputs):
            raise SettingError(
                "A DCGAN makes or judges images whose sides are multiples of 4; choose such a distribution, "
                "or network=mlp for both players."
            )
        return DcganModule(self, inputs, outputs, replicas)

    def work(self, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> int:
        images = [shape for shape in (inputs, outputs) if is_image(shape)]
        total = sum(self._convolutions(image) for image in images)
        if len(images) == 1:
            _, height, width = images[0]
            far = 2 * self.channels * (height // 4) * (width // 4)
            near = math.prod(outputs if images[0] == inputs else inputs)
            total += DENSE * self.channels * (far + near) if self.dense else far * near
        return total

    def _convolutions(self, image: tuple[int, int, int]) -> int:
        channels, height, width = image
        pairs = (channels * self.channels, 2 * self.channels**2)
        if self.resampling == "strided":
            return sum(16 * pair * height * width // 4**level for level, pair in enumerate(pairs, 1))
        return sum(9 * pair * height * width // 4**level for level, pair in enumerate(pairs))
