"""Ensembl: a gene's MANE Select transcript, where it lies, and the length of its protein."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.models import Gene
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    mappings,
    plain,
    unreadable,
    whole,
)

SOURCE = "Ensembl"
UPSTREAM = "ensembl"
HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}
FIELDS = ("id", "version", "is_canonical", "biotype", "Translation", "MANE")


@dataclass(frozen=True, slots=True)
class GeneModel:
    """A gene as Ensembl annotates it today. Positions are of the assembly, from 1."""

    ensembl_id: str  # without version
    symbol: str | None
    biotype: str | None
    assembly: str | None
    chromosome: str | None
    start: int | None
    end: int | None
    strand: int | None  # 1 or -1
    canonical: str | None  # "ENST00000264657.10"
    mane_select: str | None  # with version
    mane_refseq: str | None
    mane_plus_clinical: tuple[str, ...]
    protein_length: int | None  # of the MANE Select transcript, else of the canonical one
    length_of: str | None  # the transcript that the length is of


def fetch_gene(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return the gene's record with those transcripts that are MANE or canonical.

    Asked by Ensembl id, by symbol where the gene has none. An unknown gene is a 400 at Ensembl,
    so a `SourceRefused` here.

    Raises:
        SourceError: Ensembl did not answer, or does not know the gene.
    """
    by_id = f"lookup/id/{gene.ensembl_id}"
    path = by_id if gene.ensembl_id else f"lookup/symbol/homo_sapiens/{_segment(gene.symbol)}"
    params = {"expand": "1", "mane": "1"}
    payload = http.json(UPSTREAM, path, params=params, headers=HEADERS, gene=gene.symbol)
    if not isinstance(inner(payload, "id"), str):
        raise unreadable(SOURCE, UPSTREAM, "there is no gene in it")
    every = mappings(payload.get("Transcript"))
    short = [{k: t[k] for k in FIELDS if k in t} for t in every if _matters(t)]
    return {**payload, "Transcript": short, "transcripts": len(every)}


def parse_gene(payload: Any) -> GeneModel:
    """Return the gene with its MANE Select transcript and protein length, each None if unsaid.

    Raises:
        SourceUnreadable: The payload is no gene.
    """
    record = mapping(payload)
    ensembl_id = plain(record.get("id"))
    if not ensembl_id:
        raise unreadable(SOURCE, UPSTREAM, "there is no gene in it")
    transcripts = mappings(record.get("Transcript"))
    if record.get("Transcript") and not any(_line(t, "id") for t in transcripts):
        raise unreadable(SOURCE, UPSTREAM, "its transcripts have no ids")
    select = next(((t, m) for t in transcripts for m in _mane(t, "MANE_Select")), None)
    plus = [t for t in transcripts if any(_mane(t, "MANE_Plus_Clinical"))]
    canonical = next((t for t in transcripts if t.get("is_canonical") == 1), None)
    measured = select[0] if select else canonical
    return GeneModel(
        ensembl_id=ensembl_id,
        symbol=_line(record, "display_name"),
        biotype=_line(record, "biotype"),
        assembly=_line(record, "assembly_name"),
        chromosome=_line(record, "seq_region_name"),
        start=whole(record.get("start")),
        end=whole(record.get("end")),
        strand=whole(record.get("strand")),
        canonical=_line(record, "canonical_transcript"),
        mane_select=_versioned(select[0]) if select else None,
        mane_refseq=_line(select[1], "refseq_match") if select else None,
        mane_plus_clinical=tuple(name for t in plus if (name := _versioned(t))),
        protein_length=whole(inner(measured, "Translation", "length")),
        length_of=_versioned(measured) if measured else None,
    )


def _matters(transcript: Mapping[str, Any]) -> bool:
    return bool(transcript.get("MANE")) or transcript.get("is_canonical") == 1


def _mane(transcript: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    return [found for found in mappings(transcript.get("MANE")) if found.get("type") == kind]


def _versioned(transcript: Mapping[str, Any]) -> str | None:
    """Return a transcript's id with its version, the id alone where there is none."""
    name, version = _line(transcript, "id"), whole(transcript.get("version"))
    return f"{name}.{version}" if name and version is not None else name


def _line(record: Mapping[str, Any], field: str) -> str | None:
    return plain(record.get(field)) or None


def _segment(symbol: str) -> str:
    """Return a symbol as one segment of a path: what could leave it or end it is dropped."""
    return "".join(c for c in symbol if c.isascii() and (c.isalnum() or c in "-_.@"))
