"""/api/v1/constraint and /api/v1/list: several genes in one release."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from flask import Blueprint, Response, request

from dashboard.errors import BadList, BadParameter, GeneAmbiguous, GeneNotFound
from dashboard.export.gene_list import (
    TABLES,
    WORKBOOK,
    WORKBOOK_TYPE,
    list_name,
    list_text,
    list_workbook,
)
from dashboard.genes.text import echo
from dashboard.models import Answer, Gene, ListOrigin, Problem, State, Wait
from dashboard.models.plain import plain
from dashboard.service import DataService
from dashboard.service.gene_list import ListAnswer, ask_list, origin_of, parse_origin
from dashboard.several.gene_list import records
from dashboard.several.gene_list.decoding import MOST_BYTES
from dashboard.several.gene_list.phrases import nothing_found
from dashboard.several.gene_list.reading import Choices, ReadList, read_list
from dashboard.several.gene_list.selection import KNOWN, MOST_VALUES, RowFilter, metric_of
from dashboard.web.api.parameters import FORMATS, body, choice, known_parameters, seconds
from dashboard.web.api.replies import download, file, json

MOST_GENES = 50
FIELDS = (
    *("symbols", "text", "content", "column", "sheet", "rows", "selected_by"),
    *("release", "lines", "without_flagged", "origin"),
)
MOST_BODY = MOST_BYTES * 4 // 3 + 200_000  # a file in base64, and what stands beside it
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
        kind, table = choice("format", (*FORMATS, WORKBOOK)), choice("table", TABLES)
        posted = body(MOST_BODY, FIELDS)
        read = _read(service, posted)
        by = _metrics(posted.get("selected_by"))
        answer = ask_list(
            service,
            read.symbols,
            _release(posted.get("release")),
            read.lines or None,
            without_flagged=_switch(posted.get("without_flagged")),
            origin=_origin(posted, read, by),
        )
        return _listed(answer, read, table, kind)


def _read(service: DataService, posted: dict[str, Any]) -> ReadList:
    """Return the symbols that were sent, or what is read in the file or text that was."""
    given = [name for name in ("symbols", "text", "content") if posted.get(name) is not None]
    if len(given) > 1:
        raise BadParameter(
            f"The body has {' and '.join(given)}.", "Send one of symbols, text and content."
        )
    if not given or given == ["symbols"]:
        symbols = _texts(posted.get("symbols"))
        return ReadList(tuple(symbols), tuple(_lines(posted.get("lines"), symbols) or ()))
    value = posted[given[0]]
    if not isinstance(value, str):
        raise BadParameter(f"{given[0]} is no text.", "Send text, or content in base64.")
    content: bytes | str = _bytes(value) if given == ["content"] else value
    choices = Choices(
        _column(posted.get("column")), _word(posted, "sheet"), _rows(posted.get("rows"))
    )
    return read_list(content, service.index, choices)


def _origin(posted: dict[str, Any], read: ReadList, by: tuple[str, ...]) -> ListOrigin:
    """Return how a list came to be: as its file says, or as the page that read it remembers."""
    given = posted.get("origin")
    if given is None:
        return origin_of(read, by)
    if not isinstance(given, dict):
        raise BadParameter("origin is no object.", "Send aside and rows as an answer had them.")
    return parse_origin({**given, "by": ",".join(by)})


def _bytes(value: str) -> bytes:
    try:
        return b64decode(value, validate=True)
    except ValueError as error:
        raise BadParameter(
            "content is no base64.", "Send the bytes of the file in base64."
        ) from error


def _column(value: Any) -> int | str | None:
    """Return a column by its place from 0 or by its name; the JSON counts from 1."""
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadParameter("column is neither a name nor a whole number.", "Columns count from 1.")
    return value - 1


def _word(posted: dict[str, Any], name: str) -> str | None:
    value = posted.get(name)
    if value is not None and not isinstance(value, str):
        raise BadParameter(f"{name} is no text.", "Send its name.")
    return value


def _rows(value: Any) -> RowFilter | None:
    if value is None:
        return None
    given = value if isinstance(value, dict) else {}
    column, texts = given.get("column"), given.get("values")
    whole = isinstance(texts, list) and all(isinstance(text, str) for text in texts)
    if not whole or not texts or not isinstance(column, str) or len(given) > 2:
        raise BadParameter(
            "rows is no choice of rows.",
            'Send {"column": "Rating", "values": ["Green"]}.',
        )
    return RowFilter(column, tuple(texts[:MOST_VALUES]))


def _metrics(value: Any) -> tuple[str, ...]:
    """Return the metrics that a list was chosen by.

    Raises:
        BadParameter: One of them is none.
    """
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadParameter("selected_by is no list of texts.", 'Send metrics such as ["loeuf"].')
    unknown = [name for name in value if metric_of(name) is None]
    if unknown:
        known = ", ".join(sorted(KNOWN))
        raise BadParameter(f"There is no metric {unknown[0][:40]!r}.", f"There are {known}.")
    return tuple(value)


def _listed(answer: ListAnswer, read: ReadList, table: str, kind: str) -> Response:
    found = answer.result.data
    if kind == WORKBOOK and found is not None:
        content = list_workbook(found, answer.origins, answer.methods)
        return download(content, list_name(found, table, kind), WORKBOOK_TYPE)
    if kind in ("json", WORKBOOK) or found is None:
        shown = None if found is None else records.body(found, answer.methods)
        if shown is not None:
            shown["read"] = reading(read)
        status = 200 if found is not None else 503
        head = plain(Answer(answer.result.state, None, answer.result.provenance))
        nothing = None if found is None else nothing_found(found)
        why = Problem(BadList.kind, *nothing) if nothing else answer.result.problem
        problem = plain(why) if why else None
        origins = plain(answer.origins)
        return json(head | {"data": shown, "problem": problem, "sources": origins}, status)
    return file(list_text(found, answer.origins, table, kind), list_name(found, table, kind), kind)


def reading(read: ReadList) -> dict[str, Any]:
    """Return how a file was read: its columns, sheets, values to choose rows by, notes."""
    named = ("columns", "column", "sheets", "sheet", "facets", "notes")
    found = {name: plain(getattr(read, name)) for name in named}
    return found | {"column": None if read.column is None else read.column + 1}


def _constraint(
    service: DataService, named: list[str], release: str | None, wait: Wait
) -> dict[str, Any]:
    if len(named) > MOST_GENES or not any(named):
        how_many = len(named) if any(named) else "no"
        raise BadParameter(
            f"genes names {how_many} genes.",
            f"Name 1 to {MOST_GENES}, separated by commas; more go to POST /api/v1/list.",
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
