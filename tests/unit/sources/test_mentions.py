"""Whole tokens, case kept, context for symbols that are words (T54)."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from dashboard.rules.ambiguous_symbols import is_ambiguous
from dashboard.rules.gene_mentions import mentions, mentions_in, searched_names
from dashboard.upstream.sources.mentions import quoted
from tests.unit.sources.fake_client import STAT3


@pytest.mark.parametrize(
    "text",
    [
        "STAT3",
        "anti-STAT3 therapy",
        "STAT3/JAK2",
        "(STAT3)",
        "STAT3-mutant",
        "the STAT3.",
        "pSTAT3 STAT3",
    ],
)
def test_t54_a_whole_token_is_a_mention(text: str) -> None:
    assert mentions([text], ["STAT3"])


@pytest.mark.parametrize("text", ["pSTAT3", "STAT3A", "STAT31", "Stat3", "stat3", "STAT 3", ""])
def test_t54_a_part_of_a_word_or_another_case_is_none(text: str) -> None:
    assert not mentions([text], ["STAT3"])


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("All criteria MET before dosing", "MET"),
        ("Tablets BID with food", "BID"),
        ("REST for two hours", "REST"),
        ("allergy to CAT or dog", "CAT"),
        ("History of CAD or stroke", "CAD"),
    ],
)
def test_t54_a_symbol_that_is_a_word_needs_context(text: str, symbol: str) -> None:
    assert is_ambiguous(symbol)
    assert not mentions([text], [symbol])
    assert mentions([f"{symbol} mutation"], [symbol])


MENTIONS = [
    # gene and its other names, as trials write them
    ("BRCA2", "Germline BRCA1/2 Mutations"),
    ("BRCA2", "BRCA 2 Gene Mutation"),
    ("BRCA2", "Women with BRCA 1 or BRCA 2"),
    ("BRCA2", "gBRCA1/2 carriers"),
    ("BRCA2", "BRCA1 and 2 mutations"),
    ("BRCA2", "BRCA1 or 2."),
    ("BRCA2", "deleterious BRCA-1/-2 variant"),
    ("BRCA2", "BRCA1/2/PALB2"),
    ("BRCA2", "BRCA1/BRCA2"),
    ("BRCA2", "BRCA1/2mut ovarian cancer"),
    ("FGFR2", "FGFR1-3 fusions"),
    ("FGFR3", "FGFR1\u20133 alterations"),
    ("FGFR3", "FGFR1, 2 or 3 alterations"),
    ("FGFR3", "FGFR1/2/3"),
    ("FGFR2", "a pan-FGFR 1-4 inhibitor"),
    ("KRAS", "K-RAS mutated colon cancer"),
    ("NRAS", "N-RAS"),
    ("BRAF", "B-RAF"),
    ("KRAS", "KRASG12C"),
    ("KRAS", "KRAS G12C"),
    ("KRAS", "KRASwt"),
    ("BRAF", "BRAFV600E-mutant melanoma"),
    ("BRAF", "BRAFV600 melanoma"),
    ("EGFR", "EGFRvIII CAR T"),
    ("EGFR", "EGFRm+ NSCLC"),
    ("EGFR", "EGFRex20ins"),
    ("IDH1", "IDH1R132H"),
    ("MET", "METex14 skipping"),
    ("MET", "MET exon 14"),
    ("MET", "c-MET"),
    ("MET", "c-Met inhibitor"),
    ("MET", "cMET overexpression"),
    ("MET", "MET, ALK or ROS1 fusion"),
    ("MET", "mutations in EGFR, ALK and MET"),
    ("MET", "an EGFR/MET bispecific antibody"),
    ("MET", "patients who have MET amplification"),
    ("KIT", "a KIT mutation"),
    ("KIT", "KIT D816V"),
    ("KIT", "stem cell factor receptor (KIT)"),
    ("CAT", "CAT gene polymorphism"),
    ("MAX", "germline MAX variants"),
    ("C9orf72", "C9ORF72 repeat expansion"),
    ("C9orf72", "C9orf72 ALS"),
    ("STAT3", "STAT1/3 inhibitor"),
    ("STAT3", "STAT-3"),
    ("STAT5B", "STAT5A/B"),
    ("CDK6", "a CDK4/6 inhibitor"),
    ("IL6", "IL-6 blockade"),
    ("ERBB2 HER2", "HER2-positive"),
    ("ERBB2 HER2", "HER-2/neu"),
    ("ERBB2 HER2", "HER 2 positive"),
    ("CD274 PD-L1", "PD-L1"),
    ("CD274 PD-L1", "PDL1 expression"),
    ("GBA1 GBA", "GBA-associated Parkinson's Disease"),
    ("GBA1 GBA", "carriers of GBA mutations"),
    ("KMT2A MLL", "MLL rearranged leukemia"),
]
NO_MENTIONS = [
    ("BRCA2", "BRCA1/3 carriers"),
    ("BRCA2", "BRCA1 mutation"),
    ("BRCA2", "BRCA1 and 2 other genes"),
    ("BRCA2", "BRCA1 and 2 prior lines"),
    ("BRCA2", "BRCA 2.5 mg"),
    ("BRCA2", "BRCA21 and BRCA12"),
    ("BRCA2", "brca2"),
    ("FGFR4", "FGFR1-3 fusions"),
    ("FGFR3", "FGFR1/2"),
    ("JAK3", "JAK1/2 inhibitor"),
    ("CDK5", "a CDK4/6 inhibitor"),
    ("STAT5B", "STAT5A"),
    ("MET", "patients who MET the endpoint"),
    ("MET", "All criteria MET before gene therapy"),
    ("MET", "patients who MET genetic criteria"),
    ("MET", "10 MET-hours per week"),
    ("MET", "20 METs on a treadmill"),
    ("MET", "met the primary endpoint"),
    ("KIT", "a KIT"),
    ("KIT", "a KIT for gene expression profiling"),
    ("KIT", "BRCA mutation detection KIT"),
    ("KIT", "blood collection kit"),
    ("SET", "set"),
    ("SET", "a SET of genes"),
    ("SET", "SET point"),
    ("REST", "rest"),
    ("REST", "at REST and exercise"),
    ("IMPACT", "impact"),
    ("IMPACT", "MSK-IMPACT gene panel"),
    ("IMPACT", "the IMPACT trial"),
    ("CAT", "CAT scan"),
    ("CAT", "COPD Assessment Test (CAT) score"),
    ("MAX", "MAX dose"),
    ("MAX", "VO2 MAX"),
    ("CLOCK", "24 h CLOCK"),
    ("CAMP", "summer CAMP"),
    ("GAN", "GAN the network"),
    ("STAT3", "STAT 3 mg"),
    ("PER2", "PER 2 weeks"),
    ("HAS2", "HAS 2 prior lines"),
    ("WAS", "WAS treated"),
    ("IL6", "IL 6 mg"),
    ("STAT3", "pSTAT3"),
    ("S100A1 S100", "S100A10"),
    ("PDCD1 PD-1", "PD-L1"),
    ("CD274 PD-L1", "PD-1"),
    ("GBA1 GBA", "the gut-brain axis (GBA)"),
    ("C9orf72", "C9orf7"),
    ("KRAS", "RAS"),
    ("EGFR", "VEGFR and eGFR"),
]


@pytest.mark.parametrize(("names", "text"), MENTIONS)
def test_t67_genes_are_found_as_trials_write_them(names: str, text: str) -> None:
    assert mentions([text], names.split())
    assert mentions([f"A study ({text}) of it"], names.split())


@pytest.mark.parametrize(("names", "text"), NO_MENTIONS)
def test_t67_what_is_no_gene_is_not_found(names: str, text: str) -> None:
    assert not mentions([text], names.split())
    assert not mentions([f"Adults. {text}; and more"], names.split())


def test_t67_the_table_of_phrases_is_long_and_half_of_it_negative() -> None:
    assert len(MENTIONS) + len(NO_MENTIONS) >= 100
    assert abs(len(MENTIONS) - len(NO_MENTIONS)) <= 10


@pytest.mark.parametrize(
    ("symbol", "text", "wanted"),
    [
        ("KRAS", "KRAS wild-type colorectal cancer", "wild type"),
        ("KRAS", "RAS (KRAS/NRAS) wild type", "wild type"),
        ("KRAS", "wild-type KRAS", "wild type"),
        ("KRAS", "KRAS, NRAS and BRAF wild type", "wild type"),
        ("KRAS", "KRASwt", "wild type"),
        ("ERBB2", "ERBB2-negative breast cancer", "negative"),
        ("ERBB2", "negative for ERBB2", "negative"),
        ("ALK", "ALK- NSCLC", "negative"),
        ("ALK", "without EGFR or ALK alterations", "negative"),
        ("ALK", "no known ALK rearrangement", "negative"),
        ("BRCA1", "BRCA1 mutation negative", "negative"),
        ("BRCA1", "non-BRCA1", "negative"),
        ("BRCA1", "BRCA1 non-carriers", "negative"),
        ("ALK", "ALK-positive", None),
        ("ALK", "ALK rearrangement", None),
        ("ALK", "ALK- and ROS1-rearranged", None),
        ("ALK", "no ALK inhibitor before", None),
        ("KRAS", "KRAS mutant; BRAF wild type", None),
    ],
)
def test_t67_a_text_that_wants_wild_type_or_negative_says_so(
    symbol: str, text: str, wanted: str | None
) -> None:
    assert [mention.wanted for mention in mentions_in(text, [symbol])] == [wanted]


def test_t67_previous_symbols_are_searched_too() -> None:
    gene = replace(STAT3, symbol="GBA1", previous=("GBA",), aliases=("GLUC", "GCB"))
    assert searched_names(gene) == ("GBA1", "GBA")


def test_t67_a_page_of_trials_is_matched_in_milliseconds() -> None:
    lines = (
        "* All criteria MET, measurable disease by RECIST 1.1, KRAS G12C or FGFR1-3 altered\n" * 60
    )
    start = process_time()
    for _ in range(100):
        mentions([lines], ["STAT3", "ADMIO1"])
    assert process_time() - start < 0.1


@pytest.mark.parametrize(
    "unit", ["BRCA1/2/3 ", "BRCA1,1", "MET and ", "no ", "KRAS, ", "BRCA1-", "("]
)
def test_t67_hostile_texts_take_time_in_proportion(unit: str) -> None:
    start = process_time()
    mentions_in(unit * (50_000 // len(unit)), ["BRCA2", "MET", "KRAS"])
    assert process_time() - start < 10


def test_t54_an_old_prefix_of_an_oncogene_is_context() -> None:
    assert mentions(["Positive for c-KIT by staining"], ["KIT"])


def test_t54_context_far_away_is_none() -> None:
    assert not mentions(["the gene. " + "x " * 80 + "criteria MET"], ["MET"])


def test_t54_only_aliases_that_cannot_be_words_are_searched() -> None:
    gene = replace(
        STAT3, aliases=("APRF", "HIES", "p53", "PD-L1", 'A"1]x', "IL6R"), previous=("ABC7",)
    )
    assert searched_names(gene) == ("STAT3", "ABC7", "PD-L1", "IL6R")


def test_the_names_of_a_gene_are_few_and_each_once() -> None:
    gene = replace(STAT3, aliases=tuple(f"NAME{n}" for n in range(99)), previous=("STAT3",))
    names = searched_names(gene)
    assert len(names) == 12
    assert len(set(names)) == 12


@pytest.mark.parametrize("name", ['A"B', "CYP4A-SE1[12]", "X(Y", "A\\B", "AREA[x]"])
def test_a_quoted_name_has_no_sign_of_the_query_language(name: str) -> None:
    assert not set(quoted(name)[1:-1]) & set('"[]()\\')
    assert quoted(name).startswith('"')


def test_a_text_of_megabytes_is_searched_in_linear_time() -> None:
    assert not mentions(["criteria MET " * 10_000], ["MET"])
    assert mentions(["criteria MET " * 10_000 + "MET exon 14"], ["MET"])
