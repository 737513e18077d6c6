"""States in words and badges: what a reader must know before the figure."""

from __future__ import annotations

from components import elements as html
from components.elements import Element
from dashboard.models import Gene, Loaded, Problem, Provenance, State
from dashboard.symbol_words import is_ambiguous

STATE_WORDS = {
    State.LOADED: "live",
    State.EMPTY: "none",
    State.STALE: "older value",
    State.SNAPSHOT: "snapshot",
    State.PENDING: "loading",
    State.UNAVAILABLE: "unavailable",
    State.NOT_COVERED: "not covered",
}


def when(provenance: Provenance | None) -> str:
    """Return the date of an origin, to the minute where it is a time, or that it has none."""
    at = provenance.fetched_at if provenance else None
    if at is None:
        return "undated"
    day, _, time = at.partition("T")
    return f"{day} {time[:5]} UTC" if time else day


def badge(loaded: Loaded[object]) -> Element:
    """Return the state as a small word with its date: snapshot · 2026-08-25."""
    words = STATE_WORDS[loaded.state]
    if loaded.state.has_data:
        words = f"{words} · {when(loaded.provenance)}"
    return html.Span(words, className="state-badge", **{"data-state": loaded.state.value})


def source_line(*answers: Loaded[object]) -> list[Element]:
    """Return one line for each origin, of each part of an answer: source, release, date, state."""
    lines = []
    for answer in answers:
        seen: set[tuple[str | None, ...]] = set()
        notes = answer.notes
        for part in answer.parts or (answer,):
            origin = part.provenance
            if origin is None or (origin.source, origin.release, origin.build) in seen:
                continue
            seen.add((origin.source, origin.release, origin.build))
            lines.append(_origin_line(part, origin, notes))
            notes = ()
    return lines


def _origin_line(answer: Loaded[object], origin: Provenance, notes: tuple[str, ...]) -> Element:
    name = html.A(origin.source, href=origin.url, target="_blank", rel="noopener noreferrer")
    facts = [part for part in (origin.release, origin.build) if part]
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
        **_kept_for_files(origin),
    )


def _kept_for_files(origin: Provenance) -> dict[str, str]:
    """Return what is not on screen and goes into the files that the browser writes."""
    facts = {"data-licence": origin.licence, "data-citation": origin.citation}
    return {name: words for name, words in facts.items() if words}


def problem_text(problem: Problem | None) -> list[Element]:
    """Return the sentence of a problem and its advice, nothing where there is none."""
    if problem is None:
        return []
    advice = [html.Span(f" {problem.hint}", className="advice")] if problem.hint else []
    return [html.Span(problem.message), *advice]


def ambiguous(gene: Gene) -> list[Element]:
    """Return the badge of a symbol that is a word as well, nothing for any other (T54)."""
    if not is_ambiguous(gene.symbol):
        return []
    words = f" {gene.symbol} is also a word: not every text that has it means the gene."
    return [html.Span("ambiguous symbol", className="caution"), html.Span(words)]


def overall(*answers: Loaded[object]) -> State:
    """Return the state of a panel with several answers: data if any has, else the gravest."""
    states = [answer.state for answer in answers]
    for state in (State.LOADED, State.STALE, State.SNAPSHOT, State.PENDING, State.UNAVAILABLE):
        if state in states:
            return state
    return State.NOT_COVERED if State.NOT_COVERED in states else State.EMPTY
