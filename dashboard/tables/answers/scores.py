"""Scores of a gene beside gnomAD's figures: each with its origin and meaning, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.models import Answer, Constraint, Coverage, Gene, Problem, Provenance, Score, State
from dashboard.rules.scores import SCORES, ScoreRule
from dashboard.tables.answers.constraint import every_release
from dashboard.tables.brought import missing, origin_of
from dashboard.tables.snapshot import Snapshot

TABLES: Mapping[str, tuple[str, ...]] = {
    "score_s_het": ("s_het",),
    "score_dosage": ("phaplo", "ptriplo"),
    "score_alphamissense": ("alphamissense",),
}
"""The scores that each table has."""


def scores(snapshot: Snapshot, gene: Gene) -> Answer[tuple[Score, ...]]:
    """Return every score of the gene that is here, MOEUF of each release among them.

    Tables that are not here are the answer's problem, those without the gene its notes.

    Raises:
        TableDamaged: A table cannot be read.
    """
    found: list[Score] = []
    parts: list[Answer[Any]] = []
    notes: list[str] = []
    here = [name for name in TABLES if snapshot.has(name)]
    for name in here:
        row = next(iter(snapshot.records(name, gene.hgnc_id)), None)
        origin = snapshot.provenance(name)
        if row is None:
            notes.append(f"{origin.source} has no figure for {gene.symbol}.")
            continue
        parts.append(Answer(State.SNAPSHOT, provenance=origin))
        found += _of_row(name, row, origin)
    for answer in every_release(snapshot, gene).values():
        if answer.data is not None and (moeuf := _moeuf(answer.data, answer.provenance)):
            found.append(moeuf)
            parts.append(Answer(State.SNAPSHOT, provenance=answer.provenance))
    absent = [name for name in TABLES if name not in here]
    problem = missing(*absent) if absent else None
    coverage = Coverage(complete=not absent)
    if found:
        first = parts[0].provenance
        return Answer(
            State.SNAPSHOT,
            tuple(found),
            first,
            problem,
            notes=tuple(notes),
            parts=tuple(parts),
            coverage=coverage,
        )
    if here:
        said = " ".join(notes)
        state = State.NOT_COVERED if absent else State.EMPTY
        problem = problem or Problem("empty", said)
        return Answer(state, None if absent else (), snapshot.provenance(here[0]), problem)
    return Answer(State.NOT_COVERED, provenance=origin_of(next(iter(TABLES))), problem=problem)


def _of_row(table: str, row: Mapping[str, Any], origin: Provenance) -> Iterator[Score]:
    for name in TABLES[table]:
        if row[name] is not None:
            bounds = (row["lower"], row["upper"]) if SCORES[name].interval else (None, None)
            yield _score(SCORES[name], row[name], bounds, origin, row.get("transcript"))


def _moeuf(found: Constraint, origin: Provenance | None) -> Score | None:
    """Return the upper end of missense o/e in a release, None where it has none."""
    row = found.row("mis")
    if row is None or row.oe_upper is None or origin is None:
        return None
    bounds = (row.oe_lower, row.oe_upper)
    return _score(SCORES["moeuf"], row.oe_upper, bounds, origin, found.transcript)


def _score(
    rule: ScoreRule,
    value: float,
    bounds: tuple[float | None, float | None],
    origin: Provenance,
    transcript: str | None,
) -> Score:
    return Score(
        name=rule.name,
        title=rule.title,
        value=value,
        lower=bounds[0],
        upper=bounds[1],
        interval=rule.interval,
        meaning=rule.meaning,
        direction=rule.direction,
        threshold=rule.threshold,
        threshold_source=rule.threshold_source,
        source=origin.source,
        release=origin.release,
        date=origin.fetched_at,
        transcript=transcript,
        url=origin.url,
    )
