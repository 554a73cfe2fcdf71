"""The commands, and what each can be told."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from typing import Any

from playground import augmentation
from playground.cli import single, studies
from playground.needed_data import HELP
from playground.probe import LABELS
from playground.remedies.trial import AFTER, BEFORE

_OPTIONS: dict[str, dict[str, Any]] = {
    "preset": {"metavar": "NAME"},
    "seed": {"metavar": "N"},
    "data": {"metavar": "FOLDER", "help": HELP},
    "steps": {"metavar": "N", "help": "iterations (the preset's own, if not given)"},
    "seconds": {"metavar": "T", "help": "train for so long instead"},
    "set": {
        "action": "append",
        "default": [],
        "metavar": "KEY=VALUE",
        "help": "any setting; repeatable",
    },
    "out": {"metavar": "FILE", "help": "a .png, .svg or .pdf file"},
    "seeds": {"metavar": "A:B", "help": "seeds A to B - 1"},
    "every": {"metavar": "N", "help": "steps from one look to the next"},
    "versus": {
        "action": "append",
        "default": [],
        "metavar": "KEY=VALUE",
        "help": "a variant to compare with; repeatable",
    },
    "only": {"action": "append", "default": [], "metavar": "NAME", "help": "a remedy; repeatable"},
    "into": {"metavar": "FILE", "help": "go on with what a file holds, and keep each result in it"},
    "before": {"metavar": "N", "default": str(BEFORE), "help": "steps before the remedy"},
    "after": {"metavar": "N", "default": str(AFTER), "help": "steps after it"},
    "counts": {"metavar": "N,...", "help": "labelled pictures"},
    "lessons": {
        "metavar": "N",
        "default": str(augmentation.LESSONS),
        "help": "steps of the classifier",
    },
}
"""How each option is read wherever it can be given; without a default it is the empty text."""


@dataclasses.dataclass(frozen=True)
class _Command:
    """A function, the names of its options, and where one is read in another way than it usually is."""

    function: Callable[[argparse.Namespace], Any]
    options: str = ""
    own: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)

    def add_to(self, commands: argparse._SubParsersAction, name: str) -> None:
        summary = self.function.__doc__.strip().splitlines()[0]
        added = commands.add_parser(name, help=summary, description=summary)
        added.add_argument("--json", action="store_true", help="print one JSON value")
        # What reads settings reads a seed; commands over many seeds leave that one open.
        added.set_defaults(command=self.function, seed="")
        for option in self.options.split():
            added.add_argument(
                f"--{option}", **({"default": ""} | _OPTIONS[option] | self.own.get(option, {}))
            )


_COMMANDS = {
    "list": _Command(single.list_entries),
    "train": _Command(single.train, "preset seed data steps set seconds versus"),
    "figure": _Command(
        single.figure,
        "preset seed data steps set out",
        {"preset": {"default": "convergence"}, "out": {"required": True}},
    ),
    "track": _Command(
        studies.track_losses,
        "preset seed data steps set seeds every versus",
        {"seeds": {"help": "seeds A to B - 1 in place of one"}},
    ),
    "evidence": _Command(
        studies.gather_evidence,
        "preset data seeds steps versus",
        {"preset": {"required": True}, "seeds": {"default": "0:16"}},
    ),
    "remedies": _Command(
        studies.try_remedies, "seeds only into before after", {"seeds": {"default": "0:16"}}
    ),
    "augment": _Command(
        studies.augment,
        "preset data seeds set counts steps lessons",
        {
            "preset": {"default": "cgan-mnist"},
            "seeds": {"default": "0:3"},
            "counts": {
                "default": ",".join(map(str, augmentation.COUNTS)),
                "help": "labelled pictures, of each class",
            },
            "steps": {"default": str(augmentation.STEPS), "help": "iterations of the GAN"},
        },
    ),
    "probe": _Command(
        studies.probe_features,
        "preset data seeds set counts steps",
        {
            "preset": {"default": "mnist"},
            "seeds": {"default": "0:3"},
            "counts": {"default": ",".join(map(str, LABELS))},
            "steps": {"help": "iterations of the GAN"},
        },
    ),
    "benchmark": _Command(
        single.run_benchmark, "seconds", {"seconds": {"help": "time for each measurement"}}
    ),
    "race": _Command(
        studies.run_race,
        "preset data seeds seconds set",
        {
            "preset": {"default": "mnist"},
            "seeds": {"default": "0:1"},
            "seconds": {"default": "60", "help": "time for each of the two"},
        },
    ),
}


def parser() -> argparse.ArgumentParser:
    """Reads a command line; its `command` is the function to call with what was read."""
    made = argparse.ArgumentParser(
        prog="python -m playground", description="Small GANs, trained and measured."
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for name, command in _COMMANDS.items():
        command.add_to(commands, name)
    return made
