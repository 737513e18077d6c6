"""/api/v1/genes: search, one gene, and what is known of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from dashboard.export.answer import attachment_name, table_text
from dashboard.models import Answer, Coverage, Gene, GeneHit, Wait
from dashboard.models.plain import plain
from dashboard.service import DataService
from dashboard.service.variant_sets import available_sets, variants_of
from dashboard.web.api.parameters import FORMATS, choice, known_parameters, seconds, whole
from dashboard.web.api.replies import file, json

RESOURCES = (
    "constraint",
    "variants",
    "features",
    "validity",
    "dosage",
    "gencc",
    "g2p",
    "scores",
    "phenotypes",
    "trials",
    "publications",
    "publication_counts",
    "about",
    "regional",
)
NUMBERINGS = ("usual", "mane")  # UniProt's sequence where its length is here; MANE Select
MAX_HITS = 50
OWN_PARAMETERS = {
    "constraint": ("release",),
    "variants": ("source_set",),
    "features": ("numbering",),
}


def add(routes: Blueprint, service: DataService) -> None:
    """Add the addresses of one gene."""

    @routes.get("/api/v1/genes")
    def genes() -> Response:
        known_parameters("q", "limit")
        limit = whole("limit", default=12, most=MAX_HITS)
        hits = service.search(request.args.get("q", ""), limit)
        return json(search_body(service, hits))

    @routes.get("/api/v1/genes/<symbol>")
    def gene(symbol: str) -> Response:
        known_parameters("wait")
        return json(gene_body(service, service.find_gene(symbol)))

    @routes.get("/api/v1/genes/<symbol>/<any({}):resource>".format(",".join(RESOURCES)))
    def resource(symbol: str, resource: str) -> Response:
        known_parameters("format", "wait", *OWN_PARAMETERS.get(resource, ()))
        kind = choice("format", FORMATS)
        wait = Wait(seconds("wait"))
        found = service.find_gene(symbol)
        if resource == "variants":
            answer = variants_of(service, found, request.args.get("source_set"), wait)
            sets = available_sets(service, found) if kind == "json" else ()
            return _answer(found, resource, answer, kind, available_source_sets=list(sets))
        on_mane = resource == "features" and choice("numbering", NUMBERINGS) == "mane"
        question = "features_mane" if on_mane else resource
        answer = service.ask(question, found, request.args.get("release"), wait)
        return _answer(found, resource, answer, kind)


def search_body(service: DataService, hits: list[GeneHit]) -> dict[str, Any]:
    """Return the answer that says which genes match what is typed."""
    return {
        "state": "loaded" if hits else "empty",
        "data": plain(hits),
        "provenance": plain(service.snapshot.provenance("genes")),
        "problem": None,
        "coverage": None,
    }


def gene_body(service: DataService, gene: Gene) -> dict[str, Any]:
    """Return the answer that says who a gene is."""
    return {
        "state": "snapshot",
        "data": plain(gene),
        "provenance": plain(service.snapshot.provenance("genes")),
        "problem": None,
        "coverage": plain(Coverage(complete=True, of=1)),
    }


def resource_body(gene: Gene, answer: Answer[Any]) -> dict[str, Any]:
    """Return the answer to one question about a gene."""
    return {"gene": gene.symbol, **plain(answer)}


def _answer(
    gene: Gene, resource: str, answer: Answer[Any], kind: str, **more: list[str]
) -> Response:
    if kind == "json":
        return json({**resource_body(gene, answer), **more})
    name = attachment_name(gene, resource, answer, kind)
    return file(table_text(gene, resource, answer, kind), name, kind)
