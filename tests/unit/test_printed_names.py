"""The names that a release prints lead to the gene whose row it is (T62)."""

from __future__ import annotations

import pytest

from dashboard.errors import GeneAmbiguous
from dashboard.genes.index import GeneIndex
from dashboard.genes.printed_names import Printed, PrintedNames
from dashboard.models import ResolvedFrom
from dashboard.service import DataService
from dashboard.service.gene_list import ask_list


@pytest.mark.parametrize(
    ("typed", "symbol", "how"),
    [
        ("HDGFRP2", "HDGFL2", "alias"),
        ("DKFZP761J1410", "PLPPR2", "release"),
        ("rp11-1055b8.7", "BAHCC1", "release"),
        ("CTD-3193O13.9", "PRR36", "release"),
        ("SGK223", "PRAG1", "alias"),
    ],
)
def test_t62_a_name_that_a_release_prints_gives_its_rows_gene(
    service: DataService, typed: str, symbol: str, how: str
) -> None:
    gene = service.find_gene(typed)
    assert gene.symbol == symbol
    assert gene.resolved_from == ResolvedFrom(typed, how)
    constraint = service.ask("constraint", gene, "v2.1").data
    assert constraint is not None
    assert constraint.symbol_in_release == typed.upper()
    assert f"gnomAD v2.1 prints this row as {typed.upper()}." in constraint.notes
    assert service.search(typed)[0].symbol == symbol


def test_t62_the_note_says_which_release_prints_it(service: DataService) -> None:
    note = service.find_gene("DKFZP761J1410").note
    assert note == "DKFZP761J1410 is what gnomAD v2.1 prints for PLPPR2."


def test_t62_a_printed_name_is_found_while_it_is_typed(service: DataService) -> None:
    hits = service.search("dkfzp761j14")
    assert [(hit.symbol, hit.how) for hit in hits if hit.matched == "DKFZP761J1410"] == [
        ("PLPPR2", "release")
    ]


def test_t9_hgncs_names_go_before_those_of_a_release(service: DataService) -> None:
    assert service.find_gene("POTEG").symbol == "POTEG"  # v2.1 prints it for POTEM's row
    micro = service.find_gene("hsa-mir-1199")
    assert micro.symbol == "MIR1199"
    assert micro.note is not None
    assert "gnomAD v2.1 prints hsa-mir-1199 for the row of MISP3" in micro.note
    with pytest.raises(GeneAmbiguous):
        service.find_gene("MUM1")


def test_t62_names_of_releases_are_not_read_for_each_name_of_a_list() -> None:
    times: list[str] = []

    def read() -> dict[str, Printed]:
        times.append("read")
        return {"XYZ1.1": Printed("XYZ1.1", "HGNC:1", "a release")}

    names = PrintedNames(read)
    found = {names.find("xyz1.1") for _ in range(10_000)}
    assert found == {Printed("XYZ1.1", "HGNC:1", "a release")}
    assert len(times) < 100  # once a second, however slow the machine


def test_t62_an_index_without_releases_knows_no_such_name(service: DataService) -> None:
    index = GeneIndex(service.snapshot.arrow("genes"), dict)
    assert index.search("DKFZP761J1410") == []
    wrong = GeneIndex(
        service.snapshot.arrow("genes"),
        lambda: {"XYZ1.1": Printed("XYZ1.1", "HGNC:0", "a release")},
    )
    assert wrong.search("XYZ1.1") == []


def test_t62_pasting_back_every_symbol_of_v2_1_leaves_none_of_a_genes_row_unknown(
    service: DataService,
) -> None:
    rows = service.snapshot.arrow("constraint_v2_1").select(["symbol", "hgnc_id"]).to_pylist()
    symbols = list(dict.fromkeys(row["symbol"] for row in rows))
    placed = {row["symbol"] for row in rows if row["hgnc_id"]}
    found = ask_list(service, symbols, "v2.1").result.data
    assert found is not None
    unknown = {line.input for line in found.lines if line.outcome == "unknown"}
    assert len(symbols) == 19_659
    assert unknown & placed == set()
    assert unknown == set()
    by_release = [line for line in found.lines if line.how == "release"]
    assert len(by_release) == 131
    assert all(line.in_release for line in by_release)
