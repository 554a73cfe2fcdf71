"""A run as one file: settings as text and tensors as safetensors. No pickle is ever read."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from playground.catalogue import Spec
from playground.knobs import SettingError
from playground.settings import Settings

if TYPE_CHECKING:
    from playground.trainer import Trainer

_FORMAT = "gan-playground-1"
_ARRAY = "array:"


def to_bytes(trainer: Trainer) -> bytes:
    """The trainer's present moment, with everything needed to go on exactly."""
    tensors = {name: tensor.contiguous().cpu() for name, tensor in trainer.run.state().items()}
    for path, array in _arrays(trainer.settings.family):
        tensors[_ARRAY + path] = torch.tensor(array)
    story = {
        "format": _FORMAT,
        "settings": trainer.settings.to_query(),
        "seeds": list(trainer.seeds),
        "applied": trainer.applied,
    }
    return save(tensors, {"playground": json.dumps(story)})


def write(trainer: Trainer, path: str | Path) -> None:
    """Writes `to_bytes` to a file."""
    Path(path).write_bytes(to_bytes(trainer))


def read(path: str | Path, trainer_class: type[Trainer]) -> Trainer:
    """The trainer that a file holds, at its moment.

    Raises `SettingError` for anything that is not a whole file of this program.
    """
    story, tensors = _open(path)
    try:
        settings = Settings.from_query(str(story["settings"]))
        seeds = [int(seed) for seed in story["seeds"]]
        applied = int(story["applied"])
    except (KeyError, TypeError, ValueError) as error:
        raise SettingError(f"The settings in this file cannot be used: {error}") from error
    if not seeds or not 0 <= applied <= len(settings.changes):
        raise SettingError("The settings in this file contradict themselves.")
    arrays = {
        name.removeprefix(_ARRAY): tensors.pop(name) for name in list(tensors) if name.startswith(_ARRAY)
    }
    family = _with_arrays(settings.family, {path: tensor.numpy() for path, tensor in arrays.items()})
    if any(tensor.ndim and len(tensor) != len(seeds) for tensor in tensors.values()):
        raise SettingError("This run does not fit its own settings: its networks have other shapes.")
    trainer = trainer_class(settings.replace(family=family), seeds=seeds, dtype=_precision(tensors))
    trainer.go_to(applied, tensors)
    return trainer


def _open(path: str | Path) -> tuple[dict, dict[str, torch.Tensor]]:
    try:
        with safe_open(path, framework="pt") as file:
            story = json.loads((file.metadata() or {})["playground"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, KeyError, ValueError) as error:
        raise SettingError("This is not a run saved by the playground, or it is damaged.") from error
    if not isinstance(story, dict) or story.get("format") != _FORMAT:
        raise SettingError("This run was saved by another version of the playground.")
    return story, tensors


def _precision(tensors: dict[str, torch.Tensor]) -> torch.dtype:
    return torch.float64 if any(t.dtype == torch.float64 for t in tensors.values()) else torch.float32


def _arrays(spec: Spec, prefix: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """The array fields of a spec and of the specs in it, which its text form leaves out."""
    for field in dataclasses.fields(spec):
        value = getattr(spec, field.name)
        if field.metadata.get("array"):
            yield prefix + field.name, value
        elif isinstance(value, Spec):
            yield from _arrays(value, f"{prefix}{field.name}.")


def _with_arrays(spec: Spec, arrays: dict[str, np.ndarray]) -> Spec:
    own = {path: array for path, array in arrays.items() if "." not in path}
    known = {field.name: field for field in dataclasses.fields(spec)}
    if any(name not in known or not known[name].metadata.get("array") for name in own):
        raise SettingError("This file holds data that its settings do not name.")
    nested: dict[str, dict[str, np.ndarray]] = {}
    for path, array in arrays.items():
        if "." in path:
            head, _, rest = path.partition(".")
            nested.setdefault(head, {})[rest] = array
    for head, inner in nested.items():
        if not isinstance(getattr(spec, head, None), Spec):
            raise SettingError("This file holds data that its settings do not name.")
        own[head] = _with_arrays(getattr(spec, head), inner)
    return spec.replace(**own)
