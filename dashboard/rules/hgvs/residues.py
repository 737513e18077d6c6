"""Amino acids: their names, their letters, and the patterns that read them.

Source: IUPAC-IUB one- and three-letter codes. `X` beside a number is read as stop, its older HGVS
meaning (T36); in a run of inserted residues it is an unknown residue, never a stop (T76).
"""

from __future__ import annotations

import re
from types import MappingProxyType

_ONE = "ARNDCQEGHILKMFPSTWYVUOBZJ*"
_THREE = (
    *("Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile"),
    *("Leu", "Lys", "Met", "Phe", "Pro", "Ser", "Thr", "Trp", "Tyr", "Val"),
    *("Sec", "Pyl", "Asx", "Glx", "Xle", "Ter"),
)

NAMES = MappingProxyType(dict(zip(_ONE, _THREE, strict=True)) | {"X": "Ter"})
LETTERS = MappingProxyType(dict(zip(_THREE, _ONE, strict=True)) | {"Xaa": "X"})

_THREE_PATTERN = "|".join(LETTERS)
_ONE_PATTERN = "".join(NAMES)

# One residue may be typed in any case: a number stands beside it, so it has one reading.
RESIDUE = rf"(?:(?i:{_THREE_PATTERN})|[{_ONE_PATTERN}{_ONE_PATTERN.lower()}])"
# A run keeps its case: "ALA" is Ala-Leu-Ala, "Ala" is alanine, "ala" could be either.
RUN = rf"(?:(?:{_THREE_PATTERN}|[*X])+|[{_ONE_PATTERN}]+)"
STOP = r"(?:(?i:ter)|[*Xx])"
# Six digits: the longest human protein has 35,991 residues.
NUMBER = r"[1-9][0-9]{0,5}"

# A lone Xaa keeps its name in short forms: its letter X would be read as a stop.
_LETTER_NAMES = re.compile(rf"(?:{_THREE_PATTERN}){{2,}}|{'|'.join(_THREE)}")
_NAME_LENGTH = 3
_TOKEN = re.compile(rf"{_THREE_PATTERN}|[{_ONE_PATTERN}]")


def residue_name(token: str) -> str:
    """Return the three-letter name of one residue; `*`, `X` and `TER` are `Ter`.

    Raises KeyError for what is no residue.
    """
    name = NAMES[token.upper()] if len(token) == 1 else token.capitalize()
    if name not in LETTERS:
        raise KeyError(token)
    return name


def run_name(run: str) -> str:
    """Return a run of residues, of either code, in three-letter names; X is Xaa, never a stop.

    A run of unknown residues alone is counted: `XXX` and `XaaXaaXaa` are `Xaa[3]`.
    """
    names = ["Xaa" if word == "X" else residue_name(word) for word in _TOKEN.findall(run)]
    return unknown_run(len(names)) if set(names) == {"Xaa"} else "".join(names)


def unknown_run(count: int) -> str:
    """Return a number of unknown residues as one name: `Xaa`, `Xaa[5]`."""
    return "Xaa" if count == 1 else f"Xaa[{count}]"


def shorten(core: str) -> str:
    """Return a canonical three-letter change in one-letter codes."""
    return _LETTER_NAMES.sub(_letters, core)


def _letters(found: re.Match[str]) -> str:
    run = found[0]
    starts = range(0, len(run), _NAME_LENGTH)
    return "".join(LETTERS[run[start : start + _NAME_LENGTH]] for start in starts)
