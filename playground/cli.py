"""The command line: list, train, evidence, track, remedies, augment, probe, figure, benchmark."""

from __future__ import annotations

import argparse
import json
import math
import shlex
import sys
import time
from typing import Any
from urllib.parse import urlencode

from tqdm import tqdm

from playground import augmentation
from playground.benchmark import benchmark
from playground.docs import CATALOGUES
from playground.evidence import compare
from playground.figure import draw_figure
from playground.knobs import Knob, SettingError
from playground.needed_data import HELP, bring, look_in
from playground.presets import Preset
from playground.probe import LABELS, probe
from playground.remedies import Remedy
from playground.remedies.trial import AFTER, BEFORE, PRESET, trials, ways
from playground.settings import Settings
from playground.tracking import track
from playground.trainer import Trainer

_STEPS = Knob(int, 1, 1, 100_000_000)
_SECONDS = Knob(float, 1.0, 0.1, 86_400.0)
_COUNT = Knob(int, 1, 1, 100_000)
_CHUNK = 50


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (2 for a setting that cannot be used)."""
    options = _parser().parse_args(arguments)
    options.arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if getattr(options, "data", ""):
            look_in(options.data)
        result = options.command(options)
    except SettingError as error:
        print(f"playground: {error}", file=sys.stderr)
        return 2
    print(to_json(result) if options.json else "\n".join(_lines(result)))
    return 0


def to_json(result: Any) -> str:
    """Strict JSON: infinity as 1e999, which every reader takes for infinite, and nan as null."""
    marks = {math.inf: "\x00+", -math.inf: "\x00-"}

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [plain(inner) for inner in value]
        if isinstance(value, float) and not math.isfinite(value):
            return marks.get(value)
        return value

    text = json.dumps(plain(result), allow_nan=False)
    return text.replace('"\\u0000+"', "1e999").replace('"\\u0000-"', "-1e999")


def list_entries(options: argparse.Namespace) -> dict[str, Any]:  # noqa: ARG001
    """Everything there is to choose from."""
    return {
        root.__name__.lower(): {key: entry.summary() for key, entry in sorted(root.entries.items())}
        for root in CATALOGUES.values()
    }


def train(options: argparse.Namespace) -> dict[str, Any]:
    """Trains one run and measures it."""
    settings = _settings(options)
    data = bring(settings)
    trainer = Trainer(settings)
    limit = _SECONDS.parse("--seconds", options.seconds) if options.seconds else math.inf
    steps = _steps(options) if options.steps or not options.seconds else None
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
        **data,
        "seed": settings.seed,
        "steps": trainer.steps,
        "seconds": seconds,
        "metrics": snapshot.metrics,
        "floors": snapshot.floors,
        "error": trainer.error,
    }


def gather_evidence(options: argparse.Namespace) -> Any:
    """Runs a preset, and its variants, on many seeds."""
    preset, seeds = Preset.find(options.preset, "--preset"), _seeds(options.seeds)
    steps = _STEPS.parse("--steps", options.steps) if options.steps else preset.steps
    variants = [Settings.from_query(f"preset={preset.key}&{variant}") for variant in ("", *options.versus)]
    data = bring(*variants)
    total = steps * len(seeds) * (1 + len(options.versus))
    with tqdm(total=total, unit="step", unit_scale=True, file=sys.stderr, leave=False, disable=None) as bar:
        blocks = compare(preset, seeds, options.versus, steps, bar.update)
    command = f"python -m playground {shlex.join(options.arguments)}"
    blocks = [{"command": command} | data | block for block in blocks]
    return blocks if options.versus else blocks[0]


def track_losses(options: argparse.Namespace) -> Any:
    """Follows losses and distances along a run: does the loss tell the quality?"""
    steps = _steps(options)
    every = _STEPS.parse("--every", options.every) if options.every else None
    variants = [_settings(options, variant) for variant in ("", *options.versus)]
    data = bring(*variants)
    seeds = [_seeds(options.seeds) if options.seeds else (settings.seed,) for settings in variants]
    blocks, command = [], f"python -m playground {shlex.join(options.arguments)}"
    total = steps * sum(map(len, seeds))
    with tqdm(total=total, unit="step", unit_scale=True, file=sys.stderr, leave=False, disable=None) as bar:
        for variant, settings, those in zip(("", *options.versus), variants, seeds, strict=True):
            found = track(settings, steps, every, seeds=those, progress=bar.update).summary()
            blocks.append({"command": command, "versus": variant} | data | found)
    return blocks if options.versus else blocks[0]


def try_remedies(options: argparse.Namespace) -> dict[str, Any]:
    """Counts how many collapsed runs each remedy frees."""
    seeds, settings = _seeds(options.seeds), Settings.from_query(f"preset={PRESET}")
    chosen = [Remedy.find(key, "--only") for key in options.only] or list(Remedy.entries.values())
    before, after = _STEPS.parse("--before", options.before), _STEPS.parse("--after", options.after)
    runs = 2 + sum(len(ways(remedy, settings)) for remedy in chosen)
    total = (before + runs * after) * len(seeds)
    with tqdm(total=total, unit="step", unit_scale=True, file=sys.stderr, leave=False, disable=None) as bar:
        found = trials(settings, seeds, chosen, before=before, after=after, progress=bar.update)
    return {"command": f"python -m playground {shlex.join(options.arguments)}"} | found


def augment(options: argparse.Namespace) -> dict[str, Any]:
    """Counts whether generated pictures help a classifier that has few real ones."""
    seeds, counts, settings = _seeds(options.seeds), _counts(options), _settings(options)
    steps = _STEPS.parse("--steps", options.steps)
    lessons = _STEPS.parse("--lessons", options.lessons)
    data = bring(settings)
    with _bar(steps * len(seeds) * len(counts)) as bar:
        found = augmentation.augmentation(
            settings, seeds, counts=counts, steps=steps, lessons=lessons, progress=bar.update
        )
    return {"command": f"python -m playground {shlex.join(options.arguments)}"} | data | found


def probe_features(options: argparse.Namespace) -> dict[str, Any]:
    """Asks what D has learnt: a linear probe on its features, with few labels."""
    seeds, counts, settings = _seeds(options.seeds), _counts(options), _settings(options)
    steps = _steps(options)
    data = bring(settings)
    with _bar(steps * len(seeds)) as bar:
        found = probe(settings, seeds, steps, labels=counts, progress=bar.update)
    return {"command": f"python -m playground {shlex.join(options.arguments)}"} | data | found


def figure(options: argparse.Namespace) -> dict[str, Any]:
    """Draws the paper's figure, or a strip of moments, from a real run."""
    settings = _settings(options)
    data = bring(settings)
    with tqdm(unit="step", file=sys.stderr, leave=False, disable=None) as bar:
        panels = draw_figure(settings, _steps(options), options.out, bar.update)
    return {"out": options.out, "settings": settings.to_query(), **data, "panels": panels}


