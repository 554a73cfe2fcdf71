"""How strong D may be: held too flat or too loosely, too fast, too slow, too sure of what it has seen."""

from __future__ import annotations

from playground.presets.base import Claim, Preset
from playground.presets.modes import Wasserstein


class ClippingSmall(Preset):
    """The critic's weights are clipped to ±0.01: it is nearly flat, and G spreads out without finding a mode.

    Data, networks and rates are those of the Wasserstein preset; only the gradient penalty has given way
    to weight clipping.
    """

    title = "Clipping, too small"
    chapter = "balance"
    settings = Wasserstein.settings + "&constraint=clipping&constraint.clipping.limit=0.01"
    steps = 2500
    speed = 100
    claims = (
        Claim("the critic's steepest slope stays below a thousandth", "lipschitz <= 0.001", wanted=0.9),
        Claim("no mode is found", "modes == 0", wanted=0.9),
    )


class ClippingLarge(Preset):
    """The critic's weights are clipped to ±1 only: its slope reaches the thousands, and G finds few modes.

    Data, networks and rates are those of the Wasserstein preset; only the gradient penalty has given way
    to weight clipping.
    """

    title = "Clipping, too large"
    chapter = "balance"
    settings = Wasserstein.settings + "&constraint=clipping&constraint.clipping.limit=1"
    steps = 2500
    speed = 100
    claims = (
        Claim("the critic's steepest slope is above a thousand", "lipschitz >= 1000", wanted=0.9),
        Claim("half of the eight modes at most", "modes <= 4", wanted=0.9),
    )


_GAME = (
    "distribution=gaussian&distribution.mean=4&noise.dim=1&objective.saturating=true&constraint=none"
    "&generator.depth=1&generator.width=16&generator.activation.slope=0.7&generator.start=orthogonal"
    "&generator.optimizer=sgd"
    "&discriminator.width=32&discriminator.activation=tanh&discriminator.beta1=0"
)
"""One bell, four units away, and the 2014 loss: only learning rates and k are still to be chosen."""


class DTooStrong(Preset):
    """D is sure of itself before G has moved: its curve turns into a cliff, and G stays where it began.

    On top of a cliff and at its foot D is flat, so there is nothing to follow. Data, networks and loss
    are those of the balanced game; only the learning rates and k differ.
    """

    title = "D too strong"
    chapter = "balance"
    settings = _GAME + "&generator.lr=0.001&discriminator.lr=0.01&k=5"
    steps = 3000
    speed = 150
    claims = (
        Claim(
            "G is still far away (Wasserstein-1 of at least 3.5) and D is sure",
            "w1 >= 3.5 and d_half_gap >= 0.45",
            wanted=0.9,
        ),
        Claim("G gets almost no push", "gradient <= 0.02", wanted=0.9),
    )


class GTooStrong(Preset):
    """G runs ahead of D: it shoots past the data, comes back as a needle, and D is too slow to object.

    D says one half nearly everywhere, although p_g is nothing like p_data: it is not always the end of the
    game when D can only guess.

    Data, networks and loss are those of the balanced game; only the learning rates differ.
    """

    title = "G too strong"
    chapter = "balance"
    settings = _GAME + "&generator.lr=0.3&discriminator.lr=0.0001"
    steps = 3000
    speed = 150
    claims = (
        Claim(
            "p_g is far from p_data (JSD of at least 0.2 nats), yet D is near one half",
            "jsd >= 0.2 and d_half_gap <= 0.1",
            wanted=0.9,
        ),
    )


class Balanced(Preset):
    """Neither player runs away: G is too wide, then too narrow, and in the end it fits the data.

    Data, networks and loss are those of D too strong and G too strong; only the learning rates and k
    differ.
    """

    chapter = "balance"
    settings = _GAME + "&generator.lr=0.03&discriminator.lr=0.002"
    steps = 3000
    speed = 150
    claims = (
        Claim(
            "ends with p_g close to p_data (JSD of at most 0.02 nats) and D near one half",
            "jsd <= 0.02 and d_half_gap <= 0.1",
            wanted=0.9,
        ),
    )


class Memorise(Preset):
    """D learns eight training samples by heart: its curve peaks at them and turns down fresh real data.

    With ten thousand training samples D says the same of both.
    """

    title = "Learnt by heart"
    chapter = "balance"
    settings = (
        "distribution=gaussian&distribution.mean=0&noise.dim=1&data.size=8&k=3"
        "&generator.width=32&generator.lr=0.0003"
        "&discriminator.width=32&discriminator.fourier=4&discriminator.lr=0.003"
    )
    steps = 1500
    speed = 75
    claims = (
        Claim("D on training data is at least 0.3 above D on held-out data", "d_overfit >= 0.3"),
        Claim(
            "with ten thousand training samples the two differ by 0.05 at the most",
            "d_overfit <= 0.05 and d_overfit >= -0.05",
            variant="data.size=10000",
        ),
    )
