"""Other families than the GAN, on the same data and by the same numbers."""

from __future__ import annotations

from playground.families.cyclegan_sides import SUITS_PICTURES
from playground.presets.base import Claim, Preset

_KMEANS = "init=kmeans"
_TRANSLATION = (
    "family=cyclegan&distribution=moons&distribution.radius=1.3&target=spiral&target.turns=0.5&identity=0"
    "&generator.lr=0.001&discriminator.lr=0.001&cycle=1&generator.start=he"
    "&schedule.steps=4000&schedule.hold=0.5"
)


class GmmRing(Preset):
    """Eight Gaussians fitted to eight: from random points EM gets stuck, two sharing what is due to one.

    No step lowers the likelihood, and still the end depends on the start: begun on clusters of the data,
    the same steps find all eight modes. Then the fit nears the truth as the sample grows: the KL by fresh
    points is 0.50 nats with 100 training points, 0.024 with 1,000 and 0.0025 with 10,000 (medians).
    """

    title = "Mixture on the ring"
    chapter = "family"
    settings = (
        "family=gmm&distribution=ring&distribution.radius=2&distribution.width=0.05&components=8&init=points"
    )
    steps = 200
    speed = 10
    claims = (
        Claim("from random points at most six of the eight modes", "modes <= 6", wanted=0.9),
        Claim("from k-means all eight", "modes == 8", variant=_KMEANS),
        Claim(
            "with 100 training points the KL by fresh points is at least 0.1 nats",
            "kl_sampled >= 0.1",
            variant=f"{_KMEANS}&data.size=100",
        ),
        Claim(
            "with 1,000 it is between 0.01 and 0.05 nats",
            "kl_sampled >= 0.01 and kl_sampled <= 0.05",
            variant=f"{_KMEANS}&data.size=1000",
        ),
        Claim(
            "with 10,000 it is at most 0.005 nats",
            "kl_sampled <= 0.005",
            variant=f"{_KMEANS}&data.size=10000",
        ),
    )


class GmmMoons(Preset):
    """Two Gaussians for two moons: an ellipse cannot bend, and EM comes to rest far from the data.

    Eight bend by pieces, and come much closer. What is left is the family's own: no end of steps
    removes it.
    """

    title = "Mixture on the moons"
    chapter = "family"
    settings = "family=gmm&distribution=moons&components=2&init=points"
    steps = 200
    speed = 10
    claims = (
        Claim("two Gaussians end at a JSD of at least 0.28 nats", "jsd >= 0.28"),
        Claim(
            "eight end between 0.03 and 0.07 nats",
            "jsd >= 0.03 and jsd <= 0.07",
            variant=f"components=8&{_KMEANS}",
        ),
    )


class CycleganToy(Preset):
    """Moons to spirals and back, unpaired: both maps arrive, and a whole cycle brings every point back.

    The colours show which x went where: neighbours stay together. Which moon becomes which arm, and which
    of its ends which, nobody has said: another seed may choose otherwise, and be as right.
    """

    title = "Moons to spirals"
    chapter = "family"
    settings = _TRANSLATION
    steps = 4000
    claims = (
        Claim("a cycle misses by at most 5 % of the data's spread", "cycle_error <= 0.05", wanted=0.9),
        Claim("W1 within twice its floor, both ways", "w1 <= 0.186 and w1_back <= 0.171", wanted=0.9),
        Claim("at least 80 % in the target domain, both ways", "in_target >= 0.8", wanted=0.9),
    )


class CycleganUncycled(Preset):
    """The same two games without the cycle loss: each map arrives, but mostly they do not undo each other.

    Chance settles which way round each map lays one set on the other, and nobody sees that they agree. Where
    they do not, raise the weight of the cycle loss while it runs.
    """

    title = "Without the cycle"
    chapter = "family"
    settings = f"{_TRANSLATION}&cycle=0"
    steps = 4000
    claims = (
        Claim(
            "in most seeds a cycle misses by at least half of the data's spread",
            "cycle_error >= 0.5",
            wanted=0.6,
        ),
        Claim("and in all by more than with the cycle loss", "cycle_error >= 0.02"),
        Claim("W1 within twice its floor, both ways", "w1 <= 0.186 and w1_back <= 0.171", wanted=0.9),
    )


class CycleganStripes(Preset):
    """Plain digits to striped ones and back, unpaired: the horse and the zebra of 28 x 28 pixels.

    Each digit over what G or F makes of it, and over what comes back. X and Y are of different digits, and
    nobody has said which belongs to which; stripes come and go, and the digit stays.
    """

    title = "Plain to striped digits"
    chapter = "family"
    settings = f"family=cyclegan&distribution=mnist&target=striped&{SUITS_PICTURES}"
    steps = 600
    claims = (
        Claim(
            "at least 90 % judged in the target domain, both ways",
            "in_domain >= 0.9 and in_domain_back >= 0.9",
            wanted=0.9,
        ),
        Claim(
            "at least 85 % keep their label, both ways",
            "label_kept >= 0.85 and label_kept_back >= 0.85",
            wanted=0.9,
        ),
        Claim("a cycle misses by at most 30 % of the pixels' spread", "cycle_error <= 0.3", wanted=0.9),
    )
