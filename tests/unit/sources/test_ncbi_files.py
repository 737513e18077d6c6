"""NCBI's files: leading blanks, dashes, whole fields only, and never a web page for a file."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.errors import SourceUnreadable
from dashboard.models import Gene
from dashboard.upstream.sources.ncbi_files import (
    MimPhenotype,
    fetch_chapters,
    fetch_mim2gene,
    parse_chapters,
    parse_mims,
)
from tests.unit.sources.fake_client import STAT3, FakeClient

HEAD = "#MIM number\tGeneID\ttype\tSource\tMedGenCUI\tComment\n"
MIMS = (
    HEAD + "102582\t6774\tgene\t-\t-\t-\n"
    "147060\t6774\tphenotype\t GeneMap; GeneReviews\tC2936739\t-\n"
    "615952\t6774\tphenotype\t GeneMap\tC4014795\t-\n"
    "100050\t-\tphenotype\t-\tC3149220\t-\n"
    "600001\t16774\tgene\t-\t-\t-\n"
    "600002\t67745\tphenotype\t GeneMap\t-\t susceptibility; question"
)
CHAPTERS = (
    "#NBK_id\tGR_shortname\tgenesymbol\n"
    "NBK25507\thies\tSTAT3\nNBK1\tother\tSTAT3P1\nNBK2\tnone\tNot applicable\n"
    "NBK25507\thies\tSTAT3\n"
)
WRONG = ("", "x", "<!DOCTYPE html><html></html>", HEAD, HEAD + "1025", HEAD + "102582\t67")


def test_a_genes_lines_are_read_by_its_whole_entrez_id() -> None:
    found = parse_mims(fetch_mim2gene(FakeClient([MIMS])), STAT3)
    assert found.gene_mims == ("102582",)
    assert found.phenotypes == (
        MimPhenotype("147060", "C2936739", "GeneMap; GeneReviews", None),
        MimPhenotype("615952", "C4014795", "GeneMap", None),
    )


def test_dashes_are_none_and_comments_are_kept() -> None:
    found = parse_mims(MIMS, replace(STAT3, entrez_id="67745"))
    assert found.phenotypes == (
        MimPhenotype("600002", None, "GeneMap", "susceptibility; question"),
    )


def test_a_gene_without_entrez_id_has_no_lines_rather_than_all_that_have_none() -> None:
    for none in (None, "", "-"):
        found = parse_mims(MIMS, replace(STAT3, entrez_id=none))
        assert (found.gene_mims, found.phenotypes) == ((), ())


def test_chapters_are_read_by_the_whole_symbol() -> None:
    text = fetch_chapters(FakeClient([CHAPTERS]))
    assert parse_chapters(text, STAT3) == ("NBK25507",)
    assert parse_chapters(text, Gene("HGNC:1", "STAT1", "x")) == ()
    assert parse_chapters(text, Gene("HGNC:1", "Not", "x")) == ()


@pytest.mark.parametrize("text", WRONG)
def test_what_is_not_the_whole_file_is_refused(text: str) -> None:
    with pytest.raises(SourceUnreadable):
        fetch_mim2gene(FakeClient([text]))
    with pytest.raises(SourceUnreadable):
        fetch_chapters(FakeClient([text.replace("MIM number", "x")]))
    with pytest.raises(SourceUnreadable):
        parse_mims(text, STAT3)


def test_the_real_file_has_the_genes_diseases(shared: Path) -> None:
    file = shared / "data" / "tables" / "ncbi" / "mim2gene_medgen.gz"
    text = fetch_mim2gene(FakeClient([gzip.decompress(file.read_bytes()).decode()]))
    found = parse_mims(text, STAT3)
    assert found.gene_mims == ("102582",)
    assert [phenotype.mim for phenotype in found.phenotypes] == ["147060", "615952"]
