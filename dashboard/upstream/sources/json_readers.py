"""Reading parsed JSON that may have any shape: each reader returns its type or nothing.

Nothing raises here. What a source needs to be there at all, the source checks itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.errors import SourceUnreadable
from dashboard.upstream.sources.clean_text import clean_text

# Printable ASCII without markup, references and double spaces: nothing to clean.
_PLAIN = re.compile(r"[!-%'-;=?-~]+(?: [!-%'-;=?-~]+)*")
LONGEST_PLAIN = 500

LONGEST_WHOLE = 18  # digits; more is no count, no position and no id


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> Sequence[Any]:
    """Return the value if it is a list, else an empty one."""
    return value if isinstance(value, list) else ()


def either(value: Any) -> Sequence[Any]:
    """Return a list as it is, nothing as an empty one, and anything else as a list of one."""
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def mappings(value: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the objects of a list or the one object that stands in its place."""
    return tuple(item for item in either(value) if isinstance(item, dict))


def inner(value: Any, *names: str) -> Any:
    """Return what stands under the names, one below the other; None where the way ends."""
    for name in names:
        value = mapping(value).get(name)
    return value


def string(value: Any) -> str | None:
    """Return a text, or a whole number as its text; None for all else and for blanks."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**LONGEST_WHOLE else None
    return (value.strip() or None) if isinstance(value, str) else None


def strings(value: Any) -> tuple[str, ...]:
    """Return the texts of a list, or the one text that stands in its place."""
    return tuple(text for item in either(value) if (text := string(item)))


def plain(value: Any) -> str:
    """Return a text as it can be shown; empty for what is no text.

    What `clean_text` makes of it, at a tenth of the time for the many that need no cleaning.
    """
    text = string(value) or ""
    if len(text) <= LONGEST_PLAIN and _PLAIN.fullmatch(text):
        return text
    return clean_text(text)


def whole(value: Any) -> int | None:
    """Return a whole number, also one that is written as text; None for all else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 10**LONGEST_WHOLE else None
    text = value.strip() if isinstance(value, str) else ""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < LONGEST_WHOLE):
        return None
    return int(text)


def unreadable(source: str, upstream: str, what: str) -> SourceUnreadable:
    """Return the error for an answer of the wrong shape; `what` ends the sentence."""
    return SourceUnreadable(
        f"{source} sent an answer that cannot be read: {what}.",
        "Try again later; if it stays so, the service has changed its answers.",
        source=upstream,
    )
