"""Sequence Ontology's consequence terms in the words of the pages.

Where a term means what a protein change in HGVS says, both have the same words
(`dashboard.rules.hgvs.CONSEQUENCES`).
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.json_readers import string

LONGEST = 60

WORDS: Mapping[str, str] = {
    "missense": "missense",
    "stop gained": "stop gained",
    "nonsense": "stop gained",
    "frameshift": "frameshift",
    "start lost": "start lost",
    "initiator codon": "start lost",
    "stop lost": "stop lost",
    "synonymous": "synonymous",
    "stop retained": "synonymous",
    "inframe deletion": "inframe deletion",
    "inframe insertion": "inframe insertion",
    "inframe indel": "inframe delins",
    "protein altering": "inframe delins",
    "splice acceptor": "splice acceptor",
    "splice donor": "splice donor",
    "splice region": "splice region",
    "intron": "intron",
    "5 prime utr": "5′ UTR",
    "3 prime utr": "3′ UTR",
    "non coding transcript": "non-coding",
    "non coding transcript exon": "non-coding",
    "coding sequence": "coding sequence",
}


def consequence_words(term: object) -> str | None:
    """Return a term in words; an unknown one as it is, without its underscores.

    None for none. "missense_variant" and "missense variant" are the same.
    """
    text = clean_text(string(term) or "", LONGEST).replace("_", " ").removesuffix(" variant")
    return WORDS.get(text.lower(), text) or None
