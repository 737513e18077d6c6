"""Count the project's files that one question passes, and the moves between them.

Run: python -m scripts.trips. A question is a panel of the gene page, asked as the browser asks it;
what a process makes once (tables, the gene index) is made before. Calls are seen by
`sys.setprofile`: a file counts where one of its functions runs, a move where a function of one file
calls one of another.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from dash import Dash

from components import ids
from dashboard.factory import create_app
from dashboard.settings import Mode, Settings
from tests.upstream.server import NAMES, Upstream
from tests.wire.conftest import posted

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("dashboard", "components", "callbacks")
PANELS = ("constraint", "variants")
WARM, GENE = "BRCA1", "STAT3"


class Trip(NamedTuple):
    """The files in which functions ran, with their calls, and how often one called another."""

    files: Counter[str]
    moves: int


def trip(work: Callable[[], object]) -> Trip:
    """Return which of the project's files some work passes."""
    files: Counter[str] = Counter()
    moves = 0

    def seen(frame: FrameType, event: str, _: Any) -> None:
        nonlocal moves
        if event != "call" or (here := _own(frame)) is None:
            return
        files[here] += 1
        before = frame.f_back
        while before is not None and (there := _own(before)) is None:
            before = before.f_back
        moves += before is not None and there != here

    threading.setprofile(seen)  # threads that begin meanwhile fetch
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return Trip(files, moves)


def _own(frame: FrameType) -> str | None:
    path = Path(frame.f_code.co_filename)
    if not path.is_absolute() or not path.is_relative_to(ROOT):
        return None
    name = path.relative_to(ROOT)
    return str(name) if name.parts[0] in FOLDERS else None


def asked(app: Dash, panel: str, gene: str) -> None:
    """Ask for a panel of a gene as the browser does.

    Raises:
        RuntimeError: The answer is none.
    """
    values = {ids.GENE: gene, ids.RELEASE: None, ids.SOURCE_SET: None}
    body = posted(app, f"panel-{panel}", values)
    answer = app.server.test_client().post("/_dash-update-component", json=body)
    if answer.status_code != 200:
        raise RuntimeError(f"{panel} of {gene}: {answer.status_code}")


def settings(folder: str, upstream: Upstream | None) -> Settings:
    """Return the settings of a laptop without a network, or with the upstream of the tests."""
    if upstream is None:
        return Settings(mode=Mode.OFFLINE, cache_dir=Path(folder))
    addresses: dict[str, Any] = {f"{one}_url": upstream.address(one) for one in NAMES}
    return Settings(mode=Mode.AUTO, cache_dir=Path(folder), **addresses)


def print_trips(app: Dash, where: str, listing: bool) -> None:
    """Print a row a panel, and its files where they are wanted."""
    for panel in PANELS:
        asked(app, panel, WARM)
    for panel in PANELS:
        found = trip(lambda panel=panel: asked(app, panel, GENE))  # type: ignore[misc]
        print(f"| {panel}, {where} | {len(found.files)} | {found.moves:,} |", flush=True)
        if listing:
            print(
                *(f"  {calls:>5} {file}" for file, calls in sorted(found.files.items())), sep="\n"
            )


def main() -> None:
    """Print how far a question goes, without a network and with one."""
    parser = argparse.ArgumentParser(prog="python -m scripts.trips", description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the files")
    chosen = parser.parse_args()
    shared = Path(os.environ.get("GCD_SHARED", ROOT.parent / "shared"))
    print("| question | files | moves |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        print_trips(create_app(settings(folder, None)), "offline", chosen.list)
    if not (shared / "data").is_dir():
        print(f"Not asked live: no recorded answers at {shared} (GCD_SHARED names their folder).")
        return
    with tempfile.TemporaryDirectory() as folder, Upstream(shared) as upstream:
        print_trips(create_app(settings(folder, upstream)), "live", chosen.list)


if __name__ == "__main__":
    main()
