"""How many CPU threads one run may take: a matter of the whole process, as torch's own count is."""

from __future__ import annotations

import functools
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import torch

MOST = 4
"""More threads wait for each other longer than they save on networks of this size."""

_spared = 0
_helped = 0.0
_door = threading.Lock()


def spare(cores: int) -> None:
    """Leaves so many cores to others from the next start of a run on.

    Threads that share a loop wait for the slowest of them: beside a busy neighbour two of them are many
    times slower than one, so a server, which has its own work to do, leaves one core free.
    """
    global _spared
    _spared = cores


def most_threads() -> int:
    """CPU threads of a run with heavy networks."""
    return max(1, min(MOST, (os.cpu_count() or 1) - _spared))


def side_by_side(jobs: Sequence[Callable[[], object]]) -> None:
    """Does jobs that have nothing to do with each other, on as many cores as there are, one thread each.

    They meet at the end only, so a busy neighbour holds up no more than the job beside it: nothing is
    spared here. The first fault is raised once all have ended.
    """
    if (cores := min(_cores(), len(jobs))) < 2:
        for job in jobs:
            job()
        return
    for done in [_helpers(cores).submit(_helped_by, job) for job in jobs]:
        done.result()


def seconds_of_work() -> float:
    """CPU seconds that this thread has taken, and all helpers of `side_by_side` with it."""
    return time.thread_time() + _helped


def _helped_by(job: Callable[[], object]) -> None:
    global _helped
    began = time.thread_time()
    try:
        job()
    finally:
        with _door:
            _helped += time.thread_time() - began


@functools.cache
def _helpers(cores: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores, "replicas", initializer=lambda: torch.set_num_threads(1))


def _cores() -> int:
    """Cores that this process may use."""
    named = getattr(os, "sched_getaffinity", None)
    return min(MOST, len(named(0)) if named else os.cpu_count() or 1)
