"""Does generated data help? A classifier taught with few labelled pictures, with and without a GAN's.

The conditional GAN is trained on the very pictures that the classifier has, and on no others: what it
adds can only come from how it fills the space between them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from playground.classifier.network import DigitNet
from playground.distributions.images import Images, as_rows
from playground.families.conditional import ConditionalGan
from playground.image_data import Pictures, PictureSet
from playground.knobs import SettingError
from playground.settings import Settings
from playground.trainer import Trainer
from playground.training.streams import seeded

Array = np.ndarray
Labelled = tuple[torch.Tensor, torch.Tensor]

COUNTS = (10, 50, 100)
"""Labelled pictures of each class."""
STEPS = 1000
LESSONS = 500
"""Steps of the classifier ..."""
BATCH = 64
"""... and pictures in each, whichever they are: half of them generated where both are shown."""
RATE = 1e-3
POOL = 2000
"""Pictures that are generated once, with labels in the balance of the real ones."""
ARMS = ("real", "both", "generated")
_CHUNK = 500


class Few(Images, abstract=True):
    """The few pictures in hand, which nothing may replace by the set that they are of."""

    key = "few"
    classes = 10

    def held(self) -> Few:
        return self

    def released(self) -> Few:
        return self


def augmentation(
    settings: Settings,
    seeds: Sequence[int],
    *,
    counts: Sequence[int] = COUNTS,
    steps: int = STEPS,
    lessons: int = LESSONS,
    progress: Callable[[int], object] = lambda steps: None,
) -> dict[str, Any]:
    """Accuracies on all test pictures of classifiers taught with real pictures, with generated ones, and
    with both; each seed draws its own pictures, noise and weights.

    For every number of pictures a class: by `ARMS` the mean, the standard deviation and the values over
    seeds, and the same of the `gain`, both minus real of one seed. `progress` is called with steps of the
    GAN that were taken. Raises `SettingError` if the settings are not a conditional GAN of pictures with
    ten classes, or ask for more than there are.
    """
    data = _data_of(settings)
    found = []
    for count in counts:
        looks = [_one(settings, data, count, seed, steps, lessons, progress) for seed in seeds]
        values = {arm: np.array([look[arm] for look in looks]) for arm in ARMS}
        values["gain"] = values["both"] - values["real"]
        found.append({"per_class": count} | {name: spread(each) for name, each in values.items()})
    return {
        "settings": settings.to_query(),
        "in_full": settings.of_any_seed(),
        "seeds": list(seeds),
        "steps": steps,
        "lessons": lessons,
        "tested_on": len(data.test.images),
        "counts": found,
    }


def spread(values: Array) -> dict[str, Any]:
    """Mean, standard deviation (of a sample) and the values (seeds,) themselves."""
    sd = float(values.std(ddof=1)) if len(values) > 1 else float("nan")
    return {"mean": float(values.mean()), "sd": sd, "values": values.tolist()}


def few_of(pictures: Pictures, count: int, classes: int, seed: int) -> Pictures:
    """`count` pictures of each class, drawn without replacement; raises `SettingError` if there are fewer."""
    chance = np.random.default_rng([seed, count])
    places = [np.flatnonzero(pictures.labels == label) for label in range(classes)]
    fewest = min(map(len, places))
    if count > fewest:
        raise SettingError(f"There are {fewest} pictures of some class; {count} of each are too many.")
    chosen = np.concatenate([chance.choice(each, count, replace=False) for each in places])
    return Pictures(pictures.images[chosen], pictures.labels[chosen])


def _data_of(settings: Settings) -> PictureSet:
    family = settings.family
    data = getattr(family, "distribution", None)
    if not isinstance(family, ConditionalGan) or not isinstance(data, Images) or data.classes != Few.classes:
        raise SettingError(
            "This asks a conditional GAN for pictures of ten classes; choose preset=cgan-mnist, or "
            "family=cgan with distribution=digits."
        )
    return data.pictures()


def _one(settings, data: PictureSet, count: int, seed: int, steps: int, lessons: int, progress) -> Mapping:
    """The accuracy of each arm, for one number of pictures and one seed."""
    few = few_of(data.train, count, Few.classes, seed)
    real = as_rows(torch.tensor(few.images)), torch.tensor(few.labels).long()
    fake = _generated(settings, PictureSet("few", few, data.test, data.names), seed, steps, progress)
    shown = {"real": (real,), "both": (real, fake), "generated": (fake,)}
    return {arm: accuracy(taught(shown[arm], seed, lessons), data.test) for arm in ARMS}


def _generated(settings: Settings, few: PictureSet, seed: int, steps: int, progress) -> Labelled:
    """Pictures of the conditional GAN once it is trained on these alone: (n, 784), (n,)."""
    family = settings.family.replace(distribution=Few(kept=few))
    trainer = Trainer(settings.replace(family=family, seed=seed, changes=(), preset=""))
    for first in range(0, steps, _CHUNK):
        trainer.step(min(_CHUNK, steps - first))
        progress(min(_CHUNK, steps - first))
    if trainer.error:
        raise SettingError(f"The GAN came to nothing with seed {seed}: {trainer.error}")
    seen = trainer.evaluation()
    return torch.tensor(seen.fake(POOL)).float(), torch.tensor(seen.labels(POOL))


def taught(shown: Sequence[Labelled], seed: int, lessons: int) -> DigitNet:
    """A classifier after so many steps of Adam, each on a batch that the given sets share evenly."""
    chance = seeded(seed, "lessons", 0)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = DigitNet()
    optimizer = torch.optim.Adam(network.parameters(), RATE)
    share = BATCH // len(shown)
    for _ in range(lessons):
        places = [torch.randint(len(rows), (share,), generator=chance) for rows, _ in shown]
        x = torch.cat([rows[at] for (rows, _), at in zip(shown, places, strict=True)])
        y = torch.cat([labels[at] for (_, labels), at in zip(shown, places, strict=True)])
        loss = functional.cross_entropy(network(x.view(-1, *Images.shape))[1], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()


@torch.no_grad()
def accuracy(network: DigitNet, test: Pictures) -> float:
    """The share of pictures whose likeliest class is their label."""
    said = [
        network(as_rows(images).view(-1, *Images.shape))[1].argmax(1)
        for images in torch.tensor(test.images).split(_CHUNK)
    ]
    return float((torch.cat(said).numpy() == test.labels).mean())
