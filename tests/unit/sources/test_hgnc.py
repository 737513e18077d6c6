"""HGNC: a name that the local index does not know."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceDown, SourceUnreadable
from dashboard.models import ResolvedFrom
from dashboard.upstream.sources.hgnc import fetch_genes, parse_genes
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, FakeClient, damaged, nulled


def doc(**more: Any) -> dict[str, Any]:
    """Return a made-up record in the shape of HGNC's."""
    return {
        "hgnc_id": "HGNC:11364",
        "symbol": "STAT3",
        "name": "signal transducer",
        "status": "Approved",
        "locus_group": "protein-coding gene",
        "location": "17q21.2",
        "entrez_id": "6774",
        "ensembl_gene_id": "ENSG00000168610",
        "uniprot_ids": ["P40763"],
        "omim_id": ["102582"],
        "mane_select": ["ENST00000264657.10", "NM_139276.3"],
        "alias_symbol": ["APRF"],
        **more,
    }


def answer(*docs: Any) -> dict[str, Any]:
    """Return an answer of HGNC."""
    return {"responseHeader": {}, "response": {"numFound": len(docs), "docs": list(docs)}}


def test_a_record_becomes_a_gene_with_every_id() -> None:
    gene = parse_genes(fetch_genes(FakeClient([answer(doc())]), "STAT3"))[0]
    assert (gene.hgnc_id, gene.entrez_id, gene.uniprot_id) == ("HGNC:11364", "6774", "P40763")
    assert (gene.mane_select, gene.mane_refseq) == ("ENST00000264657.10", "NM_139276.3")
    assert (gene.chromosome, gene.band, gene.omim_id) == ("17", "17q21.2", "102582")
    assert (gene.aliases, gene.previous, gene.resolved_from) == (("APRF",), (), None)


def test_a_name_is_looked_up_as_symbol_then_previous_then_alias() -> None:
    http = FakeClient([answer(), answer(doc())])
    genes = parse_genes(fetch_genes(http, "OLD1"))
    assert [call.path for call in http.calls] == ["fetch/symbol/OLD1", "fetch/prev_symbol/OLD1"]
    assert genes[0].resolved_from == ResolvedFrom("OLD1", "previous")
    http = FakeClient([answer(), answer(), answer(doc(), doc(hgnc_id="HGNC:2", symbol="B"))])
    assert [gene.symbol for gene in parse_genes(fetch_genes(http, "APRF"))] == ["STAT3", "B"]


def test_an_id_is_looked_up_as_one() -> None:
    http = FakeClient([answer(doc())])
    fetch_genes(http, " hgnc:11364 ")
    assert [call.path for call in http.calls] == ["fetch/hgnc_id/hgnc:11364"]


def test_t60_nothing_found_is_an_answer_and_a_failure_is_none() -> None:
    assert parse_genes(fetch_genes(FakeClient([answer()]), "NOPE")) == ()
    with pytest.raises(SourceDown):
        fetch_genes(FakeClient([answer(), SourceDown("down")]), "NOPE")


def test_what_is_typed_cannot_leave_its_place_in_the_path() -> None:
    http = FakeClient([answer()])
    fetch_genes(http, "../../x?y=1&z#\n" + "A" * 500)
    assert all("/" not in call.path.split("/", 2)[2] for call in http.calls)
    assert all(len(call.path) < 100 for call in http.calls)
    assert fetch_genes(FakeClient([SourceDown("not asked")]), "\x00 /?") == {
        "asked": "",
        "field": None,
        "docs": [],
    }


def test_a_withdrawn_record_is_no_gene() -> None:
    assert parse_genes(answer(doc(status="Entry Withdrawn"))) == ()


@pytest.mark.parametrize(
    ("location", "chromosome"),
    [
        ("Xp22.33 and Yp11.2", "X and Y"),
        ("mitochondria", "mitochondria"),
        ("unplaced", None),
        (None, None),
        ("1p36", "1"),
    ],
)
def test_the_chromosome_is_read_from_the_band(location: Any, chromosome: str | None) -> None:
    assert parse_genes(answer(doc(location=location)))[0].chromosome == chromosome


@pytest.mark.parametrize("payload", NO_ANSWERS, ids=repr)
def test_an_answer_without_a_list_is_an_error(payload: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_genes(FakeClient([payload]), "STAT3")
    with pytest.raises(SourceUnreadable):
        parse_genes(payload)


def test_any_part_may_be_missing_or_wrong_and_texts_are_plain() -> None:
    assert parse_genes(answer(doc(name=HOSTILE)))[0].name.isprintable()
    for payload in (*damaged(answer(doc())), nulled(answer(doc()))):
        with suppress(SourceUnreadable):
            parse_genes(payload)


def test_each_recorded_record_parses(shared: Path) -> None:
    file = shared / "data" / "recorded" / "hgnc" / "fixtures_genes.json"
    payload = json.loads(file.read_text(encoding="utf-8"))
    genes = parse_genes(payload)
    assert len(genes) == len(payload["response"]["docs"]) == payload["response"]["numFound"]
    assert [gene.symbol for gene in genes][:2] == ["BRAF", "TP53"]
    assert genes[0].mane_select == "ENST00000646891.2"
