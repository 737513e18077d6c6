"""The domain test in the panel: opened by a button, in words, or why it is withheld."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, ids, status
from components.html import elements
from components.html.elements import Element, Markup
from components.html.parts import table
from dashboard.models import Answer, Features, Gene, VariantSet
from dashboard.rules.variant_sets import selection_name
from dashboard.several.domain_test import Against, DomainTest, domain_tests

ASKED = ids.part("variants", "domains-asked")
RESULT = ids.part("variants", "domains")
WORDS = (
    "Counted are distinct P and LP missense and in-frame changes on the plot; one that reaches "
    "into a domain is inside. Truncating variants are left out: wherever they stand, the rest "
    "of the protein is lost. The first odds ratio is against changes that fall on each residue "
    "with equal chance (exact binomial test, interval of Clopper and Pearson), the second "
    "against the benign and likely benign changes of the same kinds (Fisher's exact test, "
    "conditional interval). p is adjusted for the number of domains by Holm. An association and "
    "nothing more: where people sequence, and which domains a classification rule counts as "
    "evidence, is part of it; it says nothing of mechanism, and nothing of a single variant."
)
NO_LIMIT = "\N{INFINITY}"


def domain_test() -> Component:
    """Return the button that asks for the test, and the place of its answer."""
    return html.Div(
        [
            dcc.Store(id=ASKED),
            html.Button(
                "Do P and LP variants crowd in a domain?",
                type="button",
                className="small-button",
                **{"data-act": "domains"},
            ),
            Markup(RESULT, className="domain-test", role="status"),
        ],
        className="domain-tests",
    )


def domain_result(
    gene: Gene, variants: Answer[VariantSet], features: Answer[Features]
) -> list[Element]:
    """Return the table of the test, or in one sentence why there is none (T18, T61)."""
    why = withheld(gene, variants, features)
    found, shape = variants.data, features.data
    if why or found is None or shape is None or shape.protein_length is None:
        return [elements.P(f"The domain test is withheld: {why}")]
    results = domain_tests(found.variants, shape.domains or (), shape.protein_length)
    if not results:
        words = f"{found.label} have no P or LP missense or in-frame change of {gene.symbol}."
        return [elements.P(f"There is nothing to test: {words}")]
    columns = (
        *("Domain", "Residues", "P/LP inside", "outside", "Odds ratio, uniform", "p adjusted"),
        *("B/LB inside", "outside", "Odds ratio, against B/LB", "p adjusted"),
    )
    rows = [_row(one) for one in results]
    caption = f"P and LP changes of {gene.symbol} by domain, {found.label}"
    notes = [WORDS]
    if features.is_part:
        notes.append("The domains are at least these: one that is not listed counts as outside.")
    return [
        table(caption, columns, rows, numeric=len(columns) - 1),
        *(elements.P(words, className="legend-line") for words in notes),
    ]


def withheld(gene: Gene, variants: Answer[VariantSet], features: Answer[Features]) -> str | None:
    """Return why nothing is tested, None where it is."""
    return _of_part(gene, variants) or _without_domains(gene, variants.data, features)


def _of_part(gene: Gene, variants: Answer[VariantSet]) -> str | None:
    found = variants.data
    if found is None:
        return f"there are no variants of {gene.symbol} here."
    if found.selection is not None:
        return (
            f"the set is a part of ClinVar ({selection_name(found)}); what is left out of it is "
            "not left out evenly."
        )
    read = len(found.variants) + len(found.unplaced) + found.left_out
    if variants.is_part or not variants.state.has_data or (found.announced or 0) > read:
        return f"not all of {found.label} are here."
    return None


def _without_domains(
    gene: Gene, found: VariantSet | None, features: Answer[Features]
) -> str | None:
    shape = features.data
    if shape is None or shape.domains is None or shape.protein_length is None:
        return status.why_words("domains", gene.symbol, features)
    if not shape.domains:
        return "no domain of this protein is listed here."
    if found is not None and found.axis_note:
        return "variants and protein may be numbered on two sequences (see the note above)."
    return None


def _row(one: DomainTest) -> Sequence[str]:
    domain = one.domain
    benign = [f"{one.benign_inside:,}", f"{one.benign_outside:,}", *_against(one.benign)]
    return [
        domain.name,
        f"{domain.start:,}–{domain.end:,}",
        f"{one.inside:,}",
        f"{one.outside:,}",
        *_against(one.uniform),
        *(benign if one.benign else [formats.MISSING] * 4),
    ]


def _against(one: Against | None) -> tuple[str, str]:
    if one is None or one.adjusted is None:
        return formats.MISSING, formats.MISSING
    ratio, upper = (
        NO_LIMIT if value is None else formats.decimals(value, 2)
        for value in (one.ratio, one.upper)
    )
    lower = formats.decimals(one.lower, 2)
    small = one.adjusted < 0.001
    p = f"{one.adjusted:.0e}" if small else formats.decimals(one.adjusted, 3)
    return f"{ratio} ({lower}–{upper})", p
