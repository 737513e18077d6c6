"""One answer out of a live source and the tables here: which one, or both together."""

from __future__ import annotations

from typing import Any

from dashboard.models import Answer, Gene, Wait
from dashboard.service.table_answers import TableAnswers
from dashboard.upstream.answers import LiveSources
from dashboard.upstream.answers import questions as live_questions
from dashboard.upstream.answers.choice import best
from dashboard.upstream.answers.clinvar import clinvar
from dashboard.upstream.answers.diseases import beside, phenotypes


def combined(
    tables: TableAnswers, live: LiveSources, question: str, gene: Gene, wait: Wait
) -> Answer[Any]:
    """Return the answer to a question: a live one if there is one, else what the tables say.

    Raises:
        KeyError: There is no such question.
    """

    def of_tables() -> Answer[Any]:
        return tables.answer(question, gene)

    if question in ("clinvar", "variants"):
        length = _residues(tables, gene)
        return best(clinvar(live, gene, wait, length), of_tables)
    if question not in live_questions.QUESTIONS:
        return of_tables()
    if question == "phenotypes":
        ours = of_tables()
        found = phenotypes(live, gene, wait, ours.data or ())
        return beside(found, ours) if found.data else best(found, lambda: ours)
    found = live_questions.QUESTIONS[question](live, gene, wait)
    answer = best(found, of_tables)
    if question == "features" and answer.data is None and gene.is_coding:
        return live_questions.length_by_ensembl(live, gene, wait, answer)
    return answer


def _residues(tables: TableAnswers, gene: Gene) -> int | None:
    """Return the length of the protein that variants are placed on, None if not known."""
    features = tables.answer("features", gene).data
    return features.protein_length if features else None
