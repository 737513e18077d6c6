"""ClinVar's records on the way to a table: which gene, which residue, which build, or why not.

Works on blocks of rows as Arrow columns, so that nine million rows take a minute. Every row that is
read ends in one of two places: among the placed ones of a gene, or in the ledger under a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.rules.clinvar import bucket, stars
from dashboard.rules.hgvs import (
    CONSEQUENCES,
    NO_CHANGE,
    NO_POSITION,
    OTHER_ISOFORM,
    UNREADABLE,
    ProteinChange,
    coding_part,
    parse_protein_change,
    protein_part,
)
from dashboard.tables.making.rows import Row

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

OTHER_TRANSCRIPT = "named on another transcript than the MANE Select one"
NO_TRANSCRIPT = "its name has no change on a transcript"

OTHER_BUILD = "another genome build's row of a variant that is read already"
SECOND_PLACE = "a further row of a variant on the same build (X and Y, or another scaffold)"
SEVERAL_GENES = "names several genes, and a transcript of none of them"
NO_GENE = "names no gene"
UNKNOWN_GENE = "names a gene that the gene table here does not have"
TWO_GENES = "its ids and its transcript name two different genes"
NO_NUMBER = "without a VariationID"

RAW = (
    *("allele", "type", "name", "entrez", "genes", "hgnc", "class", "evaluated", "rs"),
    *("condition_ids", "conditions", "origin", "assembly", "chromosome", "review", "submitters"),
    *("variation", "pos", "ref", "alt", "somatic", "somatic_review", "oncogenicity"),
    *("oncogenicity_review", "consequence"),
)
"""The columns of a block of rows as it is read, all text; empty or "-" where there is nothing."""

_WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("gene", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("variation_id", pa.int32()),
        ("allele_id", pa.int32()),
        ("transcript", pa.string()),
        ("coding_change", pa.string()),
        ("protein_change", pa.string()),
        ("name", pa.string()),
        ("consequence", pa.string()),
        ("reason", pa.string()),
        ("type", pa.string()),
        ("raw_class", pa.string()),
        ("review_status", pa.string()),
        ("evaluated", pa.date32()),
        ("submitters", pa.int32()),
        ("origin", pa.string()),
        ("dbsnp", pa.int64()),
        ("conditions", pa.string()),
        ("condition_ids", pa.string()),
        ("build", pa.string()),
        ("chromosome", pa.string()),
        ("pos", pa.int32()),
        ("ref", pa.string()),
        ("alt", pa.string()),
        ("somatic_impact", pa.string()),
        ("somatic_review", pa.string()),
        ("oncogenicity", pa.string()),
        ("oncogenicity_review", pa.string()),
    ]
)
"""The columns of the table. `gene` is the number of its HGNC id; rows are in its order.

