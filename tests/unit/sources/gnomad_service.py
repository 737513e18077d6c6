"""A gnomAD of a few made-up genes: graphql-core answers from the service's published schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInt,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    build_client_schema,
    graphql_sync,
    parse,
)

from dashboard.errors import SourceRefused
from tests.unit.sources.fake_client import STAT3

COSTS = {"gene": 1, "transcript": 1, "clinvar_variants": 10}
"""What the service asks for a field; all others are free."""

VALUES = {
    "exp_lof": 114.35, "obs_lof": 7, "oe_lof": 0.0612, "oe_lof_lower": 0.0348,
    "oe_lof_upper": 0.11498, "oe_lof_percentile": 1, "lof_z": 8.5165,
    "exp_mis": 871.2, "obs_mis": 249, "oe_mis": 0.2858, "oe_mis_lower": 0.258,
    "oe_mis_upper": 0.317, "mis_z": 8.2121,
    "exp_syn": 300.0, "obs_syn": 291, "oe_syn": 0.97, "oe_syn_lower": 0.88, "oe_syn_upper": 1.07,
    "syn_z": 0.41, "pli": 1.0, "flags": [],
}  # fmt: skip
REGIONS = {
    "passed_qc": True,
    "has_no_rmc_evidence": False,
    "regions": [
        {"aa_start": "Met1", "aa_stop": "Lys319", "obs_mis": 60, "exp_mis": 180.0,
         "obs_exp": 0.333, "p_value": 1e-9},
        {"aa_start": "Gly320", "aa_stop": "Met770", "obs_mis": 71, "exp_mis": 238.5,
         "obs_exp": 0.298, "p_value": 1e-12},
    ],
}  # fmt: skip


def schema_of(shared: Path, *, newest: bool = True) -> GraphQLSchema:
    """Return the service's schema; with `newest`, its one field that is newer than the file."""
    file = shared / "contracts" / "gnomad" / "introspection.json"
    schema = build_client_schema({"__schema": json.loads(file.read_text())})
    if newest:
        constraint = schema.type_map["GnomadConstraint"]
        assert isinstance(constraint, GraphQLObjectType)
        constraint.fields["oe_lof_percentile"] = GraphQLField(GraphQLInt)
    return schema


def gene_record(**changes: Any) -> dict[str, Any]:
    """Return the service's record of STAT3, made up but for its ids."""
    return {
        "gene_id": STAT3.ensembl_id,
        "symbol": "STAT3",
        "hgnc_id": STAT3.hgnc_id,
        "flags": [],
        "canonical_transcript_id": "ENST00000264657",
        "mane_select_transcript": {"ensembl_id": "ENST00000264657", "ensembl_version": "10"},
        "gnomad_constraint": dict(VALUES),
        "gnomad_v2_regional_missense_constraint": REGIONS,
        **changes,
    }


def variant(number: int, **changes: Any) -> dict[str, Any]:
    """Return a made-up ClinVar row on the MANE Select transcript."""
    return {
        "clinvar_variation_id": str(number),
        "variant_id": f"17-{42_000_000 + number}-G-A",
        "clinical_significance": "Pathogenic",
        "review_status": "criteria provided, single submitter",
        "gold_stars": 1,
        "major_consequence": "missense_variant",
        "hgvsc": "c.1144C>T",
        "hgvsp": f"p.Arg{number}Trp",
        "transcript_id": "ENST00000264657",
        **changes,
    }


def payload(
    g38: Any = None, g37: Any = None, variants: Any = (), errors: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return what `fetch_gene` returns of such records; None: as `gene_record` has it."""
    transcript = {
        "transcript_id": "ENST00000264657",
        "transcript_version": "10",
        "gene_id": STAT3.ensembl_id,
        "clinvar_variants": list(variants) if isinstance(variants, list | tuple) else variants,
    }
    data = {
        "meta": {"clinvar_release_date": "2026-11-01"},
        "g38": gene_record() if g38 is None else g38,
        "g37": gene_record(mane_select_transcript=None) if g37 is None else g37,
        "transcript": transcript,
    }
    return {"data": data, "errors": [{"message": text} for text in errors]}


class Service:
    """Answers queries as the service does: errors have no path, a bad query is a 400."""

    def __init__(self, schema: GraphQLSchema, genes: list[dict[str, Any]], variants: Any) -> None:
        """Know some genes of both builds, and the variants of one transcript."""
        self.schema = schema
        self.genes = genes
        self.variants = variants
        self.bodies: list[Any] = []

    def json(self, upstream: str, path: str = "", **requested: Any) -> Any:
        """Answer a query; an unknown field is refused."""
        assert (upstream, path) == ("gnomad", "")
        assert requested["headers"]["Accept"] == "application/json"
        body = requested["body"]
        self.bodies.append(body)
        root = {"gene": self._gene, "transcript": self._transcript, "meta": self._meta}
        answer = graphql_sync(
            self.schema, body["query"], root_value=root, variable_values=body["variables"]
        )
        messages = [error.message for error in answer.errors or ()]
        if answer.data is None:
            raise SourceRefused("refused", source="gnomad", status=400, detail=" ".join(messages))
        return {"errors": [{"message": text} for text in messages], "data": answer.data}

    def _gene(
        self, _info: Any, reference_genome: str, gene_id: str = "", gene_symbol: str = ""
    ) -> Any:
        assert reference_genome in ("GRCh37", "GRCh38")
        for gene in self.genes:
            if gene_id == gene["gene_id"] or gene_symbol == gene["symbol"]:
                return gene
        raise ValueError("Gene not found")

    def _transcript(self, _info: Any, transcript_id: str, reference_genome: str) -> Any:
        assert reference_genome == "GRCh38"
        if transcript_id != "ENST00000264657":
            raise ValueError("Transcript not found")
        return {"transcript_id": transcript_id, "gene_id": STAT3.ensembl_id,
                "transcript_version": "10", "clinvar_variants": self._variants}  # fmt: skip

    def _variants(self, _info: Any) -> Any:
        if isinstance(self.variants, Exception):
            raise self.variants
        return self.variants

    def _meta(self, _info: Any) -> Any:
        return {"clinvar_release_date": "2026-11-01"}


def cost(query: str) -> int:
    """Return what the service would ask for a query."""
    document = parse(query)
    fragments = {
        n.name.value: n for n in document.definitions if isinstance(n, FragmentDefinitionNode)
    }
    return sum(
        _cost(node, fragments)
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    )


def _cost(node: Any, fragments: Mapping[str, FragmentDefinitionNode]) -> int:
    if isinstance(node, FragmentSpreadNode):
        return _cost(fragments[node.name.value], fragments)
    own = COSTS.get(node.name.value, 0) if isinstance(node, FieldNode) else 0
    inner = node.selection_set.selections if node.selection_set else ()
    return own + sum(_cost(part, fragments) for part in inner)
