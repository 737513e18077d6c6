"""The record card of a residue: all that is known there, to read, to copy, with its sources.

`assets/gene/variants.mjs` reads the attributes `data-card`; the text to copy stands in
`data-text`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components import formats, ids, status, theme
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import outside
from dashboard.models import (
    Answer,
    Features,
    Gene,
    Provenance,
    RegionalConstraint,
    State,
    Variant,
    VariantSet,
)
from dashboard.rules.clinvar import PATHOGENIC
from dashboard.rules.residue import Residue, region_at

ASKED = ids.part("variants", "card-asked")
CARD = ids.part("variants", "card")
MOST_RECORDS = 60
DBSNP = "https://www.ncbi.nlm.nih.gov/snp/{}"

Fact = tuple[str, list[Element | str]]


def residue_card(
    gene: Gene,
    here: Residue,
    variants: Answer[VariantSet],
    features: Answer[Features],
    regional: Answer[RegionalConstraint],
    own: Sequence[Mapping[str, Any]],
) -> list[Element]:
    """Return the card of a residue.

    Args:
        gene: Whose protein it is.
        here: What is known there.
        variants: The set of records shown.
        features: The protein that they are numbered on.
        regional: gnomAD's regional missense constraint.
        own: The visitor's variants there: `protein_change`, `label`, `note`.
    """
    count = len(here.at)
    records = "1 record" if count == 1 else f"{count:,} records"
    title = f"{gene.symbol} residue {here.position:,}: {records if count else 'no record'}"
    if own:
        title += f", {len(own):,} of my variants"
    facts = _facts(here, variants.data, features, regional)
    lines = [_record(one) for one in (*here.at, *here.over)[:MOST_RECORDS]]
    more = len(here.at) + len(here.over) - len(lines)
    if more:
        lines.append([f"and {more:,} more, in the table"])
    mine = [_own(one) for one in own[:MOST_RECORDS]]
    sources = [
        _source(one.provenance)
        for one in (variants, features, regional)
        if one.provenance is not None and one.data is not None
    ]
    text = _text(title, lines, mine, facts, list(dict.fromkeys(sources)))
    head = html.Div(
        [
            html.H3(title, id=f"{CARD}-title"),
            html.Button(
                "Copy as text",
                type="button",
                className="small-button",
                **{"data-card": "copy", "data-text": text},
            ),
            html.Button("Close", type="button", className="small-button", **{"data-card": "close"}),
        ],
        className="card-head",
    )
    return [
        html.Div(
            [
                head,
                *_list(lines, "card-records"),
                *([html.P("My variants here")] if mine else []),
                *_list(mine, "card-records own"),
                html.Dl([html.Div([html.Dt(name), html.Dd(words)]) for name, words in facts]),
                html.P(f"Sources: {'; '.join(dict.fromkeys(sources))}.", className="legend-line"),
            ],
            className="residue-card",
            role="region",
            **{"aria-labelledby": f"{CARD}-title", "data-residue": str(here.position)},
        )
    ]


def _list(lines: Sequence[list[Element | str]], look: str) -> list[Element]:
    return [html.Ul([html.Li(line) for line in lines], className=look)] if lines else []


def _record(one: Variant) -> list[Element | str]:
    mark = theme.CLASS_MARKS.get(one.variant_class)
    words = mark.label if mark else one.variant_class
    raw = one.raw_class if one.raw_class and one.raw_class.lower() != words.lower() else ""
    stars = "" if one.stars is None else f"{one.stars} star{'' if one.stars == 1 else 's'}"
    facts = [words, f"source: {raw}" if raw else "", stars, one.consequence or ""]
    facts += [one.coding_change or "", one.origin or "", one.condition or ""]
    line: list[Element | str] = [
        html.B(one.protein_change or one.coding_change or one.id),
        " · " + " · ".join(fact for fact in facts if fact),
        " · ",
        outside(one.id, one.url),
    ]
    if one.dbsnp:
        line += [" · ", outside(one.dbsnp, DBSNP.format(one.dbsnp))]
    return line


def _own(one: Mapping[str, Any]) -> list[Element | str]:
    words = [str(one.get(name) or "")[:200] for name in ("label", "note")]
    return [
        html.B(str(one.get("protein_change") or "")[:200]),
        "".join(f" · {word}" for word in ["my variant", *words] if word),
    ]


def _facts(
    here: Residue,
    found: VariantSet | None,
    features: Answer[Features],
    regional: Answer[RegionalConstraint],
) -> list[Fact]:
    return [
        ("Nearest P or LP", [_nearest(here, found)]),
        ("Domain", [_domain(here, features)]),
        ("Coding exon", [_exon(here, features.data)]),
        ("Regional missense constraint", [_region(here, features.data, regional)]),
    ]


def _nearest(here: Residue, found: VariantSet | None) -> str:
    own = sum(one.variant_class in PATHOGENIC for one in here.at)
    there = f"{own:,} at this residue; " if own else ""
    least = " among the records of this set" if found and found.selection else ""
    if here.nearest is None:
        return f"{there}no {'other ' if own else ''}P or LP record on the plot{least}"
    away = here.distance or 0
    residues = "1 residue" if away == 1 else f"{away:,} residues"
    name = here.nearest.protein_change or here.nearest.id
    return f"{there}{'next ' if own else ''}{name}, {residues} away{least}"


def _domain(here: Residue, features: Answer[Features]) -> str:
    if here.domains is None:
        return "not known here"
    if not here.domains:
        return "in none that is listed here" if features.is_part else "in none"
    return "; ".join(f"{d.name} ({d.start:,}–{d.end:,})" for d in here.domains)


def _exon(here: Residue, shape: Features | None) -> str:
    exon = here.exon
    if exon is None:
        is_stop = shape is not None and here.position == (shape.protein_length or 0) + 1
        return "the stop codon" if is_stop else "not known on this numbering"
    return f"{exon.number:,} of {exon.of:,}, residues {exon.first:,}–{exon.last:,} (MANE Select)"


def _region(here: Residue, shape: Features | None, regional: Answer[RegionalConstraint]) -> str:
    found = regional.data
    if found is None:
        if regional.state is State.EMPTY:
            return "none found in gnomAD v2.1.1"
        return regional.problem.message if regional.problem else "not here"
    if not found.passed_qc:
        return "gnomAD marks the regions of this gene as not to be relied on"
    region = region_at(here.position, found, shape)
    if region is None and (shape is None or found.protein_length != shape.protein_length):
        return f"not placed: gnomAD's transcript ({found.transcript}) has another length"
    if region is None:
        return "in no region of it"
    counts = f"{region.obs:,} observed" if region.obs is not None else "observed not known"
    expected = f"{region.exp:,.1f} expected" if region.exp is not None else "expected not known"
    return (
        f"o/e {formats.oe(region.oe)} in residues {region.start:,}–{region.end:,} "
        f"({counts}, {expected}; gnomAD v2.1.1, {found.transcript})"
    )


def _source(origin: Provenance) -> str:
    release = status.release_words(origin)
    return " ".join(filter(None, (origin.source, release, f"({status.when(origin)})")))


def _text(
    title: str,
    lines: Sequence[list[Element | str]],
    mine: Sequence[list[Element | str]],
    facts: Sequence[Fact],
    sources: Sequence[str],
) -> str:
    """Return the card as plain text."""
    written = [title, *(f"- {_plain(line)}" for line in (*lines, *mine))]
    written += [f"{name}: {_plain(words)}" for name, words in facts]
    return "\n".join([*written, f"Sources: {'; '.join(sources)}"])


def _plain(words: Sequence[Element | str]) -> str:
    parts = []
    for word in words:
        if isinstance(word, str):
            parts.append(word)
            continue
        href = word.props.get("href")
        parts.append(f"{word.inside} ({href})" if href else str(word.inside))
    return "".join(parts)
