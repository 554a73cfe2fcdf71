"""Many small pictures in one ZIP archive. Nothing is written to disk, and names decide nothing.

The dangers of an archive are what it unpacks to, and how many pieces it has. Both are bounded by what its
directory says before anything is unpacked, and no piece is unpacked further than that.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from playground.distributions import Distribution
from playground.distributions.images import FEWEST, SIDE, OwnImages
from playground.knobs import SettingError
from playground.own_data.pictures import darkness, is_picture, opened, plain
from playground.own_data.scaling import short

Array = np.ndarray

ZIP = b"PK\x03\x04"
MOST_FILES = 10_000
LARGEST_FILE = 4 * 2**20
LARGEST_UNPACKED = 64 * 2**20
"""Bytes of one unpacked file, and of all."""
MOST_TIMES = 100
"""Times that a file may be larger than it is packed; pictures, packed already, get hardly smaller."""
MOST_PIXELS = 100_000_000
"""Pixels of all pictures together: a second or two of decoding."""

_ENTRY = b"PK\x01\x02"
_OFFICE = "[Content_Types].xml"
_HEAD = 16
_AGAIN = "Make it again from small PNG or JPEG pictures."


def read_archive(content: bytes, name: str) -> tuple[Distribution, str, dict[str, Any]]:
    """The pictures in a ZIP archive as data, and the note that says how they were read.

    Each is made grey, cut to the square in its middle and brought to 28 x 28 pixels; other files are passed
    over. Raises `SettingError` for an archive that is too large, damaged or without pictures.
    """
    if content.count(_ENTRY) > MOST_FILES:
        raise SettingError(f"This ZIP archive has more than {MOST_FILES:,} files; take a part of them.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            images, others = _read(archive)
    except SettingError:
        raise
    except Exception as error:  # a damaged archive may raise anything
        raise SettingError(f"This ZIP archive is damaged or cut off. {_AGAIN}") from error
    values = {"name": short(name), "count": len(images), "others": others}
    return OwnImages(images=images), "own.images", values


def _read(archive: zipfile.ZipFile) -> tuple[Array, int]:
    """The pictures (n, 28, 28), uint8, and the number of other files."""
    files = [file for file in archive.infolist() if not file.is_dir()]
    _check_sizes(files)
    heads = {file: _content(archive, file, _HEAD) for file in files}
    found = [file for file, head in heads.items() if is_picture(head)]
    if not found or _OFFICE in archive.namelist():
        raise SettingError(
            "This is a ZIP archive without pictures of one's own, such as an Excel sheet or an NPZ file. "
            "Save numbers as CSV or NPY, or fill the archive with small PNG or JPEG pictures."
        )
    if len(found) < FEWEST:
        raise SettingError(f"This ZIP archive holds a single picture; put {FEWEST} or more into it.")
    left, images = MOST_PIXELS, []
    for file in found:
        image, pixels = _image(file.filename, _content(archive, file))
        images.append(image)
        left -= pixels
        if left < 0:
            raise SettingError(
                f"The pictures in this ZIP archive have more than {MOST_PIXELS // 10**6} million pixels in "
                "all; save them in a smaller size."
            )
    return np.stack(images), len(files) - len(found)


def _check_sizes(files: list[zipfile.ZipInfo]) -> None:
    if any(file.flag_bits & 1 for file in files):
        raise SettingError(f"This ZIP archive is locked by a password. {_AGAIN}")
    if any(file.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for file in files):
        raise SettingError(f"This ZIP archive is packed in an unusual way. {_AGAIN}")
    large = next((file for file in files if file.file_size > LARGEST_FILE), None)
    if large:
        raise SettingError(
            f"In this ZIP archive {short(large.filename)!r} has more than {LARGEST_FILE // 2**20} MB; save "
            "it in a smaller size, or leave it out."
        )
    total = sum(file.file_size for file in files)
    squeezed = any(file.file_size > max(1000, MOST_TIMES * file.compress_size) for file in files)
    if total > LARGEST_UNPACKED or squeezed:
        raise SettingError(f"This ZIP archive unpacks to far more than it is. {_AGAIN}")


def _content(archive: zipfile.ZipFile, file: zipfile.ZipInfo, most: int = LARGEST_FILE) -> bytes:
    with archive.open(file) as unpacking:
        return unpacking.read(most)


def _image(name: str, content: bytes) -> tuple[Array, int]:
    """A picture (28, 28), uint8, and the number of its pixels; complaints begin with its name."""
    try:
        return opened(content, _small)
    except SettingError as error:
        raise SettingError(f"{short(name)!r} in this ZIP archive: {error}") from error


def _small(picture: Image.Image, size: tuple[int, int]) -> tuple[Array, int]:
    whole = plain(picture)
    (width, height), side = whole.size, min(whole.size)
    left, top = (width - side) // 2, (height - side) // 2
    # Cropped first: told of a box, `resize` looks beyond its edges.
    middle = whole.crop((left, top, left + side, top + side))
    small = middle.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    light = 255 * (1 - darkness(ImageOps.exif_transpose(small)))
    return light.round().clip(0, 255).astype(np.uint8), size[0] * size[1]
