"""Makes the trained networks that ship: `python -m playground.trained.make KEY ...`.

Each preset named is trained from its own seed to the step that it says (`Preset.kept`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tqdm import tqdm

from playground.needed_data import bring
from playground.presets import Preset
from playground.settings import Settings
from playground.trained import FOLDER, shrunk
from playground.trainer import Trainer

_CHUNK = 50


def trained(settings: Settings, steps: int) -> bytes:
    """The content of a file with the networks that these settings come to after so many steps."""
    trainer = Trainer(settings)
    with tqdm(total=steps, desc=settings.preset, unit="step", disable=None) as bar:
        while trainer.steps < steps and not trainer.error:
            trainer.step(min(_CHUNK, steps - trainer.steps))
            bar.update(trainer.steps - bar.n)
    return shrunk(trainer.run, settings.to_query())


def main(keys: Sequence[str]) -> None:
    """Makes the files of the presets named, or of all that keep one."""
    FOLDER.mkdir(exist_ok=True)
    for preset in map(Preset.find, keys or [key for key, entry in Preset.entries.items() if entry.kept]):
        settings = Settings.from_query(f"preset={preset.key}")
        bring(settings)
        (FOLDER / f"{preset.key}.safetensors").write_bytes(trained(settings, preset.kept))


if __name__ == "__main__":
    main(sys.argv[1:])