Within a gene by residue, those without one last. `name` is ClinVar's where it has other parts than
transcript, coding change and protein change. `reason` says why a row has no residue.
"""

_BUILDS = ("GRCh38", "GRCh37", "na", "NCBI36")
_NO_LENGTH = 1 << 30  # longer than any: nothing lies beyond it
_MOST_NUMBER = 1 << 27  # of a VariationID: thirty times today's
_NAME = (
    r"^(?P<accession>[A-Z]{2}_[0-9]+)(?P<version>\.[0-9]+)?(?:\((?P<symbol>[^()]{1,60})\))?:"
    r"(?P<coding>[cgmnr]\.[^ ]+)(?: \((?P<protein>p\..+)\))?$"
)
# One residue and a tail without a number: what it does depends on its place only where that is 1.
_PLAIN = r"^p\.(?P<ref>[A-Z][a-z]{2})(?P<at>[1-9][0-9]{0,5})(?P<tail>[A-Za-z=*?]*)$"
_MONDO = re.compile(r"\bMONDO:(MONDO:[0-9]{7})\b|\b(MONDO:[0-9]{7})\b")
_SUBSET = re.compile(r"subset of [0-9,]+ genes:? ?")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_DATE = re.compile(r"([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{4})")
_NOTHING = ("", "-", "na", "-1")
_MOST_MEMO = 400_000


class Given(NamedTuple):
    """The gene of a row (its HGNC number; 0: none, with the reason), and on which transcript."""

    gene: int
    reason: str | None
    on_mane: bool


class Genes:
    """Finds the gene of a record by its ids, its symbols and the transcript that its name is on."""

    def __init__(self, genes: Iterable[Row], transcripts: Iterable[Row]) -> None:
        """Index the rows of the tables of genes and of MANE transcripts."""
        self._entrez: dict[str, int] = {}
        self._symbols: dict[str, int] = {}
        self._mane: dict[int, str] = {}
        self._transcripts: dict[str, int] = {}
        self._known: set[int] = set()
        self.symbol_of: dict[int, str] = {}
        self.lengths: dict[int, int] = {}
        previous: dict[str, set[int]] = {}
        for row in genes:
            number = int(row["hgnc_id"].removeprefix("HGNC:"))
            self._known.add(number)
            self.symbol_of[number] = row["symbol"]
            self._symbols[row["symbol"]] = number
            if row["entrez_id"]:
                self._entrez[row["entrez_id"]] = number
            if row["mane_refseq"]:
                accession = row["mane_refseq"].partition(".")[0]
                self._mane[number] = accession
                self._transcripts[accession] = number
            for name in row["previous"]:
                previous.setdefault(name, set()).add(number)
        for name, owners in previous.items():
            if len(owners) == 1:
                self._symbols.setdefault(name, next(iter(owners)))
        for row in transcripts:
            number = int((row["hgnc_id"] or "HGNC:0").removeprefix("HGNC:"))
            if row["refseq"] and number in self._known:
                self._transcripts.setdefault(row["refseq"].partition(".")[0], number)
            if row["status"] == "MANE Select" and row["protein_length"]:
                self.lengths[number] = row["protein_length"]

    def ranges(self, number: int) -> Numbers:
        """Return the HGNC numbers at which so many ranges with equally many genes begin."""
        known = np.array(sorted(self._known), np.int32)
        at = np.linspace(0, len(known), number, endpoint=False).astype(np.int64)
        found: Numbers = known[at[1:]]
        return found

    def named(self, symbols: str) -> tuple[list[str], bool]:
        """Return the symbols of a row, and whether they are more than the row prints."""
        plain = symbols.strip().strip('"')
        found = _SUBSET.match(plain)
        rest = plain[found.end() :] if found else plain
        names = [name.strip() for name in re.split(r"[;|]", rest)]
        return [name for name in names if name not in _NOTHING], found is not None

    def numbers(self, symbols: Iterable[str]) -> set[int]:
        """Return the genes that symbols name, as far as they are known."""
        return {self._symbols[name] for name in symbols if name in self._symbols}

    def of(self, entrez: str, symbols: str, hgnc: str, accession: str, symbol: str) -> Given:
        """Return the gene of a row, or why it has none (T35).

        Args:
            entrez: NCBI's gene id as the file has it.
            symbols: One symbol, several, or "subset of 12 genes: ...".
            hgnc: The HGNC id.
            accession: Of the transcript that the name is on, without version; "": none.
            symbol: The one that stands in the name; "": none.
        """
        names, cut = self.named(symbols)
        on = self._transcripts.get(accession)
        if cut or len(names) > 1:
            return self._of_several(names, accession, symbol, cut=cut)
        by_hgnc = self._by_hgnc(hgnc)
        by_entrez = self._entrez.get(entrez)
        found = {one for one in (by_hgnc, by_entrez) if one is not None}
        if not found:
            found = self.numbers(names)
        if not found:
            if on is not None:
                return self._given(on, accession)
            is_named = bool(names) or entrez not in _NOTHING or hgnc not in _NOTHING
            return Given(0, UNKNOWN_GENE if is_named else NO_GENE, on_mane=False)
        told = on if on is not None else self._symbols.get(symbol)
        if len(found) == 1 and (told is None or told in found):
            return self._given(next(iter(found)), accession)
        if told is not None and told in found:
            return self._given(told, accession)
        return Given(0, TWO_GENES, on_mane=False)

    def _of_several(self, names: Sequence[str], accession: str, symbol: str, *, cut: bool) -> Given:
        listed = self.numbers(names)
        on = self._transcripts.get(accession) if accession else None
        if on is None and symbol in names:
            on = self._symbols.get(symbol)
        if on is not None and (cut or on in listed):
            return self._given(on, accession)
        return Given(0, SEVERAL_GENES, on_mane=False)

    def _by_hgnc(self, hgnc: str) -> int | None:
        digits = hgnc.rpartition(":")[2]
        number = int(digits) if digits.isdecimal() and len(digits) < 9 else 0
        return number if number in self._known else None

    def _given(self, number: int, accession: str) -> Given:
        mane = self._mane.get(number)
        return Given(number, None, on_mane=bool(accession) and mane in (None, accession))


@lru_cache(maxsize=200_000)
def _change(text: str) -> ProteinChange | None:
    return parse_protein_change(text)


@lru_cache(maxsize=50_000)
def day_of(text: str) -> date | None:
    """Return the day of "Oct 01, 2024", whatever the language of this machine; None: none."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(int(found[3]), _MONTHS[found[1]], int(found[2])) if found else None
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=100_000)
def mondo_ids(packed: str) -> str | None:
    """Return the MONDO ids in ClinVar's packed ids of conditions, each once; None: none."""
    found = (one or other for one, other in _MONDO.findall(packed))
    return ";".join(dict.fromkeys(found)) or None


