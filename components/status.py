"""States in words and badges: what a reader must know before the figure."""

from __future__ import annotations

import re
from typing import Any

from components.html import elements as html
from components.html.elements import Element
from dashboard.models import Answer, Gene, Problem, Provenance, State, VariantSet
from dashboard.models.answers import NOT_ASKED
from dashboard.rules.absence import STATE_WORDS, at_least, being_asked, none_listed
from dashboard.rules.ambiguous_symbols import is_ambiguous

PART = "At least these; perhaps not all are here."
"""Stands at the source of an answer that is a part of what the source has (T61)."""

SAYS_NONE = ("empty", "not_applicable")
"""Kinds of a problem that are no failure: they say why there is none."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def when(provenance: Provenance | None) -> str:
    """Return the date of an origin, to the minute where it is a time, or that it has none."""
    at = provenance.fetched_at if provenance else None
    return "undated" if at is None else moment(at)


def moment(at: str) -> str:
    """Return an ISO day as it is, an ISO time to the minute."""
    day, _, time = at.partition("T")
    return f"{day} {time[:5]} UTC" if time else day


def release_words(provenance: Provenance) -> str | None:
    """Return the release of an origin; a bare date is called one, as it is not that of asking."""
    release = provenance.release
    return f"release {release}" if release and _DAY.fullmatch(release) else release


def came_from(provenance: Provenance | None) -> str:
    """Return source, release and date in one go, of a source that is fetched from (T41).

    "ClinVar release 2026-11-15 (by gnomAD), fetched 2026-11-24 05:46 UTC".
    """
    if provenance is None:
        return "source not known"
    name, _, by = provenance.source.partition(" by ")
    release = release_words(provenance) or "release not stated"
    who = f" (by {by})" if by else ""
    return f"{name} {release}{who}, fetched {when(provenance)}"


def badge(answer: Answer[object]) -> Element:
    """Return the state as a small word with its date: snapshot · 2026-08-25."""
    words = STATE_WORDS[answer.state]
    is_none = answer.state is State.EMPTY and answer.provenance and answer.provenance.fetched_at
    if answer.state.has_data or is_none:
        words = f"{words} · {when(answer.provenance)}"
    return html.Span(words, className="state-badge", **{"data-state": answer.state.value})


def source_line(*answers: Answer[object]) -> list[Element]:
    """Return one line for each origin, of each part of an answer: source, release, date, state."""
    lines = []
    for answer in answers:
        seen: set[tuple[str | None, ...]] = set()
        # A part of one record says itself what it lacks: no domains, no counts of a class.
        listed = isinstance(answer.data, (tuple, VariantSet)) and answer.state.has_data
        notes = (*answer.notes, *([PART] if answer.is_part and listed else []))
        for part in answer.parts or (answer,):
            origin = part.provenance
            if origin is None or (origin.source, origin.release, origin.build) in seen:
                continue
            seen.add((origin.source, origin.release, origin.build))
            lines.append(_origin_line(part, origin, notes))
            notes = ()
    return lines


def _origin_line(answer: Answer[object], origin: Provenance, notes: tuple[str, ...]) -> Element:
    name = html.A(origin.source, href=origin.url, target="_blank", rel="noopener noreferrer")
    facts = [part for part in (release_words(origin), origin.build) if part]
    if answer.state is State.NOT_COVERED:
        facts = []  # a release that does not hold the gene says nothing of it
    return html.Span(
        [
            name if origin.url else origin.source,
            *[f" · {fact}" for fact in facts],
            " ",
            badge(answer),
            *[html.Span(f" {note}", className="note") for note in notes],
        ],
        className="source",
        **_export_attributes(origin),
    )


def _export_attributes(origin: Provenance) -> dict[str, str]:
    """Return what is not on screen and goes into files and links that the browser writes."""
    release = origin.release or ""
    at = release if _DAY.fullmatch(release) else (origin.fetched_at or "").partition("T")[0]
    facts = {
        "data-licence": origin.licence,
        "data-citation": origin.citation,
        "data-source": origin.source,
        "data-at": at,
    }
    return {name: words for name, words in facts.items() if words}


def part_text(question: str, answer: Answer[Any]) -> list[Element]:
    """Return that an answer is a part of what its source has, nothing where it is all (T61)."""
    if not answer.is_part or not answer.state.has_data or not answer.data:
        return []
    source = answer.provenance.source if answer.provenance else "the source"
    listed = len(answer.data) if isinstance(answer.data, tuple) else 1
    of = answer.coverage.of if answer.coverage else None
    return [html.Span(at_least(question, listed, source, of), className="at-least")]


def problem_text(problem: Problem | None) -> list[Element]:
    """Return the sentence of a problem and its advice, nothing where there is none."""
    if problem is None:
        return []
    advice = [html.Span(f" {problem.hint}", className="advice")] if problem.hint else []
    return [html.Span(problem.message), *advice]


def why_words(question: str, symbol: str, answer: Answer[object]) -> str:
    """Return why an answer shows nothing, by its state; "" where it has something (T60)."""
    if answer.state.has_data and answer.data is not None and answer.data != ():
        return ""
    problem = answer.problem
    source = answer.provenance.source if answer.provenance else "The source"
    if answer.state is State.PENDING:
        queue = f" {problem.message}" if problem and problem.kind == "queued" else ""
        return f"{being_asked(source)}{queue}"
    if answer.state is State.EMPTY and (problem is None or problem.kind not in SAYS_NONE):
        at = answer.provenance.fetched_at if answer.provenance else None
        dated = f", asked {at.partition('T')[0]}," if at else ""
        failed = f" {problem.message}" if problem else ""
        return f"{none_listed(question, symbol, source, dated)}{failed}"
    return problem.message if problem else "There is no answer."


def why_none(question: str, symbol: str, answer: Answer[object]) -> list[Element]:
    """Return `why_words` with advice where there is any, nothing where there is an answer."""
    words = why_words(question, symbol, answer)
    if not words:
        return []
    hint = answer.problem.hint if answer.problem and answer.state is not State.PENDING else ""
    return [html.Span(words), *([html.Span(f" {hint}", className="advice")] if hint else [])]


def message(question: str, gene: Gene, answer: Answer[object]) -> list[Element | str]:
    """Return a panel's message: why there is nothing or older data, and whether to doubt a name."""
    why = why_none(question, gene.symbol, answer) or problem_text(answer.problem)
    caution = ambiguous(gene)
    return [*why, *([" "] if why and caution else []), *caution]


def ambiguous(gene: Gene) -> list[Element]:
    """Return the badge of a symbol that is a word as well, nothing for any other (T54)."""
    if not is_ambiguous(gene.symbol):
        return []
    words = f" {gene.symbol} is also a word: not every text that has it means the gene."
    return [html.Span("ambiguous symbol", className="caution"), html.Span(words)]


def is_not_asked(answer: Answer[object]) -> bool:
    """Tell whether a source was not asked, as nobody has looked at what it would stand in."""
    return answer.problem is not None and answer.problem.kind == NOT_ASKED


def overall(*answers: Answer[object]) -> State:
    """Return the state of a panel with several answers: data if any has, else the gravest."""
    states = [answer.state for answer in answers]
    for state in (State.LOADED, State.STALE, State.SNAPSHOT, State.PENDING, State.UNAVAILABLE):
        if state in states:
            return state
    return State.NOT_COVERED if State.NOT_COVERED in states else State.EMPTY
