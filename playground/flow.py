"""The flow diagram of a model: what feeds what, and which settings belong to which part.

A family says what there is, in its own terms; laying it out and finding the words is the page's job.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from playground.catalogue import Catalogued

if TYPE_CHECKING:
    from playground.training.parts import Player

FORWARD, BACK = "forward", "back"


@dataclasses.dataclass(frozen=True)
class Note:
    """One fact that a box tells of itself: the key of a phrase and what to fill in.

    `title` is what to say where the words hold no phrase under `key`.
    """

    key: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    title: str = ""

    @classmethod
    def of(cls, entry: Catalogued, catalogue: str) -> Note:
        """An entry of a catalogue by its title, with all that is set in it at hand."""
        held = {name: getattr(entry, name) for name in (*entry.knobs(), *entry.slots())}
        values = {
            name: value.title if isinstance(value, Catalogued) else value for name, value in held.items()
        }
        return cls(f"{catalogue}.{entry.key}", {**values, "title": entry.title}, entry.title)


@dataclasses.dataclass(frozen=True)
class Box:
    """One part of a model.

    `paths` are the settings that belong to it, those that matter most first: each stands for the
    address of that name and for all below it. `half` names the half-step that trains this part,
    `phase` the phase of slow motion in which it is at work. `kind` decides its colour; `name` stands
    in for `key` where its title goes by another word.
    """

    key: str
    symbol: str
    paths: tuple[str, ...] = ()
    half: str | None = None
    kind: str = ""
    phase: str = ""
    notes: tuple[Note, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """What its title goes by in the words."""
        return self.name or self.key

    def holds(self, path: str) -> bool:
        """Whether the address `path` belongs to this box."""
        return self.place_of(path) < len(self.paths)

    def place_of(self, path: str) -> int:
        """Where the address `path` stands among the settings of this box; their number if it is none."""
        found = (place for place, own in enumerate(self.paths) if path == own or path.startswith(f"{own}."))
        return next(found, len(self.paths))


@dataclasses.dataclass(frozen=True)
class Arrow:
    """From one box (`start`) to another: values run `forward`, gradients `back`.

    `halves` names the half-steps that use it, where not all do.
    """

    start: str
    end: str
    kind: str = FORWARD
    halves: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Flow:
    """The boxes of a model and the arrows between them. Raises `ValueError` if they do not fit."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()

    def __post_init__(self) -> None:
        keys = [box.key for box in self.boxes]
        if len(set(keys)) < len(keys):
            raise ValueError(f"Two boxes of a flow share a key: {', '.join(keys)}.")
        for arrow in self.arrows:
            if not {arrow.start, arrow.end} <= set(keys):
                raise ValueError(f"{arrow} joins boxes that are not there; there are {', '.join(keys)}.")

    def box_of(self, path: str) -> Box:
        """The box that the address `path` belongs to; `ValueError` unless there is exactly one."""
        holders = [box for box in self.boxes if box.holds(path)]
        if len(holders) != 1:
            raise ValueError(f"{path} belongs to {len(holders)} boxes of its flow; it has to be one.")
        return holders[0]


def player_notes(player: Player) -> Iterator[Note]:
    """What a player's box tells: its network and how that is trained."""
    network = player.network
    yield Note("linear") if getattr(network, "depth", None) == 0 else Note.of(network, "network")
    if (norm := getattr(network, "norm", "none")) != "none":
        yield Note("norm", {"norm": norm})
    yield Note("learning", {"optimizer": player.optimizer.title, "lr": player.lr})
