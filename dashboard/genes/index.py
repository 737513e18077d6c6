"""Which gene is meant: the index over all HGNC genes (rules T9, T59)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import BadInput, GeneAmbiguous, GeneNotFound, PossibleDate, SeveralNamed
from dashboard.genes.ids import Ids
from dashboard.genes.meanings import DateMeaning, Meaning, Meanings, Read
from dashboard.genes.printed_names import Names, Printed, PrintedNames
from dashboard.genes.search import GeneSearch
from dashboard.genes.spellings import spelt
from dashboard.genes.symbols import HOW, SYMBOL, Match, Symbols
from dashboard.genes.text import LONGEST, echo, forms, forms_of, joined, listed, plain
from dashboard.models import Gene, GeneHit, ResolvedFrom

GROUPS = pa.array(["protein-coding gene", "non-coding RNA", "other", "pseudogene"])
SUGGESTIONS = 5
PLAIN = (  # columns that the model names alike
    *("hgnc_id", "symbol", "name", "ensembl_id", "entrez_id", "uniprot_id", "omim_id"),
    *("chromosome", "locus_group", "locus_type", "mane_select", "mane_refseq"),
)
INDEXED = ("symbol", "previous", "aliases", "name")
OTHER_NAMES = ("previous_names", "alias_names")
LISTS = ("aliases", "previous", "mane_plus_clinical")
ID_STARTS = (*"0123456789", "HGNC", "ENS", "ENTREZ", "GENEID", "NCBIGENE")  # as gene_ids has them
HOW_TO = "Type a symbol such as STAT3, an alias, or an HGNC, Entrez or Ensembl gene id."


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """Return a column in one piece; Arrow's own way copies it even where it is in one."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _values(column: pa.Array) -> list[Any]:
    """Return the cells, None for null; texts, which most are, faster than Arrow does."""
    if pa.types.is_string(column.type):
        found: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return found
    cells: list[Any] = column.to_pylist()
    return cells


def _originals(matches: Sequence[Match]) -> str:
    """Return the symbols of a date as a sentence lists them."""
    return listed(tuple(dict.fromkeys(match.text for match in matches)), "or")


class Named(NamedTuple):
    """A gene by its row in the genes table; `how` and `note` as the gene model has them."""

    row: int
    how: str | None = None
    note: str | None = None


