"""UniProt: a protein's length, its domains, and the diseases that its entry names.

Of a disease the name and the MIM number are taken, which are facts; not the text about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.models import Domain, Features, Gene, Phenotype
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.clean_text import clean_text
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    mappings,
    string,
    strings,
    unreadable,
    whole,
)

SOURCE = "UniProt"
UPSTREAM = "uniprot"
ENTRY_URL = "https://www.uniprot.org/uniprotkb/"
HUMAN = "9606"
MOST_ENTRIES = 5

FIELDS = (
    "accession,id,gene_primary,protein_name,length,ft_domain,ft_region,ft_repeat,ft_zn_fing,"
    "ft_dna_bind,ft_coiled,ft_transmem,ft_motif,cc_disease,cc_alternative_products,xref_mane-select,xref_hgnc"
)
TRACK_TYPES = (
    "Domain",
    "Zinc finger",
    "DNA binding",
    "Repeat",
    "Transmembrane",
    "Coiled coil",
    "Motif",
    "Region",
)
"""Features worth a place on the track, the most telling first."""

# Predicted lack of structure: on most proteins, and no domain.
_NO_DOMAINS = frozenset({"Disordered"})


@dataclass(frozen=True, slots=True)
class Protein:
    """What UniProt's entry says, and what of it could not be placed."""

    features: Features
    phenotypes: tuple[Phenotype, ...]
    name: str | None
    mane_transcript: str | None  # with version, as the entry has it
    mane_agrees: bool | None  # the entry's sequence is that of the gene's MANE Select; None: unsaid
    skipped: int  # features whose position is open, unknown or past the end
    entries: int  # reviewed entries that came; the first that fits was read
    url: str


