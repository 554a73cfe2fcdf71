"""Trained networks that ship with the playground: a run can begin at them, `trained=mnist`.

Each is a file of `assets/trained` with the name of its preset (made by `playground.trained.make`).
It is small rather than whole. G is kept as the average of its weights where there is one, and the live G
begins there too; weights are half floats; of an optimizer's memory only the squares are kept, since they take
a thousand steps to gather, while the mean of Adam gathers again within a few. Of the squares of a matrix only
the sums of its rows and of its columns are kept, and their product, over the sum of all, stands for each
(Adafactor: Shazeer and Stern, 2018). So a run begins close to where the one that was saved stood, not at it;
from there on equal settings give equal runs.

How close, on MNIST: 50 steps on, the fakes of `mnist` are 0.07 off those of the run with all its memory (root
mean square over pixels, which run from -1 to 1; three seeds), those of `mnist-collapse` 0.20 (eight seeds);
with every square, to eight bits, it was 0.07 and 0.19. After 300 steps `mnist` had all ten classes and
`mnist-collapse` three to five, in each of those seeds with and without the memory.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load, save
from torch import Tensor

from playground.knobs import SettingError
from playground.trained.squares import Shapes, factored, multiplied

if TYPE_CHECKING:
    from playground.training.run import NetworkRun

FOLDER = Path(__file__).parents[2] / "assets" / "trained"
NONE = "none"
"""The choice of no trained networks: weights are drawn."""

_FORMAT = "gan-playground-trained-2"
_AVERAGE, _WEIGHTS, _SQUARE = ".average", ".weights", ".square"


def names() -> tuple[str, ...]:
    """What `trained` may be: none, or one of the files."""
    return (NONE, *sorted(file.stem for file in FOLDER.glob("*.safetensors")))


def shrunk(run: NetworkRun, query: str) -> bytes:
    """A run of one seed as the content of a file; `query` says which run."""
    kept, state = {}, run.state()
    for name, tensor in state.items():
        if name.endswith(_SQUARE):
            kept[name] = factored(tensor, _shapes(run, name))
        elif name.endswith(_WEIGHTS):
            kept[name] = state.get(name.removesuffix(_WEIGHTS) + _AVERAGE, tensor).half()
        elif "." not in name or name.startswith("count.") or ".buffers." in name:
            kept[name] = tensor
    return save(
        {name: tensor.contiguous().cpu() for name, tensor in kept.items()},
        {"playground": json.dumps({"format": _FORMAT, "settings": query})},
    )


def made_by(name: str) -> str:
    """The settings, as text, of the run that the trained networks of this name come from."""
    return json.loads(_header(_content(name))["playground"])["settings"]


def grown(name: str, run: NetworkRun) -> dict[str, Tensor]:
    """The trained networks of this name as the state of a `run` that has just begun.

    Every seed begins alike. Raises `SettingError` if the run's networks have other shapes.
    """
    kept = load(_content(name))
    for key in kept:
        if key.endswith(_SQUARE):
            try:
                kept[key] = multiplied(kept[key], _shapes(run, key))
            except (KeyError, ValueError):
                raise _misfit(name) from None
    return {key: _fitted(name, key, kept, tensor) for key, tensor in run.state().items()}


def _shapes(run: NetworkRun, key: str) -> Shapes:
    """Of the parameters that a tensor of an optimizer's memory belongs to."""
    network = run.nets[key.split(".")[-2]]
    return [tuple(parameter.shape[1:]) for parameter in network.flat.parameters]


def _fitted(name: str, key: str, kept: Mapping[str, Tensor], drawn: Tensor) -> Tensor:
    source = key.removesuffix(_AVERAGE) + _WEIGHTS if key.endswith(_AVERAGE) else key
    if source not in kept:
        # What is not kept begins at nothing; what the file does not know is no part of its networks.
        if source.startswith("count.") or source.endswith(_WEIGHTS) or ".buffers." in source:
            raise _misfit(name)
        return torch.zeros_like(drawn)
    found = kept[source]
    if found.shape[1:] != drawn.shape[1:] or found.ndim != drawn.ndim:
        raise _misfit(name)
    return found.to(device=drawn.device, dtype=drawn.dtype).expand(drawn.shape)


def _misfit(name: str) -> SettingError:
    return SettingError(
        f"The networks of trained={name} have other shapes than these settings ask for; leave trained out, "
        f"or keep the networks and the noise of preset={name}."
    )


@functools.cache
def _content(name: str) -> bytes:
    return (FOLDER / f"{name}.safetensors").read_bytes()


def _header(content: bytes) -> dict[str, str]:
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8 : 8 + length])["__metadata__"]
