"""Texts from outside made fit to show: no control characters, no markup, no megabytes (T57).

What comes out is plain text, which the page escapes once more. "p<0.05 and n>3" stays as it is:
only what has the form of a tag is taken for one.
"""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST_TEXT = 4_000  # characters of a text that is shown; RefSeq's longest summary has about 3,000
LONGEST_TITLE = 500
# Nothing behind it is looked at. Markup makes a text longer, so it is more than LONGEST_TEXT.
LONGEST_READ = 20_000
ELLIPSIS = "…"

_TEXTLESS = re.compile(
    r"<(script|style|iframe|object|template|svg|noscript)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^<>]*>", re.DOTALL)
# Most texts have none of it, and a large gene has a hundred thousand texts.
_ODD = re.compile(r"[^ -~]|[<>&]")
_ANGLES = re.compile(r"<[^<>]*>")
# A tag has no attributes, or at least one with a value.
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s*/?|[\s/][^=]*=.*)>", re.DOTALL)
# What is left of a tag that a cut went through.
_CUT_TAG = re.compile(r"<[A-Za-z/!][^<>]*\Z")
_BRACKETS = re.compile(r"\[(.*)\]\.?", re.DOTALL)
_NOT_A_TITLE = re.compile(
    r"(?:\W|_)*(?:(?:title )?not available|no title(?: available)?|untitled|null|none|n/?a|nan|"
    r"undefined)?(?:\W|_)*",
    re.IGNORECASE,
)
_DAMAGED = "\ufffd"


def clean_text(value: object, longest: int = LONGEST_TEXT) -> str:
    """Return plain text on one line, at most `longest` characters; "" for what is no text.

    Control characters, invisible formatting and markup are gone; references (`&lt;`) are resolved
    twice, since some sources escape what they escaped.
    """
    if not isinstance(value, str):
        return ""
    if len(value) <= longest and not _ODD.search(value):
        return " ".join(value.split())
    short = value[:LONGEST_READ]
    cut = len(value) > LONGEST_READ
    for _ in range(2):
        short = html.unescape(_without_markup(short))
    plain = " ".join(_printable(_without_markup(short, cut=cut)).split())
    if len(plain) > longest or cut:
        return plain[: longest - 1].rstrip() + ELLIPSIS
    return plain


def clean_title(value: object) -> str | None:
    """Return a title as plain text; None where it is empty, a placeholder or damaged (T57)."""
    return title_and_translation(value)[0]


def title_and_translation(value: object) -> tuple[str | None, bool]:
    """Return a title without its brackets, and whether it had them: then it is a translation."""
    title = clean_text(value, LONGEST_TITLE)
    bracketed = _BRACKETS.fullmatch(title)
    if bracketed is not None:
        title = bracketed[1].strip()
    if _DAMAGED in title or _NOT_A_TITLE.fullmatch(title):
        return None, bracketed is not None
    return title, bracketed is not None


def clean_texts(values: object, most: int, longest: int = LONGEST_TITLE) -> tuple[str, ...]:
    """Return the first `most` texts of a list, each clean; what is no text or empty is gone."""
    if not isinstance(values, list | tuple):
        return ()
    return tuple(text for value in values[:most] if (text := clean_text(value, longest)))


def _without_markup(text: str, *, cut: bool = False) -> str:
    bare = _ANGLES.sub(_if_no_tag, _COMMENT.sub("", _TEXTLESS.sub(" ", text)))
    if any(_TAG.fullmatch(found[0]) for found in _ANGLES.finditer(bare)):
        # Tags inside tags: no title has them, and whoever writes them means no angle to stay.
        bare = bare.replace("<", " ").replace(">", " ")
    return _CUT_TAG.sub("", bare) if cut else bare


def _if_no_tag(found: re.Match[str]) -> str:
    return "" if _TAG.fullmatch(found[0]) else found[0]


def _printable(text: str) -> str:
    """Drop control characters and invisible formatting; white space of any kind becomes " "."""
    return "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
