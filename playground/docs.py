"""The catalogue as Markdown: the README's tables, made from the docstrings."""

from __future__ import annotations

import inspect
from pathlib import Path

from playground.catalogue import Catalogued
from playground.constraints import Constraint
from playground.distributions import Distribution
from playground.families import Family
from playground.metrics import Metric
from playground.networks import Network
from playground.networks.activations import Activation
from playground.objectives import Objective
from playground.optimizers import Optimizer
from playground.presets import Preset
from playground.priors import Prior

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
}
BEGIN, END = "<!-- catalogue -->", "<!-- /catalogue -->"


def tables() -> str:
    """One table for each catalogue: key, what it is, its knobs."""
    return "\n\n".join(_table(title, root) for title, root in CATALOGUES.items())


def refresh(readme: str | Path) -> bool:
    """Puts the tables between their marks in a README; returns whether that changed it."""
    readme = Path(readme)
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    fresh = f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"
    readme.write_text(fresh, encoding="utf-8")
    return fresh != text


def _table(title: str, root: type[Catalogued]) -> str:
    with_knobs = any(entry.knobs() for entry in root.entries.values())
    head = ["Key", title.rstrip("s") if title != "Families" else "Family"] + ["Knobs"] * with_knobs
    rows = [head, ["---"] * len(head)]
    for key, entry in sorted(root.entries.items()):
        knobs = ", ".join(f"`{name}`" for name in entry.knobs())
        rows.append([f"`{key}`", _cell(inspect.getdoc(entry))] + [knobs] * with_knobs)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return f"<details><summary>{title}</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def _cell(docstring: str) -> str:
    """A docstring on one line, safe within a table."""
    return " ".join(docstring.split()).replace("|", "\\|")
