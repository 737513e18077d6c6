"""The rules that go with constraint figures: bands, ranks, power, controls, what is absent and why.

What holds for a release stands in `releases.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.models import Constraint, ConstraintRow, Gene, OtherRelease, Rank
from dashboard.rules.releases import LAST_RESORT, Release

CLASSES = ("lof", "mis", "syn")

UNDERPOWERED_BELOW = 10.0  # expected pLoF variants (T14)
MISSENSE_Z_THRESHOLD = 3.09  # T20
SYNONYMOUS_Z_LIMIT = 3.71  # T21
AXIS_END = 2.0  # of every o/e axis (T22)


# Upper LOEUF bound and share of gnomAD's 17,063 MANE Select transcripts, v4.1.1 (published).
BANDS = ((0.15, 1), (0.27, 5), (0.36, 10), (0.45, 15), (0.60, 25), (0.91, 50), (1.19, 75))
BANDED_TRANSCRIPTS = 17_063

SEX_CHROMOSOMES = frozenset({"X", "Y", "X and Y"})  # the last: in the regions that both have

REARRANGED = frozenset({"immunoglobulin gene", "T cell receptor gene"})
"""Locus types of segments, which Ensembl does not class as protein-coding transcripts."""

CLONAL_HAEMATOPOIESIS = frozenset({"ASXL1", "DNMT3A", "TET2"})
FALSE_DUPLICATIONS_GRCH38 = frozenset({"CBS", "KCNE1", "CRYAA"})

NOT_MANE = "not the MANE Select transcript"
NOT_ESTIMABLE = "not estimable: 0 expected"
OUTLIERS = {
    "lof": frozenset({"outlier_lof", "lof_too_many"}),
    "mis": frozenset({"outlier_mis", "mis_too_many"}),
    "syn": frozenset({"outlier_syn", "syn_outlier"}),
}
LOW_QUALITY = {
    "low_exome_coverage": "low exome coverage",
    "low_exome_mapping_quality": "low mapping quality",
}
CLASS_WORDS = {"lof": "pLoF", "mis": "missense", "syn": "synonymous"}

FLAG_NAMES = {
    "no_variants": "Zero observed variants",
    "no_exp_lof": "Zero expected pLoF variants",
    "no_exp_mis": "Zero expected missense variants",
    "no_exp_syn": "Zero expected synonymous variants",
    "outlier_lof": "Outlier: more pLoF variants than expected",
    "outlier_mis": "Outlier: missense variants",
    "outlier_syn": "Outlier: synonymous variants",
    "lof_too_many": "More pLoF variants than expected",
    "mis_too_many": "More missense variants than expected",
    "syn_outlier": "More or fewer synonymous variants than expected",
    "low_exome_coverage": "Low exome coverage",
    "low_exome_mapping_quality": "Low exome mapping quality",
}
"""gnomAD's flags in words; exports and JSON have the raw ones (T74)."""

FLAG_WORDS = {
    "no_variants": "no variants were observed in this gene.",
    "no_exp_lof": "pLoF constraint is not estimable.",
    "no_exp_mis": "missense constraint is not estimable.",
    "no_exp_syn": "the control is not estimable.",
    "outlier_lof": "pLoF figures are suspect.",
    "outlier_mis": "missense figures are suspect.",
    "outlier_syn": "all figures of this gene are suspect.",
    "lof_too_many": "an outlier; pLoF figures are suspect.",
    "mis_too_many": "an outlier; missense figures are suspect.",
    "syn_outlier": "all figures of this gene are suspect.",
    "low_exome_coverage": "counts may be too low.",
    "low_exome_mapping_quality": "counts may be unreliable.",
}
"""What follows from each flag."""


def flag_name(flag: str) -> str:
    """Return a flag of gnomAD in words; one that is not known here stays as it is."""
    return FLAG_NAMES.get(flag, flag)


def default_release(available: Iterable[OtherRelease]) -> str:
    """Return the newest release with all three classes, else the newest partial, else v2.1."""
    ordered = sorted(available, key=lambda other: not other.all_classes)
    return ordered[0].release if ordered else LAST_RESORT


def has_all_classes(row: Constraint) -> bool:
    """Tell whether missense and synonymous figures stand beside pLoF, estimable or not."""
    return all(
        (found := row.row(name)) is not None and found.oe is not None for name in CLASSES[1:]
    )


def loeuf_band(release: Release, loeuf: float | None) -> str | None:
    """Return gnomAD's published percentile band of a LOEUF, None where none is published (T5)."""
    if loeuf is None or not release.published_bands:
        return None
    return (
        f"{_band_words(loeuf)} of {BANDED_TRANSCRIPTS:,} MANE Select transcripts "
        f"({release.label}, published bands)"
    )


def _band_words(loeuf: float) -> str:
    """Return a band with both its edges: below its upper one alone it would sound constrained."""
    lower, least = 0.0, 0
    for upper, share in BANDS:
        if loeuf < upper and not least:
            return f"LOEUF below {upper:.2f}: among the most constrained {share} %"
        if loeuf < upper:
            return (
                f"LOEUF from {lower:.2f} to below {upper:.2f}: between the most constrained "
                f"{least} % and the most constrained {share} %"
            )
        lower, least = upper, share
    return f"LOEUF {lower:.2f} or above: among the least constrained {100 - least} %"


def published_band(loeuf: float | None) -> tuple[int, int] | None:
    """Return the published band of a v4.1.1 LOEUF as shares from and to, in percent (T5)."""
    if loeuf is None:
        return None
    low = 0
    for upper, share in BANDS:
        if loeuf < upper:
            return low, share
        low = share
    return low, 100


