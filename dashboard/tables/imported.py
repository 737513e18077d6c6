"""The folder of imported releases, read as the snapshot is, and anew after each import."""

from __future__ import annotations

from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.tables.manifest import FILE, IMPORT_AGAIN
from dashboard.tables.snapshot import Snapshot

Edition = tuple[int, int, int]


class Imports(Snapshot):
    """Imported tables; the folder need not be there, and may change while the program runs.

    Where the manifest is damaged, the names of the files still tell which releases were imported:
    those are damaged, and the embedded ones of the same name do not step in for them.
    """

    kind = "Imported"
    remedy = IMPORT_AGAIN

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is read yet."""
        super().__init__(folder)
        self._read: Edition | None = None

    def has(self, name: str) -> bool:
        """Tell whether a table has been imported; never raises."""
        edition = self._edition()
        if edition is None:
            return False
        if edition != self._read:
            with self._lock:
                self._cached.clear()
                self._read = edition
        try:
            return name in self.manifest.tables
        except SnapshotError:
            return any(self.folder.glob(f"{name}-*.parquet"))

    def _edition(self) -> Edition | None:
        """Return what each import changes, None where nothing is imported."""
        try:
            found = (self.folder / FILE).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size
