"""The catalogue as Markdown: the README's tables, made from the docstrings."""

from __future__ import annotations

import inspect
import itertools
from pathlib import Path
from typing import Any

from playground.catalogue import Catalogued
from playground.constraints import Constraint
from playground.distributions import Distribution
from playground.families import Family
from playground.laboratory import Distance
from playground.metrics import Metric
from playground.networks import Network
from playground.networks.activations import Activation
from playground.objectives import Objective
from playground.optimizers import Optimizer
from playground.presets import Preset
from playground.presets.measured import measured_claims
from playground.priors import Prior
from playground.remedies import Remedy
from playground.remedies.measured import kept

CATALOGUES: dict[str, type[Catalogued]] = {
    "Presets": Preset,
    "Families": Family,
    "Distributions": Distribution,
    "Objectives": Objective,
    "Constraints on D": Constraint,
    "Priors": Prior,
    "Networks": Network,
    "Activations": Activation,
    "Optimizers": Optimizer,
    "Metrics": Metric,
    "Distances": Distance,
    "Remedies": Remedy,
}


def tables() -> str:
    """One table for each catalogue: key, what it is, its knobs."""
    return "\n\n".join(_table(title, root) for title, root in CATALOGUES.items())


def claims() -> str:
    """What the presets claim, and in how many seeds it was so."""
    rows = [["Preset", "Claim", "Seeds"], ["---"] * 3]
    for preset in itertools.chain(*Preset.story().values()):
        for claim, met, n in measured_claims(preset.key):
            rows.append([f"`{preset.key}`", _cell(claim), f"{met} of {n}"])
    return _rows(rows)


def remedies() -> str:
    """How many collapsed runs each remedy frees, beside doing nothing; bold is more than chance."""
    rows = [["Remedy", "Seeds", "Taken up by a collapsed run: 5, 7, 8 modes", "From the start: 5, 7, 8"]]
    rows.append(["---"] * 4)
    tried = kept()["tried"]
    for key in dict.fromkeys(block["key"] for block in tried):
        ways = {block["anew"]: block for block in tried if block["key"] == key}
        counted = "/".join(dict.fromkeys(str(len(block["modes"])) for block in ways.values()))
        rows.append([f"`{key}`", counted, *(_reached(ways.get(anew)) for anew in (False, True))])
    return _rows(rows)


def _reached(block: dict[str, Any] | None) -> str:
    """Seeds that reached more than half of the modes, all but one at least, and all."""
    if block is None:
        return ""
    told = []
    for reached in ("over_half", "most", "all"):
        met = str(block[reached]["met"])
        told.append(f"**{met}**" if block.get("helps", {}).get(reached) else met)
    return ", ".join(told)


def refresh(readme: str | Path) -> bool:
    """Puts what is generated between its marks in a README; returns whether that changed it."""
    readme = Path(readme)
    text = fresh = readme.read_text(encoding="utf-8")
    made_of = {"catalogue": tables(), "claims": claims(), "remedies": remedies()}
    for mark, made in made_of.items():
        before, begin, rest = fresh.partition(f"<!-- {mark} -->")
        _, end, after = rest.partition(f"<!-- /{mark} -->")
        fresh = f"{before}{begin}\n\n{made}\n\n{end}{after}"
    readme.write_text(fresh, encoding="utf-8")
    return fresh != text


def _table(title: str, root: type[Catalogued]) -> str:
    with_knobs = any(entry.knobs() for entry in root.entries.values())
    head = ["Key", _singular(title)] + ["Knobs"] * with_knobs
    rows = [head, ["---"] * len(head)]
    for key, entry in sorted(root.entries.items()):
        knobs = ", ".join(f"`{name}`" for name in entry.knobs())
        rows.append([f"`{key}`", _cell(inspect.getdoc(entry))] + [knobs] * with_knobs)
    return f"<details><summary>{title}</summary>\n\n{_rows(rows)}\n\n</details>"


def _rows(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _singular(title: str) -> str:
    return title.removesuffix("ies") + "y" if title.endswith("ies") else title.rstrip("s")


def _cell(docstring: str) -> str:
    """A docstring on one line, safe within a table."""
    return " ".join(docstring.split()).replace("|", "\\|")
