"""The questions for gnomAD's GraphQL service, and what they cost there.

A question may cost 25: a gene or a transcript costs 1, its ClinVar variants cost 10 more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.models import Gene

MOST_GENES = 25
"""Genes of one `batch_query`: it costs 1 a gene."""

MOST_GENES_OF_BOTH = 12
"""Of GRCh37, where each gene is asked by id and by symbol, since ids differ between builds (T9)."""

BY_GENE = frozenset({"NEB", "OBSCN", "TTN"})
"""Genes whose variants the service has ready by gene, in a way of their own, for being so large."""

CLASS_FIELDS = ("obs_{}", "exp_{}", "oe_{}", "oe_{}_lower", "oe_{}_upper", "{}_z")

_CONSTRAINT = " ".join(
    field.format(name) for name in ("lof", "mis", "syn") for field in CLASS_FIELDS
)

_GENE = f"""
fragment Constraint on Gene {{
  gene_id symbol hgnc_id flags canonical_transcript_id
  mane_select_transcript {{ ensembl_id ensembl_version }}
  gnomad_constraint {{ {_CONSTRAINT} pli flags }}
}}
"""

_REGIONS = """
fragment Regions on Gene {
  gnomad_v2_regional_missense_constraint {
    passed_qc has_no_rmc_evidence
    regions { aa_start aa_stop obs_mis exp_mis obs_exp p_value }
  }
}
"""

_VARIANTS = """
fragment Variants on ClinVarVariant {
  clinvar_variation_id variant_id clinical_significance review_status gold_stars
  major_consequence hgvsc hgvsp transcript_id
}
"""


def gene_query(gene: Gene) -> dict[str, Any]:
    """Return the one request for constraint of both builds and regional constraint, as the body.

    Each build is asked by Ensembl id and by symbol, since ids differ between builds (T9): the
    reader takes the symbol's answer only where the id has none and the HGNC id agrees.
    """
    variables = {"symbol": gene.symbol}
    parts = []
    for build, more in (("38", ""), ("37", " ...Regions")):
        genome = f"reference_genome: GRCh{build}"
        if gene.ensembl_id:
            variables["id"] = gene.ensembl_id
            parts.append(f"g{build}: gene(gene_id: $id, {genome}) {{ ...Constraint{more} }}")
        parts.append(
            f"g{build}_symbol: gene(gene_symbol: $symbol, {genome}) {{ ...Constraint{more} }}"
        )
    return _body("Gene", variables, parts, _GENE + _REGIONS)


def clinvar_query(gene: Gene, *, by_gene: bool) -> dict[str, Any]:
    """Return the request for the gene's ClinVar variants: on its MANE Select transcript, or all.

    By gene the service puts each variant on whichever transcript comes first in its own order, so
    that those on others than MANE Select's have to be left out; but it keeps that answer for seven
    days, the transcript's for an hour.

    Raises:
        ValueError: By transcript, and the gene has no MANE Select transcript.
    """
    if by_gene:
        key = "gene_id" if gene.ensembl_id else "gene_symbol"
        variables = {"name": gene.ensembl_id or gene.symbol}
        part = f"gene: gene({key}: $name, reference_genome: GRCh38) {{ gene_id hgnc_id"
    else:
        if gene.mane_select is None:
            raise ValueError(f"{gene.symbol} has no MANE Select transcript")
        variables = {"name": bare(gene.mane_select)}
        part = "transcript(transcript_id: $name, reference_genome: GRCh38) { transcript_id gene_id"
    parts = ["meta { clinvar_release_date }", f"{part} clinvar_variants {{ ...Variants }} }}"]
    return _body("Variants", variables, parts, _VARIANTS)


def batch_query(genes: Sequence[Gene], build: str = "38") -> dict[str, Any]:
    """Return the request for the constraint of several genes on a build: g0, g1, ...

    Of GRCh37 each is asked by symbol too: g0_symbol, g1_symbol, ...

    Raises:
        ValueError: There are none or too many of them: 25, of GRCh37 12.
    """
    most = MOST_GENES if build == "38" else MOST_GENES_OF_BOTH
    if not 1 <= len(genes) <= most:
        raise ValueError(f"{len(genes)} genes: one request takes 1 to {most}")
    variables, parts = {}, []
    genome = f"reference_genome: GRCh{build}"
    for number, gene in enumerate(genes):
        if gene.ensembl_id:
            variables[f"v{number}"] = gene.ensembl_id
            parts.append(f"g{number}: gene(gene_id: $v{number}, {genome}) {{ ...Constraint }}")
        if build != "38" or not gene.ensembl_id:
            variables[f"s{number}"] = gene.symbol
            name = f"g{number}_symbol: gene(gene_symbol: $s{number}, {genome})"
            parts.append(f"{name} {{ ...Constraint }}")
    return _body("Genes", variables, parts, _GENE)


def _body(name: str, variables: dict[str, str], parts: list[str], fragments: str) -> dict[str, Any]:
    head = ", ".join(f"${variable}: String!" for variable in variables)
    query = f"query {name}({head}) {{\n" + "\n".join(parts) + "\n}\n"
    return {"query": query + fragments, "variables": variables}


def bare(identifier: str) -> str:
    """Return an Ensembl id without its version."""
    return identifier.partition(".")[0]
