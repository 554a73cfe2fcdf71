"""What was measured about the presets: the evidence that is kept in `assets/evidence`."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from playground.presets.base import Preset

FOLDER = Path(__file__).parents[2] / "assets" / "evidence"


@functools.cache
def evidence_of(key: str) -> tuple[dict[str, Any], ...]:
    """The kept blocks of a preset: itself first, then its variants; empty if nothing is kept."""
    file = FOLDER / f"{key}.json"
    if not file.exists():
        return ()
    kept = json.loads(file.read_text(encoding="utf-8"))
    return tuple(kept if isinstance(kept, list) else [kept])


def measured_claims(key: str) -> list[tuple[str, int, int]]:
    """The preset's claims with the seeds that met them and the seeds that were tried."""
    made = {(claim.variant, claim.text) for claim in Preset.find(key).claims}
    return [
        (claim["text"], round(claim["share"] * claim["n"]), claim["n"])
        for block in evidence_of(key)
        for claim in block["claims"]
        if (block["versus"], claim["text"]) in made
    ]
