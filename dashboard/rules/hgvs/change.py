"""One protein change, read from every notation that ClinVar, gnomAD and papers use (T36)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from dashboard.rules.hgvs.forms import COPIES, FORMS, Effect, Site, substituted
from dashboard.rules.hgvs.residues import (
    LETTERS,
    NAMES,
    NUMBER,
    RESIDUE,
    STOP,
    residue_name,
    run_name,
    shorten,
    unknown_run,
)

# Far above any real change; a hostile megabyte is refused without being read.
MAX_LENGTH = 4000

NO_CHANGE = "no protein change: splice, intronic, UTR or non-coding"
UNREADABLE = "the protein change cannot be read"
NO_POSITION = "the protein change names no residue"
OTHER_ISOFORM = "the residue lies beyond this protein: another isoform"

_PREFIX = re.compile(r"(?:[A-Za-z][\w.-]{0,60}(?:\([\w.-]{1,40}\))?:)?(?P<p>[pP]\. ?)?", re.ASCII)
_HEAD = re.compile(rf"({RESIDUE})({NUMBER})(?:_({RESIDUE})({NUMBER}))?", re.ASCII)
# ClinVar's own form of a repeat, 38SGPEE[3]: the unit stands behind its position.
_UNIT = "".join(letter for letter in NAMES if letter not in "X*")
_COUNTED = re.compile(rf"({NUMBER})(?:_({NUMBER}))?([{_UNIT}]+)(\[{COPIES}\])", re.ASCII)
# Nine changes in ten: one residue for another, in three-letter names.
_PLAIN = re.compile(rf"p\.([A-Z][a-z]{{2}})({NUMBER})([A-Z][a-z]{{2}}|[=*])", re.ASCII)
# A second allele that only has another number of copies: Ala2[10];[11].
_COPIES_ALONE = re.compile(rf"\[{COPIES}\]", re.ASCII)
_STOP_WORD = re.compile(r"(?<![A-Za-z])stop", re.ASCII | re.IGNORECASE)
# What is predicted stands in parentheses, also where only the place or the site is: (A1_P9)fs.
_BRACKETED = re.compile(r"\(([^()]*)\)([^()].*)", re.ASCII | re.DOTALL)
_SOMEWHERE = re.compile(rf"(?i:fs)(?:{STOP}(?:{NUMBER}|\?)?)?|(?i:ter)|\*", re.ASCII)
_INSERTED = re.compile(rf"ins(?:(?:Xaa|X)?\[({NUMBER})\]|((?:Xaa|X)+))", re.ASCII)
# Gly719(Ala^Ser)fsTer23: the new residue is one of some.
_NEW_ONE_OF = re.compile(rf"({RESIDUE}{NUMBER})\(([^()]*\^[^()]*)\)([^()^]*)", re.ASCII)
_OR = re.compile(r"\^|//?")
_CLOSING = {")": "(", "]": "["}
_CODING = re.compile(r"(?:^|:)(c\.[^\s():;,]{2,200})", re.ASCII)
_MOST_PARTS = 100
_DEEPEST = 5  # brackets within brackets; an allele of predicted repeats has four
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
    if (plain := _PLAIN.fullmatch(text)) and plain[1] in LETTERS:
        ref, position = plain[1], int(plain[2])
        alt = {"=": ref, "*": "Ter"}.get(plain[3], plain[3])
        if alt in LETTERS:
            site = Site(ref, position, None, position)
            return _placed(text, site, substituted(site, alt))
    bare = text.strip()
    if bare.startswith("(p.") and bare.endswith(")"):
        bare = bare[1:-1]
    prefix = _PREFIX.match(bare)
    if prefix is None:
        return None
    change = _body(text, _spelled(bare[prefix.end() :]))
    if change is not None and change.position is None and prefix["p"] is None:
        return None
    return change


def _spelled(body: str) -> str:
    """Return a change in one spelling.

    VEP writes "=" as in an address; "(;)" is an allele of unknown phase; a stop was once "Stop".
    """
    if "%" in body or "(;)" in body:
        body = body.replace("%3D", "=").replace("(;)", ";")
    return _STOP_WORD.sub("Ter", body) if "top" in body.lower() else body


def _body(text: str, body: str) -> ProteinChange | None:
    if "]^[" in body:
        return _alleles_of_which_one(text, body)
    if not (body.startswith("[") or ";" in body or "," in body):
        return _member(text, body)
    if not _is_nested(body) or body.count(";") + body.count(",") >= _MOST_PARTS:
        return None
    inner = body
    # Predicted changes of one allele: ([A;B]) of old, [(A;B)] as recommended.
    while (bare := _without_outer(inner)) is not None:
        inner = bare
    if "," in inner and inner == body:
        return None  # a list of changes, not an allele
    return _allele(text, inner)


def _alleles_of_which_one(text: str, body: str) -> ProteinChange | None:
    """Read alleles of which one holds, [A;B]^[C]: the place is that of the first."""
    pieces = body.replace("]^[", "]\n[").split("\n")
    parts = [_body(piece, piece) for piece in pieces] if len(pieces) <= _MOST_PARTS else []
    known = [part for part in parts if part is not None and part.position is not None]
    if not parts or len(known) < len(parts):
        return None
    core = "^".join(f"[{part.core.removeprefix('[').removesuffix(']')}]" for part in known)
    return replace(
        known[0],
        text=text,
        alt=None,
        consequence="combined",
        truncating=all(part.truncating for part in known),
        core=core,
        parts=tuple(known),
    )


def _is_nested(body: str) -> bool:
    """Tell whether each bracket is closed by its like."""
    open_ones: list[str] = []
    for letter in body:
        if letter in "([":
            if len(open_ones) >= _DEEPEST:
                return False
            open_ones.append(letter)
        elif letter in ")]" and (not open_ones or open_ones.pop() != _CLOSING[letter]):
            return False
    return not open_ones


def _without_outer(body: str) -> str | None:
    """Return what stands in brackets that are around all of it, None where none are.

    `body` is nested rightly.
    """
    if not body.startswith(("(", "[")):
        return None
    depth = 0
    for place, letter in enumerate(body):
        depth += (letter in "([") - (letter in ")]")
        if depth == 0:
            return body[1:-1] if place == len(body) - 1 else None
    return None


def protein_part(name: str) -> str | None:
    """Return the `p.` part of a ClinVar name, `NM_1.1(GENE):c.1A>G (p.Met1Val)`; None without."""
    tail = name[-MAX_LENGTH:].rstrip()
    start = tail.rfind("(p.")
    return tail[start + 1 : -1] if start >= 0 and tail.endswith(")") else None


def coding_part(name: str) -> str | None:
    """Return the `c.` part of a ClinVar name or of `ENST1.1:c.1A>G`; None without."""
    found = _CODING.search(name[:MAX_LENGTH])
    return found[1] if found else None


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


def _allele(text: str, inner: str) -> ProteinChange | None:
    """Read the changes of one allele or of two; a comma parts two proteins of one allele."""
    parts: list[ProteinChange] = []
    for piece in re.split("[;,]", inner):
        if parts and parts[-1].consequence == "repeat" and _COPIES_ALONE.fullmatch(piece):
            member = parts[-1].core.partition("[")[0] + piece
        else:
            member = _unbracket(piece)
        part = _member(member, member)
        if part is None:
            return None
        parts.append(part)
    first = next((part for part in parts if part.position is not None), parts[0])
    if len(parts) == 1:
        return replace(first, text=text)
    between = iter(re.findall("[;,]", inner))
    cores = "".join(f"{next(between)}{part.core}" for part in parts[1:])
    return replace(
        first,
        text=text,
        alt=None,
        consequence="combined",
        truncating=any(part.truncating for part in parts),
        core=f"[{parts[0].core}{cores}]",
        parts=tuple(parts),
    )


def _unbracket(piece: str) -> str:
    """Drop the brackets of a whole allele from its first or last member, not a member's own."""
    while piece.startswith("[") or (piece.startswith("(") and _excess(piece, "(") > 0):
        piece = piece[1:]
    while (piece and _excess(piece, "[") < 0) or _excess(piece, "(") < 0:
        piece = piece[:-1]
    return piece


