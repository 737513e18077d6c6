"""The clinvar_plp table: ClinVar's P and LP records of two stars or more, on the MANE protein.

ideogram's cache holds them by place on GRCh38. The residue follows from the place and the exons of
the gene's MANE Select transcript; there is no sequence, so that an amino-acid change is known only
where UniProt's variants have the rsID on the same residue.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.errors import SnapshotError
from dashboard.tables.making.genetic_code import can_become
from dashboard.tables.making.mane_exons import SPLICE_SITE, ManeTranscript, Span
from dashboard.tables.making.rows import Built, Row, text

WORDS: Mapping[str, str] = {
    "3_prime_UTR_variant": "3′ UTR",
    "5_prime_UTR_variant": "5′ UTR",
    "frameshift_variant": "frameshift",
    "genic_downstream_transcript_variant": "downstream",
    "genic_upstream_transcript_variant": "upstream",
    "inframe_deletion": "inframe deletion",
    "inframe_indel": "inframe delins",
    "inframe_insertion": "inframe insertion",
    "initiator_codon_variant": "start lost",
    "intron_variant": "intron",
    "missense_variant": "missense",
    "no_sequence_alteration": "no change",
    "non-coding_transcript_variant": "non-coding",
    "nonsense": "stop gained",
    "splice_acceptor_variant": "splice acceptor",
    "splice_donor_variant": "splice donor",
    "stop_lost": "stop lost",
    "synonymous_variant": "synonymous",
}
"""The file's molecular consequences in the words of the pages."""

_ORIGINS = {
    1: "germline",
    2: "somatic",
    4: "inherited",
    8: "paternal",
    16: "maternal",
    32: "de novo",
    64: "biparental",
    128: "uniparental",
    256: "not tested",
    512: "tested, inconclusive",
    1 << 30: "other",
}

_OF_ONE_BASE = ("stop gained", "missense", "synonymous")
_OF_THE_STOP = ("stop lost", "synonymous")
_INFRAME = ("inframe deletion", "inframe insertion", "inframe delins")

NO_GENE = "on no MANE Select transcript"
OLD_EXONS = "the exons of the gene's MANE Select transcript are not known here in this version"
_ACROSS = "across the end of a coding exon"
_NON_CODING = "non-coding transcript"
_BASES = frozenset("ACGT")
_STRETCH = 1 << 17
_COMPLEMENT = str.maketrans("ACGT", "TGCA")
_MISSENSE = re.compile(r"p\.([A-Z][a-z]{2})([0-9]{1,5})([A-Z][a-z]{2})")


@dataclass(frozen=True, slots=True)
class Keys:
    """The lists that the file's numbers point to."""

    conditions: Sequence[tuple[str, str]]  # MONDO id and ClinVar's name
    classes: Sequence[str]
    reviews: Sequence[str]
    consequences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file. `bases` are the reference bases that change, without the anchor."""

    number: int
    chromosome: str
    pos: int
    ref: str
    alt: str
    bases: Span
    removed: str
    added: str
    fields: Mapping[str, str]


def _words(printed: str) -> str:
    return printed.replace("_", " ")


def parse_keys(lines: Iterable[str]) -> Keys:
    """Return the lists of the key file, each a line `# name = [JSON]`.

    Raises:
        SnapshotError: one of them is missing.
    """
    named = dict(line[2:].split(" = ", 1) for line in lines if " = [" in line)
    try:
        lists = {name: json.loads(packed) for name, packed in named.items()}
        conditions = [item.split("|", 1) for item in lists["disease_mondo_ids_and_names"]]
        consequences = [item.split("|")[1] for item in lists["molecular_consequences"]]
        return Keys(
            [(f"MONDO:{number}", _words(name)) for number, name in conditions],
            [_words(word) for word in lists["clinical_significances"]],
            [_words(word) for word in lists["clinical_review_statuses"]],
            [WORDS[word] for word in consequences],
        )
    except KeyError as error:
        raise SnapshotError(f"the keys of ClinVar's records lack or do not know {error}") from error


def changed_bases(pos: int, ref: str, alt: str) -> tuple[Span, str, str]:
    """Return the bases that change (0-based), what is removed and what is added there.

    A VCF record of an insertion or deletion begins with the base before it, which stays.
    """
    start = pos - 1
    while ref and alt and ref[0] == alt[0]:
        ref, alt, start = ref[1:], alt[1:], start + 1
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    return (start, start + len(ref)), ref, alt


def parse_records(lines: Iterable[str]) -> Iterator[Record]:
    """Return the records of the file, in its order."""
    names: list[str] = []
    for line in lines:
        if line.startswith("#"):
            names = line[1:].split("\t") if "\t" in line else names
            continue
        # Lines end with their last filled column.
        parts = line.split("\t")
        fields = dict(zip(names, parts + [""] * (len(names) - len(parts)), strict=True))
        bases, removed, added = changed_bases(int(fields["POS"]), fields["REF"], fields["ALT"])
        yield Record(
            number=int(fields["ID"]),
            chromosome=fields["CHROM"],
            pos=int(fields["POS"]),
            ref=fields["REF"],
            alt=fields["ALT"],
            bases=bases,
            removed=removed,
            added=added,
            fields=fields,
        )


def origin_words(packed: str) -> str | None:
    """Return ClinVar's allele origins in words ("germline; de novo"), None for unknown."""
    bits = int(packed or "0")
    return "; ".join(word for bit, word in _ORIGINS.items() if bits & bit) or None


