"""The view in which two to four runs train side by side."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from playground.duel import Match
from playground.pictures import Picture
from playground.runs import CommandError, Registry
from playground.ui.duel_choices import FIRST, match_of, offered
from playground.ui.several_view import Memory, SeveralHandler, several_view

MOST_AT_ONCE = 20
"""Settings of a side that may be changed at one go."""

LAYERS = {key: sorted(picture.usual() - {"starve"}) for key, picture in Picture.entries.items()}
"""What each picture of a side shows; there is no room for the losses at the fakes."""

EXAMPLE = "k=3&generator.lr=0.0003"


def duel_view(registry: Registry) -> gr.HTML:
    """Makes the view, inside the page's Blocks."""
    return several_view("duel", DuelHandler(registry).handle, layers=LAYERS, first=FIRST, example=EXAMPLE)


class DuelHandler(SeveralHandler):
    """Also changes settings of one side (`retune`); its memory holds the `choices` for a side, too."""

    what = "duel"

    def read(self, query: str) -> Match:
        return match_of(query)

    def answer(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        return self._retune(held, asked) if "retune" in asked else self.follow(held, asked)

    def beside(self, held: Memory) -> Memory:
        return {"choices": offered(held["query"])}

    def begin(self, held: Memory, start: Match) -> Memory:
        made = super().begin(held, start)
        self._registry.tell(made["run"], {"do": "view", "layers": sorted({*chain(*LAYERS.values())})})
        return made

    def _retune(self, held: Memory, asked: Mapping[str, Any]) -> Memory:
        """Changes live settings of one side, all that its text names."""
        pairs = parse_qsl(self.text(asked["retune"]), keep_blank_values=True)
        if not 0 < len(pairs) <= MOST_AT_ONCE:
            raise CommandError(f"Name 1 to {MOST_AT_ONCE} settings, such as {EXAMPLE}.")
        for path, value in pairs:
            command = {"do": "retune", "path": path, "value": value, "side": asked.get("side")}
            held, _ = self.tell(held, command)
        return held
