"""OMIM, with the user's own key only: a gene's phenotypes and how each is inherited.

OMIM's answers may not be kept: `STORED` is False, so neither the payload nor what is parsed from
it goes into a cache that writes to a disk. Facts are read, no text of an entry is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import structlog

from dashboard.models import Gene, Phenotype
from dashboard.rules import inheritance
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    mappings,
    plain,
    string,
    unreadable,
    whole,
)

SOURCE = "OMIM"
UPSTREAM = "omim"
STORED = False
"""Answers are never stored: they live in the memory of the process that asked, or nowhere."""

MOST_ENTRIES = 20  # OMIM's own limit for a search
CODES: Mapping[str, str] = {
    meaning.lower(): code for code, meaning in inheritance.WORDS.items()
} | {
    "isolated cases": "SP",
    "multifactorial": "PG",
    "pseudoautosomal": "PAD",
    "digenic dominant": "DG",
    "digenic recessive": "DG",
    "somatic mutation": "",  # no mode of inheritance
    "somatic mosaicism": "",
}
_MARKS = re.compile(r"^[?{\[\s]+|[}\]\s]+$")  # OMIM's marks: {susceptibility}, [no disease], ?doubt

log = structlog.get_logger(__name__)


def fetch_phenotypes(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return the gene map of the entries that OMIM finds for a symbol. The key is the wire's.

    Raises:
        SourceError: OMIM did not answer, or not with this key.
    """
    params = {
        "search": f"approved_gene_symbol:{gene.symbol}",
        "include": "geneMap",
        "format": "json",
        "start": "0",
        "limit": str(MOST_ENTRIES),
    }
    payload = http.json(UPSTREAM, "entry/search", params=params, gene=gene.symbol)
    _entries(payload)
    return dict(payload)


def parse_phenotypes(payload: Any, gene: Gene) -> tuple[Phenotype, ...]:
    """Return the phenotypes of the gene, each once; empty: OMIM maps none to it.

    Entries of other genes that the search found are passed over.

    Raises:
        SourceUnreadable: The payload is no search answer, or none of its phenotypes has a name.
    """
    found: dict[tuple[str, str], Phenotype] = {}
    nameless = 0
    for entry in _entries(payload):
        for phenotype in _phenotypes(entry, gene):
            nameless += not phenotype.disease
            if phenotype.disease:
                found.setdefault((phenotype.disease_id, phenotype.disease), phenotype)
    if nameless and not found:
        raise unreadable(SOURCE, UPSTREAM, "its phenotypes have no names")
    return tuple(found.values())


def modes(words: str | None) -> tuple[str, ...]:
    """Return the codes of OMIM's words ("Autosomal dominant; Autosomal recessive").

    Words without a code pass through as they are, with a line in the log.
    """
    codes = []
    for part in re.split(r"[;,]", words or ""):
        word = plain(part).lstrip("?")
        code = CODES.get(word.lower())
        if code is None and word:
            log.warning("unknown_term", source=SOURCE, field="inheritance", term=word[:80])
        codes.append(word if code is None else code)
    return tuple(dict.fromkeys(code for code in codes if code))


def _entries(payload: Any) -> tuple[Mapping[str, Any], ...]:
    entries = inner(payload, "omim", "searchResponse", "entryList")
    announced = whole(inner(payload, "omim", "searchResponse", "totalResults"))
    if not isinstance(entries, list) or (announced and not entries):
        raise unreadable(SOURCE, UPSTREAM, "there is no list of entries in it")
    if entries and not any(string(inner(item, "entry", "mimNumber")) for item in entries):
        raise unreadable(SOURCE, UPSTREAM, "its entries have no numbers")
    return tuple(mapping(inner(item, "entry")) for item in entries)


def _phenotypes(entry: Mapping[str, Any], gene: Gene) -> Iterator[Phenotype]:
    """Yield the phenotypes of an entry's gene map, if the map is this gene's.

    An entry of a phenotype has its list beside the map instead of in it.
    """
    gene_map = mapping(entry.get("geneMap"))
    for item in mappings(gene_map.get("phenotypeMapList") or entry.get("phenotypeMapList")):
        found = mapping(item.get("phenotypeMap"))
        named = _symbols(found) or _symbols(gene_map)
        name = _MARKS.sub("", plain(found.get("phenotype")))
        if gene.symbol in named or not named:
            number = string(found.get("phenotypeMimNumber")) or ""
            known = number.isascii() and number.isdigit()
            yield Phenotype(
                disease=name,
                disease_id=f"OMIM:{number}" if known else "",
                inheritance=modes(string(found.get("phenotypeInheritance"))),
                url=f"https://omim.org/entry/{number}" if known else None,
            )


def _symbols(record: Mapping[str, Any]) -> set[str]:
    fields = ("approvedGeneSymbols", "geneSymbols")
    texts = (string(record.get(field)) or "" for field in fields)
    return {part.strip() for text in texts for part in text.split(",") if part.strip()}
