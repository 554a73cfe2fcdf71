"""The commands, and what each can be told."""

from __future__ import annotations

import argparse

from playground import augmentation
from playground.cli import single, studies
from playground.needed_data import HELP
from playground.probe import LABELS
from playground.remedies.trial import AFTER, BEFORE


def parser() -> argparse.ArgumentParser:
    """Reads a command line; its `command` is the function to call with what was read."""
    made = argparse.ArgumentParser(
        prog="python -m playground", description="Small GANs, trained and measured."
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")

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

    command("list", single.list_entries)
    for name, function in (
        ("train", single.train),
        ("figure", single.figure),
        ("track", studies.track_losses),
    ):
        added = command(name, function)
        added.add_argument(
            "--preset", default="convergence" if function is single.figure else "", metavar="NAME"
        )
        added.add_argument("--seed", default="", metavar="N")
        added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
        added.add_argument(
            "--steps", default="", metavar="N", help="iterations (the preset's own, if not given)"
        )
        added.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="any setting; repeatable"
        )
        if function is single.train:
            added.add_argument("--seconds", default="", metavar="T", help="train for so long instead")
        elif function is single.figure:
            added.add_argument("--out", required=True, metavar="FILE", help="a .png, .svg or .pdf file")
        else:
            added.add_argument("--seeds", default="", metavar="A:B", help="seeds A to B - 1 in place of one")
            added.add_argument("--every", default="", metavar="N", help="steps from one look to the next")
            variants(added)
    added = command("evidence", studies.gather_evidence)
    added.add_argument("--preset", required=True, metavar="NAME")
    added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
    added.add_argument("--seeds", default="0:16", metavar="A:B", help="seeds A to B - 1")
    added.add_argument("--steps", default="", metavar="N")
    variants(added)
    added = command("remedies", studies.try_remedies)
    added.add_argument("--seeds", default="0:16", metavar="A:B", help="seeds A to B - 1")
    added.add_argument("--only", action="append", default=[], metavar="NAME", help="a remedy; repeatable")
    added.add_argument(
        "--into", default="", metavar="FILE", help="go on with what a file holds, and keep each result in it"
    )
    added.add_argument("--before", default=str(BEFORE), metavar="N", help="steps before the remedy")
    added.add_argument("--after", default=str(AFTER), metavar="N", help="steps after it")
    lessons = {
        "augment": (studies.augment, "cgan-mnist", augmentation.COUNTS),
        "probe": (studies.probe_features, "mnist", LABELS),
    }
    for name, (function, preset, counts) in lessons.items():
        added = command(name, function)
        added.add_argument("--preset", default=preset, metavar="NAME")
        added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
        added.add_argument("--seeds", default="0:3", metavar="A:B", help="seeds A to B - 1")
        added.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="any setting; repeatable"
        )
        what = "labelled pictures, of each class" if function is studies.augment else "labelled pictures"
        added.add_argument("--counts", default=",".join(map(str, counts)), metavar="N,...", help=what)
        steps = str(augmentation.STEPS) if function is studies.augment else ""
        added.add_argument("--steps", default=steps, metavar="N", help="iterations of the GAN")
        if function is studies.augment:
            added.add_argument(
                "--lessons", default=str(augmentation.LESSONS), metavar="N", help="steps of the classifier"
            )
        added.set_defaults(seed="")
    command("benchmark", single.run_benchmark).add_argument(
        "--seconds", default="", metavar="T", help="time for each measurement"
    )
    added = command("race", studies.run_race)
    added.add_argument("--preset", default="mnist", metavar="NAME")
    added.add_argument("--data", default="", metavar="FOLDER", help=HELP)
    added.add_argument("--seeds", default="0:1", metavar="A:B", help="seeds A to B - 1")
    added.add_argument("--seconds", default="60", metavar="T", help="time for each of the two")
    added.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="any setting; repeatable"
    )
    added.set_defaults(seed="")
    return made
