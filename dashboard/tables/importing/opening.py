"""The lines of a file, plain or packed by gzip or bgzip; damage is told from the end of a file."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from dashboard.errors import BadFile

Say = Callable[[str], None]
"""Takes one line of progress."""

LONGEST_LINE = 1 << 20
"""Bytes. gnomAD's longest, of v4.1.1 with its figures by ancestry, are some tens of thousands."""

AGAIN = "Download the file again."
_GZIP = b"\x1f\x8b"
# What bgzip writes at the very end; without it, blocks were lost that no checksum misses.
_BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
_WANTED = "A tab-separated text is expected, plain, .gz or .bgz, as gnomAD publishes it."
_KINDS = (
    (b"PK\x03\x04", "an Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF file"),
    (b"BZh", "packed by bzip2"),
    (b"\xfd7zXZ", "packed by xz"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"<", "a web page or XML, perhaps an error message instead of the download"),
)


def shown(name: str, limit: int = 80) -> str:
    """Return a name that a file gave, fit to be printed: short, and without control characters."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in name)
    return clean if len(clean) <= limit else f"{clean[: limit - 1]}…"


def open_text(path: Path) -> BinaryIO:
    """Open a file as the bytes of its text.

    Raises:
        BadFile: It is no file, empty, or of a kind that is not accepted.
    """
    start = _start(path)
    if start.startswith(_GZIP):
        _refuse_cut_bgzip(path, start)
        _refuse_kind(path, _unpacked_start(path))
        return cast("BinaryIO", gzip.open(path, "rb"))
    _refuse_kind(path, start)
    return path.open("rb")


def _start(path: Path) -> bytes:
    name = shown(path.name)
    if not path.exists():
        raise BadFile(f"There is no file {shown(str(path), 200)}.")
    if not path.is_file():
        raise BadFile(f"{name} is not a file.", "Name the file itself.")
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError as error:
        raise BadFile(f"{name} cannot be read: {error.strerror}.") from error


def _unpacked_start(path: Path) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            return file.read(64)
    except (EOFError, OSError, zlib.error) as error:
        raise BadFile(f"{shown(path.name)} is damaged or cut off: {error}.", AGAIN) from error


def _refuse_kind(path: Path, start: bytes) -> None:
    name = shown(path.name)
    if not start.strip():
        raise BadFile(f"{name} is empty.", _WANTED)
    for magic, words in _KINDS:
        if start.startswith(magic):
            raise BadFile(f"{name} is {words}.", _WANTED)
    if b"\0" in start:
        raise BadFile(f"{name} is a binary file, not text.", _WANTED)


def _refuse_cut_bgzip(path: Path, start: bytes) -> None:
    if start[3] & 4 == 0 or start[12:14] != b"BC":
        return  # plain gzip: its own checksum tells
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - len(_BGZF_END)))
        if file.read() != _BGZF_END:
            raise BadFile(
                f"{shown(path.name)} is cut off: the mark at the end of a .bgz file is missing.",
                AGAIN,
            )


def lines(path: Path, file: BinaryIO) -> Iterator[str]:
    """Yield the lines of an open text without their ends.

    Raises:
        BadFile: It is cut off or damaged, a line is too long, or it is no UTF-8 text.
    """
    name = shown(path.name)
    count = 0
    try:
        while line := file.readline(LONGEST_LINE):
            count += 1
            if len(line) == LONGEST_LINE:
                raise BadFile(f"Line {count:,} of {name} has more than a megabyte.", _WANTED)
            if b"\0" in line:
                raise BadFile(f"{name} is a binary file: line {count:,} has a null byte.", _WANTED)
            yield line.decode("utf-8-sig" if count == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is no UTF-8 text: line {count:,}.", _WANTED) from error
    except (EOFError, OSError, zlib.error) as error:
        raise BadFile(
            f"{name} is damaged or cut off after line {count:,}: {error}.", AGAIN
        ) from error
