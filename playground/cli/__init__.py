"""The command line: list, train, evidence, track, remedies, augment, probe, figure, benchmark, race."""

from __future__ import annotations

import sys

from playground.cli.parser import parser
from playground.cli.printing import in_lines, to_json
from playground.knobs import SettingError
from playground.needed_data import look_in

__all__ = ["main", "parser", "to_json"]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (2 for a setting that cannot be used)."""
    options = parser().parse_args(arguments)
    options.arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if getattr(options, "data", ""):
            look_in(options.data)
        result = options.command(options)
    except SettingError as error:
        print(f"playground: {error}", file=sys.stderr)
        return 2
    print(to_json(result) if options.json else "\n".join(in_lines(result)))
    return 0
