"""MyGene: every field may be one value or a list of them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceUnreadable
from dashboard.models import GeneAbout
from dashboard.upstream.sources.mygene import (
    GenesFound,
    as_gene,
    fetch_genes,
    parse_about,
    parse_genes,
)
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled


def hit(**more: Any) -> dict[str, Any]:
    """Return a made-up hit."""
    return {
        "symbol": "STAT3",
        "name": "signal transducer",
        "summary": "A summary.",
        "HGNC": "11364",
        "MIM": "102582",
        "alias": ["APRF", "HIES"],
        "ensembl": {"gene": "ENSG00000168610"},
        "entrezgene": "6774",
        "genomic_pos": {"chr": "17"},
        "type_of_gene": "protein-coding",
        "uniprot": {"Swiss-Prot": "P40763"},
        **more,
    }


def answer(*hits: Any, total: Any = None) -> dict[str, Any]:
    """Return an answer of MyGene."""
    return {"took": 1, "total": len(hits) if total is None else total, "hits": list(hits)}


def found(*hits: Any) -> GenesFound:
    """Return what is made of hits."""
    return parse_genes(fetch_genes(FakeClient([answer(*hits)]), "STAT3"))


@pytest.mark.parametrize("alias", ["APRF", ["APRF"]])
@pytest.mark.parametrize("place", [{"chr": "17"}, [{"chr": "17"}, {"chr": "CHR_HSCHR17"}]])
@pytest.mark.parametrize("mim", ["102582", ["102582"], 102582])
@pytest.mark.parametrize("entrez", ["6774", 6774, ["6774"]])
def test_a_field_may_be_one_value_or_a_list(alias: Any, place: Any, mim: Any, entrez: Any) -> None:
    record = found(hit(alias=alias, genomic_pos=place, MIM=mim)).records[0]
    assert (record.aliases, record.chromosome, record.omim_id) == (("APRF",), "17", "102582")
    assert found(hit(entrezgene=entrez)).records[0].entrez_id in ("6774", None)


def test_several_ids_of_one_kind_are_kept_and_none_is_picked() -> None:
    record = found(hit(ensembl=[{"gene": "ENSG1"}, {"gene": "ENSG2"}])).records[0]
    assert record.ensembl_ids == ("ENSG1", "ENSG2")
    gene = as_gene(record)
    assert gene is not None
    assert gene.ensembl_id is None
    assert (gene.hgnc_id, gene.uniprot_id) == ("HGNC:11364", "P40763")


def test_t9_a_hit_without_an_hgnc_id_is_no_gene() -> None:
    assert as_gene(found(hit(HGNC=None)).records[0]) is None


def test_the_summary_is_refseqs_and_of_this_gene() -> None:
    url = "https://www.ncbi.nlm.nih.gov/gene/6774"
    assert parse_about(answer(hit()), STAT3) == GeneAbout(
        "A summary.", "RefSeq, by MyGene.info", url
    )
    assert parse_about(answer(hit(symbol="STAT4")), STAT3) is None
    assert parse_about(answer(hit()), replace(STAT3, entrez_id="1")) is None
    unsaid = parse_about(answer(hit(summary=None)), STAT3)
    assert unsaid is not None
    assert unsaid.summary is None


def test_a_symbol_is_escaped_in_the_query() -> None:
    http = FakeClient([answer()])
    fetch_genes(http, 'HLA-A" OR *')
    assert http.calls[0].params["q"] == 'symbol:"HLA\\-A\\" OR \\*"'


def test_t60_no_hit_is_an_answer() -> None:
    assert found() == GenesFound((), 0, 0)


@pytest.mark.parametrize("payload", NO_ANSWERS, ids=repr)
def test_an_answer_without_hits_is_an_error(payload: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_genes(FakeClient([payload]), "STAT3")
    with pytest.raises(SourceUnreadable):
        parse_about(payload, STAT3)


def test_any_part_may_be_missing_or_wrong_and_texts_are_plain() -> None:
    assert (found(hit(name=HOSTILE)).records[0].name or "").isprintable()
    assert len(found(hit(summary="x" * 10**6)).records[0].summary or "") <= 4_000
    for payload in (*damaged(answer(hit())), nulled(answer(hit()))):
        with suppress(SourceUnreadable):
            parse_genes(payload)
    assert found(hit(symbol=None), None, 7, hit()).left_out == 3


def test_each_recorded_answer_parses_and_its_total_is_what_we_have(shared: Path) -> None:
    files = sorted((shared / "data" / "recorded" / "mygene").glob("*.json"))
    for file in files:
        payload = json.loads(file.read_text(encoding="utf-8"))
        read = parse_genes(payload)
        assert read.announced == len(read.records) == payload["total"], file.name
        for record in read.records:
            assert record.aliases, file.name
            assert record.entrez_id, file.name
            assert len(record.uniprot_ids) == 1, file.name
    assert len(files) == 8
