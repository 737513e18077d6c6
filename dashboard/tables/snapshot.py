"""The tables: those of the snapshot, and the imported ones that stand before them.

A table is checked and loaded when it is first asked for.

A damaged table costs its own panels: the error is cached, so that the file is read and hashed once.
An imported table that is damaged costs its release: the embedded one does not step in for it, as
its figures, ranks and genes are others, and nothing on the page would say so.

A frame has numpy floats (NaN for null), Int32 for counts (pd.NA for null), `str` for text (NaN
for null) and Arrow-backed lists, so that no table becomes a heap of Python objects.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import structlog

from dashboard.errors import SnapshotError, TableDamaged
from dashboard.models import Provenance
from dashboard.tables.gene_rows import GeneRows
from dashboard.tables.manifest import (
    FILE,
    IMPORT_AGAIN,
    REBUILD,
    Manifest,
    TableEntry,
    read_manifest,
)
from dashboard.tables.verify import damage_of


def _pandas_type(arrow: pa.DataType) -> object:
    """Return the pandas type for an Arrow type, or None for pandas' own choice."""
    if pa.types.is_integer(arrow):
        return pd.Int32Dtype()
    return pd.ArrowDtype(arrow) if pa.types.is_list(arrow) else None


def frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame, its columns typed as this module says."""
    return table.to_pandas(types_mapper=_pandas_type, ignore_metadata=True)


def records(table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows as plain dicts: None for null, int for counts, lists as lists."""
    columns = [column.to_pylist() for column in table.columns]
    names = table.column_names
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


EMBEDDED = Path(__file__).parent / "data"
"""The snapshot that comes with the program."""

T = TypeVar("T")
_KEY_TYPE = "S16"
_ID = re.compile(r"(?:HGNC|MONDO):[0-9]{1,10}")
_LAST = b"~"  # sorts behind every id: rows of no known gene
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A loaded table; `keys` are its ids in ascending order, `order` their rows if not so.

    Ids are those of the first column: of genes (HGNC), or of diseases (MONDO). `wholly` are the
    genes of which it has all that its source has, None: every gene with a row in it (T61).
    """

    arrow: pa.Table
    keys: npt.NDArray[np.bytes_]
    order: npt.NDArray[np.int32] | None
    covers: frozenset[str] | None
    wholly: frozenset[str] | None


def _load(path: Path, entry: TableEntry) -> OpenTable:
    content = path.read_bytes()
    if problem := damage_of(content, entry):
        raise ValueError(problem)
    # One thread, and spare memory given back: half the resident memory of the default.
    table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
    pa.default_memory_pool().release_unused()
    if table.num_rows != entry.rows:
        raise ValueError(f"{table.num_rows} rows instead of {entry.rows}")
    covers = _covers(table, entry)
    keys = _keys(table[0])
    order = None
    if np.any(keys[1:] < keys[:-1]):
        order = np.argsort(keys, kind="stable").astype(np.int32)
        keys = keys[order]
    return OpenTable(table, keys, order, covers, entry.wholly)


def _keys(column: pa.ChunkedArray) -> npt.NDArray[np.bytes_]:
    """Return the ids of all rows; each different one becomes a Python text once, not each row's."""
    ids = pc.fill_null(column, _LAST.decode()).combine_chunks().dictionary_encode()
    different = ids.dictionary.to_numpy(zero_copy_only=False).astype(_KEY_TYPE)
    found: npt.NDArray[np.bytes_] = different[ids.indices.to_numpy()]
    return found


def _covers(table: pa.Table, entry: TableEntry) -> frozenset[str] | None:
    if not entry.partial:
        return None
    stored = (table.schema.metadata or {}).get(b"covers")
    if stored is None:
        raise ValueError("a partial table does not say which genes it covers")
    return frozenset(json.loads(stored))


def _places(loaded: OpenTable, number: str) -> slice | npt.NDArray[np.int32]:
    """Find an id's rows by binary search: a slice, or their numbers where it is not sorted."""
    if not _ID.fullmatch(number):
        return slice(0, 0)
    key = np.bytes_(number.encode())
    begin = int(np.searchsorted(loaded.keys, key, "left"))
    end = int(np.searchsorted(loaded.keys, key, "right"))
    if loaded.order is None:
        return slice(begin, end)
    places = np.sort(loaded.order[begin:end])
    # A slice of one row is five times faster than picking it by number.
    return slice(int(places[0]), int(places[0]) + 1) if len(places) == 1 else places


