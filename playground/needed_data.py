"""The pictures that settings ask for, brought before a run on the command line begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from playground.distributions.images import Images, pictures_of
from playground.image_data import FOLDER, why_stand_in
from playground.knobs import SettingError
from playground.settings import Settings

HELP = "look into this folder first for pictures, such as those of MNIST in FOLDER/mnist"


def look_in(folder: str) -> None:
    """Makes `folder` the first place that pictures are taken from; raises `SettingError`."""
    if not Path(folder).expanduser().is_dir():
        raise SettingError(f"--data must be a folder that there is; {folder!r} is not.")
    os.environ[FOLDER] = folder


def bring(*settings: Settings) -> dict[str, str]:
    """Waits for the pictures that settings ask for and says which are used, as `{"data": ...}`: {} for none.

    The terminal shows how far a download has come, and whether digits stand in for what has not come.
    """
    told = []
    for data in dict.fromkeys(_asked(settings)):
        with tqdm(
            desc=data.title, unit="B", unit_scale=True, file=sys.stderr, leave=False, disable=None
        ) as bar:

            def show(done: int, total: int, bar: tqdm = bar) -> None:
                bar.total = total
                bar.update(done - bar.n)

            found = data.fetched(show)
        told.append(f"{data.key} ({found.source})")
        if found.stand_in:
            told[-1] = f"digits ({found.source}) in place of {data.key}"
            why = why_stand_in(data.origin) or ""
            print(f"playground: small digits stand in for {data.title}. {why}", file=sys.stderr)
    return {"data": ", ".join(told)} if told else {}


def _asked(settings: tuple[Settings, ...]) -> Iterator[Images]:
    for each in settings:
        for applied in range(len(each.changes) + 1):
            yield from pictures_of(each.family_at(applied)).values()
