"""Constraint as gnomAD's live service gives it: GRCh38 is `v4-live`, GRCh37 is v2.1.1 (T2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.errors import SourceError
from dashboard.models import Constraint, ConstraintRow, Gene
from dashboard.rules.constraint import (
    CLASSES,
    capped_notes,
    is_mane_select,
    other_transcript_note,
    warnings_for,
)
from dashboard.rules.releases import LIVE_RELEASES, V4_LIVE, Release
from dashboard.upstream.sources.clean_text import clean_text, clean_texts
from dashboard.upstream.sources.gnomad import gene_part, inner_part, is_whole, misread, number
from dashboard.upstream.sources.json_readers import mapping, string, strings, whole

BUILDS: Mapping[str, str] = {
    name: release.build.removeprefix("GRCh") for name, release in LIVE_RELEASES.items()
}
"""The build that a release of the live service is asked for."""

MOST_FLAGS = 20
LONGEST_NAME = 60
_CLASS_WORDS = {"lof": "pLoF", "mis": "missense", "syn": "synonymous"}


@dataclass(frozen=True, slots=True)
class ManyConstraints:
    """Constraint of several genes by HGNC id; `none`: asked, and there is none."""

    found: Mapping[str, Constraint]
    none: tuple[str, ...]
    failed: tuple[str, ...]  # not known: that part of the answer failed


def parse_constraint(payload: Any, gene: Gene, release: str, answered: str) -> Constraint | None:
    """Return a gene's constraint in a release of the live service, of a `fetch_gene` payload.

    `answered` is the ISO day of the answer, which stands in the label of `v4-live`. None means
    that gnomAD has the gene not or has no constraint for it;
    `dashboard.rules.constraint.why_absent` may know why.

    Raises:
        SourceError: This part of the answer failed or cannot be read.
        KeyError: The live service has no such release.
    """
    facts = LIVE_RELEASES[release]
    return _read(payload, gene_part(payload, gene, f"g{BUILDS[release]}"), gene, facts, answered)


def parse_constraints(
    payload: Any, genes: Sequence[Gene], answered: str, release: str = V4_LIVE
) -> ManyConstraints:
    """Return the constraint of the genes of a `fetch_genes` payload, asked in the same order.

    Raises:
        KeyError: The live service has no such release.
    """
    facts = LIVE_RELEASES[release]
    found: dict[str, Constraint] = {}
    none, unknown = [], []
    for place, gene in enumerate(genes):
        try:
            read = _read(payload, gene_part(payload, gene, f"g{place}"), gene, facts, answered)
        except SourceError:
            unknown.append(gene.hgnc_id)
            continue
        if read is None:
            none.append(gene.hgnc_id)
        else:
            found[gene.hgnc_id] = read
    return ManyConstraints(found, tuple(none), tuple(unknown))


def _read(
    payload: Any, answer: Mapping[str, Any] | None, gene: Gene, release: Release, answered: str
) -> Constraint | None:
    if answer is None:
        return None
    values = inner_part(payload, answer, "gnomad_constraint")
    if values is None:
        return None
    if not isinstance(values, dict):
        raise misread("its constraint is no object")
    rows = tuple(_row(values, name) for name in CLASSES)
    flags = (*strings(answer.get("flags")), *strings(values.get("flags")))
    if all(row.exp is None and row.oe is None and row.oe_upper is None for row in rows):
        if not is_whole(payload) or not flags:  # a flag says why there are no figures
            raise misread("its constraint is empty")
        return None
    transcript = _transcript(answer)
    return Constraint(
        release=release.name,
        label=_label(release, answered),
        complete=True,
        build=release.build,
        transcript=transcript,
        rows=rows,
        loeuf=number(values.get("oe_lof_upper")),
        pli=_first(number(values.get("pli")), number(values.get("pLI"))),
        flags=tuple(dict.fromkeys(clean_texts(flags, MOST_FLAGS, LONGEST_NAME))),
        loeuf_threshold=release.loeuf_threshold,
        symbol_in_release=clean_text(answer.get("symbol"), LONGEST_NAME) or None,
        mapped_by=_mapped_by(answer, gene),
        is_mane_select=is_mane_select(transcript, gene),
        notes=tuple(_notes(rows, transcript, gene, release)),
    )


def _row(values: Mapping[str, Any], name: str) -> ConstraintRow:
    """Return one class as the service gives it; what is null stays so, class by class (T11)."""
    return ConstraintRow(
        variant_class=name,
        obs=_count(values.get(f"obs_{name}")),
        exp=number(values.get(f"exp_{name}")),
        oe=number(values.get(f"oe_{name}")),
        oe_lower=number(values.get(f"oe_{name}_lower")),
        oe_upper=number(values.get(f"oe_{name}_upper")),
        z=number(values.get(f"{name}_z")),
    )


def _count(value: Any) -> int | None:
    found = number(value)
    return whole(int(found)) if found is not None and found >= 0 else None


def _label(release: Release, answered: str) -> str:
    if release.name == V4_LIVE:
        return f"{release.label}, answered {answered} (release not stated)"
    return release.label


def _transcript(answer: Mapping[str, Any]) -> str | None:
    """Return the transcript that constraint stands on: MANE Select, else the canonical one."""
    select = mapping(answer.get("mane_select_transcript"))
    name = clean_text(select.get("ensembl_id"), LONGEST_NAME)
    if not name:
        return clean_text(answer.get("canonical_transcript_id"), LONGEST_NAME) or None
    version = clean_text(string(select.get("ensembl_version")) or "", LONGEST_NAME)
    return f"{name}.{version}" if version else name


def _mapped_by(answer: Mapping[str, Any], gene: Gene) -> str | None:
    """Return None where the Ensembl id is the one asked for, else how the gene was found."""
    return None if string(answer.get("gene_id")) in (None, gene.ensembl_id) else "symbol"


def _notes(
    rows: Sequence[ConstraintRow],
    transcript: str | None,
    gene: Gene,
    release: Release,
) -> list[str]:
    missing = [_CLASS_WORDS[row.variant_class] for row in rows if row.exp is None]
    notes = [f"{release.label} gives no {' and no '.join(missing)} counts."] if missing else []
    notes += capped_notes(release, rows)
    notes += other_transcript_note(release.label, transcript, gene)
    return [*notes, *release.caveats, *warnings_for(gene.symbol, release)]


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
