"""The whole of v2.1.1, each row set beside the gene that HGNC's ids and MANE name (T62).

The raw file and the genes table are read here anew: nothing of the product's mapping is used.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from dashboard.service.gene_list import ask_list
from dashboard.tables.importing.reading import ParsedRelease
from dashboard.tables.snapshot import Snapshot
from tests.wire.imports.served import Serve

FILE = "data/tables/gnomad-v2.1.1/gnomad_table.converted.tsv.gz"

# Each stands in docs/data-sources.md with its reason.
AT_ANOTHER_GENE = {
    "FAM230A": "FAM230A",
    "LRTOMT": "LRTOMT",
    "NBPF8": "NBPF8",
    "NME2": "NME2",
    "NME1-NME2": "NME1-NME2",
    "TAF9": "TAF9",
    "UGT1A8": "UGT1A8",
    "HIST1H2BE": "H2BC6",
    "HIST1H4F": "H4C6",
    "HIST1H4G": "H4C7",  # transcripts that moved
    "CKS1B": "CKS1B",
    "LSP1": "LSP1",
    "C2orf27A": None,
}


@pytest.fixture(scope="module")
def raw(shared: Path) -> list[dict[str, str]]:
    """Return the rows of the file as gnomAD prints them."""
    with gzip.open(shared / FILE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_t62_every_row_is_at_the_gene_of_its_id_or_mane_transcript(
    raw: list[dict[str, str]], v2_1_1: ParsedRelease, snapshot: Snapshot
) -> None:
    genes = snapshot.arrow("genes").to_pylist()
    symbols = {gene["hgnc_id"]: gene["symbol"] for gene in genes}
    owners: dict[str, set[str]] = defaultdict(set)
    for gene in genes:
        owners[gene["ensembl_id"] or ""].add(gene["hgnc_id"])
        owners[(gene["mane_select"] or "").partition(".")[0]].add(gene["hgnc_id"])
    owners.pop("")
    placed = {row["transcript"]: row for row in v2_1_1.built.rows}
    assert len(placed) == len(raw) == 19_704
    elsewhere, known = {}, 0
    for row in raw:
        wanted = owners.get(row["gene_id"], set()) | owners.get(row["transcript"], set())
        found = placed[row["transcript"]]["hgnc_id"]
        known += bool(wanted)
        if wanted and found not in wanted:
            elsewhere[row["gene"]] = symbols.get(found)
    assert known == 18_838
    assert elsewhere == AT_ANOTHER_GENE


def test_t62_a_row_stands_under_its_own_symbol_only_where_hgnc_has_neither_id_nor_name(
    raw: list[dict[str, str]], v2_1_1: ParsedRelease, snapshot: Snapshot
) -> None:
    genes = snapshot.arrow("genes").to_pylist()
    names = {name.upper() for gene in genes for name in (gene["symbol"], *gene["previous"])}
    ids = {gene["ensembl_id"] for gene in genes}
    ids_of = {row["transcript"]: row["gene_id"] for row in raw}
    alone = [row for row in v2_1_1.built.rows if row["hgnc_id"] is None]
    assert len(alone) == 508
    known = {
        row["symbol"]
        for row in alone
        if row["symbol"].upper() in names or ids_of[row["transcript"]] in ids
    }
    assert known == {
        "C2orf27A",  # its id and its symbol name two genes that make no protein
        "ATP6C",  # a former symbol of two genes
        *("C15ORF37", "C1ORF220"),  # C15orf37 and C1orf220 have rows of their own
    }
    assert all(row["is_primary"] for row in alone)


def test_t62_every_figure_stands_with_the_row_that_the_file_prints_it_in(
    raw: list[dict[str, str]], v2_1_1: ParsedRelease
) -> None:
    placed = {row["transcript"]: row for row in v2_1_1.built.rows}
    loeufs = []
    for row in raw:
        ours = placed[row["transcript"]]
        assert (ours["symbol"], ours["ensembl_id"]) == (row["gene"], row["gene_id"])
        printed = None if row["oe_lof_upper"] == "" else float(row["oe_lof_upper"])
        assert ours["lof_oe_upper"] == printed, row["gene"]
        loeufs += [] if printed is None else [printed]
    assert (sum(loeuf < 0.35 for loeuf in loeufs), len(loeufs)) == (2_971, 19_197)
    assert placed["ENST00000264657"]["loeuf_rank"] == 173


def test_t62_of_two_rows_the_genes_own_is_manes_else_the_one_with_its_id(
    raw: list[dict[str, str]], v2_1_1: ParsedRelease, snapshot: Snapshot
) -> None:
    genes = {gene["hgnc_id"]: gene for gene in snapshot.arrow("genes").to_pylist()}
    ids_of = {row["transcript"]: row["gene_id"] for row in raw}
    rows_of: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in v2_1_1.built.rows:
        if row["hgnc_id"]:
            rows_of[row["hgnc_id"]].append(row)
    two = {gene: rows for gene, rows in rows_of.items() if len(rows) > 1}
    assert sum(len(rows) - 1 for rows in two.values()) == 85
    for gene, rows in two.items():
        mane = (genes[gene]["mane_select"] or "").partition(".")[0]
        (own,) = [row for row in rows if row["is_primary"]]
        with_id = [
            row for row in rows if ids_of[str(row["transcript"])] == genes[gene]["ensembl_id"]
        ]
        if any(row["transcript"] == mane for row in rows):
            assert own["transcript"] == mane
        elif with_id:
            assert own in with_id
        else:
            assert own["mapped_by"] == "symbol"
            assert "neither a transcript nor a gene id tells" in str(own["caution"])


def test_t62_pasting_back_every_symbol_of_v2_1_1_leaves_none_of_a_genes_row_unknown(
    v2_1_1: ParsedRelease, serve: Serve
) -> None:
    service = serve(v2_1_1)
    symbols = list(dict.fromkeys(row["symbol"] for row in v2_1_1.built.rows))
    found = ask_list(service, symbols, "v2.1.1").result.data
    assert found is not None
    assert len(symbols) == 19_658
    assert [line.input for line in found.lines if line.outcome == "unknown"] == []
    gene = service.find_gene("CTD-3193O13.9")
    assert (gene.symbol, gene.note) == (
        "PRR36",
        "CTD-3193O13.9 is what gnomAD v2.1.1 prints for PRR36.",
    )
