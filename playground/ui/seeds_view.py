"""The view in which one setting trains on many seeds at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from playground.remedies import Remedy
from playground.runs import Registry, UnknownRun
from playground.runs.crowd import Crowd
from playground.ui import seeds_choices
from playground.ui.handlers import COMPLAINTS, story_speed
from playground.ui.handlers import recall as recall_stage
from playground.ui.seeds_choices import crowd_of
from playground.ui.several_view import Memory, SeveralHandler, several_view


def seeds_view(registry: Registry, stage: gr.HTML | None = None) -> gr.HTML:
    """Makes the view, inside the page's Blocks. `stage` is the component of the Play view, whose run a
    seed becomes when it is opened; without it the script is told the run's token alone."""
    handler = SeedsHandler(registry)
    return several_view(
        "seeds",
        handler.handle if stage is None else handler.handle_with_stage,
        stage,
        presets=seeds_choices.presets(),
        losses=seeds_choices.losses(),
        counts=seeds_choices.counts(registry.limits),
        kinds=seeds_choices.kinds(),
        rules=seeds_choices.RULES,
        # Gradio keeps the name `every` to itself.
        compared=seeds_choices.EVERY,
        evidence=seeds_choices.evidence(),
        tracks=seeds_choices.tracks(),
    )


class SeedsHandler(SeveralHandler):
    """Also takes another `loss` (`anew` or from this step on) or a `remedy`, and opens a `replica` as a run;
    its memory holds the `remedies` there are, and the run that was `opened`."""

    what = "wall"
    no_commands = ("start", "view")

    def read(self, query: str) -> Crowd:
        return crowd_of(query)

    def handle_with_stage(self, memory: Any, stage: Any, event: gr.EventData) -> tuple[Memory, Any]:
        """Answers one event; returns the memory of Play, too, whose run is the seed that was opened."""
        held = self.handle(memory, event)
        opened = held["opened"]
        return held, recall_stage(stage) | opened | {"notice": ""} if opened else gr.skip()

    def answer(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        if "loss" in asked:
            # Gradio takes what has a "path" for a file, so that a page cannot send this command itself.
            do = "restart" if asked.get("anew") is True else "retune"
            command = {"do": do, "path": "objective", "value": self.text(asked["loss"])}
            return self.tell(held, command)[0]
        if "remedy" in asked:
            return self._take(held, Remedy.find(self.text(asked["remedy"]), "The remedy"))
        if "replica" in asked:
            return self._take_out(held, asked["replica"])
        return self.follow(held, asked)

    def beside(self, held: Memory) -> Memory:
        """What can be done for the wall as it is; nothing if there is none."""
        try:
            family = self._registry.tell(held["run"], {"do": "look"})["family"]
        except (UnknownRun, *COMPLAINTS):
            return {"remedies": []}
        return {"remedies": seeds_choices.remedies(family)}

    def _take(self, held: Memory, remedy: type[Remedy]) -> Memory:
        """A remedy for all seeds: from this step on, or from the start if it asks for other networks."""
        held, state = self.tell(held, {"do": "look"})
        if remedy.restarts(state["family"]):
            crowd = crowd_of(state["start"]).anew(remedy.after(state["family"]))
            return self.open(held, crowd, state["playing"])
        for change in remedy.changes(state["family"]):
            held, _ = self.tell(held, {"do": "retune", "path": change.path, "value": change.text})
        return held

    def _take_out(self, held: Memory, replica: Any) -> Memory:
        """One seed as a run of its own, from where it is; the wall waits."""
        held, _ = self.tell(held, {"do": "pause"})
        trainer = self._registry.tell(held["run"], {"do": "take_out", "replica": replica})["trainer"]
        start = trainer.settings.anew(trainer.settings.family)
        token = self._registry.open(start, story_speed(start))
        state = self._registry.tell(token, {"do": "load", "trainer": trainer})
        return held | {"opened": {"run": token, "query": state["start"]}}
