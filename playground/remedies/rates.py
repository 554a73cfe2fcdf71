"""Remedies that change how the players learn: how fast, how often, looking how far."""

from __future__ import annotations

from playground.remedies.base import Remedy


class TwoTimeScales(Remedy):
    """One step of D for each step of G, and D learns four times as fast.

    With rates of their own, small enough, both players come to rest at a local equilibrium; D need
    not be trained to its optimum in between.
    """

    title = "Two time scales"
    source = "Heusel et al., 2017"
    settings = "k=1&generator.lr=0.0001&discriminator.lr=0.0004"


class MoreDSteps(Remedy):
    """Ten steps of D for each step of G: D stays closer to its optimum, where its slope means most."""

    title = "More steps of D"
    source = "Goodfellow et al., 2014"
    settings = "k=10"


class FewerDSteps(Remedy):
    """One step of D for each step of G: D is less sure of itself, and its slope does not die out."""

    title = "Fewer steps of D"
    source = "Goodfellow et al., 2014"
    settings = "k=1"


class NoMomentum(Remedy):
    """Both players follow the present gradient only: in a game, momentum feeds the circling."""

    title = "No momentum"
    source = "Gidel et al., 2019"
    settings = "generator.beta1=0&discriminator.beta1=0"


class Averaging(Remedy):
    """Shows a running average of G's past weights (memory 0.999) in place of the last ones.

    The average smooths out the circling of the players; training itself goes on as before.
    """

    title = "Averaged G"
    source = "Yazici et al., 2019"
    settings = "generator.ema=0.999"


class LookingAhead(Remedy):
    """G looks five steps of D ahead: it learns from the D that will have answered, not from the present one.

    A heap on one mode then looks as bad to G as it will be once D has caught up with it. D itself learns
    as before.
    """

    key = "unrolled"
    title = "Unrolled D"
    source = "Metz et al., 2017"
    settings = "unrolled=5"
