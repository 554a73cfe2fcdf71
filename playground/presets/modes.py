"""Modes in the plane: found, lost and found again."""

from __future__ import annotations

from playground.presets.base import Claim, Preset


class Ring(Preset):
    """Eight Gaussians on a ring: the green points find most of them, but not always all."""

    chapter = "modes"
    settings = "distribution=ring&distribution.radius=2&distribution.width=0.05"
    steps = 3000
    speed = 150
    claims = (Claim("at least six of the eight modes", "modes >= 6", wanted=0.9),)


class ModeCollapse(Preset):
    """G gathers on a few of eight modes. Then reset, press Wasserstein and play: it reaches all eight.

    Both losses play with the same networks, rates and five steps of D; only Wasserstein brings its
    gradient penalty. With that penalty Jensen-Shannon reaches seven or eight as well, so here it is
    the penalty that helps, not the loss alone. On two cores a duel of the two at its own speed is at
    step 600 within five seconds and at step 2,500, where modes are counted, within twenty.
    """

    chapter = "modes"
    # Claims are counted over seeds; the page opens on one that does what most of them do.
    settings = (
        "seed=1&distribution=ring&distribution.radius=2&distribution.width=0.05&k=5"
        "&generator.depth=3&generator.activation=relu&generator.lr=0.0003"
        "&discriminator.depth=3"
    )
    steps = 2500
    speed = 150
    claims = (
        Claim(
            "Jensen-Shannon has gathered on four modes or fewer after 600 steps",
            "modes >= 1 and modes <= 4 and high_quality >= 0.5",
            wanted=0.9,
            at=600,
        ),
        Claim("Jensen-Shannon ends at four of eight modes or fewer", "modes <= 4", wanted=0.9),
        Claim("Wasserstein ends at all eight", "modes == 8", wanted=0.9, variant="objective=wasserstein"),
        Claim(
            "Jensen-Shannon with the same gradient penalty reaches seven or eight",
            "modes >= 7",
            wanted=0.9,
            variant="constraint=gradient-penalty",
        ),
    )


class Wasserstein(Preset):
    """The data, networks and rates of mode collapse under the Wasserstein loss: all eight modes are found.

    The loss comes with its gradient penalty (weight 0.1, on lines between real and fake samples), which
    pulls the slope of D towards 1.
    """

    chapter = "modes"
    settings = ModeCollapse.settings + "&objective=wasserstein"
    steps = 2500
    speed = 150
    claims = (Claim("all eight modes", "modes == 8", wanted=0.9),)


class ModeHopping(Preset):
    """Most samples stay together and hop from mode to mode: D learns to refuse a place, and G moves on.

    The mode that most samples belong to is another one every thirty steps or so.
    """

    chapter = "modes"
    settings = (
        "distribution=ring&distribution.radius=2&distribution.width=0.15"
        "&generator.depth=3&generator.width=32&generator.activation=relu&generator.lr=0.0005"
        "&discriminator.width=32&discriminator.lr=0.0005"
    )
    steps = 1000
    speed = 50
    every = 20
    claims = (
        Claim(
            "the favourite mode is another than 20 steps before, at least twenty times",
            "favourite >= 20",
            "turns",
        ),
        Claim("at the end two of the eight modes at most", "modes <= 2"),
    )
