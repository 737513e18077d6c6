"""Protein changes in HGVS notation, and what a person types to look for one (T36 to T38)."""

from dashboard.rules.hgvs.change import (
    MAX_LENGTH,
    NO_CHANGE,
    NO_POSITION,
    OTHER_ISOFORM,
    UNREADABLE,
    ProteinChange,
    coding_part,
    parse_protein_change,
    protein_part,
    unplaced_reason,
)
from dashboard.rules.hgvs.forms import CONSEQUENCES
from dashboard.rules.hgvs.residues import residue_name
from dashboard.rules.hgvs.search import (
    ACCEPTED_FORMS,
    Query,
    SearchTerm,
    names_variant,
    parse_query,
    parse_search,
    same_coding,
    split_variants,
)

__all__ = [
    "ACCEPTED_FORMS",
    "CONSEQUENCES",
    "MAX_LENGTH",
    "NO_CHANGE",
    "NO_POSITION",
    "OTHER_ISOFORM",
    "UNREADABLE",
    "ProteinChange",
    "Query",
    "SearchTerm",
    "coding_part",
    "names_variant",
    "parse_protein_change",
    "parse_query",
    "parse_search",
    "protein_part",
    "residue_name",
    "same_coding",
    "split_variants",
    "unplaced_reason",
]
