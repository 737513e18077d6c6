"""A made-up variant_summary in ClinVar's 43 columns, each row for a case of its own."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Sequence

from tests.bench.clinvar import HEADER
from tests.wire.updates.mirror import File, Mirror

COLUMNS = HEADER.removeprefix("#").split("\t")
PATH = "pub/clinvar/tab_delimited/variant_summary.txt.gz"
VCF_PATH = "pub/clinvar/vcf_GRCh38/clinvar.vcf.gz"
DAY, MODIFIED = "2026-11-15", 1_794_859_200  # a Sunday; Monday the 16th, 20:00 UTC

STAT3 = {"GeneID": "6774", "GeneSymbol": "STAT3", "HGNC_ID": "HGNC:11364", "Chromosome": "17"}
PTEN = {"GeneID": "5728", "GeneSymbol": "PTEN", "HGNC_ID": "HGNC:9588", "Chromosome": "10"}
VHL = {"GeneID": "7428", "GeneSymbol": "VHL", "HGNC_ID": "HGNC:12687", "Chromosome": "3"}
SEVERAL = {"GeneID": "-1", "HGNC_ID": "-"}
R382W = STAT3 | {
    "Name": "NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)",
    "ClinicalSignificance": "Pathogenic",
    "LastEvaluated": "Mar 01, 2024",
    "ReviewStatus": "reviewed by expert panel",
    "PhenotypeList": "Hyper-IgE recurrent infection syndrome 1|not provided",
    "PhenotypeIDS": "MONDO:MONDO:0007818,MedGen:C4721531,OMIM:147060|MedGen:C3661900",
    "RS# (dbSNP)": "113994135",
    "Origin": "germline;de novo",
}
R130X = PTEN | {
    "Name": "NM_000314.8(PTEN):c.388C>T (p.Arg130Ter)",
    "ClinicalSignificance": "Pathogenic/Likely pathogenic",
}


def row(number: int, *parts: dict[str, str], **own: str) -> dict[str, str]:
    """Return a row of a variation; what is not said is a dash, or usual."""
    usual = dict.fromkeys(COLUMNS, "-") | {
        "AlleleID": str(number + 15_000),
        "VariationID": str(number),
        "Type": "single nucleotide variant",
        "Assembly": "GRCh38",
        "ClinicalSignificance": "Uncertain significance",
        "ReviewStatus": "criteria provided, single submitter",
        "Origin": "germline",
        "NumberSubmitters": "1",
        "PositionVCF": str(1_000_000 + number),
        "ReferenceAlleleVCF": "C",
        "AlternateAlleleVCF": "T",
    }
    for part in (*parts, own):
        usual |= part
    return usual


def on_both(number: int, *parts: dict[str, str], **own: str) -> list[dict[str, str]]:
    """Return the two rows of a variation, GRCh37 first as in ClinVar's file."""
    return [row(number, *parts, own, {"Assembly": build}) for build in ("GRCh37", "GRCh38")]


