"""Tables out of packages: domains on MANE, LOEUF of v2.1.1, DepMap, IMPC, Mondo."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from dashboard.errors import SnapshotError
from dashboard.tables.making.loeuf_only import with_loeuf_only
from dashboard.tables.making.mane_domains import (
    domains_mane_table,
    full_names,
    parse_domains,
    parse_structures,
)
from dashboard.tables.making.mane_exons import ManeTranscript
from dashboard.tables.making.mondo_table import mondo_table
from dashboard.tables.making.names import GeneNames
from dashboard.tables.making.rows import Built, Row
from dashboard.tables.making.screens_tables import depmap_table, impc_table
from dashboard.tables.snapshot import Snapshot

# Exons at 0-19 and 30-49, coding 5 to 45: 30 bases, 9 residues.
STRUCTURE = "\t0\t0\t+\t0;0;4\t1;0;19\t1;30;19\t2;45;4"
DOMAINS = [
    "## Ideogram.js protein cache",
    "## domain keys: 980 = SH2 domain; PF00017 = SH2; 12 = Other = odd",
    "ONE-201\tS;1;3\t980;2;3\t980;2;3\t_E;1;2\t_E;1;2\tPF00017;6;2",
    "3\t12;1;8",
]


def transcript(symbol: str = "ONE") -> ManeTranscript:
    """Return the transcript of STRUCTURE, somewhere on the genome."""
    return ManeTranscript(
        "ENST01.5", symbol, "1", "MANE Select", "1", "+", ((700, 720), (730, 750)), (705, 745)
    )


def domains(names: GeneNames, *structures: str, lines: list[str] | None = None) -> Built:
    """Return the domains table of one transcript."""
    return domains_mane_table(
        [("HGNC:1", "ONE", transcript())],
        parse_structures(structures),
        parse_domains(lines or DOMAINS),
        names,
    )


def test_a_short_name_stands_for_the_transcript_of_the_gene_above() -> None:
    lines = ["## head", "HLA-A-201\ta", "8\tb", "12\tc", "ONE-1001\td", "2\te"]
    assert [name for name, _ in full_names(lines)] == [
        "HLA-A-201",
        "HLA-A-208",
        "HLA-A-212",
        "ONE-1001",
        "ONE-1002",
    ]


def test_domains_are_interpro_or_pfam_each_once_and_topology_is_none(names: GeneNames) -> None:
    built = domains(names, f"ONE-201{STRUCTURE}")
    found = [(row["start"], row["end"], row["accession"], row["name"]) for row in built.rows]
    assert found == [(2, 5, "IPR000980", "SH2 domain"), (6, 8, "PF00017", "SH2")]
    assert built.covers == {"HGNC:1"}


@pytest.mark.parametrize(
    ("structure", "rows"),
    [
        (f"ONE-201{STRUCTURE}", 2),
        (f"OLD-201{STRUCTURE}", 0),  # of the gene by an old symbol, but without domains
        (f"TWO-201{STRUCTURE}", 0),  # alike by chance
        (f"ONE-201{STRUCTURE}".replace("1;30;19", "1;30;18"), 0),
        (f"ONE-201{STRUCTURE}".replace("0;0;4", "0;0;3"), 0),
        (f"ONE-201{STRUCTURE}".replace("\t+", "\t-"), 0),
    ],
)
def test_a_name_is_mane_select_by_its_exact_structure_and_its_gene(
    names: GeneNames, structure: str, rows: int
) -> None:
    assert len(domains(names, structure).rows) == rows


def test_of_two_names_of_one_structure_the_one_with_domains_stands(names: GeneNames) -> None:
    assert len(domains(names, f"ONE-204{STRUCTURE}", f"ONE-201{STRUCTURE}").rows) == 2


def test_a_gene_whose_domain_ends_beyond_its_protein_is_left_out_and_named(
    names: GeneNames,
) -> None:
    lines = [*DOMAINS[:2], "ONE-201\t980;2;3\t980;4;6"]
    built = domains(names, f"ONE-201{STRUCTURE}", lines=lines)
    assert (built.rows, built.covers) == ([], frozenset())
    assert any("ONE" in words and "beyond" in words for words in built.counts)


BED = "#chr\tstart\tend\tid\tgene_name\tpLI\tLOEUF\tHI"


def v2_1(symbol: str, gene: str | None, loeuf: float | None, *, own: bool = True) -> Row:
    """Return the columns of a row of v2.1 that the figures are put on."""
    return {
        "hgnc_id": gene,
        "symbol": symbol,
        "transcript": f"ENST {symbol} {loeuf}",
        "lof_oe_upper": loeuf,
        "lof_obs": 3,
        "flags": ["lof_too_many"],
        "is_primary": own,
    }


def bed(*rows: tuple[str, str, str]) -> list[str]:
    """Return a file with the LOEUF and pLI of symbols."""
    return [BED, *(f"chr1\t1\t9\tgenes\t{name}\t{pli}\t{loeuf}\t0.1" for name, loeuf, pli in rows)]


def test_a_row_has_the_gene_of_v2_1s_row_and_none_of_its_figures() -> None:
    built = with_loeuf_only(Built([]), bed(("ONE", "0.52", "0.9")), [v2_1("ONE", "HGNC:1", 0.51)])
    (found,) = built.rows
    assert (found["hgnc_id"], found["transcript"]) == ("HGNC:1", "ENST ONE 0.51")
    assert (found["lof_oe_upper"], found["pli"], found["chromosome"]) == (0.52, 0.9, "1")
    assert (found["lof_obs"], found["flags"], found["loeuf_rank"]) == (None, [], None)


def test_t60_a_loeuf_of_zero_is_missing_and_takes_its_pli_along() -> None:
    lines = bed(("ONE", "0.00000000000000", "0.4"), ("TWO", "1.2", "0.0"))
    rows = [v2_1("ONE", "HGNC:1", 0.1), v2_1("TWO", "HGNC:2", 1.3)]
    built = with_loeuf_only(Built([]), lines, rows)
    assert [row["symbol"] for row in built.rows] == ["TWO"]
    assert built.covers == {"HGNC:2"}


def test_rows_that_share_a_symbol_find_their_own_and_a_further_row_covers_no_gene() -> None:
    """SIGLEC5's two LOEUF both moved down from v2.1 to v2.1.1, and stay in their order."""
    rows = [v2_1("ONE", "HGNC:1", 1.026, own=False), v2_1("ONE", "HGNC:1", 1.021)]
    both = with_loeuf_only(Built([]), bed(("ONE", "0.981", "0"), ("ONE", "0.983", "0")), rows)
    found = {row["lof_oe_upper"]: row["transcript"] for row in both.rows}
    assert found == {0.981: "ENST ONE 1.021", 0.983: "ENST ONE 1.026"}
    rows = [v2_1("ONE", "HGNC:1", 1.9, own=False), v2_1("ONE", "HGNC:1", None)]
    only = with_loeuf_only(Built([]), bed(("ONE", "1.895", "0")), rows)
    assert (len(only.rows), only.covers) == (1, frozenset())


