"""A visitor's own variants: every line is placed, or said why not; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import BadList
from dashboard.models import Gene, Variant, VariantSet
from dashboard.service import DataService
from dashboard.service.own_variants import own_variants
from dashboard.several.own_variants import MOST_VARIANTS, OwnVariants, known_residues, read_own

Read = Callable[..., OwnVariants]


@pytest.fixture(name="read")
def fixture_read(service: DataService) -> Read:
    """Return what reads a text or file for a gene's page."""

    def read(content: str | bytes, symbol: str = "STAT3", name: str | None = None) -> OwnVariants:
        return own_variants(service, service.gene(symbol), name, content)

    return read


def placed(found: OwnVariants) -> list[tuple[int, str]]:
    return [(one.position, one.protein_change) for one in found.variants]


THREE = [(382, "p.Arg382Trp"), (423, "p.Arg423Gln"), (637, "p.Val637Met")]


@pytest.mark.parametrize(
    "typed",
    [
        "p.Arg382Trp, p.Val637Met, p.Arg423Gln",
        "p.Arg382Trp\np.Val637Met\np.Arg423Gln\n",
        "R382W V637M R423Q",
        "R382W;V637M;R423Q",
        "STAT3 R382W, V637M, R423Q",
        "STAT3:p.(Arg382Trp)\nSTAT3 V637M\nNP_644805.1:p.Arg423Gln",
        "NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)\nV637M.\n(p.Arg423Gln)",
        "NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp), V637M, R423Q",
        "\ufeffp.Arg382Trp\u00a0\r\np.Val637Met\r\np.Arg423Gln",
    ],
)
def test_t36_several_changes_are_read_however_they_are_parted(read: Read, typed: str) -> None:
    found = read(typed)
    assert placed(found) == THREE
    assert found.counts == {"placed": 3}
    assert set(found.labels) == {""}


def test_every_line_is_accounted_for(read: Read) -> None:
    text = "p.Arg382Trp\nTP53 R175H\np.Ala900Gly\nnonsense\nR382W\np.=\n382\nc.1144C>T\nV637M"
    found = read(text)
    fates = [(one.line, one.fate) for one in found.lines]
    assert fates == [
        (1, "placed"),
        (2, "other gene"),
        (3, "beyond"),
        (4, "not readable"),
        (5, "duplicate"),
        (6, "no residue"),
        (7, "not readable"),
        (8, "not readable"),
        (9, "placed"),
    ]
    assert sum(found.counts.values()) == 9
    other = found.lines[1]
    assert (other.gene, other.find) == ("TP53", "p.Arg175His")
    assert "ends at residue 770" in found.lines[2].message
    assert "names a residue" in found.lines[6].message
    assert "c. names are not read here" in found.lines[7].message


def test_t38_the_stop_codon_is_the_last_place_and_one_more_is_beyond(read: Read) -> None:
    found = read("p.Ter771Trp\np.Ter772Trp\np.Met770Val")
    assert [one.fate for one in found.lines] == ["placed", "beyond", "placed"]
    assert "stop codon of this protein is residue 771" in read("p.Ter700Trp").lines[0].message


def test_another_residue_than_the_proteins_is_placed_and_said(read: Read) -> None:
    found = read("p.Gln382Trp\np.Arg382Gly")
    assert found.variants[0].note == "Gln given, but residue 382 is Arg in the records here"
    assert found.variants[1].note is None


def test_residues_on_which_records_differ_are_not_known() -> None:
    def record(change: str) -> Variant:
        return Variant(change, change, None, None, "uncertain", "US", None)

    known = known_residues([record("p.Arg5Trp"), record("p.Gly7Ser"), record("p.Ala7Ser")])
    assert known == {5: "Arg"}


def test_ids_of_records_here_stand_for_their_changes(read: Read) -> None:
    found = read("rs113994135 VCV000018305\nVAR_089790", name="clinvar_plp")
    assert found.lines[0].fate == "placed"
    assert found.variants[0].protein_change == "p.Arg382Trp"
    assert found.lines[1].fate in {"placed", "duplicate", "not readable"}
    assert found.lines[2].fate == "not readable"  # UniProt's id, and the set shown is ClinVar's


