"""Sets of pictures by their keys: from a folder, the cache or the network, else the digits that stand in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from playground.image_data.embedded import KEY, embedded_digits, stand_in
from playground.image_data.fetch import Array, Fetch, Job
from playground.image_data.files import cache_folder, own_folder, read_set
from playground.image_data.kinds import Pictures, PictureSet
from playground.image_data.known import SOURCES, Source
from playground.knobs import SettingError

PATIENCE = 5.0
"""Seconds that `load` waits while no byte comes; the fetching goes on without it."""
AGAIN = 30.0
"""Seconds after a failure before the background tries anew."""
_TICK = 0.05

_lock = threading.RLock()
_found: dict[tuple[str, str], PictureSet] = {}
"""Sets in memory, by key and folder ("" for what the network has given)."""
_jobs: dict[str, Job] = {}


def load(key: str, *, wait: bool = True, progress: Callable[[int, int], object] | None = None) -> PictureSet:
    """The set `key`: "mnist", "fashion-mnist" or "digits".

    Taken from the folder that the environment's PLAYGROUND_DATA names, else from the cache, else from the
    network if `wait`; `progress` is then called with bytes done and bytes in all. Without any of these the
    embedded digits stand in, and `why_stand_in` says why: no network is no error. Raises `SettingError`
    for a key that there is not.
    """
    if key == KEY:
        return embedded_digits()
    source = _source(key)
    found = _at_hand(source)
    if found is None and wait:
        _await(_start(source, rest=0.0), progress or (lambda done, total: None))
        found = _at_hand(source)
    return found or stand_in(key)


def why_stand_in(key: str) -> str | None:
    """The sentence that says why the digits stand in for the set `key`; None if they do not."""
    if key == KEY or _at_hand(_source(key)) is not None:
        return None
    state, title = fetching(key), SOURCES[key].title
    if state.error:
        return state.error
    if key in _jobs and not state.finished:
        return f"{title} is still on its way: {state.done / 1e6:.1f} of {state.total / 1e6:.1f} MB."
    return f"{title} is neither in the data folder nor in the cache, and has not been fetched."


def fetching(key: str) -> Fetch:
    """How far the fetching of a set has come; that of what is here already is finished."""
    job = _jobs.get(key)
    if job is not None:
        return job.state
    return Fetch(finished=key == KEY or _at_hand(_source(key)) is not None)


def fetch_in_background(key: str) -> Fetch:
    """Has the set fetched in a thread of its own, unless it is here or on its way; call it as often as you
    like. After a failure it waits for half a minute before it tries again."""
    if key != KEY and _at_hand(_source(key)) is None:
        _start(_source(key), AGAIN)
    return fetching(key)


def forget() -> None:
    """Forgets what is in memory: the next `load` looks at files again."""
    with _lock:
        _found.clear()
        _jobs.clear()


def _source(key: str) -> Source:
    if key not in SOURCES:
        raise SettingError(
            f"The set of pictures must be one of {', '.join([*SOURCES, KEY])}; {key!r} is not."
        )
    return SOURCES[key]


def _at_hand(source: Source) -> PictureSet | None:
    """The set from memory, the folder or the cache."""
    with _lock:
        folder = own_folder(source)
        if folder is not None:
            found = _found.get((source.key, str(folder))) or _remember(
                source, read_set(folder, source), "folder", str(folder)
            )
            if found:
                return found
        return _found.get((source.key, "")) or _remember(
            source, read_set(cache_folder(source), source), "cache"
        )


def _remember(source: Source, arrays: list[Array] | None, origin: str, folder: str = "") -> PictureSet | None:
    if arrays is None:
        return None
    with _lock:
        found = PictureSet(source.key, Pictures(*arrays[:2]), Pictures(*arrays[2:]), source.names, origin)
        return _found.setdefault((source.key, folder), found)


def _start(source: Source, rest: float) -> Job:
    """The job that fetches a set: the last one, or a new one if that has ended `rest` seconds ago."""
    with _lock:
        job = _jobs.get(source.key)
        if job is None or time.monotonic() - job.ended_at > rest:
            job = Job(source, cache_folder(source), lambda arrays: _remember(source, arrays, "download"))
            _jobs[source.key] = job
        return job


def _await(job: Job, progress: Callable[[int, int], object]) -> None:
    """Waits for a job's end, but not while nothing moves."""
    seen, since = -1, time.monotonic()
    while not job.ended.wait(_TICK):
        state = job.state
        progress(state.done, state.total)
        if state.done != seen:
            seen, since = state.done, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            return
    progress(job.state.done, job.state.total)
