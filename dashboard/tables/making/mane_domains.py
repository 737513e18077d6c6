"""The domains_mane table: InterPro and Pfam domains on the MANE protein.

ideogram's caches name Ensembl transcripts STAT3-201, not ENST...: a name is the MANE Select
transcript whose strand, exons and untranslated parts are exactly its own, of the same gene.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dashboard.tables.making.mane_exons import ManeTranscript, Span
from dashboard.tables.making.names import GeneNames
from dashboard.tables.making.rows import Built, Row

Structure = tuple[str, tuple[Span, ...], tuple[Span, ...]]
"""Strand, exons and untranslated parts, counted from the transcript's start."""

_EXON = "1"
_INTERPRO = re.compile(r"[0-9]{1,6}")
_PFAM = re.compile(r"PF[0-9]{5}")
_NAMES = "## domain keys: "


@dataclass(frozen=True, slots=True)
class Stretch:
    """A domain of a transcript; residues from 1, end included."""

    start: int
    end: int
    accession: str
    name: str
    type: str


def full_names(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Return each line's transcript name and its features; "8" below ACE2-201 is ACE2-208."""
    gene, base = "", 0
    for line in lines:
        if line.startswith("#") or not line:
            continue
        name, *features = line.split("\t")
        if name.isdigit():
            name = f"{gene}-{base + int(name)}"
        else:
            gene, _, number = name.rpartition("-")
            base = int(number[0]) * 10 ** (len(number) - 1)
        yield name, features


def parse_structures(lines: Iterable[str]) -> dict[Structure, list[str]]:
    """Return the names of the transcripts of each structure; a length there is one base short."""
    found: dict[Structure, list[str]] = defaultdict(list)
    for name, (_, _, strand, *features) in full_names(lines):
        exons: list[Span] = []
        untranslated: list[Span] = []
        for kind, start, length in (feature.split(";") for feature in features):
            part = (int(start), int(start) + int(length) + 1)
            (exons if kind == _EXON else untranslated).append(part)
        found[strand, tuple(sorted(exons)), tuple(sorted(untranslated))].append(name)
    return dict(found)


def parse_names(lines: Iterable[str]) -> dict[str, str]:
    """Return the names of the domains by their key, from the file's second line."""
    line = next(line for line in lines if line.startswith(_NAMES))
    pairs = (item.partition(" = ") for item in line.removeprefix(_NAMES).split("; "))
    return {key: name for key, mark, name in pairs if mark}


def _stretch(feature: str, names: Mapping[str, str]) -> Stretch | None:
    """Return a domain; None for UniProt's topology and signal peptides, which are none."""
    key, start, length = feature.split(";")
    if _INTERPRO.fullmatch(key):
        accession, kind = f"IPR{int(key):06d}", "InterPro"
    elif _PFAM.fullmatch(key):
        accession, kind = key, "Pfam"
    else:
        return None
    first = int(start)
    return Stretch(first, first + int(length), accession, names.get(key, accession), kind)


def parse_domains(lines: Iterable[str]) -> dict[str, list[Stretch]]:
    """Return the domains of each transcript name, by start, each once."""
    every_line = list(lines)
    names = parse_names(every_line)
    found = {}
    for name, features in full_names(every_line):
        domains = {domain for feature in features if (domain := _stretch(feature, names))}
        found[name] = sorted(domains, key=lambda d: (d.start, d.end, d.accession))
    return found


def _named(
    transcript: ManeTranscript, gene: str, alike: Iterable[str], names: GeneNames
) -> list[str]:
    """Return those of the names with a transcript's structure that are of its gene.

    Transcripts of one exon can be alike by chance, so the gene's symbol decides: as MANE has it,
    or another name of the gene.
    """
    by_symbol = [(name, name.rpartition("-")[0]) for name in alike]
    same = [name for name, symbol in by_symbol if symbol == transcript.symbol]
    return same or [
        name
        for name, symbol in by_symbol
        if (found := names.by_symbol(symbol, fold=False)) and found[0] == gene
    ]


def domains_mane_table(
    transcripts: Iterable[tuple[str, str, ManeTranscript]],
    structures: Mapping[Structure, list[str]],
    domains: Mapping[str, list[Stretch]],
    names: GeneNames,
) -> Built:
    """Return the domains of the MANE Select transcripts, each a gene, its symbol and transcript.

    A gene with a domain that ends beyond its protein is left out: its domains are of another
    protein. Genes of X and Y have two names of one structure: the one with domains stands.
    """
    rows: list[Row] = []
    counts: Counter[str] = Counter()
    beyond: list[str] = []
    for gene, symbol, transcript in transcripts:
        own = _named(transcript, gene, structures.get(transcript.structure, ()), names)
        if not own:
            counts["transcripts without a name there"] += 1
            continue
        found = max((domains.get(name, []) for name in own), key=len)
        length = transcript.protein_length
        if length is None or any(domain.end > length for domain in found):
            beyond.append(symbol)
            continue
        rows += [_row(gene, symbol, transcript, domain) for domain in found]
    counts["genes"] = len({row["hgnc_id"] for row in rows})
    if beyond:
        counts[f"left out, a domain ends beyond the protein ({', '.join(sorted(beyond))})"] = len(
            beyond
        )
    return Built(rows, frozenset(str(row["hgnc_id"]) for row in rows), counts)


def _row(gene: str, symbol: str, transcript: ManeTranscript, domain: Stretch) -> Row:
    return {
        "hgnc_id": gene,
        "symbol": symbol,
        "transcript": transcript.transcript,
        "start": domain.start,
        "end": domain.end,
        "name": domain.name,
        "accession": domain.accession,
        "type": domain.type,
    }
