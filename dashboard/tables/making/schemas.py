"""The columns of every table of the snapshot: names, types, order.

Other parts rely on these names. The first column is the key that rows are found by: a gene's HGNC
id, or a disease's MONDO id. A null always means "not known" or "not estimable".
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_INT = pa.int32()
_FLOAT = pa.float64()
_WORD = pa.dictionary(pa.int32(), pa.string())  # few different values
_KEY = ("hgnc_id", _TEXT)

CLASSES = ("lof", "mis", "syn")
"""The three variant classes, as column prefixes."""


def _class_fields(prefix: str) -> list[tuple[str, pa.DataType]]:
    floats = ("exp", "oe", "oe_lower", "oe_upper", "z")
    return [(f"{prefix}_obs", _INT), *((f"{prefix}_{name}", _FLOAT) for name in floats)]


_CONSTRAINT = pa.schema(
    [
        _KEY,
        ("symbol", _TEXT),
        ("ensembl_id", _TEXT),
        ("transcript", _TEXT),
        *(field for prefix in CLASSES for field in _class_fields(prefix)),
        ("pli", _FLOAT),
        ("flags", _TEXTS),
        ("loeuf_rank", _INT),
        ("mis_z_rank", _INT),
        ("mapped_by", _TEXT),
        ("is_primary", pa.bool_()),
        ("caution", _TEXT),
        ("cds_length", _INT),
        ("chromosome", _TEXT),
        ("computed", _TEXTS),
    ]
)

SCHEMAS: Mapping[str, pa.Schema] = {
    "genes": pa.schema(
        [
            _KEY,
            ("symbol", _TEXT),
            ("name", _TEXT),
            ("locus_group", _TEXT),
            ("locus_type", _TEXT),
            ("location", _TEXT),
            ("chromosome", _TEXT),
            ("aliases", _TEXTS),
            ("previous", _TEXTS),
            ("entrez_id", _TEXT),
            ("ensembl_id", _TEXT),
            ("uniprot_id", _TEXT),
            ("omim_id", _TEXT),
            ("mane_select", _TEXT),
            ("mane_refseq", _TEXT),
            ("mane_plus_clinical", _TEXTS),
            ("alias_names", _TEXTS),
            ("previous_names", _TEXTS),
            ("accessions", _TEXTS),
        ]
    ),
    "transcripts": pa.schema(
        [
            _KEY,
            ("transcript", _TEXT),
            ("refseq", _TEXT),
            ("protein", _TEXT),
            ("status", _TEXT),
            ("chromosome", _TEXT),
            ("strand", _TEXT),
            ("protein_length", _INT),
            ("exon_borders", pa.list_(_INT)),
        ]
    ),
    "constraint_v2_1": _CONSTRAINT,
    "constraint_v2_1_1": _CONSTRAINT,
    "constraint_v4_1_1": _CONSTRAINT,
    "phenotypes": pa.schema(
        [
            _KEY,
            ("disease", _TEXT),
            ("disease_id", _TEXT),
            ("inheritance", _TEXTS),
            ("basis", _TEXT),
            ("qualifiers", _TEXTS),
        ]
    ),
    "validity": pa.schema(
        [
            _KEY,
            *(
                (name, _TEXT)
                for name in (
                    "symbol",
                    "disease",
                    "mondo_id",
                    "inheritance",
                    "sop",
                    "classification",
                    "date",
                    "panel",
                    "url",
                    "file_date",
                )
            ),
        ]
    ),
    "dosage": pa.schema(
        [
            _KEY,
            ("symbol", _TEXT),
            ("haplo_words", _TEXT),
            ("haplo_score", _INT),
            ("triplo_words", _TEXT),
            ("triplo_score", _INT),
            ("date", _TEXT),
            ("url", _TEXT),
            ("file_date", _TEXT),
        ]
    ),
    "domains": pa.schema(
        [
            _KEY,
            ("symbol", _TEXT),
            ("uniprot_id", _TEXT),
            ("start", _INT),
            ("end", _INT),
            ("name", _TEXT),
            ("accession", _TEXT),
            ("type", _TEXT),
        ]
    ),
    "domains_mane": pa.schema(
        [
            _KEY,
            ("symbol", _WORD),
            ("transcript", _WORD),
            ("start", _INT),
            ("end", _INT),
            ("name", _WORD),
            ("accession", _WORD),
            ("type", _WORD),
        ]
    ),
    "proteins": pa.schema(
        [_KEY, ("symbol", _TEXT), ("uniprot_id", _TEXT), ("protein_length", _INT)]
    ),
    "variants": pa.schema(
        [
            _KEY,
            ("symbol", _TEXT),
            ("uniprot_id", _TEXT),
            ("id", _TEXT),
            ("protein_change", _TEXT),
            ("raw_class", _TEXT),
            ("dbsnp", _TEXT),
            ("conditions", _TEXTS),
            ("condition_ids", _TEXTS),
        ]
    ),
    "clinvar_plp": pa.schema(
        [
            _KEY,
            ("variation_id", _INT),
            ("chromosome", _WORD),
            ("pos", _INT),
            ("ref", _TEXT),
            ("alt", _TEXT),
            ("start", _INT),
            ("end", _INT),
            ("protein_change", _TEXT),
            ("reason", _WORD),
            ("raw_class", _WORD),
            ("review_status", _WORD),
            ("consequence", _WORD),
            ("origin", _WORD),
            ("dbsnp", _TEXT),
            ("condition_ids", pa.list_(_WORD)),
        ]
    ),
    "clinvar_conditions": pa.schema([("mondo_id", _TEXT), ("name", _TEXT)]),
    "depmap": pa.schema(
        [
            _KEY,
            ("symbol", _TEXT),
            ("common_essential", pa.bool_()),
            ("strongly_selective", pa.bool_()),
        ]
    ),
    "impc": pa.schema(
        [
            _KEY,
            ("symbol", _TEXT),
            ("mouse_symbol", _TEXT),
            ("mgi_id", _TEXT),
            ("viability", _WORD),
        ]
    ),
    "mondo": pa.schema(
        [
            ("mondo_id", _TEXT),
            ("name", _TEXT),
            ("omim", _TEXTS),
            ("orphanet", _TEXTS),
            ("medgen", _TEXTS),
        ]
    ),
    "trials": pa.schema(
        [
            _KEY,
            ("nct_id", _TEXT),
            ("title", _TEXT),
            ("status", _TEXT),
            ("phases", _TEXTS),
            ("conditions", _TEXTS),
            ("interventions", _TEXTS),
            ("sponsor", _TEXT),
            ("start", _TEXT),
        ]
    ),
    "publications": pa.schema(
        [
            _KEY,
            ("pmid", _TEXT),
            ("title", _TEXT),
            ("authors", _TEXTS),
            ("journal", _TEXT),
            ("year", _INT),
            ("kind", _TEXT),
        ]
    ),
}
