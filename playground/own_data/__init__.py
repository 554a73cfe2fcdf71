"""Data of one's own from a file: numbers (NPY, CSV) become points, a picture becomes a density, and a
ZIP archive of small pictures becomes a set of them.

The content decides what a file is, whatever its name says. No file is trusted: sizes are read and
judged before anything of that size is made.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from playground.distributions import Distribution
from playground.knobs import SettingError
from playground.own_data.archive import ZIP, read_archive
from playground.own_data.npy import MAGIC, read_npy
from playground.own_data.numbers import read_numbers
from playground.own_data.pictures import is_picture, read_picture
from playground.own_data.scaling import points_to_scale

__all__ = ["LARGEST", "OwnData", "read_data"]

LARGEST = 16 * 2**20
"""Bytes that a file may have."""

_STRANGERS = {
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF document",
    b"\x80": "a pickle, which could run anything and is never opened",
    b"BM": "a picture of a kind that is not read here",
    b"II*\0": "a picture of a kind that is not read here",
    b"MM\0*": "a picture of a kind that is not read here",
}


@dataclasses.dataclass(frozen=True)
class OwnData:
    """A distribution made from a file.

    `note` is the key of the sentence that says what was read and how it was scaled; `values` go into
    it.
    """

    distribution: Distribution
    note: str
    values: Mapping[str, Any]


def read_data(content: bytes, name: str) -> OwnData:
    """The distribution that a file holds: points on the line or in the plane, a picture's darkness, or
    small pictures themselves.

    Points and darkness are moved and scaled to reach from -2 to 2 along their longer side. Raises
    `SettingError` with a sentence that says what to do about a file that cannot be used.
    """
    if len(content) > LARGEST:
        raise SettingError(
            f"This file has {len(content) / 2**20:.0f} MB; the most is {LARGEST // 2**20} MB. "
            "Take a part of the data."
        )
    if not content.strip():
        raise SettingError("This file is empty; choose one with numbers or a picture.")
    if is_picture(content):
        return OwnData(*read_picture(content, name))
    if content.startswith(ZIP):
        return OwnData(*read_archive(content, name))
    if content.startswith(MAGIC):
        return OwnData(*points_to_scale(read_npy(content), name))
    for start, what in _STRANGERS.items():
        if content.startswith(start):
            raise SettingError(f"This is {what}. Save the data as CSV or NPY, or as a PNG or JPEG picture.")
    return OwnData(*points_to_scale(read_numbers(content), name))