@lru_cache(maxsize=100_000)
def condition_names(packed: str) -> str | None:
    """Return ClinVar's conditions in words, each once; None: none is named."""
    names = (name.strip() for name in re.split(r"[|;]", packed))
    return "; ".join(dict.fromkeys(name for name in names if name not in _NOTHING)) or None


@dataclass(slots=True)
class Ledger:
    """What became of the rows: those read, those placed, and each reason of the others.

    `left_out` are the rows that name a gene among several and stand in another's records or in
    none's, by the gene's number. `classes` are the placed ones by class as ClinVar prints it.
    """

    rows: int = 0
    placed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    left_out: Counter[int] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    reviews: Counter[str] = field(default_factory=Counter)
    without_germline: int = 0
    builds: Counter[str] = field(default_factory=Counter)
    newest: date | None = None

    @property
    def accounted(self) -> bool:
        """Tell whether each row is in one place."""
        return self.rows == self.placed + sum(self.reasons.values())

    def lines(self) -> list[str]:
        """Return it in sentences, the largest reason first."""
        found = [
            f"{self.rows:,} rows of the file: {self.placed:,} variants of a gene, "
            f"{self.rows - self.placed:,} others."
        ]
        found += [f"{count:,} rows: {reason}." for reason, count in self.reasons.most_common()]
        return found

    def unknown_words(self) -> list[str]:
        """Return what of the classes and review statuses no rule here knows, with its rows."""
        classes = {
            word: count
            for word, count in self.classes.items()
            if word not in _NOTHING and bucket(word) == "unknown"
        }
        reviews = {
            word: count
            for word, count in self.reviews.items()
            if word not in _NOTHING and stars(word) is None
        }
        return [
            f"A {kind} that is not known here, {word[:60]!r}: {count:,} variants."
            for kind, words in (("class", classes), ("review status", reviews))
            for word, count in sorted(words.items())[:20]
        ]


