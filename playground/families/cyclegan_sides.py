"""The two sides of a CycleGAN: what X and Y may be, and how they stay unpaired."""

from __future__ import annotations

from playground.distributions import Distribution, Images, Plane
from playground.distributions.domains import Bold, Striped, Thin
from playground.distributions.images import Mnist
from playground.knobs import SettingError

KINDS = (Plane, Images)
"""What X and Y may be, both of one kind."""
OTHER_DOMAINS: dict[str, type[Images]] = {"plain": Striped, "striped": Mnist, "thin": Bold, "bold": Thin}
"""What pictures of each domain are translated into unless somebody says otherwise."""
SUITS_PICTURES = (
    "generator.network=residual-dcgan&generator.lr=0.001&generator.ema=0.99&discriminator.network=dcgan"
    "&discriminator.norm=none&discriminator.lr=0.001&batch=16"
)
"""What a pair of maps between pictures is trained with unless somebody says otherwise."""
SUITS_STROKES = f"{SUITS_PICTURES}&generator.start=he&cycle=3&identity=0"
"""The same for strokes, which change at every edge. Maps that begin near the identity, and pay dearly for
each change that the other does not undo yet, stay there: no thin digit had become bold in 600 steps."""


def check_side(letter: str, data: Distribution) -> None:
    """Raises `SettingError` for data that no pair of maps takes, as X or as Y."""
    if not isinstance(data, KINDS):
        raise SettingError(
            f"CycleGAN translates between points in the plane or between pictures; {data.title} as {letter} "
            "are neither. Choose other data, or family=gan."
        )


def check_kinds(x: Distribution, y: Distribution) -> None:
    """Raises `SettingError` where one side is points and the other pictures."""
    if not any(isinstance(x, kind) and isinstance(y, kind) for kind in KINDS):
        raise SettingError(
            f"CycleGAN takes points in the plane for both X and Y, or pictures for both; here X is {x.title} "
            f"and Y is {y.title}. Set target to data of the kind that X is of: spiral, say, or striped."
        )


def halved(x: Distribution, y: Distribution) -> tuple[Distribution, Distribution]:
    """X and Y as they are drawn from: of pictures each its own half of the set, so that none is in both."""
    return (x.half(0), y.half(1)) if isinstance(x, Images) and isinstance(y, Images) else (x, y)


def counterpart(x: Images) -> Images:
    """The Y that pictures X are translated into unless somebody says otherwise."""
    return OTHER_DOMAINS.get(x.domain, Mnist)()


def suits(x: Images) -> str:
    """The settings that suit maps between pictures X and their counterpart."""
    return SUITS_STROKES if x.domain in ("thin", "bold") else SUITS_PICTURES
