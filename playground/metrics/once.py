"""Work that several metrics share: done once per evaluation, and only if asked for."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Hashable
from typing import Concatenate, ParamSpec, TypeVar

from playground.metrics.base import Evaluation
from playground.pieces import Kept, Pieces

Result = TypeVar("Result")
More = ParamSpec("More")


def once(
    work: Callable[Concatenate[Evaluation, More], Result],
) -> Callable[Concatenate[Evaluation, More], Result]:
    """Wraps a function of an evaluation so that each evaluation computes it at most once: for each set of
    further arguments, if it takes any (all by position, and hashable).

    Results live exactly as long as their evaluation; they must not refer to it.
    """
    kept: weakref.WeakKeyDictionary[Evaluation, dict[Hashable, Result]] = weakref.WeakKeyDictionary()

    @functools.wraps(work)
    def shared(evaluation: Evaluation, *more: Hashable) -> Result:
        results = kept.setdefault(evaluation, {})
        if more not in results:
            results[more] = work(evaluation, *more)
        return results[more]

    return shared


def once_in_pieces(
    work: Callable[Concatenate[Evaluation, More], Pieces[Result]],
) -> Kept[Concatenate[Evaluation, More], Result]:
    """The same for work in pieces."""
    kept: weakref.WeakKeyDictionary[Evaluation, dict[Hashable, list[Result]]] = weakref.WeakKeyDictionary()

    def cell(evaluation: Evaluation, *more: Hashable) -> list[Result]:
        return kept.setdefault(evaluation, {}).setdefault(more, [])

    return Kept(work, cell)
