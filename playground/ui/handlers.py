"""What happens on an event of the page. Each handler returns {component: update}.

The stage's value is the page's memory, and it lives in the browser: the token of its run, the settings
from which a run that is gone can be made again, and the language of the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import gradio as gr

from playground import SettingError, Settings
from playground.presets import Preset
from playground.runs import Busy, CommandError, Full, Registry, UnknownRun
from playground.runs.commands import COMMANDS, LONGEST_QUERY
from playground.runs.drive import SLOW
from playground.ui.controls import shown_flow, shown_knobs
from playground.ui.text import LANGUAGES, words_of

FIRST_PRESET = "convergence"
FULL_SPEED = "full"
PACES = {SLOW: 0.0, "quarter": 0.25, "story": 1.0, "fast": 4.0, FULL_SPEED: math.inf}
"""Choices of speed, in multiples of the preset's own."""

USUAL_SPEED = 60.0
FURTHEST_LINK = 100_000
"""The last step that a link may bring a run to."""

OURS = ("speed", "step", "lang", "uploaded")
"""What an address may hold besides settings ..."""

GRADIOS = ("view", "logs", "embed", "duel", "wall")
"""... and what belongs to Gradio, or to another view of the page."""

FOLLOWED = {"reset", "reseed", "start", "restart", "choose_data", "choose_family", "retune", "rewind", "look"}
"""Commands after which controls may have to show something else."""

NUMBERS = ("int", "float")
"""Kinds of knobs that are dragged."""

Updates = dict[Any, Any]
COMPLAINTS = (SettingError, CommandError, Busy, Full)


