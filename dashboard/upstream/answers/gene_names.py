"""Names of genes that the embedded table does not know: HGNC is asked, MyGene where that fails."""

from __future__ import annotations

import re
from typing import Any

from dashboard.models import Answer, Gene, Wait
from dashboard.upstream.answers.live_sources import DAY_S, LiveRequest, Payload, second_way
from dashboard.upstream.answers.provenance import origin
from dashboard.upstream.sources import hgnc, mygene

# What could be a symbol or an HGNC id; sentences and names of people stay in the house.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._@-]{1,24}|HGNC:[0-9]{1,6}", re.ASCII)

HGNC_NAME = Payload(
    "hgnc",
    "name",
    lambda http, placeholder: hgnc.fetch_genes(http, placeholder.symbol),
    fresh_s=DAY_S,
    check=lambda payload, _: hgnc.parse_genes(payload),
)
MYGENE_NAME = Payload(
    "mygene",
    "name",
    lambda http, placeholder: mygene.fetch_genes(http, placeholder.symbol),
    fresh_s=DAY_S,
    check=lambda payload, _: mygene.parse_genes(payload),
)


def can_be_asked(text: str) -> bool:
    """Tell whether a text looks like a symbol or an id."""
    return _NAME.fullmatch(text.strip()) is not None


def genes_named(live: LiveRequest, text: str, wait: Wait) -> Answer[tuple[Gene, ...]]:
    """Return the genes that HGNC, else MyGene, has for a name."""
    name = text.strip()
    placeholder = Gene(f"name:{name}", name, "")  # stands for a gene that nobody knows yet
    url = f"https://www.genenames.org/tools/search/#!/?query={name}"
    first = live.answer(HGNC_NAME, placeholder, wait, hgnc.parse_genes, origin("HGNC", url))
    url = f"https://mygene.info/v3/query?q={name}&species=human"
    source = origin("MyGene.info", url)
    return second_way(live, first, MYGENE_NAME, placeholder, wait, _of_mygene, source)


def _of_mygene(payload: Any) -> tuple[Gene, ...]:
    found = (mygene.as_gene(record) for record in mygene.parse_genes(payload).records)
    return tuple(gene for gene in found if gene is not None)