def band_share(found: Constraint) -> str:
    """Return the edges of a gene's published band, "" where it has none: 50-75 %."""
    edges = published_band(found.loeuf) if found.band else None
    return f"{edges[0]}\N{EN DASH}{edges[1]}\N{NO-BREAK SPACE}%" if edges else ""


def rank_of(rank: int | None, of: int | None) -> Rank | None:
    """Return a rank with its denominator, None where either is missing (T6, T7)."""
    if rank is None or not of:
        return None
    return Rank(rank=rank, of=of, percentile=100 * rank / of)


def is_underpowered(row: ConstraintRow | None) -> bool:
    """Tell whether too few pLoF variants are expected to say much (T14)."""
    return row is not None and row.exp is not None and row.exp < UNDERPOWERED_BELOW


def synonymous_is_off(constraint: Constraint) -> bool:
    """Tell whether the synonymous control fails, so that the other rows are unreliable (T21)."""
    row = constraint.row("syn")
    z_off = row is not None and row.z is not None and abs(row.z) > SYNONYMOUS_Z_LIMIT
    return z_off or bool(OUTLIERS["syn"] & set(constraint.flags))


def is_not_estimable(constraint: Constraint, name: str) -> bool:
    """Tell whether no variants of a class are expected, so that it has no o/e (T11, T12)."""
    row = constraint.row(name)
    return f"no_exp_{name}" in constraint.flags or (row is not None and row.exp == 0)


def cautions(constraint: Constraint, name: str) -> tuple[str, ...]:
    """Return in a few words each what speaks against a class's figures (T12, T13, T14, T21)."""
    found = []
    if is_not_estimable(constraint, name):
        found.append(NOT_ESTIMABLE)
    elif name == "lof" and is_underpowered(constraint.row(name)):
        found.append("underpowered")
    if synonymous_is_off(constraint):
        found.append("control fails" if name == "syn" else "unreliable: synonymous control fails")
    if name != "syn" and OUTLIERS[name] & set(constraint.flags):
        found.append("outlier")
    found += [words for flag, words in LOW_QUALITY.items() if flag in constraint.flags]
    return tuple(found)


def capped_notes(release: Release, rows: Iterable[ConstraintRow]) -> tuple[str, ...]:
    """Say why an interval can exclude its own estimate: v2 looked for its ends on 0 to 2 only."""
    end = release.interval_end
    if end is None:
        return ()
    return tuple(
        f"The {CLASS_WORDS[row.variant_class]} o/e of {row.oe:.2f} lies above its own interval, "
        f"which ends at {row.oe_upper:.3f}: {release.label} computed intervals on 0 to {end:g}, so "
        "the upper end is capped there."
        for row in rows
        if row.oe is not None and row.oe_upper is not None and row.oe > row.oe_upper
    )


def is_mane_select(transcript: str | None, gene: Gene) -> bool | None:
    """Tell whether figures stand on the gene's MANE Select transcript, of whatever version (T10).

    None where the row names no transcript or the gene has no MANE Select one.
    """
    if not transcript or not gene.mane_select:
        return None
    return transcript.partition(".")[0] == gene.mane_select.partition(".")[0]


def other_transcript_note(label: str, transcript: str | None, gene: Gene) -> tuple[str, ...]:
    """Say that figures do not stand on the gene's MANE Select transcript, where they do not."""
    if is_mane_select(transcript, gene) is not False:
        return ()
    return (
        f"The row of {label} is on {transcript}; the gene's MANE Select transcript is "
        f"{gene.mane_select}.",
    )


def warnings_for(symbol: str, release: Release) -> tuple[str, ...]:
    """Return what is known to disturb the figures of this gene in this release (T17)."""
    found = []
    if symbol in CLONAL_HAEMATOPOIESIS:
        found.append(
            f"{symbol} is a clonal haematopoiesis gene: somatic pLoF variants in blood can raise "
            "the observed count."
        )
    if symbol in FALSE_DUPLICATIONS_GRCH38 and release.build == "GRCh38":
        found.append(
            f"{symbol} lies in a region falsely duplicated in GRCh38: counts can be too low."
        )
    return tuple(found)


def why_absent(gene: Gene, release: Release) -> str | None:
    """Return why a release cannot have this gene, None where nothing rules it out (T15, T16)."""
    if gene.chromosome == "mitochondria":
        return (
            f"{gene.symbol} is a mitochondrial gene: gnomAD measures mitochondrial constraint "
            "with another metric, which is not comparable."
        )
    if not gene.is_coding:
        kind = f"HGNC's locus type: \u201c{gene.kind}\u201d"
        return (
            f"{gene.symbol} is not a protein-coding gene ({kind}): gnomAD constraint is defined "
            "for protein-coding transcripts only."
        )
    if gene.locus_type in REARRANGED and not gene.has_mane_protein:
        return (
            f"HGNC's locus type of {gene.symbol} is \u201c{gene.kind}\u201d: gnomAD constraint is "
            "defined for protein-coding transcripts only."
        )
    if gene.chromosome in SEX_CHROMOSOMES and not release.sex_chromosomes:
        return (
            f"{release.label} has no genes of X and Y; v2.1, v2.1.1, v4.1.1 and later releases do."
        )
    return None


TRIED = (
    "Tried were its MANE Select transcript, its Ensembl gene id of today and of GRCh37, and its "
    "names of then and now."
)
"""What is looked for before a release is said to have no row of a gene (T63)."""


def no_row(gene: Gene, release: Release) -> str:
    """Return that a whole release has no row of a gene, with HGNC's locus type if a special one."""
    special = gene.locus_type not in (None, "gene with protein product")
    kind = f" HGNC's locus type: \u201c{gene.locus_type}\u201d." if special else ""
    return f"{release.label} has no row for {gene.symbol}.{kind}"
