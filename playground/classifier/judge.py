"""The judge of translations: of each picture the digit, and the domain that it is drawn in."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from playground.classifier.classifier import FILE, Array, Classifier, Seen, restored, shares
from playground.classifier.network import FEATURES, DigitNet
from playground.pieces import Pieces, whole

DOMAINS = ("plain", "striped", "thin", "bold")
"""The domains, in the order of their probabilities."""
JUDGE_FILE = FILE.with_name("judge.safetensors")


@dataclass(frozen=True, eq=False)
class Judged(Seen):
    """What the judge makes of n pictures: beside what a classifier does, `domains` (n, 4), probabilities."""

    domains: Array

    @functools.cached_property
    def digits(self) -> Array:
        """The likeliest digit of each picture (n,)."""
        return self.probabilities.argmax(axis=1)

    def first(self, n: int) -> Judged:
        return Judged(self.features[:n], self.probabilities[:n], self.domains[:n])

    def between(self, domain: str, other: str) -> Array:
        """Which pictures are likelier of the one domain than of the other: bool (n,)."""
        one, two = (self.domains[:, DOMAINS.index(name)] for name in (domain, other))
        return one > two


class DomainNet(DigitNet):
    """The network of the classifier with a second head, for the domain."""

    def __init__(self) -> None:
        super().__init__()
        self.domain = nn.Linear(FEATURES, len(DOMAINS))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Features (n, 64), logits of the digits (n, 10) and of the domains (n, 4)."""
        features, logits = super().forward(x)
        return features, logits, self.domain(features)


class Judge(Classifier):
    """A trained network that tells digits and domains; see `Classifier`."""

    def look(self, x: Array) -> Judged:
        """Features and probabilities in one pass."""
        return whole(self.look_in_pieces(x))

    def look_in_pieces(self, x: Array) -> Pieces[Judged]:
        """`look` as pieces of work, for whoever has something else to do in between."""
        features, digits, domains = yield from self._outputs(x)
        return Judged(features.double().numpy(), shares(digits), shares(domains))


@functools.cache
def load_judge(path: Path = JUDGE_FILE) -> Judge:
    """The judge in a file, read once."""
    return Judge(*restored(path, DomainNet()))
