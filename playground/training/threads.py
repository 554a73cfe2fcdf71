"""How many CPU threads one run may take: a matter of the whole process, as torch's own count is."""

from __future__ import annotations

import os

MOST = 4
"""More threads wait for each other longer than they save on networks of this size."""

_spared = 0


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
