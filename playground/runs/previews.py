"""Small pictures for choosing: a preset at a telling moment, a distribution by itself.

A preview is one binary frame like those of a live run, thinned to a few kilobytes. Previews of presets take
training, so they are kept in `assets/previews` and made by `python -m playground.runs.previews [KEY ...]`;
those of distributions are made when they are asked for.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from playground import Settings, Trainer
from playground.distributions import Distribution, Images, Line
from playground.pictures.tiles import grey
from playground.presets import Preset
from playground.runs.frames import encode
from playground.runs.scenes import complete, pack

Array = np.ndarray

FOLDER = Path(__file__).parents[2] / "assets" / "previews"
LARGEST = 8192
"""Bytes of the largest preview."""

POINTS, HEAT, CELLS = 250, 24, 256
TILES_ACROSS = 3
"""Pictures in a row of a small one that shows pictures, and rows."""
PAIRS = 4
"""Pictures beside their translations."""
ALONE = 400
"""Points of a distribution that is shown by itself."""

_CHUNK = 50
_KEPT = {
    **{"line": ("x", "p", "q", "d"), "plane": ("real", "fake", "heat")},
    **{"labels": ("real", "fake", "labels")},
    **{"mixture": ("real", "shares", "ellipses"), "mixture-line": ("x", "p", "q")},
    **{"translation": ("source", "real", "fake"), "tiles": ("tiles",)},
    "class-rows": ("tiles",),
    "codes": ("drawn", "codes", "labels"),
    "translation-tiles": ("x", "gx"),
}
"""The arrays of each picture that a small one shows."""


def preset_preview(key: str, progress: Callable[[int], object] = lambda steps: None) -> bytes | None:
    """Trains a preset, from its own seed, to its telling moment and takes its picture.

    The header holds picture, facts, step and the settings in full (`query`). `progress` is called
    with the steps just done. None if the preset's stage has no small picture.
    """
    preset = Preset.find(key)
    settings = Settings.from_query(f"preset={key}")
    trainer = Trainer(settings)
    if not set(trainer.snapshot().pictures[:1]) & _KEPT.keys():
        return None
    moment = preview_step(preset)
    while trainer.steps < moment and not trainer.error:
        done = min(_CHUNK, moment - trainer.steps)
        trainer.step(done)
        progress(done)
    scene = trainer.scene()
    facts = complete(scene, trainer)
    arrays = {**scene.still, **scene.arrays}
    if "across" in facts:
        facts["across"] = TILES_ACROSS
    small = {name: _thinned(name, arrays[name]) for name in _KEPT[scene.picture] if name in arrays}
    header = {"picture": scene.picture, "facts": facts, "step": trainer.steps, "query": in_full(preset)}
    return encode(header, pack(small, facts))


def preview_step(preset: type[Preset]) -> int:
    """The step at which a preset has its picture taken: the end, unless it names one."""
    return getattr(preset, "preview_step", None) or preset.steps


def in_full(preset: type[Preset]) -> str:
    """All that a preset's picture depends on, as text: its settings without its name."""
    return Settings.from_query(f"preset={preset.key}").replace(preset="").to_query()


def kept_preview(key: str) -> bytes | None:
    """The kept picture of a preset; until there is one, its data alone, or None if it has no such."""
    file = FOLDER / f"{Preset.find(key).key}.frame"
    if file.exists():
        return file.read_bytes()
    distribution = getattr(Settings.from_query(f"preset={key}").family, "distribution", None)
    return None if distribution is None else data_preview(distribution.held())


def distribution_preview(key: str) -> bytes | None:
    """The data alone, as a distribution comes: see `data_preview`."""
    return data_preview(Distribution.find(key)().held())


@functools.lru_cache(maxsize=256)
def data_preview(distribution: Distribution) -> bytes | None:
    """One frame of a distribution by itself: on the line x and p, in the plane 400 real points; None for
    data that no such picture can be made of."""
    if isinstance(distribution, Images):
        tiles = grey(_sample(distribution, TILES_ACROSS**2))
        return encode({"picture": "tiles", "facts": {"across": TILES_ACROSS}}, {"tiles": tiles})
    on_line = isinstance(distribution, Line)
    window = distribution.window()
    facts = {"window": [list(axis) for axis in window] if not on_line else list(window[0])}
    arrays = _density(distribution) if on_line else {"real": _sample(distribution)}
    return encode({"picture": "line" if on_line else "plane", "facts": facts}, pack(arrays, facts))


def _density(distribution: Line) -> dict[str, Array]:
    """Mean density of each of 256 even cells of the window, which exists for atoms too."""
    ((low, high),) = distribution.window()
    edges = np.linspace(low, high, CELLS + 1)
    mass = np.diff(distribution.cdf(edges))
    return {
        "x": ((edges[:-1] + edges[1:]) / 2).astype(np.float32),
        "p": (mass / np.diff(edges)).astype(np.float32),
    }


def _sample(distribution: Distribution, n: int = ALONE) -> Array:
    return distribution.sample(n, torch.Generator().manual_seed(1)).numpy()


def _thinned(name: str, values: Array) -> Array:
    """At most 250 points or nine pictures; a field of D on 24 x 24 cells if that divides its own grid."""
    if name == "tiles":
        # From all over: with a row for each class, one of each.
        return values[:: len(values) // TILES_ACROSS**2][: TILES_ACROSS**2]
    if values.ndim == 3:
        return values[:PAIRS]
    if name in ("real", "fake", "source", "labels", "shares", "codes", "drawn"):
        return values[:POINTS]
    if name != "heat" or values.shape[0] % HEAT or values.shape[1] % HEAT:
        return values
    rows, columns = (side // HEAT for side in values.shape)
    return values.reshape(HEAT, rows, HEAT, columns).mean(axis=(1, 3))


def main(keys: Sequence[str]) -> None:
    """Makes the kept previews of the presets named, or of all."""
    FOLDER.mkdir(exist_ok=True)
    for key in keys or Preset.entries:
        with tqdm(total=preview_step(Preset.find(key)), desc=key, unit="step") as bar:
            frame = preset_preview(key, bar.update)
        if frame is not None:
            (FOLDER / f"{key}.frame").write_bytes(frame)


if __name__ == "__main__":
    main(sys.argv[1:])
