"""Fetching a set from its mirrors into a cache: checked, in turn, and one after the other."""

from __future__ import annotations

import io
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from playground.image_data.files import read_file, where
from playground.image_data.idx import GZIP, Damaged, file_size
from playground.image_data.known import IdxFile, Source

Array = np.ndarray

ROUNDS = 2
"""Times that every mirror is asked for a file."""
REST = 0.5
"""Seconds between two rounds."""
CONNECT, READ = 2.0, 5.0
"""Seconds that a mirror may take to answer, and between two pieces of a file."""
_CHUNK = 1 << 16
_ROOM = 1 << 16
"""Bytes by which a packed file may be larger than its content."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fetch:
    """How far fetching a set has come, in bytes; `error` is the sentence that says why it has failed."""

    done: int = 0
    total: int = 0
    finished: bool = False
    error: str | None = None


class NotFetched(Exception):
    """No mirror has given the file; the message is a sentence."""


class Job:
    """The fetching of one set in a thread of its own; `done` gets the arrays of the four files."""

    def __init__(self, source: Source, cache: Path, done: Callable[[list[Array]], object]) -> None:
        self._source, self._cache, self._done = source, cache, done
        self._bars = {file.name: _Bar(file.packed) for file in source.files}
        self._mirrors = list(source.mirrors)
        self._error: str | None = None
        self.ended_at = float("inf")
        self.ended = threading.Event()
        threading.Thread(target=self._run, name=f"fetch {source.key}", daemon=True).start()

    @property
    def state(self) -> Fetch:
        """How far it has come."""
        bars = list(self._bars.values())
        counts = sum(bar.done for bar in bars), sum(bar.total for bar in bars)
        return Fetch(*counts, self.ended.is_set(), self._error)

    def _run(self) -> None:
        try:
            self._done([self._file(file) for file in self._source.files])
        except NotFetched as error:
            self._error = str(error)
        except Exception as error:  # whatever happens in a thread has to be told
            _log.exception("Fetching %s has failed.", self._source.title)
            self._error = f"{self._source.title} could not be fetched: {error}"
        finally:
            self.ended_at = time.monotonic()
            self.ended.set()

    def _file(self, file: IdxFile) -> Array:
        array, bar = read_file(self._cache, file), self._bars[file.name]
        if array is None:
            content, array = self._download(file, bar)
            _keep(self._cache, file, content)
        bar.fill()
        return array

    def _download(self, file: IdxFile, bar: _Bar) -> tuple[bytes, Array]:
        complaints: dict[str, str] = {}
        for attempt in range(ROUNDS):
            time.sleep(REST * (attempt > 0))
            for mirror in list(self._mirrors):
                try:
                    content = download(f"{mirror}{file.name}.gz", file, bar)
                    array = file.read_foreign(content)
                except (OSError, Damaged) as error:
                    complaints[mirror] = _complaint(mirror, file, error)
                    _log.log(
                        logging.WARNING if isinstance(error, Damaged) else logging.INFO, complaints[mirror]
                    )
                else:
                    # Who has answered is asked first for the next file.
                    self._mirrors.sort(key=mirror.__ne__)
                    return content, array
        raise NotFetched(f"{self._source.title} could not be fetched. {' '.join(complaints.values())}")


def download(url: str, file: IdxFile, bar: _Bar) -> bytes:
    """The content under `url`. Raises `OSError`, of which those of requests are a kind, and `Damaged`."""
    from pooch import HTTPDownloader  # imported when there is something to fetch

    content = _Limited(file_size(file.shape) + _ROOM)
    bar.reset()
    HTTPDownloader(progressbar=bar, chunk_size=_CHUNK, timeout=(CONNECT, READ))(url, content, None)
    return content.getvalue()


class _Limited(io.BytesIO):
    """Bytes that refuse to become too many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: bytes) -> int:
        if self.tell() + len(part) > self._most:
            raise Damaged(f"has more than {self._most:,} bytes")
        return super().write(part)


class _Bar:
    """Counts the bytes of one file, by the protocol of pooch's progress bars."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0

    def update(self, bytes_more: int) -> None:
        self.done = min(self.done + bytes_more, self.total)

    def reset(self) -> None:
        self.done = 0

    def close(self) -> None:
        """There is nothing to close."""

    def fill(self) -> None:
        """The whole file is here."""
        self.done = self.total


def _keep(cache: Path, file: IdxFile, content: bytes) -> None:
    """Puts a file in the cache at one stroke: nobody ever finds half of it."""
    plain, packed = where(cache, file)
    target, other = (packed, plain) if content.startswith(GZIP) else (plain, packed)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="part-") as own:
            part = Path(own) / target.name
            part.write_bytes(content)
            os.replace(part, target)
        other.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("%s cannot be kept in %s: %s", file.name, cache, error)


def _complaint(mirror: str, file: IdxFile, error: Exception) -> str:
    if isinstance(error, Damaged):
        return f"{file.name} from {mirror} {error}."
    reason = getattr(getattr(error, "response", None), "status_code", None)
    return f"{mirror} does not give {file.name} ({reason or type(error).__name__})."
