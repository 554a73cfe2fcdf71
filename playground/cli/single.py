"""Commands about one run, or none: list, train, figure, benchmark."""

from __future__ import annotations

import argparse
import math
import sys
import time
from typing import Any

from tqdm import tqdm

from playground.benchmark import benchmark
from playground.cli.asked import SECONDS, settings_of, steps_of
from playground.docs import CATALOGUES
from playground.figure import draw_figure
from playground.needed_data import bring
from playground.settings import Settings
from playground.trainer import Trainer

_CHUNK = 50


def list_entries(options: argparse.Namespace) -> dict[str, Any]:  # noqa: ARG001
    """Everything there is to choose from."""
    return {
        root.__name__.lower(): {key: entry.summary() for key, entry in sorted(root.entries.items())}
        for root in CATALOGUES.values()
    }


def train(options: argparse.Namespace) -> Any:
    """Trains one run and measures it, and any variants after it, each for as long."""
    variants = ("", *options.versus)
    asked = [settings_of(options, variant) for variant in variants]
    data = bring(*asked)
    limit = SECONDS.parse("--seconds", options.seconds) if options.seconds else math.inf
    steps = steps_of(options) if options.steps or not options.seconds else None
    blocks = [
        {"versus": variant} | data | _trained(settings, steps, limit)
        for variant, settings in zip(variants, asked, strict=True)
    ]
    return blocks if options.versus else blocks[0]


def _trained(settings: Settings, steps: int | None, limit: float) -> dict[str, Any]:
    """One run of so many steps, or until `limit` seconds are over, and its numbers at the end."""
    trainer = Trainer(settings)
    started = time.perf_counter()
    with tqdm(total=steps, unit="step", file=sys.stderr, leave=False, disable=None) as bar:
        while trainer.error is None and (steps is None or trainer.steps < steps):
            left = math.inf if steps is None else steps - trainer.steps
            trainer.step(int(min(_CHUNK, left)))
            bar.update(trainer.steps - bar.n)
            if time.perf_counter() - started >= limit:
                break
    seconds = time.perf_counter() - started
    snapshot = trainer.snapshot()
    return {
        "preset": settings.preset,
        "settings": settings.to_query(),
        "seed": settings.seed,
        "steps": trainer.steps,
        "seconds": seconds,
        "metrics": snapshot.metrics,
        "floors": snapshot.floors,
        "error": trainer.error,
    }


def figure(options: argparse.Namespace) -> dict[str, Any]:
    """Draws the paper's figure, or a strip of moments, from a real run."""
    settings = settings_of(options)
    data = bring(settings)
    with tqdm(unit="step", file=sys.stderr, leave=False, disable=None) as bar:
        panels = draw_figure(settings, steps_of(options), options.out, bar.update)
    return {"out": options.out, "settings": settings.to_query(), **data, "panels": panels}


def run_benchmark(options: argparse.Namespace) -> dict[str, Any]:
    """Measures speed against a plain PyTorch loop on this machine."""
    seconds = SECONDS.parse("--seconds", options.seconds) if options.seconds else 1.0
    with tqdm(unit="measurement", file=sys.stderr, leave=False, disable=None) as bar:
        return benchmark(seconds, lambda: bar.update(1))
