"""The sets of pictures that can be fetched: what their files hold, and who keeps a copy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from playground.image_data.idx import Damaged, file_size, read_idx, unpacked

Array = np.ndarray

SIDE = 28
"""Pixels along each side of a picture."""


@dataclass(frozen=True)
class IdxFile:
    """One file of a set: an array of bytes.

    `packed` is its usual size for the way, in bytes. `sha256` is that of the unpacked file, so that
    everybody's packing will do; where it is not known, `md5` is that of the packed one as published.
    """

    name: str
    shape: tuple[int, ...]
    packed: int
    sha256: str = ""
    md5: str = ""

    def read(self, content: bytes) -> Array:
        """The array in the file's content, plain or packed: uint8, read-only. Raises `Damaged`."""
        plain = unpacked(content, file_size(self.shape))
        if self.sha256:
            _compare("SHA-256", hashlib.sha256(plain).hexdigest(), self.sha256)
        return read_idx(plain, self.shape)

    def read_foreign(self, content: bytes) -> Array:
        """The same for content that has come over the network."""
        if self.md5:
            _compare("MD5", hashlib.md5(content, usedforsecurity=False).hexdigest(), self.md5)
        return self.read(content)


@dataclass(frozen=True)
class Source:
    """A set of pictures and its four files: pictures and labels to train on, then those to test on."""

    key: str
    title: str
    names: tuple[str, ...]
    mirrors: tuple[str, ...]
    files: tuple[IdxFile, IdxFile, IdxFile, IdxFile]


def _compare(kind: str, found: str, wanted: str) -> None:
    if found != wanted:
        raise Damaged(f"has the {kind} {found[:12]}…, not {wanted[:12]}…")


def _files(packed: tuple[int, ...], **sums: tuple[str, ...]) -> tuple[IdxFile, IdxFile, IdxFile, IdxFile]:
    """The four files as both sets have them."""
    names = (
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    )
    shapes = ((60_000, SIDE, SIDE), (60_000,), (10_000, SIDE, SIDE), (10_000,))
    each = [dict(zip(sums, values, strict=True)) for values in zip(*sums.values(), strict=True)]
    return tuple(
        IdxFile(name, shape, size, **own)
        for name, shape, size, own in zip(names, shapes, packed, each, strict=True)
    )


MNIST = Source(
    key="mnist",
    title="MNIST",
    names=tuple("0123456789"),
    mirrors=(
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ),
    files=_files(
        (9_912_422, 28_881, 1_648_877, 4_542),
        sha256=(
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        ),
    ),
)
"""Handwritten digits (LeCun, Cortes & Burges, 1998)."""

FASHION_MNIST = Source(
    key="fashion-mnist",
    title="Fashion-MNIST",
    names=(
        *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
        *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    ),
    mirrors=(
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ),
    files=_files(
        (26_421_880, 29_515, 4_422_102, 5_148),
        md5=(
            "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "25c81989df183df01b3e8a0aad5dffbe",
            "bef4ecab320f06d8554ea6380940ec79",
            "bb300cfdad3c16e7a12a480ee83cd310",
        ),
    ),
)
"""Articles of clothing (Xiao, Rasul & Vollgraf, 2017, arXiv:1708.07747)."""

SOURCES = {source.key: source for source in (MNIST, FASHION_MNIST)}
