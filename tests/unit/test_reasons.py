"""Why there is nothing to show of a gene: what was tried, in the words of the source (T63, T70)."""

from __future__ import annotations

from collections import defaultdict

import pytest

from dashboard.models import Answer, Gene, State
from dashboard.rules.constraint import no_row, why_absent
from dashboard.rules.releases import RELEASES
from dashboard.service import DataService
from dashboard.service.gene_list import ask_list

V2 = RELEASES["v2.1"]
FEW = 25


def words(answer: Answer[object]) -> str:
    """Return the sentence of an answer's problem."""
    return answer.problem.message if answer.problem else ""


@pytest.fixture(scope="module")
def by_type(service: DataService) -> dict[str, list[Gene]]:
    """Return some genes of each locus type of HGNC, with and without a MANE transcript."""
    table = service.snapshot.arrow("genes").select(["hgnc_id", "locus_type", "mane_refseq"])
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table.to_pylist():
        found[row["locus_type"], (row["mane_refseq"] or "")[:3]].append(row["hgnc_id"])
    some: dict[str, list[Gene]] = defaultdict(list)
    for (kind, _), ids in found.items():
        some[kind] += [service.index.by_id(hgnc_id) for hgnc_id in ids[:: len(ids) // FEW + 1]]
    return some


def test_t70_every_locus_type_is_named_in_its_own_words(by_type: dict[str, list[Gene]]) -> None:
    assert len(by_type) == 23
    for kind, genes in by_type.items():
        for gene in genes:
            assert gene.locus_type == kind
            why = why_absent(gene, V2)
            if why is None:
                assert kind == "gene with protein product" or kind in no_row(gene, V2)
            elif gene.chromosome != "mitochondria":
                assert "HGNC's locus type" in why
                assert f"\u201c{kind}\u201d" in why
                assert not gene.has_mane_protein


def test_t70_a_gene_with_a_mane_protein_is_never_not_coding(
    by_type: dict[str, list[Gene]], service: DataService
) -> None:
    seen = 0
    for gene in (gene for genes in by_type.values() for gene in genes if gene.has_mane_protein):
        assert gene.is_coding
        for question in ("constraint", "features", "variants"):
            said = words(service.ask(question, gene, "v2.1" if question == "constraint" else None))
            assert "not a protein-coding" not in said
            assert "locus type" not in said or str(gene.locus_type) in said
            assert "no MANE" not in said
        seen += 1
    assert seen == 50


def test_t70_what_the_tables_do_not_know_is_said_as_that(service: DataService) -> None:
    for symbol, transcript in (("SELENON", "ENST00000374315.1"), ("ABO", "ENST00000644422.3")):
        answer = service.ask("features", service.gene(symbol))
        assert answer.state is State.NOT_COVERED
        assert words(answer) == (
            f"The protein length of {symbol} is not known: the tables here have no length for its "
            f"MANE transcript, {transcript}."
        )
    readthrough = service.ask("features", service.gene("ARMCX5-GPRASP2"))
    assert readthrough.state is State.NOT_COVERED
    assert "it has no MANE transcript" in words(readthrough)
    retrovirus = service.ask("features", service.gene("ERVK3-1")).data
    assert retrovirus is not None
    assert retrovirus.protein_length == 109
    micro = service.ask("features", service.gene("MIR21"))
    assert micro.state is State.EMPTY
    assert "\u201cRNA, micro\u201d" in words(micro)


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("ARMCX5-GPRASP2", "readthrough"),
        ("LINC02210-CRHR1", "readthrough"),
        ("ERVK3-1", "endogenous retrovirus"),
        ("XIST", "RNA, long non-coding"),
        ("IGHG1", "immunoglobulin gene"),
        ("TRAC", "T cell receptor gene"),
        ("ABO", None),
    ],
)
def test_t63_no_row_is_said_after_id_and_names_were_tried(
    service: DataService, symbol: str, kind: str | None
) -> None:
    answer = service.ask("constraint", service.gene(symbol), "v2.1")
    said = words(answer)
    assert answer.state is State.EMPTY
    is_rna = kind is not None and kind.startswith("RNA")
    assert ("not a protein-coding gene" in said) == is_rna
    if kind is not None:
        assert f"\u201c{kind}\u201d" in said
    if kind in (None, "readthrough", "endogenous retrovirus"):
        assert answer.problem is not None
        assert "Ensembl gene id of today and of GRCh37, and its names" in answer.problem.hint


def test_t63_a_row_that_is_unclear_is_named(service: DataService) -> None:
    said = words(service.ask("constraint", service.gene("AK6"), "v2.1"))
    assert "Not clear: the row printed as TAF9 (ENST00000328663) carries its gene id" in said
    assert "shown as TAF9's" in said
    taf9 = service.ask("constraint", service.gene("TAF9"), "v2.1").data
    assert taf9 is not None
    assert any("AK6's today; its protein has the length of TAF9" in note for note in taf9.notes)
    micro = words(service.ask("constraint", service.gene("MIR1199"), "v2.1"))
    assert "\u201cRNA, micro\u201d" in micro


def test_t63_no_gene_without_a_row_has_one_under_its_id(service: DataService) -> None:
    """Every gene of which v2.1 is said to have no row: its id stands in none, or it is named."""
    rows = service.snapshot.arrow("constraint_v2_1").to_pylist()
    own = {row["hgnc_id"] for row in rows if row["is_primary"]}
    at = {row["ensembl_id"]: row for row in rows if row["ensembl_id"]}
    genes = service.snapshot.arrow("genes").select(["hgnc_id", "ensembl_id"]).to_pylist()
    elsewhere = [
        (gene["hgnc_id"], at[gene["ensembl_id"]])
        for gene in genes
        if gene["hgnc_id"] not in own and gene["ensembl_id"] in at
    ]
    assert len(elsewhere) == 8
    for hgnc_id, row in elsewhere:
        said = words(service.ask("constraint", service.index.by_id(hgnc_id), "v2.1"))
        assert row["transcript"] in said or "HGNC's locus type" in said


def test_t70_lists_give_the_same_reasons(service: DataService) -> None:
    found = ask_list(service, ["STAT3", "ARMCX5-GPRASP2", "MIR21", "MT-ND1"], "v2.1").result.data
    assert found is not None
    notes = dict(zip(found.rows["symbol"], found.rows["note"], strict=True))
    assert "\u201creadthrough\u201d" in notes["ARMCX5-GPRASP2"]
    assert "\u201cRNA, micro\u201d" in notes["MIR21"]
    assert "mitochondrial" in notes["MT-ND1"]
