"""Serve the dashboard, import and update releases, print genes and lists, make the snapshot."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.commands import genes, importing, lists, run, snapshot, sources, updating
from dashboard.errors import DashboardError

COMMANDS = (run, importing, updating, snapshot, genes, lists, sources)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a sentence on standard error when not."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader, `head` for example, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DashboardError as error:
        print(f"{error.message} {error.hint}".strip(), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    # Python 3.11 would call it "__main__.py" after `python -m dashboard`.
    name = Path(sys.argv[0]).name
    prog = "python -m dashboard" if name == "__main__.py" else name
    parser = argparse.ArgumentParser(prog=prog, description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
