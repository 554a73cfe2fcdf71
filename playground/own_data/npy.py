"""Arrays in NumPy's own format. The header is read by its three entries, never evaluated.

Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
"""

from __future__ import annotations

import re

import numpy as np

from playground.knobs import SettingError
from playground.own_data.scaling import check_count

Array = np.ndarray

MAGIC = b"\x93NUMPY"
_LONGEST_HEADER = 10_000
_DESCR = re.compile(r"'descr'\s*:\s*'([<>|=]?[biuf](?:1|2|4|8|12|16))'")
_ORDER = re.compile(r"'fortran_order'\s*:\s*(True|False)")
_SHAPE = re.compile(r"'shape'\s*:\s*\(([0-9, ]*)\)")


def read_npy(content: bytes) -> Array:
    """The numbers of an NPY file, float64 (n, 1) or (n, 2). Raises `SettingError`."""
    header, start = _header(content)
    kind, order, shape = (entry.search(header) for entry in (_DESCR, _ORDER, _SHAPE))
    if kind is None and "'descr'" in header:
        raise SettingError(
            "The array in this file does not hold plain real numbers; save it as float32 or float64."
        )
    if kind is None or order is None or shape is None:
        raise SettingError("The header of this NPY file is damaged; save the array again with numpy.save.")
    sizes = [size.strip() for size in shape[1].split(",") if size.strip()]
    if len(sizes) not in (1, 2) or (len(sizes) == 2 and sizes[1] not in ("1", "2")):
        raise SettingError(
            f"The array in this file has the shape ({', '.join(sizes):.60}); it must be (n,), (n, 1) or "
            "(n, 2): one row for each point."
        )
    rows = int(sizes[0]) if len(sizes[0]) < 19 else 10**18
    check_count(rows)
    return _body(content[start:], _type(kind[1]), rows, int([*sizes, "1"][1]), order[1] == "True")


def _header(content: bytes) -> tuple[str, int]:
    """The header's text and where the numbers begin."""
    wide = 4 if content[6:7] in (b"\x02", b"\x03") else 2
    start = 8 + wide
    end = start + int.from_bytes(content[8:start], "little")
    if content[6:7] not in (b"\x01", b"\x02", b"\x03") or end > len(content) or end - start > _LONGEST_HEADER:
        raise SettingError("This NPY file is damaged; save the array again with numpy.save.")
    return content[start:end].decode("latin-1"), end


def _type(descr: str) -> np.dtype:
    try:
        return np.dtype(descr)
    except TypeError as error:
        raise SettingError(f"This machine has no numbers of the kind {descr}; save float64.") from error


def _body(content: bytes, kind: np.dtype, rows: int, columns: int, by_columns: bool) -> Array:
    if len(content) < rows * columns * kind.itemsize:
        raise SettingError(
            f"This NPY file ends too early: it announces {rows:,} rows and holds fewer. Save it again."
        )
    numbers = np.frombuffer(content, kind, rows * columns)
    # Numbers beyond float64, and signalling ones, are found to be infinite or none in what follows.
    with np.errstate(over="ignore", invalid="ignore"):
        numbers = numbers.astype(np.float64)
    return numbers.reshape((rows, columns), order="F" if by_columns else "C")
