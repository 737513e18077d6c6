"""Which release explore shows, which others there are, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components import status
from components.html import elements as html
from components.html import parts
from components.html.elements import Element
from dashboard.models import Answer, GenomeWide, State
from dashboard.rules.releases import RELEASES, Release, dated_label, not_whole

IMPORT = "python -m dashboard import FILE --release "


def switch(known: Mapping[str, Release], shown: str, wanted: str = "") -> list[Any]:
    """Return a button for each release of which every gene is here, and the rule of choice (T71).

    `wanted` is the release that the address names; where it is another one, `message` says why.
    """
    segments = [
        parts.segment(
            name,
            " · ".join([*([str(release.year)] if release.year else []), release.build]),
            pressed=name == shown,
            **{"data-field": "release", "data-value": name},
        )
        for name, release in known.items()
    ]
    group = parts.switch("Release", segments)
    words: list[Element | str] = [
        "The newest release of which every gene is here. One that you choose stays, in every view."
    ]
    if wanted:
        words = ["Preferred in every view. ", _reset()] if wanted == shown else []
    line = html.P(words, className="release-rule", **{"data-testid": "release-rule"})
    return [group, *([line] if words else [])]


def message(wanted: str, found: Answer[GenomeWide]) -> list[Any]:
    """Return why another release than the one asked for is shown, or why none is."""
    if found.data is None:
        return status.problem_text(found.problem)
    if not wanted or wanted == found.data.release:
        return []
    shown = dated_label(found.data.release, found.data.label)
    return [html.Span(not_whole(wanted, shown)), *_how_to_import(wanted), " ", _reset()]


def _reset() -> Element:
    """Return the button that drops the preferred release out of the address (T71)."""
    return html.Button(
        "Forget the preferred release",
        type="button",
        className="link-button",
        **{"data-field": "release", "data-value": ""},
    )


def none_here() -> list[Any]:
    """Return what to do where no release is complete."""
    words = "No release is complete here: explore needs one of which every gene is at hand."
    return [html.Span(words), *_how_to_import("v2.1.1")]


def _how_to_import(release: str) -> list[Any]:
    if release not in RELEASES:
        return []
    words = " gnomAD's constraint file of it can be imported: "
    return [html.Span(words, className="advice"), html.Code(IMPORT + release)]


def not_against(asked: str, shown: str, known: Mapping[str, Release]) -> list[str]:
    """Return why no other release is set against the one shown, where the address asks for one."""
    if not asked or (asked in known and asked != shown):
        return []
    if asked == shown:
        return [f"{known[shown].label} is shown already: choose another release to set against it."]
    label = RELEASES[asked].label if asked in RELEASES else f"“{asked[:40]}”"
    others = ", ".join(one.label for name, one in known.items() if name != shown) or "none"
    return [f"Not every gene of {label} is here, so it is not set against. Complete: {others}."]


def source(found: Answer[GenomeWide], other: Answer[GenomeWide] | None = None) -> list[Any]:
    """Return the line of the release's origin, with what to know about the whole of it.

    `other` is the release that is set against it: its origin and its notes stand too.
    """
    notes = found.data.notes if found.data else ()
    beside = found.data.beside if found.data else ()
    return [
        *status.source_line(found),
        *[html.Span(note, className="note") for note in notes],
        html.Span(
            "Inheritance: HPO. ClinGen class: the strongest of a gene's curations, where all of "
            "them are here. "
        ),
        *(line for one in beside for line in status.source_line(Answer(State.SNAPSHOT, None, one))),
        *(_other_source(other) if other and other.data else []),
    ]


def _other_source(other: Answer[GenomeWide]) -> list[Any]:
    assert other.data is not None
    words = f"Against it: {other.data.label} ({other.data.build}), joined by HGNC id. "
    notes = (html.Span(note, className="note") for note in other.data.notes)
    return [html.Span(words), *status.source_line(other), *notes]
