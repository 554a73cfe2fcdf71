"""A run as one file: settings as text and tensors as safetensors. No pickle is ever read."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from playground.catalogue import Spec
from playground.distributions.arrays import arrays
from playground.distributions.images import pictures_of
from playground.knobs import SettingError
from playground.settings import Settings

if TYPE_CHECKING:
    from playground.trainer import Trainer

_FORMAT = "gan-playground-1"
_ARRAY = "array:"
_FOREIGN = "This is not a run saved by the playground, or it is damaged."


def to_bytes(trainer: Trainer) -> bytes:
    """The trainer's present moment, with everything needed to go on exactly."""
    tensors = {name: tensor.contiguous().cpu() for name, tensor in trainer.run.state().items()}
    settings = _with_data_named(trainer)
    for path, array in arrays(settings.family):
        tensors[_ARRAY + path] = torch.tensor(array)
    story = {
        "format": _FORMAT,
        "settings": settings.to_query(),
        "seeds": list(trainer.seeds),
        "applied": trainer.applied,
    }
    return save(tensors, {"playground": json.dumps(story)})


def write(trainer: Trainer, path: str | Path) -> None:
    """Writes `to_bytes` to a file."""
    Path(path).write_bytes(to_bytes(trainer))


def read(path: str | Path, trainer_class: type[Trainer]) -> Trainer:
    """The trainer that a file holds, at its moment; see `from_bytes`."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise SettingError(f"{_FOREIGN} ({error.strerror}.)") from error
    return from_bytes(content, trainer_class)


def from_bytes(content: bytes, build: Callable[..., Trainer], most_seeds: int | None = None) -> Trainer:
    """The trainer that the content of a file holds, at its moment; `build` is `Trainer` or calls it.

    Raises `SettingError` for anything that is not a whole file of this program, and for one with more
    than `most_seeds` seeds, if that is given.
    """
    story, tensors = _open(content)
    settings, seeds, applied = _plan(story)
    if most_seeds is not None and len(seeds) > most_seeds:
        raise SettingError(
            f"This file holds runs of {len(seeds)} seeds; here at most {most_seeds} can be opened. "
            "Open it with Trainer.load."
        )
    own = {name.removeprefix(_ARRAY): tensors.pop(name) for name in list(tensors) if name.startswith(_ARRAY)}
    settings = settings.replace(family=_with_arrays(settings.family, own))
    _check_data(settings)
    if any(tensor.ndim and len(tensor) != len(seeds) for tensor in tensors.values()):
        raise SettingError("This run does not fit its own settings: its networks have other shapes.")
    trainer = build(settings, seeds=seeds, dtype=_precision(tensors))
    trainer.go_to(applied, tensors)
    return trainer


def _with_data_named(trainer: Trainer) -> Settings:
    """The trainer's settings; digits that stand in for other pictures are called by their own name, since
    where the file is opened those others may be at hand."""
    held = pictures_of(trainer.family).items()
    named = {name: data.named() for name, data in held if data.pictures().stand_in}
    return trainer.settings.replace(family=trainer.settings.family.replace(**named))


def _check_data(settings: Settings) -> None:
    """Complains if other pictures than the run's own would stand in for them here."""
    for data in pictures_of(settings.family).values():
        if data.pictures().stand_in:
            raise SettingError(
                f"This run was trained on {data.title}, which is not on this machine yet. Fetch it, or name "
                "the folder it is in by PLAYGROUND_DATA, and open the file again."
            )


def _plan(story: Mapping) -> tuple[Settings, list[int], int]:
    """Settings, seeds and the number of changes made."""
    try:
        settings = Settings.from_query(str(story["settings"]))
        seeds = [int(seed) for seed in story["seeds"]]
        applied = int(story["applied"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise SettingError(f"The settings in this file cannot be used: {error}") from error
    if not seeds or not 0 <= applied <= len(settings.changes):
        raise SettingError("The settings in this file contradict themselves.")
    return settings, seeds, applied


def _open(content: bytes) -> tuple[dict, dict[str, torch.Tensor]]:
    try:
        tensors = load(content)
        length = int.from_bytes(content[:8], "little")
        story = json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["playground"])
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError, RecursionError) as error:
        raise SettingError(_FOREIGN) from error
    if not isinstance(story, dict) or story.get("format") != _FORMAT:
        raise SettingError("This run was saved by another version of the playground.")
    return story, tensors


def _precision(tensors: dict[str, torch.Tensor]) -> torch.dtype:
    return torch.float64 if any(t.dtype == torch.float64 for t in tensors.values()) else torch.float32


def _with_arrays(spec: Spec, found: dict[str, torch.Tensor]) -> Spec:
    own = {path: _as_array(tensor) for path, tensor in found.items() if "." not in path}
    known = {field.name: field for field in dataclasses.fields(spec)}
    if any(name not in known or not known[name].metadata.get("array") for name in own):
        raise SettingError("This file holds data that its settings do not name.")
    nested: dict[str, dict[str, torch.Tensor]] = {}
    for path, tensor in found.items():
        if "." in path:
            head, _, rest = path.partition(".")
            nested.setdefault(head, {})[rest] = tensor
    for head, inner in nested.items():
        if not isinstance(getattr(spec, head, None), Spec):
            raise SettingError("This file holds data that its settings do not name.")
        own[head] = _with_arrays(getattr(spec, head), inner)
    return spec.replace(**own)


def _as_array(tensor: torch.Tensor) -> np.ndarray:
    try:
        return tensor.numpy()
    except TypeError as error:  # bfloat16 and the like
        raise SettingError("This file holds data that is no array of numbers.") from error