class Handlers:
    """The events of one page layout; `parts` are its components by name."""

    def __init__(self, registry: Registry, parts: Mapping[str, Any]) -> None:
        self._registry, self._parts = registry, parts

    def open(self, request: gr.Request) -> Updates:
        """A new visitor: a run from the address, or the first preset with the reason why not."""
        query, ours = read_address(request.query_params)
        lang = language_of(ours, request)
        notice = words_of(lang)["notice.uploaded"] if "uploaded" in ours else ""
        try:
            settings = Settings.from_query(query or f"preset={first_preset()}")
        except SettingError as complaint:
            settings = Settings.from_query(f"preset={first_preset()}")
            notice = words_of(lang)["notice.settings"].format(complaint=complaint)
        return self._begin(settings, ours, lang, notice)

    def command(self, do: str, **arguments: Any) -> Callable[[Any], Updates]:
        """A handler for a button that sends one command."""

        def handle(memory: Any) -> Updates:
            return self._tell(memory, {"do": do, **arguments})

        return handle

    def answering(self, handler: Callable[[Any, gr.EventData], Updates]) -> Callable[..., Updates]:
        """A handler whose answer names the wish that it answers: the page waits for it with the next one."""

        def handle(memory: Any, event: gr.EventData) -> Updates:
            updates, stage = handler(memory, event), self._parts["stage"]
            asked = event._data.get("asked") if isinstance(event._data, Mapping) else None
            return updates | {stage: updates[stage] | {"answered": asked if type(asked) is int else 0}}

        return handle

    def obey(self, memory: Any, event: gr.EventData) -> Updates:
        """A command that a script of the page sends."""
        command = event._data.get("command") if isinstance(event._data, Mapping) else None
        do = command.get("do") if isinstance(command, Mapping) else None
        if not isinstance(do, str) or do not in COMMANDS:
            return self._complain(memory, CommandError("This is not a command that a page can send."))
        return self._tell(memory, command)

    def choose_preset(self, memory: Any, event: gr.EventData) -> Updates:
        """Another preset, at its own seed and speed; begun at `trained` networks if such are named."""
        pairs = {"preset": chosen(event, "value")}
        if at := chosen(event, "trained"):
            pairs["trained"] = at
        try:
            settings = Settings.from_query(urlencode(pairs))
        except SettingError as complaint:
            return self._complain(memory, complaint)
        updates = self._tell(memory, {"do": "start", "query": settings.to_query()})
        speed = {"do": "speed", "value": story_speed(settings)}
        return (
            updates
            | self._tell(updates[self._parts["stage"]], speed)
            | {self._parts["speed"]: pace_of(settings)}
        )

    def choose_data(self, memory: Any, event: gr.EventData) -> Updates:
        """Other data: one of the catalogue's, or a drawing as the text of its settings. What was
        uploaded is in the run already."""
        if chosen(event, "uploaded"):
            return self._tell(memory, {"do": "look"})
        drawn = dict(parse_qsl(chosen(event, "query")[:LONGEST_QUERY], keep_blank_values=True))
        values = drawn or {"distribution": chosen(event, "value")}
        return self._tell(memory, {"do": "choose_data", "values": values})

    def choose_family(self, memory: Any, event: gr.EventData) -> Updates:
        """Another model of the same data."""
        return self._tell(memory, {"do": "choose_family", "value": chosen(event, "value")})

    def choose_objective(self, memory: Any, event: gr.EventData) -> Updates:
        """Another loss, live."""
        return self._tell(memory, {"do": "retune", "path": "objective", "value": chosen(event, "value")})

    def turn_knob(self, memory: Any, event: gr.EventData) -> Updates:
        """Another value for a knob: at once where it is live, else from a new start.

        While a number is dragged along, only the diagram is brought up to date: nothing else has to
        follow, and a slider is not moved under the hand.
        """
        live = isinstance(event._data, Mapping) and event._data.get("live") is True
        command = {"path": chosen(event, "name"), "value": chosen(event, "value")}
        updates = self._tell(memory, {"do": "retune" if live else "restart", **command})
        knobs = updates.get(self._parts["knobs"], [])
        kind = next((knob["kind"] for knob in knobs if knob["name"] == command["path"]), "")
        if updates[self._parts["stage"]]["notice"] or not live or kind not in NUMBERS:
            return updates
        return {part: updates[part] for part in (self._parts["stage"], self._parts["flow"])}

    def choose_speed(self, memory: Any, event: gr.EventData) -> Updates:
        """A multiple of the preset's own speed, full speed, or slow motion."""
        pace = chosen(event, "value")
        try:
            settings = Settings.from_query(recall(memory)["query"])
        except SettingError:
            settings = Settings()
        return self._tell(memory, {"do": "speed", "value": speed_for(settings, pace)})

    def choose_language(self, memory: Any, event: gr.EventData) -> Updates:
        """The page in another language: the words that the server fills in."""
        updates = self._tell({**recall(memory), "lang": chosen(event, "value")}, {"do": "look"})
        stage, seed = updates[self._parts["stage"]], self._parts["seed"]
        if not stage["notice"]:
            del stage["notice"]  # what the page was told before still holds
        if seed in updates:
            updates[seed] = gr.update(
                value=updates[seed], label=words_of(recall(stage)["lang"])["seed.label"]
            )
        return updates

    def type_seed(self, memory: Any, seed: Any) -> Updates:
        """The same settings from the seed typed in."""
        if not isinstance(seed, int | float) or not math.isfinite(seed) or seed != int(seed):
            return self._complain(memory, words_of(recall(memory)["lang"])["notice.seed"])
        return self._tell(memory, {"do": "reseed", "seed": int(seed)})

    def _tell(self, memory: Any, command: Mapping[str, Any]) -> Updates:
        """Sends a command, to a new run if the old one is gone, and brings the controls up to date."""
        remembered, follow = recall(memory), command["do"] in FOLLOWED
        try:
            try:
                state = self._registry.tell(remembered["run"], command)
            except UnknownRun:
                settings = Settings.from_query(remembered["query"] or f"preset={first_preset()}")
                remembered["run"] = self._registry.open(settings, story_speed(settings))
                state, follow = self._registry.tell(remembered["run"], command), True
        except COMPLAINTS as complaint:
            return self._complain(remembered, complaint)
        stage = {**remembered, "query": state["start"], "notice": ""}
        return {self._parts["stage"]: stage} | (self._show(state, remembered["lang"]) if follow else {})

    def _begin(self, settings: Settings, ours: Mapping[str, str], lang: str, notice: str) -> Updates:
        pace = ours.get("speed") or pace_of(settings)
        memory = {"run": "", "query": settings.to_query(), "lang": lang}
        try:
            token = self._registry.open(settings, speed_for(settings, pace))
            if "step" in ours:
                self._registry.tell(token, {"do": "rewind", "step": linked_step(ours["step"])})
        except COMPLAINTS as complaint:
            return self._complain(memory, complaint)
        stage = {**memory, "run": token, "notice": notice}
        return {self._parts["stage"]: stage, self._parts["speed"]: pace, **self._controls(stage)}

    def _complain(self, memory: Any, complaint: object) -> Updates:
        remembered = recall(memory)
        updates = {self._parts["stage"]: {**remembered, "notice": str(complaint)}}
        return updates | self._controls(remembered)

    def _controls(self, memory: Mapping[str, str]) -> Updates:
        """All controls as the run has them; none if it is gone."""
        try:
            return self._show(self._registry.tell(memory["run"], {"do": "look"}), memory["lang"])
        except (UnknownRun, *COMPLAINTS):
            return {}

    def _show(self, state: Mapping[str, Any], lang: str) -> Updates:
        controls, words = state["controls"], words_of(lang)
        return {
            self._parts["presets"]: state["preset"],
            self._parts["data"]: controls.get("distribution", {}).get("text", ""),
            self._parts["models"]: state["family"].key,
            self._parts["objective"]: controls.get("objective", {}).get("text", ""),
            self._parts["seed"]: state["seed"],
            self._parts["flow"]: shown_flow(state["family"], words),
            self._parts["knobs"]: shown_knobs(controls, words),
        }


