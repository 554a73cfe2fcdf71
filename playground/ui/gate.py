"""A gate for costly things: so many at once, so many who wait, and a sentence for the rest."""

from __future__ import annotations

import asyncio
from typing import Any

from playground.ui.calls import Refused


class Gate:
    """An asynchronous context that `at_once` may be in while `waiting` more wait; the next are refused."""

    def __init__(self, at_once: int, waiting: int, sentence: str) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._left = at_once + waiting
        self._sentence = sentence

    async def __aenter__(self) -> None:
        if not self._left:
            raise Refused(429, self._sentence)
        self._left -= 1
        try:
            await self._places.acquire()
        except BaseException:
            self._left += 1
            raise

    async def __aexit__(self, *_: Any) -> None:
        self._places.release()
        self._left += 1