class Placer:
    """Turns blocks of rows into rows of the table, and keeps the ledger."""

    def __init__(self, genes: Genes) -> None:
        """Begin with nothing seen."""
        self.ledger = Ledger()
        self._genes = genes
        self._seen = np.zeros(1 << 20, bool)
        self._memo: dict[tuple[str, ...], Given] = {}
        self._shapes: dict[str, tuple[str | None, bool]] = {}

    def first_rows(self, block: pa.Table) -> tuple[pa.Table, pa.Table]:
        """Return a block's variants of GRCh38, each once, and rows of builds that may stand in.

        Counts the rows as read; what is in neither is in the ledger.
        """
        self.ledger.rows += block.num_rows
        number = self._numbered(block)
        block, number = self._with_number(block, number)
        is_38 = _equals(block["assembly"], "GRCh38")
        found = self._first(block, number, is_38)
        other = ~is_38
        late = other & ~self._seen[number]
        self._count(OTHER_BUILD, int(other.sum() - late.sum()))
        return block.filter(pa.array(found)), block.filter(pa.array(late))

    def later_rows(self, block: pa.Table, build: str | None) -> pa.Table:
        """Return those rows of a build whose variant no build before has; None: other builds."""
        if build is None:
            is_it = ~pc.is_in(_plain(block["assembly"]), pa.array(_BUILDS)).to_numpy(
                zero_copy_only=False
            )
        else:
            is_it = _equals(block["assembly"], build)
        number = _integers(block["variation"])
        block, number = block.filter(pa.array(is_it)), number[is_it]
        known = self._seen[number]
        self._count(OTHER_BUILD, int(known.sum()))
        block, number = block.filter(pa.array(~known)), number[~known]
        found = self._first(block, number, np.ones(len(number), bool))
        return block.filter(pa.array(found))

    def _numbered(self, block: pa.Table) -> Numbers:
        return _integers(block["variation"])

    def _with_number(self, block: pa.Table, number: Numbers) -> tuple[pa.Table, Numbers]:
        usable = (number > 0) & (number < _MOST_NUMBER)
        if not usable.all():
            self._count(NO_NUMBER, int((~usable).sum()))
            block, number = block.filter(pa.array(usable)), number[usable]
        most = int(number.max(initial=0))
        if most >= len(self._seen):
            grown = np.zeros(max(most + 1, 2 * len(self._seen)), bool)
            grown[: len(self._seen)] = self._seen
            self._seen = grown
        return block, number

    def _first(self, block: pa.Table, number: Numbers, wanted: Flags) -> Flags:
        """Return which of the wanted rows are the first of their variant, and mark them seen."""
        at = np.flatnonzero(wanted)
        at = at[~self._seen[number[at]]]
        _, index = np.unique(number[at], return_index=True)
        first = at[np.sort(index)]
        self._seen[number[first]] = True
        self._count(SECOND_PLACE, int(wanted.sum()) - len(first))
        found = np.zeros(block.num_rows, bool)
        found[first] = True
        return found

    def _count(self, reason: str, rows: int) -> None:
        if rows:
            self.ledger.reasons[reason] += rows

    def placed(self, block: pa.Table) -> pa.Table:
        """Return the rows of a block that are a gene's, as SCHEMA; the others are in the ledger."""
        if not block.num_rows:
            return SCHEMA.empty_table()
        parts = _name_parts(block["name"])
        given, codes = self._given(block, parts)
        numbers = np.array([one.gene for one in given], np.int32)[codes]
        mane = np.array([one.on_mane for one in given], bool)[codes]
        stays = numbers > 0
        self.ledger.placed += int(stays.sum())
        if not stays.all():
            keep = pa.array(stays)
            block, parts = block.filter(keep), parts.filter(keep)
            numbers, mane = numbers[stays], mane[stays]
        self._note(block)
        return self._table(block, parts, numbers, mane)

    def _given(self, block: pa.Table, parts: pa.Table) -> tuple[list[Given], Numbers]:
        """Return the different ways to name a gene, read, and which row has which of them."""
        columns = [block["entrez"], block["genes"], block["hgnc"], parts["accession"]]
        columns.append(parts["symbol"])
        texts, codes = _different(columns)
        given = []
        for text, count in zip(texts, np.bincount(codes, minlength=len(texts)), strict=True):
            found = self._memo.get(text)
            if found is None:
                if len(self._memo) > _MOST_MEMO:
                    self._memo.clear()
                found = self._memo[text] = self._genes.of(*text)
            given.append(found)
            if found.reason:
                self._count(found.reason, int(count))
            names, _ = self._genes.named(text[1]) if ";" in text[1] or "|" in text[1] else ([], 0)
            for number in self._genes.numbers(names) - {found.gene}:
                self.ledger.left_out[number] += int(count)
        return given, codes

    def _note(self, block: pa.Table) -> None:
        ledger = self.ledger
        for column, counted in (
            ("class", ledger.classes),
            ("review", ledger.reviews),
            ("assembly", ledger.builds),
        ):
            for word, count in _counts(block[column]):
                counted[word] += count
        ledger.without_germline = sum(ledger.classes[word] for word in ("", "-"))

    def _table(self, block: pa.Table, parts: pa.Table, numbers: Numbers, mane: Flags) -> pa.Table:
        change = self._changes(parts["protein"])
        reason = self._reasons(parts, change, numbers, mane)
        on_plot = pa.array([text is None for text in _REASONS])
        is_placed = pc.take(on_plot, reason)
        consequence = change.consequence
        if "consequence" in block.column_names:
            consequence = pc.coalesce(consequence, _mapped(block["consequence"], _consequence))
        days = _mapped(block["evaluated"], day_of, pa.date32())
        newest = pc.max(days).as_py()
        if newest and (self.ledger.newest is None or newest > self.ledger.newest):
            self.ledger.newest = newest
        none = pa.scalar(None, pa.string())
        is_coding = pc.fill_null(pc.starts_with(parts["coding"], "c."), False)
        versioned = pc.binary_join_element_wise(
            parts["accession"], pc.fill_null(parts["version"], ""), ""
        )
        built = {
            "gene": pa.array(numbers),
            "start": pc.if_else(is_placed, change.start, pa.scalar(None, pa.int32())),
            "end": pc.if_else(is_placed, change.end, pa.scalar(None, pa.int32())),
            "variation_id": pa.array(_integers(block["variation"])),
            "allele_id": _numbers_or_null(block["allele"]),
            "transcript": versioned,
            "coding_change": pc.if_else(is_coding, parts["coding"], none),
            "protein_change": parts["protein"],
            "name": pc.if_else(is_coding, none, block["name"]),
            "consequence": consequence,
            "reason": pc.take(pa.array(_REASONS, pa.string()), reason),
            "type": _text(block["type"]),
            "raw_class": _text(block["class"]),
            "review_status": _text(block["review"]),
            "evaluated": days,
            "submitters": _numbers_or_null(block["submitters"]),
            "origin": _text(block["origin"]),
            "dbsnp": pc.cast(_numbers_or_null(block["rs"], pa.int64()), pa.int64()),
            "conditions": _mapped(block["conditions"], condition_names),
            "condition_ids": _mapped(block["condition_ids"], mondo_ids),
            "build": _text(block["assembly"]),
            "chromosome": _text(block["chromosome"]),
            "pos": _numbers_or_null(block["pos"]),
            "ref": _text(block["ref"]),
            "alt": _text(block["alt"]),
            "somatic_impact": _text(block["somatic"]),
            "somatic_review": _text(block["somatic_review"]),
            "oncogenicity": _text(block["oncogenicity"]),
            "oncogenicity_review": _text(block["oncogenicity_review"]),
        }
        return pa.table(built, schema=SCHEMA)

    def _changes(self, texts: pa.ChunkedArray) -> _Changes:
        """Read protein changes: those of one shape once, the others each."""
        texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        size = len(texts)
        start, end = np.zeros(size, np.int32), np.zeros(size, np.int32)
        kind = np.full(size, -1, np.int32)
        readable = np.zeros(size, bool)
        plain = pc.extract_regex(texts, _PLAIN)
        is_plain = plain.is_valid().to_numpy(zero_copy_only=False)
        at = np.flatnonzero(is_plain)
        if len(at):
            these = plain.take(pa.array(at))
            place = pc.cast(pc.struct_field(these, "at"), pa.int32()).to_numpy()
            first = pc.if_else(pa.array(place == 1), "1", "2")
            shape = pc.binary_join_element_wise(
                "p.", pc.struct_field(these, "ref"), first, pc.struct_field(these, "tail"), ""
            ).dictionary_encode()
            read = [_change(text) for text in shape.dictionary.to_pylist()]
            codes = shape.indices.to_numpy()
            known = np.array([one is not None and one.position is not None for one in read], bool)
            kinds = np.array([_kind(one) for one in read], np.int32)
            readable[at] = np.array([one is not None for one in read], bool)[codes]
            kind[at] = kinds[codes]
            start[at] = end[at] = np.where(known[codes], place, 0)
        rest = np.flatnonzero(~is_plain & texts.is_valid().to_numpy(zero_copy_only=False))
        for place, text in zip(rest.tolist(), texts.take(pa.array(rest)).to_pylist(), strict=True):
            change = _change(text)
            if change is not None:
                readable[place], kind[place] = True, _kind(change)
                start[place], end[place] = change.position or 0, change.end or 0
        words = pa.array(CONSEQUENCES, pa.string())
        return _Changes(
            pa.array(start, mask=start == 0),
            pa.array(end, mask=start == 0),
            words.take(pa.array(kind, mask=kind < 0)),
            start,
            end,
            readable,
        )

    def _reasons(
        self, parts: pa.Table, change: _Changes, numbers: Numbers, mane: Flags
    ) -> pa.Array:
        """Return for each row its place in _REASONS (T37, T38)."""
        lengths = self._genes.lengths
        different, codes = np.unique(numbers, return_inverse=True)
        known = [lengths.get(one, _NO_LENGTH) for one in different.tolist()]
        length = np.array(known, np.int32)[codes]
        has_text = parts["protein"].is_valid().to_numpy()
        genomic = pc.starts_with(parts["coding"], "g.")
        has_name = pc.invert(pc.fill_null(genomic, True)).to_numpy()
        found = np.select(
            [
                ~has_text & ~has_name,
                ~has_text,
                ~mane,
                ~change.readable,
                change.first == 0,
                change.last > length + 1,
            ],
            [1, 2, 3, 4, 5, 6],
            0,
        )
        return pa.array(found.astype(np.int32))


