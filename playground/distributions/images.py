"""Pictures as the data: MNIST and its kin, the embedded digits, and one's own."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

import numpy as np
import torch

from playground import image_data
from playground.catalogue import Spec
from playground.distributions.arrays import array_field, digest_field, settle
from playground.distributions.base import Distribution
from playground.distributions.boxes import Box
from playground.image_data import Pictures, PictureSet
from playground.knobs import SettingError

Array = np.ndarray

SIDE = 28
FEWEST, MOST = 2, 50_000
HELD_OUT_EVERY = 10
"""Every tenth of one's own pictures is not trained on, if there are so many."""


class Images(Distribution, abstract=True):
    """Grey pictures of 28 x 28 pixels, drawn with replacement from those to train on.

    A sample is a row of 784 values from -1 (black) to 1 (white), line by line from above. `kept` is the
    set that a run holds on to; without it the best that is at hand is taken at each draw. `domain` is what
    the judge of translations calls such pictures, if it knows them.
    """

    shape = (1, SIDE, SIDE)
    domain: ClassVar[str] = ""
    # Without normalisation in D, so that it may become a critic whose slope is held.
    suits = (
        "noise.dim=100&batch=64&generator.network=dcgan&generator.lr=0.002&generator.ema=0.995"
        "&discriminator.network=dcgan&discriminator.norm=none&discriminator.lr=0.002"
    )
    kept: PictureSet | None = dataclasses.field(default=None, repr=False)

    @property
    def origin(self) -> str:
        """The key of the set in `image_data` that the pictures come from."""
        return self.key

    def drawn(self, found: PictureSet) -> PictureSet:
        """The pictures of this entry, made of the set that they come from."""
        return found

    def named(self) -> Images:
        """The entry that always gives what now stands in for this one."""
        return Digits()

    def pictures(self) -> PictureSet:
        """The set that samples are drawn from. It never waits for the network (see `image_data.load`)."""
        return self.kept or self.drawn(image_data.load(self.origin, wait=False))

    def fetched(self, progress: Callable[[int, int], object] | None = None) -> PictureSet:
        """The set, for which this waits; `progress` is called with bytes done and bytes in all."""
        return self.drawn(image_data.load(self.origin, progress=progress))

    def half(self, which: int) -> Images:
        """The same that draws from every second picture only, the first or the second of each two: 0 or 1."""
        return self.replace(kept=_half(self.pictures(), which))

    def held(self) -> Images:
        return self.replace(kept=self.released().pictures())

    def released(self) -> Images:
        return self.replace(kept=None) if self.kept else self

    @property
    def names(self) -> tuple[str, ...]:
        """The classes' names."""
        return self.pictures().names

    def sample(self, n: int, generator: torch.Generator) -> torch.Tensor:
        train = self.pictures().train
        return _rows(train, _places(train, n, generator))

    def labelled(self, n: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        train = self.pictures().train
        if train.labels is None:
            return super().labelled(n, generator)
        places = _places(train, n, generator)
        labels = torch.from_numpy(train.labels[places.cpu().numpy()].astype(np.int64))
        return _rows(train, places), labels.to(places.device)

    def fixed(self, n: int, generator: torch.Generator) -> Callable[[torch.Tensor], torch.Tensor]:
        # Only which pictures they are is kept: as float32 they would take four times the set's room.
        train = self.pictures().train
        chosen = _places(train, n, generator)
        return lambda places: _rows(train, chosen.to(places.device)[places])

    def held_out(self, n: int) -> tuple[Array, Array | None]:
        """The first n pictures that are not trained on, or all there are: float32 (n, 784) and, where
        there are labels, int64 (n,)."""
        test = self.pictures().test
        images = as_rows(torch.tensor(test.images[:n])).numpy()
        return images, None if test.labels is None else test.labels[:n].astype(np.int64)

    def window(self) -> Box:
        return ((-1.0, 1.0),) * self.dimension


class Mnist(Images):
    """Handwritten digits: the first pictures that a GAN was ever trained on.

    60,000 digits by some 250 writers (LeCun et al., 1998). Ten kinds that a generator may drop, and
    slants and strokes in between: see which digits come first, and which it leaves out.
    """

    key = "mnist"
    title = "MNIST"
    domain = "plain"
    classes = 10


class FashionMnist(Images):
    """Clothes and shoes in the format of MNIST, and harder.

    60,000 small photographs of ten kinds of articles (Xiao et al., 2017): shades and textures, where
    digits have only strokes, so that a blurred generator is found out sooner.
    """

    key = "fashion-mnist"
    title = "Fashion-MNIST"
    classes = 10


class Digits(Images):
    """Small handwritten digits that need no network: they come with the program.

    1,497 digits of 8 x 8 pixels (Alpaydin & Kaynak, 1998), drawn large. With so few of them, D can
    learn each by heart; compare with MNIST what that does to the fakes.
    """

    key = "digits"
    title = "Digits (8 × 8)"
    domain = "plain"
    classes = 10


def _default_pictures() -> Array:
    """Sixteen discs, from small to large and from left to right."""
    y, x = np.mgrid[:SIDE, :SIDE]
    radii, middles = np.meshgrid([3, 4.5, 6, 7.5], [9, 12, 15, 18], indexing="ij")
    inside = [
        np.hypot(x - middle, y - 13.5) < radius
        for radius, middle in zip(radii.ravel(), middles.ravel(), strict=True)
    ]
    return np.where(inside, 255, 0).astype(np.uint8)


class OwnImages(Images):
    """Your own small pictures as the data.

    With a few dozen of them a strong discriminator knows each one: watch the fakes become copies.
    """

    key = "images"
    title = "Own pictures"
    images: Array = array_field(_default_pictures)
    digest: str = digest_field()

    def validate(self) -> None:
        given = np.asarray(self.images)
        fits = given.dtype == np.uint8 and given.shape[1:] == (SIDE, SIDE) and given.ndim == 3
        if not fits or not FEWEST <= len(given) <= MOST:
            raise SettingError(
                f"images must be {FEWEST} to {MOST:,} pictures of {SIDE} x {SIDE} numbers from 0 to 255, as "
                f"uint8; an array of {given.dtype} and shape {given.shape} is not."
            )
        settle(self, "images", given.copy())

    def pictures(self) -> PictureSet:
        return self._set

    def fetched(self, progress: Callable[[int, int], object] | None = None) -> PictureSet:
        return self._set

    def held(self) -> Images:
        return self

    @cached_property
    def _set(self) -> PictureSet:
        if len(self.images) < 2 * HELD_OUT_EVERY:
            return PictureSet(self.key, Pictures(self.images), Pictures(self.images[:0]))
        test = np.arange(len(self.images)) % HELD_OUT_EVERY == HELD_OUT_EVERY - 1
        return PictureSet(self.key, Pictures(self.images[~test]), Pictures(self.images[test]))


def pictures_of(spec: Spec) -> dict[str, Images]:
    """The pictures that a family learns from, by the names of its fields."""
    held = {name: getattr(spec, name) for name in spec.slots()}
    return {name: data for name, data in held.items() if isinstance(data, Images)}


def as_rows(images: torch.Tensor) -> torch.Tensor:
    """Pictures (n, 28, 28), uint8, as samples: float32 (n, 784) from -1 to 1."""
    return images.flatten(1).float().div_(127.5).sub_(1)


def _places(pictures: Pictures, n: int, generator: torch.Generator) -> torch.Tensor:
    return torch.randint(len(pictures.images), (n,), generator=generator, device=generator.device)


def _rows(pictures: Pictures, places: torch.Tensor) -> torch.Tensor:
    """The pictures at places (n,) as samples (n, 784), on the places' device."""
    if places.device.type == "cpu":
        return as_rows(torch.from_numpy(pictures.images[places.numpy()]))
    return as_rows(_on_device(pictures, places.device)[places])


@functools.lru_cache(maxsize=8)
def _half(found: PictureSet, which: int) -> PictureSet:
    train = found.train
    labels = None if train.labels is None else train.labels[which::2]
    part = Pictures(train.images[which::2], labels)
    return dataclasses.replace(found, train=part)


@functools.lru_cache(maxsize=4)
def _on_device(pictures: Pictures, device: torch.device) -> torch.Tensor:
    return torch.tensor(pictures.images, device=device)
