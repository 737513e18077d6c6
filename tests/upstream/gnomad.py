"""gnomAD: graphql-core answers from the service's published schema, so a wrong query fails.

Errors come as the service forms them: no path, "not found" beside a null, 400 for a bad query.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInt,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    build_client_schema,
    execute_sync,
    parse,
    validate,
)

from tests.upstream.genes import GENES, KnownGene, find
from tests.upstream.messages import HTML, Request, Response, of_json, of_text
from tests.upstream.state import State
from tests.upstream.variants import RELEASE, MadeUp, variants_of
from tests.upstream.wire import GNOMAD_LIMIT

MOST_A_MINUTE = 10  # as its data page says
SLOW_S = 2.0  # before each answer of a slow upstream
LARGE_S: Mapping[str, float] = {"TTN": 12.0}  # before the variants of a large gene
MOST_COST = 25
COSTS = {"gene": 1, "transcript": 1, "clinvar_variants": 10, "variants": 10}
PERCENTILE = "oe_lof_percentile"
UNKNOWN = "An unknown error occurred"
GRAPHIQL = "<!DOCTYPE html><html><body>GraphiQL</body></html>"


class NotFound(GraphQLError):
    """An error whose message the service shows."""


class Service:
    """The GraphQL service of the known genes."""

    def __init__(self, schema: Path | None) -> None:
        """Read the schema, with the one field that is newer than it and without it."""
        self._newest = self._older = None
        if schema is not None and schema.is_file():
            read: Any = {"__schema": json.loads(schema.read_text(encoding="utf-8"))}
            self._older = build_client_schema(read)
            self._newest = build_client_schema(read)
            constraint = self._newest.type_map["GnomadConstraint"]
            assert isinstance(constraint, GraphQLObjectType)
            constraint.fields[PERCENTILE] = GraphQLField(GraphQLInt)

    def answer(self, request: Request, state: State) -> Response:
        """Answer a query."""
        fault = state.faults().get("gnomad")
        old = fault is not None and fault.name == "old-schema"
        schema = self._older if old else self._newest
        if schema is None:
            return of_json({"errors": [{"message": "this upstream has no schema"}]}, 501)
        if request.method != "POST" or not request.accepts_json():
            return of_text(GRAPHIQL, 200 if request.method == "GET" else 400, HTML)
        if state.over("gnomad", MOST_A_MINUTE, 60):
            return _refused(GNOMAD_LIMIT)
        body = json.loads(request.body)
        if state.slow:
            state.stop.wait(_needed_s(body))
        return _answered(schema, body.get("query", ""), body.get("variables") or {})


def _answered(schema: GraphQLSchema, query: str, variables: Mapping[str, Any]) -> Response:
    try:
        document = parse(query)
    except GraphQLError as error:
        return _refused(error.message)
    wrong = validate(schema, document)
    if wrong:
        return _refused(*(error.message for error in wrong))
    price = cost(query)
    if price > MOST_COST:
        return _refused(f"Query is too expensive ({price}). Maximum allowed cost is {MOST_COST}.")
    root = {"gene": _gene, "transcript": _transcript, "meta": _meta, "gene_search": _search}
    result = execute_sync(schema, document, root, variable_values=dict(variables))
    errors = [{"message": _message(error)} for error in result.errors or ()]
    if result.data is None:  # a variable is missing, or a field that may not be null failed
        return of_json({"errors": errors, "data": None}, 500)
    return of_json({"errors": errors, "data": result.data} if errors else {"data": result.data})


def _needed_s(body: Mapping[str, Any]) -> float:
    """Return how long a slow upstream works on a question."""
    if "clinvar_variants" not in body.get("query", ""):
        return SLOW_S
    genes = (find(str(name)) for name in (body.get("variables") or {}).values())
    return max((LARGE_S.get(gene.symbol, SLOW_S) for gene in genes if gene), default=SLOW_S)


def cost(query: str) -> int:
    """Return what the service asks for a query."""
    definitions = parse(query).definitions
    fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
    request = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
    return sum(_cost(node, fragments) for node in request)


def _cost(node: Any, fragments: Mapping[str, Any]) -> int:
    if isinstance(node, FragmentSpreadNode):
        return _cost(fragments[node.name.value], fragments)
    own = COSTS.get(node.name.value, 0) if isinstance(node, FieldNode) else 0
    inner = node.selection_set.selections if node.selection_set else ()
    return own + sum(_cost(part, fragments) for part in inner)


def _refused(*messages: str) -> Response:
    return of_json({"errors": [{"message": message} for message in messages]}, 400)


def _message(error: GraphQLError) -> str:
    own = error.original_error
    return (
        str(own.message) if isinstance(own, NotFound) else error.message if own is None else UNKNOWN
    )


def _meta(_info: Any) -> dict[str, Any]:
    return {"clinvar_release_date": RELEASE}


def _search(_info: Any, query: str, reference_genome: str) -> list[dict[str, Any]]:
    text = query.upper()
    found = [g for g in GENES if g.symbol.startswith(text) or g.ensembl == text]
    return [{"ensembl_id": gene.ensembl, "symbol": gene.symbol} for gene in found][:5]


def _gene(
    _info: Any, reference_genome: str, gene_id: str | None = None, gene_symbol: str | None = None
) -> dict[str, Any]:
    gene = find(gene_id or gene_symbol or "")
    if gene is None:
        raise NotFound("Gene not found")
    is_38 = reference_genome == "GRCh38"
    mane = {
        "ensembl_id": gene.enst,
        "ensembl_version": gene.transcript.partition(".")[2],
        "refseq_id": gene.refseq.partition(".")[0],
        "refseq_version": gene.refseq.partition(".")[2],
    }
    return {
        "reference_genome": reference_genome,
        "gene_id": gene.ensembl,
        "gene_version": "1",
        "symbol": gene.symbol,
        "gencode_symbol": gene.symbol,
        "hgnc_id": gene.hgnc_id,
        "ncbi_id": gene.entrez,
        "omim_id": gene.mim,
        "name": f"{gene.symbol} (made-up name)",
        "chrom": gene.chromosome,
        "start": gene.start,
        "stop": gene.start + 75_000,
        "strand": "+" if gene.strand > 0 else "-",
        "flags": [],
        "canonical_transcript_id": gene.enst,
        "mane_select_transcript": mane if is_38 else None,
        "gnomad_constraint": constraint(gene, 1.0 if is_38 else 0.44),
        "gnomad_v2_regional_missense_constraint": None if is_38 else _regions(gene),
        "clinvar_variants": [_variant(gene, one) for one in variants_of(gene.symbol)],
    }


def _transcript(_info: Any, transcript_id: str, reference_genome: str) -> dict[str, Any]:
    gene = find(transcript_id)
    if gene is None or reference_genome != "GRCh38":
        raise NotFound("Transcript not found")
    return {
        "reference_genome": reference_genome,
        "transcript_id": gene.enst,
        "transcript_version": gene.transcript.partition(".")[2],
        "gene_id": gene.ensembl,
        "clinvar_variants": [_variant(gene, one) for one in variants_of(gene.symbol)],
    }


def constraint(gene: KnownGene, share: float) -> dict[str, Any]:
    """Return made-up constraint of a gene; STAT3's LoF rows of v4.1.1 and v2.1.1 are real."""
    chance = random.Random(f"constraint {gene.symbol}")
    counts = {
        "lof": (round(gene.lof[0] * share), gene.lof[1] * share),
        "mis": (round(gene.length * 0.33 * share), gene.length * 1.13 * share),
        "syn": (round(gene.length * 0.38 * share), gene.length * 0.39 * share),
    }
    row: dict[str, Any] = {"flags": []}
    for name, (obs, exp) in counts.items():
        oe = obs / exp
        upper = oe * 1.3 + 0.03
        if (gene.symbol, name) == ("STAT3", "lof"):
            upper = 0.11498 if share == 1.0 else 0.0949
        row |= {f"obs_{name}": obs, f"exp_{name}": exp, f"oe_{name}": oe}
        row |= {f"oe_{name}_lower": oe * 0.7, f"oe_{name}_upper": upper}
        row[f"{name}_z"] = round((exp - obs) / exp**0.5, 4)
    pli = 1.0 if row["oe_lof_upper"] < 0.35 else 0.0
    return row | {"pli": pli, "pLI": pli, PERCENTILE: chance.randint(1, 99)}


