"""What only the server itself asks of a session: commands that carry or return more than plain data.

They are told like all others, but a page cannot send them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from playground import Settings, Trainer
from playground.checkpoint import to_bytes
from playground.runs.commands import CommandError
from playground.runs.crowd import WatchedWall

if TYPE_CHECKING:
    from playground.runs.session import Session

Command = Mapping[str, Any]


def start_with(session: Session, command: Command) -> None:
    """Other settings, which may hold data that no text does."""
    settings = command["settings"]
    if not isinstance(settings, Settings):
        raise TypeError("settings must be Settings")
    session.begin(settings, session.playing)


def load(session: Session, command: Command) -> None:
    """Goes on with a trainer made elsewhere, in the middle of its run."""
    trainer = command["trainer"]
    if not isinstance(trainer, Trainer):
        raise TypeError("trainer must be a Trainer")
    session.continue_from(trainer)


def save(session: Session, _: Command) -> dict[str, Any]:
    """The run as the `bytes` of a file, at its present `step`."""
    trainer = _alone(session)
    return {"bytes": to_bytes(trainer), "step": trainer.steps}


def take_out(session: Session, command: Command) -> dict[str, Any]:
    """One seed of a wall as a `trainer` of its own, which goes on as that seed does: the one at the place
    `replica`. The wall stays as it is."""
    watched, replica = session.ready(), command.get("replica")
    if not isinstance(watched, WatchedWall):
        raise CommandError("Only a wall of seeds has runs to take out.")
    most = len(watched.wall.seeds) - 1
    if isinstance(replica, bool) or not isinstance(replica, int) or not 0 <= replica <= most:
        raise CommandError(f"replica must be a whole number between 0 and {most}; {replica!r:.60} is not.")
    return {"trainer": watched.wall.open(replica)}


def snapshot(session: Session, _: Command) -> dict[str, Any]:
    """A lasting `snapshot` of this moment."""
    return {"snapshot": _alone(session).snapshot()}


def _alone(session: Session) -> Trainer:
    trainer = session.ready()
    if not isinstance(trainer, Trainer):
        raise CommandError("Only a single run can be saved; open one of these in Play first.")
    return trainer


ERRANDS: dict[str, Callable[[Session, Command], dict[str, Any] | None]] = {
    errand.__name__: errand for errand in (start_with, load, save, snapshot, take_out)
}
