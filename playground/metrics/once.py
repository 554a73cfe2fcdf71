"""Work that several metrics share: done once per evaluation, and only if asked for."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from typing import TypeVar

from playground.metrics.base import Evaluation

Result = TypeVar("Result")


def once(work: Callable[[Evaluation], Result]) -> Callable[[Evaluation], Result]:
    """Wraps a function of an evaluation so that each evaluation computes it at most once.

    Results live exactly as long as their evaluation; they must not refer to it.
    """
    kept: weakref.WeakKeyDictionary[Evaluation, Result] = weakref.WeakKeyDictionary()

    @functools.wraps(work)
    def shared(evaluation: Evaluation) -> Result:
        try:
            return kept[evaluation]
        except KeyError:
            return kept.setdefault(evaluation, work(evaluation))

    return shared
