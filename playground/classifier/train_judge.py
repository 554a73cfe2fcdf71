"""Trains the judge of translations: `python -m playground.classifier.train_judge`.

On MNIST and the embedded digits, plain, striped, thin and bold. Equal seeds give equal weights. It takes some
four minutes of one core.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from playground.classifier.judge import DOMAINS, JUDGE_FILE, DomainNet, Judge
from playground.classifier.lessons import Lessons
from playground.classifier.train import REPEATS, fit, lessons_from, make
from playground.distributions import Images
from playground.distributions.domains import Bold, Domain, Striped, Thin
from playground.distributions.images import Digits, Mnist, as_rows

ROUNDS = 10
HELD_OUT = 10_000
PAIRS = {"plain": "striped", "striped": "plain", "thin": "bold", "bold": "thin"}
"""Domains that are translated into one another."""
_CHANGES: dict[str, type[Domain]] = {kind.domain: kind for kind in (Striped, Thin, Bold)}


class DomainLessons:
    """The classifier's lessons, each digit moved first and then brought into a domain drawn by lot.

    Batches are pictures (n, 1, 28, 28) from -1 to 1, and of digits (n, 10) and domains (n, 4) the
    probabilities to aim at. Noise, which comes last in a batch, is of no digit and of no domain.
    """

    def __init__(self, lessons: Lessons, generator: torch.Generator) -> None:
        self._lessons, self._generator = lessons, generator

    def __len__(self) -> int:
        return len(self._lessons)

    def round(self) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        for pictures, digits in self._lessons.round():
            noise = digits.amax(dim=1) < 0.2
            lot = torch.randint(len(DOMAINS), (len(pictures),), generator=self._generator)
            for number, name in enumerate(DOMAINS):
                chosen = (lot == number) & ~noise
                if name in _CHANGES:
                    pictures[chosen] = _changed(pictures[chosen], _CHANGES[name])
            domains = functional.one_hot(lot, len(DOMAINS)).float()
            domains[noise] = 1 / len(DOMAINS)
            yield pictures, digits, domains


def train(seed: int, rounds: int = ROUNDS) -> DomainNet:
    """A trained judge. Raises `SettingError` where MNIST is not at hand."""
    lessons = DomainLessons(lessons_from(seed), torch.Generator().manual_seed(seed + 1))
    return fit(DomainNet, lessons, seed, rounds, _loss)


def accuracies(judge: Judge) -> dict[str, float]:
    """For each set and domain, of held-out pictures: the share whose digit is found (`mnist.striped`), that
    is told from the domain it is paired with (`mnist.striped.domain`), and from whichever other domain it is
    most often taken for (`mnist.striped.any`)."""
    found = {}
    for images in (Mnist(), Digits()):
        for name in DOMAINS:
            x, labels = domain_of(images, name).held_out(HELD_OUT)
            seen, key = judge.look(x), f"{images.key}.{name}"
            told = {other: float(seen.between(name, other).mean()) for other in DOMAINS if other != name}
            found[key] = float((seen.digits == labels).mean())
            found |= {f"{key}.domain": told[PAIRS[name]], f"{key}.any": min(told.values())}
    return found


def domain_of(images: Images, name: str) -> Images:
    """Plain digits as they are in a domain."""
    return _CHANGES[name](digits=images.key) if name in _CHANGES else images


def main(arguments: list[str] | None = None) -> int:
    """Trains, measures and writes."""
    story = {
        "what": "judge of translations: features, and logits of digits and of the domains "
        + ", ".join(DOMAINS),
        "trained_on": f"60,000 of MNIST, and 1,497 embedded digits {REPEATS} times each, in a domain drawn "
        f"by lot, for {ROUNDS} rounds",
    }
    return make(
        "train_judge", JUDGE_FILE, train, story, lambda network: accuracies(Judge(network, {})), arguments
    )


def _loss(outputs: tuple[Tensor, ...], digits: Tensor, domains: Tensor) -> Tensor:
    _, told_digits, told_domains = outputs
    return functional.cross_entropy(told_digits, digits) + functional.cross_entropy(told_domains, domains)


def _changed(pictures: Tensor, domain: type[Domain]) -> Tensor:
    grey = pictures[:, 0].add(1).mul(127.5).round().clamp(0, 255).byte().numpy()
    return as_rows(torch.from_numpy(np.ascontiguousarray(domain.changed(grey)))).view_as(pictures)


if __name__ == "__main__":
    sys.exit(main())
