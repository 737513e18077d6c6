"""The table of sources: for each where its files are, how they are told apart, what they must be.

What a source needs beyond this, its readers know (`readers.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.tables.brought import BROUGHT
from dashboard.tables.making.clinvar_table import NEEDED as CLINVAR_COLUMNS
from dashboard.tables.making.g2p_table import COLUMNS as G2P_COLUMNS
from dashboard.tables.making.gencc_table import COLUMNS as GENCC_COLUMNS
from dashboard.tables.making.scores_tables import (
    ALPHAMISSENSE_COLUMNS,
    DOSAGE_COLUMNS,
    S_HET_COLUMNS,
)


class Versions(StrEnum):
    """How a new version of a source shows."""

    LISTED = "a folder of a bucket for each release"
    TAGGED = "a tag for each release"
    SAME_ADDRESS = "the same address, new bytes; ETag or date tell them apart"
    RECORD = "a record of Zenodo; a new version is another record"
    DATED = "a folder of its day for each release"
    WITH_VCF = "the same address, new bytes; the day stands in ClinVar's VCF beside it"
    ON_REQUEST = "made when it is asked for; its first lines have the day"


SAID_BY_SERVICE = frozenset({Versions.SAME_ADDRESS, Versions.RECORD})
"""Where neither the file nor its name says which version it is."""


class Checksum(StrEnum):
    """What a service publishes of a file's bytes."""

    BUCKET_MD5 = "MD5 in the bucket's listing"
    ETAG_MD5 = "MD5, which is the ETag"
    RECORD_MD5 = "MD5 in the record"
    MD5_FILE = "MD5 in a file beside it"
    NONE = "none published"


class Kind(StrEnum):
    """What the first bytes of a file are."""

    GZIP = "gzip"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """One file of a source.

    `pattern` matches the names under which the service offers it, the group `version` among them
    where the name has it; `also` those under which browsers save it; `name` is the one that it is
    stored under. `path` is below the source's address, with `{version}`. `header` are columns
    that its first lines must have, looked at before the rest is loaded.
    """

    name: str
    pattern: str
    path: str
    kinds: tuple[Kind, ...]
    most_bytes: int
    header: tuple[str, ...]
    also: str = "(?!)"

    def version_in(self, name: str) -> str | None:
        """Return the version that a file's name carries, "" for none; None: another file's name."""
        if found := re.fullmatch(self.pattern, name):
            return found.groupdict().get("version") or ""
        return "" if re.fullmatch(self.also, name) else None


_WIDE = 0.01


@dataclass(frozen=True, slots=True)
class Golden:
    """A figure that is known: one row of the gene has this value in the column.

    Where no figure is known, `within` is wide: what a column must mean tells its ends.
    """

    table: str
    hgnc_id: str
    symbol: str
    column: str
    value: str | float
    within: float = 0.0

    def __str__(self) -> str:
        """Return it in words; a wide margin as its two ends."""
        if isinstance(self.value, float) and self.within >= _WIDE:
            ends = f"{self.value - self.within:g} to {self.value + self.within:g}"
            return f"{self.symbol}, {self.column} {ends}"
        return f"{self.symbol}, {self.column} {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSource:
    """One source of whole releases.

    `base_url` is the service, `setting` the setting that may name another; `hosts` are those to
    which it sends its callers. `folder` is a bucket, a repository or a record.
    `min_rows` holds for the table that is built, `about_bytes` is what
    a load takes. Licence and citation are those of the tables (`tables/making/catalogue.py`,
    `tables/brought.py`).
    """

    id: str
    title: str
    base_url: str
    versions: Versions
    checksum: Checksum
    files: tuple[FileRule, ...]
    min_rows: int
    golden: tuple[Golden, ...]
    about_bytes: int
    setting: str | None = None
    hosts: tuple[str, ...] = ()
    folder: str = ""
    default: bool = True


