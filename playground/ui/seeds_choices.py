"""What a wall of seeds can be of, and what can be done for it."""

from __future__ import annotations

import functools
import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

from playground import SettingError, Settings
from playground.distributions import Line
from playground.failures import AWAY, EVERY, HOPS, NEAR, SURE, WINDOW, Kind
from playground.families import Family
from playground.families.gan import Gan
from playground.objectives import Objective
from playground.presets import Preset
from playground.remedies import Remedy
from playground.runs.crowd import SEEDS, Crowd, in_force
from playground.runs.limits import Limits
from playground.ui import assets
from playground.ui.duel_choices import NOT_SETTINGS

FIRST = "mode-collapse"
COUNTS = (16, 32, 64)
RULES = {"steps": EVERY * WINDOW, "away": AWAY, "sure": SURE, "near": NEAR, "hops": HOPS}
"""Numbers that the sentences about the kinds quote."""
EVIDENCE = assets.FOLDER / "evidence" / "remedies.json"
TRACKS = assets.FOLDER / "evidence" / "track"


def crowd_of(query: str) -> Crowd:
    """The crowd that a text asks for: settings as an address has them, and `seeds=` for their number;
    without settings the first preset. Raises `SettingError`."""
    # Halves of surrogate pairs are no text that could be put in an address.
    text = query.encode(errors="replace").decode()
    pairs = parse_qsl(text.lstrip("?"), keep_blank_values=True)
    pairs = [
        pair for pair in pairs if pair[0] not in {*NOT_SETTINGS, "side"} and not pair[0].startswith("__")
    ]
    if all(path == SEEDS for path, _ in pairs):
        pairs = [("preset", FIRST), *pairs]
    if SEEDS not in dict(pairs):
        pairs = [*pairs, (SEEDS, str(COUNTS[0]))]
    return Crowd.from_query(urlencode(pairs))


@functools.cache
def presets() -> list[str]:
    """Presets whose seeds can be told apart by what they cover."""
    families = {key: Settings.from_query(f"preset={key}").family for key in Preset.entries}
    return [
        key
        for key, family in families.items()
        if type(family) is Gan
        and (isinstance(family.distribution, Line) or family.distribution.modes() is not None)
    ]


def counts(limits: Limits) -> list[int]:
    """Numbers of seeds that this server trains side by side."""
    return [count for count in COUNTS if count <= limits.replicas]


def remedies(family: Family) -> list[dict[str, Any]]:
    """Every remedy that the family can take: whether it `restarts`, and whether it is in force already."""
    found = []
    for key, remedy in Remedy.entries.items():
        try:
            changes = remedy.changes(family)
        except SettingError:
            continue  # this family has no such setting
        found.append({"key": key, "restarts": remedy.restarts(family), "taken": not changes})
    return found


def kinds() -> list[str]:
    """The kinds of failure, and of what is none, in the order in which the rules are asked."""
    return [str(kind) for kind in Kind]


def losses() -> list[str]:
    """The losses, by their keys."""
    return list(Objective.entries)


def evidence() -> dict[str, Any] | None:
    """What was counted of each remedy beside its control; None where nothing has been counted yet.

    `before` and `after` are the steps of the trials, `preset` what they were made on, `total` its modes;
    `tried` holds for each remedy its trials, in runs that went on or `anew`: in how many of `n` seeds it
    covered `all` modes, and `least` of them or more (`some`), and the same for its control.
    """
    if not EVIDENCE.is_file():
        return None
    found = json.loads(EVIDENCE.read_text(encoding="utf-8"))
    controls = {trial["key"]: trial for trial in found["tried"] if "control" not in trial}
    tried: dict[str, list[dict[str, Any]]] = {}
    for trial in found["tried"]:
        if "control" in trial:
            told = {"anew": trial["anew"], **_counted(trial), "helps": trial["helps"]["over_half"]}
            control = {"key": trial["control"], **_counted(controls[trial["control"]])}
            tried.setdefault(trial["key"], []).append(told | {"control": control})
    preset = Settings.from_query(found["settings"]).preset
    return {"preset": preset, **{name: found[name] for name in ("before", "after", "total")}, "tried": tried}


def tracks() -> list[dict[str, Any]]:
    """What was measured of losses and estimates, by `python -m playground track`: for each setting its
    `preset` and what is in `force` (see `in_force`), over how many `steps` and seeds `n`, and of which
    `truth`; `told` holds what D's loss and the estimate have to do with it: the median rank correlation
    `along` a run, and that over seeds at the end, with its interval."""
    kept = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(TRACKS.glob("*.json"))]
    return [_tracked(block) for blocks in kept for block in blocks]


def _tracked(block: dict[str, Any]) -> dict[str, Any]:
    settings = Settings.from_query(block["settings"])
    truth = next(name for name in ("w1", "sliced_w1") if name in block["over_seeds"])
    over, along = block["over_seeds"][truth], block["along"][truth]
    return {
        "preset": settings.preset,
        "force": in_force(settings.family, settings.preset),
        "steps": block["steps"][-1],
        "n": len(block["seeds"]),
        "truth": truth,
        "told": [
            {"said": said, "along": along[said]["median"], **over[said]} for said in over if said != "loss_g"
        ],
    }


def _counted(trial: dict[str, Any]) -> dict[str, int]:
    every, some = trial["all"], trial["over_half"]
    return {"all": every["met"], "some": some["met"], "least": some["least"], "n": every["n"]}
