"""Validity and constraint in neutral words, made from the data by rules.

No sentence draws a clinical conclusion from a constraint figure (T18): each says what was counted,
against which threshold of which release, and what the figure does not say.
"""

from __future__ import annotations

from dashboard.models import Constraint, Curation
from dashboard.rules.constraint import (
    MISSENSE_Z_THRESHOLD,
    UNDERPOWERED_BELOW,
    flag_name,
    is_underpowered,
    synonymous_is_off,
)
from dashboard.rules.releases import recommendation

AGAINST = frozenset({"Disputed", "Refuted"})
NO_RELATIONSHIP = "No Known Disease Relationship"
LIMITS = "Constraint says nothing of mechanism, inheritance or penetrance."
MOST_PAIRS = 4


def validity_sentences(curations: tuple[Curation, ...], *, is_part: bool = False) -> list[str]:
    """Return the gene-disease pairs with inheritance at each pair (T51), evidence against apart.

    Of a part of a gene's curations nothing is concluded: they are named as such (T61).
    """
    if is_part:
        noun = "this curation" if len(curations) == 1 else f"these {len(curations)} curations"
        return [
            f"ClinGen has at least {noun}: {_pairs(list(curations))}.",
            "The list here is an excerpt: others, the strongest among them, may be missing.",
        ]
    for_it = [c for c in curations if c.classification not in AGAINST | {NO_RELATIONSHIP}]
    against = [c for c in curations if c.classification in AGAINST]
    neither = [c for c in curations if c.classification == NO_RELATIONSHIP]
    sentences = []
    if for_it:
        noun = "pair" if len(for_it) == 1 else "pairs"
        sentences.append(f"ClinGen supports {len(for_it)} gene-disease {noun}: {_pairs(for_it)}.")
    if against:
        sentences.append(f"Evidence against: {_pairs(against)}.")
    if neither:
        sentences.append(f"No known disease relationship: {_diseases(neither)}.")
    return sentences


def constraint_sentences(found: Constraint) -> list[str]:
    """Return pLoF and missense in words, with cautions, and what constraint does not say."""
    sentences = [_lof_sentence(found), *_missense_sentence(found)]
    if is_underpowered(found.row("lof")):
        sentences.append(
            f"Fewer than {UNDERPOWERED_BELOW:g} pLoF variants are expected: underpowered."
        )
    if synonymous_is_off(found):
        sentences.append("The synonymous control is off: the other figures are unreliable.")
    elif found.flags:
        sentences.append(f"Flagged by gnomAD: {'; '.join(map(flag_name, found.flags))}.")
    return [*sentences, LIMITS]


def _lof_sentence(found: Constraint) -> str:
    row = found.row("lof")
    if row is None or found.loeuf is None or row.oe is None:
        if "no_exp_lof" in found.flags or (row is not None and row.exp == 0):
            return f"pLoF constraint is not estimable in {found.label}: 0 expected."
        return _loeuf_alone(found)
    counts = f"{row.obs:,} observed, {row.exp:,.1f} expected" if row.exp is not None else ""
    side = "below" if found.loeuf < found.loeuf_threshold else "not below"
    return (
        f"{_fewer(found)} pLoF variants {_than(found)} in {found.label} ({counts}; LOEUF "
        f"{found.loeuf:.3f}, {side} {found.loeuf_threshold:g}, {recommendation(found.release)})."
    )


def _loeuf_alone(found: Constraint) -> str:
    """Return a LOEUF that came without its counts: how many were expected is not known."""
    if found.loeuf is None:
        return f"{found.label} gives no LOEUF for this gene."
    side = "below" if found.loeuf < found.loeuf_threshold else "not below"
    return (
        f"LOEUF is {found.loeuf:.3f} in {found.label}, {side} {found.loeuf_threshold:g}, "
        f"{recommendation(found.release)}; the counts behind it are not known here."
    )


def _fewer(found: Constraint) -> str:
    """Return how the count compares; only an interval off 1 says more than "about as many"."""
    row = found.row("lof")
    assert row is not None
    assert found.loeuf is not None
    if found.loeuf < found.loeuf_threshold:
        return "Far fewer"
    if found.loeuf < 1:
        return "Fewer"
    return "More" if row.oe_lower is not None and row.oe_lower > 1 else "About as many"


def _than(found: Constraint) -> str:
    return "as expected" if _fewer(found) == "About as many" else "than expected"


def _missense_sentence(found: Constraint) -> list[str]:
    row = found.row("mis")
    if row is None or row.z is None:
        return []
    if row.z > MISSENSE_Z_THRESHOLD:
        return [f"Fewer missense variants than expected (Z {row.z:.2f}, above 3.09)."]
    return [f"Missense Z {row.z:.2f}, not above 3.09.".replace("Z -", "Z \N{MINUS SIGN}")]


def _pairs(curations: list[Curation]) -> str:
    shown = "; ".join(
        f"{c.classification} for {c.disease} ({c.inheritance})" for c in curations[:MOST_PAIRS]
    )
    more = len(curations) - MOST_PAIRS
    return f"{shown}; and {more} more in the Disease panel" if more > 0 else shown


def _diseases(curations: list[Curation]) -> str:
    return "; ".join(f"{c.disease} ({c.inheritance})" for c in curations)