def run_benchmark(options: argparse.Namespace) -> dict[str, Any]:
    """Measures speed against a plain PyTorch loop on this machine."""
    seconds = _SECONDS.parse("--seconds", options.seconds) if options.seconds else 1.0
    with tqdm(unit="measurement", file=sys.stderr, leave=False, disable=None) as bar:
        return benchmark(seconds, lambda: bar.update(1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m playground", description="Small GANs, trained and measured."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, function) -> argparse.ArgumentParser:
        summary = function.__doc__.strip().splitlines()[0]
        added = commands.add_parser(name, help=summary, description=summary)
        added.add_argument("--json", action="store_true", help="print one JSON value")
        added.set_defaults(command=function)
        return added

    def variants(added: argparse.ArgumentParser) -> None:
        added.add_argument(
            "--versus",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="a variant to compare with; repeatable",
        )

    command("list", list_entries)
    for name, function in (("train", train), ("figure", figure), ("track", track_losses)):
        added = command(name, function)
        added.add_argument("--preset", default="convergence" if function is figure else "", metavar="NAME")
        added.add_argument("--seed", default="", metavar="N")
        added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
        added.add_argument(
            "--steps", default="", metavar="N", help="iterations (the preset's own, if not given)"
        )
        added.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="any setting; repeatable"
        )
        if function is train:
            added.add_argument("--seconds", default="", metavar="T", help="train for so long instead")
        elif function is figure:
            added.add_argument("--out", required=True, metavar="FILE", help="a .png, .svg or .pdf file")
        else:
            added.add_argument("--seeds", default="", metavar="A:B", help="seeds A to B - 1 in place of one")
            added.add_argument("--every", default="", metavar="N", help="steps from one look to the next")
            variants(added)
    added = command("evidence", gather_evidence)
    added.add_argument("--preset", required=True, metavar="NAME")
    added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
    added.add_argument("--seeds", default="0:16", metavar="A:B", help="seeds A to B - 1")
    added.add_argument("--steps", default="", metavar="N")
    variants(added)
    added = command("remedies", try_remedies)
    added.add_argument("--seeds", default="0:16", metavar="A:B", help="seeds A to B - 1")
    added.add_argument("--only", action="append", default=[], metavar="NAME", help="a remedy; repeatable")
    added.add_argument("--before", default=str(BEFORE), metavar="N", help="steps before the remedy")
    added.add_argument("--after", default=str(AFTER), metavar="N", help="steps after it")
    lessons = {
        "augment": (augment, "cgan-mnist", augmentation.COUNTS),
        "probe": (probe_features, "mnist", LABELS),
    }
    for name, (function, preset, counts) in lessons.items():
        added = command(name, function)
        added.add_argument("--preset", default=preset, metavar="NAME")
        added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
        added.add_argument("--seeds", default="0:3", metavar="A:B", help="seeds A to B - 1")
        added.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="any setting; repeatable"
        )
        what = "labelled pictures, of each class" if function is augment else "labelled pictures"
        added.add_argument("--counts", default=",".join(map(str, counts)), metavar="N,...", help=what)
        steps = str(augmentation.STEPS) if function is augment else ""
        added.add_argument("--steps", default=steps, metavar="N", help="iterations of the GAN")
        if function is augment:
            added.add_argument(
                "--lessons", default=str(augmentation.LESSONS), metavar="N", help="steps of the classifier"
            )
        added.set_defaults(seed="")
    command("benchmark", run_benchmark).add_argument(
        "--seconds", default="", metavar="T", help="time for each measurement"
    )
    return parser


