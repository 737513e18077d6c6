"""Scores beside gnomAD's figures: figure, meaning, direction, threshold; never a verdict (T78)."""

from __future__ import annotations

from components import formats, status
from components.html import elements as html
from components.html.elements import Element
from components.html.parts import Cell, outside, table
from dashboard.models import Answer, Score
from dashboard.rules.scores import SCORES

COLUMNS = (
    *("Score", "Source, release", "Figure (interval)", "What it measures, direction"),
    "Published threshold",
)


def scores_table(answer: Answer[tuple[Score, ...]]) -> list[Element]:
    """Return one row a score, what is not here, and where each comes from."""
    rows = [_row(score) for score in answer.data or ()]
    content: list[Element] = []
    if rows:
        content.append(table("Scores of this gene; none is a verdict", COLUMNS, rows))
    content += [html.P(note, className="legend-line") for note in answer.notes]
    if answer.problem is not None:
        content.append(html.P(status.problem_text(answer.problem), className="legend-line"))
    if rows:
        content.append(html.Div(status.source_line(answer), className="topic-source"))
    return content


def _row(score: Score) -> tuple[Cell, ...]:
    release = ", ".join(part for part in (score.release, score.date) if part) or "not stated"
    transcript = f"; {score.transcript}" if score.transcript else ""
    return (
        score.title,
        html.Span([outside(score.source, score.url), f" · {release}{transcript}"]),
        _figure(score),
        f"{score.meaning}. {score.direction.capitalize()}.",
        score.threshold_source,
    )


def _figure(score: Score) -> Element:
    rule = SCORES.get(score.name)
    places = rule.decimals if rule else 2
    words = formats.decimals(score.value, places)
    ends = (formats.decimals(end, places) for end in (score.lower, score.upper))
    if score.interval and None not in (score.lower, score.upper):
        words += f" ({'–'.join(ends)})"
    return html.Span(words, title=_exact(score))


def _exact(score: Score) -> str:
    """Return the figure as its source prints it, and what its ends are."""
    ends = [f"{end:g}" for end in (score.lower, score.upper) if end is not None]
    between = f", {score.interval} {' to '.join(ends)}" if score.interval and ends else ""
    return f"{score.value:g}{between}"
