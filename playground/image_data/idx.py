"""The IDX format of MNIST and its kin: a few big-endian sizes, then bytes; packed by gzip or plain.

Format: http://yann.lecun.com/exdb/mnist/
"""

from __future__ import annotations

import math
import zlib

import numpy as np

Array = np.ndarray

GZIP = b"\x1f\x8b"
_BYTES = 8
"""The format's code for unsigned bytes."""


class Damaged(Exception):
    """A file is not what it should be; the message ends a sentence that begins with its name."""


def unpacked(content: bytes, size: int) -> bytes:
    """The content itself, or what gzip has packed in it: `size` bytes. Raises `Damaged`."""
    if content.startswith(GZIP):
        packing = zlib.decompressobj(wbits=31)
        try:
            # One byte more than is due shows a file too long; the rest of it is never unpacked.
            content = packing.decompress(content, size + 1)
        except zlib.error as error:
            raise Damaged(f"cannot be unpacked ({error})") from error
        if len(content) <= size and not packing.eof:
            raise Damaged("ends too early")
    if len(content) != size:
        raise Damaged(f"has {'more' if len(content) > size else 'fewer'} than the {size:,} bytes it should")
    return content


def file_size(shape: tuple[int, ...]) -> int:
    """Bytes of an unpacked IDX file of this shape."""
    return 4 + 4 * len(shape) + math.prod(shape)


def read_idx(content: bytes, shape: tuple[int, ...]) -> Array:
    """The array of an unpacked IDX file, uint8 and read-only. Raises `Damaged` unless it has this shape."""
    header = np.array([_BYTES << 8 | len(shape), *shape], dtype=">u4").tobytes()
    if not content.startswith(header):
        raise Damaged(f"is no IDX file of the shape {shape}")
    return np.frombuffer(content, np.uint8, offset=len(header)).reshape(shape)
