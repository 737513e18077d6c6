"""MedGen: inheritance and GeneReviews chapters, from XML that may declare nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import SourceError, SourceUnreadable
from dashboard.models import Gene, Phenotype
from dashboard.upstream.sources.eutils_medgen import (
    fetch_diseases,
    parse_chapters,
    parse_phenotypes,
)
from tests.unit.sources.fake_client import HOSTILE, NO_ANSWERS, STAT3, FakeClient, damaged, nulled
from tests.unit.sources.test_eutils import page, recorded

FBN1 = Gene("HGNC:3603", "FBN1", "fibrillin 1", entrez_id="2200")
META = (
    '<Names><Name SAB="GENEREVIEWS" CODE="NBK25507" SDUI="x">A chapter</Name>'
    '<Name SAB="OMIM" CODE="147060">AN OMIM NAME</Name></Names>'
    "<ModesOfInheritance><ModeOfInheritance><Name>Autosomal dominant inheritance</Name>"
    "</ModeOfInheritance></ModesOfInheritance><OMIM><MIM>147060</MIM></OMIM>"
    '<AssociatedGenes><Gene gene_id="6774">STAT3</Gene></AssociatedGenes>'
)


def fetched(meta: Any = META, title: Any = "Hyper-IgE syndrome", mims: Any = ("147060",)) -> Any:
    """Return what is fetched where MedGen has one record."""
    record = {"uid": "5", "title": title, "conceptmeta": meta}
    http = FakeClient([page(["5"], 1), {"result": {"5": record}}])
    return fetch_diseases(http, STAT3, mims)


def test_a_disease_comes_with_its_inheritance() -> None:
    assert parse_phenotypes(fetched()) == (
        Phenotype(
            "Hyper-IgE syndrome", "OMIM:147060", ("AD",), url="https://omim.org/entry/147060"
        ),
    )
    assert parse_chapters(fetched(), STAT3) == ("NBK25507",)


def test_two_numbers_are_one_search() -> None:
    http = FakeClient([page(["5"], 1), {"result": {"5": {"title": "x", "conceptmeta": META}}}])
    fetch_diseases(http, STAT3, ["147060", "615952", "147060", "x] OR 1[", "-"])
    assert http.calls[0].params["term"] == "147060[mim] OR 615952[mim]"
    assert len(http.calls) == 2


def test_without_numbers_nothing_is_asked() -> None:
    http = FakeClient([None])
    assert parse_phenotypes(fetch_diseases(http, STAT3, [])) == ()
    assert http.calls == []


def test_the_recorded_records_are_read(shared: Path) -> None:
    answer = recorded(shared, "esummary_medgen_44287_382914.json")
    http = FakeClient([page(["44287", "382914"], 2), answer])
    found = fetch_diseases(http, FBN1, ["604370", "154700"])
    assert [(p.disease_id, p.inheritance) for p in parse_phenotypes(found)] == [
        ("OMIM:604370", ()),
        ("OMIM:154700", ("AD",)),
    ]
    assert parse_chapters(found, FBN1) == ("NBK1335",)


def test_names_of_omim_and_genereviews_are_not_kept() -> None:
    text = str(fetched())
    assert "AN OMIM NAME" not in text
    assert "A chapter" not in text


def test_a_disease_of_another_number_is_not_listed() -> None:
    assert parse_phenotypes(fetched(mims=("615952",))) == ()


def test_a_chapter_of_another_gene_is_not_this_genes() -> None:
    assert parse_chapters(fetched(META.replace("6774", "1")), STAT3) == ()


def test_an_unknown_mode_stays_by_its_name_and_none_is_none() -> None:
    new = META.replace("Autosomal dominant inheritance", "New inheritance")
    assert parse_phenotypes(fetched(new))[0].inheritance == ("New inheritance",)
    none = "<ModesOfInheritance /><OMIM><MIM>147060</MIM></OMIM>"
    assert parse_phenotypes(fetched(none))[0].inheritance == ()


LAUGHS = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><OMIM><MIM>&b;</MIM></OMIM>'
OUTSIDE = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]><OMIM><MIM>&x;</MIM></OMIM>'


@pytest.mark.parametrize(
    "meta",
    [LAUGHS, OUTSIDE, "<OMIM>", "</meta><meta>", "&b;", "<?xml version='1.0'?>", "x" * 3_000_000],
)
def test_xml_that_declares_breaks_or_floods_is_refused(meta: str) -> None:
    with pytest.raises(SourceUnreadable):
        fetched(meta)


@pytest.mark.parametrize("meta", [None, 3, [], {}, "", "plain text", HOSTILE[:0]])
def test_t60_records_without_their_xml_are_an_error_and_not_no_disease(meta: Any) -> None:
    with pytest.raises(SourceUnreadable, match="its MIM number"):
        parse_phenotypes(fetched(meta))


def test_t60_diseases_without_a_name_are_an_error_and_not_listed_by_a_blank() -> None:
    with pytest.raises(SourceUnreadable, match="says its name"):
        parse_phenotypes(fetched(title=""))


def test_no_damage_ends_in_anything_but_data_or_a_source_error() -> None:
    whole = fetched()
    for broken in [*damaged(whole), nulled(whole), *NO_ANSWERS]:
        for reader in (parse_phenotypes, lambda found: parse_chapters(found, STAT3)):
            try:
                reader(broken)
            except SourceError:
                continue
