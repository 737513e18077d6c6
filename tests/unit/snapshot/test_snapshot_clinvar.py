"""ClinVar's P and LP records on the MANE protein: places, reasons, consequences, changes."""

from __future__ import annotations

import pytest

from dashboard.errors import SnapshotError
from dashboard.rules.clinvar import bucket, stars
from dashboard.tables.making.clinvar_plp import (
    NO_GENE,
    OLD_EXONS,
    WORDS,
    Keys,
    changed_bases,
    clinvar_plp_table,
    conditions_table,
    origin_words,
    parse_keys,
)
from dashboard.tables.making.genetic_code import can_become
from dashboard.tables.making.mane_exons import ManeTranscript, parse_transcript
from dashboard.tables.making.rows import Built, Row
from dashboard.tables.snapshot import Snapshot
from dashboard.upstream.sources.consequences import consequence_words

HEADER = "#CHROM	POS	ID	REF	ALT	DISEASE_IDS	AF_EXAC	CLNREVSTAT	CLNSIG	CLNVC	MC	ORIGIN	RS"
CONSEQUENCES = sorted(WORDS)
KEYS = Keys(
    [("MONDO:0000001", "Disease one"), ("MONDO:0000002", "Disease two")],
    ["Likely pathogenic", "Pathogenic/Likely pathogenic", "Pathogenic"],
    ["criteria provided, multiple submitters, no conflicts", "reviewed by expert panel"],
    [WORDS[word] for word in CONSEQUENCES],
)


def transcript(strand: str = "+", name: str = "ENST1.1", start: int = 100) -> ManeTranscript:
    """Return exons at 0-19, 30-49 and 60-79 of `start`, coding from 10 to 72: 42 bases."""
    return ManeTranscript(
        transcript=name,
        symbol="ONE",
        entrez_id="1",
        status="MANE Select",
        chromosome="1",
        strand=strand,
        exons=((start, start + 20), (start + 30, start + 50), (start + 60, start + 80)),
        coding=(start + 10, start + 72),
    )


def line(pos: int, ref: str, alt: str, *what: str, rsid: str = "", number: int = 7) -> str:
    """Return a record's line; `what` are its consequences as ClinVar writes them."""
    codes = ",".join(str(CONSEQUENCES.index(word)) for word in what)
    fields = ["1", str(pos), str(number), ref, alt, "0,1", "", "0", "2", "0", codes, "33", rsid]
    return "\t".join(fields).rstrip("\t")


def built(*lines: str, strand: str = "+", variants: tuple[Row, ...] = ()) -> Built:
    """Return the table of some records on one gene."""
    selects = [("HGNC:1", transcript(strand), True)]
    return clinvar_plp_table([HEADER, *lines], KEYS, selects, variants)


def row(*lines: str, strand: str = "+") -> Row:
    """Return the only row of some records."""
    (found,) = built(*lines, strand=strand).rows
    return found


@pytest.mark.parametrize(
    ("strand", "base", "residue"),
    [
        ("+", 110, 1),
        ("+", 112, 1),
        ("+", 113, 2),
        ("+", 119, 4),  # the last base of the first exon begins a codon
        ("+", 130, 4),
        ("-", 171, 1),
        ("-", 160, 4),
        ("-", 149, 5),
    ],
)
def test_a_base_has_its_residue_on_either_strand_across_introns(
    strand: str, base: int, residue: int
) -> None:
    found = row(line(base + 1, "A", "C", "missense_variant"), strand=strand)
    assert (found["start"], found["end"], found["reason"]) == (residue, residue, None)


def test_the_length_counts_whole_codons_without_the_stop() -> None:
    assert transcript().protein_length == 13
    assert transcript("-").place(110) == (14, 2)


@pytest.mark.parametrize(
    ("base", "ref", "alt", "word", "reason", "consequence"),
    [
        (120, "A", "C", "splice_donor_variant", "splice site", "splice donor"),
        (128, "A", "C", "splice_acceptor_variant", "splice site", "splice acceptor"),
        (124, "A", "C", "intron_variant", "splice region", None),
        (105, "A", "C", "5_prime_UTR_variant", "5′ UTR", "5′ UTR"),
        (75, "A", "C", "5_prime_UTR_variant", NO_GENE, None),
        (117, "ACGT", "A", "splice_donor_variant", "across the end of a coding exon", None),
    ],
)
def test_t37_what_has_no_residue_is_listed_with_its_reason(
    base: int, ref: str, alt: str, word: str, reason: str, consequence: str | None
) -> None:
    found = row(line(base + 1, ref, alt, word))
    assert (found["start"], found["end"], found["reason"]) == (None, None, reason)
    if consequence:
        assert found["consequence"] == consequence


