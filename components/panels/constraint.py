"""Constraint: cards, observed / expected bars, the same numbers as a table, release by release."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import elements, formats, ids, status, theme
from components.elements import Element
from components.figures.oe_bars import oe_bars
from components.markup import Markup, tree
from components.panels.panel import Filling, Panel, Slot, Tile, TileFilling
from components.panels.release_switch import release_switch
from components.tables.constraint import class_table, interval_words, release_table
from components.tables.regional import regional
from dashboard.constraint import (
    FLAG_WORDS,
    MISSENSE_Z_THRESHOLD,
    is_underpowered,
    synonymous_is_off,
)
from dashboard.models import Constraint, Features, GeneAnswers, Loaded

NAME = "constraint"
GRAPH = ids.part(NAME, "bars")


def body() -> list[Component]:
    """Return the stable components: switch, cards, graph, table, notes."""
    return [
        Markup(ids.part(NAME, "switch")),
        html.Div(
            [
                Markup(ids.part(NAME, "cards"), className="constraint-cards"),
                dcc.Graph(
                    id=GRAPH,
                    figure=theme.empty_figure(210),
                    config=dict(theme.GRAPH_CONFIG),
                    className="oe-bars",
                    style={"height": "210px"},
                ),
            ],
            className="constraint-main",
        ),
        Markup(ids.part(NAME, "tables")),
    ]


def fill(answers: GeneAnswers, token: str) -> Filling:
    """Return what the panel shows of the chosen release."""
    loaded: Loaded[Constraint] = answers["constraint"]
    switch = tree(release_switch(answers.known_releases, answers.releases, answers.release))
    found = loaded.data
    message = [*answers.notices, *status.problem_text(loaded.problem)]
    if found is None:
        words = loaded.problem.message if loaded.problem else ""
        tile = TileFilling(loaded.state, formats.MISSING, words)
        return Filling(
            loaded.state,
            status.source_line(loaded),
            message,
            {"switch": switch},
            {"loeuf": tile, "missense-z": tile},
        )
    return Filling(
        loaded.state,
        status.source_line(loaded),
        message,
        {
            "switch": switch,
            "cards": tree(cards(found)),
            "bars": oe_bars(found, token),
            "tables": tree(
                [class_table(found), *_releases(answers), notes(found), *_regional(answers)]
            ),
        },
        tiles(found, loaded),
    )


def _regional(answers: GeneAnswers) -> list[Element]:
    """Return gnomAD's regional missense constraint, drawn where the protein is as long (T10)."""
    features: Loaded[Features] = answers["features"]
    return regional(answers["regional"], features.data.protein_length if features.data else None)


def _releases(answers: GeneAnswers) -> list[Element]:
    """Return the table of all releases where there is more than one."""
    return [release_table(answers.releases)] if len(answers.releases) > 1 else []


def tiles(found: Constraint, loaded: Loaded[Any]) -> dict[str, TileFilling]:
    """Return the tiles of LOEUF and missense Z, each with its release."""
    mis = found.row("mis")
    return {
        "loeuf": TileFilling(loaded.state, formats.loeuf(found.loeuf), found.label),
        "missense-z": TileFilling(
            loaded.state, formats.z_score(mis.z if mis else None), found.label
        ),
    }


def cards(found: Constraint) -> list[Element]:
    """Return the cards of LoF and missense, and the synonymous control."""
    return [_lof_card(found), _missense_card(found), _synonymous_card(found)]


def notes(found: Constraint) -> Element:
    """Return flags in words, failed controls, other transcripts and the release's caveats."""
    lines: list[Element | str] = [
        elements.Span([elements.B(flag), f": {FLAG_WORDS.get(flag, 'flagged by gnomAD')}"])
        for flag in found.flags
    ]
    if found.other_transcripts:
        lines.append(
            f"{found.label} has another row for this gene, on "
            f"{', '.join(found.other_transcripts)}; the figures here are those of "
            f"{found.transcript}."
        )
    lines += found.notes
    return elements.Div(
        [elements.Ul([elements.Li(line) for line in lines])] if lines else [], className="notes"
    )


def _card(kind: str, title: str, big: Element, facts: list[tuple[str, str]]) -> Element:
    return elements.Div(
        [
            elements.H3(title),
            big,
            elements.Dl(
                [elements.Div([elements.Dt(name), elements.Dd(value)]) for name, value in facts]
            ),
        ],
        className=f"constraint-card {kind}",
    )


def _big(value: str, label: str, badges: list[str]) -> Element:
    return elements.Div(
        [
            elements.Span(value, className="big-number"),
            elements.Span(label, className="big-label"),
            *[elements.Span(badge, className="caution") for badge in badges],
        ],
        className="big",
    )


