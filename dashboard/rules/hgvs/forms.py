"""The forms that a protein change can take after its residue, and what each does.

A form is a pattern over the text behind `Arg382` or `Lys23_Val25` and a function that says
what it means there. Source: HGVS recommendations, protein variants (T36).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dashboard.rules.hgvs.residues import NUMBER, RESIDUE, RUN, STOP, residue_name, run_name

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


def _substitution(site: Site, found: re.Match[str]) -> Effect:
    alt = residue_name(found["alt"])
    if "Xaa" in (site.ref, alt):
        return Effect(alt, alt, "unknown")
    if alt == site.ref:
        return _same(site, found)
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
    return Effect(f"{alt or ''}extTer{found['count'] or '?'}", alt, "stop lost")


def _deletion(site: Site, _found: re.Match[str]) -> Effect:
    if site.is_start:
        return Effect("del", None, "start lost")
    return Effect("del", None, "stop lost" if site.has_stop else "inframe deletion")


def _duplication(_site: Site, _found: re.Match[str]) -> Effect:
    return Effect("dup", None, "inframe duplication")


def _added(found: re.Match[str]) -> str:
    if found["run"]:
        return run_name(found["run"])
    return f"Xaa[{found['n1'] or found['n2'] or found['n3']}]"


def _insertion(_site: Site, found: re.Match[str]) -> Effect:
    alt = _added(found)
    if "Ter" in alt:
        return Effect(f"ins{alt}", alt, "stop gained", truncating=True)
    return Effect(f"ins{alt}", alt, "inframe insertion")


def _delins(site: Site, found: re.Match[str]) -> Effect:
    alt = _added(found)
    tail = f"delins{alt}"
    if site.is_start and not alt.startswith("Met"):
        return Effect(tail, alt, "start lost")
    if site.has_stop:
        return Effect(tail, alt, "inframe delins" if "Ter" in alt else "stop lost")
    if "Ter" in alt:
        return Effect(tail, alt, "stop gained", truncating=True)
    return Effect(tail, alt, "inframe delins")


def _repeat(_site: Site, found: re.Match[str]) -> Effect:
    return Effect(f"[{found['copies']}]", None, "repeat")


# Residues that are only counted: insXaa[23], ins[23], ins(23), ins23.
_ADDED = rf"(?:(?P<run>{RUN})|(?:Xaa)?\[(?P<n1>{NUMBER})\]|\((?P<n2>{NUMBER})\)|(?P<n3>{NUMBER}))"
_REMOVED = rf"(?:{RUN}|{NUMBER})?"
_ALT = rf"(?P<alt>{RESIDUE})"
COPIES = r"(?:[0-9]{1,5}|\([0-9]{1,5}_[0-9]{1,5}\))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


FORMS = (
    Form(_pattern("="), _same),
    Form(_pattern(r"\?"), _unsure, on_range=False),
    Form(_pattern(_ALT), _substitution, on_range=False),
    Form(
        _pattern(rf"{_ALT}?(?i:fs)(?:{STOP}(?P<stop>{NUMBER}|\?)?)?"), _frameshift, on_range=False
    ),
    Form(_pattern(rf"{_ALT}?(?i:ext)-(?P<count>{NUMBER})"), _start_extension, on_range=False),
    Form(
        _pattern(rf"{_ALT}?(?i:ext){STOP}(?P<count>{NUMBER}|\?)?"),
        _stop_extension,
        on_range=False,
    ),
    Form(_pattern(rf"(?i:delins){_ADDED}"), _delins),
    Form(_pattern(rf"(?i:del){_REMOVED}"), _deletion),
    Form(_pattern(rf"(?i:dup){_REMOVED}"), _duplication),
    Form(_pattern(rf"(?i:ins){_ADDED}"), _insertion, on_residue=False),
    Form(_pattern(rf"\[(?P<copies>{COPIES})\]"), _repeat),
)
