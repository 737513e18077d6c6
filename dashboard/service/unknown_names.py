"""Genes that the embedded table does not know: named since, or renamed since, it was made."""

from __future__ import annotations

from dataclasses import replace

from dashboard.errors import BadInput, GeneAmbiguous, GeneNotFound
from dashboard.genes.index import GeneIndex
from dashboard.models import Answer, Gene, ResolvedFrom, Wait
from dashboard.upstream.answers import LiveRequest
from dashboard.upstream.answers.gene_names import can_be_asked, genes_named


def elsewhere(
    index: GeneIndex, live: LiveRequest, unknown: GeneNotFound, text: str, wait: Wait
) -> Gene:
    """Return the gene that HGNC, else MyGene, has for a name that the table does not know.

    Raises:
        GeneNotFound: They have none, or did not answer; the hint says which.
        GeneAmbiguous: They have several; carries the choices.
    """
    if not can_be_asked(text):
        raise unknown
    answer = genes_named(live, text, wait)
    found = tuple(_known(index, gene, text) for gene in answer.data or ())
    if len(found) == 1:
        return _named(found[0], text, answer)
    if found:
        choices = tuple(gene.symbol for gene in found)
        names = tuple(gene.name for gene in found)
        message = f"Several genes are called {text.strip()}."
        raise GeneAmbiguous(message, "Choose one.", choices, names)
    hint = _hint(unknown, answer)
    raise GeneNotFound(unknown.message, hint, unknown.suggestions, unknown.names)


def _known(index: GeneIndex, gene: Gene, text: str) -> Gene:
    """Return the table's own record of a gene, if it has one: it has more than the source."""
    try:
        ours = index.resolve(gene.hgnc_id)
    except BadInput:
        return gene
    return replace(ours, resolved_from=gene.resolved_from or ResolvedFrom(text.strip(), "alias"))


def _named(gene: Gene, text: str, answer: Answer[tuple[Gene, ...]]) -> Gene:
    source = answer.provenance.source if answer.provenance else ""
    name = text.strip()
    is_symbol = name.upper() in (gene.symbol.upper(), gene.hgnc_id)
    note = (
        f"{gene.symbol} is not in the embedded gene table; {source} names it."
        if is_symbol
        else f"{name} is not in the embedded gene table; by {source} it is {gene.symbol}."
    )
    return replace(gene, note=note, resolved_from=None if is_symbol else gene.resolved_from)


def _hint(unknown: GeneNotFound, answer: Answer[tuple[Gene, ...]]) -> str:
    if answer.refreshing:
        return "HGNC is being asked; try again in a moment."
    if answer.problem is not None:
        return f"{unknown.hint} {answer.problem.message}".strip()
    return f"{unknown.hint} HGNC does not know it either.".strip()
