"""Figures for papers and slides, each from a real run."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from playground.knobs import SettingError
from playground.settings import Settings
from playground.snapshot import Snapshot
from playground.trainer import Trainer

SUFFIXES = (".pdf", ".png", ".svg")
NEAR, ARRIVED = 0.25, 0.05
"""Panel (a) is taken while the Jensen-Shannon divergence lies between these (nats): where D is then
farthest from its optimum."""
SETTLED = 0.05
"""Panel (b) shows D once it is this close to its optimum, or after `MOST_D_STEPS`."""
MOST_D_STEPS = 3000
G_STEPS = 40


def draw_figure(
    settings: Settings, steps: int, out: str | Path, progress: Callable[[int], object] = lambda steps: None
) -> list[dict[str, Any]]:
    """Draws a run of `steps` iterations to a file; the suffix of `out` chooses pdf, png or svg.

    On the line: the four panels of Goodfellow et al. (2014), Figure 1. Elsewhere: the stage at four
    moments. Returns what each panel shows.
    """
    if Path(out).suffix not in SUFFIXES:
        raise SettingError(
            f"The figure's file must end in one of {', '.join(SUFFIXES)}; {str(out)!r} does not."
        )
    if not Path(out).resolve().parent.is_dir():
        raise SettingError(f"There is no folder to put {str(out)!r} in; make it first.")
    trainer = Trainer(settings)
    panels = (_paper if trainer.stage == "line" else _strip)(trainer, steps, progress)
    width = 3.2 * len(panels)
    figure = Figure(figsize=(width, 3.4), layout="constrained")
    for axes, (title, snapshot) in zip(figure.subplots(1, len(panels)), panels, strict=True):
        snapshot.draw(axes)
        axes.set_title(title, fontsize=11)
    figure.savefig(out, dpi=200, metadata=_metadata(out, settings))
    return [
        {"title": title, "steps": snapshot.steps, "metrics": snapshot.metrics} for title, snapshot in panels
    ]


def draw_stage(snapshot: Snapshot, suffix: str) -> bytes:
    """The stage at one moment, as the content of a file with this suffix, such as ".svg"."""
    if suffix not in SUFFIXES:
        raise SettingError(f"A figure is one of {', '.join(SUFFIXES)}; {suffix:.20} is not.")
    with io.BytesIO() as content:
        metadata = _metadata(f"stage{suffix}", snapshot.settings)
        snapshot.draw().savefig(content, format=suffix[1:], dpi=200, metadata=metadata)
        return content.getvalue()


def _paper(trainer: Trainer, steps: int, progress: Callable[[int], object]) -> list[tuple[str, Snapshot]]:
    """(a) near convergence, (b) D at its optimum, (c) after updates of G, (d) the end of the run.

    (b) and (c) are half-steps taken from (a), as in the paper; (d) is the run that never took them.
    """
    settings = trainer.settings
    _run_until_near(trainer, steps, progress)
    start = trainer.steps
    panels = [("(a)", trainer.snapshot())]
    for _ in range(MOST_D_STEPS // 50):
        if trainer.measure(["d_star_gap"]).get("d_star_gap", 1.0) <= SETTLED:
            break
        trainer.half_step("discriminator", 50)
    panels.append(("(b)", trainer.snapshot()))
    trainer.half_step("generator", G_STEPS)
    panels.append(("(c)", trainer.snapshot()))
    end = Trainer(settings)
    while end.steps < max(steps, start) and not end.error:
        end.step(min(100, max(steps, start) - end.steps))
        progress(100)
    panels.append(("(d)", end.snapshot()))
    return panels


def _run_until_near(trainer: Trainer, steps: int, progress: Callable[[int], object]) -> None:
    """Goes to the moment of panel (a), or to the end if the run never comes near."""
    widest, moment = -1.0, None
    while trainer.steps < steps and not trainer.error:
        trainer.step(min(10, steps - trainer.steps))
        progress(10)
        now = trainer.measure(["jsd", "d_star_gap"])
        if now["jsd"] < ARRIVED:
            break
        if now["jsd"] <= NEAR and now.get("d_star_gap", 0.0) > widest:
            widest, moment = now.get("d_star_gap", 0.0), trainer.steps
    if moment is not None:
        trainer.rewind(moment)


def _strip(trainer: Trainer, steps: int, progress: Callable[[int], object]) -> list[tuple[str, Snapshot]]:
    panels = []
    for target in (0, steps // 10, steps // 3, steps):
        progress(target - trainer.steps)
        trainer.step(target - trainer.steps)
        panels.append((f"step {target:,}", trainer.snapshot()))
    return panels


def _metadata(out: str | Path, settings: Settings) -> dict[str, str]:
    """How the figure can be made again, in the field that each format has for it."""
    field = {".pdf": "Subject", ".png": "Description", ".svg": "Description"}[Path(out).suffix]
    return {field: settings.to_query()}
