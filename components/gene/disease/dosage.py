"""ClinGen dosage sensitivity: two verdicts, each a score with ClinGen's words."""

from __future__ import annotations

from components.html import elements as html
from components.html.elements import Element
from components.html.parts import dated, outside
from dashboard.models import Dosage, DosageScore

# 30 and 40 are codes beside the scale from 0 to 3, no strength.
SCALE = "0 no evidence · 1 little · 2 emerging · 3 sufficient; 30 and 40 stand outside the scale"


def dosage_verdicts(found: Dosage) -> list[Element]:
    """Return haploinsufficiency and triplosensitivity; null is "not evaluated", not 0."""
    verdicts = (
        ("Haploinsufficiency", found.haploinsufficiency),
        ("Triplosensitivity", found.triplosensitivity),
    )
    return [
        html.Dl([_verdict(name, score) for name, score in verdicts], className="verdicts"),
        html.P(SCALE, className="legend-line"),
        html.P(outside("Curation at ClinGen", found.url), className="legend-line"),
    ]


def _verdict(name: str, score: DosageScore | None) -> Element:
    if score is None:
        words: list[Element | str] = [html.Span("Not evaluated", className="soft")]
    else:
        number: list[Element | str] = (
            [] if score.score is None else [html.B(str(score.score), className="score"), " "]
        )
        day = [html.Span([" · ", *dated(score.date)], className="soft")] if score.date else []
        words = [*number, score.words, *day]
    return html.Div([html.Dt(name), html.Dd(words)])
