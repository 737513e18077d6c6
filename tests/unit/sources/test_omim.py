"""OMIM: facts for the holder of a key, never stored."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from structlog.testing import capture_logs

from dashboard.errors import SourceUnreadable
from dashboard.models import Phenotype
from dashboard.upstream.sources import omim
from dashboard.upstream.sources.omim import fetch_phenotypes, modes, parse_phenotypes
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled


def phenotype(
    name: Any = "A made-up syndrome", number: Any = 147060, **more: Any
) -> dict[str, Any]:
    """Return a made-up item of a phenotype map."""
    return {
        "phenotypeMap": {
            "phenotype": name,
            "phenotypeMimNumber": number,
            "phenotypeInheritance": more.get("inheritance", "Autosomal dominant"),
            "phenotypeMappingKey": 3,
            **({"approvedGeneSymbols": more["symbols"]} if "symbols" in more else {}),
        }
    }


def answer(*phenotypes: Any, symbols: str = "STAT3") -> dict[str, Any]:
    """Return a search answer with the entry of one gene."""
    gene_map = {"geneSymbols": f"{symbols}, APRF", "phenotypeMapList": list(phenotypes)}
    entry = {"entry": {"mimNumber": 102582, "geneMap": gene_map}}
    return {"omim": {"searchResponse": {"totalResults": 1, "entryList": [entry]}}}


def test_answers_are_marked_as_never_stored() -> None:
    assert omim.STORED is False


def test_the_key_is_not_the_sources_business() -> None:
    http = FakeClient([answer()])
    fetch_phenotypes(http, STAT3)
    assert not [name for name in http.calls[0].params if "key" in name.lower()]


def test_t51_inheritance_stands_at_the_phenotype() -> None:
    found = parse_phenotypes(
        answer(
            phenotype(),
            phenotype("{Another}", 615952, inheritance="Autosomal dominant; Autosomal recessive"),
            phenotype("?A third", None, inheritance=None),
        ),
        STAT3,
    )
    url = "https://omim.org/entry/"
    assert found == (
        Phenotype("A made-up syndrome", "OMIM:147060", ("AD",), url=f"{url}147060"),
        Phenotype("Another", "OMIM:615952", ("AD", "AR"), url=f"{url}615952"),
        Phenotype("A third", "", ()),
    )


def test_an_entry_of_a_phenotype_has_its_list_beside_the_map() -> None:
    items = [phenotype(symbols="STAT3, X"), phenotype("other gene's", 1, symbols="JAK1")]
    entry = {"entry": {"mimNumber": 147060, "phenotypeMapList": items}}
    payload = {"omim": {"searchResponse": {"entryList": [entry]}}}
    assert [p.disease_id for p in parse_phenotypes(payload, STAT3)] == ["OMIM:147060"]


def test_another_genes_entry_is_passed_over() -> None:
    assert parse_phenotypes(answer(phenotype(), symbols="STAT4"), STAT3) == ()


def test_a_phenotype_stands_once() -> None:
    assert len(parse_phenotypes(answer(phenotype(), phenotype()), STAT3)) == 1


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Autosomal dominant", ("AD",)),
        ("Autosomal recessive; ?Autosomal dominant", ("AR", "AD")),
        ("X-linked recessive", ("XLR",)),
        ("Mitochondrial", ("MT",)),
        ("Somatic mutation", ()),
        (None, ()),
        ("", ()),
    ],
)
def test_modes_become_the_codes_of_the_page(words: str | None, codes: tuple[str, ...]) -> None:
    assert modes(words) == codes


def test_an_unknown_mode_passes_through_and_is_logged() -> None:
    with capture_logs() as logs:
        assert modes("By telepathy") == ("By telepathy",)
    assert logs[0]["term"] == "By telepathy"


@pytest.mark.parametrize("payload", NO_ANSWERS, ids=repr)
def test_an_answer_without_entries_is_an_error(payload: Any) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_phenotypes(FakeClient([payload]), STAT3)
    with pytest.raises(SourceUnreadable):
        parse_phenotypes(payload, STAT3)


def test_any_part_may_be_missing_or_wrong_and_texts_are_plain() -> None:
    assert parse_phenotypes(answer(phenotype(HOSTILE)), STAT3)[0].disease.isprintable()
    for payload in (*damaged(answer(phenotype())), nulled(answer(phenotype()))):
        with suppress(SourceUnreadable):
            parse_phenotypes(payload, STAT3)
