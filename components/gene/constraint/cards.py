"""The constraint panel's rows: pLoF, missense, and the synonymous control.

Each has its name and counts, the figure that counts, and the others; its bar stands between the
last two where the panel is wide (`oe_bars`, as high as the rows).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import dash_bootstrap_components as dbc

from components import formats
from components.html import elements
from components.html.controls import Tree
from components.html.definitions import term
from components.html.elements import Element
from components.html.markup import tree
from dashboard.models import Constraint, Rank
from dashboard.rules.constraint import (
    MISSENSE_Z_THRESHOLD,
    NOT_ESTIMABLE,
    SYNONYMOUS_Z_LIMIT,
    band_share,
    cautions,
    is_not_estimable,
    synonymous_is_off,
)
from dashboard.rules.releases import short_label

Words: TypeAlias = str | Element | list[Any]
Fact = tuple[Words, Words]


def cards(found: Constraint) -> list[Tree]:
    """Return the cards of pLoF and missense, and the synonymous control."""
    return [_lof_card(found), _missense_card(found), _synonymous_card(found)]


def _card(
    found: Constraint, name: str, title: str, figure: tuple[str, Words], facts: list[Fact]
) -> Tree:
    """Return a row: counts, the figure that counts, what speaks against it, the others."""
    value, label = figure
    big = [
        elements.Span(value, className="big-number"),
        elements.Span(label, className="big-label"),
    ]
    against = [elements.Span(words, className="caution") for words in _against(found, name, value)]
    rows = [elements.Div([elements.Dt(fact), elements.Dd(words)]) for fact, words in facts]
    card: Tree = tree(
        dbc.Card(
            [
                elements.Div(
                    [elements.H3(title), *_counts(found, name), *against], className="card-class"
                ),
                elements.Div(big, className="big", **{"data-testid": f"figure-{name}"}),
                elements.Dl(rows),
            ],
            body=True,
            class_name=f"constraint-card {name}",
        )
    )
    return card


def _against(found: Constraint, name: str, value: str) -> tuple[str, ...]:
    """Return what speaks against a figure; a dash never stands without a reason (T12)."""
    lacking = "not given by the release" if found.complete else "not in the embedded copy"
    return cautions(found, name) or ((lacking,) if value == formats.MISSING else ())


def _counts(found: Constraint, name: str) -> list[Element]:
    """Return how many were observed and expected, nothing where neither is known."""
    row = found.row(name)
    if row is None or (row.obs is None and row.exp is None):
        return []
    words = (f"{formats.observed(row.obs)} observed", f"{formats.expected(row.exp)} expected")
    return [elements.P([_unbroken(words[0]), ", ", _unbroken(words[1])], className="counts")]


def _ratio(found: Constraint, name: str) -> list[Fact]:
    """Return o/e with its interval, or one sentence on why the release or its copy has none."""
    row = found.row(name)
    if name != "lof" and row is not None and row.oe is None and row.exp is None:
        if is_not_estimable(found, name):
            return [("o/e", NOT_ESTIMABLE)]
        where = "not given by" if found.complete else "not in the embedded copy of"
        return [("o/e", f"{where} {short_label(found.release, found.label)}")]
    computed = formats.computed_words(row)
    return [
        (
            [*term("oe", name), " (", *term("interval", name, "90 %"), ")"],
            _unbroken(formats.oe_with_bounds(row)),
        ),
        *([("", _unbroken(f"{formats.COMPUTED} {computed}"))] if computed else []),
    ]


def _unbroken(words: str) -> Element:
    """Return figures that belong on one line: an en dash would let an interval break."""
    return elements.Span(words, className="unbroken")


def _z(found: Constraint, name: str) -> str:
    row = found.row(name)
    return formats.z_score(row.z if row else None)


def _standing(rank: Rank) -> str:
    """Return a rank with its denominator and share: 173 of 19,197, most constrained 0.9 %."""
    return f"{rank.rank:,} of {rank.of:,}, {formats.among(rank).removeprefix('among the ')}"


def _lof_card(found: Constraint) -> Tree:
    facts = [
        *_ratio(found, "lof"),
        (term("z", "lof"), _z(found, "lof")),
        (term("pli", "lof"), formats.pli(found.pli)),
        *([(term("rank", "lof"), _standing(found.rank))] if found.rank else []),
        *([("Published band", band_share(found))] if found.band else []),
    ]
    figure = (formats.loeuf(found.loeuf), term("loeuf", "lof"))
    return _card(found, "lof", "Loss of function (pLoF)", figure, facts)


def _missense_card(found: Constraint) -> Tree:
    rank = found.missense_rank
    facts = [
        *_ratio(found, "mis"),
        *([(term("rank", "mis", "Rank by Z"), _standing(rank))] if rank else []),
        ("Threshold", f"Z > {MISSENSE_Z_THRESHOLD:g}"),
    ]
    figure = (_z(found, "mis"), term("z", "mis", "missense Z"))
    return _card(found, "mis", "Missense", figure, facts)


def _synonymous_card(found: Constraint) -> Tree:
    row = found.row("syn")
    verdict = f"Z within ±{SYNONYMOUS_Z_LIMIT:g}"
    if synonymous_is_off(found):
        verdict = f"fails: Z beyond ±{SYNONYMOUS_Z_LIMIT:g} or flagged"
    elif row is None or row.z is None:
        verdict = "not known: no Z here"
    facts = [*_ratio(found, "syn"), ("Control", verdict)]
    return _card(
        found,
        "syn",
        "Synonymous (control)",
        (_z(found, "syn"), term("z", "syn", "synonymous Z")),
        facts,
    )
