"""What was measured about the remedies: the trials that are kept in `assets/evidence/remedies.json`."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "assets" / "evidence" / "remedies.json"


@functools.cache
def kept() -> dict[str, Any]:
    """The kept trials as `remedies.trial.trials` returned them; nothing tried if there is no file."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"tried": []}


def measured(key: str, anew: bool) -> dict[str, Any] | None:
    """What was counted for a remedy ("nothing" and "start-anew" are the controls), taken up by collapsed
    runs or by new ones from their start; None if that was not tried."""
    found = (block for block in kept()["tried"] if (block["key"], block["anew"]) == (key, anew))
    return next(found, None)
