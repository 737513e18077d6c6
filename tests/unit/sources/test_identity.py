"""Rows without the field that says what they are: all of them is an error, some are counted (T60).

One table for all parsers. A payload is what the parser gets when a service renames or drops the
field: rows are there, and none of them can be told apart from another.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dashboard.errors import SourceError, SourceUnreadable
from dashboard.rules.notices import notice_of
from dashboard.upstream.answers.literature import _list_of, _mentions
from dashboard.upstream.sources import (
    clingen,
    clinicaltrials,
    ensembl,
    eutils,
    eutils_clinvar,
    eutils_gene,
    eutils_medgen,
    eutils_pubmed,
    gnomad_regions,
    gnomad_variants,
    hgnc,
    mygene,
    ncbi_files,
    omim,
    pubtator,
    uniprot,
)
from tests.unit.sources.fake_client import HOSTILE, STAT3, FakeClient

GENE = replace(STAT3, mane_refseq="NM_139276.3")
DAY = "2026-11-01"
COLUMNS = clingen.VALIDITY_COLUMNS
CSV = f'"FILE CREATED: {DAY}"\n' + ",".join(["HGNC ID", *COLUMNS]) + "\n"


def fetched_mentions(rows: list[Any]) -> Any:
    """Return what PubTator3's rows become."""
    return pubtator.fetch_mentions(FakeClient([{"count": len(rows), "results": rows}]), GENE)


def found_papers(records: list[Any]) -> Any:
    """Return a payload of PubMed's records."""
    return {"kind": "recent", "query": "q", "count": 2, "ids": ["1", "2"], "records": records}


def clinvar_rows(rows: list[Any]) -> Any:
    """Return a payload of ClinVar's records by NCBI."""
    return {"announced": len(rows), "asked": len(rows), "records": rows}


def gnomad_rows(rows: list[Any]) -> Any:
    """Return a gnomAD answer with these ClinVar variants."""
    transcript = {"transcript_id": "ENST00000264657", "clinvar_variants": rows}
    return {"data": {"meta": {"clinvar_release_date": DAY}, "transcript": transcript}}


def studies(rows: list[Any]) -> Any:
    """Return a payload of trials."""
    return {"query": "q", "names": ["STAT3"], "total": len(rows), "studies": rows}


def regions(rows: list[Any]) -> Any:
    """Return a gnomAD answer with these regions."""
    found = {"passed_qc": True, "has_no_rmc_evidence": False, "regions": rows}
    gene = {
        "gene_id": GENE.ensembl_id,
        "symbol": "STAT3",
        "gnomad_v2_regional_missense_constraint": found,
    }
    return {"data": {"g37": gene, "gene37": gene}}


def validity(rows: list[list[str]]) -> Any:
    """Return a payload of ClinGen's file with these rows for the gene."""
    facts = {"created": DAY, "rows": len(rows), "left_out": 0}
    return {**facts, "genes": {GENE.hgnc_id: rows}}


