"""Codes of inheritance with their meaning: spelled out on hover and in a legend."""

from __future__ import annotations

from collections.abc import Iterable

from components.html import elements as html
from components.html.elements import Element
from dashboard.rules import inheritance


def inheritance_codes(codes: Iterable[str]) -> list[Element | str]:
    """Return codes one after the other, each spelled out on hover."""
    parts: list[Element | str] = []
    for code in codes:
        meaning = inheritance.words(code)
        parts += [", "] if parts else []
        parts.append(html.Abbr(code, title=meaning) if meaning else code)
    return parts


def inheritance_legend(codes: Iterable[str]) -> list[Element]:
    """Return a line that spells out the codes in use, nothing where there are none."""
    used = inheritance.legend(codes)
    if not used:
        return []
    words = " · ".join(f"{code} = {meaning}" for code, meaning in used)
    return [html.P([html.B("Inheritance:"), f" {words}"], className="legend-line")]
