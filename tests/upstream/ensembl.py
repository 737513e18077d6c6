"""Ensembl: `lookup/id` and `lookup/symbol`, with the transcripts of the known genes."""

from __future__ import annotations

from typing import Any

from tests.upstream.genes import KnownGene, find
from tests.upstream.messages import Request, Response, of_json, of_text
from tests.upstream.state import State

MOST_A_SECOND = 15


def answer(request: Request, state: State) -> Response:
    """Answer a look-up; an unknown gene is a 400, as there."""
    if state.over("ensembl", MOST_A_SECOND, 1):
        headers = {"Retry-After": "0.2", "X-RateLimit-Limit": "55000"}
        return Response(b"", 429, "text/plain", headers)
    parts = request.path.split("/")
    if parts[:2] not in (["lookup", "id"], ["lookup", "symbol"]):
        return of_json({"error": "page not found"}, 404)
    if "json" not in request.headers.get("content-type", "") and not request.accepts_json():
        return of_text("--- \nid: yaml\n", kind="text/x-yaml")
    gene = find(parts[-1])
    if gene is None:
        return of_json({"error": f"No valid lookup found for {parts[-1]}"}, 400)
    return of_json(_gene(gene, expand=request.fields.get("expand") == "1"))


def _gene(gene: KnownGene, *, expand: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": gene.ensembl,
        "version": 1,
        "display_name": gene.symbol,
        "description": f"made-up description of {gene.symbol}",
        "biotype": "protein_coding",
        "seq_region_name": gene.chromosome,
        "start": gene.start,
        "end": gene.start + 75_000,
        "strand": gene.strand,
        "assembly_name": "GRCh38",
        "canonical_transcript": gene.transcript,
        "object_type": "Gene",
        "species": "homo_sapiens",
    }
    if expand:
        others = [_transcript(gene, f"ENST9000000000{n}", 1, gene.length // 2) for n in range(3)]
        number = int(gene.transcript.partition(".")[2])
        select = _transcript(gene, gene.enst, number, gene.length)
        mane = {"type": "MANE_Select", "refseq_match": gene.refseq}
        record["Transcript"] = [*others, select | {"is_canonical": 1, "MANE": [mane]}]
    return record


def _transcript(gene: KnownGene, name: str, version: int, length: int) -> dict[str, Any]:
    return {
        "id": name,
        "version": version,
        "is_canonical": 0,
        "biotype": "protein_coding",
        "length": length * 3 + 500,
        "Translation": {"id": f"ENSP{name[4:]}", "version": 1, "length": length},
        "Exon": [{"start": gene.start, "end": gene.start + length * 3}],
        "MANE": [],
    }
