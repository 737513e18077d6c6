"""One row a gene (T8, T10): the MANE Select transcript's as Ensembl has it, else the canonical."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dashboard.errors import BadFile
from dashboard.tables.importing.opening import AGAIN, shown
from dashboard.tables.importing.rows import Fields
from dashboard.tables.making.names import without_version
from dashboard.tables.making.rows import text

_YES = frozenset({"true", "TRUE", "True", "1"})


@dataclass(slots=True)
class Selection:
    """The rows kept, and how many were dropped, by reason."""

    rows: list[Fields] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    canonical: int = 0


def every_row(rows: Iterable[Fields], name: str) -> Selection:
    """Keep every row of a file that has one a gene, as v2.1.1 by gene.

    Raises:
        BadFile: A transcript or a gene id stands twice.
    """
    selected = Selection()
    seen: set[tuple[str, str]] = set()
    for row in rows:
        for column in ("transcript", "gene_id"):
            key = text(row.get(column))
            if key is not None and (column, key) in seen:
                raise BadFile(f"{name} has several rows for {shown(key)}: one a gene is expected.")
            if key is not None:
                seen.add((column, key))
        selected.rows.append(row)
    return selected


def canonical_rows(rows: Iterable[Fields], name: str) -> Selection:
    """Keep the canonical rows of v2.1.1 by transcript: those of its file by gene.

    Raises:
        BadFile: A transcript or a gene id stands twice among them.
    """
    dropped: Counter[str] = Counter()

    def canonical() -> Iterator[Fields]:
        for row in rows:
            if row["canonical"] in _YES:
                yield row
            else:
                dropped["other transcripts"] += 1

    selected = every_row(canonical(), name)
    selected.dropped = dropped
    return selected


def one_a_gene(rows: Iterable[Fields], name: str) -> Selection:
    """Keep one row a gene of a file by transcript.

    NM_ and NR_ rows repeat Ensembl's. A gene without a MANE Select transcript keeps its canonical
    one if that is protein-coding.

    Raises:
        BadFile: A gene has several MANE Select transcripts of Ensembl.
    """
    found = Selection()
    mane: dict[str, Fields] = {}
    canonical: dict[str, Fields] = {}
    for row in rows:
        gene = without_version(row.get("gene_id") or row["gene"])  # v4.0 has no ids of genes
        if not row["transcript"].startswith("ENST"):
            found.dropped["RefSeq rows"] += 1
        elif row["mane_select"] in _YES:
            _keep_mane(mane, gene, row, found, name)
        elif row["canonical"] in _YES and _is_coding(row) and gene not in canonical:
            canonical[gene] = row
        else:
            found.dropped["other transcripts"] += 1
    further = [row for gene, row in canonical.items() if gene not in mane]
    found.dropped["other transcripts"] += len(canonical) - len(further)
    found.canonical = len(further)
    found.rows = [*mane.values(), *further]
    return found


def _keep_mane(
    mane: dict[str, Fields], gene: str, row: Fields, found: Selection, name: str
) -> None:
    other = mane.setdefault(gene, row)
    if other is row:
        return
    places = {text(row.get("chromosome")), text(other.get("chromosome"))}
    if places != {"chrX", "chrY"}:
        raise BadFile(
            f"{name} has two MANE Select rows for {shown(row['gene'])}: {shown(row['transcript'])} "
            f"and {shown(other['transcript'])}. One a gene is expected.",
            AGAIN,
        )
    found.dropped["Y copies of X and Y genes"] += 1
    if row.get("chromosome") == "chrX":
        mane[gene] = row


def _is_coding(row: Fields) -> bool:
    return row.get("transcript_type", "protein_coding") == "protein_coding"