def cases() -> list[dict[str, str]]:
    """Return rows that are a gene's, and rows for each reason not to be."""
    return [
        *on_both(18_302, R382W),
        *on_both(7_819, R130X),
        *on_both(
            21,
            STAT3,
            Name="NM_139276.3(STAT3):c.2003C>T (p.Ser668Phe)",
            ClinicalSignificance="-",
            ReviewStatus="-",
            SomaticClinicalImpact="Tier I - Strong",
            ReviewStatusClinicalImpact="no assertion criteria provided",
            Oncogenicity="Likely oncogenic",
            ReviewStatusOncogenicity="criteria provided, single submitter",
        ),
        row(22, STAT3, Name="NM_139276.3(STAT3):c.1139+5G>A", ClinicalSignificance="Likely benign"),
        row(23, STAT3, Name="NM_213662.2(STAT3):c.2148C>T (p.Thr716Met)"),
        row(24, STAT3, Name="NM_139276.3(STAT3):c.2308A>G (p.Met9000Val)"),
        row(25, STAT3, Name="NM_139276.3(STAT3):c.9del (p.Ala3_)"),
        row(26, STAT3, Name="NC_000017.11:g.(?_42313412)_(42388503_?)del", Type="Deletion"),
        row(27, STAT3, Name="NM_139276.3(STAT3):c.1A>G (p.Met1Val)", OtherIDs='"quoted'),
        # Only on an older build: GRCh37, then no build, then NCBI36.
        row(31, STAT3, Name="NM_139276.3(STAT3):c.3G>A (p.Met1Ile)", Assembly="na"),
        row(31, STAT3, Name="NM_139276.3(STAT3):c.3G>A (p.Met1Ile)", Assembly="GRCh37"),
        row(32, STAT3, Name="STAT3, 1-BP DEL", Assembly="NCBI36"),
        # The transcript tells which of several genes: "LOC107303340;VHL" is VHL's.
        row(
            41,
            SEVERAL,
            Name="NM_000551.4(VHL):c.194C>T (p.Ser65Leu)",
            GeneSymbol="LOC107303340;VHL",
            ClinicalSignificance="Likely pathogenic",
        ),
        row(
            42,
            SEVERAL,
            Name="GRCh38/hg38 17q21.2(chr17:42000000-43000000)x1",
            GeneSymbol="subset of 12 genes: STAT3;STAT5A;STAT5B",
            Type="copy number loss",
        ),
        row(43, SEVERAL, Name="NC_000003.12:g.10146567_10149900del", GeneSymbol="VHL;FANCD2"),
        row(44, GeneID="-1", Name="NC_000003.12:g.1_2del"),
        row(45, GeneID="129933107", GeneSymbol="LOC129933107", Name="NC_000003.12:g.3_4del"),
        row(46, STAT3, Name="NM_000314.8(PTEN):c.1A>G (p.Met1Val)"),
        row(18_302, R382W, Chromosome="Y"),
        row(47, STAT3, VariationID="-", Name="NM_139276.3(STAT3):c.5C>T (p.Ala2Val)"),
    ]


def filler(rows: int) -> list[dict[str, str]]:
    """Return so many plain variants of PTEN."""
    return [
        row(100_000 + n, PTEN, Name=f"NM_000314.8(PTEN):c.{3 * n + 1}C>T (p.Arg{n % 403 + 1}Gly)")
        for n in range(rows)
    ]


def text(rows: Iterable[dict[str, str]], columns: Sequence[str] = ()) -> str:
    """Return the text of a file."""
    names = columns or COLUMNS
    lines = ["#" + "\t".join(names), *("\t".join(one[name] for name in names) for one in rows)]
    return "\n".join(lines) + "\n"


def packed(rows: Iterable[dict[str, str]], columns: Sequence[str] = ()) -> bytes:
    """Return the file, packed by gzip, the same for the same rows."""
    return gzip.compress(text(rows, columns).encode(), 6, mtime=0)


def vcf(day: str | None = DAY) -> bytes:
    """Return the beginning of ClinVar's VCF."""
    dated = f"##fileDate={day}\n" if day else ""
    head = f"##fileformat=VCFv4.1\n{dated}##source=ClinVar\n#CHROM\tPOS\tID\n"
    return gzip.compress(head.encode(), mtime=0)


def offered(mirror: Mirror, content: bytes, day: str | None = DAY) -> File:
    """Put ClinVar's files onto a mirror: the table without an ETag, its MD5, the VCF."""
    age = MODIFIED - 1_700_000_000
    digest = hashlib.md5(content).hexdigest()
    mirror.files[f"{PATH}.md5"] = File(f"{digest}  {PATH}\n".encode(), etag=False, age=age)
    mirror.files[VCF_PATH] = File(vcf(day), etag=False, age=age)
    mirror.files[PATH] = File(content, etag=False, age=age)
    return mirror.files[PATH]
