"""A visitor's own variants: pasted or in a file, each line placed on the protein or said why not.

Nothing of it is kept: what is read lives in the answer to the one request that brought it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

from dashboard.errors import BadList
from dashboard.models import Gene, Variant, VariantSet
from dashboard.rules.hgvs import (
    MAX_LENGTH,
    ProteinChange,
    names_variant,
    parse_protein_change,
    parse_query,
    split_variants,
    unplaced_reason,
)
from dashboard.rules.variant_search import Known, find_variants, owner_of
from dashboard.several.gene_list.decoding import MOST_BYTES, decoded, plain_spaces
from dashboard.several.gene_list.workbooks import is_workbook, workbook

MOST_LINES = 200_000
MOST_VARIANTS = 2_000  # of one gene, each a head on the plot
MOST_LISTED = 500  # lines of the account that are listed one by one
MOST_QUOTED = 80
MOST_LABEL = 60
MOST_CELLS = 400  # of a row
AGAIN = "Gene\tProtein change\tLabel"  # heading of what can be read again
SAMPLE = 200  # lines that a table is recognised by
ACCEPTS = (
    "Protein changes (p.Arg382Trp or R382W), ClinVar titles, dbSNP, UniProt or ClinVar ids of the "
    "records shown, one a line or apart by commas; or a table with a heading (csv, tsv, MAF, VCF, "
    f"xlsx) of up to {MOST_BYTES // 1_000_000} MB and {MOST_LINES:,} lines."
)

Fate = Literal["placed", "other gene", "beyond", "not readable", "no residue", "duplicate"]
FATES: Mapping[Fate, str] = {
    "placed": "placed",
    "other gene": "of another gene",
    "beyond": "beyond this protein",
    "no residue": "without a place on the protein",
    "not readable": "not readable",
    "duplicate": "given twice",
}

# Headings of MAF, VCF, exports of ClinVar and gnomAD and laboratories' sheets, without case, spaces
# and marks; the earlier is looked at first.
PROTEIN = (
    *("hgvspshort", "hgvsp", "proteinconsequence", "pnomen", "hgvsprotein", "proteinhgvs"),
    *("name", "title", "proteinchange", "proteinvariant", "proteinmutation", "aachange", "protein"),
    *("aminoacidchange", "aachange1", "aasubstitution", "aavariant", "aa", "aminoacid", "pdot"),
    *("pnotation", "mutation", "mutationaa", "variant", "variantname", "variation", "hgvs"),
    *("hgvsconsequence", "change", "uniprotchange"),
)
GENE = ("hugosymbol", "gene", "genes", "genesymbol", "symbol", "genename", "hgncsymbol")
LABEL = (
    *("label", "mylabel", "group", "cohort", "category", "phenotype", "diagnosis", "disease"),
    *("class", "classification", "germlineclassification", "clinicalsignificance", "status"),
    *("condition", "conditions", "sample", "sampleid", "samplename", "tumorsamplebarcode"),
    *("patient", "patientid", "individual", "family", "familyid", "proband", "case", "caseid"),
    *("source", "note", "comment", "id"),
)
CODING = (
    *("hgvsc", "codingchange", "cdnachange", "cdna", "cnomen", "cdot", "transcriptconsequence"),
    *("nucleotidechange", "dnachange", "hgvscdna"),
)
RECORD = ("dbsnpid", "rsid", "rsids", "dbsnp", "dbsnprs", "variationid", "accession", "record")
INFO = ("info",)
_ROLES: Mapping[str, tuple[str, ...]] = {
    "protein": PROTEIN,
    "gene": GENE,
    "label": LABEL,
    "coding": CODING,
    "record": RECORD,
    "info": INFO,
}
_FILLED = re.compile(r"[.\-\u2013\u2014?]?|n/?a|nan|none|null", re.IGNORECASE | re.ASCII)
_IN_INFO = re.compile(r"p\.[^|;,&\s]{2,200}", re.ASCII)
_MARKS = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class OwnVariant:
    """A variant that is placed. `note` is what a reader must know of it, `label` the visitor's."""

    id: str
    protein_change: str
    position: int
    end: int
    consequence: str
    label: str
    line: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What became of one variant of a line; `find` is what to look for on the other `gene`."""

    line: int
    text: str
    fate: Fate
    message: str = ""
    gene: str | None = None
    find: str | None = None


@dataclass(frozen=True, slots=True)
class OwnVariants:
    """A visitor's variants on one gene, and the account of everything that was given.

    `counts` counts all, `lines` lists the first MOST_LISTED. `text` gives the same when it is read
    again; `notes` are sentences about the file.
    """

    variants: tuple[OwnVariant, ...]
    lines: tuple[OwnLine, ...]
    counts: Mapping[Fate, int]
    labels: Mapping[str, int]
    notes: tuple[str, ...]
    text: str


class _Item(NamedTuple):
    """One variant as it was given: the texts that may name it, the best first."""

    line: int
    texts: tuple[str, ...]
    gene: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: Sequence[tuple[int, Sequence[str]]]
    columns: Mapping[str, tuple[int, ...]]  # role to places, the best first
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Account:
    variants: list[OwnVariant] = field(default_factory=list)
    lines: list[OwnLine] = field(default_factory=list)
    counts: Counter[Fate] = field(default_factory=Counter)
    seen: set[tuple[str, str]] = field(default_factory=set)
    again: list[str] = field(default_factory=list)

    def enter(self, line: OwnLine) -> None:
        self.counts[line.fate] += 1
        if len(self.lines) < MOST_LISTED:
            self.lines.append(line)


def read_own(
    content: str | bytes, gene: Gene, among: VariantSet, length: int | None, known: Known
) -> OwnVariants:
    """Read what was pasted or the bytes of a file, and place it on a gene's protein.

    Args:
        content: Text, or the bytes of a text file or workbook.
        gene: The gene whose protein it is to be placed on.
        among: The records shown, numbered on that protein: ids, coding names and residues that
            are known are theirs.
        length: Residues of the protein, None where that is not known.
        known: Names of all genes; asked once for each.

    Raises:
        BadList: It is empty, too large or no text, or there are more than MOST_VARIANTS.
    """
    notes, items = _items(content)
    place = _Placing(gene, among, length, cache(known))
    account = _Account()
    empty = True
    for item in items:
        empty = False
        place.enter(item, account)
        if len(account.variants) > MOST_VARIANTS:
            raise BadList(
                f"More than {MOST_VARIANTS:,} variants of {gene.symbol} are in it, which is too "
                "many for one plot.",
                "Give a part of them.",
            )
    if empty:
        raise BadList("There is no variant in it.", ACCEPTS)
    listed = Counter(one.label for one in account.variants)
    return OwnVariants(
        tuple(sorted(account.variants, key=lambda one: (one.position, one.line))),
        tuple(account.lines),
        dict(account.counts),
        dict(listed.most_common()),
        notes,
        "\n".join([AGAIN, *account.again]),
    )


class _Placing:
    """Places items on one protein."""

    def __init__(self, gene: Gene, among: VariantSet, length: int | None, known: Known) -> None:
        self.gene, self.among, self.length, self.known = gene, among, length, known
        self.residues = known_residues((*among.variants,))
        self.records = {record.id: record for record in (*among.variants, *among.unplaced)}

    def enter(self, item: _Item, account: _Account) -> None:
        """Place one item and enter what became of it."""
        shown = _shortened(next((text for text in item.texts if text), item.gene))
        if other := self._other(item):
            find = item.texts[0] if item.texts else ""
            account.enter(OwnLine(item.line, shown, "other gene", f"of {other}", other, find))
            account.again.append(_again(other, find, item.label))
            return
        outcome: OwnLine | None = None
        for text in item.texts:
            outcome = self._text(text, item, account, shown)
            if outcome.fate != "not readable":
                break
        account.enter(outcome or OwnLine(item.line, shown, "not readable", "names no variant"))

    def _other(self, item: _Item) -> str | None:
        """Return the other gene that a row's own cell names, None where it names this one."""
        name = item.gene.strip()
        if not name or name.casefold() == self.gene.symbol.casefold():
            return None
        symbols = [part.strip() for part in re.split(r"[|;,/]", name) if part.strip()][:20]
        if any(self.known(one) == self.gene.symbol for one in symbols):
            return None
        return self.known(symbols[0]) or name[:40] if symbols else None

    def _text(self, text: str, item: _Item, account: _Account, shown: str) -> OwnLine:
        line = item.line
        query = parse_query(text)
        owner = owner_of(query, self.gene.symbol, self.gene, self.known)
        if owner.stop is not None:
            other = owner.stop.other_gene
            if other is None:
                return OwnLine(line, shown, "not readable", owner.stop.message[:300])
            find = _without_gene(text)
            account.again.append(_again(other, find, item.label))
            return OwnLine(line, shown, "other gene", f"of {other}", other, find)
        term = query.term
        if term is not None and term.kind in ("residue", "range"):
            words = "names a residue, not what it changes to: type p.Arg382Trp or R382W"
            return OwnLine(line, shown, "not readable", words)
        if term is not None and term.change is not None:
            return self._change(term.change, item, account, shown, owner.note)
        if query.coding is not None or term is not None:
            return self._record(text, item, account, shown)
        return OwnLine(line, shown, "not readable", "cannot be read as a protein change")

    def _record(self, text: str, item: _Item, account: _Account, shown: str) -> OwnLine:
        """Place what an id or a coding name stands for, where a record here has it."""
        found = find_variants(text, self.among, self.gene.symbol, self.gene, self.known)
        changes = {
            change.core: change
            for record in (self.records[one] for one in found.ids)
            if (change := parse_protein_change(record.protein_change or "")) is not None
        }
        if not changes:
            return OwnLine(item.line, shown, "not readable", _after_quote(found.message))
        outcomes = [
            self._change(change, item, account, shown, f"from {_shortened(text)}")
            for change in changes.values()
        ]
        for more in outcomes[1:]:
            account.enter(more)
        return outcomes[0]

    def _change(
        self, change: ProteinChange, item: _Item, account: _Account, shown: str, note: str | None
    ) -> OwnLine:
        reason = unplaced_reason(change.text, change, self.length)
        label = _label(item.label)
        if change.position is None or change.end is None:
            return OwnLine(item.line, shown, "no residue", reason or "names no residue")
        if reason is not None:
            words = f"the protein ends at residue {self.length:,}: another isoform, or a slip"
            account.again.append(_again(self.gene.symbol, change.three_letter, item.label))
            return OwnLine(item.line, shown, "beyond", words)
        if (change.core, label) in account.seen:
            again = f"{change.three_letter}{f' with the label “{label}”' if label else ''}"
            return OwnLine(item.line, shown, "duplicate", f"{again} is in it already")
        account.seen.add((change.core, label))
        said = "; ".join(filter(None, (note, self._differs(change)))) or None
        own = OwnVariant(
            id=f"mine:{len(account.variants) + 1}",
            protein_change=change.three_letter,
            position=change.position,
            end=change.end,
            consequence=change.consequence,
            label=label,
            line=item.line,
            note=said,
        )
        account.variants.append(own)
        account.again.append(_again(self.gene.symbol, change.three_letter, item.label))
        at = f"residue {change.position:,}"
        return OwnLine(item.line, shown, "placed", "; ".join(filter(None, (at, said))))

    def _differs(self, change: ProteinChange) -> str | None:
        """Say where a change's own residue is not the protein's, as far as that is known here."""
        for part in change.parts or (change,):
            place, ref = part.position, part.ref
            if place is None or ref is None or ref == "Xaa":
                continue
            if self.length is not None and (place == self.length + 1) != (ref == "Ter"):
                return f"the stop codon of this protein is residue {self.length + 1:,}, not {ref}"
            known = self.residues.get(place)
            if known is not None and known != ref:
                return f"{ref} given, but residue {place:,} is {known} in the records here"
        return None


