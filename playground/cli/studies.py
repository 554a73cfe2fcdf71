"""Commands over many seeds: evidence, track, remedies, augment, probe, race."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tqdm import tqdm

from playground import augmentation
from playground.cli.asked import (
    SECONDS,
    STEPS,
    command_of,
    counts_of,
    seeds_of,
    settings_of,
    steps_bar,
    steps_of,
)
from playground.cli.printing import to_json
from playground.evidence import compare
from playground.needed_data import bring
from playground.presets import Preset
from playground.probe import probe
from playground.race import race
from playground.remedies import Remedy
from playground.remedies.trial import PRESET, trials, ways
from playground.settings import Settings
from playground.tracking import track


def gather_evidence(options: argparse.Namespace) -> Any:
    """Runs a preset, and its variants, on many seeds."""
    preset, seeds = Preset.find(options.preset, "--preset"), seeds_of(options.seeds)
    steps = STEPS.parse("--steps", options.steps) if options.steps else preset.steps
    variants = [Settings.from_query(f"preset={preset.key}&{variant}") for variant in ("", *options.versus)]
    data = bring(*variants)
    total = steps * len(seeds) * (1 + len(options.versus))
    with steps_bar(total) as bar:
        blocks = compare(preset, seeds, options.versus, steps, bar.update)
    blocks = [command_of(options) | data | block for block in blocks]
    return blocks if options.versus else blocks[0]


def track_losses(options: argparse.Namespace) -> Any:
    """Follows losses and distances along a run: does the loss tell the quality?"""
    steps = steps_of(options)
    every = STEPS.parse("--every", options.every) if options.every else None
    variants = [settings_of(options, variant) for variant in ("", *options.versus)]
    data = bring(*variants)
    seeds = [seeds_of(options.seeds) if options.seeds else (settings.seed,) for settings in variants]
    blocks = []
    total = steps * sum(map(len, seeds))
    with steps_bar(total) as bar:
        for variant, settings, those in zip(("", *options.versus), variants, seeds, strict=True):
            found = track(settings, steps, every, seeds=those, progress=bar.update).summary()
            blocks.append(command_of(options) | {"versus": variant} | data | found)
    return blocks if options.versus else blocks[0]


def try_remedies(options: argparse.Namespace) -> dict[str, Any]:
    """Counts how many collapsed runs each remedy frees."""
    seeds, settings = seeds_of(options.seeds), Settings.from_query(f"preset={PRESET}")
    chosen = [Remedy.find(key, "--only") for key in options.only]
    before, after = STEPS.parse("--before", options.before), STEPS.parse("--after", options.after)
    runs = 2 + sum(len(ways(remedy, settings)) for remedy in chosen or Remedy.entries.values())
    total = (before + runs * after) * len(seeds)
    file = Path(options.into) if options.into else None
    held = json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else None

    def keep(found: dict[str, Any]) -> None:
        if file:
            command = held if held and "command" in held else command_of(options)
            text = to_json({"command": command["command"]} | found)
            file.write_text(text + "\n", encoding="utf-8")

    with steps_bar(total) as bar:
        found = trials(
            settings, seeds, chosen, before=before, after=after, progress=bar.update, held=held, keep=keep
        )
    return command_of(options) | found


def augment(options: argparse.Namespace) -> dict[str, Any]:
    """Counts whether generated pictures help a classifier that has few real ones."""
    seeds, counts, settings = seeds_of(options.seeds), counts_of(options), settings_of(options)
    steps = STEPS.parse("--steps", options.steps)
    lessons = STEPS.parse("--lessons", options.lessons)
    data = bring(settings)
    with steps_bar(steps * len(seeds) * len(counts)) as bar:
        found = augmentation.augmentation(
            settings, seeds, counts=counts, steps=steps, lessons=lessons, progress=bar.update
        )
    return command_of(options) | data | found


def probe_features(options: argparse.Namespace) -> dict[str, Any]:
    """Asks what D has learnt: a linear probe on its features, with few labels."""
    seeds, counts, settings = seeds_of(options.seeds), counts_of(options), settings_of(options)
    steps = steps_of(options)
    data = bring(settings)
    with steps_bar(steps * len(seeds)) as bar:
        found = probe(settings, seeds, steps, labels=counts, progress=bar.update)
    return command_of(options) | data | found


def run_race(options: argparse.Namespace) -> dict[str, Any]:
    """Trains digits for a time, and the plain PyTorch loop of the same networks beside them."""
    seeds, seconds, settings = (
        seeds_of(options.seeds),
        SECONDS.parse("--seconds", options.seconds),
        settings_of(options),
    )
    data = bring(settings)
    with tqdm(total=2 * len(seeds), unit="run", file=sys.stderr, leave=False, disable=None) as bar:
        found = race(settings, seeds, seconds, lambda: bar.update(1))
    return command_of(options) | data | {"seeds": found}