NAMELESS: list[tuple[str, Callable[[], object]]] = [
    ("PubTator3 without pmid", lambda: pubtator.parse_mentions(fetched_mentions([{"title": "A"}]))),
    ("PubTator3 lists", lambda: pubtator.parse_mentions(fetched_mentions([[], []]))),
    ("PubMed without uid", lambda: eutils_pubmed.parse_records(found_papers([{"title": "A"}]))),
    ("PubMed lists", lambda: eutils_pubmed.parse_records(found_papers([[]]))),
    ("UniProt lists", lambda: uniprot.parse_protein({"results": [[]]}, GENE)),
    ("UniProt list of lists", lambda: uniprot.parse_protein([[]], GENE)),
    ("UniProt without accession", lambda: uniprot.parse_protein({"results": [{"a": []}]}, GENE)),
    ("ClinVar without uid", lambda: eutils_clinvar.parse_variants(
        clinvar_rows([{"title": "NM_139276.3(STAT3):c.1A>G", "class": "Benign"}]), GENE)),
    ("ClinVar without name", lambda: eutils_clinvar.parse_variants(
        clinvar_rows([{"uid": "1", "class": "Benign"}]), GENE)),
    ("ClinVar lists", lambda: eutils_clinvar.parse_variants(clinvar_rows([[]]), GENE)),
    ("gnomAD without id", lambda: gnomad_variants.parse_variants(
        gnomad_rows([{"hgvsp": "p.Arg382Trp", "clinical_significance": "Benign"}]), GENE)),
    ("gnomAD lists", lambda: gnomad_variants.parse_variants(gnomad_rows([[]]), GENE)),
    ("gnomAD regions", lambda: gnomad_regions.parse_regions(regions([{"obs_mis": 1}]), GENE)),
    ("trials without number", lambda: clinicaltrials.parse_trials(
        studies([{"protocolSection": {}, "matchedIn": ["title"]}]))),
    ("trials lists", lambda: clinicaltrials.parse_trials(studies([[]]))),
    ("MedGen without MIM", lambda: eutils_medgen.parse_phenotypes(
        {"mims": ["147060"], "records": [{"title": "A", "conceptmeta": ""}]})),
    ("MedGen lists", lambda: eutils_medgen.parse_phenotypes({"mims": ["147060"], "records": [[]]})),
    ("HGNC without symbol", lambda: hgnc.parse_genes({"docs": [{"hgnc_id": "HGNC:1"}]})),
    ("HGNC without id", lambda: hgnc.parse_genes(
        {"docs": [{"symbol": "STAT3", "status": "Approved"}]})),
    ("HGNC without status", lambda: hgnc.parse_genes(
        {"docs": [{"symbol": "STAT3", "hgnc_id": "HGNC:1"}]})),
    ("HGNC lists", lambda: hgnc.parse_genes({"docs": [[]]})),
    ("MyGene without symbol", lambda: mygene.parse_genes({"hits": [{"name": "a"}], "total": 1})),
    ("MyGene lists", lambda: mygene.parse_genes({"hits": [[]], "total": 1})),
    ("Ensembl without id", lambda: ensembl.parse_gene({"display_name": "STAT3"})),
    ("Ensembl transcripts", lambda: ensembl.parse_gene(
        {"id": "ENSG1", "Transcript": [{"is_canonical": 1}]})),
    ("OMIM without number", lambda: omim.parse_phenotypes(
        {"omim": {"searchResponse": {"entryList": [{"entry": {}}], "totalResults": 1}}}, GENE)),
    ("NCBI Gene", lambda: eutils_gene.parse_about({"record": {"summary": "A gene."}}, GENE)),
    ("NCBI Gene, empty", lambda: eutils_gene.parse_about({"record": {}}, GENE)),
    ("E-utilities' ids", lambda: eutils.search(
        FakeClient([{"esearchresult": {"count": "2", "idlist": ["x"]}}]), "pubmed", "a", most=2)),
    ("ClinGen CSV without gene ids", lambda: clingen.parse_file(
        CSV + ",".join(["", *("x" for _ in COLUMNS)]) + "\n", COLUMNS)),
    ("ClinGen rows cut", lambda: clingen.parse_validity(validity([["a", "b"]]), GENE)),
    ("ClinGen rows without disease", lambda: clingen.parse_validity(
        validity([["", *("x" for _ in COLUMNS[1:])]]), GENE)),
    ("mim2gene without numbers", lambda: ncbi_files.parse_mims(
        "#MIM number\tGeneID\ttype\tSource\tMedGenCUI\tComment\n-\t-\t-\t-\t-\t-\n", GENE)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "parse"), NAMELESS, ids=[name for name, _ in NAMELESS])
def test_t60_rows_of_which_none_says_what_it_is_cannot_be_read(
    name: str, parse: Callable[[], object]
) -> None:
    with pytest.raises(SourceUnreadable) as raised:
        parse()
    assert "cannot be read" in raised.value.message
    assert raised.value.hint, name


def test_t60_the_rows_that_have_their_id_are_shown_and_the_others_counted() -> None:
    papers = [{"uid": "1", "title": "A"}, {"title": "B"}]
    found = found_papers(papers)
    requested = found | {"lists": {"recent": ["1", "2"]}}
    records = _list_of("recent", found, GENE)(requested)
    assert [paper.pmid for paper in records.data or ()] == ["1"]
    assert records.notes == ("PubMed: 1 publication left out, which came without PMID or summary.",)
    mentions = _mentions(fetched_mentions([{"pmid": 7, "title": "A"}, {}, []]))
    assert [paper.pmid for paper in mentions.data or ()] == ["7"]
    assert mentions.notes == (
        "PubTator3: 2 publications left out, which came without PMID or summary.",
    )
    title = "NM_139276.3(STAT3):c.1A>G (p.Met1Val)"
    rows = [{"uid": "1", "title": title, "class": "Benign"}, {"title": title, "class": "Benign"}]
    variants = eutils_clinvar.parse_variants(clinvar_rows(rows), GENE)
    assert (len(variants.variants), variants.left_out, variants.announced) == (1, 1, 2)
    change = {"transcript_id": "ENST00000264657", "hgvsp": "p.Arg382Trp"}
    by_gnomad = gnomad_variants.parse_variants(
        gnomad_rows([{**change, "clinvar_variation_id": "1"}, change]), GENE
    )
    assert (len(by_gnomad.variants), by_gnomad.left_out) == (1, 1)
    one = {
        "protocolSection": {"identificationModule": {"nctId": "NCT00000001"}},
        "matchedIn": ["title"],
    }
    found = clinicaltrials.parse_trials(studies([one, {}, []]))
    assert len(found.trials) == 1
    assert "2 came without a number." in found.notes


