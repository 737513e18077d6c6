"""ClinVar as a whole, made up in its full size: building the table, reading genes out of it.

    python -m tests.bench.clinvar                  # 9,056,310 rows: some minutes and 2 GB of disk
    python -m tests.bench.clinvar --rows 900000

Names, classes and dates have the forms and about the shares of the real file; the figures are made
up from one seed. Prints what DESIGN asks for beside what is measured, and ends with 1 where one
goal of the full size is missed.
"""

from __future__ import annotations

import json
import resource
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.tables.snapshot import Snapshot

ROWS = 9_056_310
TTN = ("HGNC:12403", 36_000)
SEED = 20261115
HEADER = (
    "#AlleleID\tType\tName\tGeneID\tGeneSymbol\tHGNC_ID\tClinicalSignificance\tClinSigSimple\t"
    "LastEvaluated\tRS# (dbSNP)\tnsv/esv (dbVar)\tRCVaccession\tPhenotypeIDS\tPhenotypeList\t"
    "Origin\tOriginSimple\tAssembly\tChromosomeAccession\tChromosome\tStart\tStop\t"
    "ReferenceAllele\tAlternateAllele\tCytogenetic\tReviewStatus\tNumberSubmitters\tGuidelines\t"
    "TestedInGTR\tOtherIDs\tSubmitterCategories\tVariationID\tPositionVCF\tReferenceAlleleVCF\t"
    "AlternateAlleleVCF\tSomaticClinicalImpact\tSomaticClinicalImpactLastEvaluated\t"
    "ReviewStatusClinicalImpact\tOncogenicity\tOncogenicityLastEvaluated\t"
    "ReviewStatusOncogenicity\tSCVsForAggregateGermlineClassification\t"
    "SCVsForAggregateSomaticClinicalImpact\tSCVsForAggregateOncogenicityClassification"
)
GOALS = {
    "build_s": 150.0,
    "build_mb": 700.0,
    "size_mb": 150.0,
    "gene_p95_ms": 15.0,
    "ttn_ms": 200.0,
}
_CLASSES = {
    "Uncertain significance": 0.50,
    "Likely benign": 0.24,
    "Benign": 0.06,
    "Benign/Likely benign": 0.04,
    "Pathogenic": 0.05,
    "Likely pathogenic": 0.03,
    "Pathogenic/Likely pathogenic": 0.015,
    "Conflicting classifications of pathogenicity": 0.045,
    "not provided": 0.01,
    "-": 0.01,
}
_REVIEWS = {
    "criteria provided, single submitter": 0.72,
    "criteria provided, multiple submitters, no conflicts": 0.17,
    "criteria provided, conflicting classifications": 0.05,
    "no assertion criteria provided": 0.04,
    "reviewed by expert panel": 0.01,
    "no classification provided": 0.01,
}
_RESIDUES = (
    *("Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile", "Leu", "Lys"),
    *("Met", "Phe", "Pro", "Ser", "Thr", "Trp", "Tyr", "Val"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BLOCK = 60_000


def _text(values: Any) -> pa.Array:
    return pc.cast(pa.array(values), pa.string())


def _of(words: tuple[str, ...] | list[str], places: Any) -> pa.Array:
    return pa.array(words).take(pa.array(places))


def _joined(*parts: Any, by: str = "") -> pa.Array:
    return pc.binary_join_element_wise(*parts, by)


class Made:
    """A made-up release of ClinVar with a number of rows, the same for the same number."""

    def __init__(self, snapshot: Snapshot, rows: int) -> None:
        """Choose genes and their shares: few have most records, as in ClinVar."""
        self.variants = rows * 4_494_430 // ROWS
        self.rows = rows
        genes = {row["hgnc_id"]: row for row in snapshot.arrow("genes").to_pylist()}
        selects = [
            row
            for row in snapshot.arrow("transcripts").to_pylist()
            if row["status"] == "MANE Select" and row["protein_length"] and row["hgnc_id"] in genes
        ]
        self.selects = selects
        self.genes = [genes[row["hgnc_id"]] for row in selects]
        dice = np.random.default_rng(SEED)
        weights = dice.pareto(1.1, len(selects)) + 0.05
        weights = np.minimum(weights, np.quantile(weights, 0.998))
        ttn = next(n for n, row in enumerate(selects) if row["hgnc_id"] == TTN[0])
        weights[ttn] = 0
        share = TTN[1] / max(4_494_430, 1)
        self.weights = weights / weights.sum() * (1 - share)
        self.weights[ttn] = share
        self.lengths = np.array([row["protein_length"] for row in selects])

    def lines(self) -> Iterator[bytes]:
        """Yield the text of the file in pieces."""
        yield HEADER.encode() + b"\n"
        written = 0
        for block, first in enumerate(range(0, self.variants, _BLOCK)):
            count = min(_BLOCK, self.variants - first)
            both, alone = self._block(np.random.default_rng((SEED, block)), first, count)
            text = "\n".join(_interleaved(both, alone).to_pylist())
            written += 2 * count
            yield text.encode() + b"\n"
        left = self.rows - written
        while left > 0:  # variants of GRCh37 alone
            count = min(left, _BLOCK)
            first = self.variants + self.rows - written - left
            _, alone = self._block(np.random.default_rng((SEED, 999, left)), first, count)
            yield "\n".join(alone.to_pylist()).encode() + b"\n"
            left -= count

    def _block(self, dice: np.random.Generator, first: int, count: int) -> tuple[Any, Any]:
        gene = dice.choice(len(self.genes), count, p=self.weights)
        residue = 1 + (dice.random(count) * self.lengths[gene]).astype(np.int64)
        kind = dice.choice(8, count, p=(0.53, 0.2, 0.15, 0.05, 0.04, 0.015, 0.01, 0.005))
        ref, alt = dice.integers(0, 20, count), dice.integers(0, 20, count)
        coding = _text(residue * 3 - dice.integers(0, 3, count))
        bases = ("A", "C", "G", "T")
        one, two = _of(bases, dice.integers(0, 4, count)), _of(bases, dice.integers(0, 4, count))
        change = _joined(coding, one, pa.scalar(">"), two)
        intron = _joined(coding, _of(("+", "-"), dice.integers(0, 2, count)))
        intron = _joined(intron, _text(dice.integers(1, 30, count)), one, pa.scalar(">"), two)
        at, next_at = _text(residue), _text(residue + 2)
        was, new = _of(_RESIDUES, ref), _of(_RESIDUES, alt)
        begin = _joined(pa.scalar(" (p."), was, at)
        ends = [
            _joined(change, begin, new, pa.scalar(")")),
            _joined(change, begin, pa.scalar("=)")),
            intron,
            _joined(coding, pa.scalar("del"), begin, pa.scalar("fs)")),
            _joined(change, begin, pa.scalar("Ter)")),
            _joined(
                coding,
                pa.scalar("_"),
                next_at,
                pa.scalar("del"),
                begin,
                pa.scalar("_"),
                new,
                next_at,
                pa.scalar("del)"),
            ),
            _joined(coding, pa.scalar("dup"), begin, pa.scalar("dup)")),
            _joined(coding, pa.scalar("delinsAAC"), begin, pa.scalar("delinsAsnTer)")),
        ]
        end = pc.choose(pa.array(kind), *ends)
        symbol = _of([one["symbol"] for one in self.genes], gene)
        refseq = _of([one["refseq"] for one in self.selects], gene)
        name = _joined(refseq, pa.scalar("("), symbol, pa.scalar("):c."), end)
        days = dice.integers(0, 3_600, count)
        evaluated = _joined(
            _of(_MONTHS, days % 12),
            pa.scalar(" "),
            pc.utf8_lpad(_text(1 + days % 28), 2, "0"),
            pa.scalar(", "),
            _text(2017 + days // 400),
        )
        disease = dice.zipf(1.3, count) % 4_000
        trait = _of([f"Made-up syndrome of kind {n}, autosomal" for n in range(4_000)], disease)
        trait_id = _of([f"MONDO:MONDO:{n:07},MedGen:C{n:07}" for n in range(4_000)], disease)
        half = pa.array(dice.random(count) < 0.4)
        trait = pc.if_else(half, _joined(trait, pa.scalar("not provided"), by="|"), trait)
        unnamed = pa.scalar("MedGen:C3661900")
        trait_id = pc.if_else(half, _joined(trait_id, unnamed, by="|"), trait_id)
        number = np.arange(first + 1, first + 1 + count)
        pos = 1_000_000 + (gene * 9_973) % 200_000_000 + residue * 5
        classes, reviews = _drawn(dice, _CLASSES, count), _drawn(dice, _REVIEWS, count)
        none = pa.scalar("-")
        scv = _joined(pa.scalar("SCV"), _text(10**8 + dice.integers(0, 10**7, count)))
        chromosome = _of([(one["chromosome"] or "na") for one in self.genes], gene)
        kinds = ("single nucleotide variant",) * 3 + ("Deletion", "single nucleotide variant")
        type_of = _of((*kinds, "Deletion", "Duplication", "Indel"), kind)
        before = [
            _text(number + 15_000),
            type_of,
            name,
            _of([str(one["entrez_id"] or -1) for one in self.genes], gene),
            symbol,
            _of([one["hgnc_id"] for one in self.genes], gene),
            classes,
            pa.scalar("0"),
            evaluated,
            pc.if_else(
                pa.array(dice.random(count) < 0.8),
                _text(dice.integers(10**5, 2 * 10**9, count)),
                pa.scalar("-1"),
            ),
            none,
            _joined(pa.scalar("RCV"), _text(10**9 + number)),
            trait_id,
            trait,
            pa.scalar("germline"),
            pa.scalar("germline"),
        ]
        after = [
            one,
            two,
            pa.scalar("1p1"),
            reviews,
            _text(np.minimum(dice.zipf(2.5, count), 90)),
            none,
            pa.scalar("N"),
            _joined(pa.scalar("ClinGen:CA"), _text(number * 7)),
            pa.scalar("2"),
            _text(number),
        ]
        last = [one, two, *[none] * 6, scv, none, none]

        def of_build(build: str, accession: str, shift: int) -> pa.Array:
            at = _text(pos + shift)
            place = [pa.scalar(build), pa.scalar(accession), chromosome, at, at]
            return _joined(*before, *place, *after, at, *last, by="\t")

        return of_build("GRCh37", "NC_000001.10", 31_337), of_build("GRCh38", "NC_000001.11", 0)


def _drawn(dice: np.random.Generator, shares: dict[str, float], count: int) -> pa.Array:
    weights = np.array(list(shares.values()))
    return _of(list(shares), dice.choice(len(shares), count, p=weights / weights.sum()))


def _interleaved(one: pa.Array, other: pa.Array) -> pa.Array:
    order = np.arange(2 * len(one)).reshape(2, -1).T.ravel()
    return pa.concat_arrays([one, other]).take(pa.array(order))


def write(path: Path, rows: int) -> None:
    """Write a release of so many rows, packed by gzip."""
    packer = zlib.compressobj(1, wbits=31)
    with path.open("wb") as file:
        for piece in Made(Snapshot(), rows).lines():
            file.write(packer.compress(piece))
        file.write(packer.flush())


def build(source: Path, folder: Path) -> None:
    """Build the table in this process and note seconds, memory and size beside it."""
    from dashboard.tables.making.clinvar_table import genes_of, summary_blocks, write_clinvar

    began = time.perf_counter()
    made = write_clinvar(
        summary_blocks(source),
        genes_of(Snapshot()),
        folder / "clinvar.parquet",
        folder / "between",
        lambda _rows: None,
    )
    noted = {
        "build_s": time.perf_counter() - began,
        "build_cpu_s": time.process_time(),
        "build_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size_mb": made.path.stat().st_size / 1e6,
        "rows": made.ledger.rows,
        "placed": made.ledger.placed,
        "reasons": dict(made.ledger.reasons),
    }
    (folder / "noted.json").write_text(json.dumps(noted), encoding="utf-8")