def known_residues(records: Iterable[Variant]) -> dict[int, str]:
    """Return the residues of a protein that its records name; where two differ, none.

    A substitution names the residue that it begins with, in three letters.
    """
    found: dict[int, str] = {}
    differ: set[int] = set()
    for record in records:
        change = parse_protein_change(record.protein_change or "")
        for part in (change.parts or (change,)) if change else ():
            if part.position is None or part.ref is None or part.ref == "Xaa":
                continue
            if found.setdefault(part.position, part.ref) != part.ref:
                differ.add(part.position)
    return {place: ref for place, ref in found.items() if place not in differ}


def _items(content: str | bytes) -> tuple[tuple[str, ...], Iterator[_Item]]:
    if isinstance(content, bytes) and is_workbook(content):
        book = workbook(content, None, _variants_in)
        of_many = (f"Sheet “{book.sheet[:40]}” is read.",) if len(book.sheets) > 1 else ()
        return of_many, _of_table(_with_columns(book.rows[:MOST_LINES]))
    text, notes = decoded(content) if isinstance(content, bytes) else (plain_spaces(content), ())
    if len(text) > MOST_BYTES:
        raise BadList(f"The text has {len(text) / 1e6:,.1f} MB, which is too large.", ACCEPTS)
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise BadList(f"It has {len(lines):,} lines, which is too many.", ACCEPTS)
    numbered = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith(("##", "# ", '"# '))
    ]
    delimiter = _delimiter([line for _, line in islice(numbered, SAMPLE)])
    if delimiter is None:
        return notes, _of_lines(numbered)
    rows = ((number, _cells(line, delimiter)) for number, line in numbered)
    return notes, _of_table(_with_columns(list(rows)))


