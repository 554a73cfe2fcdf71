"""Where the machine's time goes: the threads below this process, as Linux counts them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from typing import Any


def processor_time(server: int) -> dict[tuple[str, int, str], float]:
    """Seconds of processor time used so far by each thread of the server and of Chromium."""
    found = {}
    for process in _below(os.getpid()):
        with contextlib.suppress(OSError):
            program = _read(f"/proc/{process}/cmdline").split("\0")[0]
            if process != server and "chrom" not in program:
                continue
            kind = "server" if process == server else "browser"
            for thread in os.listdir(f"/proc/{process}/task"):
                # Without the threads that have ended meanwhile.
                used = _read(f"/proc/{process}/task/{thread}/schedstat").split()[0]
                found[kind, process, thread] = int(used) / 1e9
    return found


def cores_of(used: Mapping[Any, float], spent: Mapping[Any, float], seconds: float) -> dict[str, float]:
    """Cores kept busy: by the thread that trains (the busiest of the server), by its others, by Chromium."""
    rates = {thread: (spent[thread] - used.get(thread, 0.0)) / seconds for thread in spent}
    server = sorted((rate for (kind, *_), rate in rates.items() if kind == "server"), reverse=True)
    browser = sum(rate for (kind, *_), rate in rates.items() if kind == "browser")
    return {"training": server[0], "serving": sum(server[1:]), "browser": browser}


def _below(root: int) -> list[int]:
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            parents[int(name)] = int(_read(f"/proc/{name}/stat").rpartition(")")[2].split()[1])
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
