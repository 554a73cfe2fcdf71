"""Live runs: what visitors watch and command, without any web framework.

Commands go in as plain dictionaries, frames come out as bytes; nothing else crosses this seam, so
that a run may later live in another process.
"""

from playground.runs.conductor import Busy, Conductor
from playground.runs.limits import Limits
from playground.runs.registry import Full, Registry, UnknownRun
from playground.runs.session import CommandError, Session
from playground.runs.viewer import Viewer

__all__ = [
    "Busy",
    "CommandError",
    "Conductor",
    "Full",
    "Limits",
    "Registry",
    "Session",
    "UnknownRun",
    "Viewer",
]
