"""`run`: serve the dashboard on this machine."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.web.serving import port_of_environment, serve


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    command = commands.add_parser("run", help="serve the dashboard on 127.0.0.1")
    command.add_argument("--port", type=int, help="port; without it PORT of the environment, 8050")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from dashboard.factory import create_app  # noqa: PLC0415  # other commands need no Dash

    port = options.port if options.port is not None else port_of_environment()
    serve(create_app().server, port)
    return 0
