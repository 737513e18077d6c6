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

# Genes that are known by name and number, to compare many: what else is said of them is made up.
_MORE = (
    ("BRCA1", 1100, "ENSG00000012048", "672", "P38398", "113705",
     "17", "17q21.31", "ENST00000357654.9", "NM_007294.4", 1863),
    ("BRCA2", 1101, "ENSG00000139618", "675", "P51587", "600185",
     "13", "13q13.1", "ENST00000380152.8", "NM_000059.4", 3418),
    ("SCN1A", 10585, "ENSG00000144285", "6323", "P35498", "182389",
     "2", "2q24.3", "ENST00000674923.1", "NM_001165963.4", 2009),
    ("PTEN", 9588, "ENSG00000171862", "5728", "P60484", "601728",
     "10", "10q23.31", "ENST00000371953.8", "NM_000314.8", 403),
    ("MECP2", 6990, "ENSG00000169057", "4204", "P51608", "300005",
     "X", "Xq28", "ENST00000453960.7", "NM_001110792.2", 486),
    ("KMT2D", 7133, "ENSG00000167548", "8085", "O14686", "602113",
     "12", "12q13.12", "ENST00000301067.12", "NM_003482.4", 5537),
    ("FBN1", 3603, "ENSG00000166147", "2200", "P35555", "134797",
     "15", "15q21.1", "ENST00000316623.10", "NM_000138.5", 2871),
    ("NF1", 7765, "ENSG00000196712", "4763", "P21359", "613113",
     "17", "17q11.2", "ENST00000358273.9", "NM_001042492.3", 2839),
    ("PAH", 8582, "ENSG00000171759", "5053", "P00439", "612349",
     "12", "12q23.2", "ENST00000553106.6", "NM_000277.3", 452),
    ("LDLR", 6547, "ENSG00000130164", "3949", "P01130", "606945",
     "19", "19p13.2", "ENST00000558518.6", "NM_000527.5", 860),
    ("RB1", 9884, "ENSG00000139687", "5925", "P06400", "614041",
     "13", "13q14.2", "ENST00000267163.6", "NM_000321.3", 928),
    ("ATM", 795, "ENSG00000149311", "472", "Q13315", "607585",
     "11", "11q22.3", "ENST00000675843.1", "NM_000051.4", 3056),
)  # fmt: skip


def _named(
    symbol: str, hgnc: int, ensembl: str, entrez: str, uniprot: str, mim: str,
    chromosome: str, band: str, transcript: str, refseq: str, length: int,
) -> KnownGene:  # fmt: skip
    return KnownGene(
        symbol, hgnc, ensembl, entrez, uniprot, mim, chromosome, band, 50_000_000, 1, transcript,
        refseq, length, length, (), None, (), (5, 60.0), 250, 12, 150,
    )  # fmt: skip


EVERY = (*GENES, *(_named(*row) for row in _MORE))
BY_SYMBOL = {gene.symbol: gene for gene in EVERY}


def find(text: str) -> KnownGene | None:
    """Return the gene that has this symbol or one of these ids, with or without version."""
    bare = text.partition(".")[0]
    for gene in EVERY:
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