def test_on_minus_the_first_exon_holds_the_end_of_the_protein() -> None:
    found = row(line(106, "A", "C", "3_prime_UTR_variant"), strand="-")
    assert (found["reason"], found["consequence"]) == ("3′ UTR", "3′ UTR")


def test_an_inframe_deletion_is_a_range_from_its_first_base_to_its_last() -> None:
    """As CFTR F508del, which falls on residues 507 and 508."""
    found = row(line(112, "ACGT", "A", "inframe_deletion"))
    assert (found["start"], found["end"]) == (1, 2)
    assert found["consequence"] == "inframe deletion"


def test_an_insertion_changes_the_codon_that_reads_on_behind_it() -> None:
    plus = row(line(113, "A", "AC", "frameshift_variant"))
    minus = row(line(113, "A", "AC", "frameshift_variant"), strand="-")
    assert (plus["start"], plus["end"]) == (2, 2)
    assert minus["start"] == transcript("-").place(112)[0]  # type: ignore[index]
    assert plus["consequence"] == "frameshift"


@pytest.mark.parametrize(
    ("ref", "alt", "words", "consequence"),
    [
        ("A", "C", ("missense_variant", "intron_variant"), "missense"),
        ("A", "C", ("missense_variant", "nonsense"), None),  # of different transcripts
        ("A", "C", (), None),
        ("AC", "A", ("frameshift_variant", "nonsense"), "frameshift"),
        ("AC", "A", ("nonsense",), "stop gained"),
        ("ACGT", "A", (), "inframe deletion"),
        ("A", "ACGT", (), "inframe insertion"),
        ("ACG", "TTT", (), None),
    ],
)
def test_a_consequence_is_said_where_place_and_bases_tell_it(
    ref: str, alt: str, words: tuple[str, ...], consequence: str | None
) -> None:
    assert row(line(133, ref, alt, *words))["consequence"] == consequence


def test_a_record_over_two_genes_stands_in_both_and_one_in_anothers_intron_does_not() -> None:
    inside = transcript(name="ENST2.1", start=120)  # its exons overlap those of the first
    selects = [("HGNC:1", transcript(), True), ("HGNC:2", inside, True)]
    lines = [HEADER, line(136, "A", "C", "missense_variant")]
    assert {r["hgnc_id"] for r in clinvar_plp_table(lines, KEYS, selects, ()).rows} == {
        "HGNC:1",
        "HGNC:2",
    }
    far = ManeTranscript(
        "ENST3.1", "THREE", "3", "MANE Select", "1", "+", ((0, 20), (900, 950)), (5, 920)
    )
    around = [("HGNC:1", transcript(), True), ("HGNC:3", far, True)]
    (only,) = clinvar_plp_table(lines, KEYS, around, ()).rows
    assert only["hgnc_id"] == "HGNC:1"
    deep = [HEADER, line(501, "A", "C", "intron_variant")]
    (only,) = clinvar_plp_table(deep, KEYS, around, ()).rows
    assert (only["hgnc_id"], only["reason"]) == ("HGNC:3", "intron")


def test_exons_of_another_version_give_no_residue() -> None:
    lines = [HEADER, line(136, "A", "C", "missense_variant")]
    (found,) = clinvar_plp_table(lines, KEYS, [("HGNC:1", transcript(), False)], ()).rows
    assert (found["hgnc_id"], found["start"], found["reason"]) == ("HGNC:1", None, OLD_EXONS)


def known(*changes: str, gene: str = "HGNC:1") -> tuple[Row, ...]:
    """Return UniProt's variants under rs5."""
    return tuple({"hgnc_id": gene, "dbsnp": "rs5", "protein_change": text} for text in changes)


@pytest.mark.parametrize(
    ("variants", "change"),
    [
        (known("p.Arg2Trp"), "p.Arg2Trp"),  # CGG to TGG
        (known("p.Arg2Trp", "p.Arg2Gln"), "p.Arg2Trp"),  # Gln needs the second base
        (known("p.Arg2Gln"), None),
        (known("p.Arg3Trp"), None),  # another residue: another isoform
        (known("p.Arg2Trp", gene="HGNC:2"), None),
        (known("p.Arg2Trp", "p.Arg2Cys"), None),  # both are possible
        ((), None),
    ],
)
def test_a_change_needs_the_rsid_the_gene_the_residue_and_the_genetic_code(
    variants: tuple[Row, ...], change: str | None
) -> None:
    record = line(114, "C", "T", "missense_variant", rsid="5")
    (found,) = built(record, variants=variants).rows
    assert (found["dbsnp"], found["start"]) == ("rs5", 2)
    assert found["protein_change"] == change


def test_the_genetic_code_knows_which_base_turns_which_residue() -> None:
    assert can_become("Arg", "Trp", 0, "C", "T")
    assert not can_become("Arg", "Trp", 1, "G", "A")
    assert can_become("Val", "Glu", 1, "T", "A")
    assert not can_become("Val", "Glu", 1, "T", "G")


