"""What a text can mean: as a whole (rule T9), as a date (T59, T77), taken apart (T64)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dashboard.genes.ids import Ids
from dashboard.genes.spellings import Reading, readings
from dashboard.genes.spreadsheet_dates import SpreadsheetDate, date_of, is_date_symbol, symbols_of
from dashboard.genes.symbols import Match, Symbols
from dashboard.genes.text import joined, plain
from dashboard.rules.texts import PUNCTUATION

FORMER = "is a former symbol or an alias of"
DEEP = 2  # readings of a part of a reading: "TNF-α*" is a mark, then a Greek letter


class Meaning(NamedTuple):
    """The genes, by row, that have a text as symbol or id, best first; never none.

    `how` as the gene model has it, `relation` in words. `others`: genes that have it too, but less:
    a previous symbol where one gene has it today, an alias where a date was a symbol.
    """

    rows: tuple[int, ...]
    how: str | None
    relation: str
    others: tuple[int, ...] = ()


class DateMeaning(NamedTuple):
    """The genes whose symbol can have become a date; `others` have the symbol as an alias.

    `matches` has one symbol for each gene. None: no symbol becomes this date.
    """

    date: SpreadsheetDate
    matches: tuple[Match, ...]
    others: tuple[Match, ...] = ()


class Read(NamedTuple):
    """A text taken apart: the genes it can mean, the texts that led there, one a gene or more."""

    reading: Reading
    rows: tuple[int, ...]
    texts: tuple[tuple[str, Meaning], ...]


class Meanings:
    """Looks texts up among symbols and ids; texts in normal form where not said otherwise."""

    def __init__(self, symbols: Symbols, ids: Ids) -> None:
        """Take all symbols and ids."""
        self._symbols, self._ids = symbols, ids

    def whole(self, form: str) -> Meaning | None:
        """Return the genes that have the whole text as id, symbol, previous symbol or alias.

        An id goes before a symbol that looks like one, an approved symbol before a previous one;
        a previous one counts alone only if no other gene has it as an alias (T9).
        """
        found = self._ids.find(form)
        by_id = Meaning(found.rows, found.how, f"is the {found.name} of") if found else None
        if by_id and by_id.rows and not form.startswith("LOC"):  # HGNC had symbols such as LOC490
            return by_id
        approved, previous, aliases = self._symbols.owners(form)
        if approved:
            return Meaning(approved, None, "is the symbol of", previous)
        others = tuple(row for row in aliases if row not in previous)
        if len(previous) == 1 and (not others or is_date_symbol(form)):
            return Meaning(previous, "previous", FORMER, others)
        rows = previous + others
        if rows:
            return Meaning(rows, "alias", FORMER)
        return by_id if by_id and by_id.rows else None

    def old(self, form: str, row: int, how: str) -> Meaning | None:
        """Return what `whole` does for an old symbol of one gene alone; None: it is an id too."""
        return None if self._ids.find(form) else Meaning((row,), how, FORMER)

    def date(self, form: str) -> DateMeaning | None:
        """Return what a date was before a spreadsheet made it one; None: this is no date.

        Official symbols, old and new, go before aliases, as lists of genes print official ones.
        """
        date = date_of(form)
        if date is None:
            return None
        found = [match for symbol in symbols_of(date.days) for match in self._symbols.exact(symbol)]
        official = [match for match in found if match.how != "alias"]
        first: dict[int, Match] = {}
        for match in official or found:
            first.setdefault(match.row, match)
        texts = {match.text.upper() for match in first.values()}
        others = {
            match.row: match
            for match in found
            if match.row not in first and match.text.upper() in texts
        }
        return DateMeaning(date, tuple(first.values()), tuple(others.values()))

    def apart(
        self,
        text: str,
        known: list[int] | None = None,
        deep: int = DEEP,
        *,
        several: bool = True,
    ) -> Read | None:
        """Return what a text (plain, its case kept) means taken apart; None: nothing.

        Args:
            text: Names nothing as a whole; in plain form.
            known: Takes the genes of parts where another part names none.
            deep: How many readings may follow one another.
            several: Whether it may be more than one name.
        """
        for form in dict.fromkeys((text, text.strip(PUNCTUATION))):
            for reading in readings(form, several=several):
                if read := self._read(reading, [] if known is None else known, deep):
                    return read
        return None

    def spelt_apart(self, form: str) -> tuple[int, ...]:
        """Return the genes that have the text without its dashes, if they are several: COX-2."""
        if "-" not in form or " " in form or not form[-1:].isdigit() or not form[:1].isalpha():
            return ()
        close = self.whole(joined(form))
        return close.rows if close and len(close.rows) > 1 else ()

    def _read(self, reading: Reading, known: list[int], deep: int) -> Read | None:
        if reading.how == "names":
            return self._names(reading, known, deep)
        found = [
            (text, meaning)
            for text in reading.texts
            if not text.isdigit() and (meaning := self.whole(text.upper()))
            if not (reading.approved and meaning.how is not None)
        ]
        if found:
            return Read(reading, _all(meaning.rows for _, meaning in found), tuple(found))
        if reading.approved:
            return None
        for text in reading.texts:
            if (date := self.date(text.upper())) and date.date.certain and date.matches:
                rows = tuple(match.row for match in date.matches)
                meaning = Meaning(rows, "spreadsheet", "is what spreadsheets make a date of")
                return Read(reading, rows, ((date.matches[0].text, meaning),))
        if reading.how != "mark" or not deep:
            return None
        read = self.apart(plain(reading.texts[0]), known, deep - 1)
        return Read(reading, read.rows, read.texts) if read else None

    def _names(self, reading: Reading, known: list[int], deep: int) -> Read | None:
        """Return the gene that all texts name, else all their genes; None if one names none."""
        found: list[tuple[str, Meaning]] = []
        for text in reading.texts:
            meaning = self.whole(text.upper())
            plain_one = text.isascii() and text.replace("-", "").isalnum()
            if (
                meaning is None
                and not plain_one
                and deep
                and (read := self.apart(plain(text), None, deep - 1, several=False))
            ):
                meaning = Meaning(read.rows, read.reading.how, "is read as")
            if meaning is None:
                known += [row for _, named in found for row in named.rows]
                return None
            found.append((text, meaning))
        shared = [row for row in found[0][1].rows if all(row in m.rows for _, m in found)]
        if shared:
            return Read(reading, tuple(shared), tuple(found))
        if any(text.isdigit() or len(text) < 3 for text, _ in found):
            known += found[0][1].rows
            return None
        return Read(reading, _all(meaning.rows for _, meaning in found), tuple(found))


def _all(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row for some in rows for row in some))
