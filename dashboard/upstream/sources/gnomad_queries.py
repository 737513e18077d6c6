"""The questions for gnomAD's GraphQL service, and what they cost there.

A question may cost 25: a gene or a transcript costs 1, its ClinVar variants cost 10 more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.models import Gene

MOST_GENES = 25
"""Genes of one `batch_query`: it costs 1 a gene."""

GENE_QUERY_COST = 15
"""Of the whole `gene_query`: four genes, and a transcript with its ClinVar variants."""

PERCENTILE = "oe_lof_percentile"
"""A field newer than the service's published schema: a server may not know it."""

CLASS_FIELDS = ("obs_{}", "exp_{}", "oe_{}", "oe_{}_lower", "oe_{}_upper", "{}_z")

_CONSTRAINT = " ".join(
    field.format(name) for name in ("lof", "mis", "syn") for field in CLASS_FIELDS
)

_GENE = """
fragment Constraint on Gene {{
  gene_id symbol hgnc_id flags canonical_transcript_id
  mane_select_transcript {{ ensembl_id ensembl_version }}
  gnomad_constraint {{ {fields} pli flags }}
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

_TRANSCRIPT = """
  transcript(transcript_id: $transcript, reference_genome: GRCh38) {
    transcript_id transcript_version gene_id
    clinvar_variants {
      clinvar_variation_id variant_id clinical_significance review_status gold_stars
      major_consequence hgvsc hgvsp transcript_id
    }
  }
"""


def gene_query(gene: Gene, *, percentile: bool = True) -> dict[str, Any]:
    """Return the one request for all that gnomAD knows of a gene, as the body to send.

    Each build is asked by Ensembl id and by symbol, since ids differ between builds (T9): the
    reader takes the symbol's answer only where the id has none and the HGNC id agrees. Without
    a MANE Select transcript no ClinVar variants are asked for: they would be on any transcript.
    """
    variables = {"symbol": gene.symbol}
    parts = ["meta { clinvar_release_date }"]
    for build, more in (("38", ""), ("37", " ...Regions")):
        genome = f"reference_genome: GRCh{build}"
        if gene.ensembl_id:
            variables["id"] = gene.ensembl_id
            parts.append(f"g{build}: gene(gene_id: $id, {genome}) {{ ...Constraint{more} }}")
        parts.append(
            f"g{build}_symbol: gene(gene_symbol: $symbol, {genome}) {{ ...Constraint{more} }}"
        )
    if gene.mane_select:
        variables["transcript"] = bare(gene.mane_select)
        parts.append(_TRANSCRIPT)
    head = ", ".join(f"${name}: String!" for name in variables)
    query = f"query Gene({head}) {{\n" + "\n".join(parts) + "\n}\n"
    return {"query": query + _gene_fragment(percentile) + _REGIONS, "variables": variables}


def batch_query(genes: Sequence[Gene], *, percentile: bool = True) -> dict[str, Any]:
    """Return the request for the GRCh38 constraint of up to `MOST_GENES` genes: g0, g1, ...

    Raises:
        ValueError: There are none or too many of them.
    """
    if not 1 <= len(genes) <= MOST_GENES:
        raise ValueError(f"{len(genes)} genes: one request takes 1 to {MOST_GENES}")
    variables, parts = {}, []
    for number, gene in enumerate(genes):
        key = "gene_id" if gene.ensembl_id else "gene_symbol"
        variables[f"v{number}"] = gene.ensembl_id or gene.symbol
        parts.append(
            f"g{number}: gene({key}: $v{number}, reference_genome: GRCh38) {{ ...Constraint }}"
        )
    head = ", ".join(f"${name}: String!" for name in variables)
    query = f"query Genes({head}) {{\n" + "\n".join(parts) + "\n}\n"
    return {"query": query + _gene_fragment(percentile), "variables": variables}


def bare(identifier: str) -> str:
    """Return an Ensembl id without its version."""
    return identifier.partition(".")[0]


def _gene_fragment(percentile: bool) -> str:
    return _GENE.format(fields=f"{_CONSTRAINT} {PERCENTILE}" if percentile else _CONSTRAINT)
