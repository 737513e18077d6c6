"""What a file must be before it is built, and a table before it is switched to."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.errors import BadFile, SnapshotError
from dashboard.tables.importing.opening import AGAIN, shown
from dashboard.tables.making.rows import Built, Row, RowsOnDisk
from dashboard.tables.manifest import TableEntry
from dashboard.tables.verify import LARGE
from dashboard.update.sources import MAX_SHRINK, FileRule, Golden, Kind, UpdateSource

GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_SEPARATORS = re.compile(r"[\t,]")


class ChecksumWrong(BadFile):
    """A file is not the one whose checksum is published: it is loaded once more, then refused."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """Of a file's bytes, in hexadecimal digits."""

    md5: str
    sha256: str


def hashes(path: Path) -> Hashes:
    """Return both, read once."""
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            md5.update(chunk)
            sha256.update(chunk)
    return Hashes(md5.hexdigest(), sha256.hexdigest())


def hex_of(published: str) -> str:
    """Return a bucket's MD5, which is base64, in hexadecimal digits; any other text as it is."""
    try:
        return base64.b64decode(published, validate=True).hex()
    except (binascii.Error, ValueError):
        return published


def check_bytes(
    name: str, path: Path, found: Hashes, size: int | None, md5: str | None, sha256: str | None
) -> None:
    """Compare size and checksums with what is published; None is not published.

    Raises:
        ChecksumWrong: One of them differs.
    """
    here = path.stat().st_size
    if size is not None and here != size:
        raise ChecksumWrong(f"{name} has {here:,} bytes instead of {size:,}.", AGAIN)
    for kind, own, published in (("MD5", found.md5, md5), ("SHA-256", found.sha256, sha256)):
        if published is not None and own != published:
            raise ChecksumWrong(f"{name} has the {kind} {own} instead of {published}.", AGAIN)


def check_beginning(rule: FileRule, name: str, beginning: bytes) -> list[str]:
    """Look at the first bytes of a file, its kind and columns; return the columns.

    Raises:
        BadFile: It is another file.
    """
    packed = beginning.startswith(GZIP)
    if (Kind.GZIP if packed else Kind.TEXT) not in rule.kinds:
        wanted = " or ".join(rule.kinds)
        raise BadFile(f"{name} is {'gzip' if packed else 'no gzip'}; {wanted} is expected.")
    text = text_of(beginning) if packed else beginning
    lines = text.decode("utf-8", "replace").splitlines()
    for line in lines:
        columns = [part.strip().strip('"').lstrip("#") for part in _SEPARATORS.split(line)]
        if set(rule.header) <= set(columns):
            return columns
    first = shown(lines[0] if lines else "", 60)
    raise BadFile(
        f"{name} has no line with the columns {', '.join(rule.header)}: it begins with {first!r}.",
        "Its layout has changed, or it is another file.",
    )


def text_of(packed: bytes) -> bytes:
    """Return what the first bytes of a gzip or bgzip file hold, as far as they go."""
    found = b""
    try:
        while packed.startswith(GZIP):
            member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            found += member.decompress(packed, 4 * _CHUNK)
            packed = member.unused_data
    except zlib.error:
        return found
    return found


def check_table(
    source: UpdateSource,
    name: str,
    built: Built,
    before: TableEntry | None,
    *,
    smaller_is_right: bool,
) -> None:
    """Compare a table with what is known of it, and with the one that it replaces.

    Raises:
        BadFile: It is not whole, has too few rows, lacks a known figure, or shrank.
    """
    rows = len(built.rows)
    if built.covers is not None:
        raise BadFile(
            f"{source.title}: the file is an excerpt of {rows:,} rows.",
            "An update takes whole releases only; `import` takes excerpts.",
        )
    if rows < source.min_rows:
        raise BadFile(
            f"{source.title}: {rows:,} rows, where at least {source.min_rows:,} are expected.",
            AGAIN,
        )
    if before is not None and not before.partial and not smaller_is_right:
        lost = 1 - rows / before.rows
        if lost > MAX_SHRINK:
            raise BadFile(
                f"{source.title}: {rows:,} rows, {lost:.0%} fewer than the {before.rows:,} of the "
                "table here.",
                f"If the source says why, `update --only {source.id} --accept-smaller` takes it.",
            )
    check_golden(source, name, built.rows)


def check_golden(source: UpdateSource, name: str, rows: Iterable[Row]) -> None:
    """Look for the known figures of a table.

    Raises:
        BadFile: One is not there.
    """
    wanted = [golden for golden in source.golden if golden.table == name]
    genes = {golden.hgnc_id for golden in wanted}
    known = (
        rows.of(genes)
        if isinstance(rows, RowsOnDisk)
        else [row for row in rows if row["hgnc_id"] in genes]
    )
    for golden in wanted:
        values = [row[golden.column] for row in known if row["hgnc_id"] == golden.hgnc_id]
        if not any(_is(golden, value) for value in values):
            found = ", ".join(shown(str(value), 40) for value in values[:3]) or "nothing"
            raise BadFile(
                f"{source.title}: {golden} is expected, found is {found}.",
                "It is another release's file, or its columns have changed their meaning.",
            )


def _is(golden: Golden, value: object) -> bool:
    if isinstance(golden.value, str) or not isinstance(value, int | float):
        return value == golden.value
    return abs(value - golden.value) <= golden.within


def same_rows(entry: TableEntry, before: TableEntry | None, folders: Mapping[str, Path]) -> bool:
    """Tell whether two tables differ in nothing but the day on which their file was made.

    `folders`: "new" and "old", where their files are.
    """
    if before is None or before.rows != entry.rows or before.partial != entry.partial:
        return False
    if entry.bytes > LARGE:  # made the same way of the same rows, its bytes are the same
        return entry.sha256 == before.sha256
    try:
        new, old = (
            pq.read_table(folders[which] / one.file)
            for which, one in (("new", entry), ("old", before))
        )
    except (OSError, pa.ArrowException):
        return False  # of a damaged one nothing is known
    columns = [name for name in new.column_names if name != _DAY]
    return bool(
        set(columns) <= set(old.column_names) and new.select(columns).equals(old.select(columns))
    )


_DAY = "file_date"


def check_room(folder: Path, free: int, needed: int) -> None:
    """Compare the free bytes of a disk with what a load needs.

    Raises:
        SnapshotError: There is too little room.
    """
    if free < needed:
        raise SnapshotError(
            f"{folder} has {free / 1e6:,.0f} MB free; this update needs {needed / 1e6:,.0f} MB.",
            "Make room, or name another folder in GCD_DATA_DIR.",
        )
