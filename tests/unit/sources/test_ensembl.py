"""Ensembl: the MANE Select transcript and the length of its protein."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from dashboard.errors import SourceRefused, SourceUnreadable
from dashboard.upstream.sources.ensembl import GeneModel, fetch_gene, parse_gene
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled


def transcript(number: int, length: int, **more: Any) -> dict[str, Any]:
    """Return a made-up transcript."""
    return {
        "id": f"ENST{number:011}",
        "version": 10,
        "is_canonical": 0,
        "Translation": {"length": length},
        "Exon": [{"start": 1}],
        **more,
    }


def record(*transcripts: Any) -> dict[str, Any]:
    """Return a made-up gene in the shape of a look-up."""
    return {
        "id": "ENSG00000168610",
        "display_name": "STAT3",
        "biotype": "protein_coding",
        "assembly_name": "GRCh38",
        "seq_region_name": "17",
        "start": 42313324,
        "end": 42388540,
        "strand": -1,
        "canonical_transcript": "ENST00000264657.10",
        "Transcript": list(transcripts),
    }


SELECT = transcript(
    264657, 770, is_canonical=1, MANE=[{"type": "MANE_Select", "refseq_match": "NM_139276.3"}]
)
PLUS = transcript(2, 99, MANE=[{"type": "MANE_Plus_Clinical", "refseq_match": "NM_1.1"}])


def model(*transcripts: Any) -> GeneModel:
    """Return what is made of a gene with these transcripts."""
    return parse_gene(fetch_gene(FakeClient([record(*transcripts)]), STAT3))


def test_t10_the_length_is_that_of_the_mane_select_protein() -> None:
    found = model(transcript(1, 5), PLUS, SELECT)
    assert (found.mane_select, found.mane_refseq) == ("ENST00000264657.10", "NM_139276.3")
    assert (found.protein_length, found.length_of) == (770, "ENST00000264657.10")
    assert found.mane_plus_clinical == ("ENST00000000002.10",)
    assert (found.chromosome, found.start, found.strand) == ("17", 42313324, -1)


def test_t10_without_mane_the_canonical_transcript_is_measured() -> None:
    found = model(transcript(1, 5), transcript(7, 123, is_canonical=1))
    assert (found.mane_select, found.protein_length) == (None, 123)
    assert found.length_of == "ENST00000000007.10"


def test_a_gene_without_a_protein_has_no_length() -> None:
    bare = {key: value for key, value in SELECT.items() if key != "Translation"}
    assert model(bare).protein_length is None
    assert model().protein_length is None


def test_transcripts_that_do_not_matter_are_not_kept() -> None:
    payload = fetch_gene(
        FakeClient([record(*(transcript(n, n) for n in range(200)), SELECT)]), STAT3
    )
    assert (len(payload["Transcript"]), payload["transcripts"]) == (1, 201)
    assert "Exon" not in payload["Transcript"][0]


def test_the_question_goes_by_id_else_by_symbol() -> None:
    http = FakeClient([record()])
    fetch_gene(http, STAT3)
    fetch_gene(http, replace(STAT3, ensembl_id=None, symbol="A/../B?x"))
    assert [call.path for call in http.calls] == [
        "lookup/id/ENSG00000168610",
        "lookup/symbol/homo_sapiens/A..Bx",
    ]


def test_an_unknown_gene_is_refused_and_the_error_passes() -> None:
    with pytest.raises(SourceRefused):
        fetch_gene(FakeClient([SourceRefused("not found", status=400)]), STAT3)


@pytest.mark.parametrize("answer", NO_ANSWERS, ids=repr)
def test_an_answer_without_a_gene_is_an_error(answer: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_gene(FakeClient([answer]), STAT3)
    with pytest.raises(SourceUnreadable):
        parse_gene(answer)


def test_any_part_may_be_missing_or_wrong_and_texts_are_plain() -> None:
    whole = record(SELECT, PLUS) | {"biotype": HOSTILE}
    assert (parse_gene(whole).biotype or "").isprintable()
    for answer in (*damaged(whole), nulled(whole)):
        with suppress(SourceUnreadable):
            parse_gene(answer)
