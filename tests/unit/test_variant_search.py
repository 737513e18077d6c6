"""The variant search of the gene page over a handful of records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.models import Gene, Variant, VariantSet
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


STAT3 = Gene(
    "HGNC:11364",
    "STAT3",
    "signal transducer",
    ensembl_id="ENSG00000168610",
    uniprot_id="P40763",
    mane_select="ENST00000264657.10",
    mane_refseq="NM_139276.3",
    aliases=("APRF", "HIES"),
)
WITH_CODING = replace(
    AMONG,
    source_set="clinvar",
    label="ClinVar variants",
    variants=(
        record("VCV000000001", "p.Arg382Trp", 382, coding_change="c.1144C>T"),
        record("VCV000000002", "p.Arg382Gln", 382, coding_change="c.1145G>A"),
        record("VCV000000003", "p.Val463del", 463, coding_change="c.1387_1389del"),
    ),
    unplaced=(
        record("VCV000000004", None, None, coding_change="c.1139+1G>A", reason="splice"),
        record("VCV000000005", "p.Ala900Gly", None, reason="beyond the protein"),
    ),
)
OF = {"TP53": "TP53", "p53": "TP53", "NM_000546.6": "TP53", "STAT3": "STAT3", "APRF": "STAT3",
      "P04637": "TP53", "ENSP00000269305.4": "TP53", "NM_213662.2": "STAT3"}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)", ["VCV000000001"]),
        ("NM_139276.2(STAT3):c.1144C>T (p.Arg382Trp)", ["VCV000000001"]),
        ("NM_139276.3:c.1144C>T", ["VCV000000001"]),
        ("STAT3(NM_139276.3):c.1144C>T", ["VCV000000001"]),
        ("ENST00000264657:p.Arg382Trp", ["VCV000000001"]),
        ("P40763:p.R382W", ["VCV000000001"]),
        ("P40763-2:p.R382W", ["VCV000000001"]),
        ("STAT3 R382W", ["VCV000000001"]),
        ("stat3 R382W", ["VCV000000001"]),
        ("STAT3, p.Arg382Trp", ["VCV000000001"]),
        ("STAT3 c.1144C>T", ["VCV000000001"]),
        ("APRF:p.Arg382Trp", ["VCV000000001"]),
        ("HIES R382W", ["VCV000000001"]),
        ("STAT3 382", ["VCV000000001", "VCV000000002"]),
        ("p.Arg382Trp.", ["VCV000000001"]),
        ("R382W;", ["VCV000000001"]),
        ("c.1144C>T", ["VCV000000001"]),
        ("c.1144 C>T", ["VCV000000001"]),
        ("c.1145g>a.", ["VCV000000002"]),
        ("c.1387_1389delGTT", ["VCV000000003"]),
        ("c.1144C>T, p.(Arg382Trp)", ["VCV000000001"]),
        ("c.1139+1G>A", ["VCV000000004"]),
        ("p.Ala900Gly", ["VCV000000005"]),
        ("A900G", ["VCV000000005"]),
        ("900", ["VCV000000005"]),
        ("NM_213662.2:p.Arg382Trp", ["VCV000000001"]),
    ],
)
def test_t68_gene_transcript_title_and_c_names_find_their_records(
    typed: str, ids: list[str]
) -> None:
    assert list(find_variants(typed, WITH_CODING, "STAT3", STAT3, OF.get).ids) == ids


@pytest.mark.parametrize(
    "typed",
    [
        "TP53:p.Arg382Trp",
        "TP53 R382W",
        "p53 R382W",
        "NM_000546.6(TP53):c.1144C>T (p.Arg382Trp)",
        "NM_000546.6:p.Arg382Trp",
        "P04637:p.Arg382Trp",
        "ENSP00000269305.4:p.Arg382Trp",
    ],
)
def test_t68_a_variant_of_another_gene_is_said_to_be_and_linked_there(typed: str) -> None:
    found = find_variants(typed, WITH_CODING, "STAT3", STAT3, OF.get)
    assert found.ids == ()
    assert found.other_gene == "TP53"
    assert "is of another gene" in found.message
    assert found.rest is not None
    assert "TP53" not in found.rest
    assert found.rest.split()[0] in ("p.Arg382Trp", "R382W", "c.1144C>T")


def test_t68_without_a_table_of_genes_any_other_name_is_another_gene() -> None:
    found = find_variants("TP53:p.Arg382Trp", AMONG, "STAT3")
    assert (found.ids, found.other_gene) == ((), "TP53")


def test_t68_a_transcript_that_nobody_knows_is_not_taken_for_this_ones() -> None:
    found = find_variants("NM_999999.1:p.Arg382Trp", WITH_CODING, "STAT3", STAT3, OF.get)
    assert found.ids == ()
    assert "not STAT3's transcript here (NM_139276.3, ENST00000264657.10)" in found.message
    isoform = find_variants("NM_213662.2:p.R382W", WITH_CODING, "STAT3", STAT3, OF.get)
    assert "residues may be counted otherwise" in isoform.message
    protein = find_variants("NP_644805.1:p.R382W", WITH_CODING, "STAT3", STAT3, OF.get)
    assert protein.ids == ("VCV000000001",)
    assert "Whether NP_644805.1 is STAT3's is not known here." in protein.message


def test_t68_a_name_that_is_no_gene_is_said_to_be_none() -> None:
    found = find_variants("hello R382W", WITH_CODING, "STAT3", STAT3, OF.get)
    assert not found.understood
    assert "no gene known here" in found.message


def test_t68_c_names_are_not_read_where_the_records_carry_none() -> None:
    found = find_variants("c.1144C>T", AMONG, "STAT3")
    assert not found.understood
    assert "c. names are not read here" in found.message
    assert "UniProt curated variants of STAT3 carry none" in found.message
    both = find_variants("c.1144C>T (p.Arg382Trp)", AMONG, "STAT3")
    assert both.ids == ("VAR_000001",)
    genomic = find_variants("g.40322300A>G", WITH_CODING, "STAT3", STAT3)
    assert "g. names are not read here" in genomic.message


def test_t76_bases_typed_like_residues_are_asked_about() -> None:
    assert "If you meant c.1144C>T" in find_variants("C1144T", AMONG, "STAT3").message
    assert "type that" in find_variants("C1144T", WITH_CODING, "STAT3", STAT3).message
    assert "If you meant" not in find_variants("R382W", AMONG, "STAT3").message


def test_t76_a_range_without_residues_gets_a_hint() -> None:
    found = find_variants("1459_1468del", AMONG, "STAT3")
    assert not found.understood
    assert "is a range without residues: type 1459-1468" in found.message


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


def test_several_at_once_are_found_elsewhere_or_unknown_and_each_is_said() -> None:
    typed = "p.Arg382Trp, R382Q; TP53:R175H, p.Val5Met nonsense!"
    found = find_variants(typed, AMONG, "STAT3")
    assert found.ids == ("VAR_000001", "VAR_000002")
    assert found.understood
    assert (found.other_gene, found.rest) == ("TP53", "R175H")
    for words in (
        "2 of 4 found (2 records).",
        "Of another gene: “TP53:R175H”.",
        "Cannot be read: “p.Val5Met nonsense!”.",
    ):
        assert words in found.message


def test_several_of_which_none_is_here_are_named() -> None:
    found = find_variants("p.Val637Met, p.Arg423Gln", AMONG, "STAT3")
    assert found.ids == ()
    assert found.message == (
        "0 of 2 found (0 records). Not among the UniProt curated variants of STAT3: "
        "“p.Val637Met”, “p.Arg423Gln”."
    )