def test_t31_t33_classes_and_stars_are_read_exactly() -> None:
    assert {bucket(word) for word in KEYS.classes} == {
        "pathogenic",
        "pathogenic/likely pathogenic",
        "likely pathogenic",
    }
    assert [stars(word) for word in KEYS.reviews] == [2, 3]
    assert row(line(114, "C", "T"))["raw_class"] == "Pathogenic"


def test_origins_are_words_and_an_unknown_one_is_none() -> None:
    assert origin_words("33") == "germline; de novo"
    assert origin_words("0") is None
    assert origin_words("") is None


def test_keys_are_read_by_name_and_a_missing_one_stops_the_build() -> None:
    lines = [
        '# disease_mondo_ids_and_names = ["0000001|Disease_one"]',
        '# clinical_significances = ["Likely_pathogenic"]',
        '# clinical_review_statuses = ["practice_guideline"]',
        '# molecular_consequences = ["SO:0001587|nonsense"]',
    ]
    keys = parse_keys(lines)
    assert keys.conditions == [("MONDO:0000001", "Disease one")]
    assert (keys.classes, keys.consequences) == (["Likely pathogenic"], ["stop gained"])
    with pytest.raises(SnapshotError, match="molecular_consequences"):
        parse_keys(lines[:-1])
    assert conditions_table(keys).rows == [{"mondo_id": "MONDO:0000001", "name": "Disease one"}]


def test_the_anchor_base_of_a_vcf_record_is_not_changed() -> None:
    assert changed_bases(10, "ATCT", "A") == ((10, 13), "TCT", "")
    assert changed_bases(10, "G", "GCC") == ((10, 10), "", "CC")
    assert changed_bases(10, "C", "T") == ((9, 10), "C", "T")


def test_consequences_have_the_words_of_the_live_sources() -> None:
    spelt_otherwise = {
        "genic_downstream_transcript_variant",
        "genic_upstream_transcript_variant",
        "no_sequence_alteration",
        "non-coding_transcript_variant",
    }
    for printed in set(WORDS) - spelt_otherwise:
        assert consequence_words(printed) == WORDS[printed], printed


def test_a_bigbed_record_becomes_a_transcript() -> None:
    tail = "ENST1.2 cmpl cmpl 0 mRNA ENSG1.1 ONE protein_coding ENSP1 NM_1.1 GeneID:9 NP_1 MANE"
    fields = ["ENST1.2", "0", "-", "105", "167", "0", "2", "11,10,", "0,60,", *tail.split()]
    found = parse_transcript("chr17", (100, 170, *fields, "Select"))
    assert (found.symbol, found.entrez_id, found.status) == ("ONE", "9", "MANE Select")
    assert (found.chromosome, found.exons) == ("17", ((100, 111), (160, 170)))
    assert found.coding_exons == ((105, 111), (160, 167))


GOLDEN = [
    ("HGNC:11364", 382, 382, 18304, "p.Arg382Trp", "Pathogenic"),  # STAT3
    ("HGNC:11364", 382, 382, 18305, "p.Arg382Gln", "Pathogenic"),
    ("HGNC:11998", 175, 175, 12374, "p.Arg175His", "Pathogenic"),  # TP53
    ("HGNC:1097", 600, 600, 13961, "p.Val600Glu", "Pathogenic/Likely pathogenic"),  # BRAF
    ("HGNC:1097", 600, 600, 40389, None, "Pathogenic"),  # V600G, under V600E's rsID
    ("HGNC:1884", 507, 508, 7105, None, "Pathogenic"),  # CFTR F508del
]


@pytest.mark.parametrize(("gene", "start", "end", "number", "change", "word"), GOLDEN)
def test_known_records_stand_on_their_residue(
    snapshot: Snapshot,
    gene: str,
    start: int,
    end: int,
    number: int,
    change: str | None,
    word: str,
) -> None:
    rows = {row["variation_id"]: row for row in snapshot.records("clinvar_plp", gene)}
    found = rows[number]
    assert (found["start"], found["end"]) == (start, end)
    assert (found["protein_change"], found["raw_class"]) == (change, word)


def test_no_residue_lies_beyond_the_stop_codon_and_each_row_has_a_place_or_a_reason(
    snapshot: Snapshot,
) -> None:
    lengths = {
        row["hgnc_id"]: row["protein_length"]
        for row in snapshot.arrow("transcripts").to_pylist()
        if row["status"] == "MANE Select"
    }
    for row in snapshot.arrow("clinvar_plp").to_pylist():
        assert (row["start"] is None) == (row["reason"] is not None)
        if row["start"] is not None:
            assert 1 <= row["start"] <= row["end"] <= lengths[row["hgnc_id"]] + 1