class Place:
    """Where a record falls on one transcript: residues, or the reason why there are none."""

    def __init__(self, record: Record, transcript: ManeTranscript, *, current: bool) -> None:
        """Work it out; a transcript of another version than today's gives no residue."""
        self.start: int | None = None
        self.end: int | None = None
        self.reason: str | None = None
        if not current:
            self.reason = OLD_EXONS
        elif transcript.lies_in_coding(record.bases) and transcript.protein_length:
            self.start, self.end = _residues(record, transcript)
        else:
            self.reason = _reason(record, transcript)


def _residues(record: Record, transcript: ManeTranscript) -> tuple[int, int]:
    """Return the first and last residue that change, in reading direction.

    An insertion changes the codon that reads on behind it.
    """
    start, stop = record.bases
    bases = [start, stop - 1]
    if start == stop:
        bases = [start] if transcript.strand == "+" else [start - 1]
    found = sorted(place[0] for base in bases if (place := transcript.place(base)))
    return found[0], found[-1]


def _reason(record: Record, transcript: ManeTranscript) -> str:
    level = transcript.level(record.bases)
    if level == "coding":
        return _ACROSS if transcript.protein_length else "no whole number of codons"
    if level == "exon":
        if transcript.coding[0] == transcript.coding[1]:
            return _NON_CODING
        return "5′ UTR" if transcript.is_upstream(record.bases[0]) else "3′ UTR"
    if transcript.beside(record.bases, SPLICE_SITE):
        return "splice site"
    return "splice region" if level == "splice" else "intron"


def consequence(
    record: Record, place: Place, length: int | None, among: Sequence[str]
) -> str | None:
    """Return what a record does on this transcript, in the words of the pages.

    ClinVar lists the consequences on all transcripts together; the place and the number of bases
    tell which holds on this one. None where they do not.
    """
    if place.start is None:
        return _beside_coding(place.reason, among)
    if len(record.removed) != 1 or len(record.added) != 1:
        return _of_several_bases(record, among)
    if place.start == 1 and "start lost" in among:
        return "start lost"
    at_end = length is not None and place.start == length + 1
    return _only(word for word in (_OF_THE_STOP if at_end else _OF_ONE_BASE) if word in among)


def _beside_coding(reason: str | None, among: Sequence[str]) -> str | None:
    if reason in ("5′ UTR", "3′ UTR", "intron"):
        return reason
    if reason == _NON_CODING:
        return "non-coding"
    return _only(word for word in ("splice donor", "splice acceptor") if word in among)


def _of_several_bases(record: Record, among: Sequence[str]) -> str | None:
    difference = len(record.added) - len(record.removed)
    if difference % 3:
        only_stop = "stop gained" in among and "frameshift" not in among
        return "stop gained" if only_stop else "frameshift"
    known = _only(word for word in (*_OF_ONE_BASE, *_INFRAME) if word in among)
    if known or difference == 0:
        return known
    if not record.added:
        return "inframe deletion"
    return "inframe delins" if record.removed else "inframe insertion"


def _only(words: Iterable[str]) -> str | None:
    """Return the one word, None where there are several or none: which one holds is not known."""
    found = list(words)
    return found[0] if len(found) == 1 else None


def protein_change(
    record: Record, place: Place, transcript: ManeTranscript, known: Iterable[str]
) -> str | None:
    """Return the amino-acid change of a single base, of those that UniProt has under its rsID.

    One rsID can stand for several changes of a residue: the genetic code must allow this one's
    bases, and no other of them.
    """
    bases = {record.removed, record.added}
    if not (len(bases) == 2 and bases <= _BASES):
        return None
    ours = transcript.place(record.bases[0])
    if ours is None:
        return None
    turned = transcript.strand == "-"
    before, after = (
        base.translate(_COMPLEMENT) if turned else base for base in (record.removed, record.added)
    )
    fitting = {
        change
        for change in known
        if (parts := _MISSENSE.fullmatch(change))
        and int(parts[2]) == place.start
        and can_become(parts[1], parts[3], ours[1], before, after)
    }
    return _only(sorted(fitting))


