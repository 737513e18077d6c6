"""UniProt: length, domains with an exact place, diseases as facts."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceUnreadable
from dashboard.models import Domain, Gene, Phenotype
from dashboard.upstream.sources.uniprot import FIELDS, Protein, fetch_protein, parse_protein
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled


def feature(
    start: Any, end: Any, kind: str = "Domain", name: Any = "SH2", modifier: str = "EXACT"
) -> dict[str, Any]:
    """Return a made-up feature."""
    return {
        "type": kind,
        "location": {
            "start": {"value": start, "modifier": "EXACT"},
            "end": {"value": end, "modifier": modifier},
        },
        "description": name,
        "evidences": [
            {"evidenceCode": "ECO:0000269", "source": "PubMed", "id": "1234"},
            {"evidenceCode": "ECO:0000255", "source": "PROSITE-ProRule", "id": "PRU00191"},
        ],
    }


def entry(*features: Any, **more: Any) -> dict[str, Any]:
    """Return a made-up entry of STAT3."""
    return {
        "entryType": "UniProtKB reviewed (Swiss-Prot)",
        "primaryAccession": more.get("accession", "P40763"),
        "genes": [{"geneName": {"value": more.get("symbol", "STAT3")}}],
        "sequence": {"length": more.get("length", 770)},
        "features": list(features),
        "comments": more.get("comments", []),
        "uniProtKBCrossReferences": more.get(
            "references", [{"database": "MANE-Select", "id": "ENST00000264657.10"}]
        ),
    }


def protein(*entries: Any, gene: Gene = STAT3) -> Protein:
    """Return what is made of entries."""
    found = parse_protein({"results": list(entries)}, gene)
    assert found is not None
    return found


def test_a_domain_has_its_place_name_rule_and_type() -> None:
    found = protein(entry(feature(580, 670), feature(10, 20, "Zinc finger", "")))
    assert found.features.domains == (
        Domain(10, 20, "Zinc finger", "PRU00191", "Zinc finger"),
        Domain(580, 670, "SH2", "PRU00191", "Domain"),
    )
    assert (found.features.protein_length, found.features.length_from) == (770, "uniprot")


@pytest.mark.parametrize(
    "wrong",
    [
        feature(None, 20),
        feature(1, None),
        feature(1, 20, modifier="UNKNOWN"),
        feature(1, 20, modifier="OUTSIDE"),
        feature(1, 771),
        feature(0, 5),
        feature(9, 5),
        feature("x", 5),
    ],
)
def test_a_feature_without_an_exact_place_is_skipped_and_counted(wrong: Any) -> None:
    found = protein(entry(wrong, feature(580, 670)))
    assert (len(found.features.domains or ()), found.skipped) == (1, 1)


def test_predicted_disorder_and_other_kinds_are_not_for_the_track() -> None:
    found = protein(entry(feature(1, 9, "Region", "Disordered"), feature(1, 9, "Beta strand")))
    assert found.features.domains == ()
    assert found.skipped == 0


def test_a_disease_is_its_name_and_number_and_no_text() -> None:
    text = "A long description that belongs to somebody."
    disease = {
        "diseaseId": "Hyper-IgE syndrome 1",
        "description": text,
        "diseaseAccession": "DI-01780",
        "diseaseCrossReference": {"database": "MIM", "id": "147060"},
    }
    comments = [
        {"commentType": "DISEASE", "disease": disease},
        {"commentType": "DISEASE", "note": {"texts": [{"value": text}]}},
        {"commentType": "DISEASE", "disease": {"diseaseId": "Another", "diseaseAccession": "DI-1"}},
        {"commentType": "FUNCTION", "texts": [{"value": text}]},
    ]
    found = protein(entry(comments=comments))
    assert found.phenotypes == (
        Phenotype("Hyper-IgE syndrome 1", "OMIM:147060", (), url="https://omim.org/entry/147060"),
        Phenotype("Another", "UniProt:DI-1", ()),
    )
    assert text not in repr(found)


def test_t10_the_numbering_is_checked_against_mane_select() -> None:
    reference = {"database": "MANE-Select", "id": "ENST00000264657.10"}
    assert protein(entry(references=[reference])).features.numbering_note is None
    other = protein(entry(references=[{**reference, "id": "ENST00000000001.1"}]))
    assert other.mane_agrees is False
    assert "not that of ENST00000264657.10" in (other.features.numbering_note or "")
    isoform = protein(entry(references=[{**reference, "isoformId": "P40763-2"}]))
    assert isoform.mane_agrees is False
    shown = protein(entry(references=[{**reference, "isoformId": "P40763-1"}]))
    assert shown.mane_agrees is True
    unsaid = protein(entry(references=[]))
    assert unsaid.mane_agrees is None
    assert unsaid.features.numbering_note is not None


def test_the_displayed_isoform_need_not_be_the_first() -> None:
    isoforms = [
        {"isoformIds": ["P40763-1"], "isoformSequenceStatus": "Described"},
        {"isoformIds": ["P40763-3"], "isoformSequenceStatus": "Displayed"},
    ]
    reference = {"database": "MANE-Select", "id": "ENST00000264657.10", "isoformId": "P40763-3"}
    comments = [{"commentType": "ALTERNATIVE PRODUCTS", "isoforms": isoforms}]
    assert protein(entry(references=[reference], comments=comments)).mane_agrees is True


def test_a_symbol_with_two_entries_takes_the_one_of_its_mane_transcript() -> None:
    gene = replace(STAT3, uniprot_id=None)
    other = entry(accession="Q8N726", references=[])
    found = protein(other, entry(), gene=gene)
    assert (found.features.uniprot_id, found.entries) == ("P40763", 2)


def test_t60_no_entry_is_none_and_another_genes_entry_too() -> None:
    assert parse_protein({"results": []}, STAT3) is None
    assert parse_protein({"results": [entry(accession="P1", symbol="STAT1")]}, STAT3) is None


def test_the_question_is_the_accession_else_the_exact_symbol_of_a_human_gene() -> None:
    http = FakeClient([{"results": []}])
    fetch_protein(http, STAT3)
    fetch_protein(http, replace(STAT3, uniprot_id=None, symbol='A"B'))
    assert [call.params["query"] for call in http.calls] == [
        "(accession:P40763)",
        '(gene_exact:"AB") AND (organism_id:9606) AND (reviewed:true)',
    ]


@pytest.mark.parametrize("answer", NO_ANSWERS, ids=repr)
def test_an_answer_without_entries_is_an_error(answer: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_protein(FakeClient([answer]), STAT3)
    with pytest.raises(SourceUnreadable):
        parse_protein(answer, STAT3)


def test_any_part_of_an_entry_may_be_missing_or_wrong() -> None:
    disease = {"diseaseId": "x", "diseaseCrossReference": {"database": "MIM", "id": "1"}}
    comments = [{"commentType": "DISEASE", "disease": disease}]
    whole = entry(feature(1, 2), comments=comments)
    for answer in (*damaged(whole), nulled(whole)):
        with suppress(SourceUnreadable):  # any other error fails the test
            parse_protein({"results": [answer]}, STAT3)


def test_hostile_texts_are_made_plain() -> None:
    found = protein(entry(feature(1, 9, name=HOSTILE), feature(1, 9, name="x" * 10**6)))
    for domain in found.features.domains or ():
        assert domain.name.isprintable()
        assert "<" not in domain.name
        assert len(domain.name) <= 4_000


@pytest.mark.parametrize(
    ("name", "symbol", "length", "domains"),
    [
        ("gpsea_ITPR1_HUMAN", "ITPR1", 2758, 6),
        ("gpsea_ZN462_HUMAN", "ZNF462", 2506, 1),
        ("search_braf_reviewed_20260812", "BRAF", 766, 0),
        ("get_p15056_20260812", "BRAF", 766, 0),
    ],
)
def test_each_recorded_entry_parses(
    shared: Path, name: str, symbol: str, length: int, domains: int
) -> None:
    file = shared / "data" / "recorded" / "uniprot" / f"{name}.json"
    payload = json.loads(file.read_text(encoding="utf-8"))
    found = parse_protein(payload, Gene("HGNC:1", symbol, "x"))
    assert found is not None
    assert found.features.protein_length == length
    assert len(found.features.domains or ()) == domains
    assert (found.skipped, found.entries) == (0, len(payload.get("results", [0])))


def test_every_field_we_ask_for_is_one_of_uniprots(shared: Path) -> None:
    file = shared / "data" / "recorded" / "uniprot" / "result-fields_20260604.json"
    groups = json.loads(file.read_text(encoding="utf-8"))
    assert set(FIELDS.split(",")) <= {
        field["name"] for group in groups for field in group["fields"]
    }
