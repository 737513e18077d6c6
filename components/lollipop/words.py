"""Sentences of the variants panel: what the axis counts, what the picture shows."""

from __future__ import annotations

from collections import Counter

from components import status, theme
from components.html import elements as html
from components.html.elements import Element
from dashboard.models import Answer, Features, Gene, Provenance, State, VariantSet
from dashboard.rules.absence import NOT_COVERED
from dashboard.rules.variant_sets import selection_name, whole_words

MOST_TERMS = 6  # of the classes that are not known, the most frequent


def length_shown(found: VariantSet | None, shape: Features | None) -> int | None:
    """Return the last residue of the axis, the last variant's if need be; None: no plot."""
    if shape is not None and shape.protein_length is not None:
        return shape.protein_length
    ends = [v.end or v.position or 0 for v in found.variants] if found else []
    return max(ends) if ends else None


def origin_words(found: VariantSet | None, provenance: Provenance | None) -> str:
    """Return whose records a plot shows, and of when; it stands on the plot (T41)."""
    if found is None:
        return ""
    if found.selection:
        return f"ClinVar {found.release_date}, P/LP, two stars or more: at least these"
    dated = dated_words(found, provenance)
    return dated if found.source_set == "clinvar" else f"{found.label} · {dated}"


def dated_words(found: VariantSet, provenance: Provenance | None) -> str:
    """Return the date of records; ClinVar's release is another day than that of asking."""
    if found.selection:
        return "at least these"  # its label has the day of the release
    if found.is_whole:
        return whole_words(found.release_date)
    is_clinvar = found.source_set == "clinvar"
    return status.came_from(provenance) if is_clinvar else status.when(provenance)


def axis_words(gene: Gene, shape: Features | None) -> str:
    """Return what the residues of the axis are numbered on."""
    if shape is None or shape.protein_length is None:
        return "UniProt numbering; protein length not known"
    length = f"{shape.protein_length:,} aa"
    if shape.length_from == "uniprot":
        return f"UniProt {shape.uniprot_id}, {length}"
    return f"MANE Select {gene.mane_select}, {length}"


def figure_label(gene: Gene, found: VariantSet | None, shape: Features | None) -> str:
    """Return the picture in words, for those who cannot see it."""
    placed = len(found.variants) if found else 0
    records = f"{placed:,} {found.label}" if found else "no variants"
    if found and found.selection:
        records = f"{placed:,} records {selection_name(found)} (at least these)"
    counts = {name: found.counts.get(name, 0) for name in theme.CLASS_MARKS} if found else {}
    classes = ", ".join(
        f"{count:,} {theme.CLASS_MARKS[name].label.lower()}"
        for name, count in counts.items()
        if count
    )
    domains = shape.domains if shape else None
    track = f"domains {NOT_COVERED}" if domains is None else f"{len(domains)} domains"
    return (
        f"Lollipop plot of {gene.symbol}: {records} along the protein"
        f"{f' ({classes})' if classes else ''}; {track}. The table lists the same records."
    )


def notes(found: VariantSet | None, features: Answer[Features]) -> list[Element]:
    """Return what a reader must know of axis, domains and exon borders."""
    shape = features.data
    lines = [found.axis_note if found and found.variants else None, _unknown_words(found)]
    if shape is not None:
        lines += [shape.numbering_note, _domain_words(shape, features), _exon_words(shape)]
    elif features.state is State.UNAVAILABLE and features.problem:
        lines.append(f"Protein and domains: {features.problem.message}. {features.problem.hint}")
    said = list(dict.fromkeys(line for line in lines if line))
    return [html.Ul([html.Li(line) for line in said])] if said else []


def _unknown_words(found: VariantSet | None) -> str | None:
    """Return which of the source's classes are not known here, and how often they come (T66)."""
    records = (*found.variants, *found.unplaced) if found else ()
    named = Counter(v.raw_class for v in records if v.variant_class == "unknown")
    if not named:
        return None
    nameless = sum(named.pop(blank, 0) for blank in ("", "-"))
    shown = [f"“{raw}” ({count:,})" for raw, count in named.most_common(MOST_TERMS)]
    if len(named) > MOST_TERMS:
        shown.append(f"{len(named) - MOST_TERMS:,} more")
    if nameless:
        shown.append(f"no class given ({nameless:,})")
    return (
        "Counted as unknown, in no other class: records whose class is not in the vocabulary "
        f"here: {', '.join(shown)}."
    )


def _domain_words(shape: Features, features: Answer[Features]) -> str | None:
    if shape.domains and features.is_part:
        origin = features.provenance
        release = status.release_words(origin) if origin else None
        source = " ".join(part for part in (origin.source if origin else "", release) if part)
        return f"Domains: {source or 'source not known'}, at least these."
    if shape.domains is None:
        return f"Domains: {NOT_COVERED} for this gene by the embedded snapshot."
    if not shape.domains:
        return "Domains: the source lists none for this protein."
    return None


def _exon_words(shape: Features) -> str | None:
    if shape.exon_borders:
        return "Ticks under the protein: borders of the coding exons of the MANE Select transcript."
    if shape.numbering_note:
        return "Exon borders are not drawn: they are known on the MANE Select numbering only."
    return None
