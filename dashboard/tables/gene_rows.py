"""Tables that are too large for memory: a gene's rows are read from the file when it is asked for.

The rows lie in the order of their gene's number, the first column, and each row group says of
which genes it has rows: a gene costs the reading of one group, some thousand rows.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.tables.manifest import TableEntry
from dashboard.tables.verify import damage_by, digest_of

LEDGER = b"ledger"
"""Key of the file's metadata with what became of each row of the source, in JSON."""


class GeneRows:
    """A table on the disk; safe to share between threads."""

    def __init__(self, path: Path, entry: TableEntry) -> None:
        """Check the file against its entry and read where each gene's rows are.

        Raises:
            ValueError: It is not the file that the entry names.
            OSError: It cannot be read.
        """
        if problem := damage_by(*digest_of(path), entry):
            raise ValueError(problem)
        self.path = path
        self._metadata = pq.read_metadata(path)
        if self._metadata.num_rows != entry.rows:
            raise ValueError(f"{self._metadata.num_rows} rows instead of {entry.rows}")
        groups = range(self._metadata.num_row_groups)
        stats = [self._metadata.row_group(group).column(0).statistics for group in groups]
        self._first = np.array([one.min for one in stats if one and one.has_min_max], np.int64)
        self._last = np.array([one.max for one in stats if one and one.has_min_max], np.int64)
        self._local = threading.local()

    def told(self, key: bytes) -> Any:
        """Return what the file says of itself under a key, in JSON; None: nothing."""
        stored = (self._metadata.metadata or {}).get(key)
        return None if stored is None else json.loads(stored)

    def of(self, gene: int, columns: list[str] | None = None) -> pa.Table:
        """Return a gene's rows in the table's order; none if it has none."""
        begin = int(np.searchsorted(self._last, gene, "left"))
        end = int(np.searchsorted(self._first, gene, "right"))
        wanted = None if columns is None else ["gene", *columns]
        file = self._file()
        if begin >= end:
            return file.schema_arrow.empty_table().select(columns or file.schema_arrow.names)
        rows = file.read_row_groups(list(range(begin, end)), columns=wanted, use_threads=False)
        keys = rows["gene"].to_numpy()
        start, stop = np.searchsorted(keys, gene, "left"), np.searchsorted(keys, gene, "right")
        found = rows.slice(int(start), int(stop - start))
        return found if columns is None else found.select(columns)

    def _file(self) -> pq.ParquetFile:
        """Return the open file of this thread: two threads cannot read through one."""
        file = getattr(self._local, "file", None)
        if file is None:
            file = pq.ParquetFile(self.path, metadata=self._metadata, memory_map=True)
            self._local.file = file
        return file