_REASONS = (
    None,
    NO_TRANSCRIPT,
    NO_CHANGE,
    OTHER_TRANSCRIPT,
    UNREADABLE,
    NO_POSITION,
    OTHER_ISOFORM,
)
_KIND_OF = {name: place for place, name in enumerate(CONSEQUENCES)}


def _kind(change: ProteinChange | None) -> int:
    return -1 if change is None else _KIND_OF[change.consequence]


def _consequence(text: str) -> str | None:
    return text.split("|", maxsplit=1)[0].strip() or None if text not in _NOTHING else None


@dataclass(frozen=True, slots=True)
class _Changes:
    """Protein changes of a block: residues and consequences as columns, and as plain arrays."""

    start: pa.Array
    end: pa.Array
    consequence: pa.Array
    first: Numbers
    last: Numbers
    readable: Flags


def _name_parts(names: pa.ChunkedArray) -> pa.Table:
    """Return the parts of ClinVar's names: accession, version, symbol, coding, protein."""
    found = pc.extract_regex(_plain(names), _NAME)
    fields = ("accession", "version", "symbol", "coding", "protein")
    columns = {name: pc.struct_field(found, name) for name in fields}
    valid = found.is_valid()
    for name, column in columns.items():
        filled = pc.if_else(valid, column, None)
        columns[name] = pc.if_else(pc.equal(filled, ""), pa.scalar(None, pa.string()), filled)
    unread = np.flatnonzero(~valid.to_numpy(zero_copy_only=False))
    if len(unread):
        texts = _plain(names).take(pa.array(unread)).to_pylist()
        odd = [(place, text) for place, text in zip(unread.tolist(), texts, strict=True)]
        odd = [(place, text) for place, text in odd if text and "(p." in text]
        for name, read in (("protein", protein_part), ("coding", coding_part)):
            values = {place: read(text) for place, text in odd}
            if any(values.values()):
                whole = columns[name].to_pylist()
                for place, value in values.items():
                    whole[place] = value
                columns[name] = pa.array(whole, pa.string())
    return pa.table(columns)


