"""What a person types for a gene, made comparable; and made safe to repeat."""

from __future__ import annotations

import unicodedata

LONGEST = 200  # characters; the longest HGNC symbol has 26, the longest gene name 122
ECHO = 60  # characters of an input that a message repeats
DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # come with a paste
# Not "@", "+" and "*": symbols end in them. Nor "-": an alias may begin with one.
PUNCTUATION = " .,;:!?'\"`\u00b4\u2018\u2019\u201c\u201d\u201e()[]{}<>|/\\"


def normal(text: str) -> str:
    """Return the text as keys are written: upper case, plain dashes, single inner spaces.

    Compatibility forms (full width, ligatures, no-break spaces) become their plain ones.
    Texts beyond `LONGEST` are cut just behind it, so that hostile megabytes cost nothing.
    """
    short = text.strip()[: LONGEST + 1]
    plain = unicodedata.normalize("NFKC", short).translate(DASHES).translate(INVISIBLE)
    return " ".join(plain.upper().split())


def forms(text: str) -> tuple[str, ...]:
    """Return the normal form and, where it differs, the one without punctuation around it.

    Both, because a few real symbols end in punctuation ("CYP4A-SE1[12]"). Empty: nothing typed.
    """
    whole = normal(text)
    bare = whole.strip(PUNCTUATION)
    return tuple(dict.fromkeys(form for form in (whole, bare) if form))


def joined(text: str) -> str:
    """Return the text without spaces and dashes: "BRCA 1" and "BRCA-1" are BRCA1."""
    return text.replace(" ", "").replace("-", "")


def echo(text: str) -> str:
    """Return the text as a message may repeat it: one line, printable, at most 60 characters."""
    short = text.strip()[: ECHO + 1]
    shown = "".join(c if c.isprintable() else "\ufffd" for c in short)
    return shown if len(shown) <= ECHO else shown[: ECHO - 1] + "\u2026"


def listed(words: tuple[str, ...], last: str = "and") -> str:
    """Return words as a sentence lists them: "A, B and C"."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
