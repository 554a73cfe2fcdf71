"""Long work that can be left and taken up again: a generator that stops between its pieces.

What takes long is written once, as such a generator. Whoever has the time runs it through with `whole`;
whoever has something else to do in between takes one piece after the other, and gets the same result.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Hashable, Iterable
from typing import Generic, ParamSpec, TypeVar

Result = TypeVar("Result")
Given = ParamSpec("Given")

Pieces = Generator[None, None, Result]
"""Work that returns a `Result` and stops after each piece of it: some 20 ms at the most, as a rule."""


def whole(pieces: Pieces[Result]) -> Result:
    """What the work comes to, without a stop."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value


def in_turn(works: Iterable[Pieces[Result]]) -> Pieces[list[Result]]:
    """Several pieces of work, one after the other: what each comes to."""
    results = []
    for work in works:
        result = yield from work
        results.append(result)
    return results


class Kept(Generic[Given, Result]):
    """Work in pieces whose result is kept. A call runs it through; `in_pieces` takes it as it comes.

    `cell` finds for the arguments the list that their result is kept in. Those that do the same work by
    turns each do all of it: neither waits for the other.
    """

    def __init__(self, work: Callable[Given, Pieces[Result]], cell: Callable[Given, list[Result]]) -> None:
        functools.update_wrapper(self, work)
        self._work, self._cell = work, cell

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Result:
        return whole(self.in_pieces(*given, **named))

    def in_pieces(self, *given: Given.args, **named: Given.kwargs) -> Pieces[Result]:
        """The same in pieces: none where the result is known."""
        cell = self._cell(*given, **named)
        if not cell:
            result = yield from self._work(*given, **named)
            cell[:] = cell or [result]
        return cell[0]


def lasting(most: int) -> Callable[[Callable[Given, Pieces[Result]]], Kept[Given, Result]]:
    """Wraps work in pieces so that its results for the latest `most` arguments are kept."""

    def wrap(work: Callable[Given, Pieces[Result]]) -> Kept[Given, Result]:
        @functools.lru_cache(maxsize=most)
        def cell(*_: Hashable) -> list[Result]:
            return []

        return Kept(work, cell)

    return wrap