class GeneIndex:
    """Finds genes by symbol, alias, name or id. Never changes once made; threads share it."""

    def __init__(
        self, genes: pd.DataFrame | pa.Table, printed: Callable[[], Names] | None = None
    ) -> None:
        """Index the snapshot's genes table, one row a gene; an Arrow table is kept uncopied.

        `printed` returns the symbols that releases print for a gene's row.
        """
        self._printed = PrintedNames(printed)
        if isinstance(genes, pd.DataFrame):
            genes = pa.Table.from_pandas(genes, preserve_index=False)
        self._columns = {name: _whole(genes[name]) for name in genes.column_names}
        symbols, previous, aliases, names = map(self._columns.get, INDEXED)
        known = pc.index_in(self._columns["locus_group"].cast(pa.string()), value_set=GROUPS)
        groups = pc.fill_null(known, len(GROUPS)).to_numpy().astype(np.int32)
        self._symbols = Symbols(symbols, previous, aliases, groups)
        self._ids = Ids(self._columns)
        self._meanings = Meanings(self._symbols, self._ids)
        all_names = (names, *(self._columns[name] for name in OTHER_NAMES))
        self._search = GeneSearch(self._symbols, self._meanings, all_names, groups)
        del self._columns["accessions"]  # a gene is not shown with them
        pa.default_memory_pool().release_unused()  # else the scratch space of sorting stays

    def __len__(self) -> int:
        """Return how many genes there are."""
        return len(self._columns["symbol"])

    def by_id(self, hgnc_id: str) -> Gene:
        """Return the gene with this HGNC id ("HGNC:11364").

        Raises:
            GeneNotFound: No gene has it.
        """
        found = next((f for form in forms(hgnc_id) if (f := self._ids.find(form))), None)
        if found is None or found.how != "hgnc" or not found.rows:
            raise GeneNotFound(f"No gene has the HGNC id \u201c{echo(hgnc_id)}\u201d.", HOW_TO)
        return self._gene(found.rows[0])

    def search(self, text: str, limit: int = 12) -> list[GeneHit]:
        """Return genes that match what is typed so far, best first; nothing typed: none.

        Whole symbols, ids and names come first, then beginnings of approved symbols, of aliases
        and previous symbols, of words of the name, then parts. Among equals: protein-coding
        genes before RNA genes before pseudogenes, then short before long, then the alphabet.
        """
        best: dict[int, Match] = {}
        for match in self._matches(text):
            if len(best) >= limit:
                break
            best.setdefault(match.row, match)
        return [self._hit(match) for match in best.values()]

    def resolve(self, text: str) -> Gene:
        """Return the gene that is meant; `resolved_from` and `note` say how, if not by its symbol.

        Raises:
            GeneNotFound: No gene has this name; carries the nearest symbols.
            GeneAmbiguous: Several genes have it; carries their symbols.
        """
        named = self.find(text)
        came = None if named.how is None else ResolvedFrom(echo(text), named.how)
        return self._gene(named.row, came, named.note)

    def find(self, text: str, *, near: bool = True) -> Named:
        """Return what `resolve` does, without the gene's columns; raises as it does.

        Args:
            text: What was typed.
            near: Whether an error carries the nearest symbols; they cost a millisecond.
        """
        # As `plain` does, without a call for each symbol of a long list.
        simple = len(text) <= LONGEST and text.isascii() and text.isalnum()
        short = text if simple else plain(text)
        key = short.upper()
        if not key.startswith(ID_STARTS):  # an id goes before a symbol
            (row,), (kind,) = self._symbols.clear([key])
            if row >= 0 and kind == SYMBOL:
                return Named(row)
        found = self._find(text, short, near)
        if isinstance(found, BadInput):
            raise found
        return found

    def _find(self, text: str, short: str, near: bool) -> Named | BadInput:
        """Return what `find` does, or that nothing is found; `short` is the text in plain form.

        An error that was raised holds the frames that it came through: of a long list, thousands.
        """
        typed = forms_of(short.upper())
        if not typed:
            raise GeneNotFound("No gene is named here.", HOW_TO)
        if len(typed[0]) > LONGEST:
            message = f"\u201c{echo(text)}\u201d is too long for a gene: {len(text):,} characters."
            return GeneNotFound(message, HOW_TO)
        for form in typed:
            if meaning := self._meanings.whole(form):
                return self._also_printed(self._whole(meaning, form, text), text)
        for form in typed:
            if date := self._meanings.date(form):
                return self._date(date, text)
        if named := self._by_release(text, typed):
            return named
        known: list[int] = []
        if read := self._meanings.apart(short, known):
            return self._apart(read, text)
        if rows := self._meanings.spelt_apart(typed[-1]):
            self._only(rows, text, f"is written {joined(typed[-1])} too, a name of", SeveralNamed)
        return self._not_found(typed[-1], text, near, known)

    def find_all(
        self, texts: Sequence[str], near: int = 0, apart: Container[str] = ()
    ) -> list[Named | BadInput]:
        """Return for each text what `find` returns or raises, many times as fast.

        Args:
            texts: What was typed.
            near: For how many texts without a gene the nearest symbols are looked for.
            apart: Texts, in normal form, for which no nearest symbol is wanted.
        """
        unique = list(dict.fromkeys(texts))
        short = list(map(plain, unique))
        keys = [text.upper() for text in short]
        # An id goes before a symbol, so what looks like one is left to `find`.
        symbols = ["" if key.startswith(ID_STARTS) else key for key in keys]
        found: dict[str, Named | BadInput] = {}
        for text, key, shown, row, kind in zip(
            unique, keys, short, *self._symbols.clear(symbols), strict=True
        ):
            if row >= 0 and kind == SYMBOL:
                found[text] = Named(row)
                continue
            if row >= 0 and (meaning := self._meanings.old(key, row, HOW[kind])):
                found[text] = self._also_printed(self._whole(meaning, key, text), text)
                continue
            wanted = near > 0 and key not in apart
            try:
                answer = self._find(text, shown, wanted)
            except (GeneNotFound, GeneAmbiguous) as error:
                answer = error.with_traceback(None)
            found[text] = answer
            near -= wanted and isinstance(answer, GeneNotFound)
        return [found[text] for text in texts]

    def rows(self, hgnc_ids: Iterable[str]) -> list[int]:
        """Return the rows of genes by ids that this table has."""
        found = map(self._ids.find, hgnc_ids)
        return [one.rows[0] for one in found if one and one.rows]

    def columns(self, rows: Sequence[int], names: Iterable[str]) -> dict[str, list[Any]]:
        """Return columns of the genes table for the rows that `find` named, in their order."""
        at = pa.array(rows, pa.int32())
        return {name: _values(self._columns[name].take(at)) for name in names}

    def _whole(self, meaning: Meaning, form: str, text: str) -> Named:
        """Return the gene that the whole text names, and what to say of it."""
        row = self._only(meaning.rows, text, meaning.relation)
        if meaning.how is None:
            return Named(row, note=self._former_note(row, meaning.others))
        shown = echo(text)
        if meaning.how == "alias":
            return Named(row, meaning.how, f"{shown} is an alias of {self._symbol(row)}.")
        if meaning.how == "previous":
            note = f"{shown} is now {self._symbol(row)}."
            if meaning.others:
                note = f"{note[:-1]}; it is also an alias of {self._names(meaning.others)}."
            return Named(row, meaning.how, note)
        return Named(row, meaning.how, self._id_note(row, form, shown))

    def _id_note(self, row: int, form: str, shown: str) -> str | None:
        """Return the note for an Ensembl gene id that is not the one HGNC has; None: it is."""
        today = self._columns["ensembl_id"][row].as_py()
        if not form.startswith("ENSG") or (today and form[5:15] == today[5:15]):
            return None
        has = f"HGNC has {today}" if today else "HGNC has none"
        return f"{shown} is an id of {self._symbol(row)} elsewhere (GRCh37 or MANE); {has}."

    def _date(self, date: DateMeaning, text: str) -> Named:
        """Return the gene whose symbol a spreadsheet made into this date (T59), or ask (T77)."""
        shown, found = echo(text), date.matches
        if not date.date.certain or not found:
            raise self._possible_date(date, text)
        rows = tuple(match.row for match in found)
        changed = _originals(found)
        row = self._only(rows, text, f"is what spreadsheets make of {changed}; it can mean")
        word = "an alias of" if found[0].how == "alias" else "now"
        note = f"{shown} is {changed}, made a date by a spreadsheet; it is {word} "
        note += f"{self._symbol(row)}."
        if date.others:
            others = self._names(tuple(match.row for match in date.others))
            note = f"{note[:-1]}; {changed} is also an alias of {others}."
        return Named(row, "spreadsheet", note)

    def _by_release(self, text: str, typed: Sequence[str]) -> Named | None:
        """Return the gene whose row a release prints under this name (T62)."""
        printed = self._printed.by_form(typed)
        if printed is None or (match := self._match(printed)) is None:
            return None
        note = f"{echo(text)} is what {printed.label} prints for {self._symbol(match.row)}."
        return Named(match.row, "release", note)

    def _also_printed(self, named: Named, text: str) -> Named:
        """Say it where a release prints an old name or alias for another gene's row (T62)."""
        if named.how not in ("previous", "alias") or (printed := self._printed.find(text)) is None:
            return named
        match = self._match(printed)
        if match is None or match.row == named.row:
            return named
        more = f"{printed.label} prints {printed.text} for the row of {self._symbol(match.row)}."
        return named._replace(note=f"{named.note} {more}" if named.note else more)

    def _match(self, printed: Printed) -> Match | None:
        found = self._ids.find(printed.hgnc_id)
        if found is None or not found.rows:
            return None
        return Match(found.rows[0], printed.text, "release")

    def _matches(self, text: str) -> Iterator[Match]:
        """Yield what the search finds; a name of a release alone before it, others behind it."""
        named = any(any(self._symbols.owners(form)) for form in forms(text))
        whole = None if named else self._printed.find(text)
        begun = chain([whole] if whole else [], [None], self._printed.beginning(text))
        for printed in begun:
            if printed is None:
                yield from self._search.matches(text)
            elif match := self._match(printed):
                yield match

    def _possible_date(self, date: DateMeaning, text: str) -> BadInput:
        """Return what says that this is a date, and which genes it can have been."""
        shown = f"\u201c{echo(text)}\u201d"
        is_date = f"{shown} can be a date"
        if date.date.day:
            is_date = f"{shown} can be Excel's number of a date, {date.date.day}"
        if not date.matches:
            return GeneNotFound(f"{is_date}; no symbol of a gene becomes that date.", HOW_TO)
        rows = tuple(dict.fromkeys(match.row for match in (*date.matches, *date.others)))
        changed = _originals(date.matches)
        message = f"{is_date}; spreadsheets make {changed} into it: {self._names(rows)} today."
        hint = "If a spreadsheet changed a symbol, choose the gene; else it is none."
        symbols = tuple(self._symbol(row) for row in rows)
        return PossibleDate(message, hint, symbols, self._full_names(rows))

    def _apart(self, read: Read, text: str) -> Named:
        """Return the gene that a text names taken apart (T64), and how it was read."""
        shown, how = echo(text), read.reading.how
        if how == "names":
            row = self._only(read.rows, text, "names", SeveralNamed)
            parts = listed(tuple(part for part, _ in read.texts))
            return Named(row, how, f"{shown}: {parts} are names of one gene, {self._symbol(row)}.")
        relation = f"is read as {read.texts[0][0]}, a name of"
        row = self._only(read.rows, text, relation, SeveralNamed)
        symbol, part = self._symbol(row), read.texts[0][0]
        if how == "allele":
            note = f"{shown} is an allele of {symbol}; what is shown is the gene\u2019s."
            return Named(row, how, note)
        note = f"{shown} is read as {part}"
        if how == "mark":
            note += f", without \u201c{read.reading.left}\u201d"
        if part.upper() != symbol.upper():
            note += f"; that is {symbol}"
        return Named(row, how, f"{note}.")

    def _only(
        self,
        rows: tuple[int, ...],
        text: str,
        relation: str,
        problem: type[GeneAmbiguous] = GeneAmbiguous,
    ) -> int:
        """Return the only row; raise `problem` with the symbols to choose from if not."""
        if len(rows) == 1:
            return rows[0]
        choices = tuple(self._symbol(row) for row in rows)
        message = f"\u201c{echo(text)}\u201d {relation} several genes: {listed(choices)}."
        raise problem(message, "Choose one of them.", choices, self._full_names(rows))

    def _not_found(self, form: str, text: str, near: bool, known: Sequence[int]) -> GeneNotFound:
        """Return the error with genes of such a name, as the search has them, and near symbols.

        `known` are genes that a part of the text names: they come first.
        """
        rows: tuple[int, ...] = ()
        an_id = self._ids.find(form)
        if near and an_id is None:  # an id next to another is another gene, not a near one
            first = tuple(dict.fromkeys(known))[:SUGGESTIONS]
            found = self._search.meant(spelt(form), SUGGESTIONS)
            rows = tuple(dict.fromkeys((*first, *found)))[:SUGGESTIONS]
        message = f"No human gene is called \u201c{echo(text)}\u201d."
        if an_id:
            message = f"No gene of the table has the {an_id.name} \u201c{echo(text)}\u201d."
        if not rows:
            return GeneNotFound(message, HOW_TO)
        symbols = tuple(self._symbol(row) for row in rows)
        hint = f"Did you mean {listed(symbols, 'or')}?"
        return GeneNotFound(message, hint, symbols, self._full_names(rows))

    def _full_names(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Return the approved names of genes."""
        return tuple(self._columns["name"][row].as_py() for row in rows)

    def _names(self, rows: tuple[int, ...]) -> str:
        """Return the symbols of genes as a sentence lists them."""
        return listed(tuple(self._symbol(row) for row in rows))

    def _former_note(self, row: int, previous: tuple[int, ...]) -> str | None:
        """Return the note for a symbol that was once another gene's; None: it was not."""
        others = tuple(other for other in previous if other != row)
        if not others:
            return None
        return f"{self._symbol(row)} was once the symbol of {self._names(others)}."

    def _symbol(self, row: int) -> str:
        """Return the approved symbol of a row."""
        symbol: str = self._columns["symbol"][row].as_py()
        return symbol

    def _cells(self, row: int, columns: Iterable[str]) -> dict[str, Any]:
        """Return a row's cells; None where one is null, a list where the column has lists."""
        return {name: self._columns[name][row].as_py() for name in columns}

    def _hit(self, match: Match) -> GeneHit:
        """Return a match as the picker shows it."""
        cells = self._cells(match.row, ("symbol", "hgnc_id", "name"))
        matched = match.text
        if match.how == "name":
            matched = cells["name"]
        elif (column := f"{match.how}s") in OTHER_NAMES:  # the search knows it in upper case
            named = self._columns[column][match.row].as_py()
            matched = next(name for name in named if name.upper() == matched)
        return GeneHit(**cells, matched=matched, how=match.how)

    def _gene(
        self, row: int, resolved_from: ResolvedFrom | None = None, note: str | None = None
    ) -> Gene:
        """Return the gene of a row, with the way to it."""
        cells = self._cells(row, (*PLAIN, "location"))
        lists: dict[str, Any] = self._cells(row, LISTS)
        lists = {name: tuple(values or ()) for name, values in lists.items()}
        band = cells.pop("location")
        return Gene(**cells, **lists, band=band, resolved_from=resolved_from, note=note)
