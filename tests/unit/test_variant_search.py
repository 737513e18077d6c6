"""The variant search of the gene page over a handful of records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.models import Variant, VariantSet
from dashboard.rules.hgvs import ACCEPTED_FORMS
from dashboard.rules.variant_search import find_variants


def record(name: str, change: str | None, position: int | None, **more: object) -> Variant:
    fields = {"end": position, "variant_class": "uncertain", "raw_class": "US", **more}
    return Variant(name, change, position, consequence="missense", **fields)  # type: ignore[arg-type]


AMONG = VariantSet(
    source_set="uniprot",
    label="UniProt curated variants",
    transcript="ENST1.1",
    protein_length=770,
    variants=(
        record("VAR_000001", "p.Arg382Trp", 382, dbsnp="rs113994135"),
        record("VAR_000002", "p.Arg382Gln", 382),
        record("VAR_000003", "p.Lys400_Val402del", 400, end=402),
        record("VAR_000004", "p.Gly500ValfsTer3", 500),
    ),
    unplaced=(record("VAR_000009", "p.Ala900Gly", 900, reason="beyond the protein"),),
    counts={"uncertain": 5},
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("p.Arg382Trp", ["VAR_000001"]),
        ("R382W", ["VAR_000001"]),
        (" r382w ", ["VAR_000001"]),
        ("p.(Arg382Gln)", ["VAR_000002"]),
        ("382", ["VAR_000001", "VAR_000002"]),
        ("R382", ["VAR_000001", "VAR_000002"]),
        ("401", ["VAR_000003"]),
        ("380-450", ["VAR_000001", "VAR_000002", "VAR_000003"]),
        ("G500fs", ["VAR_000004"]),
        ("rs113994135", ["VAR_000001"]),
        ("VAR_000002", ["VAR_000002"]),
        ("p.Ala900Gly", ["VAR_000009"]),
    ],
)
def test_t36_every_accepted_form_finds_its_records(typed: str, ids: list[str]) -> None:
    assert list(find_variants(typed, AMONG, "STAT3").ids) == ids


def test_what_is_not_there_says_so_and_what_stands_at_the_residue() -> None:
    found = find_variants("R382L", AMONG, "STAT3")
    assert found.ids == ()
    assert "No record matches “R382L” among the UniProt curated variants of STAT3" in found.message
    assert "At residue 382: p.Arg382Trp, p.Arg382Gln." in found.message


def test_another_residue_than_the_proteins_finds_nothing() -> None:
    assert find_variants("K382", AMONG, "STAT3").ids == ()


def test_t38_a_residue_beyond_the_end_says_where_the_end_is() -> None:
    assert "ends at residue 770" in find_variants("2000", AMONG, "STAT3").message


def test_t38_a_record_that_is_not_on_the_plot_is_found_in_the_list() -> None:
    assert "1 of them not on the plot" in find_variants("A900G", AMONG, "STAT3").message


def test_clinvar_ids_are_not_looked_for_among_uniprots() -> None:
    assert "carry no ClinVar ids" in find_variants("VCV000012345", AMONG, "STAT3").message


@pytest.mark.parametrize("typed", ["", "hello", "p.Arg", "<script>", "c.1145G>A", "\x00"])
def test_what_cannot_be_read_shows_the_accepted_forms(typed: str) -> None:
    found = find_variants(typed, AMONG, "STAT3")
    assert not found.understood
    assert ACCEPTED_FORMS in found.message


@given(st.text(max_size=300))
def test_no_text_breaks_the_search_and_no_answer_is_long(text: str) -> None:
    found = find_variants(text, AMONG, "STAT3")
    assert set(found.ids) <= {v.id for v in (*AMONG.variants, *AMONG.unplaced)}
    assert len(found.message) < 700
