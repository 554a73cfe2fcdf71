"""The latent explorer's side of a run: what G makes, at this moment, of the latents of a recipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from playground import Trainer
from playground.distributions import Images, Line, Plane
from playground.filters import inside
from playground.latent import keeps_to_a_shell, room
from playground.metrics import Evaluation
from playground.pictures.tiles import grey
from playground.priors import Prior
from playground.runs.commands import CommandError
from playground.runs.inspecting import INSPECTIONS, inspect
from playground.runs.recipes import PARTS, SHEET, Explorer, Kitchen, Recipe, cook, mapping

if TYPE_CHECKING:
    from playground.runs.session import Session

__all__ = ["QUESTIONS", "Explorer", "explore"]

REAL = 400
"""Samples of p_data beside points."""

Array = np.ndarray


def explore(session: Session, command: Recipe) -> dict[str, Any]:
    """What a `recipe` gives with the G of this moment: a `header` and `arrays`. It changes nothing.

    Raises `CommandError` or `SettingError` with a sentence.
    """
    trainer = session.trainer or session.ready()
    if not isinstance(trainer, Trainer):
        raise CommandError("The latent explorer looks into a single run; open one of these in Play first.")
    recipe = mapping("The recipe", command.get("recipe"))
    known = PARTS.keys() | INSPECTIONS.keys()
    if unknown := sorted(recipe.keys() - known - {"basis", "anew", "real"}):
        named = ", ".join(sorted(known))
        raise CommandError(f"{unknown[0]!r:.40} is no part of a recipe; known are {named}.")
    evaluation = trainer.run.evaluation(lasting=False)
    kind = _kind(evaluation)
    kitchen = Kitchen(session.explorer, evaluation, trainer.steps)
    # First of all, since a pad may ask for the same directions.
    header, arrays = _found(kitchen, recipe) if "basis" in recipe else ({}, {})
    samples = cook(kitchen, recipe)
    if recipe.get("real") is True and kind == "points":
        arrays["real"] = evaluation.real(REAL)
    arrays |= {name: grey(x) for name, x in samples.items()} if kind == "tiles" else samples
    if kind == "tiles":
        told, found = inspect(kitchen, recipe)
        header, arrays = header | told, arrays | found
    return {"header": _header(session, evaluation, kind) | header, "arrays": arrays}


def _found(kitchen: Kitchen, recipe: Recipe) -> tuple[dict[str, Any], dict[str, Array]]:
    """The directions, and where on them the latents of the sheet lie."""
    found, step = kitchen.directions(recipe, anew=recipe.get("anew") is True)
    told = {
        "basis": recipe["basis"],
        "axes": list(found.axes),
        "strengths": found.strengths.tolist(),
        "found": step,
    }
    return told, {"coordinates": kitchen.evaluation.latents(SHEET) @ found.vectors.T}


def _header(session: Session, evaluation: Evaluation, kind: str) -> dict[str, Any]:
    prior, data = evaluation.prior, evaluation.distribution
    return {
        "step": session.trainer.steps,
        "playing": session.playing,
        "error": session.error,
        "kind": kind,
        "latent": evaluation.latent,
        "prior": prior.key,
        "shell": keeps_to_a_shell(prior, evaluation.latent),
        "room": room(prior),
        "reach": list(prior.limits()),
        "window": [list(axis) for axis in data.window()] if kind == "points" else [],
        "layered": kind == "tiles" and inside(evaluation, "generator") is not None,
    }


def _kind(evaluation: Evaluation) -> str:
    """How samples are shown: as `tiles` or as `points`."""
    if not isinstance(evaluation.prior, Prior):
        raise CommandError("This model draws its samples from no latents, so there is nothing to explore.")
    if isinstance(evaluation.distribution, Images):
        return "tiles"
    if isinstance(evaluation.distribution, Line | Plane):
        return "points"
    raise CommandError("There is no picture of samples on such data; choose others in Play.")


QUESTIONS: dict[str, Callable[[Session, Mapping[str, Any]], dict[str, Any]]] = {"explore": explore}
"""What a session can be asked: like commands, but nothing changes, and no controls are told of it."""