@pytest.mark.parametrize(
    "table",
    [
        "Patient\tHugo_Symbol\tHGVSp_Short\tGroup\n1\tSTAT3\tp.R382W\tcases\n2\tTP53\tp.R175H\t"
        "cases\n3\tSTAT3\tp.X2_splice\tcontrols\n4\tSTAT3\tp.V637M\tcontrols\n",
        "gene,protein change,label\nSTAT3,p.Arg382Trp,cases\nTP53,p.Arg175His,cases\n"
        "STAT3,p.X2_splice,controls\nSTAT3,V637M,controls\n",
        '# source: a laboratory\n"Label";"Protein"\ncases;STAT3:p.Arg382Trp\ncases;TP53:R175H\n'
        "controls;splice\ncontrols;p.(Val637Met)\n",
    ],
    ids=["MAF", "commas", "semicolons"],
)
def test_tables_have_their_columns_recognised(read: Read, table: str) -> None:
    found = read(table)
    assert [(one.protein_change, one.label) for one in found.variants] == [
        ("p.Arg382Trp", "cases"),
        ("p.Val637Met", "controls"),
    ]
    assert found.labels == {"cases": 1, "controls": 1}
    assert found.counts == {"placed": 2, "other gene": 1, "not readable": 1}


def test_a_table_without_heading_is_read_by_what_is_in_it(read: Read) -> None:
    found = read("1\tp.Arg382Trp\tfamily A\n2\tp.Val637Met\tfamily B\n3\tR423Q\tfamily A\n")
    assert [(one.position, one.label) for one in found.variants] == [
        (382, "family A"),
        (423, "family A"),
        (637, "family B"),
    ]


def test_words_after_a_change_are_its_label(read: Read) -> None:
    found = read("R382W proband 1\nV637M, mother\nR423Q")
    assert [one.label for one in found.variants] == ["proband 1", "", "mother"]


def test_a_vcf_is_read_by_the_change_in_its_annotation(read: Read) -> None:
    vcf = (
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "17\t42322464\t.\tG\tA\t.\tPASS\tCSQ=A|missense|STAT3|ENSP1:p.Arg382Trp|x\n"
        "17\t42322465\t.\tG\tA\t.\tPASS\tAC=1\n"
    )
    found = read(vcf)
    assert placed(found) == [(382, "p.Arg382Trp")]
    assert found.counts["placed"] == 1
    assert sum(found.counts.values()) == 2


def test_what_is_read_can_be_read_again(read: Read) -> None:
    first = read("p.Arg382Trp proband\nTP53 R175H\np.Ala900Gly\nbroken\nV637M")
    again = read(first.text)
    assert [(v.protein_change, v.label) for v in again.variants] == [
        (v.protein_change, v.label) for v in first.variants
    ]
    assert again.counts == {"placed": 2, "other gene": 1, "beyond": 1}
    on_tp53 = read(first.text, "TP53")
    assert placed(on_tp53) == [(175, "p.Arg175His")]


@pytest.mark.parametrize("empty", ["", "  \n\t\n", "# only a comment\n"])
def test_nothing_is_said_to_be_nothing(read: Read, empty: str) -> None:
    with pytest.raises(BadList, match="no variant"):
        read(empty)


def test_too_many_of_one_gene_are_refused_in_a_sentence(read: Read) -> None:
    many = "\n".join(f"p.Arg382Trp label {n}" for n in range(MOST_VARIANTS + 1))
    with pytest.raises(BadList, match="too many"):
        read(many)


def test_a_binary_file_is_refused(read: Read) -> None:
    with pytest.raises(BadList):
        read(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)


STAT3 = Gene("HGNC:11364", "STAT3", "name", "17q21.2")
NONE = VariantSet("", "records", None, None, (), (), {})


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_nothing_that_is_given_raises_but_a_sentence(content: str | bytes) -> None:
    try:
        found = read_own(content, STAT3, NONE, 770, lambda _: None)
    except BadList:
        return
    assert sum(found.counts.values()) == len(found.lines)
    assert all(1 <= one.position <= 771 for one in found.variants)
