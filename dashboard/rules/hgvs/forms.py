"""The forms that a protein change can take after its residue, and what each does.

A form is a pattern over the text behind `Arg382` or `Lys23_Val25` and a function that says
what it means there. Source: HGVS recommendations, protein variants (T36).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dashboard.rules.hgvs.residues import (
    LETTERS,
    NUMBER,
    RESIDUE,
    RUN,
    STOP,
    residue_name,
    run_name,
    unknown_run,
)

CONSEQUENCES = (
    "missense",
    "stop gained",
    "frameshift",
    "start lost",
    "stop lost",
    "synonymous",
    "inframe deletion",
    "inframe insertion",
    "inframe duplication",
    "inframe delins",
    "extension",
    "repeat",
    "no protein",
    "combined",
    "unknown",
)


class Site(NamedTuple):
    """The residue or range that changes; `end_ref` is None for a single residue."""

    ref: str
    position: int
    end_ref: str | None
    end: int

    @property
    def core(self) -> str:
        """Return `Arg382` or `Lys23_Val25`."""
        last = "" if self.end_ref is None else f"_{self.end_ref}{self.end}"
        return f"{self.ref}{self.position}{last}"

    @property
    def is_start(self) -> bool:
        """Tell whether the change begins at the initiator methionine."""
        return self.ref == "Met" and self.position == 1

    @property
    def has_stop(self) -> bool:
        """Tell whether the stop codon itself is what changes."""
        return "Ter" in (self.ref, self.end_ref)


class Effect(NamedTuple):
    """What a form does: its canonical text, the new residues, the consequence."""

    tail: str
    alt: str | None
    consequence: str
    truncating: bool = False


class Form(NamedTuple):
    """One form and where it may stand: on a single residue, on a range, or on both.

    `effect` returns None where the form makes no sense at that site.
    """

    pattern: re.Pattern[str]
    effect: Callable[[Site, re.Match[str]], Effect | None]
    on_residue: bool = True
    on_range: bool = True


def _same(site: Site, _found: re.Match[str]) -> Effect:
    return Effect("=", site.ref if site.end_ref is None else None, "synonymous")


def _unsure(site: Site, _found: re.Match[str]) -> Effect:
    return Effect("?", None, "start lost" if site.is_start else "unknown")


def _same_twice(site: Site, found: re.Match[str]) -> Effect | None:
    """Read `Trp16Trp=`; a residue that is not the first one is a contradiction."""
    return _same(site, found) if residue_name(found["alt"]) == site.ref else None


def _substitution(site: Site, found: re.Match[str]) -> Effect:
    return substituted(site, residue_name(found["alt"]))


def substituted(site: Site, alt: str) -> Effect:
    """Return what one residue in place of another does; `alt` is a three-letter name."""
    if "Xaa" in (site.ref, alt):
        return Effect(alt, alt, "unknown")
    if alt == site.ref:
        return Effect("=", alt, "synonymous")
    if site.is_start:
        return Effect(alt, alt, "start lost")
    if site.has_stop:
        return Effect(alt, alt, "stop lost")
    if alt == "Ter":
        return Effect(alt, alt, "stop gained", truncating=True)
    return Effect(alt, alt, "missense")


def _frameshift(site: Site, found: re.Match[str]) -> Effect:
    alt = residue_name(found["alt"]) if found["alt"] else None
    stop = f"Ter{found['stop']}" if found["stop"] else ""
    # A frameshift in the stop codon lengthens the protein.
    return Effect(f"{alt or ''}fs{stop}", alt, "frameshift", truncating=not site.has_stop)


def _start_extension(site: Site, found: re.Match[str]) -> Effect | None:
    if not site.is_start:
        return None
    alt = residue_name(found["alt"]) if found["alt"] else None
    return Effect(f"{alt or ''}ext-{found['count']}", alt, "extension")


def _stop_extension(site: Site, found: re.Match[str]) -> Effect | None:
    if not site.has_stop:
        return None
    alt = residue_name(found["alt"]) if found["alt"] else None
    count = found["count"] or found["bare"] or "?"
    return Effect(f"{alt or ''}extTer{count}", alt, "stop lost")


def _counts_itself(site: Site, found: re.Match[str]) -> bool:
    """Tell whether a number of residues, `Arg45del6`, is that of the site: it says no end else."""
    return not found["count"] or int(found["count"]) == site.end - site.position + 1


def _deletion(site: Site, found: re.Match[str]) -> Effect | None:
    if not _counts_itself(site, found):
        return None
    if site.is_start:
        return Effect("del", None, "start lost")
    return Effect("del", None, "stop lost" if site.has_stop else "inframe deletion")


def _duplication(site: Site, found: re.Match[str]) -> Effect | None:
    if not _counts_itself(site, found):
        return None
    return Effect("dup", None, "inframe duplication")


def _copied(site: Site, found: re.Match[str]) -> Effect | None:
    """Read residues of the protein itself, copied: `His7_Gln8insGly4_Ser6`."""
    first, last = int(found["from"]), int(found["to"])
    if site.end != site.position + 1 or last <= first:
        return None
    alt = f"{residue_name(found['first'])}{first}_{residue_name(found['last'])}{last}"
    return Effect(f"ins{alt}", alt, "inframe insertion")


def _added(found: re.Match[str]) -> str:
    if found["run"]:
        return run_name(found["run"])
    if found["stop"]:
        return f"Ter{found['stop']}"
    return unknown_run(int(found["n1"] or found["n2"] or found["n3"]))


def _is_letter_x(found: re.Match[str]) -> bool:
    """Tell whether all that is inserted is one letter X: an unknown residue, or an old stop."""
    return found["run"] == "X"


def _insertion(site: Site, found: re.Match[str]) -> Effect | None:
    if site.end != site.position + 1:
        return None  # its two residues have to flank what is inserted
    alt = _added(found)
    if "Ter" in alt:
        return Effect(f"ins{alt}", alt, "stop gained", truncating=True)
    return Effect(f"ins{alt}", alt, "unknown" if _is_letter_x(found) else "inframe insertion")


def _delins(site: Site, found: re.Match[str]) -> Effect:
    alt = _added(found)
    if site.end_ref is None and alt in LETTERS:
        return substituted(site, alt)
    tail = f"delins{alt}"
    if site.is_start and not alt.startswith("Met"):
        return Effect(tail, alt, "start lost")
    if site.has_stop:
        return Effect(tail, alt, "inframe delins" if "Ter" in alt else "stop lost")
    if "Ter" in alt:
        return Effect(tail, alt, "stop gained", truncating=True)
    return Effect(tail, alt, "unknown" if _is_letter_x(found) else "inframe delins")


def _repeat(_site: Site, found: re.Match[str]) -> Effect:
    return Effect(f"[{found['copies']}]", None, "repeat")


# Residues that are only counted: insXaa[23], insX[23], ins[23], ins(23), ins23; and those of which
# only the new stop is named: insTer12, ins*63.
_ADDED = (
    rf"(?:(?P<run>{RUN})|(?:Ter|\*)(?P<stop>{NUMBER})|(?:Xaa|X)?\[(?P<n1>{NUMBER})\]|"
    rf"\((?P<n2>{NUMBER})\)|(?P<n3>{NUMBER}))"
)
_REMOVED = rf"(?:{RUN}|(?P<count>{NUMBER}))?"
_ALT = rf"(?P<alt>{RESIDUE})"
COPIES = r"(?:[0-9]{1,5}|\([0-9]{1,5}_[0-9]{1,5}\))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


FORMS = (
    Form(_pattern("="), _same),
    Form(_pattern(r"\?"), _unsure, on_range=False),
    Form(_pattern(_ALT), _substitution, on_range=False),
    Form(_pattern(rf"{_ALT}="), _same_twice, on_range=False),
    Form(
        _pattern(rf"{_ALT}?(?i:fs)(?:{STOP}(?P<stop>>?{NUMBER}|\?)?)?"),
        _frameshift,
        on_range=False,
    ),
    Form(
        _pattern(rf"{_ALT}?(?i:ext)(?:Met|M)?-(?P<count>{NUMBER})"),
        _start_extension,
        on_range=False,
    ),
    Form(
        _pattern(rf"{_ALT}?(?i:ext)(?:{STOP}(?P<count>{NUMBER}|\?)?|(?P<bare>{NUMBER}|\?))?"),
        _stop_extension,
        on_range=False,
    ),
    Form(_pattern(rf"(?i:delins){_ADDED}"), _delins),
    Form(_pattern(rf"(?i:del){_REMOVED}"), _deletion),
    Form(_pattern(rf"(?i:dup){_REMOVED}"), _duplication),
    Form(_pattern(rf"(?i:ins){_ADDED}"), _insertion, on_residue=False),
    Form(
        _pattern(
            rf"(?i:ins)(?P<first>{RESIDUE})(?P<from>{NUMBER})_(?P<last>{RESIDUE})(?P<to>{NUMBER})"
        ),
        _copied,
        on_residue=False,
    ),
    Form(_pattern(rf"(?:(?i:del){_REMOVED}(?i:ins)|>){_ADDED}"), _delins),
    Form(_pattern(rf"\[(?P<copies>{COPIES})\]"), _repeat),
)
