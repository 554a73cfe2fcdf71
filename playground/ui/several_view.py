"""What the views with several runs on one clock have in common.

Such a view is one component. Its value is the view's memory and lives in the browser: the token of what
runs, the text from which that can be made again once it is gone, the speed, and what there is to say. Its
script builds everything else, and sends all events to one handler.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import gradio as gr

from playground.presets import Preset
from playground.runs import CommandError, Registry, UnknownRun
from playground.runs.commands import COMMANDS, LONGEST_QUERY
from playground.several import Several
from playground.ui import assets
from playground.ui.duel_choices import names
from playground.ui.handlers import COMPLAINTS, FULL_SPEED, speed_for

SPEEDS = ("story", "fast", FULL_SPEED)

Memory = dict[str, Any]


def several_view(key: str, handle: Callable, stage: gr.HTML | None = None, **props: Any) -> gr.HTML:
    """Makes the view `key`, inside the page's Blocks; `stage` is another component whose value its events
    read and write."""
    with gr.Column(elem_id=f"view-{key}", elem_classes="pg-view"):
        part = gr.HTML(
            value={},
            html_template=f'<div class="pg-{key}"></div>',
            js_on_load=assets.loader(f"{key}.js"),
            elem_id=key,
            elem_classes="pg-block",
            apply_default_css=False,
            base=assets.BASE,
            speeds=list(SPEEDS),
            **({"presets": list(Preset.entries)} | names() | props),
        )
    parts = part if stage is None else [part, stage]
    part.input(
        handle,
        parts,
        parts,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="multiple",
    )
    return part


class SeveralHandler(ABC):
    """What happens on an event of such a view. `what` names what it runs, in its complaints."""

    what: ClassVar[str]
    no_commands: ClassVar[tuple[str, ...]] = ("start",)
    """Commands that its page cannot send: other settings are opened anew."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @abstractmethod
    def read(self, query: str) -> Several:
        """What a text asks for; raises `SettingError`."""

    @abstractmethod
    def answer(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        """Answers one event; most end in `follow`."""

    @abstractmethod
    def beside(self, held: Memory) -> Memory:
        """What else the script wants to know after each event."""

    def handle(self, memory: Any, event: gr.EventData) -> Memory:
        """Answers one event, with a notice where it cannot be done."""
        held = recall(memory)
        try:
            held = self.answer(held, event._data if isinstance(event._data, Mapping) else {})
        except COMPLAINTS as complaint:
            held |= {"notice": str(complaint)}
        return held | self.beside(held)

    def follow(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        """What every such view can be asked: to `open` something else, to set the `pace`, or a `command`."""
        if "open" in asked:
            return self.open(held, self.read(self.text(asked["open"])), asked.get("play") is True)
        if "pace" in asked:
            return self._speed(held, self.text(asked["pace"]))
        return self.tell(held, self._command(asked))[0]

    def open(self, held: Memory, start: Several, play: bool) -> Memory:
        """Something else in place of what there was, which goes once the new one stands."""
        made = self.begin(held, start)
        self._registry.drop(held["run"])
        if play:
            self._registry.tell(made["run"], {"do": "play"})
        return made

    def begin(self, held: Memory, start: Several) -> Memory:
        """A new run."""
        token = self._registry.open(start, speed_for(start.settings, held["pace"]))
        return held | {"run": token, "query": start.to_query()}

    def tell(self, held: Memory, command: Mapping[str, Any]) -> tuple[Memory, Mapping[str, Any]]:
        """Sends a command, to a new run if the old one is gone; returns the state it is in, too."""
        try:
            state = self._registry.tell(held["run"], command)
        except UnknownRun:
            held = self.begin(held, self.read(held["query"]))
            state = self._registry.tell(held["run"], command)
        return held | {"query": state["start"]}, state

    def text(self, value: Any) -> str:
        """A text that a browser sent; raises `CommandError` for anything else."""
        if not _is_text(value):
            raise CommandError(
                f"The settings of a {self.what} must be a text of at most {LONGEST_QUERY} characters."
            )
        return value

    def _speed(self, held: Memory, pace: str) -> Memory:
        if pace not in SPEEDS:
            raise CommandError(f"The speed of a {self.what} must be one of {', '.join(SPEEDS)}.")
        value = speed_for(self.read(held["query"]).settings, pace)
        return self.tell(held, {"do": "speed", "value": value})[0] | {"pace": pace}

    def _command(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        command = asked.get("command")
        do = command.get("do") if isinstance(command, Mapping) else None
        if not isinstance(do, str) or do not in COMMANDS or do in self.no_commands:
            raise CommandError(f"This is not a command that a {self.what} can be sent.")
        return command


def recall(memory: Any) -> Memory:
    """The view's memory, whatever a browser may have sent in its place."""
    given = memory if isinstance(memory, Mapping) else {}
    texts = {name: given.get(name) for name in ("run", "query", "pace")}
    held = {name: text if _is_text(text) else "" for name, text in texts.items()}
    pace = held["pace"] if held["pace"] in SPEEDS else SPEEDS[0]
    # Gradio tells the script of a value that is another one only: each answer has a number of its own.
    turn = given.get("turn")
    turn = (turn + 1) % 1_000_000 if type(turn) is int else 0
    return held | {"pace": pace, "notice": "", "opened": None, "turn": turn}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_QUERY