def _regions(gene: KnownGene) -> dict[str, Any]:
    """Return two made-up regions that halve the protein."""
    half = gene.length // 2
    spans = ((1, half), (half + 1, gene.length))
    return {
        "passed_qc": True,
        "has_no_rmc_evidence": False,
        "regions": [
            {
                "chrom": gene.chromosome,
                "start": gene.start + start * 3,
                "stop": gene.start + stop * 3,
                "aa_start": f"Met{start}",
                "aa_stop": f"Gly{stop}",
                "obs_mis": 50 + 20 * place,
                "exp_mis": 200.0,
                "obs_exp": 0.25 + 0.1 * place,
                "chisq_diff_null": 30.0,
                "p_value": 1e-9,
            }
            for place, (start, stop) in enumerate(spans)
        ],
    }


def _variant(gene: KnownGene, one: MadeUp) -> dict[str, Any]:
    return {
        "variant_id": one.variant_id,
        "reference_genome": "GRCh38",
        "chrom": one.chromosome,
        "pos": one.position,
        "ref": "G",
        "alt": "A",
        "clinvar_variation_id": str(one.number),
        "clinical_significance": one.classification,
        "review_status": one.review,
        "gold_stars": one.stars,
        "major_consequence": one.consequence,
        "hgvsc": one.hgvsc,
        "hgvsp": one.hgvsp,
        "transcript_id": gene.enst,
        "in_gnomad": one.number % 3 == 0,
        "gnomad": None,
    }
