"""ClinVar's variants through gnomAD: one transcript, exact classes, nothing lost (T30 to T42)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import SourceDown, SourceRefused, SourceUnreadable
from dashboard.models import VariantSet
from dashboard.rules.clinvar import BUCKETS
from dashboard.rules.hgvs import NO_CHANGE, OTHER_ISOFORM
from dashboard.upstream.sources.consequences import consequence_words
from dashboard.upstream.sources.gnomad import fetch_clinvar
from dashboard.upstream.sources.gnomad_variants import parse_variants
from tests.unit.sources.fake_client import HOSTILE, STAT3
from tests.unit.sources.gnomad_service import Service, gene_record, payload, schema_of, variant

LENGTH = 770


def read(*rows: Any) -> VariantSet:
    """Return the set that rows make."""
    return parse_variants(payload(variants=rows), STAT3, LENGTH)


def explained(found: VariantSet) -> bool:
    """Tell whether every row that was announced is on the plot, in the ledger or left out."""
    return found.announced == len(found.variants) + len(found.unplaced) + found.left_out


def test_a_row_becomes_a_variant_with_its_record() -> None:
    found = read(variant(382)).variants[0]
    assert (found.id, found.protein_change) == ("VCV000000382", "p.Arg382Trp")
    assert (found.position, found.end) == (382, 382)
    assert (found.variant_class, found.raw_class, found.stars) == ("pathogenic", "Pathogenic", 1)
    assert (found.consequence, found.reason) == ("missense", None)
    assert found.url == "https://www.ncbi.nlm.nih.gov/clinvar/variation/382/"


def test_t41_the_release_date_of_clinvar_comes_along() -> None:
    found = read()
    assert found.release_date == "2026-11-01"
    assert (found.source_set, found.transcript) == ("clinvar", "ENST00000264657.10")


def test_t30_t31_classes_are_exact_and_the_raw_words_are_kept() -> None:
    found = read(
        variant(1, clinical_significance="Conflicting classifications of pathogenicity"),
        variant(2, clinical_significance="Pathogenic/Likely pathogenic"),
        variant(3, clinical_significance="Pathogenic; risk factor"),
        variant(4, clinical_significance="risk factor"),
        variant(5, clinical_significance="Something new"),
    )
    classes = [v.variant_class for v in found.variants]
    assert classes == ["conflicting", "pathogenic/likely pathogenic", "pathogenic", "other",
                       "unknown"]  # fmt: skip
    assert found.variants[4].raw_class == "Something new"
    assert sum(found.counts.values()) == 5


def test_t33_stars_are_those_of_the_review_status_and_unknown_is_not_zero() -> None:
    found = read(
        variant(1, review_status="reviewed by expert panel", gold_stars=3),
        variant(2, review_status="no assertion criteria provided", gold_stars=0),
        variant(3, review_status="a new status", gold_stars=0),
        variant(4, review_status="a new status", gold_stars=2),
        variant(5, review_status=None, gold_stars=None),
        variant(6, review_status="a new status", gold_stars=9),
    )
    assert [v.stars for v in found.variants] == [3, 0, None, 2, None, None]


def test_t35_rows_of_another_transcript_are_left_out_and_counted() -> None:
    found = read(variant(1), variant(2, transcript_id="ENST00000000002"))
    assert [v.id for v in found.variants] == ["VCV000000001"]
    assert (found.left_out, found.announced) == (1, 2)


def by_gene(*rows: Any, **changes: Any) -> dict[str, Any]:
    """Return what the service says of the gene's variants when it is asked by gene."""
    gene = {"gene_id": STAT3.ensembl_id, "clinvar_variants": list(rows), **changes}
    return {"data": {"meta": {"clinvar_release_date": "2026-11-01"}, "gene": gene}, "errors": []}


def test_t35_asked_by_gene_only_the_mane_transcripts_rows_are_shown_and_all_are_explained() -> None:
    rows = [variant(1), variant(2, transcript_id="ENST00000000002"), variant(3)]
    found = parse_variants(by_gene(*rows), STAT3, LENGTH)
    assert [v.id for v in found.variants] == ["VCV000000001", "VCV000000003"]
    assert (found.left_out, found.announced, found.release_date) == (1, 3, "2026-11-01")


