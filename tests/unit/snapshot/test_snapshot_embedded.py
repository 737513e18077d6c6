"""The snapshot that is committed: its counts and the golden values of the field's rules."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from dashboard.tables.making.catalogue import SOURCES
from dashboard.tables.making.names import decided_v2
from dashboard.tables.making.schemas import SCHEMAS
from dashboard.tables.snapshot import EMBEDDED, Snapshot
from dashboard.tables.verify import verify

ROWS = {
    "clinvar_conditions": 5_445,
    "clinvar_plp": 72_947,
    "constraint_v2_1": 19_705,
    "constraint_v2_1_1": 18_407,
    "constraint_v4_1_1": 286,
    "depmap": 18_467,
    "domains": 585,
    "domains_mane": 44_360,
    "dosage": 192,
    "genes": 44_117,
    "impc": 7_580,
    "mondo": 23_283,
    "phenotypes": 12_302,
    "proteins": 45,
    "publications": 6,
    "transcripts": 19_437,
    "trials": 8,
    "validity": 499,
    "variants": 82_581,
}
COVERS = {
    "clinvar_plp": 2_887,
    "constraint_v2_1_1": 18_343,
    "constraint_v4_1_1": 286,
    "depmap": 18_467,
    "domains": 45,
    "domains_mane": 17_928,
    "dosage": 192,
    "impc": 7_580,
    "proteins": 45,
    "publications": 1,
    "trials": 1,
    "validity": 423,
}


def ids_by_symbol(snapshot: Snapshot, table: str) -> dict[str, str | None]:
    """Return the HGNC id of each symbol as a table prints it."""
    columns = (snapshot.arrow(table)[name].to_pylist() for name in ("symbol", "hgnc_id"))
    return dict(zip(*columns, strict=True))


def test_every_table_is_as_the_manifest_says_and_all_fit_in_16_mb() -> None:
    reports = verify(EMBEDDED)
    assert all(report.ok for report in reports)
    assert {report.name: report.rows for report in reports} == ROWS
    assert sum(path.stat().st_size for path in EMBEDDED.iterdir()) <= 16_000_000


def test_columns_are_the_ones_other_parts_rely_on(snapshot: Snapshot) -> None:
    for name, schema in SCHEMAS.items():
        assert snapshot.arrow(name).schema.equals(schema), name


def test_t60_partial_tables_say_which_genes_they_cover(snapshot: Snapshot) -> None:
    covers = {name: snapshot.covers(name) for name in ROWS}
    assert {name: len(ids) for name, ids in covers.items() if ids is not None} == COVERS
    for name, entry in snapshot.manifest.tables.items():
        assert entry.partial == (name in COVERS)


def test_every_table_names_source_licence_and_citation(snapshot: Snapshot) -> None:
    for name, entry in snapshot.manifest.tables.items():
        known = SOURCES[name]
        assert (entry.source, entry.licence, entry.caveats) == (
            known.source,
            known.licence,
            known.caveats,
        )
        assert entry.citation


def test_tables_are_sorted_by_gene_and_genes_by_symbol(snapshot: Snapshot) -> None:
    for name in ROWS:
        column = "symbol" if name == "genes" else SCHEMAS[name].names[0]
        values = pc.fill_null(snapshot.arrow(name)[column], "~").combine_chunks()
        assert pc.all(pc.less_equal(values[:-1], values[1:])).as_py(), name


def test_t62_v2_1_rows_found_their_genes_by_these_ways(snapshot: Snapshot) -> None:
    table = snapshot.arrow("constraint_v2_1")
    ways = Counter(table["mapped_by"].to_pylist())
    assert ways == {
        "mane": 13_477,
        "id": 5_338,
        "symbol": 278,
        "previous": 101,
        "alias": 3,
        None: 508,
    }
    own = table.filter(table["is_primary"])
    assert table.num_rows - own.num_rows == 85
    genes = pc.drop_null(own["hgnc_id"])
    assert len(genes) == len(pc.unique(genes)) == 19_112
    symbols = Counter(table["symbol"].to_pylist())
    assert (len(symbols), sum(count > 1 for count in symbols.values())) == (19_659, 46)


@pytest.mark.parametrize(
    ("symbol", "in_release", "transcript", "loeuf"),
    [
        ("ZNF668", "ZNF668", "ENST00000539836", 0.514),
        ("C2orf15", "C2ORF15", "ENST00000302513", 1.881),
        ("HDGFL2", "HDGFRP2", "ENST00000301284", 0.396),
        ("PLPPR2", "DKFZP761J1410", "ENST00000591608", 0.270),
        ("BAHCC1", "RP11-1055B8.7", "ENST00000307745", 0.169),
        ("UGT1A1", "UGT1A1", "ENST00000305208", 1.073),
        ("MISP3", "hsa-mir-1199", "ENST00000269720", 1.301),
        ("TAF9", "TAF9", "ENST00000328663", 1.820),
        ("POTEG", "POTEM", "ENST00000551509", 1.386),
        ("POTEM", "POTEG", "ENST00000409832", 1.483),
        ("PRAG1", "SGK223", "ENST00000520004", 1.454),
        ("PRR36", "CTD-3193O13.9", "ENST00000539422", 0.595),
    ],
)
def test_t62_golden_rows_of_v2_1(
    snapshot: Snapshot, symbol: str, in_release: str, transcript: str, loeuf: float
) -> None:
    gene = ids_by_symbol(snapshot, "genes")[symbol] or ""
    (own,) = [row for row in snapshot.records("constraint_v2_1", gene) if row["is_primary"]]
    assert (own["symbol"], own["transcript"]) == (in_release, transcript)
    assert own["lof_oe_upper"] == loeuf


def test_t62_every_decided_case_of_v2_stands_at_its_gene(snapshot: Snapshot) -> None:
    rows = {row["transcript"]: row for row in snapshot.arrow("constraint_v2_1").to_pylist()}
    genes = ids_by_symbol(snapshot, "genes")
    by_mane = {"RNASEK", "SPATA31H1", "TRPV1", "MUC3A", "HOXC4"}  # their other row is MANE Select's
    further = set()
    for transcript, case in decided_v2().items():
        if case.symbol and transcript in rows:
            assert rows[transcript]["hgnc_id"] == genes[case.symbol], transcript
            if not rows[transcript]["is_primary"]:
                further.add(case.symbol)
    assert further == by_mane
    assert rows["ENST00000355171"]["hgnc_id"] is None


def test_t9_no_release_has_two_own_rows_of_a_gene(snapshot: Snapshot) -> None:
    for name in ("constraint_v2_1", "constraint_v2_1_1", "constraint_v4_1_1"):
        table = snapshot.arrow(name)
        genes = pc.drop_null(table.filter(table["is_primary"])["hgnc_id"])
        assert len(genes) == len(pc.unique(genes)), name


def test_t9_old_symbols_find_todays_gene(snapshot: Snapshot) -> None:
    row = next(row for row in snapshot.records("constraint_v2_1", "HGNC:7132") if row["is_primary"])
    assert (row["symbol"], row["transcript"]) == ("KMT2A", "ENST00000534358")
    by_symbol = ids_by_symbol(snapshot, "constraint_v2_1")
    genes = ids_by_symbol(snapshot, "genes")
    for old, today in {
        "SEPT1": "SEPTIN1",
        "UGT1A1": "UGT1A1",
        "UGT1A8": "UGT1A8",
        "OR2T5": "OR2T5",
        "HIST1H2BE": "H2BC6",
        "TAF9": "TAF9",
    }.items():
        assert by_symbol[old] == genes[today], old


def test_t5_v2_1_counts_below_the_thresholds(snapshot: Snapshot) -> None:
    loeuf = snapshot.arrow("constraint_v2_1")["lof_oe_upper"]
    below = [pc.sum(pc.less(loeuf, cut)).as_py() for cut in (0.35, 0.45, 0.6)]
    assert below == [3_005, 4_272, 6_006]
    assert snapshot.filled("constraint_v2_1", "loeuf_rank") == pc.count(loeuf).as_py() == 19_172
    assert snapshot.filled("constraint_v2_1", "mis_z_rank") == 19_704


def test_no_description_and_no_xml_came_along(snapshot: Snapshot) -> None:
    longest = max(
        (pc.max(pc.utf8_length(column)).as_py() or 0)
        for name in ("variants", "phenotypes")
        for column in snapshot.arrow(name).columns
        if pa.types.is_string(column.type)
    )
    assert longest < 200
    assert {path.suffix for path in EMBEDDED.iterdir()} == {".parquet", ".json"}


def test_the_pinned_hashes_are_of_the_committed_bytes() -> None:
    manifest = Snapshot().manifest
    for entry in manifest.tables.values():
        content = Path(EMBEDDED, entry.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry.sha256