class MadeOnce:
    """What was made out of the tables of a folder, by name; an error is made once as well."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.RLock()
        self._cached: dict[str, object] = {}

    def get(self, key: str, make: Callable[[], T]) -> T:
        """Return what is cached, else make and cache it, or cache the error that it met."""
        cached = self._cached.get(key)
        if cached is None:
            with self._lock:
                cached = self._cached.get(key)
                if cached is None:
                    cached = self._cached[key] = self._made(make)
        if isinstance(cached, SnapshotError):
            raise type(cached)(cached.message, cached.hint)
        return cached  # type: ignore[return-value]  # what `make` made under this key

    def latest(self, name: str, edition: str, make: Callable[[], T]) -> T:
        """Make a thing once for an edition of the tables, in the place of an older one's."""
        key = f"{name} {edition}"
        if key not in self._cached:
            with self._lock:
                for other in [one for one in self._cached if one.startswith(f"{name} ")]:
                    self._cached.pop(other, None)
        return self.get(key, make)

    @staticmethod
    def _made(make: Callable[[], T]) -> T | SnapshotError:
        try:
            return make()
        except SnapshotError as error:
            return error


class Snapshot:
    """The tables of one folder. Safe to share between threads; frames must not be changed.

    Imported tables stand before those of the same name in the folder, and may change while the
    program runs: a request takes the tables as they are `now` and looks at the disk once.
    """

    kind = "Snapshot"
    remedy = REBUILD

    def __init__(
        self,
        folder: Path | None = None,
        imports: Imports | ImportedTables | None = None,
        made: MadeOnce | None = None,
    ) -> None:
        """Name the folder, the embedded one if none; nothing is read yet.

        Args:
            folder: Where the tables and their manifest are.
            imports: Where those are that stand before them, or these as they are at one time.
            made: What was made out of the folder's tables already.
        """
        self.folder = folder or EMBEDDED
        self._imports = imports
        self._made = made or MadeOnce()
        self._now: Snapshot | None = None

    def now(self) -> Snapshot:
        """Return the tables as they are now; what is imported later is not among them."""
        if not isinstance(self._imports, Imports):
            return self
        imported = self._imports.now()
        now = self._now
        if now is None or now.imported is not imported:
            now = self._now = Snapshot(self.folder, imported, self._made)
        return now

    @property
    def imported(self) -> ImportedTables | None:
        """Return the imported tables, None where there are none."""
        return self._imports.now() if isinstance(self._imports, Imports) else self._imports

    @property
    def imports_folder(self) -> Path | None:
        """Return the folder of imported tables, which need not be there; None: none is named."""
        return None if self._imports is None else self._imports.folder

    @property
    def edition(self) -> Hashable:
        """Return what changes with each import."""
        imported = self.imported
        return None if imported is None else imported.written

    def once(self, key: str, make: Callable[[], T]) -> T:
        """Make a thing out of the tables once and cache it, or cache the error that it met."""
        return self._made.get(key, make)

    def latest(self, name: str, edition: str, make: Callable[[], T]) -> T:
        """Make a thing once for an edition of the tables, in the place of an older one's."""
        return self._made.latest(name, edition, make)

    @property
    def manifest(self) -> Manifest:
        """Return the manifest.

        Raises:
            SnapshotError: it is missing or damaged.
        """
        return self.once("manifest.json", self._read_manifest)

    def _read_manifest(self) -> Manifest:
        try:
            return read_manifest(self.folder, self.remedy)
        except SnapshotError as error:
            _log.error("snapshot manifest unusable", folder=str(self.folder), why=error.message)
            raise

    def has(self, name: str) -> bool:
        """Tell whether there is a table of this name, by the manifests alone.

        Raises:
            SnapshotError: The folder's manifest is missing or damaged.
        """
        return self._first(name) is not None or name in self.manifest.tables

    def is_imported(self, name: str) -> bool:
        """Tell whether a table of this name comes from the folder of imported releases."""
        return self._first(name) is not None

    def _first(self, name: str) -> ImportedTables | None:
        """Return the imported tables where this one is among them."""
        imported = self.imported
        return imported if imported is not None and imported.has(name) else None

    def entry(self, name: str) -> TableEntry:
        """Return what the manifest says of a table.

        Raises:
            TableDamaged: There is no table of this name.
        """
        if imported := self._first(name):
            return imported.entry(name)
        try:
            return self.manifest.tables[name]
        except KeyError:
            raise TableDamaged(f"The snapshot has no table {name}", self.remedy) from None

    def opened(self, name: str) -> OpenTable:
        """Return a table with its keys, read when it is first asked for; raises as `table`."""
        if imported := self._first(name):
            return imported.opened(name)
        return self.once("table " + name, lambda: self._read_table(name))

    def read_ahead(self) -> None:
        """Read all tables of the folder now; a damaged one is told where it is asked for."""
        for name in self.manifest.tables:
            try:
                self.opened(name)
            except TableDamaged:
                continue  # it is in the log, and each answer out of it says so

    def gene_rows(self, name: str) -> GeneRows:
        """Return a table that stays on the disk, of which a gene's rows are read; as `table`."""
        if imported := self._first(name):
            return imported.gene_rows(name)
        return self.once("rows of " + name, lambda: self._readable(name, GeneRows))

    def _read_table(self, name: str) -> OpenTable:
        return self._readable(name, _load)

    def _readable(self, name: str, read: Callable[[Path, TableEntry], T]) -> T:
        """Read a table's file; raises as `table`."""
        entry = self.entry(name)
        path = self.folder / entry.file
        try:
            return read(path, entry)
        except FileNotFoundError:
            why = "the file is missing"
        except (OSError, ValueError, KeyError, pa.ArrowException) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
        _log.error("snapshot table damaged", table=name, file=str(path), why=why)
        raise TableDamaged(f"{self.kind} table {name} is damaged ({why}).", self.remedy)

    def table(self, name: str) -> pd.DataFrame:
        """Return a whole table; columns as in `schemas.py`, types as in `frames.py`.

        Raises:
            TableDamaged: the file is missing, truncated or altered; the log names it.
        """
        if imported := self._first(name):
            return imported.table(name)
        return self.once("frame " + name, lambda: frame(self.opened(name).arrow))

    def arrow(self, name: str) -> pa.Table:
        """Return a whole table as Arrow, without a copy; raises as `table`."""
        return self.opened(name).arrow

    def covers(self, name: str) -> frozenset[str] | None:
        """Return the HGNC ids that a partial table covers; None: the table is complete."""
        return self.opened(name).covers

    def has_all_of(self, name: str, hgnc_id: str) -> bool:
        """Tell whether a table has all that its source has of a gene with a row in it (T61)."""
        wholly = self.opened(name).wholly
        return wholly is None or hgnc_id in wholly

    def filled(self, name: str, column: str) -> int:
        """Return how many rows of a table have a value in a column: the denominator of a rank."""
        if imported := self._first(name):
            return imported.filled(name, column)
        return self.once(
            f"filled {name} {column}",
            lambda: int(pc.count(self.opened(name).arrow[column]).as_py()),
        )

    def values(self, name: str, column: str) -> tuple[Any, ...]:
        """Return the different values of a column of a table, of which there should be few."""
        if self.imported is not None and self.is_imported(name):
            return self.imported.values(name, column)
        found: tuple[Any, ...] = self.once(
            f"values {name} {column}",
            lambda: tuple(pc.unique(self.opened(name).arrow[column]).to_pylist()),
        )
        return found

    def rows(self, name: str, hgnc_id: str) -> pd.DataFrame:
        """Return a gene's rows of a table, in the table's order; none if it has none."""
        return self.table(name).iloc[_places(self.opened(name), hgnc_id)]

    def records(self, name: str, hgnc_id: str) -> list[dict[str, Any]]:
        """Return a gene's rows as plain dicts: None for null, int for counts, lists as lists."""
        loaded = self.opened(name)
        places = _places(loaded, hgnc_id)
        if isinstance(places, slice):
            return records(loaded.arrow.slice(places.start, places.stop - places.start))
        return records(loaded.arrow.take(places))

    def count(self, name: str, hgnc_id: str) -> int:
        """Return how many rows a gene has in a table."""
        places = _places(self.opened(name), hgnc_id)
        return places.stop - places.start if isinstance(places, slice) else len(places)

    def provenance(self, name: str) -> Provenance:
        """Return what stands beside every figure of a table; read from the manifest alone."""
        if imported := self._first(name):
            return imported.provenance(name)
        return self.once("provenance " + name, lambda: self.entry(name).provenance)


class ImportedTables(Snapshot):
    """The tables of the folder of imports, as they were `written` at one time.

    Where the manifest is damaged, the names of the files still tell which releases were imported:
    those are damaged, and the embedded ones of the same name do not step in for them.
    """

    kind = "Imported"
    remedy = IMPORT_AGAIN

    def __init__(self, folder: Path, written: Hashable) -> None:
        """Name the folder; nothing is read yet."""
        super().__init__(folder)
        self.written = written

    def has(self, name: str) -> bool:
        """Tell whether a table has been imported; never raises."""
        try:
            return name in self.manifest.tables
        except SnapshotError:
            return any(self.folder.glob(f"{name}-*.parquet"))


class Imports:
    """The folder of imported releases, which need not be there; read anew after each import."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is read yet."""
        self.folder = folder
        self._lock = threading.Lock()
        self._tables: ImportedTables | None = None

    def now(self) -> ImportedTables | None:
        """Return the tables as the last import left them, None where there is none."""
        try:
            found = (self.folder / FILE).stat()
        except OSError:
            return None
        written = found.st_mtime_ns, found.st_ino, found.st_size
        with self._lock:
            if self._tables is None or self._tables.written != written:
                self._tables = ImportedTables(self.folder, written)
            return self._tables
