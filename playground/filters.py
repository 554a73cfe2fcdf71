"""Inside the networks of pictures: what D's filters look like and answer to, and what G paints with a map.

A feature map is one channel of a hidden layer, after its activation; in a dense layer it is one unit. What a
map of D stands for is told by the real patches that excite it most (Zeiler & Fergus, 2014), what a map of G
paints by the same samples with the map switched off (Bau et al., 2019, arXiv:1811.10597).
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from playground.distributions.images import SIDE
from playground.metrics import Evaluation
from playground.networks import ReplicaModule
from playground.networks.channel_layers import MaxPool
from playground.networks.conv_layers import Conv2d, ConvTranspose2d
from playground.networks.layers import Activate, Linear
from playground.networks.mlp_2014 import Maxout

Array = np.ndarray

PATCHES = 9
_PROBE = 2
_BLOCK = 250


@dataclass(frozen=True)
class Window:
    """The square of a picture that one number of a map depends on: pixel i of the map begins at `first` +
    i * `stride` and sees `side` pixels along each axis, some of them perhaps beyond the edge."""

    side: int = 1
    stride: int = 1
    first: int = 0

    def through(self, side: int, stride: int, padding: int) -> Window:
        """The same one layer further on."""
        return Window(
            self.side + (side - 1) * self.stride, self.stride * stride, self.first - padding * self.stride
        )


WHOLE = Window(SIDE, SIDE)


@dataclass(frozen=True, eq=False)
class Layer:
    """A hidden layer: its `maps` of `side` by `side` numbers, and the `window` of the picture that each of
    these is made from."""

    part: ReplicaModule
    maps: int
    side: int
    window: Window


@dataclass(frozen=True, eq=False)
class Excited:
    """What excites a map most, strongest first: `patches` (k, s, s) of different pictures, black beyond
    their edges; the map's `values` there (k,); the `places` of the pictures (k,); and the patches' `corners`
    (k, 2)."""

    patches: Array
    values: Array
    places: Array
    corners: Array


class Inside:
    """One network at one instant; `run` puts rows through it, of which `probe` (n, d) are some."""

    def __init__(self, network: ReplicaModule, run: Callable[[Array], object], probe: Array) -> None:
        self._network, self._run, self._probe = network, run, probe

    @functools.cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The hidden layers, in their order."""
        seen: list[tuple[ReplicaModule, Tensor]] = []
        leaves = [part for part in self._network.modules() if not list(part.children())]
        with contextlib.ExitStack() as hooks:
            for part in leaves:
                hooks.enter_context(_hooked(part, lambda part, _, made: seen.append((part, made))))
            self._run(self._probe)
        # What comes after the last weights is the output itself.
        last = max((i for i, (part, _) in enumerate(seen) if isinstance(part, Conv2d | Linear)), default=0)
        found, window = [], Window()
        for part, made in seen[:last]:
            window = _beyond(window, part)
            if isinstance(part, Activate | Maxout):
                side = made.shape[-1] if made.ndim == 4 else 1
                found.append(Layer(part, made.shape[_axis(made)], side, window))
        return tuple(found)

    def kernels(self) -> Array:
        """The filters of the first layer of a network that is shown pictures: (maps, s, s) of a convolution,
        (units, 28, 28) of a dense layer, the weights of its pixels. What it is told besides is left out."""
        first = next(part for part in self._network.modules() if isinstance(part, Conv2d | Linear))
        with torch.no_grad():
            weight = first.kernel()[0].double().cpu()
        if isinstance(first, Conv2d):
            return weight[:, 0].numpy()
        return weight[: SIDE * SIDE].T.reshape(-1, SIDE, SIDE).numpy()

    def activity(self, layer: Layer, chosen: int, x: Array) -> Array:
        """A map at the inputs x (n, d): (n, rows, columns) of a convolution, (n, 1, 1) of a dense layer."""
        held: list[Array] = []

        def keep(_part: object, _inputs: object, made: Tensor) -> None:
            one = made[:, chosen] if made.ndim == 4 else made[0, :, chosen, None, None]
            held.append(one.double().cpu().numpy())

        with _hooked(layer.part, keep):
            for start in range(0, len(x), _BLOCK):
                self._run(x[start : start + _BLOCK])
        return np.concatenate(held)

    def exciting(self, layer: Layer, chosen: int, x: Array, k: int = PATCHES) -> Excited:
        """The k patches, each of another picture, that excite a map most. x (n, d) is what the network is
        shown: 784 pixels each, and whatever it is told beside them."""
        active = self.activity(layer, chosen, x)
        flat = np.nan_to_num(active.reshape(len(active), -1), nan=-np.inf)
        best = flat.argmax(axis=1)
        strength = flat[np.arange(len(flat)), best]
        places = np.argsort(-strength, kind="stable")[:k]
        cells = np.stack(np.divmod(best[places], active.shape[2]), axis=1)
        corners = layer.window.first + layer.window.stride * cells
        pictures = x[places, : SIDE * SIDE].reshape(-1, SIDE, SIDE)
        return Excited(_cut(pictures, corners, layer.window.side), strength[places], places, corners)


def inside(evaluation: Evaluation, name: str) -> Inside | None:
    """The evaluation's "generator" of pictures or the "discriminator" that judges them, if it has one that is
    made of layers."""
    network = getattr(evaluation.players, "networks", {}).get(name)
    if network is None:
        return None
    if name == "generator":
        return Inside(network, evaluation.players.generate, evaluation.latents(_PROBE))
    # Where nobody judges the fakes, a discriminator is about something else than pictures.
    if not evaluation.plays:
        return None
    return Inside(network, evaluation.players.discriminate, evaluation.told(evaluation.real(_PROBE)))


def switched_off(layer: Layer, chosen: int) -> AbstractContextManager[None]:
    """Within it, a map of the layer is zero everywhere."""

    def silence(_part: object, _inputs: object, made: Tensor) -> Tensor:
        quiet = made.clone()
        quiet.select(_axis(made), chosen).zero_()
        return quiet

    return _hooked(layer.part, silence)


@contextlib.contextmanager
def _hooked(part: ReplicaModule, hook: Callable) -> Iterator[None]:
    handle = part.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


def _axis(made: Tensor) -> int:
    """Where the maps are: image stacks hold them second, rows last."""
    return 1 if made.ndim == 4 else 2


def _beyond(window: Window, part: ReplicaModule) -> Window:
    if isinstance(part, ConvTranspose2d | Linear):
        return WHOLE
    if isinstance(part, Conv2d):
        return window.through(part.side, part.stride, part.padding)
    return window.through(2, 2, 0) if isinstance(part, MaxPool) else window


def _cut(pictures: Array, corners: Array, side: int) -> Array:
    """A square of each picture (n, 28, 28) from its corner on, black where it reaches beyond the edge."""
    margin = ((0, 0), (side, side), (side, side))
    padded = np.pad(pictures, margin, constant_values=-1.0)
    return np.stack(
        [one[y : y + side, x : x + side] for one, (y, x) in zip(padded, corners + side, strict=True)]
    )
