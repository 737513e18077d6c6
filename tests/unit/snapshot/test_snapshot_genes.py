"""HGNC's genes and MANE's transcripts as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import SnapshotError
from dashboard.tables.making.genes_table import (
    former_ids,
    genes_table,
    parse_chromosome,
    parse_gencode_names,
    parse_mane,
    uniprot_owners,
)
from dashboard.tables.making.transcripts_table import (
    Coding,
    coding,
    parse_record,
    read_bigbed,
    transcripts_table,
)

HGNC_COLUMNS = [
    "hgnc_id",
    "symbol",
    "name",
    "locus_group",
    "locus_type",
    "location",
    "alias_symbol",
    "prev_symbol",
    "entrez_id",
    "ensembl_gene_id",
    "uniprot_ids",
    "omim_id",
]
HGNC = [
    "\t".join(HGNC_COLUMNS),
    (
        "HGNC:2\tZED\tz gene\tprotein-coding gene\tgene with protein product\t17q21.2\tA1|A2"
        "\tOLD\t7\tENSG2\tP1|P2\t10|20"
    ),
    "HGNC:1\tABC\ta gene\tnon-coding RNA\tRNA, long non-coding\tunplaced\t\t\t\t\tP2\t",
]
MANE = [
    (
        "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tRefSeq_nuc\tEnsembl_nuc\tEnsembl_prot"
        "\tMANE_status\tGRCh38_chr\tchr_strand"
    ),
    "GeneID:7\tENSG9.1\tHGNC:2\tZED\tNM_1.1\tENST1.2\tENSP1.1\tMANE Select\tNC_000017.11\t-",
    (
        "GeneID:7\tENSG9.1\tHGNC:2\tZED\tNM_2.1\tENST2.1\tENSP2.1\tMANE Plus Clinical"
        "\tNC_000017.11\t-"
    ),
    "GeneID:9\tENSG8.1\t\tLOC1\tNM_3.1\tENST3.1\tENSP3.1\tMANE Select\tNT_187693.1\t+",
]


@pytest.mark.parametrize(
    ("location", "chromosome"),
    [
        ("17q21.2", "17"),
        ("1p36", "1"),
        ("Xp22.33 and Yp11.32", "X and Y"),
        ("mitochondria", "mitochondria"),
        ("13cen, GRCh38 novel patch", "13"),
        ("22 unplaced", "22"),
        ("unplaced", None),
        ("reserved", None),
        ("not on reference assembly", None),
        ("", None),
        (None, None),
    ],
)
def test_a_chromosome_comes_from_the_band(location: str | None, chromosome: str | None) -> None:
    assert parse_chromosome(location) == chromosome


def test_t9_mane_joins_by_hgnc_id_not_by_ensembl_id() -> None:
    built = genes_table(HGNC, parse_mane(MANE), {"ZED": ["A2", "PAGE"]})
    none, gene = built.rows
    assert (gene["ensembl_id"], gene["mane_select"], gene["mane_refseq"]) == (
        "ENSG2",
        "ENST1.2",
        "NM_1.1",
    )
    assert gene["mane_plus_clinical"] == ["ENST2.1"]
    assert gene["aliases"] == ["A1", "A2", "PAGE"]
    assert (gene["uniprot_id"], gene["omim_id"]) == ("P1", "10")
    assert (none["symbol"], none["mane_select"], none["chromosome"], none["aliases"]) == (
        "ABC",
        None,
        None,
        [],
    )


def test_t64_ids_without_a_column_stand_among_the_accessions_without_version() -> None:
    none, gene = genes_table(HGNC, parse_mane(MANE)).rows
    assert gene["accessions"] == [
        *("ENSG9", "ENSP1", "ENSP2", "NM_1", "NM_2", "OMIM:10", "OMIM:20", "P1", "P2"),
    ]
    assert none["accessions"] == ["P2"]


def gene(number: int, symbol: str, ensembl_id: str | None, **more: object) -> dict[str, object]:
    """Return a row of the genes table, as far as former ids are concerned."""
    row = {"hgnc_id": f"HGNC:{number}", "symbol": symbol, "ensembl_id": ensembl_id}
    lists: dict[str, object] = {"aliases": [], "previous": [], "mane_select": None}
    return {**row, **lists, "locus_group": "protein-coding gene", **more}


@pytest.mark.parametrize(
    ("then", "genes", "former"),
    [
        ([("E1", "ABC")], [gene(1, "ABC", "E9")], {"HGNC:1": ["E1"]}),
        ([("E1", "OLD")], [gene(1, "ABC", "E9", previous=["OLD"])], {"HGNC:1": ["E1"]}),
        ([("E1", "AKA")], [gene(1, "ABC", None, aliases=["AKA"])], {"HGNC:1": ["E1"]}),
        ([("E1", "ABC")], [gene(1, "ABC", "E1")], {}),  # its id of today
        ([("E1", "ABC")], [gene(1, "ABC", "E9"), gene(2, "XYZ", "E1")], {}),  # another gene's today
        ([("E1", "ABC"), ("E2", "ABC")], [gene(1, "ABC", "E9")], {}),  # two ids of one name
        ([("E1", "ABC"), ("E9", "DEF")], [gene(1, "ABC", "E9")], {}),  # told apart then
        (
            [("E1", "OLD")],
            [gene(1, "ABC", "E9", previous=["OLD"]), gene(2, "XYZ", "E8", aliases=["OLD"])],
            {},
        ),
        (
            [("E1", "AKA")],
            [gene(1, "ABC", "E9", aliases=["AKA"], locus_group="pseudogene")],
            {},
        ),
    ],
)
def test_t64_a_former_id_is_a_genes_where_its_name_then_leaves_no_doubt(
    then: list[tuple[str, str]],
    genes: list[dict[str, object]],
    former: dict[str, list[str]],
) -> None:
    assert former_ids(then, genes) == former


def test_the_names_of_gencode_are_read_without_version_and_heading() -> None:
    lines = ["#1.2", "2\t3", "gene_id\tGene_Name\tLung", "ENSG1.4\tABC\t0.1\t2", "ENSG2.1\tX\t0"]
    assert parse_gencode_names(lines) == [("ENSG1", "ABC"), ("ENSG2", "X")]


def test_an_accession_of_two_genes_names_neither() -> None:
    assert uniprot_owners(HGNC) == {"P1": "HGNC:2"}


def test_exon_borders_fall_in_the_residue_where_the_exon_ends() -> None:
    part = Coding((4, 5, 3, 6))
    assert part.protein_length == 5
    assert part.exon_borders == [2, 3, 4]


def test_a_border_inside_the_stop_codon_is_no_border() -> None:
    assert Coding((6, 2, 1)).exon_borders == [2]


def test_a_coding_part_that_is_no_whole_codons_has_no_length() -> None:
    assert Coding((4, 4)).protein_length is None
    assert Coding((3,)).protein_length is None


def test_exons_are_cut_to_the_coding_part_and_read_backwards_on_minus() -> None:
    sizes, starts = [10, 10, 10, 10], [0, 20, 40, 60]
    assert coding(100, "+", (125, 148), sizes, starts).exon_bases == (5, 8)
    assert coding(100, "-", (125, 148), sizes, starts).exon_bases == (8, 5)


def test_a_bigbed_record_of_the_minus_strand_is_read_from_its_end() -> None:
    record = (100, 170, "ENST1.2", "0", "-", "105", "167", "0", "2", "11,10,", "0,60,", "ENST1.2")
    assert parse_record(record) == ("ENST1.2", Coding((7, 6)))


def test_a_transcript_without_exons_has_no_length_rather_than_zero() -> None:
    built = transcripts_table(
        parse_mane(MANE), {"ENST1.2": Coding((7, 5)), "ENST9.9": Coding((9,))}
    )
    select, plus, other = built.rows
    assert (select["protein_length"], select["exon_borders"]) == (3, [3])
    assert (plus["protein_length"], plus["exon_borders"]) == (None, [])
    assert (other["hgnc_id"], other["chromosome"], select["chromosome"]) == (
        None,
        "NT_187693.1",
        "17",
    )
    assert built.counts["bigBed records of no current MANE transcript"] == 1


def test_without_pybigtools_the_build_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(SnapshotError, match="pybigtools") as caught:
        read_bigbed(tmp_path)
    assert "requirements-build.txt" in caught.value.hint
