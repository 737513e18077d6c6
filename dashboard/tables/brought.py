"""The tables that only an update brings: columns, origin, and what they cost to load.

None of them is embedded. Where one is not here, `missing` says so and what would bring it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from dashboard.models import MissingTable, Problem, Provenance
from dashboard.rules import licences
from dashboard.rules.absence import NOT_HERE
from dashboard.tables.manifest import Source

_TEXT, _TEXTS, _FLOAT = pa.string(), pa.list_(pa.string()), pa.float64()
_WORD = pa.dictionary(pa.int32(), pa.string())
_KEY = ("hgnc_id", _TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One table: the source of `update` that makes it, its columns, where it comes from.

    `about_bytes` are those of a load.
    """

    update: str
    title: str
    about_bytes: int
    schema: pa.Schema
    source: Source


def _source(title: str, credit: licences.Credit, url: str, method: str, **more: str) -> Source:
    return Source(
        source=title,
        release=None,
        build=more.get("build"),
        licence=credit.licence,
        citation=credit.citation,
        url=url,
        date=None,
        package=None,
        method=method,
    )


BROUGHT: Mapping[str, Brought] = {
    "gencc": Brought(
        update="gencc",
        title="GenCC submissions",
        about_bytes=14_000_000,
        schema=pa.schema(
            [
                _KEY,
                ("symbol", _TEXT),
                ("submission_id", _TEXT),
                ("submitter", _WORD),
                ("classification", _WORD),
                ("inheritance", _WORD),
                ("disease", _TEXT),
                ("disease_id", _TEXT),
                ("submitted_disease_id", _TEXT),
                ("date", _TEXT),
                ("url", _TEXT),
                ("pmids", _TEXTS),
                ("file_date", _WORD),
            ]
        ),
        source=_source(
            "GenCC",
            licences.GENCC,
            "https://search.thegencc.org/",
            "Every submission of GenCC's file, in its own words; notes and the submitters' own "
            "titles of diseases are left out",
        ),
    ),
    "g2p": Brought(
        update="g2p",
        title="Gene2Phenotype (G2P)",
        about_bytes=700_000,
        schema=pa.schema(
            [
                _KEY,
                ("symbol", _TEXT),
                ("g2p_id", _TEXT),
                ("disease", _TEXT),
                ("mondo_id", _TEXT),
                ("allelic_requirement", _WORD),
                ("confidence", _WORD),
                ("mechanism", _WORD),
                ("mechanism_support", _WORD),
                ("consequences", _TEXTS),
                ("panels", _TEXTS),
                ("pmids", _TEXTS),
                ("date", _TEXT),
            ]
        ),
        source=_source(
            "G2P",
            licences.G2P,
            "https://www.ebi.ac.uk/gene2phenotype/",
            "Every record of all panels; comments, phenotypes and the OMIM numbers are left out",
        ),
    ),
    "score_s_het": Brought(
        update="s_het",
        title="s_het (GeneBayes)",
        about_bytes=2_000_000,
        schema=pa.schema(
            [
                _KEY,
                ("ensembl_id", _TEXT),
                ("s_het", _FLOAT),
                ("lower", _FLOAT),
                ("upper", _FLOAT),
            ]
        ),
        source=_source(
            "s_het (GeneBayes)",
            licences.S_HET,
            "https://doi.org/10.1038/s41588-024-01820-9",
            "post_mean with post_lower_95 and post_upper_95 of each gene, by HGNC id, else by "
            "Ensembl gene id",
        ),
    ),
    "score_dosage": Brought(
        update="dosage_scores",
        title="pHaplo and pTriplo",
        about_bytes=300_000,
        schema=pa.schema([_KEY, ("symbol", _TEXT), ("phaplo", _FLOAT), ("ptriplo", _FLOAT)]),
        source=_source(
            "pHaplo and pTriplo (Collins 2022)",
            licences.DOSAGE_SCORES,
            "https://zenodo.org/records/6347673",
            "Symbols of GENCODE v19: given to genes as gnomAD v2.1's rows of the same symbol are, "
            "else by symbols of today and before",
            build="GRCh37",
        ),
    ),
    "score_alphamissense": Brought(
        update="alphamissense",
        title="AlphaMissense means of genes",
        about_bytes=253_636,
        schema=pa.schema([_KEY, ("transcript", _TEXT), ("alphamissense", _FLOAT)]),
        source=_source(
            "AlphaMissense",
            licences.ALPHAMISSENSE,
            "https://zenodo.org/records/10813168",
            "mean_am_pathogenicity of each transcript of GENCODE v32, given to the gene whose MANE "
            "Select transcript it is, else to the gene of the same transcript in MANE Plus "
            "Clinical or gnomAD v2.1; one row a gene, MANE Select first",
            build="GRCh38",
        ),
    ),
}
"""By name."""


def size_words(about_bytes: int) -> str:
    """Return the bytes of a load in words: "about 14 MB"."""
    return (
        f"about {about_bytes / 1e6:.1f} MB"
        if about_bytes < 1e7
        else (f"about {about_bytes / 1e6:.0f} MB")
    )


def missing(*names: str) -> Problem:
    """Return that these tables are not here, and by what command whoever runs this has them."""
    tables = [BROUGHT[name] for name in names]
    listed = ", ".join(f"{one.title} ({size_words(one.about_bytes)})" for one in tables)
    only = ",".join(dict.fromkeys(one.update for one in tables))
    return Problem(
        NOT_HERE,
        f"Not in the tables here: {listed}.",
        f"`python -m dashboard update --only {only}` brings it."
        if len(tables) == 1
        else f"`python -m dashboard update --only {only}` brings them.",
    )


def not_here(has: Callable[[str], bool]) -> tuple[MissingTable, ...]:
    """Return the tables that an update would bring and that are not here."""
    return tuple(
        MissingTable(
            name, one.title, one.about_bytes, f"python -m dashboard update --only {one.update}"
        )
        for name, one in BROUGHT.items()
        if not has(name)
    )


def origin_of(name: str) -> Provenance:
    """Return where a table would come from that is not here."""
    source = BROUGHT[name].source
    return Provenance(
        source.source, url=source.url, licence=source.licence, citation=source.citation
    )
