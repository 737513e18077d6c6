"""The data service: one bad table breaks its own answers and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import BadRelease, SnapshotError
from dashboard.models import State
from dashboard.service import DataService
from dashboard.tables.answers.questions import TABLE_QUESTIONS
from dashboard.tables.snapshot import Snapshot

QUESTIONS = ("constraint", "clinvar", *TABLE_QUESTIONS)


def states(service: DataService) -> dict[str, State]:
    """Return the state of every answer about STAT3."""
    gene = service.gene("STAT3")
    return {question: service.ask(question, gene).state for question in QUESTIONS}


def test_every_question_about_stat3_is_answered(service: DataService) -> None:
    found = states(service)
    assert found.pop("clinvar") is State.NOT_COVERED
    assert found.pop("dosage") is State.NOT_COVERED
    for brought in ("gencc", "g2p"):
        assert found.pop(brought) is State.NOT_COVERED  # an update brings it
    assert set(found.values()) == {State.SNAPSHOT}


@pytest.mark.parametrize(
    ("table", "damage"),
    [
        ("variants", "missing"),
        ("variants", "truncated"),
        ("variants", "altered"),
        ("validity", "altered"),
        ("phenotypes", "missing"),
        ("trials", "truncated"),
        ("publications", "altered"),
    ],
)
def test_a_damaged_table_costs_its_own_answers_only(
    stat3_folder: Path, table: str, damage: str
) -> None:
    path = stat3_folder / f"{table}.parquet"
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.write_bytes(content[:200] + bytes([content[200] ^ 1]) + content[201:])
    damaged = DataService(Snapshot(stat3_folder))
    answer = damaged.ask(table, damaged.gene("STAT3"))
    assert answer.state is State.UNAVAILABLE
    assert answer.problem is not None
    assert f"table {table} is damaged" in answer.problem.message
    assert "python -m dashboard snapshot build" in answer.problem.hint
    own = {table, *(["uniprot"] if table == "variants" else [])}  # two questions, one table
    rest = {name: state for name, state in states(damaged).items() if name not in own}
    assert State.UNAVAILABLE not in rest.values()


def test_a_damaged_release_leaves_the_other_releases(stat3_folder: Path) -> None:
    (stat3_folder / "constraint_v2_1_1.parquet").unlink()
    damaged = DataService(Snapshot(stat3_folder))
    gene = damaged.gene("STAT3")
    assert damaged.constraint(gene, "v2.1.1").state is State.UNAVAILABLE
    assert damaged.constraint(gene, "v2.1").state is State.SNAPSHOT
    assert [found.release for found in damaged.releases(gene)] == ["v4.1.1", "v2.1"]


def test_without_a_gene_table_the_service_starts_and_says_why(stat3_folder: Path) -> None:
    (stat3_folder / "genes.parquet").unlink()
    damaged = DataService(Snapshot(stat3_folder))
    with pytest.raises(SnapshotError, match="genes is damaged"):
        damaged.gene("STAT3")


def test_without_a_manifest_the_service_starts_and_says_why(stat3_folder: Path) -> None:
    (stat3_folder / "manifest.json").write_text("{")
    with pytest.raises(SnapshotError):
        DataService(Snapshot(stat3_folder)).gene("STAT3")


def test_a_bad_release_is_refused_when_asked_and_repaired_for_a_page(service: DataService) -> None:
    gene = service.gene("STAT3")
    with pytest.raises(BadRelease):
        service.ask("constraint", gene, "v9")
    answers = service.answers(gene, ("constraint",), "v9")
    assert answers.release == "v2.1.1"
    assert "'v9'" in answers.notices[0]


def test_t9_the_two_rows_of_a_symbol_are_told_apart(service: DataService) -> None:
    symbols = {found.symbol_in_release for found in service.releases(service.gene("UGT1A8"))}
    assert symbols
