"""What a session can be told: one function for each command, found by its name.

A command is a plain dictionary, `{"do": name, ...}`. Every argument is checked here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from playground import Settings

if TYPE_CHECKING:
    from playground.runs.session import Session

SLOWEST, FASTEST = 0.5, 100_000.0


class CommandError(ValueError):
    """A command that cannot be carried out. The message is a sentence for the visitor."""


def play(session: Session, _: Mapping[str, Any]) -> None:
    """Goes on training."""
    if session.error:
        raise CommandError(f"{session.error} Reset the run, or change what made it stop.")
    session.ready()
    session.playing = True
    session.pace.restart()


def pause(session: Session, _: Mapping[str, Any]) -> None:
    """Stops training, keeping everything."""
    session.playing = False


def toggle(session: Session, command: Mapping[str, Any]) -> None:
    """Plays if it pauses, pauses if it plays."""
    (pause if session.playing else play)(session, command)


def step(session: Session, command: Mapping[str, Any]) -> None:
    """One update of `part`: a half-step of one player, or `both` for a whole iteration."""
    trainer, part = session.ready(), command.get("part", "both")
    if part not in ("both", *trainer.halves):
        raise CommandError(f"part must be one of both, {', '.join(trainer.halves)}; {part!r:.60} is not.")
    if session.error:
        raise CommandError(f"{session.error} Reset the run, or change what made it stop.")
    session.playing = False
    if part == "both":
        trainer.step(1)
    else:
        trainer.half_step(part)
    session.moved("" if part == "both" else part)


def reset(session: Session, _: Mapping[str, Any]) -> None:
    """Back to the same start: same settings, same seed, same first weights."""
    session.begin(session.start)


def reseed(session: Session, command: Mapping[str, Any]) -> None:
    """The same settings from another start: `seed`, or one drawn at random."""
    seed = command.get("seed")
    if isinstance(seed, float) and seed.is_integer():
        seed = int(seed)
    if seed is None:
        seed = secrets.randbelow(10_000)
    session.begin(session.start.set("seed", str(seed)), session.playing)


def start(session: Session, command: Mapping[str, Any]) -> None:
    """Other settings, given as a `query`."""
    query = command.get("query")
    if not isinstance(query, str) or len(query) > 8000:
        raise CommandError("query must be a text of at most 8000 characters.")
    session.begin(Settings.from_query(query), session.playing)


def retune(session: Session, command: Mapping[str, Any]) -> None:
    """Changes one live setting: `path` and its `value` as text.

    What is changed before the first step belongs to the start, and a reset keeps it.
    """
    path, value = command.get("path"), command.get("value")
    if not isinstance(path, str) or not isinstance(value, str) or len(path) + len(value) > 2000:
        raise CommandError("path and value must be texts of at most 2000 characters.")
    trainer = session.ready()
    trainer.retune(path, value)
    if trainer.steps == 0:
        session.start = session.start.replace(family=trainer.run.family, changes=())
    session.restamp()


def rewind(session: Session, command: Mapping[str, Any]) -> None:
    """Back to `step`, or to the last healthy moment kept before this one."""
    wanted = command.get("step")
    if wanted is not None and (isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 0):
        raise CommandError(f"step must be a whole number, 0 or above; {wanted!r:.60} is not.")
    session.ready().rewind(wanted)
    session.rewound()


def speed(session: Session, command: Mapping[str, Any]) -> None:
    """`value` iterations per second; None is as fast as it goes."""
    value = command.get("value")
    if value is not None:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not SLOWEST <= value <= FASTEST:
            raise CommandError(
                f"speed must be a number between {SLOWEST:g} and {FASTEST:g} iterations per second, "
                f"or null for full speed; {value!r:.60} is not."
            )
        value = float(value)
    session.speed = session.pace.speed = value
    session.pace.restart()


def look(_session: Session, _command: Mapping[str, Any]) -> None:
    """Changes nothing: asks for the state alone."""


COMMANDS: dict[str, Callable[[Session, Mapping[str, Any]], None]] = {
    command.__name__: command
    for command in (play, pause, toggle, step, reset, reseed, start, retune, rewind, speed, look)
}
