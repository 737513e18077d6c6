"""`update`: load whole public releases, check them and switch to them at once."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from dashboard.errors import BadParameter, DashboardError
from dashboard.settings import Mode, Settings
from dashboard.tables.importing.opening import shown
from dashboard.tables.snapshot import Snapshot
from dashboard.update.offers import Wire, base_of, offered_in
from dashboard.update.run import ROOM, Choice, Reports, Updates, exit_code
from dashboard.update.sources import SOURCES, UpdateSource
from dashboard.upstream.http import Bounds, Http, Upstream
from dashboard.upstream.http.download import Downloads
from dashboard.upstream.http.upstream import user_agents

LIMIT = "2/second"
LONGEST = 12 * 3600.0
"""Seconds for one file: 574 MB at 13 kB a second."""

PARTLY, NOTHING = 3, 1
_EPILOG = """\
sources: {sources}
exit codes: 0 all is updated or current; 3 some sources failed, the others are updated; 1 nothing
is. What was loaded of a file stays, and the next run goes on from there.
"""


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    sources = ", ".join(SOURCES)
    updating = commands.add_parser(
        "update",
        help="load whole public releases (gnomAD, ClinGen, HPO), check them, switch to them",
        description="Loads whole releases, checks each file, builds its table aside and switches "
        "to all of them at once; a running server has them with its next request.",
        epilog=_EPILOG.format(sources=sources),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    updating.add_argument(
        "--check",
        action="store_true",
        help="print what is here, what is offered, bytes and disk; nothing is changed",
    )
    updating.add_argument("--only", action="append", metavar="ID", help="this source; repeatable")
    updating.add_argument("--all", action="store_true", help="all sources")
    updating.add_argument(
        "--from", dest="folder", type=Path, metavar="DIR", help="take the files out of a folder"
    )
    updating.add_argument(
        "--rollback", action="store_true", help="bring back what the last update replaced"
    )
    updating.add_argument(
        "--keep-raw", action="store_true", help="keep the files, with SHA256SUMS, fit for --from"
    )
    updating.add_argument(
        "--url",
        action="append",
        default=[],
        metavar="ID=URL",
        help="another address of a source's file, or of a mirror where it ends with a slash",
    )
    updating.add_argument(
        "--accept-smaller",
        action="store_true",
        help="take a table of the sources named by --only that has over 10 %% fewer rows",
    )
    updating.add_argument("--dir", type=Path, help="folder instead of GCD_DATA_DIR")
    updating.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    settings = Settings()
    folder: Path = (options.dir or settings.data_dir).expanduser()
    sources = chosen(options.only, everything=options.all)
    if options.accept_smaller and not options.only:
        raise BadParameter(
            "--accept-smaller needs the sources that it is meant for.", "Add --only."
        )
    with _reports() as reports:
        if options.rollback:
            return _roll_back(Updates(folder, Snapshot(settings.snapshot_dir), None, reports))
        with _wire(settings, sources, options) as wire:
            updates = Updates(folder, Snapshot(settings.snapshot_dir), wire, reports)
            if options.check:
                return _check(updates, sources, options.folder)
            choice = Choice(
                sources=sources,
                from_folder=options.folder,
                keep_raw=options.keep_raw,
                accept_smaller=options.accept_smaller,
            )
            try:
                results = updates.run(choice)
            except KeyboardInterrupt:
                print("Stopped: nothing is switched, what is loaded stays.", file=sys.stderr)
                return NOTHING
    code = exit_code(results)
    failed = [result.source.id for result in results if result.outcome == "failed"]
    if code == PARTLY:
        print(f"Failed: {', '.join(failed)}; the others are updated.", file=sys.stderr)
    elif code == NOTHING:
        print("Nothing is updated; what was here before stands.", file=sys.stderr)
    return code


def chosen(only: Sequence[str] | None, *, everything: bool) -> tuple[UpdateSource, ...]:
    """Return the sources of these ids, or the default ones, or all.

    Raises:
        BadParameter: There is no source of an id.
    """
    ids = [one for named in only or () for one in named.split(",")]
    unknown = [one for one in ids if one not in SOURCES]
    if unknown:
        raise BadParameter(
            f"There is no source {shown(unknown[0], 40)!r}.", f"Known: {', '.join(SOURCES)}."
        )
    return tuple(
        source
        for source in SOURCES.values()
        if (source.id in ids if ids else source.default or everything)
    )


@contextmanager
def _wire(
    settings: Settings, sources: Sequence[UpdateSource], options: argparse.Namespace
) -> Iterator[Wire | None]:
    """Yield the ways to the services; None where files come out of a folder."""
    if options.folder is not None:
        yield None
        return
    if settings.mode is Mode.OFFLINE:
        raise BadParameter(
            "GCD_MODE is offline: no service is ever asked.",
            "Set it to auto for this command, or take the files from a folder with --from.",
        )
    # One line a call would stand between those of the update.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    addresses = _addresses(options.url)
    upstreams = [
        Upstream(
            name=source.id,
            base_url=base_of(
                source,
                addresses.get(source.id, ""),
                getattr(settings, source.setting) if source.setting else None,
            ),
            limit=LIMIT,
            title=source.title,
            user_agents=user_agents(settings.contact),
        )
        for source in sources
    ]
    bounds = Bounds(connect_s=10.0, read_s=60.0, whole_s=LONGEST, retries=3, pause_s=1.0)
    http, downloads = Http(upstreams), Downloads(bounds)
    try:
        yield Wire(http, downloads, {one.name: one for one in upstreams}, addresses)
    finally:
        http.close()
        downloads.close()


def _addresses(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, _, url = pair.partition("=")
        if name not in SOURCES or not url:
            raise BadParameter(
                f"--url {shown(pair, 80)} is not ID=URL.", f"Ids: {', '.join(SOURCES)}."
            )
        found[name] = url
    return found


def _roll_back(updates: Updates) -> int:
    for name, entry in updates.go_back().items():
        now = (
            f"{entry.release}, {entry.rows:,} rows"
            if entry
            else "the embedded table, if there is one"
        )
        print(f"{name}: {now}")
    print("The same command again brings the update back.")
    return 0


def _check(updates: Updates, sources: Sequence[UpdateSource], folder: Path | None) -> int:
    """Print a line a source; a check that failed is its own state, not "current"."""
    failed, load = 0, 0
    for source in sources:
        here = updates.held(source)
        held = updates.here(source)
        try:
            offer = offered_in(source, folder) if folder else None
            if folder is None:
                assert updates.wire is not None
                offer = updates.wire.offered(source)
        except DashboardError as error:
            failed += 1
            print(f"{source.id}: here {held}; offered: not known: {error.message} {error.hint}")
            continue
        if offer is None:
            print(f"{source.id}: here {held}; not in {folder}")
            continue
        current = offer.is_of(here[1] if here else None, source)
        size = offer.size or (None if folder else source.about_bytes)
        load += 0 if current or folder else size or 0
        version = offer.version or "a file made on request, compared when it is loaded"
        words = "current" if current else f"{_bytes(size, sure=offer.size is not None)} to load"
        tried = (
            "" if folder or updates.tried(source) else "; never tried against the service from here"
        )
        state = "in the folder" if folder else words
        print(f"{source.id}: here {held}; offered {version}; {state}{tried}")
        for note in offer.notes:
            print(f"{source.id}: {note}")
    needed = _bytes(ROOM * load, sure=True)
    print(f"To load: {_bytes(load, sure=True)}; needed: {needed}; {_free(updates)}")
    return 0 if not failed else NOTHING if failed == len(sources) else PARTLY


def _free(updates: Updates) -> str:
    place = next(path for path in (updates.folder, *updates.folder.parents) if path.exists())
    return f"free: {_bytes(shutil.disk_usage(place).free, sure=True)} in {updates.folder}"


def _bytes(size: int | None, *, sure: bool) -> str:
    if size is None:
        return "an unknown number of bytes"
    words = f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"
    return words if sure else f"about {words}"


@contextmanager
def _reports() -> Iterator[Reports]:
    """Yield what prints: one line a fact; on a terminal, a bar a file besides, which vanishes."""
    if not sys.stderr.isatty():
        yield Reports(_print, lambda *_: None)
        return
    bars = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=5,
        redirect_stdout=sys.stdout.isatty(),  # else standard output is a file, and stays one
        redirect_stderr=False,
    )
    tasks: dict[tuple[str, str], TaskID] = {}

    def progress(source: str, name: str, here: int, total: int | None) -> None:
        key = (source, name)
        if key not in tasks:
            for other in tasks.values():  # one file is loaded at a time
                bars.update(other, visible=False)
            # What an earlier run has loaded counts for nothing in the rate.
            tasks[key] = bars.add_task(f"{source}: {shown(name, 60)}", total=total, completed=here)
        bars.update(tasks[key], completed=here, total=total)

    with bars:
        yield Reports(_print, progress)


def _print(line: str) -> None:
    print(line, flush=True)
