"""The squares of an optimizer in small: of each matrix the sums of its rows and of its columns.

Adafactor (Shazeer and Stern, 2018) has no more of them than that. Their product over the sum of all
has the same sums. A network's first steps are then of about the size that they had, weight by weight less so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

Shapes = Sequence[tuple[int, ...]]
"""Those of a network's parameters, in the order in which they lie in its flat weights."""


def factored(squares: Tensor, shapes: Shapes) -> Tensor:
    """Squares (1, total) as the sums of each parameter's rows, then of its columns: (1, fewer). A row is all
    that belongs to one place of the first axis; what has one axis stays as it is."""
    parts, start = [], 0
    for rows, columns in _sides(shapes):
        part = squares[0, start : start + rows * columns].reshape(rows, columns)
        parts += [part.flatten()] if columns == 1 else [part.sum(1), part.sum(0)]
        start += rows * columns
    return torch.cat(parts)[None]


def multiplied(sums: Tensor, shapes: Shapes) -> Tensor:
    """Squares (1, total) with these sums (1, fewer). Raises `ValueError` where these are of other shapes."""
    sizes = [rows if columns == 1 else rows + columns for rows, columns in _sides(shapes)]
    if sums.shape != (1, sum(sizes)):
        raise ValueError("These are sums of other matrices.")
    parts = []
    for held, (rows, columns) in zip(sums[0].split(sizes), _sides(shapes), strict=True):
        down, across = held[:rows], held[rows:]
        parts.append(held if columns == 1 else torch.outer(down, across / down.sum().clamp_min(_LEAST)))
    return torch.cat([part.flatten() for part in parts])[None]


_LEAST = torch.finfo(torch.float32).tiny
"""For a matrix that never had a gradient."""


def _sides(shapes: Shapes) -> Iterator[tuple[int, int]]:
    """Rows and columns of each parameter."""
    return ((shape[0], math.prod(shape[1:])) for shape in shapes)
