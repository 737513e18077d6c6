"""What the tables out of packages answer about one gene, and about all genes."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.models import Answer, State
from dashboard.service import DataService
from dashboard.tables.answers.disease import same_diseases
from dashboard.tables.snapshot import Snapshot


def answer_of(service: DataService, question: str, symbol: str) -> Answer[Any]:
    """Return the answer to a question about a gene."""
    return service.ask(question, service.gene(symbol))


def data_of(service: DataService, question: str, symbol: str) -> Any:
    """Return the data of an answer, which must have some."""
    data = answer_of(service, question, symbol).data
    assert data is not None
    return data


@pytest.mark.parametrize("symbol", ["BRCA1", "SCN1A", "KCNQ1", "MLH1", "FBN1"])
def test_genes_have_clinvar_records_and_domains_without_a_network(
    service: DataService, symbol: str
) -> None:
    assert answer_of(service, "clinvar_plp", symbol).state is State.SNAPSHOT
    found = data_of(service, "clinvar_plp", symbol)
    assert found.variants
    assert found.label == (
        "ClinVar 2024-12-15: pathogenic and likely pathogenic, two stars or more"
    )
    assert data_of(service, "features", symbol).domains


def test_the_usual_set_of_a_gene_is_uniprots_as_it_was_read_once(service: DataService) -> None:
    assert data_of(service, "variants", "STAT3") is data_of(service, "uniprot", "STAT3")


def test_t60_t61_a_selection_counts_no_classes_and_says_what_is_in_it(
    service: DataService,
) -> None:
    found = data_of(service, "clinvar_plp", "STAT3")
    assert (found.source_set, found.counts) == ("clinvar_plp", {})
    assert found.selection == "pathogenic and likely pathogenic, two stars or more"
    assert (found.announced, found.release_date) == (None, "2024-12-15")
    assert {v.variant_class for v in (*found.variants, *found.unplaced)} <= {
        "pathogenic",
        "pathogenic/likely pathogenic",
        "likely pathogenic",
    }
    assert all((v.stars or 0) >= 2 for v in (*found.variants, *found.unplaced))


def test_t60_a_gene_without_a_record_is_not_covered_and_never_empty(service: DataService) -> None:
    answer = answer_of(service, "clinvar_plp", "KCNJ12")
    assert (answer.state, answer.data) == (State.NOT_COVERED, None)
    assert answer.problem is not None
    assert "two stars or more" in answer.problem.message
    assert answer.provenance is not None
    assert answer.provenance.source == "ClinVar"


def test_a_record_has_its_conditions_origin_and_address(service: DataService) -> None:
    found = data_of(service, "clinvar_plp", "STAT3")
    record = next(v for v in found.variants if v.id == "VCV000018304")
    assert (record.position, record.end, record.protein_change) == (382, 382, "p.Arg382Trp")
    assert record.condition_ids == ("MONDO:0007818", "MONDO:0014414")
    assert (record.condition or "").startswith("Hyper-IgE recurrent infection syndrome 1")
    assert (record.origin, record.stars, record.dbsnp) == ("germline; de novo", 2, "rs113994135")
    assert record.url == "https://www.ncbi.nlm.nih.gov/clinvar/variation/18304/"


def test_t37_what_has_no_residue_is_in_the_ledger_with_a_reason(service: DataService) -> None:
    found = data_of(service, "clinvar_plp", "BRCA1")
    assert all(v.position is not None and v.reason is None for v in found.variants)
    assert found.unplaced
    assert all(v.position is None and v.reason for v in found.unplaced)


def test_a_starter_gene_keeps_its_domains_and_has_those_of_mane_beside_them(
    service: DataService,
) -> None:
    usual, on_mane = (data_of(service, name, "TTN") for name in ("features", "features_mane"))
    assert (usual.protein_length, usual.length_from) == (34_350, "uniprot")
    assert (on_mane.protein_length, on_mane.length_from) == (35_991, "mane")
    assert {domain.accession[:2] for domain in usual.domains} == {"PF"}
    assert (on_mane.domains[0].start, on_mane.domains[0].accession) == (6, "IPR013098")


def test_domains_on_mane_name_their_source_and_a_gene_without_has_none(
    service: DataService,
) -> None:
    answer = answer_of(service, "features", "KCNQ1")
    assert answer.provenance is not None
    assert answer.provenance.source == "InterPro"
    without = answer_of(service, "features", "RBM20")
    assert data_of(service, "features", "RBM20").domains is None
    assert without.provenance is not None
    assert without.provenance.source == "MANE"


def test_t60_a_gene_that_was_not_screened_has_null_and_its_source_is_not_named(
    service: DataService,
) -> None:
    answer = answer_of(service, "essentiality", "KCNQ1")
    found = data_of(service, "essentiality", "KCNQ1")
    assert (found.common_essential, found.mouse_viability) == (False, None)
    assert [origin.source for origin in answer.origins] == ["DepMap"]
    both = answer_of(service, "essentiality", "MLH1")
    mouse = data_of(service, "essentiality", "MLH1")
    assert (mouse.mouse_viability, mouse.mouse_symbol) == ("viable", "Mlh1")
    assert [origin.source for origin in both.origins] == ["DepMap", "IMPC"]
    neither = answer_of(service, "essentiality", "MT-ND5")
    assert (neither.state, neither.data) == (State.NOT_COVERED, None)


def test_a_mondo_disease_is_found_in_omim_and_orphanet_and_hostile_ids_are_none(
    snapshot: Snapshot,
) -> None:
    assert same_diseases(snapshot, "MONDO:0007818") == (
        "OMIM:147060",
        "ORPHA:2314",
        "MEDGEN:445391",
    )
    assert same_diseases(snapshot, "MONDO:' OR 1=1") == ()
    assert same_diseases(snapshot, "") == ()


def test_t60_all_genes_have_the_columns_and_what_is_not_known_is_no_number(
    service: DataService,
) -> None:
    found = service.genome_wide("v2.1").data
    assert found is not None
    own = found.table[found.table["is_primary"]].set_index("symbol")
    assert own.loc["RPL3", "depmap"] == "common essential"
    assert own.loc["STAT3", "depmap"] == "strongly selective"
    assert own.loc["MLH1", "impc"] == "viable"
    assert own["clinvar_plp"].min() == 1
    assert own.loc["STAT3", "clinvar_plp"] == 21
    assert own.loc["KCNJ12", ["clinvar_plp", "impc"]].isna().all()