def test_t60_no_rows_at_all_are_still_none() -> None:
    assert pubtator.parse_mentions(fetched_mentions([])) == ()
    empty = {"kind": "recent", "query": "q", "count": 0, "ids": [], "records": []}
    assert eutils_pubmed.parse_records(empty) == ()
    assert uniprot.parse_protein({"results": []}, GENE) is None
    assert eutils_clinvar.parse_variants(clinvar_rows([]), GENE).counts == {}
    assert clinicaltrials.parse_trials(studies([])).trials == ()
    assert hgnc.parse_genes({"docs": []}) == ()
    assert eutils_medgen.parse_phenotypes({"mims": [], "records": []}) == ()


def _binary() -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write(b"x" * 1000)
    return packed.getvalue()


BAD: tuple[Any, ...] = (
    _binary().decode("latin-1"),
    "\x00\x01\x02" * 1000,
    HOSTILE * 1000,
    '{"results": [{"pmid": 1',
    "=cmd|' /C calc'!A0\n" * 1000,
    [[[[[[]]]]]],
    {"results": HOSTILE, "records": HOSTILE, "docs": HOSTILE, "hits": HOSTILE, "studies": HOSTILE},
    {key: [HOSTILE, {HOSTILE: HOSTILE}, None, 1e308] for key in
     ("results", "records", "docs", "hits", "studies", "ids", "mims", "genes")},
    {"omim": {"searchResponse": {"entryList": [HOSTILE]}}, "record": HOSTILE, "id": HOSTILE},
)  # fmt: skip
PARSERS: dict[str, Callable[[Any], object]] = {
    "pubtator": pubtator.parse_mentions,
    "pubtator count": pubtator.parse_count,
    "pubmed": eutils_pubmed.parse_records,
    "pubmed count": lambda bad: eutils_pubmed.parse_count(bad, GENE),
    "uniprot": lambda bad: uniprot.parse_protein(bad, GENE),
    "clinvar": lambda bad: eutils_clinvar.parse_variants(bad, GENE),
    "gnomad variants": lambda bad: gnomad_variants.parse_variants(bad, GENE),
    "gnomad regions": lambda bad: gnomad_regions.parse_regions(bad, GENE),
    "trials": clinicaltrials.parse_trials,
    "medgen": eutils_medgen.parse_phenotypes,
    "medgen chapters": lambda bad: eutils_medgen.parse_chapters(bad, GENE),
    "hgnc": hgnc.parse_genes,
    "mygene": mygene.parse_genes,
    "omim": lambda bad: omim.parse_phenotypes(bad, GENE),
    "gene": lambda bad: eutils_gene.parse_about(bad, GENE),
    "clingen": lambda bad: clingen.parse_validity(bad, GENE),
    "clingen dosage": lambda bad: clingen.parse_dosage(bad, GENE),
    "clingen file": lambda bad: clingen.parse_file(str(bad), COLUMNS),
    "mim2gene": lambda bad: ncbi_files.parse_mims(bad, GENE),
    "chapters": lambda bad: ncbi_files.parse_chapters(bad, GENE),
}


@pytest.mark.parametrize("name", PARSERS)
def test_t60_cut_binary_and_hostile_answers_are_a_source_error_with_a_hint(name: str) -> None:
    for bad in BAD:
        with pytest.raises(SourceError) as raised:
            PARSERS[name](bad)
        assert raised.value.message
        assert "<script" not in raised.value.message


@pytest.mark.parametrize(
    ("types", "references", "title", "notice"),
    [
        (["Expression of Concern"], [], "A", "Expression of concern"),
        (["Review", "Retracted Publication"], [], "A", "Retracted publication"),
        (["Retraction of Publication"], [], "A", "Retraction notice"),
        (["Retraction Notice"], [], "A", "Retraction notice"),
        (["Published Erratum", "Journal Article"], [], "A", "Erratum"),
        (["Review"], ["Expression of concern in"], "A", "Under an expression of concern"),
        (["Review"], ["Retraction in"], "A", "Retracted publication"),
        (["Review"], ["Erratum in", "Comment in"], "A", "Has an erratum"),
        ([], [], "Expression of Concern: STAT3 in man.", "Expression of concern"),
        ([], [], "RETRACTED: STAT3 in man.", "Retracted publication"),
        ([], [], "Retraction: STAT3 in man.", "Retraction notice"),
        ([], [], "Correction to: STAT3 in man.", "Erratum"),
        ([], [], "Author Correction: STAT3 in man.", "Erratum"),
        ([], [], "Correction of STAT3 by gene editing.", None),
        ([], [], "Retraction force of muscle.", None),
        (["Journal Article", "Review"], ["Comment in"], "STAT3 in man.", None),
    ],
)
def test_t72_a_notice_is_what_the_types_the_references_or_the_title_say(
    types: list[str], references: list[str], title: str, notice: str | None
) -> None:
    assert notice_of(types, references, title) == notice