class Transcripts:
    """Finds the transcripts that a change touches."""

    def __init__(self, transcripts: Iterable[ManeTranscript]) -> None:
        """Sort them into stretches of their chromosomes."""
        self._stretches: dict[tuple[str, int], list[ManeTranscript]] = defaultdict(list)
        for transcript in transcripts:
            for key in _stretches(transcript.chromosome, transcript.span):
                self._stretches[key].append(transcript)

    def touched(self, record: Record) -> list[ManeTranscript]:
        """Return the transcripts whose exons, or the bases beside them, a record changes.

        Where it changes none of them, those in whose intron it lies: another gene's intron
        around a gene is not the place of that gene's variants.
        """
        near = {
            transcript.transcript: transcript
            for key in _stretches(record.chromosome, record.bases)
            for transcript in self._stretches.get(key, ())
        }
        found = defaultdict(list)
        for transcript in near.values():
            if level := transcript.level(record.bases):
                found[level].append(transcript)
        return [*found["coding"], *found["exon"], *found["splice"]] or found["intron"]


def _stretches(chromosome: str, span: Span) -> Iterator[tuple[str, int]]:
    start, stop = span
    return ((chromosome, number) for number in range(start // _STRETCH, stop // _STRETCH + 1))


def changes_by_rsid(variants: Iterable[Row]) -> dict[tuple[str, str], list[str]]:
    """Return UniProt's protein changes by gene and rsID."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in variants:
        if row["hgnc_id"] and row["dbsnp"]:
            found[row["hgnc_id"], row["dbsnp"]].append(row["protein_change"])
    return found


def _shared(record: Record, keys: Keys) -> Row:
    fields = record.fields
    numbers = [int(part) for part in fields["DISEASE_IDS"].split(",") if part]
    rsid = text(fields["RS"])
    return {
        "hgnc_id": None,
        "variation_id": record.number,
        "chromosome": record.chromosome,
        "pos": record.pos,
        "ref": record.ref,
        "alt": record.alt,
        "start": None,
        "end": None,
        "protein_change": None,
        "reason": NO_GENE,
        "raw_class": keys.classes[int(fields["CLNSIG"])],
        "review_status": keys.reviews[int(fields["CLNREVSTAT"])],
        "consequence": None,
        "origin": origin_words(fields["ORIGIN"]),
        "dbsnp": f"rs{rsid}" if rsid else None,
        "condition_ids": [keys.conditions[number][0] for number in numbers],
    }


def clinvar_plp_table(
    lines: Iterable[str],
    keys: Keys,
    selects: Sequence[tuple[str, ManeTranscript, bool]],
    variants: Iterable[Row],
) -> Built:
    """Return one row for each record and gene that it lies in; a record over two genes has two.

    `selects` are the MANE Select transcripts, each with its gene and whether it is so today in
    this version. A record of no gene keeps one row, without a gene.
    """
    index = Transcripts(transcript for _, transcript, _ in selects)
    known_of = {transcript.transcript: (gene, current) for gene, transcript, current in selects}
    known = changes_by_rsid(variants)
    rows: list[Row] = []
    counts: Counter[str] = Counter()
    for record in parse_records(lines):
        counts["records"] += 1
        shared = _shared(record, keys)
        among = [keys.consequences[int(part)] for part in record.fields["MC"].split(",") if part]
        touched = index.touched(record)
        counts["records over two genes"] += len(touched) > 1
        for transcript in touched:
            gene, current = known_of[transcript.transcript]
            place = Place(record, transcript, current=current)
            row = shared | {"hgnc_id": gene, "start": place.start, "end": place.end}
            row["reason"] = place.reason
            row["consequence"] = consequence(record, place, transcript.protein_length, among)
            if row["consequence"] == "missense" and row["dbsnp"]:
                changes = known.get((gene, row["dbsnp"]), ())
                row["protein_change"] = protein_change(record, place, transcript, changes)
            rows.append(row)
        if not touched:
            rows.append(shared)
    rows.sort(key=lambda row: (row["start"] or 0, row["end"] or 0, row["variation_id"]))
    return Built(rows, _genes(rows), counts | _counted(rows))


def _genes(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row["hgnc_id"] for row in rows if row["hgnc_id"])


def _counted(rows: Sequence[Row]) -> dict[str, int]:
    placed = [row for row in rows if row["start"] is not None]
    reasons = Counter(row["reason"] for row in rows if row["reason"])
    return {
        "rows on a residue": len(placed),
        "genes with a residue": len(_genes(placed)),
        "with an amino-acid change": sum(row["protein_change"] is not None for row in rows),
        **{f"not placed, {reason}": count for reason, count in sorted(reasons.items())},
    }


def conditions_table(keys: Keys) -> Built:
    """Return ClinVar's name of each condition, by MONDO id; of two names the first stands."""
    names: dict[str, str] = {}
    for number, name in keys.conditions:
        names.setdefault(number, name)
    return Built([{"mondo_id": number, "name": name} for number, name in names.items()])
