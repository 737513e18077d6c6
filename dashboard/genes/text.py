"""What a person types for a gene, made comparable; and made safe to repeat."""

from __future__ import annotations

import unicodedata

from dashboard.rules.texts import PUNCTUATION

LONGEST = 200  # characters; the longest HGNC symbol has 26, the longest gene name 122
ECHO = 60  # characters of an input that a message repeats
DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # come with a paste
# Raised digits, letters and signs, which mark a footnote; and the sharp s that stands for a beta.
RAISED = {
    code: f"^{mark}"
    for part in ((0xAA, 0xB2, 0xB3, 0xB9, 0xBA), range(0x2B0, 0x2E5), range(0x1D2C, 0x1D5C))
    for code in (*part, *range(0x2070, 0x2080))
    if (mark := unicodedata.normalize("NFKC", chr(code))).isascii() and mark.isalnum()
} | {0x207A: "^+", 0x207B: "^-", 0xDF: "\u03b2"}


def plain(text: str) -> str:
    """Return the text with plain dashes and single inner spaces, its case kept.

    Compatibility forms (full width, ligatures, no-break spaces) become their plain ones; raised
    letters and digits are written with a caret, for CDK1 with a raised 2 is not CDK12.
    Texts beyond `LONGEST` are cut just behind it, so that hostile megabytes cost nothing.
    """
    if len(text) <= LONGEST and text.isascii() and text.isalnum():
        return text
    if len(text) > 4 * LONGEST:
        return text[: LONGEST + 1]  # too long, whatever it is
    short = text.strip()[: LONGEST + 1]
    if short.isascii():
        return " ".join(short.split())
    short = short.translate(RAISED)
    same = unicodedata.normalize("NFKC", short).translate(DASHES).translate(INVISIBLE)
    return " ".join(same.split())


def normal(text: str) -> str:
    """Return the text as keys are written: as `plain` has it, in upper case."""
    return plain(text).upper()


def forms(text: str) -> tuple[str, ...]:
    """Return the normal form and, where it differs, the one without punctuation around it.

    Both, because a few real symbols end in punctuation ("CYP4A-SE1[12]"). Empty: nothing typed.
    """
    return forms_of(normal(text))


def forms_of(whole: str) -> tuple[str, ...]:
    """Return what `forms` does, of a text in normal form."""
    bare = whole.strip(PUNCTUATION)
    if bare == whole:
        return (whole,) if whole else ()
    return (whole, bare) if bare else (whole,)


def joined(text: str) -> str:
    """Return the text without spaces and dashes: "BRCA 1" and "BRCA-1" are BRCA1."""
    return text.replace(" ", "").replace("-", "")


def echo(text: str) -> str:
    """Return the text as a message may repeat it: one line, printable, at most 60 characters."""
    short = text[:LONGEST].strip()[: ECHO + 1]
    if short.isascii() and short.isprintable() and len(short) <= ECHO:
        return short
    shown = short
    if not short.isprintable():
        shown = "".join(c if c.isprintable() else "\ufffd" for c in short)
    return shown if len(shown) <= ECHO else shown[: ECHO - 1] + "\u2026"


def listed(words: tuple[str, ...], last: str = "and") -> str:
    """Return words as a sentence lists them: "A, B and C"."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