def _plain(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _different(columns: Sequence[pa.ChunkedArray]) -> tuple[list[tuple[str, ...]], Numbers]:
    """Return the different rows of some columns of text, null as "", and which row has which."""
    encoded = [pc.fill_null(_plain(column), "").dictionary_encode() for column in columns]
    key = np.zeros(len(encoded[0]), np.int64)
    for one in encoded:
        _, packed = np.unique(key, return_inverse=True)  # so that the product fits into 64 bits
        key = packed * np.int64(len(one.dictionary)) + one.indices.to_numpy()
    _, first, codes = np.unique(key, return_index=True, return_inverse=True)
    places = pa.array(first)
    texts = [one.dictionary.take(one.indices.take(places)).to_pylist() for one in encoded]
    return list(zip(*texts, strict=True)), codes.astype(np.int32)


def _equals(column: pa.ChunkedArray, word: str) -> Flags:
    found: Flags = pc.equal(column, word).to_numpy().astype(bool)
    return found


def _integers(column: pa.ChunkedArray) -> Numbers:
    """Return whole numbers, -1 for whatever is none."""
    found: Numbers = pc.fill_null(_numbers_or_null(column), -1).to_numpy().astype(np.int32)
    return found


def _numbers_or_null(column: pa.ChunkedArray, kind: pa.DataType | None = None) -> pa.Array:
    """Return positive whole numbers, null for whatever is none."""
    text = _plain(column)
    most = r"^[1-9][0-9]{0,8}$" if kind is None else r"^[1-9][0-9]{0,17}$"
    usable = pc.match_substring_regex(text, most)
    return pc.cast(
        pc.if_else(usable, text, pa.scalar(None, pa.string())), kind or pa.int32(), safe=False
    )


def _text(column: pa.ChunkedArray) -> pa.Array:
    """Return text, null where the source has nothing."""
    text = _plain(column)
    empty = pc.is_in(text, pa.array(_NOTHING))
    return pc.if_else(empty, pa.scalar(None, pa.string()), text)


def _mapped(column: pa.ChunkedArray, read: object, kind: pa.DataType | None = None) -> pa.Array:
    """Return a column with each different text read once."""
    encoded = pc.fill_null(_plain(column), "").dictionary_encode()
    assert callable(read)
    values = pa.array([read(text) for text in encoded.dictionary.to_pylist()], kind or pa.string())
    return values.take(encoded.indices)


def _counts(column: pa.ChunkedArray) -> Iterator[tuple[str, int]]:
    for pair in pc.value_counts(_plain(column)).to_pylist():
        yield pair["values"] or "", pair["counts"]


def fold(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the classes as ClinVar prints them counted by the buckets of the rules (T31)."""
    found: Counter[str] = Counter()
    for word, count in counts.items():
        if word not in _NOTHING:
            found[bucket(word)] += count
    return dict(found)


def later_builds() -> tuple[str | None, ...]:
    """Return the builds that stand in where a variant has no row of GRCh38, best first."""
    return (*_BUILDS[1:], None)
