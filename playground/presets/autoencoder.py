"""Autoencoders: pictures through two numbers and back, with and without a say in where the numbers lie."""

from __future__ import annotations

from playground.presets.base import Claim, Preset

_NETWORKS = (
    "family=aae&distribution=mnist&encoder.width=256&decoder.width=256&judge.width=128&schedule.hold=0.4"
)
_GAME = (
    "&encoder.lr=0.0005&encoder.beta1=0&encoder.beta2=0.9&judge.lr=0.002&judge.beta1=0&judge.beta2=0.99"
    "&constraint=r1,r2&constraint.r1.weight=0.3&constraint.r2.weight=0.3&encoder.ema=0.99&decoder.ema=0.99"
)
"""What keeps the game over codes from circling: a D held flat, no momentum, a short memory of the gradient's
size, so that a sudden slope makes no giant step, and averaged weights."""


class AaeMnist(Preset):
    """Each digit becomes two numbers, and an adversary pulls all of them into a bell.

    Point at the plane to see what a code stands for. Switch the adversary off in the box of D and the
    codes wander off; switch it on and they flow back. In eight unseen seeds they end 0.035 to 0.057 from the
    bell (sliced W1: draws from draws 0.033, codes without the adversary 1.3 to 1.5), and the squared error of
    held-out digits is 0.166 to 0.171, that of the plain autoencoder after as much time 0.148 to 0.151. R1
    and R2 hold D flat: without them, and with momentum, five seeds ended 0.11 to 0.51 from the bell. Two
    numbers leave most of the bell blurred: 23 to 28 % of its draws decode to a clear digit, and 25 to 36 %
    without the adversary.
    """

    title = "Digits in a bell"
    chapter = "family"
    settings = f"{_NETWORKS}{_GAME}&schedule.steps=4000"
    steps = 4000
    claims = (
        Claim(
            "codes within three times the floor of the bell: a sliced W1 of at most 0.099",
            "codes_w1 <= 0.099",
        ),
        Claim(
            "within 25 % of the plain autoencoder's squared error after as much time: at most 0.185",
            "reconstruction <= 0.185",
        ),
    )


class AeMnist(Preset):
    """The same without an adversary: more comes back of the digits, and the codes keep no shape.

    Its steps take about half as long, and here it takes more of them: so little do two numbers hold.
    """

    title = "Without an adversary"
    chapter = "family"
    settings = f"{_NETWORKS}&adversary=false&schedule.steps=11000"
    steps = 11000
    claims = (
        Claim(
            "codes ten times the floor from the prior or more: a sliced W1 of at least 0.33",
            "codes_w1 >= 0.33",
        ),
        Claim("a squared error of at most 0.16", "reconstruction <= 0.16"),
    )


class AaePetals(Preset):
    """The same with another prior, ten petals around an empty middle: draws are all that the adversary needs.

    Nobody tells it of ten digits, so what shares a petal is the networks' own choice. In eight unseen seeds
    the codes end 0.052 to 0.143 from the petals (sliced W1: draws from draws 0.030), in six of them within
    0.1, with a squared error of 0.168 to 0.186; 16 to 28 % of the draws decode to a clear digit. The gaps
    between petals are narrow, and codes lie in them, too.
    """

    title = "Digits in ten petals"
    chapter = "family"
    settings = f"{_NETWORKS}{_GAME}&code.kind=petals&schedule.steps=4000"
    steps = 4000
    claims = (
        Claim(
            "codes within four times the floor of the petals: a sliced W1 of at most 0.119",
            "codes_w1 <= 0.119",
        ),
        Claim("a squared error of at most 0.2", "reconstruction <= 0.2"),
    )
