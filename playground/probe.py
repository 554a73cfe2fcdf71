"""What did D learn? A linear probe on the features that D's last layer weighs, against raw pixels.

Radford et al. (2016, section 5) took the features of a trained discriminator for other tasks. Here a logistic
regression tells the classes apart with few labels; a D that was never trained is the control.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from playground.augmentation import few_of, spread
from playground.distributions.images import Images, as_rows
from playground.image_data import PictureSet
from playground.knobs import SettingError
from playground.networks.layers import Linear
from playground.settings import Settings
from playground.trainer import Trainer

Array = np.ndarray

LABELS = (100, 1000)
"""Labelled pictures of all classes together, as many of each."""
ARMS = ("pixels", "untrained", "trained")
STRENGTHS = (0.1, 1.0, 10.0, 100.0, 1000.0)
"""C of the logistic regression: what is chosen from by cross-validation, among the labels alone ..."""
FOLDS = 3
_CHUNK = 500
_PATIENCE = 2000


def probe(
    settings: Settings,
    seeds: Sequence[int],
    steps: int,
    *,
    labels: Sequence[int] = LABELS,
    progress: Callable[[int], object] = lambda steps: None,
) -> dict[str, Any]:
    """Accuracies on all test pictures of a probe on pixels, on an untrained D's features and a trained D's.

    Each seed has its own D and its own labelled pictures, the same for each of `ARMS`. For every number of
    labels: by arm the mean, the standard deviation and the values over seeds. `progress` is called with
    steps, summed over seeds. Raises `SettingError` if the settings are no GAN of labelled pictures.
    """
    trainer = Trainer(settings, seeds=seeds)
    data, classes = _data_of(trainer)
    values: dict[int, dict[str, list[float]]] = {n: {arm: [] for arm in ARMS} for n in labels}
    for arm in ARMS:
        if arm == "trained":
            _train(trainer, steps, progress)
        for replica, seed in enumerate(seeds):
            look = _looker(trainer, replica, arm)
            test = look(data.test.images)
            for n in labels:
                few = few_of(data.train, n // classes, classes, seed)
                values[n][arm].append(probed(look(few.images), few.labels, test, data.test.labels))
    return {
        "settings": settings.to_query(),
        "in_full": settings.of_any_seed(),
        "seeds": list(seeds),
        "steps": steps,
        "features": look(data.test.images[:1]).shape[1],
        "tested_on": len(data.test.images),
        "counts": [
            {"labels": n} | {arm: spread(np.array(found)) for arm, found in arms.items()}
            for n, arms in values.items()
        ],
    }


@torch.no_grad()
def features(judge: nn.Module, rows: torch.Tensor) -> Array:
    """What D's last layer weighs, for samples x (n, d) that D takes as they are: float32 (n, features)."""
    last = [module for module in judge.modules() if isinstance(module, Linear)][-1]
    caught: list[torch.Tensor] = []
    hook = last.register_forward_pre_hook(lambda _, given: caught.append(given[0][0].float()))
    try:
        for chunk in rows.split(_CHUNK):
            judge(chunk[None])
    finally:
        hook.remove()
    return torch.cat(caught).cpu().numpy()


def probed(x: Array, y: Array, test: Array, truth: Array) -> float:
    """The accuracy on `test` (m, d) of a logistic regression on x (n, d) with labels y (n,).

    Features are centred and brought to one common scale by x. Then all are turned into the span of x, which
    changes nothing: the best weights lie there under a penalty on their square, and n are fewer than d.
    """
    # Imported here: it takes a second, and most runs never need it.
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from threadpoolctl import threadpool_limits

    mean, scale = x.mean(axis=0), x.std()
    centred = (x - mean).astype(np.float64) / scale
    # The common scale leaves each row as long as there are features; C is in units of rows of length one.
    length = np.sqrt(x.shape[1])
    with threadpool_limits(1):  # several threads on matrices this small wait longer than they save
        span = np.linalg.svd(centred, full_matrices=False)[2].T / length
        folds = StratifiedKFold(FOLDS)
        search = GridSearchCV(LogisticRegression(max_iter=_PATIENCE), {"C": STRENGTHS}, cv=folds)
        search.fit(centred @ span, y)
        return float(search.score((test - mean) / scale @ span, truth))


def _data_of(trainer: Trainer) -> tuple[PictureSet, int]:
    data = trainer.family.distribution
    judged = trainer.evaluation()
    if not isinstance(data, Images) or not data.names or not judged.judges_alone or not judged.plays:
        raise SettingError(
            "This looks into a D that judges labelled pictures by themselves; choose preset=mnist, or "
            "family=gan with distribution=digits."
        )
    return data.pictures(), data.classes


def _train(trainer: Trainer, steps: int, progress: Callable[[int], object]) -> None:
    for first in range(0, steps, _CHUNK):
        trainer.step(min(_CHUNK, steps - first))
        progress(min(_CHUNK, steps - first) * len(trainer.seeds))
    if trainer.failures:
        raise SettingError(f"The GAN came to nothing: {next(iter(trainer.failures.values()))}")


def _looker(trainer: Trainer, replica: int, arm: str) -> Callable[[Array], Array]:
    """From pictures (n, 28, 28) to what the probe sees of them: (n, d)."""
    if arm == "pixels":
        return lambda images: as_rows(torch.tensor(images)).numpy()
    judge = trainer.evaluation(replica).players.networks["discriminator"]
    here = {"device": trainer.run.device, "dtype": trainer.run.dtype}
    return lambda images: features(judge, as_rows(torch.tensor(images)).to(**here))
