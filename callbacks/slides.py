"""The slides of a gene as JSON, which `assets/figures/slides.mjs` asks for when one presents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import orjson
from dash import Dash
from flask import Response, request

from components.gene.slides import QUESTIONS, Chosen, slides
from dashboard.errors import DashboardError
from dashboard.models import GeneAnswers, VariantSet, Wait
from dashboard.process.clock import today
from dashboard.rules.variant_search import find_variants
from dashboard.service import DataService

ADDRESS = "slides.json"
WAIT_S = 1.5
MOST_TYPED = 5000
NONE = "none"  # all chips are off (`assets/page/chips.mjs`)


def register(app: Dash, service: DataService) -> None:
    """Serve the slides of the gene, release and set that the query names."""

    def slides_of() -> Response:
        try:
            body = gene_slides(service, request.args)
        except DashboardError as error:
            found = {"message": error.message, "hint": error.hint}
            return Response(orjson.dumps(found), 404, mimetype="application/json")
        return Response(orjson.dumps(body), mimetype="application/json")

    address = f"{app.config.url_base_pathname}{ADDRESS}"
    app.server.add_url_rule(address, "slides", slides_of)


def gene_slides(service: DataService, asked: Mapping[str, str]) -> dict[str, object]:
    """Return a gene's slides, and whether a source is still being asked for one of them.

    Args:
        service: What answers.
        asked: gene, release, source_set, class, consequence, find and variant, as the address of
            the gene page has them.

    Raises:
        DashboardError: There is no such gene.
    """
    gene = service.find_gene(asked.get("gene", ""))
    found = service.answers(gene, QUESTIONS, asked.get("release") or None, Wait(WAIT_S))
    found = replace(found, source_set=asked.get("source_set") or None)
    chosen = Chosen(
        _parts(asked.get("class")),
        _parts(asked.get("consequence")),
        _labelled(service, found, asked),
    )
    return {
        "gene": gene.symbol,
        "date": today(),
        "refreshing": found.refreshing,
        "slides": slides(found, chosen),
    }


def _parts(text: str | None) -> frozenset[str] | None:
    """Return the values of a filter; None: it is not set."""
    if not text:
        return None
    return frozenset(part.strip() for part in text.split(",")) - {NONE}


def _labelled(
    service: DataService, found: GeneAnswers, asked: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the ids of the record that is picked and of those that are found."""
    picked = (asked["variant"],) if asked.get("variant") else ()
    text, named = asked.get("find", "")[:MOST_TYPED], found.source_set
    answer = found[named] if named in found.by_question else found["variants"]
    if not text or not isinstance(answer.data, VariantSet):
        return picked

    def known(name: str) -> str | None:
        try:
            return service.gene(name).symbol
        except DashboardError:
            return None

    return (*picked, *find_variants(text, answer.data, found.gene.symbol, found.gene, known).ids)
