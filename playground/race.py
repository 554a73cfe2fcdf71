"""Digits against the clock: a preset of this program beside the plain PyTorch loop of the same networks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from playground.distributions import Images
from playground.image_data import PictureSet
from playground.knobs import SettingError
from playground.metrics import Metric
from playground.metrics.class_shares import reader
from playground.settings import Settings
from playground.trainer import Trainer

SAMPLES = 2000
"""Fakes that are looked at once the time is over."""
SCORES = ("classes", "class_kl", "cfid", "sure")
LATENT, BATCH, MAPS = 100, 64, 32
"""Of the plain loop: numbers in z, pictures in a step, maps in the widest layer but one."""


def race(
    settings: Settings, seeds: Iterable[int], seconds: float, tick: Callable[[], object] = lambda: None
) -> list[dict[str, Any]]:
    """Trains each seed for so long, and the plain loop from the same seed after it, on as many threads.

    For either, the pictures seen a second, the scores of 2,000 fakes, and the `least` share that any digit
    has of those (of the digits that the classifier is sure of). Raises `SettingError` for other data.
    """
    data = getattr(settings.family, "distribution", None)
    if not isinstance(data, Images):
        raise SettingError("A race is over pictures; choose such data, for instance --preset mnist.")
    found, pictures = [], data.pictures()
    for seed in seeds:
        trainer = Trainer(settings.replace(seed=seed))
        rate = _rate(lambda trainer=trainer: trainer.step(1), seconds) * settings.family.batch_size()
        ours = {"pictures_a_second": rate} | _scores(trainer.sample(SAMPLES), pictures)
        tick()
        torch.set_num_threads(trainer.run.threads)
        plain = PlainLoop(pictures, seed)
        rate = _rate(plain.step, seconds) * BATCH
        theirs = {"pictures_a_second": rate} | _scores(plain.sample(SAMPLES), pictures)
        tick()
        ratio = ours["pictures_a_second"] / rate
        found.append(
            {"seed": seed, "threads": trainer.run.threads, "ratio": ratio, "ours": ours, "plain": theirs}
        )
    return found


class PlainLoop:
    """A small DCGAN as one writes it in PyTorch: nn.Sequential, DataLoader, BCEWithLogitsLoss, and Adam with
    the rates of Radford et al. (2016); non-saturating, without an average of weights."""

    def __init__(self, pictures: PictureSet, seed: int) -> None:
        torch.manual_seed(seed)
        scaled = torch.tensor(pictures.train.images)[:, None].float() / 127.5 - 1
        self._real = _again(DataLoader(TensorDataset(scaled), batch_size=BATCH, shuffle=True, drop_last=True))
        self._generator, self._discriminator = _generator(), _discriminator()
        self._by_g, self._by_d = (
            torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999))
            for net in (self._generator, self._discriminator)
        )
        self._judge = nn.BCEWithLogitsLoss()
        self._one, self._zero = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)

    def step(self) -> None:
        """One iteration: D, then G."""
        self._by_d.zero_grad()
        fake = self._generator(torch.randn(BATCH, LATENT)).detach()
        real = self._judge(self._discriminator(next(self._real)), self._one)
        (real + self._judge(self._discriminator(fake), self._zero)).backward()
        self._by_d.step()
        self._by_g.zero_grad()
        fake = self._generator(torch.randn(BATCH, LATENT))
        self._judge(self._discriminator(fake), self._one).backward()
        self._by_g.step()

    @torch.no_grad()
    def sample(self, n: int) -> np.ndarray:
        """n pictures (n, 784) with values from -1 to 1."""
        self._generator.eval()
        made = [self._generator(torch.randn(len(part), LATENT)) for part in torch.arange(n).split(500)]
        self._generator.train()
        return torch.cat(made).flatten(1).double().numpy()


def _generator() -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(LATENT, 2 * MAPS * 49),
        nn.Unflatten(1, (2 * MAPS, 7, 7)),
        nn.BatchNorm2d(2 * MAPS),
        nn.ReLU(),
        nn.ConvTranspose2d(2 * MAPS, MAPS, 4, 2, 1, bias=False),
        nn.BatchNorm2d(MAPS),
        nn.ReLU(),
        nn.ConvTranspose2d(MAPS, 1, 4, 2, 1),
        nn.Tanh(),
    )


def _discriminator() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, MAPS, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(MAPS, 2 * MAPS, 4, 2, 1, bias=False),
        nn.BatchNorm2d(2 * MAPS),
        nn.LeakyReLU(0.2),
        nn.Flatten(),
        nn.Linear(2 * MAPS * 49, 1),
    )


def _again(batches: DataLoader) -> Iterator[Tensor]:
    while True:
        for (x,) in batches:
            yield x


def _rate(step: Callable[[], object], seconds: float) -> float:
    """Steps a second, after one that warms up."""
    step()
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        step()
        done += 1
    return done / (time.perf_counter() - began)


def _scores(x: np.ndarray, pictures: PictureSet) -> dict[str, float]:
    seen = reader(pictures).look(x)
    scores = {name: float(Metric.entries[name]().score(seen, pictures)) for name in SCORES}
    return scores | {"least": float(seen.counts.min() / len(x))}
