"""ClinVar as a whole: a gene's records out of the release that `update` brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.models import Answer, Coverage, Gene, Problem, State, Variant, VariantSet
from dashboard.rules.clinvar import bucket, stars
from dashboard.rules.variant_sets import whole_words
from dashboard.tables.gene_rows import LEDGER
from dashboard.tables.snapshot import Snapshot

TABLE = "clinvar"
_NUMBER = "HGNC:"
_READ = [
    *("variation_id", "protein_change", "start", "end", "raw_class", "consequence"),
    *("review_status", "dbsnp", "conditions", "reason", "coding_change", "condition_ids", "origin"),
    *("evaluated", "somatic_impact", "oncogenicity", "name"),
]
T = TypeVar("T")


def has_whole(snapshot: Snapshot) -> bool:
    """Tell whether a whole release of ClinVar is here."""
    return snapshot.is_imported(TABLE) and not snapshot.entry(TABLE).partial


def clinvar(snapshot: Snapshot, gene: Gene, length: int | None) -> Answer[VariantSet]:
    """Return all records of a gene, those without a germline class counted apart (T32).

    Args:
        snapshot: The tables; one of them is the whole release.
        gene: The gene.
        length: Residues of its MANE Select protein, None where they are not known.

    Raises:
        TableDamaged: The table cannot be read.
    """
    table = snapshot.gene_rows(TABLE)
    provenance = snapshot.provenance(TABLE)
    number = int(gene.hgnc_id.removeprefix(_NUMBER))
    rows = table.of(number, _READ)
    words = whole_words(provenance.release)
    is_germline = pc.is_valid(rows["raw_class"])
    classed = rows.filter(is_germline)
    variants = _variants(classed)
    placed = len(variants) - classed["start"].null_count
    left_out = (table.told(LEDGER) or {}).get("left_out", {}).get(str(number), 0)
    found = VariantSet(
        source_set="clinvar",
        label=f"ClinVar records ({words})",
        transcript=gene.mane_select,
        protein_length=length,
        variants=tuple(variants[:placed]),
        unplaced=tuple(variants[placed:]),
        counts=dict(Counter(variant.variant_class for variant in variants)),
        axis_note=None
        if length
        else "Protein length not known: the axis ends at the last variant.",
        release_date=provenance.release,
        left_out=left_out,
        is_whole=True,
        other_axes=tuple(_variants(rows.filter(pc.invert(is_germline)))),
    )
    coverage = Coverage(complete=True, of=rows.num_rows)
    if rows.num_rows:
        return Answer(State.SNAPSHOT, found, provenance, coverage=coverage)
    problem = Problem("empty", f"The {words} has no record of {gene.symbol}.")
    return Answer(State.EMPTY, found, provenance, problem, coverage=coverage)


def _variants(rows: pa.Table) -> list[Variant]:
    """Return a record for each row, in the order of the table: those with a residue first."""
    size = rows.num_rows
    if not size:
        return []
    column = {name: rows[name].to_pylist() for name in _READ if name not in _MAPPED}
    numbers = column["variation_id"]
    raw = _each(rows["raw_class"], lambda word: word or "")
    return list(
        map(
            Variant,
            [f"VCV{number:09d}" for number in numbers],
            column["protein_change"],
            column["start"],
            column["end"],
            _each(rows["raw_class"], lambda word: bucket(word) if word else ""),
            raw,
            _each(rows["consequence"], lambda word: word),
            _each(rows["review_status"], lambda word: stars(word) if word else None),
            [f"rs{one}" if one else None for one in column["dbsnp"]],
            _each(rows["conditions"], lambda words: words),
            [f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{number}/" for number in numbers],
            _each(rows["reason"], lambda word: word),
            [
                coding or name
                for coding, name in zip(column["coding_change"], column["name"], strict=True)
            ],
            _each(rows["condition_ids"], lambda ids: tuple(ids.split(";")) if ids else ()),
            _each(rows["origin"], lambda words: words.replace(";", "; ") if words else None),
            _each(rows["evaluated"], lambda day: day.isoformat() if day else None),
            _each(rows["somatic_impact"], lambda word: word),
            _each(rows["oncogenicity"], lambda word: word),
        )
    )


_MAPPED = frozenset(
    {
        *("raw_class", "consequence", "review_status", "conditions", "reason", "condition_ids"),
        *("origin", "evaluated", "somatic_impact", "oncogenicity"),
    }
)


def _each(column: pa.ChunkedArray, read: Callable[[Any], T]) -> Sequence[T]:
    """Return what a column's values become, each different one worked out once."""
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    values = [read(value) for value in coded.dictionary.to_pylist()]
    return [values[place] for place in coded.indices.to_pylist()]
