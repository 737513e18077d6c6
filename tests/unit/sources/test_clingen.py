"""ClinGen's files: found by their header, never taken for empty, one gene's rows at once."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from dashboard.errors import SourceUnreadable
from dashboard.models import DosageScore, Gene
from dashboard.upstream.sources.clingen import (
    VALIDITY_COLUMNS,
    dosage_score,
    fetch_dosage,
    fetch_validity,
    file_facts,
    parse_dosage,
    parse_file,
    parse_validity,
)
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient

RULE = '"+++++","++++++++"\n'
VALIDITY_HEADER = (
    "GENE SYMBOL,GENE ID (HGNC),DISEASE LABEL,DISEASE ID (MONDO),MOI,SOP,CLASSIFICATION,"
    "ONLINE REPORT,CLASSIFICATION DATE,GCEP\n"
)
DOSAGE_HEADER = "GENE SYMBOL,HGNC ID,HAPLOINSUFFICIENCY,TRIPLOSENSITIVITY,ONLINE REPORT,DATE\n"
REPORT = "https://search.clinicalgenome.org/kb/gene-dosage/x"


def file(header: str, *rows: str, created: str = "2026-11-20") -> str:
    """Return a made-up file: banner lines, a rule, the header, a rule, rows."""
    banner = f'"CLINGEN CURATIONS","",""\n"FILE CREATED: {created}","",""\n"WEBPAGE: x",""\n'
    return banner + RULE + header + RULE + "".join(f"{row}\n" for row in rows)


def curation(gene_id: str = "HGNC:11364", classification: str = "Definitive", **more: str) -> str:
    """Return a made-up row of the validity file."""
    fields = [
        "STAT3",
        gene_id,
        more.get("disease", "a disease"),
        "MONDO:0014414",
        more.get("moi", "AD"),
        "SOP8",
        classification,
        more.get("url", "https://search.clinicalgenome.org/kb/gene-validity/x"),
        more.get("date", "2024-03-14T16:00:00.000Z"),
        "A panel",
    ]
    return ",".join('"' + field.replace('"', '""') + '"' for field in fields)


def validity(*rows: str) -> Any:
    """Return the payload of a made-up validity file."""
    return fetch_validity(FakeClient([file(VALIDITY_HEADER, *rows)]))


def dosage(*rows: str) -> Any:
    """Return the payload of a made-up dosage file."""
    return fetch_dosage(FakeClient([file(DOSAGE_HEADER, *rows)]))


def test_t52_every_curation_of_a_gene_is_there_best_evidence_first() -> None:
    classes = ("Refuted", "Limited", "Definitive", "Disputed", "No Known Disease Relationship")
    found = parse_validity(validity(*(curation(classification=c) for c in classes)), STAT3)
    assert [c.classification for c in found] == [
        "Definitive",
        "Limited",
        "No Known Disease Relationship",
        "Disputed",
        "Refuted",
    ]
    assert found[0].date == "2024-03-14"
    assert found[0].file_date == "2026-11-20"


def test_t50_an_unknown_classification_passes_through_and_is_logged() -> None:
    with capture_logs() as logs:
        found = parse_validity(validity(curation(classification="Superb")), STAT3)
    assert found[0].classification == "Superb"
    assert logs[0]["term"] == "Superb"


def test_a_gene_is_matched_by_its_whole_id() -> None:
    payload = validity(curation("HGNC:113"), curation("HGNC:113640"))
    assert parse_validity(payload, STAT3) == ()
    assert len(parse_validity(payload, Gene("HGNC:113", "X", "x"))) == 1


def test_t60_a_gene_that_is_not_in_the_file_has_no_curation() -> None:
    assert parse_validity(validity(curation("HGNC:795")), STAT3) == ()
    assert parse_dosage(dosage(f"ATM,HGNC:795,No Evidence,,{REPORT},2024-01-02"), STAT3) is None


def test_the_dosage_scores_are_clingens_own() -> None:
    words = {
        "Sufficient Evidence for Haploinsufficiency": 3,
        "Emerging Evidence for Haploinsufficiency": 2,
        "Little Evidence for Triplosensitivity": 1,
        "No Evidence for Triplosensitivity": 0,
        "Gene Associated with Autosomal Recessive Phenotype": 30,
        "Dosage Sensitivity Unlikely": 40,
        "3": 3,
        "30": 30,
    }
    assert {word: dosage_score(word) for word in words} == words


@pytest.mark.parametrize("words", ["", "Not yet evaluated", "-5"])
def test_what_was_not_evaluated_is_no_score(words: str) -> None:
    found = parse_dosage(dosage(f"STAT3,HGNC:11364,{words},3,{REPORT},12/31/2024"), STAT3)
    assert found is not None
    assert found.haploinsufficiency is None
    assert found.triplosensitivity == DosageScore(3, "Sufficient Evidence", "2024-12-31")


def test_an_unknown_verdict_keeps_its_words_and_has_no_score() -> None:
    with capture_logs() as logs:
        found = parse_dosage(dosage(f"STAT3,HGNC:11364,A new verdict,,{REPORT},x"), STAT3)
    assert found is not None
    assert found.haploinsufficiency == DosageScore(None, "A new verdict", None)
    assert logs


def test_regions_of_the_dosage_file_are_left_out_and_counted() -> None:
    payload = dosage(
        f"STAT3,HGNC:11364,No Evidence,,{REPORT},2024-01-02",
        f"1p36 region,ISCA-37434,No Evidence,,{REPORT},2024-01-02",
    )
    facts = file_facts(payload)
    assert (facts.created, facts.rows, facts.left_out) == ("2026-11-20", 2, 1)


def test_the_header_is_found_by_its_names_in_any_order() -> None:
    text = file("NEW,HGNC/ISCA,DATE,TRIPLOSENSITIVITY,HAPLOINSUFFICIENCY,ONLINE REPORT\n",
                f"1,HGNC:11364,2024-01-02,No Evidence,,{REPORT}")  # fmt: skip
    found = parse_dosage(fetch_dosage(FakeClient([text])), STAT3)
    assert found is not None
    assert found.url == REPORT
    assert found.triplosensitivity is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!DOCTYPE html><html><body>Sorry</body></html>",
        file(VALIDITY_HEADER),
        file("A,B,C\n", "1,2,3"),
        file(VALIDITY_HEADER, curation()).replace("FILE CREATED", "MADE"),
        file(VALIDITY_HEADER, curation())[:-40],
        file(VALIDITY_HEADER, curation(), curation()[: curation().index("AD")]),
        file(VALIDITY_HEADER, curation(disease="x" * 200_000)),
    ],
    ids=["nothing", "a web page", "no row", "no header", "no date", "cut", "short", "too long"],
)
def test_t60_a_file_that_is_none_is_an_error_and_never_no_curation(text: str) -> None:
    with pytest.raises(SourceUnreadable, match="ClinGen"):
        fetch_validity(FakeClient([text]))


@pytest.mark.parametrize("payload", NO_ANSWERS, ids=repr)
def test_a_payload_that_is_none_is_an_error(payload: Any) -> None:
    with pytest.raises(SourceUnreadable):
        parse_validity(payload, STAT3)
    with pytest.raises(SourceUnreadable):
        parse_dosage(payload, STAT3)


def test_hostile_texts_are_made_plain_and_no_link_is_a_script() -> None:
    row = curation(disease=HOSTILE.replace("\x00", ""), url="javascript:alert(1)")
    found = parse_validity(validity(row), STAT3)[0]
    assert found.url is None
    assert found.disease.isprintable()
    assert "<" not in found.disease


def test_a_row_of_another_width_is_left_out_and_counted() -> None:
    payload = validity(curation() + ",one too many", curation())
    assert file_facts(payload).left_out == 1
    assert len(parse_validity(payload, STAT3)) == 1


def test_the_real_file_is_read_whole_and_one_gene_is_quick(shared: Path) -> None:
    file = shared / "data" / "tables" / "clingen" / "clingen-gene-validity.csv"
    payload = parse_file(file.read_text(encoding="utf-8"), VALIDITY_COLUMNS)
    facts = file_facts(payload)
    assert (facts.created, facts.rows, facts.left_out) == ("2026-02-09", 3_445, 0)
    assert len(payload["genes"]) == 2_836
    classes = Counter(row[3] for rows in payload["genes"].values() for row in rows)
    assert classes["Definitive"] == 2_152
    assert classes["Refuted"] == 45
    kept = json.loads(json.dumps(payload))
    began = time.perf_counter()
    found = parse_validity(kept, STAT3)
    assert time.perf_counter() - began < 0.05
    assert {c.mondo_id for c in found} == {"MONDO:0014414", "MONDO:0007818"}
    assert {(c.classification, c.inheritance) for c in found} == {("Definitive", "AD")}
