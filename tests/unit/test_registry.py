"""One row a source, one module and one line a panel: a test fails where one half is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import limits
import pytest

from components.compare import COMPARE_PANELS
from components.gene import PANELS
from components.panel.contract import Panel
from dashboard.export.answer import COLUMNS
from dashboard.registry import CREDITS, SOURCES, Source, credit
from dashboard.rules.licences import GNOMAD_V2, GNOMAD_V4
from dashboard.service.compare import ENDS
from dashboard.settings import Settings
from dashboard.tables.answers import scores
from dashboard.tables.answers.questions import LIVE_ONLY, TABLE_QUESTIONS
from dashboard.tables.brought import BROUGHT
from dashboard.update.readers import READERS
from dashboard.update.sources import SOURCES as UPDATES
from dashboard.upstream.answers import QUESTIONS, payloads, source_checks
from dashboard.upstream.answers.live_sources import Payload
from dashboard.upstream.answers.questions import NEEDS
from dashboard.web.api.genes import RESOURCES

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "dashboard" / "upstream" / "answers"
COMPONENTS = ROOT / "components"


def calls(name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function in the modules that answer from live sources."""
    for file in sorted(ANSWERS.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield node


def first_text(call: ast.Call) -> str | None:
    """Return the first argument of a call where it is a text."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_row_has_all_that_is_said_of_a_source(source: Source) -> None:
    assert SOURCES[source.name] is source
    assert all((source.title, source.used_for, source.limit_words, source.credits))
    limits.parse(source.limit)
    assert getattr(Settings(), f"{source.name}_url") == source.base_url
    assert source.name in source_checks.QUESTIONS, "the golden question of `sources check`"
    parts = [name for call in calls("Payload") if (name := first_text(call))]
    files = [name for call in calls("_file_payload") if (name := first_text(call))]
    assert source.name in {*parts, *files}, "what is fetched of it"


def test_nothing_speaks_of_a_source_without_a_row() -> None:
    assert set(source_checks.QUESTIONS) == set(SOURCES)
    known = [one for one in vars(payloads).values() if isinstance(one, Payload)]
    assert {one.source for one in known} <= set(SOURCES)
    assert {name for call in calls("Payload") if (name := first_text(call))} <= set(SOURCES)


def test_t73_each_name_at_an_answer_has_a_licence_or_says_that_none_is_known() -> None:
    named = {name for call in calls("origin") if (name := first_text(call))}
    assert len(named) > 10
    assert named == set(CREDITS)
    assert (credit("gnomAD", "GRCh38"), credit("gnomAD", "GRCh37")) == (GNOMAD_V4, GNOMAD_V2)
    assert sum(len(source.credits) for source in SOURCES.values()) == len(CREDITS)


def test_each_live_question_says_what_it_fetches_first() -> None:
    assert {*QUESTIONS, "constraint", "variants", "clinvar"} == set(NEEDS)


def panel_modules() -> Iterator[str]:
    """Yield the modules below components/ that define a panel."""
    for file in sorted(COMPONENTS.rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            made = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            if made and ast.unparse(node.value.func) == "Panel":  # type: ignore[attr-defined]
                yield ".".join(file.relative_to(ROOT).with_suffix("").parts)


def test_each_panel_that_is_defined_stands_in_a_view() -> None:
    modules = list(panel_modules())
    assert len(modules) > 10
    shown = [*PANELS, *COMPARE_PANELS]
    for name in modules:
        own = [one for one in vars(import_module(name)).values() if isinstance(one, Panel)]
        assert own
        assert [one.name for one in own if one not in shown] == []
    names = [panel.name for panel in shown]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("panel", [*PANELS, *COMPARE_PANELS], ids=lambda panel: panel.name)
def test_a_panel_asks_questions_that_somebody_answers(panel: Panel) -> None:
    answered = {"constraint", *ENDS, *TABLE_QUESTIONS, *LIVE_ONLY, *QUESTIONS}
    assert set(panel.questions) <= answered
    assert all((panel.title, panel.sentence, panel.definition))


@pytest.mark.parametrize("name", BROUGHT)
def test_a_table_that_an_update_brings_has_a_source_a_reader_and_a_question(name: str) -> None:
    table = BROUGHT[name]
    source = UPDATES[table.update]
    assert table.update in READERS
    assert source.about_bytes == table.about_bytes
    assert name in {golden.table for golden in source.golden}
    assert {golden.column for golden in source.golden} <= set(table.schema.names)
    assert all((table.title, table.source.licence, table.source.citation, table.source.url))
    assert name in TABLE_QUESTIONS or name in scores.TABLES, "the question that it answers"
    docs = (ROOT / "docs" / "updating.md").read_text(encoding="utf-8")
    assert f"| `{table.update}` |" in docs
    assert f"`{name}`" in docs
    assert f"`{name}`" in (ROOT / "docs" / "data-sources.md").read_text(encoding="utf-8")


def test_every_source_of_whole_releases_is_in_the_docs_with_a_reader() -> None:
    docs = (ROOT / "docs" / "updating.md").read_text(encoding="utf-8")
    assert set(UPDATES) == set(READERS)
    assert [one for one in UPDATES if f"| `{one}` |" not in docs] == []


def test_what_the_json_answers_has_columns_for_its_files_and_somebody_who_answers() -> None:
    assert set(RESOURCES) == set(COLUMNS)
    answered = {"constraint", *TABLE_QUESTIONS, *LIVE_ONLY, *QUESTIONS}
    assert set(RESOURCES) <= answered
