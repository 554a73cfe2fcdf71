"""The view in which one setting trains on many seeds at once.

It is one component. Its value is the view's memory and lives in the browser: the token of the wall, the
text from which a wall that is gone can be made again, the speed, the remedies there are for it, the run
that a seed was just opened as, and what there is to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from playground.remedies import Remedy
from playground.runs import CommandError, Registry, UnknownRun
from playground.runs.commands import COMMANDS, LONGEST_QUERY
from playground.runs.crowd import Crowd
from playground.ui import assets, seeds_choices
from playground.ui.duel_choices import names
from playground.ui.handlers import COMPLAINTS, FULL_SPEED, speed_for, story_speed
from playground.ui.handlers import recall as recall_stage
from playground.ui.seeds_choices import crowd_of
from playground.ui.text import browser_texts

SPEEDS = ("story", "fast", FULL_SPEED)
NO_COMMANDS = ("start", "view")
"""Other settings are another wall, which is opened; and its pictures have no layers."""

Memory = dict[str, Any]


def seeds_view(registry: Registry, stage: gr.HTML | None = None) -> gr.HTML:
    """Makes the view, inside the page's Blocks. `stage` is the component of the Play view, whose run a
    seed becomes when it is opened; without it the script is told the run's token alone."""
    with gr.Column(elem_id="view-seeds", elem_classes="pg-view"):
        part = gr.HTML(
            value={},
            html_template='<div class="pg-seeds"></div>',
            js_on_load=assets.loader("seeds.js"),
            elem_id="seeds",
            elem_classes="pg-block",
            apply_default_css=False,
            texts=browser_texts(),
            base=assets.BASE,
            presets=seeds_choices.presets(),
            losses=seeds_choices.losses(),
            counts=seeds_choices.counts(registry.limits),
            kinds=seeds_choices.kinds(),
            rules=seeds_choices.RULES,
            evidence=seeds_choices.evidence(),
            speeds=list(SPEEDS),
            **names(),
        )
    handler = SeedsHandler(registry)
    part.input(
        handler.handle if stage is None else handler.handle_with_stage,
        part if stage is None else [part, stage],
        part if stage is None else [part, stage],
        queue=False,
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="multiple",
    )
    return part


class SeedsHandler:
    """What happens on an event of the view."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def handle(self, memory: Any, event: gr.EventData) -> Memory:
        """Answers one event: `open` a wall, set the `pace`, take another `loss` (`anew` or from this
        step on) or a `remedy`, open a `replica` as a run, or obey a `command`."""
        held = recall(memory)
        try:
            held = self._answer(held, event._data if isinstance(event._data, Mapping) else {})
        except COMPLAINTS as complaint:
            held |= {"notice": str(complaint)}
        return held | {"remedies": self._remedies(held)}

    def handle_with_stage(self, memory: Any, stage: Any, event: gr.EventData) -> tuple[Memory, Any]:
        """The same, and the memory of Play, whose run is the seed that was opened."""
        held = self.handle(memory, event)
        opened = held["opened"]
        return held, recall_stage(stage) | opened | {"notice": ""} if opened else gr.skip()

    def _answer(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        if "open" in asked:
            return self._open(held, crowd_of(_text(asked["open"])), asked.get("play") is True)
        if "pace" in asked:
            return self._speed(held, _text(asked["pace"]))
        if "loss" in asked:
            # Gradio takes what has a "path" for a file, so that a page cannot send this command itself.
            do = "restart" if asked.get("anew") is True else "retune"
            command = {"do": do, "path": "objective", "value": _text(asked["loss"])}
            return self._tell(held, command)[0]
        if "remedy" in asked:
            return self._take(held, Remedy.find(_text(asked["remedy"]), "The remedy"))
        if "replica" in asked:
            return self._take_out(held, asked["replica"])
        return self._tell(held, _command(asked))[0]

    def _open(self, held: Memory, crowd: Crowd, play: bool) -> Memory:
        """Another wall in place of the one there was, which goes once the new one stands."""
        made = self._begin(held, crowd)
        self._registry.drop(held["run"])
        if play:
            self._registry.tell(made["run"], {"do": "play"})
        return made

    def _begin(self, held: Memory, crowd: Crowd) -> Memory:
        token = self._registry.open(crowd, speed_for(crowd.settings, held["pace"]))
        return held | {"run": token, "query": crowd.to_query()}

    def _speed(self, held: Memory, pace: str) -> Memory:
        if pace not in SPEEDS:
            raise CommandError(f"The speed of a wall must be one of {', '.join(SPEEDS)}.")
        value = speed_for(crowd_of(held["query"]).settings, pace)
        return self._tell(held, {"do": "speed", "value": value})[0] | {"pace": pace}

    def _take(self, held: Memory, remedy: type[Remedy]) -> Memory:
        """A remedy for all seeds: from this step on, or from the start if it asks for other networks."""
        held, state = self._tell(held, {"do": "look"})
        if remedy.restarts(state["family"]):
            crowd = crowd_of(state["start"]).anew(remedy.after(state["family"]))
            return self._open(held, crowd, state["playing"])
        for change in remedy.changes(state["family"]):
            held, _ = self._tell(held, {"do": "retune", "path": change.path, "value": change.text})
        return held

    def _take_out(self, held: Memory, replica: Any) -> Memory:
        """One seed as a run of its own, from where it is; the wall waits."""
        held, _ = self._tell(held, {"do": "pause"})
        trainer = self._registry.tell(held["run"], {"do": "take_out", "replica": replica})["trainer"]
        start = trainer.settings.anew(trainer.settings.family)
        token = self._registry.open(start, story_speed(start))
        state = self._registry.tell(token, {"do": "load", "trainer": trainer})
        return held | {"opened": {"run": token, "query": state["start"]}}

    def _tell(self, held: Memory, command: Mapping[str, Any]) -> tuple[Memory, Mapping[str, Any]]:
        """Sends a command, to a new wall if the old one is gone; returns the state it is in, too."""
        try:
            state = self._registry.tell(held["run"], command)
        except UnknownRun:
            held = self._begin(held, crowd_of(held["query"]))
            state = self._registry.tell(held["run"], command)
        return held | {"query": state["start"]}, state

    def _remedies(self, held: Memory) -> list[dict[str, Any]]:
        """What can be done for the wall as it is; nothing if there is none."""
        try:
            return seeds_choices.remedies(self._registry.tell(held["run"], {"do": "look"})["family"])
        except (UnknownRun, *COMPLAINTS):
            return []


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


def _command(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    command = asked.get("command")
    do = command.get("do") if isinstance(command, Mapping) else None
    if not isinstance(do, str) or do not in COMMANDS or do in NO_COMMANDS:
        raise CommandError("This is not a command that a wall can be sent.")
    return command


def _text(value: Any) -> str:
    if not _is_text(value):
        raise CommandError(f"The settings of a wall must be a text of at most {LONGEST_QUERY} characters.")
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_QUERY
