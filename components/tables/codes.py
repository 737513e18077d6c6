"""Codes of inheritance with their meaning: spelled out on hover and in a legend."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard import inheritance


def inheritance_codes(codes: Iterable[str]) -> list[Component | str]:
    """Return codes one after the other, each spelled out on hover."""
    parts: list[Component | str] = []
    for code in codes:
        meaning = inheritance.words(code)
        parts += [", "] if parts else []
        parts.append(html.Abbr(code, title=meaning) if meaning else code)
    return parts


def inheritance_legend(codes: Iterable[str]) -> list[Component]:
    """Return a line that spells out the codes in use, nothing where there are none."""
    used = inheritance.legend(codes)
    if not used:
        return []
    words = " · ".join(f"{code} {meaning}" for code, meaning in used)
    return [html.P(words, className="legend-line")]
