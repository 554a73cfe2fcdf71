"""What only the server itself asks of a session: commands that carry or return more than plain data.

They are told like all others, but a page cannot send them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from playground import Settings, Trainer
from playground.checkpoint import to_bytes

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
    trainer = session.ready()
    return {"bytes": to_bytes(trainer), "step": trainer.steps}


def snapshot(session: Session, _: Command) -> dict[str, Any]:
    """A lasting `snapshot` of this moment."""
    return {"snapshot": session.ready().snapshot()}


ERRANDS: dict[str, Callable[[Session, Command], dict[str, Any] | None]] = {
    errand.__name__: errand for errand in (start_with, load, save, snapshot)
}