MB = 1_000_000
MAX_SHRINK = 0.1
"""Share of the rows by which a table may be smaller than the one before."""

STAT3, TTN, GJB2, PTEN = "HGNC:11364", "HGNC:12403", "HGNC:4284", "HGNC:9588"
_BUCKET = "https://storage.googleapis.com"
_V2, _V4_NEWEST = "constraint_v2_1_1", "constraint_v4_1_1"
_ZENODO = "https://zenodo.org"
_CLINGEN = "https://search.clinicalgenome.org"
_HPO_LINES = ("database_id", "disease_name", "qualifier", "hpo_id", "aspect")


def _v4_golden() -> tuple[Golden, ...]:
    """Return STAT3's LOEUF, the same in v4.1.1 and v4.1.2 (T75); of v4.1 no figure is known."""
    return tuple(
        Golden(table, STAT3, "STAT3", "lof_oe_upper", 0.115, 0.0006)
        for table in ("constraint_v4_1_2", _V4_NEWEST)
    )


SOURCES: Mapping[str, UpdateSource] = {
    source.id: source
    for source in (
        UpdateSource(
            id="gnomad_v4",
            title="gnomAD constraint, the newest v4",
            base_url=_BUCKET,
            versions=Versions.LISTED,
            checksum=Checksum.BUCKET_MD5,
            folder="gcp-public-data--gnomad",
            files=(
                FileRule(
                    name="gnomad.v{version}.constraint_metrics.tsv.bgz",
                    pattern=r"gnomad\.v(?P<version>4(?:\.\d+)+)\.constraint_metrics"
                    r"\.tsv(?:\.bgz|\.gz)?",
                    path="release/{version}/constraint/",
                    kinds=(Kind.GZIP, Kind.TEXT),
                    most_bytes=5_000 * MB,
                    header=("gene", "gene_id", "transcript", "mane_select", "lof.oe_ci.upper"),
                ),
            ),
            min_rows=16_000,
            golden=_v4_golden(),
            about_bytes=574 * MB,
        ),
        UpdateSource(
            id="gnomad_v2",
            title="gnomAD constraint v2.1.1",
            base_url=_BUCKET,
            versions=Versions.LISTED,
            checksum=Checksum.BUCKET_MD5,
            folder="gcp-public-data--gnomad",
            files=(
                FileRule(
                    name="gnomad.v{version}.lof_metrics.by_gene.txt.bgz",
                    pattern=r"gnomad\.v(?P<version>2\.1\.1)\.lof_metrics\.by_gene\.txt"
                    r"(?:\.bgz|\.gz)?",
                    path="release/{version}/constraint/",
                    kinds=(Kind.GZIP, Kind.TEXT),
                    most_bytes=200 * MB,
                    header=("gene", "transcript", "oe_lof_upper", "oe_lof_upper_rank"),
                ),
            ),
            min_rows=19_000,
            golden=(
                Golden(_V2, STAT3, "STAT3", "lof_oe_upper", 0.095, 0.0006),
                Golden(_V2, TTN, "TTN", "lof_oe_upper", 0.354, 0.0006),
                Golden(_V2, GJB2, "GJB2", "lof_oe_upper", 1.984, 0.0006),
            ),
            about_bytes=5 * MB,
        ),
        UpdateSource(
            id="clingen_validity",
            title="ClinGen gene-disease validity",
            base_url=_CLINGEN,
            setting="clingen_url",
            versions=Versions.ON_REQUEST,
            checksum=Checksum.NONE,
            files=(
                FileRule(
                    name="clingen-gene-validity.csv",
                    pattern=r"(?i)clingen-gene-validity\.csv",
                    also=r"(?i)clingen-gene-disease-summary.*\.csv",
                    path="kb/gene-validity/download",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=100 * MB,
                    header=("GENE SYMBOL", "GENE ID (HGNC)", "CLASSIFICATION"),
                ),
            ),
            min_rows=2_500,
            golden=(
                Golden("validity", STAT3, "STAT3", "classification", "Definitive"),
                Golden("validity", PTEN, "PTEN", "classification", "Definitive"),
            ),
            about_bytes=1_100_000,
        ),
        UpdateSource(
            id="clingen_dosage",
            title="ClinGen dosage sensitivity",
            base_url=_CLINGEN,
            setting="clingen_url",
            versions=Versions.ON_REQUEST,
            checksum=Checksum.NONE,
            files=(
                FileRule(
                    name="clingen-gene-dosage.csv",
                    pattern=r"(?i)clingen-gene-dosage\.csv",
                    also=r"(?i)clingen-dosage-sensitivity.*\.csv",
                    path="kb/gene-dosage/download",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=100 * MB,
                    header=("HAPLOINSUFFICIENCY", "TRIPLOSENSITIVITY"),
                ),
            ),
            min_rows=1_200,
            golden=(Golden("dosage", PTEN, "PTEN", "haplo_score", 3),),
            about_bytes=400_000,
        ),
        UpdateSource(
            id="hpo",
            title="HPO: diseases of genes with their inheritance",
            base_url="https://github.com",
            hosts=("release-assets.githubusercontent.com", "objects.githubusercontent.com"),
            versions=Versions.TAGGED,
            checksum=Checksum.NONE,
            folder="obophenotype/human-phenotype-ontology",
            files=(
                FileRule(
                    name="phenotype.hpoa",
                    pattern=r"phenotype\.hpoa",
                    path="releases/download/{version}/phenotype.hpoa",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=500 * MB,
                    header=_HPO_LINES,
                ),
                FileRule(
                    name="genes_to_phenotype.txt",
                    pattern=r"genes_to_phenotype\.txt",
                    path="releases/download/{version}/genes_to_phenotype.txt",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=500 * MB,
                    header=("ncbi_gene_id", "hpo_id", "disease_id"),
                ),
            ),
            min_rows=10_000,
            golden=(Golden("phenotypes", STAT3, "STAT3", "disease_id", "OMIM:147060"),),
            about_bytes=57 * MB,
        ),
        UpdateSource(
            id="gencc",
            title="GenCC gene-disease submissions",
            base_url="https://search.thegencc.org",
            versions=Versions.SAME_ADDRESS,
            checksum=Checksum.ETAG_MD5,
            files=(
                FileRule(
                    name="gencc-submissions.tsv",
                    pattern=r"(?i)gencc-submissions\.tsv(?:\.gz)?",
                    path="download/action/submissions-export-tsv",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=500 * MB,
                    header=GENCC_COLUMNS,
                ),
            ),
            min_rows=20_000,
            golden=(
                Golden("gencc", STAT3, "STAT3", "classification", "Definitive"),
                Golden("gencc", PTEN, "PTEN", "classification", "Definitive"),
            ),
            about_bytes=BROUGHT["gencc"].about_bytes,
        ),
        UpdateSource(
            id="g2p",
            title="Gene2Phenotype, all panels",
            base_url="https://ftp.ebi.ac.uk",
            versions=Versions.DATED,
            checksum=Checksum.MD5_FILE,
            folder="pub/databases/gene2phenotype/G2P_data_downloads",
            files=(
                FileRule(
                    name="allG2P_{version}.csv.gz",
                    pattern=r"allG2P_(?P<version>\d{4}-\d{2}-\d{2})?\.csv(?:\.gz)?",
                    path="allG2P_{version}.csv.gz",
                    kinds=(Kind.GZIP, Kind.TEXT),
                    most_bytes=100 * MB,
                    header=G2P_COLUMNS,
                ),
            ),
            min_rows=3_000,
            golden=(
                Golden("g2p", PTEN, "PTEN", "confidence", "definitive"),
                Golden("g2p", "HGNC:3603", "FBN1", "confidence", "definitive"),
            ),
            about_bytes=BROUGHT["g2p"].about_bytes,
        ),
        UpdateSource(
            id="s_het",
            title="s_het (GeneBayes)",
            base_url=_ZENODO,
            versions=Versions.RECORD,
            checksum=Checksum.RECORD_MD5,
            folder="10403254",
            files=(
                FileRule(
                    name="s_het_estimates.genebayes.tsv",
                    pattern=r"s_het_estimates\.genebayes\.tsv(?:\.gz)?",
                    path="s_het_estimates.genebayes.tsv",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=100 * MB,
                    header=S_HET_COLUMNS,
                ),
            ),
            min_rows=17_000,
            golden=(
                Golden("score_s_het", STAT3, "STAT3", "s_het", 0.525, 0.475),
                Golden("score_s_het", GJB2, "GJB2", "s_het", 0.025, 0.025),
            ),
            about_bytes=BROUGHT["score_s_het"].about_bytes,
        ),
        UpdateSource(
            id="dosage_scores",
            title="pHaplo and pTriplo",
            base_url=_ZENODO,
            versions=Versions.RECORD,
            checksum=Checksum.RECORD_MD5,
            folder="6347673",
            files=(
                FileRule(
                    name="Collins_rCNV_2022.dosage_sensitivity_scores.tsv.gz",
                    pattern=r"Collins_rCNV_2022\.dosage_sensitivity_scores\.tsv(?:\.gz)?",
                    path="Collins_rCNV_2022.dosage_sensitivity_scores.tsv.gz",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=50 * MB,
                    header=DOSAGE_COLUMNS,
                ),
            ),
            min_rows=16_000,
            golden=(
                Golden("score_dosage", PTEN, "PTEN", "phaplo", 0.93, 0.07),
                Golden("score_dosage", GJB2, "GJB2", "phaplo", 0.43, 0.43),
            ),
            about_bytes=BROUGHT["score_dosage"].about_bytes,
        ),
        UpdateSource(
            id="alphamissense",
            title="AlphaMissense means of genes",
            base_url=_BUCKET,
            versions=Versions.SAME_ADDRESS,
            checksum=Checksum.NONE,
            folder="dm_alphamissense",
            files=(
                FileRule(
                    name="AlphaMissense_gene_hg38.tsv.gz",
                    pattern=r"AlphaMissense_gene_hg38\.tsv(?:\.gz)?",
                    path="AlphaMissense_gene_hg38.tsv.gz",
                    kinds=(Kind.TEXT, Kind.GZIP),
                    most_bytes=50 * MB,
                    header=ALPHAMISSENSE_COLUMNS,
                ),
            ),
            min_rows=15_000,
            golden=(Golden("score_alphamissense", STAT3, "STAT3", "alphamissense", 0.65, 0.35),),
            about_bytes=BROUGHT["score_alphamissense"].about_bytes,
        ),
        UpdateSource(
            id="clinvar",
            title="ClinVar, every variant (variant_summary)",
            base_url="https://ftp.ncbi.nlm.nih.gov",
            setting="ncbi_ftp_url",
            versions=Versions.WITH_VCF,
            checksum=Checksum.MD5_FILE,
            folder="pub/clinvar",
            files=(
                FileRule(
                    name="variant_summary_{version}.txt.gz",
                    pattern=r"variant_summary(?:_(?P<version>\d{4}-\d{2}(?:-\d{2})?)?)?"
                    r"\.txt(?:\.gz)?",
                    path="tab_delimited/variant_summary.txt.gz",
                    kinds=(Kind.GZIP, Kind.TEXT),
                    most_bytes=3_000 * MB,
                    header=CLINVAR_COLUMNS,
                ),
            ),
            min_rows=3_500_000,
            golden=(
                Golden("clinvar", STAT3, "STAT3", "protein_change", "p.Arg382Trp"),
                Golden("clinvar", PTEN, "PTEN", "protein_change", "p.Arg130Ter"),
            ),
            about_bytes=445 * MB,
        ),
    )
}
"""By id, in the order in which they are loaded."""
