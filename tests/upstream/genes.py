"""The handful of genes that the upstream knows: ids as they are, all else made up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

RESIDUES = {
    "Ala": "GCT", "Arg": "CGT", "Asn": "AAT", "Asp": "GAT", "Cys": "TGT", "Gln": "CAA",
    "Glu": "GAA", "Gly": "GGT", "His": "CAT", "Ile": "ATT", "Leu": "CTT", "Lys": "AAA",
    "Met": "ATG", "Phe": "TTT", "Pro": "CCT", "Ser": "TCT", "Thr": "ACT", "Trp": "TGG",
    "Tyr": "TAT", "Val": "GTT",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownGene:
    """One gene. `lof` is (observed, expected) of v4; the other classes follow from it."""

    symbol: str
    hgnc: int
    ensembl: str
    entrez: str
    uniprot: str
    mim: str
    chromosome: str
    band: str
    start: int
    strand: int
    transcript: str  # MANE Select, with version
    refseq: str
    length: int  # of the MANE Select protein
    uniprot_length: int
    phenotypes: tuple[str, ...]  # MIM numbers
    chapter: str | None  # GeneReviews
    aliases: tuple[str, ...]
    lof: tuple[int, float]
    variants: int
    trials: int
    articles: int

    @property
    def hgnc_id(self) -> str:
        """Return the id with its prefix."""
        return f"HGNC:{self.hgnc}"

    @property
    def enst(self) -> str:
        """Return the transcript without its version."""
        return self.transcript.partition(".")[0]


GENES = (
    KnownGene(
        "STAT3", 11364, "ENSG00000168610", "6774", "P40763", "102582", "17", "17q21.2",
        42_313_324, -1, "ENST00000264657.10", "NM_139276.3", 770, 770, ("147060", "615952"),
        "NBK25507", ("APRF", "HIES", "ADMIO1"), (7, 114.35), 1_200, 64, 900,
    ),
    KnownGene(
        "TP53", 11998, "ENSG00000141510", "7157", "P04637", "191170", "17", "17p13.1",
        7_661_779, -1, "ENST00000269305.9", "NM_000546.6", 393, 393, ("151623", "202300"),
        "NBK1311", ("p53", "LFS1"), (14, 24.1), 300, 1_250, 2_000,
    ),
    KnownGene(
        "CFTR", 1884, "ENSG00000001626", "1080", "P13569", "602421", "7", "7q31.2",
        117_287_120, 1, "ENST00000003084.11", "NM_000492.4", 1_480, 1_480, ("219700", "277180"),
        "NBK1250", ("ABCC7", "MRP7"), (98, 104.2), 400, 40, 700,
    ),
    KnownGene(
        "TTN", 12403, "ENSG00000155657", "7273", "Q8WZ42", "188840", "2", "2q31.2",
        178_525_989, -1, "ENST00000589042.5", "NM_001267550.2", 35_991, 34_350,
        ("604145", "611705"), None, ("CMD1G", "CMH9"), (1_240, 2_512.8), 3_000, 0, 300,
    ),
    KnownGene(
        "GJB2", 4284, "ENSG00000165474", "2706", "P29033", "121011", "13", "13q12.11",
        20_187_463, -1, "ENST00000382848.5", "NM_004004.6", 226, 226, ("220290", "601544"),
        "NBK1272", ("CX26", "DFNB1"), (12, 9.4), 150, 3, 120,
    ),
)  # fmt: skip

BY_SYMBOL = {gene.symbol: gene for gene in GENES}


def find(text: str) -> KnownGene | None:
    """Return the gene that has this symbol or one of these ids, with or without version."""
    bare = text.partition(".")[0]
    for gene in GENES:
        ids = (gene.symbol, gene.ensembl, gene.entrez, gene.uniprot, gene.hgnc_id, gene.enst)
        if bare in ids:
            return gene
    return None


@cache
def sequence(symbol: str) -> tuple[str, ...]:
    """Return the made-up residues of a protein: always the same ones, Met first."""
    chance = random.Random(f"sequence {symbol}")
    names = sorted(RESIDUES)
    return ("Met", *(chance.choice(names) for _ in range(BY_SYMBOL[symbol].length - 1)))