def read_address(parameters: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Settings (as a query) and what else is ours out of the page's address, without what is Gradio's."""
    # One step may be named by several changes, of which a dictionary would keep only the last.
    pairs = getattr(parameters, "multi_items", parameters.items)()
    known = [(key, value) for key, value in pairs if not key.startswith("__")]
    rest = [(key, value) for key, value in known if key not in (*OURS, *GRADIOS)]
    ours = {key: value for key, value in known if key in OURS}
    if ours.get("speed") not in PACES:
        ours.pop("speed", None)
    return urlencode(rest), ours


def language_of(ours: Mapping[str, str], request: gr.Request) -> str:
    """The language that the address asks for, else the first known one that the browser wants."""
    wanted = [ours.get("lang", "")]
    wanted += getattr(request, "headers", {}).get("accept-language", "").split(",")
    tags = [tag.split(";")[0].split("-")[0].strip().lower() for tag in wanted]
    return next((tag for tag in tags if tag in LANGUAGES), next(iter(LANGUAGES)))


def linked_step(text: str) -> int:
    """The step that a link names; raises `CommandError`."""
    if not text.isdecimal() or int(text[:9]) > FURTHEST_LINK or len(text) > 9:
        raise CommandError(f"A link goes to a step between 0 and {FURTHEST_LINK:,}; {text[:60]!r} is not.")
    return int(text)


def recall(memory: Any) -> dict[str, str]:
    """The page's memory, whatever a browser may have sent in its place."""
    given = memory if isinstance(memory, Mapping) else {}
    held = {
        name: value if isinstance(value := given.get(name), str) and len(value) <= LONGEST_QUERY else ""
        for name in ("run", "query", "lang")
    }
    return held | {"lang": held["lang"] if held["lang"] in LANGUAGES else next(iter(LANGUAGES))}


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


def speed_for(settings: Settings, pace: str) -> float | str | None:
    """Iterations per second for a choice of speed."""
    factor = PACES.get(pace, 1.0)
    if pace == SLOW:
        return SLOW
    return None if math.isinf(factor) else (story_speed(settings) or USUAL_SPEED) * factor
