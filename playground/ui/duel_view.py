"""The view in which two to four runs train side by side.

It is one component. Its value is the view's memory and lives in the browser: the token of the duel, the
text from which a duel that is gone can be made again, the speed, what a side can be chosen to be, and
what there is to say. Its script builds everything else, and sends all events to one handler.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from playground.duel import Match
from playground.pictures import Picture
from playground.presets import Preset
from playground.runs import CommandError, Registry, UnknownRun
from playground.runs.commands import COMMANDS, LONGEST_QUERY
from playground.ui import assets
from playground.ui.duel_choices import FIRST, match_of, names, offered
from playground.ui.handlers import COMPLAINTS, FULL_SPEED, speed_for
from playground.ui.text import browser_texts

SPEEDS = ("story", "fast", FULL_SPEED)
MOST_AT_ONCE = 20
"""Settings of a side that may be changed at one go."""

LAYERS = {key: sorted(picture.usual() - {"starve"}) for key, picture in Picture.entries.items()}
"""What each picture of a side shows; there is no room for the losses at the fakes."""

EXAMPLE = "k=3&generator.lr=0.0003"

Memory = dict[str, Any]


def duel_view(registry: Registry) -> gr.HTML:
    """Makes the view, inside the page's Blocks."""
    with gr.Column(elem_id="view-duel", elem_classes="pg-view"):
        part = gr.HTML(
            value={},
            html_template='<div class="pg-duel"></div>',
            js_on_load=assets.loader("duel.js"),
            elem_id="duel",
            elem_classes="pg-block",
            apply_default_css=False,
            texts=browser_texts(),
            base=assets.BASE,
            layers=LAYERS,
            presets=list(Preset.entries),
            first=FIRST,
            speeds=list(SPEEDS),
            example=EXAMPLE,
            **names(),
        )
    part.input(
        DuelHandler(registry).handle,
        part,
        part,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="multiple",
    )
    return part


class DuelHandler:
    """What happens on an event of the view."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def handle(self, memory: Any, event: gr.EventData) -> Memory:
        """Answers one event: `open` a duel, set the `pace`, `retune` a side, or obey a `command`."""
        held = recall(memory)
        try:
            held = self._answer(held, event._data if isinstance(event._data, Mapping) else {})
        except COMPLAINTS as complaint:
            held |= {"notice": str(complaint)}
        return held | {"choices": offered(held["query"])}

    def _answer(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        if "open" in asked:
            return self._open(held, asked)
        if "pace" in asked:
            return self._speed(held, _text(asked["pace"]))
        if "retune" in asked:
            return self._retune(held, asked)
        return self._tell(held, _command(asked))

    def _open(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        """Another duel in place of the one there was, which goes once the new one stands."""
        match = match_of(_text(asked["open"]))
        made = self._begin(held, match)
        self._registry.drop(held["run"])
        if asked.get("play") is True:
            self._registry.tell(made["run"], {"do": "play"})
        return made

    def _begin(self, held: Memory, match: Match) -> Memory:
        token = self._registry.open(match, speed_for(match.settings, held["pace"]))
        self._registry.tell(token, {"do": "view", "layers": sorted({*chain(*LAYERS.values())})})
        return held | {"run": token, "query": match.to_query(), "notice": ""}

    def _speed(self, held: Memory, pace: str) -> Memory:
        if pace not in SPEEDS:
            raise CommandError(f"The speed of a duel must be one of {', '.join(SPEEDS)}.")
        value = speed_for(match_of(held["query"]).settings, pace)
        return self._tell(held, {"do": "speed", "value": value}) | {"pace": pace}

    def _retune(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        """Changes live settings of one side, all that its text names."""
        pairs = parse_qsl(_text(asked["retune"]), keep_blank_values=True)
        if not 0 < len(pairs) <= MOST_AT_ONCE:
            raise CommandError(f"Name 1 to {MOST_AT_ONCE} settings, such as {EXAMPLE}.")
        for path, value in pairs:
            held = self._tell(held, {"do": "retune", "path": path, "value": value, "side": asked.get("side")})
        return held

    def _tell(self, held: Memory, command: Mapping[str, Any]) -> Memory:
        """Sends a command, to a new duel if the old one is gone."""
        try:
            state = self._registry.tell(held["run"], command)
        except UnknownRun:
            held = self._begin(held, match_of(held["query"]))
            state = self._registry.tell(held["run"], command)
        return held | {"query": state["start"], "notice": ""}


def recall(memory: Any) -> Memory:
    """The view's memory, whatever a browser may have sent in its place."""
    given = memory if isinstance(memory, Mapping) else {}
    texts = {name: given.get(name) for name in ("run", "query", "pace")}
    held = {name: text if _is_text(text) else "" for name, text in texts.items()}
    pace = held["pace"] if held["pace"] in SPEEDS else SPEEDS[0]
    # Gradio tells the script of a value that is another one only: each answer has a number of its own.
    turn = given.get("turn")
    turn = (turn + 1) % 1_000_000 if type(turn) is int else 0
    return held | {"pace": pace, "notice": "", "turn": turn}


def _command(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    command = asked.get("command")
    do = command.get("do") if isinstance(command, Mapping) else None
    # Other settings are another duel, which is opened.
    if not isinstance(do, str) or do not in COMMANDS or do == "start":
        raise CommandError("This is not a command that a duel can be sent.")
    return command


def _text(value: Any) -> str:
    if not _is_text(value):
        raise CommandError(f"The settings of a duel must be a text of at most {LONGEST_QUERY} characters.")
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_QUERY
