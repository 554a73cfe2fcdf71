"""Files of a set in a folder, each checked whenever it is read."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import numpy as np

from playground.image_data.idx import Damaged
from playground.image_data.known import IdxFile, Source

Array = np.ndarray

FOLDER = "PLAYGROUND_DATA"
"""The environment's name for the folder that is looked into first; the sets' own folders are in it."""

_log = logging.getLogger(__name__)
_damaged: set[tuple[Path, int, int]] = set()
"""Files found damaged: each is named once, and not read again until it has changed."""


def own_folder(source: Source) -> Path | None:
    """The set's folder in the one that the environment names."""
    named = os.environ.get(FOLDER)
    return Path(named).expanduser() / source.key if named else None


def cache_folder(source: Source) -> Path:
    """The set's folder in the user's cache."""
    from pooch import os_cache  # imported when somebody asks for such a set

    return os_cache("gan-playground") / source.key


def where(folder: Path, file: IdxFile) -> tuple[Path, Path]:
    """The plain file and the packed one, of which either will do."""
    return folder / file.name, folder / f"{file.name}.gz"


def read_set(folder: Path, source: Source) -> list[Array] | None:
    """The arrays of the set's four files; None unless all are there, and sound."""
    if not all(any(path.is_file() for path in where(folder, file)) for file in source.files):
        return None
    arrays = [read_file(folder, file) for file in source.files]
    return None if any(array is None for array in arrays) else arrays


def read_file(folder: Path, file: IdxFile) -> Array | None:
    """The array in a file, plain or packed; None if there is none, or it is damaged, which is logged."""
    for path in where(folder, file):
        if not path.is_file():
            continue
        found = path.stat()
        mark = (path, found.st_mtime_ns, found.st_size)
        if mark in _damaged:
            continue
        try:
            return file.read(path.read_bytes())
        except (Damaged, OSError) as error:
            _damaged.add(mark)
            _log.warning("%s is not used: it %s.", path, error)
    return None
