"""Some rows of a gene are not the gene's list: what each table and answer has of a gene (T61)."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from components.gene.trials import list_words, trials_tile
from dashboard.export.answer import table_text
from dashboard.models import Answer, Coverage, State
from dashboard.rules.absence import at_least
from dashboard.rules.clingen import strength
from dashboard.rules.summary import validity_sentences
from dashboard.service import DataService
from dashboard.several.gene_list.ranking import COLUMNS
from dashboard.tables.manifest import parse_manifest
from dashboard.tables.snapshot import Snapshot
from dashboard.upstream.answers.literature import merged
from dashboard.upstream.answers.live_sources import Parsed

FILE = "data/tables/clingen/clingen-gene-validity.csv"
WHOLLY = {
    "clinvar_plp": 0,
    "constraint_v2_1_1": 45,
    "constraint_v4_1_1": 245,
    "depmap": 0,
    "domains": 45,
    "domains_mane": 0,
    "dosage": 192,
    "impc": 0,
    "proteins": 45,
    "publications": 0,
    "trials": 0,
    "validity": 45,
}

EACH_WHOLLY = ("depmap", "impc")  # one row a gene


@pytest.fixture(scope="module")
def clingen(shared: Path) -> dict[str, set[tuple[str, str, str]]]:
    """Return ClinGen's whole list of 2026-02-09: MONDO id, inheritance and class, by HGNC id."""
    lists: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    with (shared / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 6 and row[1].startswith("HGNC:"):
                lists[row[1]].add((row[3], row[4], row[6]))
    return lists


def test_t61_the_manifest_names_the_genes_that_a_partial_table_has_wholly(
    snapshot: Snapshot,
) -> None:
    entries = snapshot.manifest.tables
    partial = {name: entry for name, entry in entries.items() if entry.partial}
    assert {name: len(entry.complete_for or ()) for name, entry in partial.items()} == WHOLLY
    for name, entry in entries.items():
        assert (entry.complete_for is None) == (not entry.partial), name
        assert set(entry.complete_for or ()) <= (snapshot.covers(name) or set())
        assert entry.each_wholly == (name in EACH_WHOLLY), name


def test_t61_a_table_with_one_row_a_gene_has_each_of_its_genes_wholly(snapshot: Snapshot) -> None:
    for name in EACH_WHOLLY:
        genes = snapshot.arrow(name)["hgnc_id"].to_pylist()
        assert len(genes) == len(set(genes)) == len(snapshot.covers(name) or ())
        assert snapshot.entry(name).wholly is None
        assert all(snapshot.has_all_of(name, gene) for gene in genes)


def test_t61_an_older_manifest_that_does_not_say_it_has_no_gene_wholly(snapshot: Snapshot) -> None:
    text = snapshot.manifest.as_json()
    start = text.index('"complete_for"', text.index('"domains"'))
    older = text[: text.rindex(",", 0, start)] + text[text.index("]", start) + 1 :]
    entry = parse_manifest(older).tables["domains"]
    assert entry.wholly == frozenset()
    assert "HGNC:11364" in (parse_manifest(text).tables["domains"].wholly or ())


def test_t61_no_gene_has_less_than_clingen_without_saying_so(
    clingen: dict[str, set[tuple[str, str, str]]], service: DataService
) -> None:
    assert len(clingen) == 2_836
    seen = {"complete": 0, "part": 0, "not covered": 0}
    for hgnc_id, whole in clingen.items():
        gene = service.index.by_id(hgnc_id)
        answer = service.ask("validity", gene)
        assert answer.coverage is not None
        if answer.state is State.NOT_COVERED:
            assert answer.data is None
            assert not answer.coverage.complete
            seen["not covered"] += 1
        elif answer.coverage.complete:
            ours = {(c.mondo_id, c.inheritance, c.classification) for c in answer.data or ()}
            assert ours == whole, gene.symbol
            assert answer.coverage.of == len(answer.data or ())
            seen["complete"] += 1
        else:
            assert answer.state is State.SNAPSHOT
            assert answer.coverage.of is None
            seen["part"] += 1
    assert seen == {"complete": 39, "part": 373, "not covered": 2_424}


def test_t61_lists_and_explore_conclude_no_class_out_of_a_part(
    clingen: dict[str, set[tuple[str, str, str]]], service: DataService
) -> None:
    found = service.genome_wide("v2.1").data
    assert found is not None
    table = found.table[found.table["is_primary"] & found.table["hgnc_id"].notna()]
    rows = zip(table["hgnc_id"], table["clingen"], table["clingen_coverage"], strict=True)
    told = 0
    for hgnc_id, shown, coverage in rows:
        if isinstance(shown, str):
            assert coverage == "complete"
            best = min((word for *_, word in clingen.get(hgnc_id, ())), key=strength, default="")
            assert shown == best, hgnc_id
            told += 1
        else:
            assert coverage in ("partial", "not_covered")
    assert told == 45
    assert "clingen_coverage" in COLUMNS


@pytest.mark.parametrize("symbol", ["SLC22A5", "KCNQ1", "CACNA1C", "COL2A1"])
def test_t61_a_part_of_the_curations_is_at_least_these(service: DataService, symbol: str) -> None:
    answer = service.ask("validity", service.gene(symbol))
    assert answer.state is State.SNAPSHOT
    assert answer.coverage == Coverage(complete=False, of=None)
    said = " ".join(validity_sentences(answer.data or (), is_part=answer.is_part))
    assert said.startswith("ClinGen has at least")
    assert "the strongest among them, may be missing" in said
    assert "Evidence against" not in said
    assert "supports" not in said


def test_t61_evidence_against_is_said_of_a_whole_list_only(service: DataService) -> None:
    answer = service.ask("validity", service.gene("SLC22A5"))
    assert "Evidence against" in " ".join(validity_sentences(answer.data or ()))


@pytest.mark.parametrize(
    ("symbol", "question", "release", "coverage"),
    [
        ("STAT3", "validity", None, Coverage(complete=True, of=2)),
        ("JAK2", "validity", None, Coverage(complete=True, of=0)),
        ("KCNJ10", "validity", None, Coverage(complete=False)),
        ("STAT3", "constraint", "v2.1", Coverage(complete=True, of=3)),
        ("STAT3", "constraint", "v2.1.1", Coverage(complete=True, of=3)),
        ("STAT3", "constraint", "v4.1.1", Coverage(complete=False)),
        ("STAT3", "phenotypes", None, Coverage(complete=True, of=5)),
        ("STAT3", "variants", None, Coverage(complete=True, of=68)),
        ("STAT3", "features", None, Coverage(complete=True, of=5)),
        ("KCNJ10", "features", None, Coverage(complete=False)),
        ("STAT3", "trials", None, Coverage(complete=False)),
        ("STAT3", "publications", None, Coverage(complete=False)),
        ("JAK2", "trials", None, Coverage(complete=False)),
        ("STAT3", "clinvar", None, Coverage(complete=False)),
    ],
)
def test_t61_each_answer_says_whether_it_is_all_of_the_gene(
    service: DataService,
    symbol: str,
    question: str,
    release: str | None,
    coverage: Coverage,
) -> None:
    assert service.ask(question, service.gene(symbol), release).coverage == coverage


def test_t61_a_count_of_a_part_reads_as_no_total(service: DataService) -> None:
    answer = service.ask("trials", service.gene("STAT3"))
    tile = trials_tile(answer)
    assert tile.value == "≥\N{NO-BREAK SPACE}8"
    assert tile.note.startswith("at least these")
    assert "may have more" in list_words(answer)


@pytest.mark.parametrize(
    ("listed", "of", "words"),
    [
        (1, None, "At least this gene-disease validity curation: ClinGen may have more"),
        (3, None, "At least these 3 gene-disease validity curations: ClinGen may have more"),
        (10, 1_234, "At least these 10 gene-disease validity curations of 1,234 that ClinGen has"),
    ],
)
def test_t61_a_part_says_so_in_words(listed: int, of: int | None, words: str) -> None:
    said = at_least("validity", listed, "ClinGen gene-disease validity", of)
    assert said.startswith(words)
    assert "Nothing follows" in said


def test_t61_a_live_list_that_was_cut_says_of_how_many() -> None:
    whole = Parsed(("a", "b"), of=2)
    assert whole.coverage == Parsed(("a", "b")).coverage == Coverage(complete=True, of=2)
    assert Parsed(("a", "b"), of=7).coverage == Coverage(complete=False, of=7)
    assert Parsed(("a", "b"), is_part=True).coverage == Coverage(complete=False)
    assert Parsed(None).coverage == Coverage(complete=True, of=0)


def test_t61_lists_of_several_sources_are_whole_where_each_is() -> None:
    one = Answer(State.LOADED, ("a",), coverage=Coverage(complete=True, of=1))
    cut = Answer(State.LOADED, ("b",), coverage=Coverage(complete=False, of=9))
    failed: Answer[tuple[str, ...]] = Answer(State.UNAVAILABLE)
    assert merged([one, one]).coverage == Coverage(complete=True, of=2)
    assert merged([one, cut]).coverage == Coverage(complete=False)
    assert merged([one, failed]).coverage == Coverage(complete=False)
    assert merged([failed]).coverage is None


def test_t61_files_say_it_in_their_first_lines(service: DataService) -> None:
    for symbol, words in (("SLC22A5", "not complete: at least these"), ("STAT3", "complete: all")):
        gene = service.gene(symbol)
        text = table_text(gene, "validity", service.ask("validity", gene), "csv")
        assert f"# Coverage: {words}" in text