def test_full_rows_stay_and_are_not_doubled() -> None:
    full = v2_1("ONE", "HGNC:1", 0.095)
    built = with_loeuf_only(
        Built([full]), bed(("ONE", "0.095", "1")), [v2_1("ONE", "HGNC:1", 0.09)]
    )
    assert built.rows == [full]


def parquet(*rows: Mapping[str, Any]) -> bytes:
    """Return rows as a Parquet file."""
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), out)
    return out.getvalue()


def screened(gene: str, essential: int, selective: int) -> dict[str, object]:
    """Return a gene's row in the package's DepMap table."""
    names = {"gene_key": gene, "gene_symbol": "ONE"}
    return names | {"official_common_essential": essential, "strongly_selective": selective}


def mouse(gene: str, call: str | None) -> dict[str, object]:
    """Return a gene's row in the package's IMPC table."""
    names = {"gene_key": gene, "gene_symbol": "ONE", "mouse_gene_symbol": "One", "mgi_id": "MGI:1"}
    return names | {"impc_viability_call": call}


def test_depmap_has_each_screened_gene_once() -> None:
    built = depmap_table(parquet(screened("HGNC:1", 1, 0), screened("HGNC:2", 0, 1)))
    assert built.covers == {"HGNC:1", "HGNC:2"}
    assert built.counts == {"common essential": 1, "strongly selective": 1}
    with pytest.raises(SnapshotError, match="HGNC:1"):
        depmap_table(parquet(screened("HGNC:1", 1, 0), screened("HGNC:1", 1, 0)))


