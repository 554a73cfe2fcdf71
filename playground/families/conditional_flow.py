"""The flow diagram of the conditional GAN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.families.gan_flow import gan_flow
from playground.flow import Arrow, Box, Flow, Note

if TYPE_CHECKING:
    from playground.families.conditional import ConditionalGan


def conditional_flow(gan: ConditionalGan) -> Flow:
    """The plain GAN's, with a label that both players are told."""
    plain = gan_flow(gan)
    condition = Box(
        "condition", "y", kind="data", phase="label", notes=(Note("labels", {"count": gan.classes}),)
    )
    told = (Arrow("condition", "generator"), Arrow("condition", "discriminator"))
    return Flow((*plain.boxes[:1], condition, *plain.boxes[1:]), (*plain.arrows, *told))
