"""Bytes of a pasted or uploaded file as text, or a sentence why they are none."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from dashboard.errors import BadList

MOST_BYTES = 10_000_000
ACCEPTED = (
    "Taken are text files (txt, csv, tsv) and workbooks (xlsx, xls, ods) of up to 10 MB, with up "
    "to 30,000 symbols and 200,000 lines."
)
NULS = 0.2  # share of NUL bytes from which a text without a mark is UTF-16
CONTROLS = 0.01  # share of control characters from which a text is none

# How files begin that people take for lists, and what helps.
FOREIGN = (
    (b"\x1f\x8b", "compressed with gzip", "archive"),
    (b"BZh", "compressed with bzip2", "archive"),
    (b"\xfd7zXZ", "compressed with xz", "archive"),
    (b"%PDF", "a PDF", "text"),
    (b"{\\rtf", "a rich text document", "text"),
    (b"\x89PNG", "a picture", "text"),
    (b"\xff\xd8\xff", "a picture", "text"),
    (b"PAR1", "a Parquet table", "text"),
    (b"<!DOCTYPE", "a web page", "text"),
    (b"<!doctype", "a web page", "text"),
    (b"<html", "a web page", "text"),
    (b"<?xml", "an XML document", "text"),
    (b"7z\xbc\xaf", "compressed with 7-Zip", "archive"),
    (b"Rar!", "compressed with RAR", "archive"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard", "archive"),
)
ADVICE = {
    "archive": "Unpack it first.",
    "text": "Save the symbols as plain text.",
}
# Spaces that are not the plain one, and what has no width at all.
WIDE = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
NO_WIDTH = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u2060\u2066\u2069\ufeff"
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


class Decoded(NamedTuple):
    """A text and what was said of its bytes; notes are sentences."""

    text: str
    notes: tuple[str, ...] = ()


def decoded(content: bytes) -> Decoded:
    """Return the text of a file: UTF-8, UTF-16 or, with a note, Windows-1252.

    Raises:
        BadList: It is too large, of another format or no text.
    """
    if len(content) > MOST_BYTES:
        raise BadList(f"The file has {len(content) / 1e6:,.1f} MB, which is too large.", ACCEPTED)
    for start, name, kind in FOREIGN:
        if content.startswith(start):
            raise BadList(f"The file is {name}, not text.", f"{ADVICE[kind]} {ACCEPTED}")
    found = _by_mark(content) or _by_nuls(content) or _plain(content)
    found = found._replace(text=plain_spaces(found.text))
    head = found.text[:20_000]
    odd = sum(not (c.isprintable() or c in "\t\n\r\f\v\ufeff\u2028\u2029") for c in head)
    if "\x00" in found.text or odd > CONTROLS * len(head) + 3:
        raise BadList("The file is binary, not text.", ACCEPTED)
    return found


def plain_spaces(text: str) -> str:
    """Return a text with every space a plain one, and without characters of no width."""
    if text.isascii():
        return text
    for space in WIDE:
        text = text.replace(space, " ")
    for nothing in NO_WIDTH:
        text = text.replace(nothing, "")
    return text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")


def _by_mark(content: bytes) -> Decoded | None:
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(codec, errors="replace")
            return Decoded(text, () if name == "UTF-8" else (f"Read as {name}.",))
    return None


def _by_nuls(content: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: Latin letters make every other byte a NUL."""
    head = content[:2_000]
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = head[first::2], head[1 - first :: 2]
        if half and half.count(0) > NULS * len(half) and not other.count(0):
            return Decoded(content.decode(codec, errors="replace"), ("Read as UTF-16.",))
    return None


def _plain(content: bytes) -> Decoded:
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        return Decoded(text, ("Not UTF-8; read as Windows-1252.",))
