"""MANE transcripts on the genome: exons, coding part, and which residue a base belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]
"""A stretch of bases, 0-based and half-open as in BED."""

_LEVELS = ("coding", "exon", "splice", "intron")
SPLICE_REGION = 8
"""Bases of an intron beside an exon that the Sequence Ontology calls splice region (SO:0001630)."""
SPLICE_SITE = 2


@dataclass(frozen=True)
class ManeTranscript:
    """A transcript of MANE's bigBed. `coding` is empty (start = end) where it codes for nothing."""

    transcript: str
    symbol: str
    entrez_id: str
    status: str
    chromosome: str
    strand: str
    exons: tuple[Span, ...]
    coding: Span

    @property
    def span(self) -> Span:
        """Return the stretch from the first exon's start to the last one's end."""
        return self.exons[0][0], self.exons[-1][1]

    @cached_property
    def coding_exons(self) -> tuple[Span, ...]:
        """Return the coding part of each exon that has one, in genomic order."""
        begin, end = self.coding
        cut = ((max(start, begin), min(stop, end)) for start, stop in self.exons)
        return tuple((start, stop) for start, stop in cut if start < stop)

    @cached_property
    def structure(self) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
        """Return strand, exons and untranslated parts, counted from the transcript's start."""
        first = self.exons[0][0]
        begin, end = self.coding
        untranslated = [
            part
            for start, stop in self.exons
            for part in ((start, min(stop, begin)), (max(start, end), stop))
            if part[0] < part[1]
        ]
        return (
            self.strand,
            tuple((start - first, stop - first) for start, stop in self.exons),
            tuple(sorted((start - first, stop - first) for start, stop in untranslated)),
        )

    @cached_property
    def protein_length(self) -> int | None:
        """Return the residues without the stop codon; None if the bases are no whole codons."""
        codons, rest = divmod(sum(stop - start for start, stop in self.coding_exons), 3)
        return codons - 1 if codons > 1 and not rest else None

    def place(self, base: int) -> tuple[int, int] | None:
        """Return residue (from 1) and place in its codon (0 to 2) of a base, None if not coding."""
        before = 0
        in_order = self.coding_exons if self.strand == "+" else tuple(reversed(self.coding_exons))
        for start, stop in in_order:
            if start <= base < stop:
                offset = before + (base - start if self.strand == "+" else stop - 1 - base)
                return offset // 3 + 1, offset % 3
            before += stop - start
        return None

    def level(self, bases: Span) -> str | None:
        """Return the innermost part that a change touches: coding, exon, splice, intron, None.

        An empty span (an insertion) lies between two bases, and in a part only if both do.
        """
        found = [self._touched(self.coding_exons, bases), self._touched(self.exons, bases)]
        found += [self.beside(bases, SPLICE_REGION), self._touched([self.span], bases)]
        return next((name for name, hit in zip(_LEVELS, found, strict=True) if hit), None)

    def beside(self, bases: Span, intron_bases: int) -> bool:
        """Tell whether a change touches an intron within so many bases of an exon."""
        introns = zip(self.exons, self.exons[1:], strict=False)
        edges = [
            edge
            for (_, left), (right, _) in introns
            for edge in ((left - 1, left + intron_bases), (right - intron_bases, right + 1))
        ]
        return self._touched(edges, bases)

    def lies_in_coding(self, bases: Span) -> bool:
        """Tell whether all bases of a change lie in one coding exon."""
        start, stop = bases
        edge = 1 if start == stop else 0
        return any(begin + edge <= start and stop <= end - edge for begin, end in self.coding_exons)

    def is_upstream(self, base: int) -> bool:
        """Tell whether a base lies before the coding part, in reading direction."""
        return base < self.coding[0] if self.strand == "+" else base >= self.coding[1]

    @staticmethod
    def _touched(parts: Sequence[Span], bases: Span) -> bool:
        start, stop = bases
        if start == stop:
            return any(begin < start < end for begin, end in parts)
        return any(start < end and begin < stop for begin, end in parts)


def numbers(packed: str) -> list[int]:
    """Return the numbers of a list in BED's form: "77,200,158,"."""
    return [int(part) for part in packed.split(",") if part]


def parse_transcript(chromosome: str, record: Sequence[object]) -> ManeTranscript:
    """Return the transcript of one bigGenePred record, as pybigtools reads it."""
    start, fields = int(str(record[0])), [str(value) for value in record[2:]]
    blocks = zip(numbers(fields[7]), numbers(fields[8]), strict=True)
    return ManeTranscript(
        transcript=fields[0],
        symbol=fields[15],
        entrez_id=fields[19].removeprefix("GeneID:"),
        status=" ".join(fields[21:23]),
        chromosome=chromosome.removeprefix("chr"),
        strand=fields[2],
        exons=tuple((start + offset, start + offset + size) for size, offset in blocks),
        coding=(int(fields[3]), int(fields[4])),
    )
