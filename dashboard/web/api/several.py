"""/api/v1/constraint and /api/v1/list: several genes in one release."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from dashboard.errors import BadParameter, GeneAmbiguous, GeneNotFound
from dashboard.export.gene_list import TABLES, list_name, list_text
from dashboard.genes.text import echo
from dashboard.models import Gene, Loaded, State, Wait
from dashboard.models.plain import plain
from dashboard.service import DataService
from dashboard.service.gene_list import ListAnswer, ask_list
from dashboard.several.gene_list import records
from dashboard.several.gene_list.decoding import MOST_BYTES
from dashboard.web.api.parameters import FORMATS, body, choice, known_parameters, seconds
from dashboard.web.api.replies import file, json

MOST_GENES = 50
FIELDS = ("symbols", "release", "lines", "without_flagged")
# The state of several answers is the first of these that one of them has.
GRAVEST_LAST = (
    *(State.LOADED, State.STALE, State.SNAPSHOT, State.PENDING, State.UNAVAILABLE),
    *(State.NOT_COVERED, State.EMPTY),
)


def add(routes: Blueprint, service: DataService) -> None:
    """Add the addresses of several genes."""

    @routes.get("/api/v1/constraint")
    def constraint() -> Response:
        known_parameters("genes", "release", "wait")
        named = [part.strip() for part in request.args.get("genes", "").split(",")]
        wait = Wait(seconds("wait"))
        return json(_constraint(service, named, request.args.get("release"), wait))

    @routes.post("/api/v1/list")
    def gene_list() -> Response:
        known_parameters("format", "table")
        kind, table = choice("format", FORMATS), choice("table", TABLES)
        asked = body(MOST_BYTES, FIELDS)
        symbols = _texts(asked.get("symbols"))
        answer = ask_list(
            service,
            symbols,
            _release(asked.get("release")),
            _lines(asked.get("lines"), symbols),
            without_flagged=_switch(asked.get("without_flagged")),
        )
        return _listed(answer, table, kind)


def _listed(answer: ListAnswer, table: str, kind: str) -> Response:
    found = answer.loaded.data
    if kind == "json" or found is None:
        shown = None if found is None else records.body(found, answer.methods)
        status = 200 if found is not None else 503
        head = plain(Loaded(answer.loaded.state, None, answer.loaded.provenance))
        problem = plain(answer.loaded.problem) if answer.loaded.problem else None
        origins = plain(answer.origins)
        return json(head | {"data": shown, "problem": problem, "sources": origins}, status)
    return file(list_text(found, answer.origins, table, kind), list_name(found, table, kind), kind)


def _constraint(
    service: DataService, named: list[str], release: str | None, wait: Wait
) -> dict[str, Any]:
    if len(named) > MOST_GENES or not any(named):
        how_many = len(named) if any(named) else "no"
        raise BadParameter(
            f"genes names {how_many} genes.",
            f"Name 1 to {MOST_GENES}, parted by commas; more go to POST /api/v1/list.",
        )
    genes, report = _genes(service, named)
    answers = {gene.symbol: service.ask("constraint", gene, release, wait) for gene in genes}
    states = {answer.state for answer in answers.values()}
    state = next((state for state in GRAVEST_LAST if state in states), State.EMPTY)
    first = next((answer for answer in answers.values() if answer.state is state), None)
    return {
        "state": state.value,
        "data": [
            {
                "symbol": gene.symbol,
                "hgnc_id": gene.hgnc_id,
                "state": answer.state.value,
                "coverage": plain(answer.coverage),
            }
            | plain(answer.data)
            for gene in genes
            if (answer := answers[gene.symbol]).data is not None
        ],
        "provenance": plain(first.provenance) if first and first.provenance else None,
        "problem": None,
        "missing": [
            {"symbol": symbol, "state": answer.state.value, "problem": plain(answer.problem)}
            for symbol, answer in answers.items()
            if answer.data is None
        ],
        "report": report,
    }


def _genes(service: DataService, named: list[str]) -> tuple[list[Gene], dict[str, Any]]:
    """Return each gene once, in order, and what became of every other name.

    Raises:
        GeneNotFound: None of the names is a gene's.
        GeneAmbiguous: The same, and one of them is several genes'.
    """
    genes: dict[str, Gene] = {}
    errors: list[GeneNotFound | GeneAmbiguous] = []
    report: dict[str, Any] = {"repaired": [], "ambiguous": [], "unknown": [], "duplicate": []}
    for line, text in enumerate(named, 1):
        entry: dict[str, Any] = {"line": line, "input": echo(text)}
        try:
            gene = service.gene(text)
        except GeneAmbiguous as error:
            errors.insert(0, error)
            report["ambiguous"].append(entry | {"choices": list(error.choices)})
            continue
        except GeneNotFound as error:
            errors.append(error)
            report["unknown"].append(entry | {"nearest": list(error.suggestions)})
            continue
        if gene.resolved_from:
            how = {"symbol": gene.symbol, "how": gene.resolved_from.how, "note": gene.note}
            report["repaired"].append(entry | how)
        if gene.symbol in genes:
            report["duplicate"].append(entry | {"symbol": gene.symbol})
        genes.setdefault(gene.symbol, gene)
    if not genes:
        raise errors[0]
    return list(genes.values()), report


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not value:
        raise BadParameter("symbols is no list of texts.", "Send at least one symbol.")
    for place, text in enumerate(value):
        if not isinstance(text, str):
            raise BadParameter(f"symbols[{place}] is no text.", "Send symbols as texts.")
    return value


def _lines(value: Any, symbols: list[str]) -> list[int] | None:
    if value is None:
        return None
    whole = isinstance(value, list) and all(
        isinstance(line, int) and not isinstance(line, bool) for line in value
    )
    if not whole or len(value) != len(symbols):
        raise BadParameter("lines is no list of whole numbers.", "Send one for each symbol.")
    return list(value)


def _release(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadParameter("release is no text.", 'Send a release such as "v2.1".')
    return value


def _switch(value: Any) -> bool:
    if value is not None and not isinstance(value, bool):
        raise BadParameter("without_flagged is neither true nor false.", "Send true or false.")
    return bool(value)
