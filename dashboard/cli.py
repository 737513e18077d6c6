"""The command line: `python -m dashboard COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from dashboard.commands import snapshot
from dashboard.errors import DashboardError

COMMANDS = (snapshot,)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a sentence on standard error when not."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DashboardError as error:
        print(f"{error.message} {error.hint}".strip(), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