def _settings(options: argparse.Namespace, variant: str = "") -> Settings:
    """Those asked for; a `variant` is "KEY=VALUE" or several joined by "&"."""
    pairs = [("preset", options.preset)] if options.preset else []
    pairs += [("seed", options.seed)] if options.seed else []
    for pair in options.set:
        key, equals, text = pair.partition("=")
        if not equals:
            raise SettingError(f"--set takes KEY=VALUE, such as generator.lr=0.001; {pair!r} is not.")
        pairs.append((key, text))
    return Settings.from_query("&".join(filter(None, (urlencode(pairs), variant))))


def _steps(options: argparse.Namespace) -> int:
    if options.steps:
        return _STEPS.parse("--steps", options.steps)
    return Preset.find(options.preset).steps if options.preset else 1000


def _seeds(text: str) -> range:
    first, colon, last = text.partition(":")
    if not colon or not first.isdigit() or not last.isdigit() or not int(first) < int(last) <= 2**31:
        raise SettingError(f"--seeds must look like 0:32 (the end is not included); {text!r} does not.")
    return range(int(first), int(last))


def _counts(options: argparse.Namespace) -> tuple[int, ...]:
    return tuple(_COUNT.parse("--counts", part) for part in options.counts.split(","))


def _bar(total: int) -> tqdm:
    return tqdm(total=total, unit="step", unit_scale=True, file=sys.stderr, leave=False, disable=None)


def _lines(value: Any, indent: int = 0) -> list[str]:
    """A result for people: one line a number."""
    pad = "  " * indent
    if isinstance(value, dict):
        lines = []
        for key, inner in value.items():
            if isinstance(inner, dict) or (isinstance(inner, list) and inner and isinstance(inner[0], dict)):
                lines += [f"{pad}{key}", *_lines(inner, indent + 1)]
            else:
                lines.append(f"{pad}{key:<24} {_cell(inner)}")
        return lines
    if isinstance(value, list):
        return [line for inner in value for line in [*_lines(inner, indent), ""]]
    return [pad + _cell(value)]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return " ".join(_cell(inner) for inner in value[:8]) + (" …" if len(value) > 8 else "")
    return "-" if value is None else str(value)