def test_t60_a_gene_without_a_call_of_impc_is_not_covered_and_never_viable() -> None:
    built = impc_table(parquet(mouse("HGNC:1", "lethal"), mouse("HGNC:2", None)))
    assert built.covers == {"HGNC:1"}
    with pytest.raises(SnapshotError, match="half alive"):
        impc_table(parquet(mouse("HGNC:1", "half alive")))


def test_mondo_has_exact_matches_as_the_phenotypes_write_them_and_no_foreign_name() -> None:
    lines = [
        "# license: unspecified",
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label",
        "MONDO:0000001\tours\tskos:exactMatch\tOMIM:147060\ttheirs",
        "MONDO:0000001\tours\tskos:exactMatch\tOrphanet:2314\ttheirs",
        "MONDO:0000001\tours\tskos:broadMatch\tOMIM:1\ttheirs",
        "MONDO:0000002\tother\tskos:exactMatch\tDOID:4\ttheirs",
    ]
    built = mondo_table(lines)
    assert built.rows == [
        {
            "mondo_id": "MONDO:0000001",
            "name": "ours",
            "omim": ["OMIM:147060"],
            "orphanet": ["ORPHA:2314"],
            "medgen": [],
        }
    ]


GOLDEN = {
    "HGNC:11364": [(2, 119), (145, 312), (326, 464), (584, 674)],  # STAT3
    "HGNC:11998": [(6, 30), (35, 59), (100, 288), (319, 357)],  # TP53
}


@pytest.mark.parametrize(("gene", "places"), GOLDEN.items())
def test_known_domains_stand_on_the_mane_protein(
    snapshot: Snapshot, gene: str, places: list[tuple[int, int]]
) -> None:
    rows = snapshot.records("domains_mane", gene)
    assert [(row["start"], row["end"]) for row in rows] == places


def test_no_domain_ends_beyond_its_mane_protein(snapshot: Snapshot) -> None:
    lengths = {
        row["transcript"]: row["protein_length"]
        for row in snapshot.arrow("transcripts").to_pylist()
    }
    rows = snapshot.arrow("domains_mane").to_pylist()
    assert all(1 <= row["start"] <= row["end"] <= lengths[row["transcript"]] for row in rows)


def test_most_starter_domains_overlap_one_on_mane_by_more_than_half(snapshot: Snapshot) -> None:
    """All but TTN's, which are numbered on another sequence."""
    titin = "HGNC:12403"
    starters = [r for r in snapshot.arrow("domains").to_pylist() if r["hgnc_id"] != titin]
    missing = [(r["symbol"], r["start"], r["end"]) for r in starters if not _overlaps(r, snapshot)]
    assert len(starters) == 278
    assert len(starters) - len(missing) == 254
    assert {
        ("PTEN", 40, 144),
        ("JAK1", 438, 546),
        ("NF1", 1737, 1831),
        ("BRCA2", 2969, 3035),
        ("BRCA2", 3259, 3335),
    } <= set(missing)


def _overlaps(row: Row, snapshot: Snapshot) -> bool:
    half = (row["end"] - row["start"] + 1) / 2
    return any(
        min(row["end"], other["end"]) - max(row["start"], other["start"]) + 1 > half
        for other in snapshot.records("domains_mane", row["hgnc_id"])
    )


def test_v2_1_1_has_no_rank_of_its_own_beyond_the_starter_rows(snapshot: Snapshot) -> None:
    table = snapshot.arrow("constraint_v2_1_1")
    assert pc.count(table["loeuf_rank"]).as_py() == 45
    assert pc.count(table["lof_obs"]).as_py() == 45
    assert pc.count(table["lof_oe_upper"]).as_py() == 18_407
    assert not pc.any(pc.equal(table["lof_oe_upper"], 0.0)).as_py()
