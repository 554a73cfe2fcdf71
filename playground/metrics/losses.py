"""The losses, and what D says about real, fake, seen and unseen samples."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
import torch

from playground.metrics.base import Array, Evaluation, Metric
from playground.metrics.seen import asked, raw_of_samples, with_noise
from playground.objectives.base import TIE


class Reading(Metric, abstract=True):
    """A number read off D's outputs on 2,000 fresh samples of each kind (128 pictures), with the instance
    noise."""

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.plays

    @abstractmethod
    def compute(self, evaluation: Evaluation) -> float: ...


class DLoss(Reading):
    """The discriminator's loss, before any penalty.

    It does not measure how good the samples are: it says how well D tells them from real ones. From
    2,000 fresh samples of each kind (128 pictures).
    """

    key = "loss_d"
    title = "D loss"

    def compute(self, evaluation: Evaluation) -> float:
        real, fake = (torch.as_tensor(raw) for raw in raw_of_samples(evaluation))
        return float(evaluation.objective.discriminator(real, fake))

    def expected(self, evaluation: Evaluation) -> float | None:
        end = torch.as_tensor(evaluation.objective.at_the_end())[:, None]
        return _settled(evaluation.objective.discriminator(end, end).numpy())


class GLoss(Reading):
    """The generator's loss.

    It depends on the present D as much as on G, so it need not fall while the samples improve. From
    2,000 fresh samples of each kind (128 pictures).
    """

    key = "loss_g"
    title = "G loss"

    def compute(self, evaluation: Evaluation) -> float:
        real, fake = (torch.as_tensor(raw) for raw in raw_of_samples(evaluation))
        return float(evaluation.objective.generator(real, fake))

    def expected(self, evaluation: Evaluation) -> float | None:
        end = torch.as_tensor(evaluation.objective.at_the_end())[:, None]
        return _settled(evaluation.objective.generator(end, end).numpy())


class DReal(Reading):
    """What D says, on average, about fresh real samples.

    As a probability it starts at 1/2, rises while D is winning and comes back to 1/2 at the end of
    the game; scores have no fixed scale.
    """

    key = "d_real"
    title = "D on real"

    def compute(self, evaluation: Evaluation) -> float:
        return float(evaluation.objective.shown(raw_of_samples(evaluation)[0]).mean())

    def expected(self, evaluation: Evaluation) -> float | None:
        return _verdict_at_the_end(evaluation)


class DFake(Reading):
    """What D says, on average, about fake samples.

    As a probability it is near 0 while D sees through the generator and 1/2 at the end of the game.
    The distance between D on real and D on fake is how far D tells the two apart.
    """

    key = "d_fake"
    title = "D on fake"

    def compute(self, evaluation: Evaluation) -> float:
        return float(evaluation.objective.shown(raw_of_samples(evaluation)[1]).mean())

    def expected(self, evaluation: Evaluation) -> float | None:
        return _verdict_at_the_end(evaluation)


class DTrain(Reading):
    """What D says, on average, about the real samples it is trained on.

    When it is higher than D on held-out samples, D has begun to learn its training samples by heart.
    Over the first 2,000 of them (128 pictures).
    """

    key = "d_train"
    title = "D on training data"

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.plays and evaluation.training is not None

    def compute(self, evaluation: Evaluation) -> float:
        seen = with_noise(evaluation, evaluation.training[: asked(evaluation)], 63)
        told = evaluation.told(seen, training=True)
        return float(evaluation.objective.shown(evaluation.players.discriminate(told)).mean())


class DHeldout(Reading):
    """What D says, on average, about fresh real samples that it has never been shown.

    Compare it with D on training data: the gap between the two is D's overfitting.
    """

    key = "d_heldout"
    title = "D on held-out data"

    def applies(self, evaluation: Evaluation) -> bool:
        return evaluation.plays and evaluation.training is not None

    def compute(self, evaluation: Evaluation) -> float:
        return float(evaluation.objective.shown(raw_of_samples(evaluation)[0]).mean())


def _verdict_at_the_end(evaluation: Evaluation) -> float | None:
    """What the best D shows for everything once fakes and data are alike."""
    return _settled(evaluation.objective.shown(evaluation.objective.at_the_end()))


def _settled(values: Array) -> float | None:
    """The one value (m,) that all the best D share; None where they differ, or it is not finite."""
    settled = np.isfinite(values).all() and np.ptp(values) < TIE
    return float(values[0]) + 0.0 if settled else None  # + 0.0: never minus zero
