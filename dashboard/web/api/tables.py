"""/api/v1/tables: every table here, where it is from, what it covers; and what is not here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from dashboard.models import TableFacts
from dashboard.models.plain import plain
from dashboard.rules.absence import extent_words
from dashboard.service import DataService
from dashboard.web.api.parameters import known_parameters
from dashboard.web.api.replies import json


def add(routes: Blueprint, service: DataService) -> None:
    """Add the address of the tables."""

    @routes.get("/api/v1/tables")
    def tables() -> Response:
        known_parameters()
        return json(tables_body(service))


def tables_body(service: DataService) -> dict[str, Any]:
    """Return the answer that says what every table is; embedded ones that are not used as well."""
    return {
        "state": "snapshot",
        "data": [_table(facts) for facts in service.tables()],
        "not_here": plain(service.missing_tables()),
        "provenance": plain(service.snapshot.provenance("genes")),
        "problem": None,
        "coverage": None,
    }


def _table(facts: TableFacts) -> dict[str, Any]:
    origin = facts.provenance
    by = "updated" if facts.updated else "imported" if facts.imported else "embedded"
    return {
        "name": facts.name,
        "origin": by,
        "in_use": not facts.behind and facts.problem is None,
        "source": origin.source,
        "release": origin.release,
        "build": origin.build,
        "date": origin.fetched_at,
        "rows": facts.rows,
        "coverage": {
            "complete": not facts.partial,
            "genes_in_full": facts.wholly,
            "each_gene_in_full": facts.each_wholly or not facts.partial,
            "words": extent_words(
                facts.wholly, partial=facts.partial, each_wholly=facts.each_wholly
            ),
        },
        "sha256": facts.sha256,
        "licence": origin.licence,
        "citation": origin.citation,
        "url": origin.url,
        "package": facts.package,
        "method": facts.method,
        "caveats": list(facts.caveats),
        "updated": list(facts.updated),
        "problem": facts.problem,
    }
