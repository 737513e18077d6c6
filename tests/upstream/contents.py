"""Faults of what an answer says: valid on the wire, wrong in its content."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tests.upstream.messages import JSON, Request, Response
from tests.upstream.variants import CLASSES, CONSEQUENCES, REVIEWS

STRANGE = "SOMETHING_NEW"
MARKUP = '<script>alert("x")</script><img src=x onerror=alert(1)> =HYPERLINK("http://x")'
TITLES = frozenset(
    {"briefTitle", "officialTitle", "title", "name", "fulljournalname", "summary", "diseaseId"}
    | {"description", "phenotype", "trait_name", "display_name", "journal"}
)
ALWAYS = frozenset({"hgvsc", "major_consequence"})  # gnomAD has no titles
COUNTS = frozenset({"totalCount", "total", "count", "numFound", "totalResults"})
VOCABULARY = frozenset(
    {*CLASSES, *REVIEWS, *(name for name, _ in CONSEQUENCES)}
    | {"RECRUITING", "COMPLETED", "NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING", "TERMINATED"}
    | {"PHASE1", "PHASE2", "PHASE3", "PHASE4", "EARLY_PHASE1", "NA"}
    | {"Definitive", "Strong", "Moderate", "Limited", "Disputed", "Refuted", "AD", "AR", "XL", "SD"}
    | {"Sufficient Evidence for Haploinsufficiency", "No Evidence for Triplosensitivity"}
    | {"Little Evidence for Haploinsufficiency", "Domain", "Repeat", "Zinc finger", "Region"}
    | {"Journal Article", "Review", "Case Reports", "Autosomal dominant", "Autosomal recessive"}
    | {"protein_coding", "protein-coding", "protein-coding gene", "phenotype", "MANE_Select"}
)

Change = Callable[[Any, Request], Any]


def changed(answer: Response, request: Request, fault: str) -> Response:
    """Return an answer with what the fault does to its content; itself for any other fault."""
    change = CHANGES.get(fault)
    if change is None or answer.status != 200:
        return answer
    if answer.kind == JSON:
        value = change(json.loads(answer.body), request)
        return replace(answer, body=json.dumps(value).encode())
    text = answer.body.decode()
    return replace(answer, body=_rows_changed(text, lambda field: change(field, request)).encode())


def repeated(request: Request, fault: str | None) -> Request:
    """Return the request as a source sees it that gives the same page again and again."""
    if fault != "repeat-page":
        return request
    paging = {"pageToken", "retstart", "start"}
    return replace(request, query={k: v for k, v in request.query.items() if k not in paging})


def _rows_changed(text: str, change: Callable[[str], Any]) -> str:
    """Return a table with every field of its data rows changed; banner and header stay."""
    mark = "\t" if text.startswith("#") else ","
    lines = text.splitlines(keepends=True)
    head = (
        1
        if mark == "\t"
        else next(
            (place for place, line in enumerate(lines) if place > 3 and line.startswith('"+')), 0
        )
        + 1
    )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in csv.reader(lines[head:], delimiter=mark):
        fields = ["" if (new := change(field)) is None else str(new) for field in row]
        if mark == "\t":
            out.write("\t".join(fields) + "\n")
        else:
            writer.writerow(fields)
    return "".join(lines[:head]) + out.getvalue()


def _each(value: Any, change: Callable[[str | None, Any], Any], name: str | None = None) -> Any:
    """Return a value with every leaf changed; `change` gets the name it stands under."""
    if isinstance(value, dict):
        return {key: _each(item, change, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_each(item, change, name) for item in value]
    return change(name, value)


def _nulls(value: Any, request: Request) -> Any:
    return _each(value, lambda _name, _leaf: None)


def _strange(value: Any, request: Request) -> Any:
    def leaf(_name: str | None, found: Any) -> Any:
        return STRANGE if isinstance(found, str) and found in VOCABULARY else found

    return _each(value, leaf)


def _markup(value: Any, request: Request) -> Any:
    def leaf(name: str | None, found: Any) -> Any:
        titled = (name in TITLES or name is None) and "made-up" in str(found).lower()
        marked = isinstance(found, str) and (titled or name in ALWAYS)
        return f"{found} {MARKUP}" if marked else found

    return _each(value, leaf)


def _missing(value: Any, request: Request) -> Any:
    """Return an answer whose records have lost the objects and lists inside them."""
    if isinstance(value, str):
        return ""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {key: _missing(item, request) for key, item in value.items()}
    return value


def _bare(record: Any) -> Any:
    if not isinstance(record, dict):
        return record
    if "protocolSection" in record:
        number = record["protocolSection"]["identificationModule"]["nctId"]
        return {"protocolSection": {"identificationModule": {"nctId": number}}}
    return {key: item for key, item in record.items() if not isinstance(item, dict | list)}


def _more(value: Any, request: Request) -> Any:
    def leaf(name: str | None, found: Any) -> Any:
        if name in COUNTS and str(found).isdigit():
            return type(found)(int(found) + 37)
        return found

    return _each(value, leaf)


def _again(value: Any, request: Request) -> Any:
    """Return a page that promises one more; every page is the first (see `repeated`)."""
    if isinstance(value, dict) and "studies" in value:
        return {**value, "nextPageToken": "again"}
    return _more(value, request)


def _graphql_errors(value: Any, request: Request) -> Any:
    if not isinstance(value, dict) or "data" not in value:
        return {"error": "An unknown error occurred"}
    nothing = dict.fromkeys(value["data"] or {})
    return {"errors": [{"message": "An unknown error occurred"}], "data": nothing}


def _null_with_error(value: Any, request: Request) -> Any:
    """Return an answer whose ClinVar variants are null, with an error beside the data."""
    if not isinstance(value, dict) or "data" not in value:
        return _graphql_errors(value, request)

    def emptied(part: Any) -> Any:
        if isinstance(part, dict):
            return {k: None if k == "clinvar_variants" else emptied(v) for k, v in part.items()}
        return part

    return {"errors": [{"message": "An unknown error occurred"}], "data": emptied(value["data"])}


def _dropped(value: Any, request: Request) -> Any:
    """Return a search that left a phrase out and answers the rest."""
    if not isinstance(value, dict) or "esearchresult" not in value:
        return value
    phrase = request.fields.get("term", "").partition("[")[0].strip('"( ')
    errors = {"phrasesnotfound": [phrase], "fieldsnotfound": []}
    found = {**value["esearchresult"], "count": "40362", "errorlist": errors}
    found["idlist"] = found["idlist"] or ["1", "2"]
    return {**value, "esearchresult": found}


CHANGES: Mapping[str, Change] = {
    "nulls": _nulls,
    "unknown-enum": _strange,
    "missing-modules": _missing,
    "markup": _markup,
    "wrong-total": _more,
    "repeat-page": _again,
    "graphql-errors": _graphql_errors,
    "null-with-error": _null_with_error,
    "dropped-phrases": _dropped,
}