def test_an_answer_by_gene_that_failed_or_is_anothers_is_never_no_variants() -> None:
    with pytest.raises(SourceDown):
        parse_variants(by_gene(clinvar_variants=None), STAT3, LENGTH)
    with pytest.raises(SourceUnreadable, match="not ENSG00000168610"):
        parse_variants(by_gene(gene_id="ENSG00000000001"), STAT3, LENGTH)
    absent = {"data": {"gene": None}, "errors": [{"message": "Gene not found"}]}
    with pytest.raises(SourceRefused, match="does not know the gene ENSG00000168610"):
        parse_variants(absent, STAT3, LENGTH)


def test_t37_splice_and_utr_variants_are_listed_and_never_drawn() -> None:
    found = read(
        variant(1, hgvsp=None, major_consequence="splice_donor_variant"),
        variant(2, hgvsp="", major_consequence="3_prime_UTR_variant"),
    )
    assert found.variants == ()
    assert {(v.reason, v.position) for v in found.unplaced} == {(NO_CHANGE, None)}
    assert [v.consequence for v in found.unplaced] == ["splice donor", "3′ UTR"]


def test_t38_beyond_the_stop_codon_is_another_isoform() -> None:
    found = read(
        variant(1, hgvsp="p.Ter771GlnextTer5"),
        variant(2, hgvsp="p.Arg772Trp"),
        variant(3, hgvsp="p.Val769_Met772del"),
    )
    assert [v.id for v in found.variants] == ["VCV000000001"]
    assert {v.reason for v in found.unplaced} == {OTHER_ISOFORM}


def test_t39_records_of_one_change_stay_apart_and_one_record_counts_once() -> None:
    found = read(
        variant(1, hgvsp="p.Arg382Trp"), variant(2, hgvsp="p.Arg382Trp"), variant(2, hgvsp=None)
    )
    assert [v.id for v in found.variants] == ["VCV000000001", "VCV000000002"]
    assert (found.left_out, found.announced) == (1, 3)


def test_without_a_length_nothing_is_beyond_it_and_the_axis_says_so() -> None:
    found = parse_variants(payload(variants=[variant(9_000)]), STAT3)
    assert len(found.variants) == 1
    assert found.axis_note is not None


def test_an_empty_list_is_no_variants() -> None:
    found = read()
    assert (found.variants, found.unplaced, found.announced) == ((), (), 0)


def test_t42_twelve_hundred_variants_are_all_there(shared: Path) -> None:
    rows = [variant(n, hgvsp=f"p.Arg{n % 770 + 1}Trp") for n in range(1, 1_201)]
    service = Service(schema_of(shared), [gene_record()], rows)
    found = parse_variants(fetch_clinvar(service, STAT3), STAT3, LENGTH)  # type: ignore[arg-type]
    assert (len(found.variants), found.announced, found.left_out) == (1_200, 1_200, 0)


def test_hostile_rows_are_short_and_without_markup() -> None:
    found = read(variant(1, clinical_significance=HOSTILE * 9_000, hgvsp=HOSTILE * 9_000,
                         major_consequence=HOSTILE, review_status=HOSTILE))  # fmt: skip
    assert explained(found)
    shown = found.unplaced[0]
    assert shown.variant_class == "unknown"
    for text in (shown.raw_class, shown.protein_change or "", shown.consequence or ""):
        assert len(text) <= 200
        assert "<script" not in text
        assert "\x1b" not in text


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("missense_variant", "missense"),
        ("nonsense", "stop gained"),
        ("5_prime_UTR_variant", "5′ UTR"),
        ("splice_polypyrimidine_tract_variant", "splice polypyrimidine tract"),
        ("", None),
        (None, None),
    ],
)
def test_consequences_are_words_and_unknown_ones_pass_through(term: Any, words: Any) -> None:
    assert consequence_words(term) == words


JUNK = st.one_of(st.none(), st.integers(), st.text(max_size=20), st.floats(), st.lists(st.none()))
ROWS = st.lists(
    st.one_of(
        JUNK,
        st.fixed_dictionaries(
            {},
            optional={
                name: st.one_of(JUNK, st.just(value)) for name, value in variant(382).items()
            },
        ),
    ),
    max_size=6,
)


@given(ROWS)
def test_t42_whatever_comes_every_row_is_explained(rows: list[Any]) -> None:
    found = read(variant(381), *rows)
    assert explained(found)
    assert set(found.counts) <= set(BUCKETS)
    assert all(v.position is not None for v in found.variants)
    assert all(v.reason and v.position is None for v in found.unplaced)
