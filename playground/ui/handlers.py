"""What happens on an event of the page. Each handler returns {component: update}.

The stage's value is the page's memory, and it lives in the browser: the token of its run, and the
settings from which a run that is gone can be made again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import gradio as gr

from playground import SettingError, Settings
from playground.presets import Preset
from playground.runs import Busy, CommandError, Full, Registry, UnknownRun
from playground.ui.controls import shown_knobs
from playground.ui.text import text

FIRST_PRESET = "convergence"
FULL_SPEED = "full"
PACES = {"quarter": 0.25, "story": 1.0, "fast": 4.0, FULL_SPEED: math.inf}
"""Choices of speed, in multiples of the preset's own."""

USUAL_SPEED = 60.0
Updates = dict[Any, Any]
COMPLAINTS = (SettingError, CommandError, Busy, Full)


class Handlers:
    """The events of one page layout; `parts` are its components by name."""

    def __init__(self, registry: Registry, parts: Mapping[str, Any]) -> None:
        self._registry, self._parts = registry, parts

    def open(self, request: gr.Request) -> Updates:
        """A new visitor: a run from the address, or the first preset with the reason why not."""
        query, pace = read_address(dict(request.query_params))
        try:
            settings, notice = Settings.from_query(query or f"preset={first_preset()}"), ""
        except SettingError as complaint:
            settings = Settings.from_query(f"preset={first_preset()}")
            notice = text("notice.settings").format(complaint=complaint)
        return self._begin(settings, pace, notice)

    def command(self, do: str, **arguments: Any) -> Callable[[Any], Updates]:
        """A handler for a button that sends one command."""

        def handle(memory: Any) -> Updates:
            return self._tell(memory, {"do": do, **arguments}, follow=do in ("reset", "reseed"))

        return handle

    def choose_preset(self, memory: Any, event: gr.EventData) -> Updates:
        """Another preset, at its own seed and speed."""
        key = chosen(event, "value")
        try:
            settings = Settings.from_query(urlencode({"preset": key}))
        except SettingError as complaint:
            return self._complain(memory, complaint)
        updates = self._tell(memory, {"do": "start", "query": settings.to_query()}, follow=True)
        speed = {"do": "speed", "value": story_speed(settings)}
        return (
            updates
            | self._tell(updates[self._parts["stage"]], speed)
            | {self._parts["speed"]: pace_of(settings)}
        )

    def choose_objective(self, memory: Any, event: gr.EventData) -> Updates:
        """Another loss, live."""
        command = {"do": "retune", "path": "objective", "value": chosen(event, "value")}
        return self._tell(memory, command, follow=True)

    def turn_knob(self, memory: Any, event: gr.EventData) -> Updates:
        """Another value for a live knob. The panel is sent anew only when the value was refused, so
        that a slider is not moved under the hand."""
        command = {"do": "retune", "path": chosen(event, "name"), "value": chosen(event, "value")}
        updates = self._tell(memory, command)
        refused = bool(updates[self._parts["stage"]]["notice"])
        return updates | (self._controls(updates[self._parts["stage"]]["run"]) if refused else {})

    def choose_speed(self, memory: Any, event: gr.EventData) -> Updates:
        """A multiple of the preset's own speed, or full speed."""
        pace = chosen(event, "value")
        remembered = recall(memory)
        try:
            settings = Settings.from_query(remembered["query"])
        except SettingError:
            settings = Settings()
        return self._tell(memory, {"do": "speed", "value": speed_for(settings, pace)})

    def type_seed(self, memory: Any, seed: Any) -> Updates:
        """The same settings from the seed typed in."""
        if not isinstance(seed, int | float) or not math.isfinite(seed) or seed != int(seed):
            return self._complain(memory, text("notice.seed"))
        return self._tell(memory, {"do": "reseed", "seed": int(seed)}, follow=True)

    def _tell(self, memory: Any, command: Mapping[str, Any], follow: bool = False) -> Updates:
        """Sends a command, to a new run if the old one is gone. `follow` brings all controls up to date."""
        remembered = recall(memory)
        try:
            try:
                state = self._registry.tell(remembered["run"], command)
            except UnknownRun:
                settings = Settings.from_query(remembered["query"] or f"preset={first_preset()}")
                remembered["run"] = self._registry.open(settings, story_speed(settings))
                state, follow = self._registry.tell(remembered["run"], command), True
        except COMPLAINTS as complaint:
            return self._complain(remembered, complaint)
        stage = {"run": remembered["run"], "query": state["start"], "notice": ""}
        updates = {self._parts["stage"]: stage}
        return updates | (self._show(state) if follow else {})

    def _begin(self, settings: Settings, pace: str, notice: str) -> Updates:
        pace = pace or pace_of(settings)
        try:
            token = self._registry.open(settings, speed_for(settings, pace))
        except COMPLAINTS as complaint:
            return self._complain({"query": settings.to_query()}, complaint)
        stage = {"run": token, "query": settings.to_query(), "notice": notice}
        return {self._parts["stage"]: stage, self._parts["speed"]: pace, **self._controls(token)}

    def _complain(self, memory: Any, complaint: object) -> Updates:
        remembered = recall(memory)
        updates = {self._parts["stage"]: {**remembered, "notice": str(complaint)}}
        return updates | self._controls(remembered["run"])

    def _controls(self, token: str) -> Updates:
        """All controls as the run has them; none if it is gone."""
        try:
            return self._show(self._registry.tell(token, {"do": "look"}))
        except (UnknownRun, *COMPLAINTS):
            return {}

    def _show(self, state: Mapping[str, Any]) -> Updates:
        controls = state["controls"]
        return {
            self._parts["presets"]: state["preset"],
            self._parts["objective"]: controls.get("objective", {}).get("text", ""),
            self._parts["seed"]: state["seed"],
            self._parts["knobs"]: shown_knobs(controls),
        }


def read_address(parameters: Mapping[str, str]) -> tuple[str, str]:
    """Settings (as a query) and speed out of the page's address, without what is Gradio's."""
    ours = [(key, value) for key, value in parameters.items() if not key.startswith("__")]
    pace = dict(ours).get("speed", "")
    rest = [(key, value) for key, value in ours if key not in ("speed", "view", "logs", "embed")]
    return urlencode(rest), pace if pace in PACES else ""


def recall(memory: Any) -> dict[str, str]:
    """The page's memory, whatever a browser may have sent in its place."""
    given = memory if isinstance(memory, Mapping) else {}
    return {
        name: value if isinstance(value := given.get(name), str) and len(value) <= 8000 else ""
        for name in ("run", "query")
    }


def chosen(event: gr.EventData, name: str) -> str:
    """One text out of an event's data; empty if there is none."""
    data = event._data
    value = data.get(name) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else ""


def first_preset() -> str:
    """The preset that the page opens on."""
    return FIRST_PRESET if FIRST_PRESET in Preset.entries else next(iter(Preset.entries))


def story_speed(settings: Settings) -> float | None:
    """Iterations per second at which the settings' preset tells its story; None is full speed."""
    preset = Preset.entries.get(settings.preset)
    return USUAL_SPEED if preset is None else preset.speed


def pace_of(settings: Settings) -> str:
    """The choice of speed that stands for the preset's own."""
    return FULL_SPEED if story_speed(settings) is None else "story"


def speed_for(settings: Settings, pace: str) -> float | None:
    """Iterations per second for a choice of speed."""
    factor = PACES.get(pace, 1.0)
    return None if math.isinf(factor) else (story_speed(settings) or USUAL_SPEED) * factor