def _variants_in(rows: Sequence[tuple[int, list[str]]]) -> int:
    return sum(names_variant(cell) for _, cells in rows[:SAMPLE] for cell in cells[:30] if cell)


def _delimiter(sample: Sequence[str]) -> str | None:
    """Return what parts the cells, None where the lines are no table."""
    if not sample:
        return None
    for delimiter in ("\t", ",", ";", "|"):
        heading = _roles(_cells(sample[0], delimiter))
        if len(_cells(sample[0], delimiter)) > 1 and _is_heading(heading):
            return delimiter
    if sum("\t" in line for line in sample) > len(sample) / 2:
        return "\t"
    return None


def _is_heading(roles: Mapping[str, tuple[int, ...]]) -> bool:
    return any(roles.get(name) for name in ("protein", "coding", "record", "info"))


def _roles(cells: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the columns of each role, best first; of a row that is no heading none."""
    if any(names_variant(cell) for cell in cells[:MOST_CELLS] if len(cell) < MAX_LENGTH):
        return {}
    keys = [re.sub(r"[^a-z0-9]", "", cell[:60].lower()) for cell in cells[:MOST_CELLS]]
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, place)
    return {
        role: tuple(places[name] for name in names if name in places)
        for role, names in _ROLES.items()
    }


def _with_columns(rows: list[tuple[int, Sequence[str]]] | list[tuple[int, list[str]]]) -> _Rows:
    """Return rows with the roles of their columns: by the heading, else by what is in them."""
    for at, (_, cells) in enumerate(rows[:20]):
        roles = _roles(cells)
        if _is_heading(roles):
            return _Rows(rows[at + 1 :], roles)
    sample = [cells for _, cells in rows[:SAMPLE]]
    width = max((len(cells) for cells in sample), default=0)
    filled = [
        [cells[place] for cells in sample if place < len(cells)]
        for place in range(min(width, MOST_CELLS))
    ]
    named = [sum(map(names_variant, cells)) for cells in filled]
    if not any(named):
        return _Rows(rows, {"protein": (0,)})
    best = named.index(max(named))
    others = [place for place in range(len(filled)) if place != best and not named[place]]
    words = [place for place in others if not all(_is_number(cell) for cell in filled[place])]
    return _Rows(rows, {"protein": (best,), "label": tuple(words[:1])})


def _is_number(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).replace("-", "", 1).isdecimal()


def _cells(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return line.split(delimiter)


def _of_table(table: _Rows) -> Iterator[_Item]:
    for number, cells in table.rows:

        def values(role: str, cells: Sequence[str] = cells) -> list[str]:
            places = table.columns.get(role, ())
            found = [cells[place].strip() for place in places if place < len(cells)]
            return [value for value in found if not _FILLED.fullmatch(value)]

        protein = values("protein")
        variants = [text for text in protein if names_variant(text)]
        if not variants:
            variants = [match[0] for text in values("info") if (match := _IN_INFO.search(text))]
        texts = [*variants, *values("coding"), *values("record"), *protein]
        gene, label = values("gene"), values("label")
        if texts or any(map(str.strip, cells)):
            texts = texts or [" ".join(cells)[:MOST_QUOTED]]
            shown = tuple(dict.fromkeys(text[:MAX_LENGTH] for text in texts))
            yield _Item(number, shown, gene[0] if gene else "", label[0] if label else "")


def _of_lines(lines: Iterable[tuple[int, str]]) -> Iterator[_Item]:
    for number, line in lines:
        pieces = split_variants(line)
        readable = [names_variant(piece) for piece in pieces]
        if len(pieces) > 1 and readable[0] and not any(readable[1:]) and not _damaged(pieces[1:]):
            yield _Item(number, (pieces[0],), label=", ".join(pieces[1:]))
            continue
        for piece, good in zip(pieces, readable, strict=True):
            first, _, rest = piece.partition(" ")
            if not good and rest and names_variant(first) and not _damaged([rest]):
                yield _Item(number, (first,), label=rest.strip())
            else:
                yield _Item(number, (piece,))


_LIKE_A_VARIANT = re.compile(r"\(?(?:[pcgmnr]\.|rs\d|VCV|VAR_|[A-Za-z]{1,3}\d+[A-Za-z*=]|\S+[:>])")


def _damaged(pieces: Sequence[str]) -> bool:
    """Tell whether one of some words looks as if it was to be a variant: no label then."""
    return any(_LIKE_A_VARIANT.match(piece) for piece in pieces)


def _label(text: str) -> str:
    return _MARKS.sub(" ", " ".join(text.split()))[:MOST_LABEL]


def _shortened(text: str) -> str:
    flat = _MARKS.sub(" ", " ".join(text[: 4 * MOST_QUOTED].split()))
    return flat if len(flat) <= MOST_QUOTED else f"{flat[:MOST_QUOTED]}…"


def _after_quote(message: str) -> str:
    """Return a sentence of the search without the text that it quotes."""
    return message.rpartition("” ")[2][:300] if message.startswith("“") else message[:300]


def _without_gene(text: str) -> str:
    flat = " ".join(text[:MAX_LENGTH].split())
    query = parse_query(flat)
    if query.term is not None and query.term.change is not None:
        return query.term.change.three_letter
    before, colon, after = flat.partition(":")
    return (after if colon else flat.partition(" ")[2]).strip() or before


def _again(gene: str, change: str, label: str) -> str:
    """Return a row of a table that reads as the same variant."""
    return "\t".join(
        _MARKS.sub(" ", " ".join(part.split())) for part in (gene, change, _label(label))
    )
