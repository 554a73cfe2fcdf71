"""Questions about a run of pictures: what its samples are nearest to, and what is inside its networks.

They are parts of a recipe (see `recipes`), and each adds facts to the header under its own name. Like `real`
of points they are passed over where they have no meaning, as a page may ask before it knows of another run.

    nearest   i: sample i of the sheet and the training pictures nearest to it
    inside    true: the hidden layers of both players, and the filters of D's first layer
    excites   {layer, map}: the real patches that excite a map of D most
    without   {layer, map}: samples as they are, and with a map of G switched off
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from playground.filters import Inside, Layer, inside, switched_off
from playground.nearest_pictures import nearest, trained_on, usual_distance
from playground.pictures.tiles import grey, levels
from playground.runs.commands import CommandError
from playground.runs.recipes import SHEET, Kitchen, Recipe, mapping, whole

LOOKED_THROUGH = 400
"""Real pictures among which the exciting patches are found."""
SAMPLES = 16
"""Samples that are shown with and without a map."""
KERNELS = 64
"""Filters that are shown at the most."""

Array = np.ndarray
Answer = tuple[dict[str, Any], dict[str, Array]]


def inspect(kitchen: Kitchen, recipe: Recipe) -> Answer:
    """What the header says of the parts of this kind in a recipe, by their names, and their arrays."""
    told, arrays = {}, {}
    for name, look in INSPECTIONS.items():
        asked = recipe.get(name)
        # Zero is the number of a sample, not a no.
        if asked is not None and asked is not False:
            told[name], found = look(kitchen, asked)
            arrays |= found
    return told, arrays


def _nearest(kitchen: Kitchen, asked: Any) -> Answer:
    evaluation = kitchen.evaluation
    sample = grey(evaluation.fake(SHEET))[whole("The number of a sample", asked, 0, SHEET - 1)][None]
    train, held_out = trained_on(evaluation), evaluation.distribution.pictures().test
    places, distances = nearest(train, sample)
    told = {
        "sample": asked,
        "distances": distances[0].tolist(),
        "usual": usual_distance(train, held_out),
        "among": len(train.images),
    }
    return told, {"sample": sample, "nearest": train.images[places[0]]}


def _inside(kitchen: Kitchen, asked: Any) -> Answer:
    if asked is not True:
        raise CommandError("inside must be true or false.")
    told, arrays = {}, {}
    for name in ("generator", "discriminator"):
        found = inside(kitchen.evaluation, name)
        told[name] = [{"maps": layer.maps, "side": layer.side} for layer in found.layers] if found else []
    if told["discriminator"]:
        kernels = found.kernels()
        # Of a maxout unit, the first of its pieces.
        arrays["kernels"] = signed(
            kernels[:: max(1, len(kernels) // told["discriminator"][0]["maps"])][:KERNELS]
        )
    return told, arrays


def _excites(kitchen: Kitchen, asked: Any) -> Answer:
    network, layer, chosen = _map(kitchen, "discriminator", "excites", asked)
    evaluation = kitchen.evaluation
    found = network.exciting(layer, chosen, evaluation.told(evaluation.real(LOOKED_THROUGH)))
    return {**asked, "values": found.values.tolist()}, {"patches": levels(found.patches)}


def _without(kitchen: Kitchen, asked: Any) -> Answer:
    _, layer, chosen = _map(kitchen, "generator", "without", asked)
    z, generate = kitchen.evaluation.latents(SHEET)[:SAMPLES], kitchen.evaluation.players.generate
    before = grey(generate(z))
    with switched_off(layer, chosen):
        after = grey(generate(z))
    change = float(np.abs(after.astype(float) - before).mean())
    return {**asked, "change": change}, {"before": before, "after": after}


INSPECTIONS: dict[str, Callable[[Kitchen, Any], Answer]] = {
    "nearest": _nearest,
    "inside": _inside,
    "excites": _excites,
    "without": _without,
}


def _map(kitchen: Kitchen, name: str, part: str, asked: Any) -> tuple[Inside, Layer, int]:
    """A player's network and the map that is named."""
    asked, network = mapping(part, asked), inside(kitchen.evaluation, name)
    if asked.keys() != {"layer", "map"}:
        raise CommandError(f"{part} must name a layer and a map of it.")
    if network is None or not network.layers:
        raise CommandError(f"The {name} of this run has no hidden layers to look into.")
    layer = network.layers[whole("The number of a layer", asked["layer"], 0, len(network.layers) - 1)]
    return network, layer, whole("The number of a map", asked["map"], 0, layer.maps - 1)


def signed(filters: Array) -> Array:
    """Filters (n, rows, columns), each on its own scale, as uint8: 128 is zero, 1 and 255 the largest there
    is either way; what is not a number is 128."""
    known = np.where(np.isfinite(filters), filters, 0.0)
    largest = np.maximum(np.abs(known).max(axis=(1, 2), keepdims=True), 1e-30)
    return np.rint(128 + 127 * known / largest).astype(np.uint8)
