"""The pictures of a Gaussian mixture: shares of the points and ellipses in the plane, parts on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.distributions import Plane
from playground.gaussians import Fitted
from playground.metrics import Evaluation
from playground.pictures.base import DATA, Picture, Scene, lacking, single, verdict_facts
from playground.pictures.line import LinePicture
from playground.pictures.plane import mode_centres

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 1000
STILL = 1e-3
"""A fit is at rest once no mean moves by more of its own standard deviation in a step."""
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8f7a00", "#7d4fb5")
"""Colours of the components, told apart by colour-blind eyes too (after Okabe & Ito, 2008), in turn."""


class MixturePicture(Picture):
    """The points that a mixture is fitted to, coloured by whose they are, and its Gaussians as ellipses.

    `real` are the first thousand training points, `shares` (n, k) what each component's part in them was
    at the last E step; `ellipses` (k, 6) rows of (x, y, long radius, short radius, angle, weight), radii
    at one standard deviation; `fake` samples of the mixture; `centres` the data's modes.
    """

    key = "mixture"
    layers: ClassVar = {"ellipses": True, "shares": True, "samples": False, "modes": True}

    def applies(self, evaluation):
        return isinstance(evaluation.density, Fitted) and isinstance(evaluation.distribution, Plane)

    def scene(self, evaluation, layers=()):
        fitted, real = evaluation.density, evaluation.training[:SHOWN]
        arrays, still = {"fake": evaluation.fake(SHOWN), "ellipses": fitted.ellipses()}, {}
        if "shares" in layers:
            arrays["shares"] = fitted.seen.responsibilities(real)
        if "modes" in layers and evaluation.distribution.modes():
            still["centres"] = mode_centres(evaluation.distribution)
        facts = {"window": [list(axis) for axis in evaluation.distribution.window()], **_facts(evaluation)}
        facts["lacks"] = lacking(modes=bool(evaluation.distribution.modes()))
        return Scene(self.key, single(arrays), single(still | {"real": real}), facts)

    def draw(self, axes: Axes, scene: Scene) -> None:
        from matplotlib.colors import to_rgb
        from matplotlib.patches import Ellipse

        palette = np.array([to_rgb(_colour(j)) for j in range(len(scene.arrays["ellipses"]))])
        shares = scene.arrays.get("shares")
        colours = DATA if shares is None else np.clip(shares @ palette, 0, 1)
        axes.scatter(*scene.still["real"].T, s=5, c=colours, linewidths=0)
        for j, (x, y, long, short, angle, weight) in enumerate(scene.arrays["ellipses"]):
            for sigma in (1, 2):
                sizes = 2 * sigma * long, 2 * sigma * short
                strength = min(1.0, 0.25 + 2 * float(weight))
                axes.add_patch(
                    Ellipse(
                        (x, y),
                        *sizes,
                        angle=np.degrees(angle),
                        fill=False,
                        edgecolor=_colour(j),
                        linewidth=1.8 / sigma,
                        alpha=strength,
                    )
                )
        (left, right), (bottom, top) = scene.facts["window"]
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")


class MixtureLinePicture(LinePicture):
    """A mixture on the line: p_data, the exact p_g, and the part that each Gaussian adds to it.

    `parts` (k, cells): w_j N(x; mu_j, sigma_j^2) at the places `x` of the curves, which sum to `q`.
    """

    key = "mixture-line"
    layers: ClassVar = {"parts": True, "histogram": False}

    def applies(self, evaluation):
        return isinstance(evaluation.density, Fitted) and evaluation.on_line

    def scene(self, evaluation, layers=()):
        scene = super().scene(evaluation, set(layers) & {"histogram"})
        if "parts" in layers:
            x = scene.still["x"].astype(float)[:, None]
            scene.arrays.update(single({"parts": evaluation.density.parts(x)}))
        return Scene(self.key, scene.arrays, scene.still, scene.facts | _facts(evaluation))

    def draw(self, axes: Axes, scene: Scene) -> None:
        super().draw(axes, scene)
        for j, part in enumerate(scene.arrays.get("parts", ())):
            axes.plot(scene.still["x"], part, color=_colour(j), linewidth=1)


def _facts(evaluation: Evaluation) -> dict[str, bool]:
    """Nobody judges; and whether the last step has moved anything."""
    fitted = evaluation.density
    return {**verdict_facts(evaluation), "still": fitted.moved_since(fitted.seen) < STILL}


def _colour(component: int) -> str:
    return COLOURS[component % len(COLOURS)]
