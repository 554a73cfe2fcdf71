"""What a session can be told: one function for each command, found by its name.

A command is a plain dictionary, `{"do": name, ...}`. Every argument is checked here. What a function
returns is added to the session's answer.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from playground import SettingError, Settings, Trainer
from playground.addresses import assign
from playground.distributions import Distribution
from playground.families import Family
from playground.families.gan import Gan
from playground.metrics import Metric
from playground.pictures import Picture
from playground.presets import Bound
from playground.runs.drive import SLOW

if TYPE_CHECKING:
    from playground.runs.session import Session

SLOWEST, FASTEST = 0.5, 100_000.0
LAST_STEP = 1_000_000
LONG_WAY = 5000
"""Iterations from which on a way to a step has to be waited for."""

LONGEST_QUERY = 12_000
LONGEST_VALUE = 8000
Command = Mapping[str, Any]


class CommandError(ValueError):
    """A command that cannot be carried out. The message is a sentence for the visitor."""


def play(session: Session, _: Command) -> None:
    """Goes on training."""
    if session.error:
        raise CommandError(f"{session.error} Reset the run, or change what made it stop.")
    if session.trainer is None:
        session.ready()
    session.drive.play()


def pause(session: Session, _: Command) -> None:
    """Stops training, keeping everything."""
    session.drive.pause()


def toggle(session: Session, command: Command) -> None:
    """Plays if it pauses, pauses if it plays or is on its way to a step."""
    (pause if session.drive.moving else play)(session, command)


def step(session: Session, command: Command) -> None:
    """One update of `part`: a half-step by its name, the `first`, `second` or `third` there is, or `both` for
    a whole iteration."""
    trainer, part = _at_rest(session), command.get("part", "both")
    if isinstance(part, str):
        part = dict(zip(("first", "second", "third"), trainer.halves, strict=False)).get(part, part)
    if part not in ("both", *trainer.halves):
        raise CommandError(f"part must be one of both, {', '.join(trainer.halves)}; {part!r:.60} is not.")
    if session.error:
        raise CommandError(f"{session.error} Reset the run, or change what made it stop.")
    session.drive.pause()
    session.drive.stopped = None
    if part == "both":
        trainer.step(1)
    else:
        trainer.half_step(part)
        session.branch()
    session.moved("" if part == "both" else part)


def reset(session: Session, _: Command) -> None:
    """Back to the same start: same settings, same seed, same first weights."""
    session.begin(session.start)


def reseed(session: Session, command: Command) -> None:
    """The same settings from another start: `seed`, or one drawn at random."""
    seed = command.get("seed")
    if isinstance(seed, float) and seed.is_integer():
        seed = int(seed)
    if seed is None:
        seed = secrets.randbelow(10_000)
    session.begin(session.start.set("seed", str(seed)), session.playing)


def start(session: Session, command: Command) -> None:
    """Other settings, given as a `query`."""
    query = command.get("query")
    if not isinstance(query, str) or len(query) > LONGEST_QUERY:
        raise CommandError(f"query must be a text of at most {LONGEST_QUERY} characters.")
    session.begin(Settings.from_query(query), session.playing)


def restart(session: Session, command: Command) -> None:
    """The settings of this moment with the one at `path` set to `value`, from the start."""
    path, value = _setting(command)
    family = assign(session.family, path, value)
    session.begin(session.start.anew(family), session.playing)


def choose_data(session: Session, command: Command) -> None:
    """Other data, from the start: `values` are settings, {"distribution": key, ...}."""
    values = command.get("values")
    if not isinstance(values, Mapping) or len(values) > 20 or "distribution" not in values:
        raise CommandError('values must be settings of the data, such as {"distribution": "ring"}.')
    chosen: Family = Gan()
    for path, value in sorted(values.items()):
        if path != "distribution" and not str(path).startswith("distribution."):
            raise CommandError(f"{path!r:.60} is not a setting of the data.")
        chosen = assign(chosen, path, _text(value))
    family = on_data(session.family, chosen.distribution)
    session.begin(session.start.anew(family), session.playing)


def on_data(family: Family, distribution: Distribution) -> Family:
    """The family on other data.

    Where these have as many coordinates as before everything else stays as it is; else only the
    objective is kept, since the networks and the noise of one do not suit the other: what suits it takes
    their place.
    """
    before = getattr(family, "distribution", None)
    if before is not None and before.shape == distribution.shape:
        return family.replace(distribution=distribution)
    fresh = Gan() if before is None else type(family)()
    kept = {"objective": family.objective} if hasattr(family, "objective") else {}
    return fresh.replace(distribution=distribution, **kept).suited()


def choose_family(session: Session, command: Command) -> None:
    """Another model of the same data, from the start: `value` is the key of a family."""
    chosen = Family.find(_text(command.get("value")), "family")()
    data = getattr(session.family, "distribution", None)
    session.begin(session.start.anew(chosen if data is None else on_data(chosen, data)), session.playing)


def retune(session: Session, command: Command) -> None:
    """Changes one live setting: `path` and its `value` as text; in a duel on one `side` or on all.

    What is changed before the first step belongs to the start, and a reset keeps it.
    """
    path, value = _setting(command)
    trainer, side = _at_rest(session), command.get("side")
    chosen = trainer.sides if side is None else (trainer.sides[_whole("side", side, len(trainer.sides) - 1)],)
    for each in chosen:
        session.limits.check_family(each.retuned(path, value), len(each.seeds))
    for each in chosen:
        each.retune(path, value)
    if session.at_start:
        session.start = session.started()
    session.drive.stopped = None
    session.branch()


def rewind(session: Session, command: Command) -> None:
    """To `step`, in the past or further on, or back to the last moment kept before this one."""
    wanted = command.get("step")
    if wanted is None:
        wanted = session.ready().last_before()
    session.go_to(_whole("step", wanted, LAST_STEP))


def speed(session: Session, command: Command) -> None:
    """`value` iterations per second; None is as fast as it goes, "slow" is slow motion."""
    value = command.get("value")
    if value == SLOW and sum(len(side.seeds) for side in session.ready().sides) > 1:
        raise CommandError("Slow motion shows one run; here there are several.")
    if value is not None and value != SLOW:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not SLOWEST <= value <= FASTEST:
            raise CommandError(
                f"speed must be a number between {SLOWEST:g} and {FASTEST:g} iterations per second, "
                f'null for full speed, or "{SLOW}"; {value!r:.60} is not.'
            )
        value = float(value)
    session.drive.speed = value


def stop_at(session: Session, command: Command) -> None:
    """Where the run is to stop by itself: at `step`, or once a `bound` such as "modes >= 8" is met."""
    step, bound = command.get("step"), command.get("bound")
    session.drive.stopped = None
    if bound is not None and len(session.ready().sides[0].seeds) > 1:
        raise CommandError("A wall stops at a step: its seeds do not meet a condition all at once.")
    if bound is not None:
        session.drive.stop = _bound(bound)
    elif step is None:
        session.drive.stop = None
    else:
        session.drive.stop = _beyond(session, _whole("step", step, 10**9))


def view(session: Session, command: Command) -> None:
    """Which `layers` of the pictures somebody looks at; the others are not computed. What can be chosen on
    one is a layer with its number, such as `label=3`."""
    layers = command.get("layers")
    known = set().union(*(picture.layers for picture in Picture.entries.values()))
    choices = set().union(*(picture.choices for picture in Picture.entries.values()))
    allowed = re.compile("|".join([*map(re.escape, known), f"({'|'.join(choices)})=[0-9]{{1,3}}"]))
    if not isinstance(layers, list) or not all(
        isinstance(name, str) and allowed.fullmatch(name) for name in layers
    ):
        raise CommandError(f"layers must be a list of some of {', '.join(sorted(known))}.")
    session.layers = frozenset(layers)
    session.restamp()


def look(_session: Session, _command: Command) -> None:
    """Changes nothing: asks for the state alone."""


COMMANDS: dict[str, Callable[[Session, Command], dict[str, Any] | None]] = {
    command.__name__: command
    for command in (
        *(play, pause, toggle, step, reset, reseed, start, restart, choose_data, choose_family),
        *(retune, rewind, speed, stop_at, view, look),
    )
}


def _at_rest(session: Session) -> Trainer:
    """The trainer, at the step it was sent to if it is on its way to one."""
    trainer, goal = session.ready(), session.drive.goal
    if goal is not None and goal - trainer.steps > LONG_WAY:
        raise CommandError(f"The run is on its way to step {goal:,}; wait for it, or press Pause.")
    if goal is not None:
        trainer.advance_to(goal)
        session.drive.goal = None
        session.moved()
    return trainer


def _setting(command: Command) -> tuple[str, str]:
    path, value = command.get("path"), command.get("value")
    if (
        not isinstance(path, str)
        or not isinstance(value, str)
        or len(path) > 200
        or len(value) > LONGEST_VALUE
    ):
        raise CommandError(f"path and value must be texts of at most 200 and {LONGEST_VALUE} characters.")
    return path, value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise CommandError(f"A setting's value must be a text of at most {LONGEST_VALUE} characters.")
    return value


def _whole(name: str, value: Any, most: int) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise CommandError(f"{name} must be a whole number between 0 and {most:,}; {value!r:.60} is not.")
    return value


def _beyond(session: Session, step: int) -> int:
    now = session.trainer.steps if session.trainer else 0
    if step <= now:
        raise CommandError(f"The run is at step {now:,} already; name a later one to stop at.")
    return step


def _bound(text: Any) -> Bound:
    try:
        bound = Bound.read(text if isinstance(text, str) and len(text) < 200 else "")
    except (SettingError, ValueError) as error:
        raise CommandError("A condition must look like modes >= 8 or jsd <= 0.01.") from error
    Metric.find(bound.metric, "The metric of a condition")
    return bound
