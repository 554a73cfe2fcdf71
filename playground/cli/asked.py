"""What was asked for on the command line, checked."""

from __future__ import annotations

import argparse
import shlex
import sys
from urllib.parse import urlencode

from tqdm import tqdm

from playground.knobs import Knob, SettingError
from playground.presets import Preset
from playground.settings import Settings

STEPS = Knob(int, 1, 1, 100_000_000)
SECONDS = Knob(float, 1.0, 0.1, 86_400.0)
COUNT = Knob(int, 1, 1, 100_000)


def settings_of(options: argparse.Namespace, variant: str = "") -> Settings:
    """Those asked for; a `variant` is "KEY=VALUE" or several joined by "&"."""
    pairs = [("preset", options.preset)] if options.preset else []
    pairs += [("seed", options.seed)] if options.seed else []
    for pair in options.set:
        key, equals, text = pair.partition("=")
        if not equals:
            raise SettingError(f"--set takes KEY=VALUE, such as generator.lr=0.001; {pair!r} is not.")
        pairs.append((key, text))
    return Settings.from_query("&".join(filter(None, (urlencode(pairs), variant))))


def steps_of(options: argparse.Namespace) -> int:
    """Those asked for, else the preset's own."""
    if options.steps:
        return STEPS.parse("--steps", options.steps)
    return Preset.find(options.preset).steps if options.preset else 1000


def seeds_of(text: str) -> range:
    """The seeds of "A:B"."""
    first, colon, last = text.partition(":")
    if not colon or not first.isdigit() or not last.isdigit() or not int(first) < int(last) <= 2**31:
        raise SettingError(f"--seeds must look like 0:32 (the end is not included); {text!r} does not.")
    return range(int(first), int(last))


def counts_of(options: argparse.Namespace) -> tuple[int, ...]:
    """The numbers of "N,N"."""
    return tuple(COUNT.parse("--counts", part) for part in options.counts.split(","))


def steps_bar(total: int) -> tqdm:
    """The progress of so many steps, on the terminal."""
    return tqdm(total=total, unit="step", unit_scale=True, file=sys.stderr, leave=False, disable=None)


def command_of(options: argparse.Namespace) -> dict[str, str]:
    """The `command` that leads to a result, for whoever wants to have it again."""
    return {"command": f"python -m playground {shlex.join(options.arguments)}"}
