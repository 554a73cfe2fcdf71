"""A snapshot: one moment of a run, frozen, measured and able to draw itself."""

from __future__ import annotations

import functools
import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.knobs import SettingError
from playground.metrics import Evaluation, applicable, floors, measure
from playground.pictures import Picture, Scene
from playground.settings import Settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run at `steps` iterations; `settings`, stepped as far, lead here. `error` says why it diverged."""

    settings: Settings
    steps: int
    evaluation: Evaluation
    error: str | None = None

    @functools.cached_property
    def metrics(self) -> dict[str, float]:
        """All metrics that apply, by name."""
        return measure(self.evaluation)

    def measure(self, names: Iterable[str] | str | None = None) -> dict[str, float]:
        """Metrics by name: all that apply, or those named, or the `"cheap"` ones (a few ms each)."""
        return measure(
            self.evaluation, applicable(self.evaluation, cheap=True) if names == "cheap" else names
        )

    @functools.cached_property
    def floors(self) -> dict[str, float]:
        """What a perfect generator would score, for metrics that are taken on samples."""
        return floors(self.evaluation)

    def sample(self, n: int) -> np.ndarray:
        """n generated samples (n, d)."""
        return self.evaluation.fake(n)

    def latents(self, n: int) -> np.ndarray:
        """The n latents z (n, latent dimension) that `sample` puts through G; see `playground.latent` for
        ways between them."""
        return self.evaluation.latents(n)

    def generate(self, z: np.ndarray) -> np.ndarray:
        """G(z) for latents (..., latent dimension): samples (..., d). Raises `SettingError`."""
        z, wanted = np.asarray(z, float), self.evaluation.latent
        if not self.evaluation.generates or z.ndim == 0 or z.shape[-1] != wanted:
            raise SettingError(f"Latents of this run have shape (..., {wanted}); {z.shape} does not fit.")
        x = self.evaluation.players.generate(z.reshape(-1, wanted))
        return x.reshape(*z.shape[:-1], -1)

    def scene(self, picture: str | None = None, layers: Collection[str] | None = None) -> Scene:
        """The arrays of one picture, of the stage by default, with its usual layers or those named."""
        entry = Picture.find(picture or self.stage, "picture")
        return entry().scene(self.evaluation, entry.usual() if layers is None else layers)

    @property
    def stage(self) -> str:
        """Key of the picture that shows it best; raises `SettingError` if none can be made of it."""
        if not self.pictures:
            raise SettingError(
                "There is no picture of a run on such data; measure it, or draw samples of it."
            )
        return self.pictures[0]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Keys of the pictures that can be made of it; the first is the stage."""
        keys = dict.fromkeys((*self.settings.family.pictures, *Picture.entries))
        return tuple(key for key in keys if Picture.find(key)().applies(self.evaluation))

    def draw(
        self, axes: Axes | None = None, picture: str | None = None, layers: Collection[str] | None = None
    ) -> Figure:
        """Draws the stage, or another picture, with matplotlib; returns the figure."""
        from matplotlib.figure import Figure

        scene = self.scene(picture, layers)
        if axes is None:
            axes = Figure(figsize=(5, 4), layout="constrained").add_subplot()
            axes.set_title(f"step {self.steps:,}")
        Picture.find(scene.picture)().draw(axes, scene)
        return axes.figure

    def _repr_png_(self) -> bytes:
        with io.BytesIO() as buffer:
            self.draw().savefig(buffer, format="png", dpi=120)
            return buffer.getvalue()
