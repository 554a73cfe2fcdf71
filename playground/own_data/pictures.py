"""Pictures, opened with care, and as densities: the darker, the denser.

The dangers of a picture are its announced size, which says little about the file's own, and files made
of a great many tiny pieces. Both are bounded before Pillow decodes anything.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from PIL import Image, ImageOps

from playground.distributions import Distribution
from playground.distributions.sheets import PictureDensity
from playground.knobs import SettingError
from playground.own_data.scaling import REACH, short

Array = np.ndarray
Made = TypeVar("Made")

MOST_PIXELS = {"PNG": 12_500_000, "JPEG": 12_500_000, "GIF": 12_500_000, "WEBP": 8_000_000}
"""A 12 megapixel photograph passes; WebP is the slowest to decode and needs most memory."""

FINEST = 128
"""Cells along the longer side."""

THINNEST = 50
"""Most times that a picture may be longer than wide."""

_MOST_READS = {"PNG": 40_000, "JPEG": 1500, "GIF": 3000, "WEBP": 1000}
"""Pieces that a decoder may go through. Pillow joins those of GIF and JPEG in quadratic time."""

_MOST_MARKS = {b"\xff\xda": 60, b"Exif\0\0": 20}
"""Scans of a JPEG and pieces of what the camera says: ten and one, say. Each of thousands of scans would
go over the whole picture."""

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}


def is_picture(content: bytes) -> bool:
    """Whether the content begins like a PNG, JPEG, GIF or WebP picture."""
    return _format(content) is not None


def read_picture(content: bytes, name: str) -> tuple[Distribution, str, dict[str, Any]]:
    """The density that a picture shows, and the note that says how it was read; first frames only.

    Raises `SettingError` for pictures that are too large, damaged or blank.
    """
    cells, size = opened(content, _cells)
    if not cells.any():
        raise SettingError("This picture is blank; the data come from its dark places, and there are none.")
    x, y = (REACH * side / max(size) for side in size)
    density = PictureDensity(cells=cells, x_low=-x, x_high=x, y_low=-y, y_high=y)
    names = ("name", "width", "height", "columns", "lines")
    return density, "own.picture", dict(zip(names, (short(name), *size, *cells.shape), strict=True))


def opened(content: bytes, use: Callable[[Image.Image, tuple[int, int]], Made]) -> Made:
    """What `use` makes of a picture and its size in pixels (width, height); it may be decoded smaller.

    Raises `SettingError` for pictures that are too large or damaged, wherever decoding finds that out.
    """
    kind = _format(content)
    if kind == "WEBP":
        _check_size(kind, *_webp_size(content))
    if kind == "JPEG" and any(content.count(mark) > most for mark, most in _MOST_MARKS.items()):
        raise SettingError("This JPEG picture is made of too many pieces; save it again as PNG.")
    try:
        with Image.open(_FewReads(content, _MOST_READS[kind]), formats=[kind]) as picture:
            size = picture.size
            _check_size(kind, *size)
            # JPEG alone can decode at a fraction of the size; the other kinds ignore this.
            picture.draft("L", (2 * FINEST, 2 * FINEST))
            return use(picture, size)
    except SettingError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise SettingError(_too_large(kind)) from error
    except Exception as error:  # a damaged picture may make a decoder raise anything
        raise SettingError("This picture is damaged or cut off; save it again as PNG or JPEG.") from error


def plain(picture: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be averaged. A mean of RGBA is weighted by alpha."""
    if picture.mode.startswith("I"):
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "L")


def darkness(picture: Image.Image) -> Array:
    """Darkness from 0 to 1 of a `plain` picture, transparent places being light: (height, width)."""
    if picture.mode.startswith("I"):
        return 1 - np.asarray(picture, dtype=np.float32) / 65535
    if picture.mode == "L":
        return 1 - np.asarray(picture, dtype=np.float32) / 255
    light, alpha = np.moveaxis(np.asarray(picture.convert("LA"), dtype=np.float32) / 255, 2, 0)
    return alpha * (1 - light)


class _FewReads(io.BytesIO):
    """Bytes that can be read so many times."""

    def __init__(self, content: bytes, most: int) -> None:
        super().__init__(content)
        self.left = most

    def read(self, size: int | None = -1) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise OSError("too many pieces")
        return super().read(size)


def _format(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _SIGNATURES.items() if content.startswith(start)), None)


def _cells(picture: Image.Image, size: tuple[int, int]) -> tuple[Array, tuple[int, int]]:
    """Darkness from 0 to 1, first index along x, and the upright picture's size in pixels."""
    width, height = size
    scale = min(1.0, FINEST / max(width, height))
    cells = tuple(max(1, round(side * scale)) for side in (width, height))
    # A cell holds the mean of its pixels, as a density does; sharper filters ring around edges.
    small = plain(picture).resize(cells, Image.Resampling.BOX)
    upright = ImageOps.exif_transpose(small)
    if upright.size != small.size:
        width, height = height, width
    return darkness(upright)[::-1].T, (width, height)


def _check_size(kind: str, width: int, height: int) -> None:
    if width * height > MOST_PIXELS[kind]:
        raise SettingError(_too_large(kind))
    if max(width, height) > THINNEST * min(width, height):
        raise SettingError(f"This picture is more than {THINNEST} times as long as wide; crop it.")


def _too_large(kind: str) -> str:
    most = MOST_PIXELS[kind] / 1e6
    return f"This {kind} picture has more than {most:g} million pixels; save it in a smaller size."


def _webp_size(content: bytes) -> tuple[int, int]:
    """Width and height in the header of a WebP file, whose decoder takes room as soon as it is opened.

    Container: https://developers.google.com/speed/webp/docs/riff_container
    """
    kind, head = content[12:16], content[20:30].ljust(10, b"\0")
    if kind == b"VP8X":
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if kind == b"VP8L":
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(head[6:8]) & 0x3FFF or 1, _little(head[8:10]) & 0x3FFF or 1


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")
