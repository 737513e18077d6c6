"""The glossary covers what docs/rules.md names on screen: terms, states, flags, classes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from components.about.view import RULES, about
from components.glossary.pictures import _PICTURES, picture
from components.glossary.view import view
from components.html.definitions import term
from components.html.elements import packed, tree
from dashboard import __version__
from dashboard.models import State
from dashboard.process.packages import NOT_STATED, PACKAGES, packages
from dashboard.rules.absence import STATE_WORDS
from dashboard.rules.citation import AUTHORS, bibtex, citation
from dashboard.rules.clinvar import BUCKETS
from dashboard.rules.constraint import FLAG_NAMES
from dashboard.rules.definitions import DEFINITIONS, GROUPS
from dashboard.rules.texts import LICENCE, PRODUCT

ROOT = Path(__file__).resolve().parents[2]
RULES_TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
NUMBERS = re.findall(r"^\| (T\d+) \|", RULES_TEXT, re.MULTILINE)

# Rules that say nothing of a term: what they ask for is seen without a word of its own.
WITHOUT_A_TERM: set[str] = {"T7"}
# The words of docs/rules.md that stand on screen as such; each must stand in the glossary.
ON_SCREEN = (
    *("LOEUF", "o/e", "90 % interval", "Poisson", "Gamma", "pLI", "Z", "rank", "decile"),
    *("percentile", "flag", "pLoF", "LOFTEE", "missense", "synonymous", "outlier", "expected"),
    *("not estimable", "underpowered", "MANE Select", "MANE Plus Clinical", "canonical"),
    *("clonal haematopoiesis", "false duplications", "mitochondrial", "locus type"),
    *("stars", "review status", "conflicting", "germline", "oncogenicity", "somatic"),
    *("pathogenic or likely pathogenic", "VUS", "copy-number", "residue", "HGVS", "isoform"),
    *("Definitive", "Strong", "Moderate", "Limited", "Disputed", "Refuted", "inheritance"),
    *("eligibility", "phase", "planned start", "translation", "Retraction", "at least"),
    *("snapshot", "pending", "unavailable", "not covered", "stale", "previous", "alias"),
    *("approved symbol", "licence", "transcript", "domains", "GRCh37", "GRCh38"),
)
# What a state of programs, or a word of a rule, is called on screen.
SAID = {
    "pending": "loading",
    "stale": "older value",
    "isoform": "transcript",
    "oncogenicity": "oncogenicity",
    "approved symbol": "approved",
}


def words_in(content: Any) -> str:
    """Return the words of a tree, without its attributes."""
    if isinstance(content, dict):
        return words_in(content.get("inside"))
    if isinstance(content, list):
        return " ".join(map(words_in, content))
    return "" if content is None else str(content)


@pytest.fixture(scope="module")
def page() -> str:
    """Return all words of the glossary's page."""
    [_, _, markup] = view().children
    return words_in(markup.tree)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_rule_has_its_term_in_the_glossary(number: str) -> None:
    explained = {rule for known in DEFINITIONS.values() for rule in known.rules}
    assert number in explained | WITHOUT_A_TERM


def test_no_rule_is_excused_that_has_a_term_or_is_gone() -> None:
    assert set(NUMBERS) >= {rule for known in DEFINITIONS.values() for rule in known.rules}
    assert set(NUMBERS) >= WITHOUT_A_TERM


@pytest.mark.parametrize("word", ON_SCREEN)
def test_every_word_of_the_rules_that_stands_on_screen_is_explained(page: str, word: str) -> None:
    assert word.lower() in RULES_TEXT.lower()
    assert SAID.get(word, word).lower() in page.lower()


def test_t74_flags_stand_in_words_in_full(page: str) -> None:
    assert [name for name in FLAG_NAMES.values() if name not in page] == []
    assert [flag for flag in FLAG_NAMES if flag in page] == []


def test_t60_every_state_is_explained_by_its_word(page: str) -> None:
    said = page.lower()
    assert [word for word in STATE_WORDS.values() if word not in said] == []
    assert len(STATE_WORDS) == len(State)


def test_t31_every_class_of_clinvar_is_named(page: str) -> None:
    assert [name for name in BUCKETS if name not in page] == []


def test_every_term_has_a_group_an_anchor_and_a_source() -> None:
    assert {known.group for known in DEFINITIONS.values()} == set(GROUPS)
    [_, _, markup] = view().children
    drawn = str(markup.tree)
    for key, known in DEFINITIONS.items():
        assert f"'id': 'term-{key}'" in drawn
        assert f"'href': '#term-{key}'" in drawn
        assert known.source in drawn


def test_pictures_belong_to_terms_and_say_what_they_show() -> None:
    assert set(_PICTURES) <= set(DEFINITIONS)
    assert picture("licence") is None
    for key in _PICTURES:
        drawn = picture(key)
        assert drawn is not None
        assert drawn["props"]["role"] == "img"
        assert len(drawn["props"]["aria-label"]) > 20
        assert drawn["inside"][0]["tag"] == "title"


def test_the_page_about_names_version_licences_and_how_to_cite() -> None:
    content = packed(about(__version__, (), packages(), "/below/data"))
    said = orjson.dumps(content).decode()
    assert citation(__version__) in said
    for words in (__version__, LICENCE, "BibTeX", "/below/data", "dash-ag-grid"):
        assert words in said
    assert len(RULES) > 5


def test_citations_say_what_the_citation_file_says() -> None:
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for words in (PRODUCT, AUTHORS, f"version: {__version__}", f"license: {LICENCE}"):
        assert words in cff
    entry = bibtex(__version__)
    assert entry.startswith("@software{")
    assert entry.count("{") == entry.count("}")
    assert f"{{{{{AUTHORS}}}}}" in entry  # one body, not a list of names
    assert __version__ in citation(__version__)


def test_packages_are_those_of_the_requirements_each_with_a_licence() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = {line.partition("==")[0] for line in lines if line and not line.startswith("#")}
    assert set(PACKAGES) == named
    found = packages()
    assert {"dash", "plotly"} <= {name for name, _, _ in found}
    assert [name for name, _, licence in found if licence == NOT_STATED] == []


def test_popovers_lead_to_their_term_in_the_glossary() -> None:
    assert "~/glossary#term-pli" in str(tree(list(term("pli", "here"))))