def _excess(piece: str, opening: str) -> int:
    return piece.count(opening) - piece.count(")" if opening == "(" else "]")


def _member(text: str, body: str) -> ProteinChange | None:
    if body.startswith("("):
        if body.endswith(")"):
            body = body[1:-1]
        elif found := _BRACKETED.fullmatch(body):
            return _predicted_place(text, found[1], found[2])
    if body in _WITHOUT_POSITION:
        return ProteinChange(
            text, None, None, None, None, _WITHOUT_POSITION[body], truncating=False, core=body
        )
    if "^" in body or "/" in body:
        if found := _NEW_ONE_OF.fullmatch(body):
            each = found[2].split("^")
            body = "^".join(f"{found[1]}{residue}{found[3]}" for residue in each)
        return _one_of(text, body)
    head = _HEAD.match(body)
    if head is None:
        return _counted_repeat(text, body)
    end_ref = residue_name(head[3]) if head[3] else None
    site = Site(residue_name(head[1]), int(head[2]), end_ref, int(head[4] or head[2]))
    if end_ref is not None and site.end <= site.position:
        return None
    effect = _effect(site, body[head.end() :])
    return None if effect is None else _placed(text, site, effect)


def _predicted_place(text: str, place: str, tail: str) -> ProteinChange | None:
    """Read what happens somewhere in a range, (Ala123_Pro131)fs, or a site in brackets."""
    head = _HEAD.fullmatch(place)
    if head is None:
        return None
    if not head[3]:
        return _member(text, place + tail)
    site = Site(residue_name(head[1]), int(head[2]), residue_name(head[3]), int(head[4]))
    return _somewhere(text, site, tail) if site.end > site.position else None


