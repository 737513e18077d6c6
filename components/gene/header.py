"""The head of the gene page: identity, how the input was read, inheritance by disease, links."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from urllib.parse import quote

import dash_bootstrap_components as dbc

from components import formats
from components.html import elements as html
from components.html.definitions import term
from components.html.elements import Element, tree
from components.html.parts import Tree, notice
from components.panel.head import action
from dashboard.errors import DashboardError, GeneAmbiguous, GeneNotFound
from dashboard.models import Answer, Gene, Phenotype, State
from dashboard.rules.absence import STATE_WORDS

PROTEIN = "gene with protein product"  # its group says the same, shorter
MOST_CHIPS = 6


def header(gene: Gene) -> list[Element | Tree]:
    """Return the header of a gene: symbol, name, links, place, transcript, aliases."""
    return [
        *([_notice(gene)] if gene.note else []),
        html.Div(
            [
                html.H1(gene.symbol),
                html.Span(gene.name, className="gene-name"),
                _compare_menu(gene.symbol),
            ],
            className="gene-title",
        ),
        _links(gene),
        html.Dl(_facts(gene), className="gene-facts"),
    ]


def _compare_menu(symbol: str) -> Tree:
    """Return the way to Compare with this gene; `assets/page/comparison.mjs` knows the last one."""
    items = [
        action("Add to the comparison", **{"data-compare": "add"}),
        action("New comparison", **{"data-compare": "new"}),
    ]
    label = html.Span(["Compare", html.Span(f" {symbol} with others", className="visually-hidden")])
    menu: Tree = tree(
        dbc.DropdownMenu(
            items, label=label, color="light", size="sm", class_name="compare-menu no-print"
        )
    )
    return menu


def no_gene(error: DashboardError, relative: Callable[[str], str]) -> list[Element]:
    """Return what stands instead of a gene: the reason, and choices or suggestions as links."""
    symbols: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    title = "No such gene"
    if isinstance(error, GeneAmbiguous):
        title, symbols, names = "Which gene?", error.choices, error.names
    elif isinstance(error, GeneNotFound):
        symbols, names = error.suggestions, error.names
    others = [
        html.Li(
            [
                html.A(symbol, href=relative(f"/gene/{quote(symbol, safe='')}")),
                html.Span(f" {name}", className="choice-name"),
            ]
        )
        for symbol, name in zip_longest(symbols, names, fillvalue="")
    ]
    return [
        html.Div(
            [
                html.H1(title),
                html.P(error.message),
                *([html.P(error.hint)] if error.hint else []),
                *([html.Ul(others, className="gene-choices")] if others else []),
            ],
            className="gene-missing",
            role="alert",
            **{"data-testid": "gene-problem"},
        )
    ]


def _notice(gene: Gene) -> Tree:
    return notice(gene.note, **{"data-testid": "gene-notice"})


def _facts(gene: Gene) -> list[Element]:
    transcript = " / ".join(t for t in (gene.mane_select, gene.mane_refseq) if t)
    facts = (
        ("Location", _place(gene)),
        (term("mane", "header"), transcript),
        ("MANE Plus Clinical", ", ".join(gene.mane_plus_clinical)),
        ("Class", gene.locus_group if gene.locus_type == PROTEIN else gene.kind),
        ("Aliases", ", ".join(gene.aliases)),
        ("Previously", ", ".join(gene.previous)),
    )
    optional = ("MANE Plus Clinical", "Aliases", "Previously")
    return [
        html.Div([html.Dt(name), html.Dd(value or formats.MISSING)])
        for name, value in facts
        if value or name not in optional
    ]


def _place(gene: Gene) -> str:
    """Return the band, which names its chromosome; else both, or what there is of them."""
    chromosome, band = gene.chromosome or "", gene.band or ""
    return band if band.startswith(chromosome) else f"{chromosome} · {band}".removesuffix(" · ")


def chips(phenotypes: Answer[tuple[Phenotype, ...]]) -> Element:
    """Return a chip for each inheritance with its disease; OMIM diseases first (T51).

    The disease panel fills them, so that header and panel say the same at any time.
    """
    known = [p for p in phenotypes.data or () if p.inheritance]
    if not known:
        return html.P(_no_chips(phenotypes), className="no-chips")
    shown = [
        html.Li(
            [html.B(", ".join(p.inheritance)), " ", p.disease],
            className="chip",
            title=f"{p.disease} ({p.disease_id})",
        )
        for p in known[:MOST_CHIPS]
    ]
    if len(known) > MOST_CHIPS:
        more = html.A(f"{len(known) - MOST_CHIPS} more", href="#panel-disease")
        shown.append(html.Li(more, className="chip"))
    return html.Ul(shown, className="chips", **{"aria-label": "Inheritance by disease"})


def _no_chips(phenotypes: Answer[tuple[Phenotype, ...]]) -> str:
    """Return why there is no chip; their place is kept, so that nothing jumps."""
    if phenotypes.data:
        return "Inheritance: given for none of the linked diseases."
    if phenotypes.state is State.EMPTY:
        return "Inheritance: no disease is linked to this gene."
    return f"Inheritance: {STATE_WORDS[phenotypes.state]}."


def _links(gene: Gene) -> Element:
    number = gene.hgnc_id.removeprefix("HGNC:")
    places = (
        ("gnomAD", "https://gnomad.broadinstitute.org/gene/{}", gene.ensembl_id),
        ("ClinVar", "https://www.ncbi.nlm.nih.gov/clinvar/?term={}%5Bgene%5D", gene.symbol),
        ("HGNC", "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}", number),
        ("Ensembl", "https://www.ensembl.org/Homo_sapiens/Gene/Summary?g={}", gene.ensembl_id),
        ("UniProt", "https://www.uniprot.org/uniprotkb/{}/entry", gene.uniprot_id),
        ("OMIM", "https://omim.org/entry/{}", gene.omim_id),
        ("ClinGen", "https://search.clinicalgenome.org/kb/genes/HGNC:{}", number),
        ("DECIPHER", "https://www.deciphergenomics.org/gene/{}/overview", gene.symbol),
    )
    return html.Nav(
        [
            html.A(
                name,
                href=address.format(quote(value, safe="")),
                target="_blank",
                rel="noopener noreferrer",
            )
            for name, address, value in places
            if value
        ],
        className="gene-links",
        **{"aria-label": "This gene elsewhere"},
    )
