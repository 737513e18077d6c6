"""One protein change, read from every notation that ClinVar, gnomAD and papers use (T36)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from dashboard.rules.hgvs.forms import COPIES, FORMS, Effect, Site
from dashboard.rules.hgvs.residues import NAMES, NUMBER, RESIDUE, residue_name, shorten

# Far above any real change; a hostile megabyte is refused without being read.
MAX_LENGTH = 4000

NO_CHANGE = "no protein change: splice, intronic, UTR or non-coding"
UNREADABLE = "the protein change cannot be read"
NO_POSITION = "the protein change names no residue"
OTHER_ISOFORM = "the residue lies beyond this protein: another isoform"

_PREFIX = re.compile(r"(?:[A-Za-z][\w.-]{0,60}(?:\([\w.-]{1,40}\))?:)?(?P<p>[pP]\. ?)?", re.ASCII)
_HEAD = re.compile(rf"({RESIDUE})({NUMBER})(?:_({RESIDUE})({NUMBER}))?", re.ASCII)
# ClinVar's own form of a repeat, 38SGPEE[3]: the unit stands behind its position.
_COUNTED = re.compile(rf"({NUMBER})(?:_({NUMBER}))?([{''.join(NAMES)}]+)(\[{COPIES}\])", re.ASCII)
_SEPARATOR = re.compile(r"\];\[|;")
_WITHOUT_POSITION = MappingProxyType(
    {"=": "synonymous", "?": "unknown", "0": "no protein", "0?": "no protein"}
)


@dataclass(frozen=True, slots=True)
class ProteinChange:
    """One protein change. Residues count from 1.

    `end` is the last residue, equal to `position` for a change of one residue. Both are None for
    `p.=`, `p.?` and `p.0`. A combined allele has the place of its first placed part, and keeps
    its `parts`. `ref` and `alt` are three-letter residues, None where the notation names none.
    `consequence` is one of CONSEQUENCES; `core` is the canonical form without `p.`.
    """

    text: str
    position: int | None
    end: int | None
    ref: str | None
    alt: str | None
    consequence: str
    truncating: bool
    core: str
    parts: tuple[ProteinChange, ...] = ()

    @property
    def three_letter(self) -> str:
        """Return the canonical form, `p.Arg382Trp`."""
        return f"p.{self.core}"

    @property
    def one_letter(self) -> str:
        """Return the short form, `R382W`; stop is `*`."""
        return shorten(self.core)


def parse_protein_change(text: str) -> ProteinChange | None:
    """Read a protein change, with or without accession, `p.` and parentheses.

    None means that it cannot be read. Never raises; takes time linear in the text.
    """
    if len(text) > MAX_LENGTH:
        return None
    bare = text.strip()
    if bare.startswith("(p.") and bare.endswith(")"):
        bare = bare[1:-1]
    prefix = _PREFIX.match(bare)
    if prefix is None:
        return None
    # VEP writes "=" as in an address; "(;)" is an allele of unknown phase.
    body = bare[prefix.end() :].replace("%3D", "=").replace("(;)", ";")
    if body.startswith("([") and body.endswith("])"):
        body = body[1:-1]
    if body.startswith("[") or ";" in body:
        return _allele(text, body)
    change = _member(text, body)
    if change is not None and change.position is None and prefix["p"] is None:
        return None
    return change


def protein_part(name: str) -> str | None:
    """Return the `p.` part of a ClinVar name, `NM_1.1(GENE):c.1A>G (p.Met1Val)`; None without."""
    tail = name[-MAX_LENGTH:].rstrip()
    start = tail.rfind("(p.")
    return tail[start + 1 : -1] if start >= 0 and tail.endswith(")") else None


def unplaced_reason(
    text: str | None, change: ProteinChange | None, protein_length: int | None
) -> str | None:
    """Say why a change is not on the plot (T37, T38); None means that it can be drawn.

    Length + 1 is the stop codon and still on the plot. Without a length nothing is beyond it.
    """
    if change is None:
        return UNREADABLE if text and text.strip() else NO_CHANGE
    if change.position is None or change.end is None:
        return NO_POSITION
    if protein_length is not None and change.end > protein_length + 1:
        return OTHER_ISOFORM
    return None


def _allele(text: str, body: str) -> ProteinChange | None:
    if body.count("[") != body.count("]"):
        return None
    inner = body.replace(",", ";") if body.startswith("[") else body
    parts = tuple(_member(piece, piece) for piece in map(_unbracket, _SEPARATOR.split(inner)))
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    first = next((part for part in known if part.position is not None), known[0])
    if len(known) == 1:
        return replace(first, text=text)
    return ProteinChange(
        text=text,
        position=first.position,
        end=first.end,
        ref=first.ref,
        alt=None,
        consequence="combined",
        truncating=any(part.truncating for part in known),
        core=f"[{';'.join(part.core for part in known)}]",
        parts=known,
    )


def _unbracket(piece: str) -> str:
    """Drop the allele's bracket from its first or last member, not a repeat's own."""
    piece = piece.removeprefix("[")
    return piece[:-1] if piece.count("]") > piece.count("[") else piece


def _member(text: str, body: str) -> ProteinChange | None:
    if body.startswith("(") and body.endswith(")"):
        body = body[1:-1]
    if body in _WITHOUT_POSITION:
        return ProteinChange(
            text, None, None, None, None, _WITHOUT_POSITION[body], truncating=False, core=body
        )
    head = _HEAD.match(body)
    if head is None:
        return _counted_repeat(text, body)
    end_ref = residue_name(head[3]) if head[3] else None
    site = Site(residue_name(head[1]), int(head[2]), end_ref, int(head[4] or head[2]))
    if end_ref is not None and site.end <= site.position:
        return None
    effect = _effect(site, body[head.end() :])
    return None if effect is None else _placed(text, site, effect)


def _effect(site: Site, tail: str) -> Effect | None:
    for form in FORMS:
        allowed = form.on_residue if site.end_ref is None else form.on_range
        found = form.pattern.fullmatch(tail) if allowed else None
        effect = form.effect(site, found) if found else None
        if effect is not None:
            return effect
    return None


def _counted_repeat(text: str, body: str) -> ProteinChange | None:
    found = _COUNTED.fullmatch(body)
    if found is None:
        return None
    start, unit = int(found[1]), found[3]
    end = int(found[2]) if found[2] else start + len(unit) - 1
    length = end - start + 1
    if length < 1 or length % len(unit):
        return None
    last = residue_name(unit[-1]) if length > 1 else None
    site = Site(residue_name(unit[0]), start, last, end)
    return _placed(text, site, Effect(found[4], None, "repeat"))


def _placed(text: str, site: Site, effect: Effect) -> ProteinChange:
    return ProteinChange(
        text=text,
        position=site.position,
        end=site.end,
        ref=site.ref,
        alt=effect.alt,
        consequence=effect.consequence,
        truncating=effect.truncating,
        core=site.core + effect.tail,
    )
