"""ClinVar as a whole: a gene's records out of the release that `update` brought."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import fields
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.models import Answer, Coverage, Gene, Problem, State, Variant, VariantSet
from dashboard.rules.clinvar import RECORDS, bucket, stars
from dashboard.rules.variant_sets import whole_words
from dashboard.tables.gene_rows import LEDGER
from dashboard.tables.snapshot import Snapshot

TABLE = "clinvar"
EXCERPT = "clinvar_excerpt_"
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


def excerpt_of(snapshot: Snapshot, gene: Gene, length: int | None) -> Answer[VariantSet] | None:
    """Return a gene's records of the imported excerpt that has most of them; None: none has any.

    Nothing is counted out of it: at least these (T61).

    Raises:
        TableDamaged: An excerpt cannot be read.
    """
    imported = snapshot.imported
    names = [] if imported is None else [n for n in imported.names if n.startswith(EXCERPT)]
    number = int(gene.hgnc_id.removeprefix(_NUMBER))
    found = [(snapshot.gene_rows(name).of(number, _READ), name) for name in sorted(names)]
    rows, name = max(found, key=lambda one: one[0].num_rows, default=(None, ""))
    if rows is None or not rows.num_rows:
        return None
    provenance = snapshot.provenance(name)
    germline = pc.is_valid(rows["raw_class"])
    classed = rows.filter(germline)
    variants = _variants(classed)
    placed = len(variants) - classed["start"].null_count
    own = VariantSet(
        source_set="clinvar",
        label=f"ClinVar, {provenance.release}",
        transcript=gene.mane_select,
        protein_length=length,
        variants=tuple(variants[:placed]),
        unplaced=tuple(variants[placed:]),
        counts={},
        release_date=provenance.fetched_at,
        selection=provenance.release,
        other_axes=tuple(_variants(rows.filter(pc.invert(germline)))),
    )
    return Answer(State.SNAPSHOT, own, provenance, coverage=Coverage(complete=False))


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
        counts=_counts(classed),
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
    numbers = pc.cast(rows["variation_id"], pa.string())
    return _filled(
        size,
        id=_joined("VCV", pc.utf8_lpad(numbers, 9, "0")),
        protein_change=rows["protein_change"].to_pylist(),
        position=rows["start"].to_pylist(),
        end=rows["end"].to_pylist(),
        variant_class=_each(rows["raw_class"], lambda word: bucket(word) if word else ""),
        raw_class=_each(rows["raw_class"], lambda word: word or ""),
        consequence=_each(rows["consequence"], lambda word: word),
        stars=_each(rows["review_status"], lambda word: stars(word) if word else None),
        dbsnp=_joined("rs", pc.cast(rows["dbsnp"], pa.string())),
        condition=_each(rows["conditions"], lambda words: words),
        url=_joined(RECORDS, numbers, "/"),
        reason=_each(rows["reason"], lambda word: word),
        coding_change=pc.coalesce(rows["coding_change"], rows["name"]).to_pylist(),
        condition_ids=_each(
            rows["condition_ids"], lambda ids: tuple(ids.split(";")) if ids else ()
        ),
        origin=_each(rows["origin"], lambda words: words.replace(";", "; ") if words else None),
        evaluated=_each(rows["evaluated"], lambda day: day.isoformat() if day else None),
        somatic_impact=_each(rows["somatic_impact"], lambda word: word),
        oncogenicity=_each(rows["oncogenicity"], lambda word: word),
    )


def _filled(size: int, **columns: Sequence[object]) -> list[Variant]:
    """Return so many variants, filled column by column.

    A frozen dataclass sets each field of each record by itself: a third of a second for the
    36,000 of TTN. Its slots take a whole column in one go.
    """
    made = list(map(Variant.__new__, repeat(Variant, size)))
    for field in fields(Variant):
        put = getattr(Variant, field.name).__set__
        deque(map(put, made, columns[field.name]), maxlen=0)
    return made


def _counts(rows: pa.Table) -> dict[str, int]:
    """Return how many rows there are of each class."""
    found: Counter[str] = Counter()
    for pair in pc.value_counts(rows["raw_class"]).to_pylist():
        found[bucket(pair["values"])] += pair["counts"]
    return dict(found)


def _joined(*parts: Any) -> list[str | None]:
    found: list[str | None] = pc.binary_join_element_wise(*parts, "").to_pylist()
    return found


def _each(column: pa.ChunkedArray, read: Callable[[Any], T]) -> Sequence[T]:
    """Return what a column's values become, each different one worked out once."""
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    values = np.empty(len(coded.dictionary), object)
    for place, value in enumerate(coded.dictionary.to_pylist()):
        values[place] = read(value)
    found: list[T] = values[coded.indices.to_numpy()].tolist()
    return found
