"""Numbers in a text file: one point a line, in one column or two."""

from __future__ import annotations

import codecs
import math
import re

import numpy as np

from playground.knobs import SettingError
from playground.own_data.scaling import MOST_ROWS, check_count

Array = np.ndarray

LONGEST_LINE = 1000
MOST_LINES = MOST_ROWS + 1000
"""Rows, and room for a header, comments and empty lines."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HOW = "Write one number or two in each line, separated by a comma."


def read_numbers(content: bytes) -> Array:
    """The numbers of a text file, float64 (n, 1) or (n, 2).

    Columns are separated by tabs, semicolons, commas or spaces; between tabs or semicolons a comma is a
    decimal comma. A first line of words, lines that begin with # and empty ones are passed over. Raises
    `SettingError` that names the line.
    """
    lines = _lines(_plain(content))
    if lines and not any(map(_is_number, _parts(lines[0][1], _separator(lines[0][1])))):
        lines = lines[1:]
    if not lines:
        raise SettingError(f"No line of this file holds numbers. {_HOW}")
    separator = _separator(lines[0][1])
    columns = len(_row(lines[0][0], _parts(lines[0][1], separator)))
    if columns > 2:
        raise SettingError(f"This file has {columns} columns; keep one (the line) or two (the plane).")
    numbers: list[float] = []
    for number, line in lines:
        numbers += _row(number, _parts(line, separator), columns)
    check_count(len(lines))
    return np.array(numbers).reshape(-1, columns)


def _plain(content: bytes) -> bytes:
    """The text in an encoding that writes numbers as ASCII does. Words may get lost."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", "replace").encode("ascii", "replace")
    content = content.removeprefix(codecs.BOM_UTF8)
    if _CONTROL.search(content):
        raise SettingError(
            "This file is neither text nor an NPY file nor a picture. Save the data as CSV or NPY, or as a "
            "PNG or JPEG picture."
        )
    return content.replace(b'"', b"")


def _lines(text: bytes) -> list[tuple[int, bytes]]:
    """The lines that count, with their numbers from 1."""
    if text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n") > MOST_LINES:
        raise SettingError(f"This file has more than {MOST_ROWS:,} lines; take a part of them.")
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    longest = max(lines, key=lambda line: len(line[1]), default=(0, b""))
    if len(longest[1]) > LONGEST_LINE:
        raise SettingError(f"Line {longest[0]} has more than {LONGEST_LINE:,} characters. {_HOW}")
    return [(number, line) for number, line in lines if line and not line.startswith(b"#")]


def _separator(line: bytes) -> bytes | None:
    return next((mark for mark in (b"\t", b";", b",") if mark in line), None)


def _parts(line: bytes, separator: bytes | None) -> list[bytes]:
    decimal_comma = separator is not None and separator != b","
    return (line.replace(b",", b".") if decimal_comma else line).split(separator)


def _is_number(part: bytes) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def _row(number: int, parts: list[bytes], columns: int | None = None) -> list[float]:
    if columns is not None and len(parts) != columns:
        raise SettingError(
            f"Line {number} does not have as many numbers as the first line of them: {len(parts)}, "
            f"not {columns}."
        )
    try:
        row = [float(part) for part in parts]
    except ValueError:
        row = [math.nan]
    if not all(map(math.isfinite, row)):
        bad = next(part for part in parts if not _is_number(part) or not math.isfinite(float(part)))
        shown = bad.decode("utf-8", "replace").strip()[:40]
        raise SettingError(f"Line {number} holds {shown!r} in place of a finite number. {_HOW}")
    return row
