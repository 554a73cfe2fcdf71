"""Small runs for tests."""

import torch

from playground import Settings, Trainer

SMALL = "generator.width=8&discriminator.width=8&batch=16&noise.dim=2&"


def small(query: str = "", **options) -> Trainer:
    """A trainer of tiny nets, in float64 unless asked otherwise."""
    return Trainer(Settings.from_query(SMALL + query), **{"dtype": torch.float64} | options)


def same_state(one: Trainer, other: Trainer) -> bool:
    """Whether two trainers stand at exactly the same point, to the last bit."""
    first, second = one.run.state(), other.run.state()
    return first.keys() == second.keys() and all(torch.equal(first[k], second[k]) for k in first)
