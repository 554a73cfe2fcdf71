"""Trains the classifier on MNIST and the embedded digits: `python -m playground.classifier.train`.

Equal seeds give equal weights. It takes some five minutes of one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from playground.classifier.classifier import FILE, Classifier
from playground.classifier.lessons import Lessons
from playground.classifier.network import DigitNet
from playground.distributions.images import Digits, Images, Mnist
from playground.image_data import PictureSet, why_stand_in
from playground.knobs import SettingError

ROUNDS = 16
BATCH = 128
RATE = 3e-3
REPEATS = 5
"""Times that each of the few embedded digits comes in one round."""

N = TypeVar("N", bound=DigitNet)


class Batches(Protocol):
    """What a network is taught with: rounds of batches."""

    def __len__(self) -> int:
        """Batches in one round."""

    def round(self) -> Iterator[tuple[Tensor, ...]]:
        """Pictures (n, 1, 28, 28) from -1 to 1, and what to aim at."""


def train(seed: int, rounds: int = ROUNDS) -> DigitNet:
    """A trained classifier. Raises `SettingError` where MNIST is not at hand."""
    return fit(DigitNet, lessons_from(seed), seed, rounds, lambda out, target: _apart(out[1], target))


def lessons_from(seed: int) -> Lessons:
    """Batches of MNIST and, more often each, of the embedded digits."""
    sets = [(_real(Mnist()), 1), (_real(Digits()), REPEATS)]
    return Lessons(sets, BATCH, torch.Generator().manual_seed(seed))


def fit(kind: type[N], lessons: Batches, seed: int, rounds: int, loss_of: Callable[..., Tensor]) -> N:
    """A network trained with Adam (Kingma & Ba, 2015) on a rate that rises and falls once (Smith & Topin,
    2019); `loss_of` takes its outputs and what a batch has beside its pictures."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums must not depend on the machine's cores
    torch.use_deterministic_algorithms(True)
    network = kind().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=rounds * len(lessons))
    with tqdm(total=rounds * len(lessons), unit=" batches") as bar:
        for _ in range(rounds):
            for pictures, *targets in lessons.round():
                loss = loss_of(network(pictures), *targets)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
                bar.update()
            bar.set_postfix(loss=f"{loss.item():.3f}")
    return network


def accuracies(classifier: Classifier) -> dict[str, float]:
    """The share of held-out pictures whose class is found, for each set that it is trained on."""
    return {images.key: classifier.accuracy(*images.held_out(_ALL)) for images in (Mnist(), Digits())}


def main(arguments: list[str] | None = None) -> int:
    """Trains, measures and writes."""
    story = {
        "what": "classifier of handwritten digits: features and logits of pictures 28 x 28 from -1 to 1",
        "trained_on": f"60,000 of MNIST, and 1,497 embedded digits {REPEATS} times each, for {ROUNDS} rounds",
    }
    return make("train", FILE, train, story, lambda network: accuracies(Classifier(network, {})), arguments)


def make(
    module: str,
    file: Path,
    taught: Callable[[int], N],
    story: dict[str, str],
    measured: Callable[[N], dict[str, float]],
    arguments: list[str] | None,
) -> int:
    """What a `module` of this folder does when it is run: it trains from a seed, measures, and writes a file
    with the story. The exit status is 2 where MNIST is not at hand."""
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}.{module}", description=story["what"])
    parser.add_argument("--out", type=Path, default=file, help="file to write")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    try:
        network = taught(options.seed)
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    told = {"command": f"{parser.prog} --seed {options.seed}", "seed": str(options.seed)}
    keep(network, options.out, story | told, lambda: measured(network))
    return 0


def keep(
    network: DigitNet, out: Path, story: dict[str, str], measured: Callable[[], dict[str, float]]
) -> None:
    """Writes a network in half precision with its story, to which what is then `measured` belongs."""
    weights = {name: weight.half().contiguous() for name, weight in network.state_dict().items()}
    network.load_state_dict({name: weight.float() for name, weight in weights.items()})
    story |= {f"accuracy.{key}": f"{share:.4f}" for key, share in measured().items()}
    story |= {"torch": torch.__version__}
    save_file(weights, out, story)
    print("\n".join(f"{name}: {text}" for name, text in story.items()))


_ALL = 10_000


def _apart(logits: Tensor, target: Tensor) -> Tensor:
    return functional.cross_entropy(logits, target)


def _real(images: Images) -> PictureSet:
    """The set itself: what stands in for it will not do."""
    found = images.fetched()
    if found.stand_in:
        raise SettingError(f"The classifier needs MNIST itself. {why_stand_in(images.key)}")
    return found


if __name__ == "__main__":
    sys.exit(main())
