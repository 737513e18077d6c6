"""`sources check [NAME ...]`: asks each live source one question and compares its answer."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import structlog
from pydantic import SecretStr

from dashboard import __version__
from dashboard.errors import BadFile, BadParameter
from dashboard.registry import SOURCES
from dashboard.settings import Mode, Settings
from dashboard.upstream.answers.assembly import make_wire
from dashboard.upstream.answers.source_checks import Checked, check, store_checks

COLUMNS = ("source", "reachable", "status", "seconds", "as expected", "what differs")
REPORT = Path("source-checks.json")
OWN_ADDRESS = "another address, set by this installation"


def add(commands: Any) -> None:
    """Add the command to what argparse's `add_subparsers` returned."""
    command = commands.add_parser("sources", help="the live sources: do they answer from here?")
    actions = command.add_subparsers(required=True, metavar="ACTION")
    checking = actions.add_parser(
        "check",
        help="ask each source one question about STAT3 and compare the answer with its contract",
        description="Needs a network. Prints a table and writes a report without keys and paths, "
        "to attach to an issue. Ends with 1 where a source does not answer as expected.",
    )
    checking.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SOURCES))
    checking.add_argument(
        "--report",
        type=Path,
        default=REPORT,
        help=f"JSON report; without it {REPORT} in this folder",
    )
    checking.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    unknown = [name for name in options.names if name not in SOURCES]
    if unknown:
        raise BadParameter(
            f"There is no source {unknown[0]!r:.40}.", f"Known: {', '.join(SOURCES)}."
        )
    settings = Settings()
    if settings.mode is Mode.OFFLINE:
        raise BadParameter(
            "GCD_MODE is offline: no source is ever asked.", "Set it to auto for this command."
        )
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    found = checks(settings, options.names or tuple(SOURCES))
    try:
        options.report.write_bytes(
            orjson.dumps(report(found, settings), option=orjson.OPT_INDENT_2)
        )
        addresses = {one.source: getattr(settings, f"{one.source}_url") for one in found}
        store_checks(settings.data_dir, found, addresses)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadFile(
            f"The outcome cannot be written: {reason}.", "Name another file with --report."
        ) from None
    failed = sum(one.as_expected is False for one in found)
    tried = sum(one.as_expected is not None for one in found)
    print(f"{tried - failed} of {tried} answered as expected. Report: {options.report.name}")
    return 1 if failed else 0


def checks(settings: Settings, names: Sequence[str]) -> tuple[Checked, ...]:
    """Check these sources one after the other, printing a row of the table for each."""
    http = make_wire(settings)
    print(_line(COLUMNS))
    found = []
    for name in dict.fromkeys(names):
        found.append(check(http, name, has_omim=settings.omim_key is not None))
        print(_line(_cells(found[-1])), flush=True)
    http.close()
    return tuple(found)


def report(found: Sequence[Checked], settings: Settings) -> dict[str, Any]:
    """Return what may be shown to anybody: no key, no address of a person, no path.

    Of an address that this installation has set it says no more than that.
    """
    hidden = tuple(secrets(settings))
    return {
        "program": __version__,
        "python": platform.python_version(),
        "requests": version("requests"),
        "sources": [
            {
                "source": one.source,
                "host": _host(getattr(settings, f"{one.source}_url"), one.source),
                "checked_at": one.checked_at,
                "reachable": one.reachable,
                "status": one.status,
                "seconds": one.seconds,
                "as_expected": one.as_expected,
                "differs": one.differs_without(hidden),
            }
            for one in found
        ],
    }


def secrets(settings: Settings) -> Iterator[str]:
    """Yield what is in the settings and is nobody's business."""
    values = [getattr(settings, name) for name in type(settings).model_fields]
    hidden = [one.get_secret_value() for one in values if isinstance(one, SecretStr)]
    paths = [one for one in values if isinstance(one, Path)]
    folders = [str(form) for one in paths for form in (one, one.expanduser())]
    people = [one for one in (settings.contact, settings.ncbi_email) if one]
    own = [getattr(settings, f"{name}_url") for name in SOURCES]
    usual = {source.base_url for source in SOURCES.values()}
    yield from (*hidden, *folders, *people)
    for address in own:
        if address not in usual:
            yield from (address, urlsplit(address).netloc)


def _host(address: str, source: str) -> str | None:
    """Return the host that was asked, where it is the usual one."""
    return urlsplit(address).hostname if address == SOURCES[source].base_url else OWN_ADDRESS


def _cells(one: Checked) -> tuple[str, ...]:
    return (
        one.title,
        _word(one.reachable),
        "-" if one.status is None else str(one.status),
        "-" if one.seconds is None else f"{one.seconds:.1f}",
        _word(one.as_expected),
        "; ".join(one.differs) or "nothing",
    )


def _word(value: bool | None) -> str:
    return "-" if value is None else "yes" if value else "no"


def _line(cells: Sequence[str]) -> str:
    widths = (20, 9, 6, 7, 11, 0)
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
