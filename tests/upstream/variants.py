"""Made-up ClinVar variants: seeded, so always the same, and numbered from 900,000,001.

No record of ClinVar has such a number: that is how a made-up one is told from a real one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.upstream.genes import BY_SYMBOL, EVERY, RESIDUES, KnownGene, sequence

FIRST_NUMBER = 900_000_001
RELEASE = "2026-11-15"

CLASSES = {
    "Uncertain significance": 430,
    "Likely benign": 220,
    "Pathogenic": 140,
    "Likely pathogenic": 110,
    "Benign": 90,
    "Pathogenic/Likely pathogenic": 60,
    "Conflicting classifications of pathogenicity": 55,
    "Benign/Likely benign": 45,
    "Conflicting interpretations of pathogenicity": 15,
    "not provided": 15,
    "risk factor": 6,
    "drug response": 6,
    "Pathogenic, low penetrance": 3,
    "association": 3,
    "Pathogenic; drug response": 2,
}
"""How many of 1,200 have each class, in ClinVar's exact words."""

REVIEWS = {
    "criteria provided, single submitter": 1,
    "criteria provided, multiple submitters, no conflicts": 2,
    "criteria provided, conflicting classifications": 1,
    "reviewed by expert panel": 3,
    "no assertion criteria provided": 0,
    "practice guideline": 4,
}
CONSEQUENCES = (
    ("missense_variant", 62),
    ("synonymous_variant", 14),
    ("stop_gained", 6),
    ("frameshift_variant", 6),
    ("intron_variant", 4),
    ("splice_donor_variant", 3),
    ("inframe_deletion", 2),
    ("3_prime_UTR_variant", 2),
    ("start_lost", 1),
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One made-up variant on the MANE Select transcript."""

    number: int
    chromosome: str
    position: int
    hgvsc: str
    hgvsp: str | None
    consequence: str
    classification: str
    review: str
    stars: int

    @property
    def variant_id(self) -> str:
        """Return chromosome, position, reference and alternative, as gnomAD names it."""
        return f"{self.chromosome}-{self.position}-G-A"


@cache
def variants_of(symbol: str) -> tuple[MadeUp, ...]:
    """Return the made-up variants of a gene, by number."""
    gene = BY_SYMBOL[symbol]
    chance = random.Random(f"variants {symbol}")
    classes = [name for name, share in CLASSES.items() for _ in range(share)]
    chance.shuffle(classes)
    return tuple(
        _variant(gene, _first(gene) + place, classes[place % len(classes)], chance)
        for place in range(gene.variants)
    )


def _first(gene: KnownGene) -> int:
    """Return the first number of a gene's: 10,000 for each gene before it."""
    return FIRST_NUMBER + EVERY.index(gene) * 10_000


def _variant(gene: KnownGene, number: int, classification: str, chance: random.Random) -> MadeUp:
    names, weights = zip(*CONSEQUENCES, strict=True)
    consequence = chance.choices(names, weights)[0]
    residue = chance.randint(2, gene.length - 1)
    review = _review(classification, chance)
    return MadeUp(
        number=number,
        chromosome=gene.chromosome,
        position=gene.start + residue * 3 + chance.randint(0, 60_000),
        hgvsc=_coding(consequence, residue, chance),
        hgvsp=_protein(gene, consequence, residue, chance),
        consequence=consequence,
        classification=classification,
        review=review,
        stars=REVIEWS[review],
    )


def _review(classification: str, chance: random.Random) -> str:
    if classification.startswith("Conflicting"):
        return "criteria provided, conflicting classifications"
    plain = [name for name in REVIEWS if "conflicting" not in name]
    return chance.choices(plain, (60, 25, 5, 9, 1))[0]


def _coding(consequence: str, residue: int, chance: random.Random) -> str:
    base = residue * 3 - chance.randint(0, 2)
    if consequence in ("intron_variant", "splice_donor_variant"):
        return f"c.{base}+{1 if consequence.startswith('splice') else chance.randint(9, 90)}G>A"
    if consequence == "3_prime_UTR_variant":
        return f"c.*{residue}G>A"
    return f"c.{base}del" if consequence == "frameshift_variant" else f"c.{base}G>A"


def _protein(gene: KnownGene, consequence: str, residue: int, chance: random.Random) -> str | None:
    """Return the change of the protein as gnomAD writes it; None where there is none."""
    protein = sequence(gene.symbol)
    old, new = protein[residue - 1], chance.choice(sorted(set(RESIDUES) - {protein[residue - 1]}))
    following = protein[min(residue, gene.length - 1)]
    return {
        "missense_variant": f"p.{old}{residue}{new}",
        "synonymous_variant": f"p.{old}{residue}{old}",
        "stop_gained": f"p.{old}{residue}Ter",
        "frameshift_variant": f"p.{old}{residue}{new}fsTer{chance.randint(2, 40)}",
        "inframe_deletion": f"p.{old}{residue}_{following}{residue + 1}del",
        "start_lost": "p.Met1?",
    }.get(consequence)


def others_of(symbol: str) -> Iterator[tuple[int, str]]:
    """Yield number and name of records that a gene search finds and that are not the gene's."""
    gene = BY_SYMBOL[symbol]
    first = _first(gene) + 500_000
    for place in range(gene.variants // 40):
        start = gene.start - 100_000 * (place + 1)
        yield first + place, f"GRCh38/hg38 {gene.band}(chr{gene.chromosome}:{start}-{start * 2})x1"