def _oe_words(found: Constraint, name: str) -> str:
    row = found.row(name)
    if row is None or row.oe is None:
        return formats.MISSING
    return f"{formats.oe(row.oe)} ({interval_words(row)})"


def _counts(found: Constraint, name: str) -> str:
    row = found.row(name)
    if row is None:
        return formats.MISSING
    return f"{formats.observed(row.obs)} / {formats.expected(row.exp)}"


def _lof_card(found: Constraint) -> Element:
    row = found.row("lof")
    badges = ["underpowered"] if is_underpowered(row) else []
    if {"outlier_lof", "lof_too_many"} & set(found.flags):
        badges.append("outlier")
    if "no_exp_lof" in found.flags or (row is not None and row.exp == 0):
        badges.append("not estimable: 0 expected")
    facts = [
        ("o/e (90 % interval)", _oe_words(found, "lof")),
        ("observed / expected", _counts(found, "lof")),
        ("Z", formats.z_score(row.z if row else None)),
        ("pLI", formats.pli(found.pli)),
        *_standing(found),
        (
            "Threshold",
            f"LOEUF < {found.loeuf_threshold:g}, recommended by gnomAD for this release; "
            "LOEUF is continuous",
        ),
    ]
    return _card(
        "lof", "Loss of function (LoF)", _big(formats.loeuf(found.loeuf), "LOEUF", badges), facts
    )


def _standing(found: Constraint) -> list[tuple[str, str]]:
    """Return the rank with its denominator, or the published band that stands instead."""
    if found.rank:
        return [("Rank", f"{formats.rank(found.rank)}, {found.label}: {formats.among(found.rank)}")]
    return [("Band", found.band)] if found.band else []


def _without_counts(found: Constraint) -> list[tuple[str, str]]:
    """Return one sentence in place of two dashes, where this copy of a release has no counts."""
    return [("o/e", f"not in the embedded copy of {found.label}")]


def _missense_card(found: Constraint) -> Element:
    row = found.row("mis")
    badges = ["outlier"] if {"outlier_mis", "mis_too_many"} & set(found.flags) else []
    facts = [
        ("o/e (90 % interval)", _oe_words(found, "mis")),
        ("observed / expected", _counts(found, "mis")),
    ]
    if row is not None and row.oe is None and row.exp is None:
        facts = _without_counts(found)
    if found.missense_rank:
        rank = found.missense_rank
        words = f"{formats.rank(rank)} by Z, {found.label}: {formats.among(rank)}"
        facts.append(("Rank", words))
    facts.append(("Threshold", f"Z > {MISSENSE_Z_THRESHOLD:g}"))
    big = _big(formats.z_score(row.z if row else None), "missense Z", badges)
    return _card("mis", "Missense", big, facts)


def _synonymous_card(found: Constraint) -> Element:
    row = found.row("syn")
    badges = ["control fails: other rows unreliable"] if synonymous_is_off(found) else []
    facts = [
        ("o/e (90 % interval)", _oe_words(found, "syn")),
        ("observed / expected", _counts(found, "syn")),
    ]
    if row is not None and row.oe is None and row.exp is None:
        facts = _without_counts(found)
    big = _big(formats.z_score(row.z if row else None), "synonymous Z", badges)
    return _card("syn", "Synonymous (control)", big, facts)


PANEL = Panel(
    name=NAME,
    title="Constraint",
    sentence="Variants seen in gnomAD against the number expected without selection.",
    definition=(
        "Observed counts are unique rare single-nucleotide variants (allele frequency below "
        "0.1 %), not people and not alleles. For LoF only high-confidence variants count.",
        "o/e is observed over expected; its interval is a 90 % interval. LOEUF is the upper end "
        "of the LoF interval: the lower it is, the fewer LoF variants than expected. The "
        "threshold is the one that gnomAD recommends for the release; LOEUF is continuous.",
        "Constraint says nothing of mechanism, inheritance or penetrance. Synonymous variants "
        "are the control. Z grows with sample size and does not compare across releases.",
    ),
    questions=("constraint", "regional", "features"),
    body=body,
    slots=(
        Slot("switch", ids.part(NAME, "switch"), "tree"),
        Slot("cards", ids.part(NAME, "cards"), "tree"),
        Slot("bars", GRAPH, "figure", theme.empty_figure(210)),
        Slot("tables", ids.part(NAME, "tables"), "tree"),
    ),
    fill=fill,
    exports=(("Constraint", "constraint"),),
    graphs=(GRAPH,),
    tiles=(Tile("loeuf", "LOEUF"), Tile("missense-z", "Missense Z")),
    by_release=True,
)
