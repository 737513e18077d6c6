"""Rule T64: ids and spellings that people paste, resolved with a note, or asked, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from time import process_time

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import BadInput, GeneAmbiguous, GeneNotFound, PossibleDate, SeveralNamed
from dashboard.genes.index import GeneIndex, Named
from dashboard.genes.spellings import readings
from dashboard.tables.snapshot import Snapshot


@pytest.fixture(scope="module")
def table(snapshot: Snapshot) -> pa.Table:
    """Return the embedded genes table."""
    return snapshot.arrow("genes")


def way(index: GeneIndex, text: str) -> tuple[str, str | None]:
    """Return the symbol that a text resolves to, and how."""
    gene = index.resolve(text)
    return gene.symbol, gene.resolved_from.how if gene.resolved_from else None


def choices(index: GeneIndex, text: str) -> tuple[str, ...]:
    """Return what an ambiguous text can mean."""
    with pytest.raises(GeneAmbiguous) as caught:
        index.resolve(text)
    return caught.value.choices


STAT3_IDS = (
    *(("hgnc:11364", "hgnc"), ("HGNC:HGNC:11364", "hgnc"), ("HGNC_11364", "hgnc")),
    *(("6774", "entrez"), ("LOC6774", "entrez"), ("GeneID:6774", "entrez"), ("hsa:6774", "entrez")),
    *(("ENSG00000168610.17", "ensembl"), ("ENST00000264657.10", "ensembl")),
    *(("ENSP00000264657", "ensembl"), ("ENSP00000264657.4", "ensembl")),
    *(("NM_139276", "refseq"), ("nm_139276.3", "refseq"), ("NP_644805.1", "refseq")),
    ("NM_003150", "refseq"),  # HGNC's, not MANE's
    *(("P40763", "uniprot"), ("p40763", "uniprot"), ("P40763-2", "uniprot")),
    *(("UniProtKB:P40763", "uniprot"), ("sp|P40763|STAT3_HUMAN", "uniprot")),
    *(("OMIM:102582", "omim"), ("MIM:102582", "omim"), ("uc002hzl.2", "ucsc")),
)


@pytest.mark.parametrize(("text", "how"), STAT3_IDS)
def test_t64_stat3_answers_to_all_its_ids(index: GeneIndex, text: str, how: str) -> None:
    assert way(index, text) == ("STAT3", how)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        *(("ENSG00000182378.15_PAR_Y", "PLCXD1"), ("ENSGR0000182378", "PLCXD1")),
        *(("ENSG00000182378_PAR_Y", "PLCXD1"), ("ENSGR0000182378.8", "PLCXD1")),
        *(("ENSG00000108753", "HNF1B"), ("ENSG00000120586.1", "MRC1")),  # GRCh37
        ("ENSG00000281879", "ABO"),  # MANE's id, on another locus
    ],
)
def test_t64_ensembl_ids_of_other_builds_and_loci_are_known(
    index: GeneIndex, text: str, symbol: str
) -> None:
    assert way(index, text) == (symbol, "ensembl")


def test_t64_a_replaced_ensembl_id_says_which_one_the_gene_has(index: GeneIndex) -> None:
    note = "ENSG00000108753 is an id of HNF1B elsewhere (GRCh37 or MANE); HGNC has ENSG00000275410."
    assert index.resolve("ENSG00000108753").note == note
    assert index.resolve("ENSGR0000182378").note is None


def test_t64_an_accession_of_several_genes_is_asked(index: GeneIndex) -> None:
    assert "H4C1" in choices(index, "P62805")
    assert len(choices(index, "P62805")) > 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("LOC105369230", "Entrez id"), ("OMIM:999999", "OMIM number")),
        *(("ENSG00000999999", "Ensembl id"), ("NM_999999999", "RefSeq accession")),
    ],
)
def test_t64_an_id_of_no_gene_is_unknown_and_called_what_it_is(
    index: GeneIndex, text: str, kind: str
) -> None:
    with pytest.raises(GeneNotFound, match=kind) as caught:
        index.resolve(text)
    assert caught.value.suggestions == ()


@pytest.mark.parametrize("text", ["uc002hzl.3", "Q00000", "XP_1", "STAT3_HUMAN"])
def test_t64_an_id_that_no_table_has_is_unknown(index: GeneIndex, text: str) -> None:
    with pytest.raises(GeneNotFound):
        index.resolve(text)


SPELLINGS = (
    *(("HLA.DRA", "HLA-DRA"), ("HLA.A", "HLA-A"), ("NKX2.1", "NKX2-1"), ("MT.CO1", "MT-CO1")),
    *(("KRTAP10.7", "KRTAP10-7"), ("ARMCX5.GPRASP2", "ARMCX5-GPRASP2"), ("X7SK", "RN7SK")),
    *(("HLA_DRB1", "HLA-DRB1"), ("h3.3A", "H3-3A"), ("nkx2.5", "NKX2-5")),
    *(("TNF-\u03b1", "TNF"), ("TNF\u03b1", "TNF"), ("IFN-\u03b3", "IFNG"), ("IFN\u03b3", "IFNG")),
    *(("NF-\u03baB", "NFKB1"), ("IL-1\u03b2", "IL1B"), ("IL-1\u00df", "IL1B")),
    *(("\u03b2-catenin", "CTNNB1"), ("TGF-\u03b21", "TGFB1"), ("GSK3\u03b2", "GSK3B")),
    *(("PPAR\u03b3", "PPARG"), ("HIF-1\u03b1", "HIF1A"), ("IFN-gamma", "IFNG")),
    *(("c-MET", "MET"), ("c-MYC", "MYC"), ("C-Kit", "KIT"), ("K-RAS", "KRAS"), ("B-Raf", "BRAF")),
    *(("p53", "TP53"), ("PD-L1", "CD274"), ("IL-6", "IL6"), ("TRA@", "TRA")),
)


@pytest.mark.parametrize(("text", "symbol"), SPELLINGS)
def test_t64_other_spellings_are_read_with_a_note(index: GeneIndex, text: str, symbol: str) -> None:
    gene = index.resolve(text)
    assert gene.symbol == symbol
    assert gene.resolved_from is not None
    assert gene.resolved_from.how in ("spelling", "alias", "previous")
    assert gene.note is not None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "SCN2A*",
            "SCN2A **",
            "*SCN2A",
            "SCN2A\u2020",
            "SCN2A\u2021",
            "SCN2A\u00a7",
            "SCN2A \u00b6",
        ),
        *(
            "SCN2A^a",
            "SCN2A\u00b2",
            "SCN2A\u00b9\u00b2",
            "SCN2A\u1d43",
            "SCN2Ab",
            "SCN2A#",
            "SCN2A*\u2020",
        ),
        "SCN2A.1",  # the second of two, as R writes it
    ],
)
def test_t64_footnote_marks_are_left_out_and_named(index: GeneIndex, text: str) -> None:
    gene = index.resolve(text)
    assert (gene.symbol, gene.resolved_from and gene.resolved_from.how) == ("SCN2A", "mark")
    assert "without" in (gene.note or "")


def test_t64_a_raised_digit_is_a_mark_and_not_a_digit_of_the_symbol(index: GeneIndex) -> None:
    assert way(index, "CDK1\u00b2") == ("CDK1", "mark")
    assert way(index, "CDK12") == ("CDK12", None)


def test_t64_a_mark_behind_another_spelling_is_left_out_first(index: GeneIndex) -> None:
    assert way(index, "TNF-\u03b1*") == ("TNF", "mark")
    assert way(index, "KMT2A (MLL)\u2020") == ("KMT2A", "mark")
    assert way(index, "2-Sep*") == ("SEPTIN2", "mark")
    assert choices(index, "CDKN2A/B*") == ("CDKN2A", "CDKN2B")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        *(("TP53 (p53)", "TP53"), ("KMT2A (MLL)", "KMT2A"), ("H3F3A (H3.3A)", "H3-3A")),
        *(("HER2/ERBB2", "ERBB2"), ("HER2/neu", "ERBB2"), ("CD274 [PD-L1]", "CD274")),
        *(("MAPK14 (p38)", "MAPK14"), ("COX2/PTGS2", "PTGS2"), ("STAT3|ENSG00000168610", "STAT3")),
        *(("STAT3 (6774)", "STAT3"), ("TNF (TNF-\u03b1)", "TNF"), ("NM_139276.3(STAT3)", "STAT3")),
    ],
)
def test_t64_two_names_of_one_gene_are_that_gene(index: GeneIndex, text: str, symbol: str) -> None:
    assert way(index, text) == (symbol, "names")


@pytest.mark.parametrize(
    ("text", "genes"),
    [
        *(("CDKN2A/B", ("CDKN2A", "CDKN2B")), ("Erk1/2", ("MAPK3", "MAPK1"))),
        *(("BRCA1/2", ("BRCA1", "BRCA2")), ("AKT1/2/3", ("AKT1", "AKT2", "AKT3"))),
        *(("BCR-ABL1", ("BCR", "ABL1")), ("EML4::ALK", ("EML4", "ALK"))),
        *(("EWSR1/FLI1", ("EWSR1", "FLI1")), ("MLL-AF9", ("KMT2A", "MLLT3"))),
        *(("PML-RAR\u03b1", ("PML", "RARA")), ("TMPRSS2--ERG", ("TMPRSS2", "ERG"))),
        *(("STAT3 | JAK1", ("STAT3", "JAK1")), ("BRCA1 (BRCA2)", ("BRCA1", "BRCA2"))),
        ("COX-2", ("PTGS2", "MT-CO2")),
    ],
)
def test_t64_several_genes_in_one_text_are_asked(
    index: GeneIndex, text: str, genes: tuple[str, ...]
) -> None:
    assert choices(index, text) == genes


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        *(("HLA-DRB1*15:01", "HLA-DRB1"), ("HLA-A*02:01:01:01", "HLA-A"), ("A*02:01", "HLA-A")),
        *(("DRB1*04:01", "HLA-DRB1"), ("HLA-B*57:01", "HLA-B"), ("HLA-B27", "HLA-B")),
        *(("CYP2D6*4", "CYP2D6"), ("UGT1A1*28", "UGT1A1"), ("TPMT*3A", "TPMT")),
    ],
)
def test_t64_an_allele_is_its_gene_with_a_note(index: GeneIndex, text: str, symbol: str) -> None:
    gene = index.resolve(text)
    assert way(index, text) == (symbol, "allele")
    assert f"allele of {symbol}" in (gene.note or "")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        *(("TP53 (tumor)", "TP53"), ("STAT3-R382W", "STAT3"), ("STAT3/unknownthing", "STAT3")),
        *(("\u03b1-synuclein", "SNCA"), ("\u03b2-actin", "ACTB"), ("macrosialin", "CD68")),
    ],
)
def test_t64_what_is_known_in_part_is_unknown_and_offers_the_part(
    index: GeneIndex, text: str, near: str
) -> None:
    with pytest.raises(GeneNotFound) as caught:
        index.resolve(text)
    assert caught.value.suggestions[0] == near


# Headings, words and units: none but symbols of their own (T54) may name a gene.
WORDS = re.findall(
    r"\S+",
    """
    Gene Genes Gen Gène Gene.name Gene_symbol Type Rank Impact(%) pLI Description Start End Strand
    chr Chromosome Position Ref Alt Name Names Symbol Id Class Consequence Rating Green Red Amber
    p.value p-value q.value P_value P.adj padj log2FC log2FoldChange log2.fold.change baseMean FDR
    Total Count Number Sum Mean Median Sample Samples Control Case Cases Controls Group Disease
    Inheritance Source Reference PMID Note Notes Comment Evidence Status Level Category Version
    the and of in with for from not yes no true false none all both other unknown missing novel
    analysis table figure supplementary abbreviation footnote significant protein transcript
    mutation expression pathway cell tissue blood brain liver heart kidney lung patient mouse
    Score(%) n(%) Age(years) Dose(mg) Start(bp) End(kb) Max(mm) Size(kDa) Rank(n) Set(n=5) Time(h)
    mg/l mg/dL mmol/L g/l U/L kg/m2 m/s km/h ng/ml pg/mL μg μm μM μg/ml cm2 m² kg/m² mm^2
    either/or his/her A/B T/N w/o input/output yes/no 50% 1/2 3/4 1e-5 0.05 2.5 -0.3 1.23e-5 1,234
    well-known non-coding loss-of-function wild-type follow-up cut-off long-term cross-check X1 X2
    x.1 V1.V2 col_1 col.2 Unnamed:_0 row.names t-test e-mail a-b c-d x-axis y-axis i.e e.g etc.
    LOEUF Term Score Variant Date Year Human Phenotype N/A n/a and/or X3.1 vs. et_al known Level-2
    """,
)


def test_t65_taking_apart_makes_no_word_heading_or_unit_a_gene(index: GeneIndex) -> None:
    whole = index._meanings.whole
    new = {}
    for word, found in zip(WORDS, index.find_all(WORDS), strict=True):
        bare = re.sub(r"^\W+|\W+$", "", word).upper()
        if whole(word.upper()) or whole(bare):
            continue  # a name as a whole: as before
        if not isinstance(found, GeneNotFound | PossibleDate):
            new[word] = found
    assert new == {}


def test_t9_every_approved_symbol_is_itself_in_any_case(index: GeneIndex, table: pa.Table) -> None:
    symbols = table["symbol"].to_pylist()
    rows = list(range(len(symbols)))
    for spelt in (symbols, [s.lower() for s in symbols], [s.upper() for s in symbols]):
        found = index.find_all(spelt)
        wrong = [
            (text, answer)
            for text, answer, row in zip(spelt, found, rows, strict=True)
            if not isinstance(answer, Named) or (answer.row, answer.how) != (row, None)
        ]
        assert wrong == []


def test_t64_every_id_of_every_kind_names_its_gene(index: GeneIndex, table: pa.Table) -> None:
    owners: dict[str, set[int]] = defaultdict(set)
    prefixes = {"uniprot_id": "", "omim_id": "OMIM:"}
    for column in ("hgnc_id", "entrez_id", "ensembl_id", "mane_select", "mane_refseq", *prefixes):
        for row, text in enumerate(table[column].to_pylist()):
            if text:
                owners[f"{prefixes.get(column, '')}{text}".partition(".")[0]].add(row)
    for column in ("mane_plus_clinical", "accessions"):
        for row, texts in enumerate(table[column].to_pylist()):
            for text in texts:
                owners[text if text.startswith("uc") else text.partition(".")[0]].add(row)
    assert len(owners) > 240_000
    texts = list(owners)
    wrong = []
    for text, found in zip(texts, index.find_all(texts), strict=True):
        if isinstance(found, Named):
            right = {found.row} == owners[text]
        else:
            right = isinstance(found, GeneAmbiguous) and len(found.choices) == len(owners[text])
        if not right:
            wrong.append((text, owners[text], found))
    assert wrong == []


def test_t9_a_name_of_one_gene_or_several_stays_what_it_was(
    index: GeneIndex, table: pa.Table
) -> None:
    """No alias or previous symbol is taken apart, and one of several genes stays ambiguous."""
    approved = {symbol.upper() for symbol in table["symbol"].to_pylist()}
    names: dict[str, set[int]] = defaultdict(set)
    for column in ("aliases", "previous"):
        for row, texts in enumerate(table[column].to_pylist()):
            for text in texts:
                names[text.upper()].add(row)
    texts = [text for text in names if text not in approved and not text.isdigit()]
    wrong = []
    for text, found in zip(texts, index.find_all(texts), strict=True):
        apart = isinstance(found, SeveralNamed | PossibleDate | GeneNotFound)
        if apart or (isinstance(found, Named) and found.row not in names[text]):
            wrong.append((text, found))
    assert wrong == []


def test_t64_r_names_of_approved_symbols_lead_back_or_are_asked(
    index: GeneIndex, table: pa.Table
) -> None:
    """R's make.names writes dashes as dots: it must never give another gene."""
    symbols = [symbol for symbol in table["symbol"].to_pylist() if "-" in symbol]
    rows = {symbol: row for row, symbol in enumerate(table["symbol"].to_pylist())}
    written = [symbol.replace("-", ".") for symbol in symbols]
    right = wrong = 0
    for symbol, found in zip(symbols, index.find_all(written), strict=True):
        if isinstance(found, Named):
            right += found.row == rows[symbol]
            wrong += found.row != rows[symbol]
    assert wrong == 0
    assert right > 0.99 * len(symbols)


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_t64_any_text_can_be_taken_apart(text: str) -> None:
    for reading in readings(text):
        assert reading.texts is not None
        assert len(reading.texts) <= 9


HOSTILE = (
    *("A" * 10_000_000, " " * 10_000_000, "\u03b1-" * 5_000_000, "STAT3" + " " * 10_000_000),
    *("-" * 200, "A-" * 100, "\u03b1" * 60, "(" * 60, "A/" * 30, "^" * 60, "A^b" * 20, "A.B." * 15),
    *("STAT3-" * 10, "\u03b1\u03b2-" * 20, "CDK/" * 15, "*\u2020" * 30, "ALPHA-" * 10),
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_t64_a_hostile_text_costs_no_time(index: GeneIndex, text: str) -> None:
    took = []
    for _ in range(100):
        start = process_time()
        with suppress(BadInput):
            index.find(text, near=False)
        took.append(process_time() - start)
    assert min(took) < 500e-6  # a bound for busy machines; tests/bench/genes.py has figures
