"""gnomAD's GraphQL service: one question a gene, and what its errors mean for each part.

The service answers in parts. A part that is null is absent only where the errors beside it say
"not found"; with any other error it failed, and is never read as "there are none".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from dashboard.errors import SourceDown, SourceError, SourceRefused, SourceTimeout, SourceUnreadable
from dashboard.models import Gene
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.gnomad_queries import (
    BY_GENE,
    batch_query,
    clinvar_query,
    gene_query,
)
from dashboard.upstream.sources.json_readers import mapping, mappings, string, unreadable

SOURCE = "gnomAD"
UPSTREAM = "gnomad"
LONGEST_MESSAGE = 200
# Without it a browser's page comes in place of the answer.
HEADERS = {"Accept": "application/json"}

log = structlog.get_logger(__name__)


def fetch_gene(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return constraint of both builds and regional constraint of a gene, by one request.

    Raises:
        SourceError: gnomAD did not answer, or no part of its answer can be used.
    """
    return _ask(http, gene_query(gene), gene.symbol)


def fetch_clinvar(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return the gene's ClinVar variants on its MANE Select transcript, which may take a minute.

    A gene that is known as large is asked for by gene, and so is one whose transcript takes the
    service too long: then some of the variants are on other transcripts. One without a MANE
    Select transcript is not asked for: they would be on any.

    Raises:
        SourceError: gnomAD did not answer, or there is nothing to ask it for.
    """
    if gene.mane_select is None:
        raise no_transcript(gene)
    if gene.symbol not in BY_GENE:
        try:
            return _ask(http, clinvar_query(gene, by_gene=False), gene.symbol, slow=True)
        except SourceTimeout:
            log.info("gnomad_transcript_slow", gene=gene.symbol)
    return _ask(http, clinvar_query(gene, by_gene=True), gene.symbol, slow=True)


def fetch_genes(http: HttpClient, genes: Sequence[Gene], build: str = "38") -> dict[str, Any]:
    """Return constraint of up to 25 genes (of GRCh37 12) by one request.

    Raises:
        SourceError: gnomAD did not answer, or no part of its answer can be used.
        ValueError: There are none or too many genes.
    """
    return _ask(http, batch_query(genes, build), ",".join(gene.symbol for gene in genes))


def no_transcript(gene: Gene) -> SourceRefused:
    """Return the error for a gene whose variants cannot be asked for."""
    message = f"{gene.symbol} has no MANE Select transcript to ask gnomAD's variants for."
    return SourceRefused(message, source=UPSTREAM, status=200)


def is_whole(payload: Any) -> bool:
    """Tell whether no part of an answer failed; one that is not may be kept for a minute only."""
    return not unexplained(payload) and _absences_are_explained(payload)


def part(payload: Any, name: str) -> Mapping[str, Any] | None:
    """Return a part of the answer, None where gnomAD says that there is no such thing.

    Raises:
        SourceError: The part failed, or it was not asked for.
    """
    data = _data(payload)
    if name not in data:
        raise misread(f"the part {name} is missing")
    if data[name] is None:
        if is_whole(payload):
            return None
        raise failed(payload)
    if not isinstance(data[name], dict):
        raise misread(f"the part {name} is no object")
    return mapping(data[name])


def has_part(payload: Any, name: str) -> bool:
    """Tell whether an answer has a part of this name, be it null."""
    return name in mapping(mapping(payload).get("data"))


def gene_part(payload: Any, gene: Gene, name: str) -> Mapping[str, Any] | None:
    """Return the gene of a part ("g38", "g37"), by its id, else by its symbol and HGNC id (T9).

    Raises:
        SourceError: The part failed, or is another gene's.
    """
    names = [one for one in (name, f"{name}_symbol") if one in _data(payload)]
    if not names:
        raise misread(f"there is no part {name} in it")
    for one in names:
        found = part(payload, one)
        if found is not None and is_same(found, gene, by_symbol=one.endswith("_symbol")):
            return found
    return None


def is_same(found: Mapping[str, Any], gene: Gene, *, by_symbol: bool) -> bool:
    """Tell whether an answer is about the gene that was asked for.

    Raises:
        SourceUnreadable: It has another id than the one asked for, or none at all.
    """
    named = string(found.get("gene_id"))
    if named is None:
        raise misread("it does not say which gene it is about")
    if named == gene.ensembl_id:
        return True
    if by_symbol:
        return string(found.get("hgnc_id")) == gene.hgnc_id
    raise misread(f"it is about {named[:20]}, not {gene.ensembl_id}")


def inner_part(payload: Any, holder: Mapping[str, Any], name: str) -> Any:
    """Return what a part holds under a name, None where there is none.

    Raises:
        SourceError: It is null and something in this answer failed.
    """
    if holder.get(name) is None and not is_whole(payload):
        raise failed(payload)
    return holder.get(name)


def failed(payload: Any) -> SourceError:
    """Return the error for a part that failed."""
    said = (unexplained(payload) or ("a part is missing without a reason",))[0]
    log.warning("gnomad_part_failed", said=said)
    return SourceDown(
        f"{SOURCE} answered, but could not give this part.",
        "Try again in a few minutes.",
        source=UPSTREAM,
    )


def misread(what: str) -> SourceUnreadable:
    """Return the error for an answer of the wrong shape; `what` ends the sentence."""
    return unreadable(SOURCE, UPSTREAM, what)


def unexplained(payload: Any) -> tuple[str, ...]:
    """Return the messages of errors that do not say "not found"."""
    return tuple(message for message in _messages(payload) if not _is_absence(message))


def number(value: Any) -> float | None:
    """Return a finite number as it is, None for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def _ask(http: HttpClient, body: Any, names: str, *, slow: bool = False) -> dict[str, Any]:
    answer = http.json(UPSTREAM, body=body, headers=HEADERS, gene=names, slow=slow)
    data = mapping(answer).get("data")
    if not isinstance(data, dict):
        if _messages(answer):
            raise failed(answer)
        raise misread("there are no data in it")
    payload = {"data": data, "errors": [{"message": text} for text in _messages(answer)]}
    if not is_whole(payload) and all(value is None for key, value in data.items() if key != "meta"):
        raise failed(payload)
    return payload


def _data(payload: Any) -> Mapping[str, Any]:
    data = mapping(payload).get("data")
    if not isinstance(data, dict):
        raise misread("there are no data in it")
    return data


def _messages(payload: Any) -> tuple[str, ...]:
    errors = mappings(mapping(payload).get("errors"))
    return tuple(
        clean_text(error.get("message"), LONGEST_MESSAGE) or "no message" for error in errors
    )


def _is_absence(message: str) -> bool:
    return message.rstrip(". ").lower().endswith("not found")


def _absences_are_explained(payload: Any) -> bool:
    """Tell whether there is a "not found" for each part that is null; errors name no part."""
    data = mapping(mapping(payload).get("data"))
    nulls = sum(1 for value in data.values() if value is None)
    return bool(data) and nulls <= sum(1 for message in _messages(payload) if _is_absence(message))