def fetch_protein(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return UniProt's reviewed human entries of the gene: by its accession, else by its symbol.

    Raises:
        SourceError: UniProt did not answer.
    """
    wanted = (
        f"(accession:{gene.uniprot_id})"
        if gene.uniprot_id
        else f"(gene_exact:{_term(gene.symbol)}) AND (organism_id:{HUMAN}) AND (reviewed:true)"
    )
    params = {"query": wanted, "format": "json", "size": str(MOST_ENTRIES), "fields": FIELDS}
    payload = http.json(UPSTREAM, "uniprotkb/search", params=params, gene=gene.symbol)
    _entries(payload)
    return dict(payload)


def parse_protein(payload: Any, gene: Gene) -> Protein | None:
    """Return what the gene's entry says; None where UniProt has no reviewed entry.

    Raises:
        SourceUnreadable: The payload is neither a search result nor an entry, or has no length.
    """
    entries = _entries(payload)
    entry = _of_gene(entries, gene)
    if entry is None:
        return None
    length = whole(inner(entry, "sequence", "length"))
    accession = string(entry.get("primaryAccession"))
    if length is None or length < 1 or accession is None:
        raise unreadable(SOURCE, UPSTREAM, "the entry has no accession or no length")
    domains, skipped = _domains(entry, length)
    transcript, agrees = _mane(entry, gene)
    return Protein(
        features=Features(
            uniprot_id=clean_text(accession),
            protein_length=length,
            length_from="uniprot",
            domains=domains,
            exon_borders=(),
            numbering_note=_numbering_note(gene, agrees),
        ),
        phenotypes=_phenotypes(entry),
        name=_name(entry),
        mane_transcript=transcript,
        mane_agrees=agrees,
        skipped=skipped,
        entries=len(entries),
        url=f"{ENTRY_URL}{clean_text(accession)}/entry",
    )


def _entries(payload: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of a search result, or the entry that came alone."""
    rows = inner(payload, "results")
    if isinstance(rows, list):
        entries = mappings(rows)
        if rows and not any(string(one.get("primaryAccession")) for one in entries):
            raise unreadable(SOURCE, UPSTREAM, "its entries have no accession")
        return entries
    if isinstance(inner(payload, "primaryAccession"), str):
        return (mapping(payload),)
    raise unreadable(SOURCE, UPSTREAM, "there is no entry and no list of entries in it")


def _of_gene(entries: Sequence[Mapping[str, Any]], gene: Gene) -> Mapping[str, Any] | None:
    """Return the entry asked for by accession, else the best of those that name the gene.

    A symbol can have several entries (CDKN2A: two reading frames); the one with the gene's MANE
    Select transcript comes first.
    """
    exact = [e for e in entries if e.get("primaryAccession") == gene.uniprot_id]
    if exact:
        return exact[0]
    named = [e for e in entries if gene.symbol in _symbols(e)]
    return min(named, key=lambda entry: _mane(entry, gene)[1] is not True, default=None)


def _symbols(entry: Mapping[str, Any]) -> list[str | None]:
    return [string(inner(one, "geneName", "value")) for one in mappings(entry.get("genes"))]


def _domains(entry: Mapping[str, Any], length: int) -> tuple[tuple[Domain, ...] | None, int]:
    """Return the features for the track, by position, and how many have no exact place.

    None where the entry says nothing of features, which is not the same as having none.
    """
    rows = entry.get("features")
    if not isinstance(rows, list):
        return None, 0
    if rows and not any(string(feature.get("type")) for feature in mappings(rows)):
        return None, len(rows)  # not known what they are: no statement that there are none
    found, skipped = [], 0
    for feature in mappings(entry.get("features")):
        kind = string(feature.get("type")) or ""
        name = clean_text(feature.get("description"))
        if kind and (kind not in TRACK_TYPES or name in _NO_DOMAINS):
            continue
        start, end = (_position(feature, side) for side in ("start", "end"))
        if not kind or start is None or end is None or not 1 <= start <= end <= length:
            skipped += 1
            continue
        found.append(Domain(start, end, name or kind, _accession(feature), kind))
    found.sort(key=lambda domain: (domain.start, -domain.end, TRACK_TYPES.index(domain.type)))
    return tuple(found), skipped


def _position(feature: Mapping[str, Any], side: str) -> int | None:
    """Return a residue; None where the modifier says that it lies outside or is not known."""
    at = mapping(inner(feature, "location", side))
    return whole(at.get("value")) if at.get("modifier", "EXACT") == "EXACT" else None


def _accession(feature: Mapping[str, Any]) -> str:
    """Return the rule or record that the feature was drawn from, empty where none is named."""
    ids = [feature.get("featureId"), *(one.get("id") for one in mappings(feature.get("evidences")))]
    rules = (text for text in strings(ids) if not text.isdigit())  # digits: a PubMed id
    return clean_text(next(rules, ""))


def _mane(entry: Mapping[str, Any], gene: Gene) -> tuple[str | None, bool | None]:
    """Return the entry's MANE Select transcript, and whether the entry's sequence is its protein.

    It is when the transcript is the gene's and the cross-reference names the displayed isoform.
    """
    for found in mappings(entry.get("uniProtKBCrossReferences")):
        if found.get("database") == "MANE-Select" and (transcript := string(found.get("id"))):
            ours = (gene.mane_select or "").partition(".")[0]
            isoform = string(found.get("isoformId"))
            shown = isoform is None or isoform in _displayed(entry)
            agrees = shown and ours == transcript.partition(".")[0]
            return clean_text(transcript), agrees if ours else None
    return None, None


def _displayed(entry: Mapping[str, Any]) -> set[str]:
    """Return the ids of the isoform whose sequence the entry shows; "P40763-1" where unsaid."""
    isoforms = [
        isoform
        for comment in mappings(entry.get("comments"))
        for isoform in mappings(comment.get("isoforms"))
    ]
    shown = [one for one in isoforms if one.get("isoformSequenceStatus") == "Displayed"]
    ids = {text for one in shown for text in strings(one.get("isoformIds"))}
    return ids or {f"{entry.get('primaryAccession')}-1"}


def _numbering_note(gene: Gene, agrees: bool | None) -> str | None:
    if agrees:
        return None
    if agrees is None:
        return "Numbering may differ: UniProt names no MANE Select transcript for its sequence."
    return f"Numbering may differ: UniProt's sequence is not that of {gene.mane_select}."


def _phenotypes(entry: Mapping[str, Any]) -> tuple[Phenotype, ...]:
    """Return the diseases of the entry's comments; those that are a note without a name are not."""
    diseases = [
        mapping(comment.get("disease"))
        for comment in mappings(entry.get("comments"))
        if comment.get("commentType") == "DISEASE"
    ]
    return tuple(found for disease in diseases if (found := _phenotype(disease)) is not None)


def _phenotype(disease: Mapping[str, Any]) -> Phenotype | None:
    name = clean_text(disease.get("diseaseId"))
    if not name:
        return None
    reference = mapping(disease.get("diseaseCrossReference"))
    number = string(reference.get("id")) or ""
    if reference.get("database") == "MIM" and number.isascii() and number.isdigit():
        return Phenotype(name, f"OMIM:{number}", (), url=f"https://omim.org/entry/{number}")
    own = clean_text(disease.get("diseaseAccession"))
    return Phenotype(name, f"UniProt:{own}" if own else "", ())


def _name(entry: Mapping[str, Any]) -> str | None:
    value = inner(entry, "proteinDescription", "recommendedName", "fullName", "value")
    return clean_text(value) or None


def _term(symbol: str) -> str:
    """Return a symbol as a term of UniProt's query language, quoted, without its own signs."""
    return '"' + "".join(c for c in symbol if c.isalnum() or c in "-_.@") + '"'
