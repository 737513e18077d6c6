"""The constraint panel's cards: LoF, missense, and the synonymous control."""

from __future__ import annotations

from components import elements, formats
from components.elements import Element
from dashboard.constraint import MISSENSE_Z_THRESHOLD, is_underpowered, synonymous_is_off
from dashboard.models import Constraint
from dashboard.releases import recommendation


def cards(found: Constraint) -> list[Element]:
    """Return the cards of LoF and missense, and the synonymous control."""
    return [_lof_card(found), _missense_card(found), _synonymous_card(found)]


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
    return formats.oe_with_bounds(found.row(name))


def _computed(found: Constraint, name: str) -> list[tuple[str, str]]:
    """Return what the mark at a bound means, where there is one (T4)."""
    words = formats.computed_words(found.row(name))
    return [(formats.COMPUTED, words)] if words else []


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
        *_computed(found, "lof"),
        ("observed / expected", _counts(found, "lof")),
        ("Z", formats.z_score(row.z if row else None)),
        ("pLI", formats.pli(found.pli)),
        *_standing(found),
        (
            "Threshold",
            f"LOEUF < {found.loeuf_threshold:g}, {recommendation(found.release)}; "
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
        *_computed(found, "mis"),
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
        *_computed(found, "syn"),
        ("observed / expected", _counts(found, "syn")),
    ]
    if row is not None and row.oe is None and row.exp is None:
        facts = _without_counts(found)
    big = _big(formats.z_score(row.z if row else None), "synonymous Z", badges)
    return _card("syn", "Synonymous (control)", big, facts)
