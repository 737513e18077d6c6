"""What panels about several genes share: the fields they depend on, one state, merged sources."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from components import status
from components.html import elements as html
from components.html.elements import Element
from dashboard.models import Answer, State
from dashboard.several.compare.answers import ComparisonAnswers

FIELDS = ("genes", "release", "sort")
MINUTE = len("2026-11-22T19:16")
NO_GENES = "No gene is compared yet: add genes above."


def overall(answers: ComparisonAnswers, *questions: str) -> State:
    """Return the state of a panel about several genes: data if any gene has some."""
    if not answers.genes:
        return State.EMPTY
    every = [answer for question in questions for _, answer in answers.each(question)]
    # What is not asked for is not waited for.
    return status.overall(*(one for one in every if not _is_idle(one)))


def sources(answers: ComparisonAnswers, *questions: str) -> list[Element]:
    """Return one line for each origin and state, with the genes it is of where not of all."""
    found: dict[Hashable, tuple[Answer[Any], list[str]]] = {}
    for question in questions:
        for symbol, answer in answers.each(question):
            if answer.provenance is None or _is_idle(answer):
                continue
            reduced = _without_gene(answer)
            key = (reduced.provenance, reduced.state, reduced.notes, reduced.is_part)
            symbols = found.setdefault(key, (reduced, []))[1]
            symbols += [] if symbol in symbols else [symbol]
    lines = []
    for answer, symbols in found.values():
        some = (", ".join(symbols),) if len(symbols) < len(answers.genes) else ()
        lines += status.source_line(replace(answer, notes=(*some, *answer.notes)))
    return lines


def _is_idle(answer: Answer[Any]) -> bool:
    """Tell whether there is nothing and nobody is asked for it either."""
    return answer.state is State.PENDING and status.is_not_asked(answer)


def _without_gene(answer: Answer[Any]) -> Answer[Any]:
    """Return an answer whose origin is that of its neighbours: no gene's page, to the minute."""
    origin = answer.provenance
    if origin is None:
        return answer
    url = None if origin.url is None else "/".join(origin.url.split("/")[:3]) + "/"
    at = None if origin.fetched_at is None else origin.fetched_at[:MINUTE]
    return replace(answer, provenance=replace(origin, url=url, fetched_at=at))


def why_none(symbol: str, answer: Answer[Any]) -> str:
    """Return in a sentence why a gene has no constraint figures here (T60)."""
    return status.why_words("constraint", symbol, answer) or "No figures."


def gene_address(symbol: str, release: str | None = None) -> str:
    """Return the address of a gene's own page, from this view."""
    search = f"?release={quote(release)}" if release else ""
    return f"gene/{quote(symbol, safe='')}{search}"


def problems(
    answers: ComparisonAnswers, questions: Iterable[str], *, with_data: bool = False
) -> list[Element]:
    """Return why genes have no data or only older data here, those of one reason in one line.

    `with_data`: only of genes that have older data, where those without say so in their rows.
    """
    genes: dict[tuple[State, str], list[str]] = {}
    for question in questions:
        for symbol, answer in answers.each(question):
            if answer.problem is not None and (answer.state.has_data or not with_data):
                words = re.sub(rf"\b{re.escape(symbol)}\b", "this gene", answer.problem.message)
                genes.setdefault((answer.state, words), []).append(symbol)
    lines = [_reason(symbols, *why) for why, symbols in genes.items()]
    return [html.Ul(lines, className="gene-problems")] if lines else []


def _reason(symbols: list[str], state: State, words: str) -> Element:
    """Return one reason with the genes that it holds for."""
    sentence = words.replace("it is not among them", "not among them")
    return html.Li([html.B(f"{', '.join(symbols)}: "), sentence], **{"data-state": state.value})