def _somewhere(text: str, site: Site, tail: str) -> ProteinChange | None:
    if found := _INSERTED.fullmatch(tail):
        added = unknown_run(int(found[1])) if found[1] else run_name(found[2])
        change = _placed(text, site, Effect(f"ins{added}", added, "inframe insertion"))
        return replace(change, core=f"({site.core})ins{added}")
    # Read at its first residue, where it could begin.
    first = site._replace(end_ref=None, end=site.position)
    effect = _effect(first, tail) if _SOMEWHERE.fullmatch(tail) else None
    if effect is None:
        return None
    return replace(_placed(text, site, effect), core=f"({site.core}){effect.tail}")


def _one_of(text: str, body: str) -> ProteinChange | None:
    """Read alternatives (Gly56Ala^Ser^Cys), a mosaic (Trp24=/Cys) or a chimera (Trp24=//Cys).

    The residue is known where only its outcome is not; the consequence is the one that the
    outcomes other than "=" have in common, else "unknown".
    """
    pieces = _OR.split(body)
    first = _member(pieces[0], pieces[0]) if len(pieces) <= _MOST_PARTS else None
    if first is None or first.position is None:
        return None
    place = f"{first.ref}{first.position}"
    parts = [first]
    for piece in pieces[1:]:
        part = _member(piece, piece)
        if part is None and first.end == first.position:
            part = _member(piece, place + piece)
        if part is None:
            return None
        parts.append(part)
    changed = [part for part in parts if part.consequence != "synonymous"] or parts
    kinds = {part.consequence for part in changed}
    marks = _OR.findall(body)
    tails = (part.core.removeprefix(place) for part in parts[1:])
    return replace(
        first,
        text=text,
        alt=changed[0].alt if len(changed) == 1 else None,
        consequence=kinds.pop() if len(kinds) == 1 else "unknown",
        truncating=all(part.truncating for part in changed),
        core=first.core + "".join(m + tail for m, tail in zip(marks, tails, strict=True)),
        parts=tuple(parts),
    )


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
