"""What became of each line: matched, repaired, ambiguous, unknown or a duplicate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.errors import BadInput, GeneAmbiguous, GeneNotFound, SeveralNamed
from dashboard.genes.index import GeneIndex, Named
from dashboard.genes.spreadsheet_dates import days, originals
from dashboard.genes.text import listed, normal
from dashboard.models import IDS, ListLine
from dashboard.rules.texts import PUNCTUATION
from dashboard.several.gene_list.lookup import is_integer
from dashboard.several.gene_list.missing import genes_called, is_missing, missing_note
from dashboard.several.gene_list.places import Places

FIRST_DAY = date(1899, 12, 30)  # of which Excel's and LibreOffice's days are counted, as of 1900
SERIALS = (36_526, 51_501)  # 2000-01-01 to 2040-12-31
SERIAL_DIGITS = 5
NEAREST_FOR = 200  # lines; each costs a millisecond
ONLY_THERE = "No HGNC gene has this name; the release prints it for a row of its own."


def report(
    index: GeneIndex, places: Places, texts: Sequence[str], lines: Sequence[int]
) -> list[ListLine]:
    """Return one line for each text, in order.

    Args:
        index: All genes by all their names.
        places: The rows of the release.
        texts: What the list holds.
        lines: The line of each text, from 1.
    """
    ids = _is_list_of_ids(texts)
    missing = {text: genes_called(index, text) for text in filter(is_missing, set(texts))}
    own = places.own_symbols
    sought = iter(index.find_all([text for text in texts if text not in missing], NEAREST_FOR, own))
    answers = [None if text in missing else next(sought) for text in texts]
    rows = [answer.row for answer in answers if isinstance(answer, Named)]
    cells = index.columns(rows, ("symbol", "hgnc_id"))
    known = iter(zip(cells["symbol"], cells["hgnc_id"], strict=True))

    def became(answer: Named | BadInput | None, line: int, text: str) -> ListLine:
        if answer is None:
            return _missing(line, text, missing[text])
        if isinstance(answer, Named):
            symbol, hgnc_id = next(known)
            if not ids and answer.how == "entrez" and is_integer(text.strip(PUNCTUATION)):
                return _number(line, text, symbol)
            return _named(answer, symbol, hgnc_id, line, text, places)
        return _unnamed(answer, line, text, places)

    return _once(list(map(became, answers, lines, texts)))


def unsearched(found: Sequence[ListLine]) -> int:
    """Return for how many unknown lines no nearest symbol was looked for."""
    queried = {x.input for x in found if x.outcome == "unknown" and not x.missing_value}
    return max(0, len(queried) - NEAREST_FOR)


def _named(
    answer: Named, symbol: str, hgnc_id: str, line: int, text: str, places: Places
) -> ListLine:
    outcome = "matched" if answer.how is None or answer.how in IDS else "repaired"
    there = hgnc_id in places.by_id
    return ListLine(line, text, outcome, symbol, hgnc_id, answer.how, answer.note, in_release=there)


def _is_list_of_ids(texts: Sequence[str]) -> bool:
    """Tell whether bare whole numbers are Entrez ids: most of the list is such (T65)."""
    return sum(map(is_integer, texts)) > len(texts) / 2


def _number(line: int, text: str, symbol: str) -> ListLine:
    """Return the line of a number among symbols: pointed out, and its gene offered."""
    note = (
        f"{text.strip()} is a bare number among symbols, so it is not read as an Entrez id "
        f"({symbol}'s) unless {symbol} is meant."
    )
    day = serial_day(text)
    if day:
        note = f"{note} {_day_note(day)}"
    return ListLine(line, text, "ambiguous", note=note, choices=(symbol,), names=("by Entrez id",))


def serial_day(text: str) -> date | None:
    """Return the day that a spreadsheet's bare number stands for; None: it is out of range.

    Symbols became days of the year in which a sheet was typed: 2000 to 2040.
    """
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) == SERIAL_DIGITS):
        return None
    return FIRST_DAY + timedelta(int(plain)) if SERIALS[0] <= int(plain) <= SERIALS[1] else None


def _day_note(day: date) -> str:
    """Return what is said of a number that may be a date; nothing is repaired (T64)."""
    symbols = originals(f"{day.day}-{day.strftime('%b').upper()}")
    words = listed(tuple(symbol for symbol in symbols if "-" not in symbol), "or")
    return f"As a spreadsheet's number it is the date {day.isoformat()}, perhaps of {words}."


def _missing(line: int, text: str, genes: dict[str, str]) -> ListLine:
    """Return the line of a missing value: unknown, or open where a gene has this name too."""
    outcome = "ambiguous" if genes else "unknown"
    choices, names = tuple(genes), tuple(genes.values())
    one = ListLine(line, text, outcome, note=missing_note(text, choices), missing_value=True)
    return one._replace(choices=choices, names=names)


def _unnamed(error: BadInput, line: int, text: str, places: Places) -> ListLine:
    own = places.own_symbol(normal(text))
    # A row of the release that has the whole name goes before the genes that its parts name.
    if isinstance(error, GeneAmbiguous) and not (own and isinstance(error, SeveralNamed)):
        one = ListLine(line, text, "ambiguous", note=error.message)
        return one._replace(choices=error.choices, names=error.names)
    if own is not None:
        return ListLine(line, text, "matched", own, note=ONLY_THERE, in_release=True)
    near = (error.suggestions, error.names) if isinstance(error, GeneNotFound) else ((), ())
    note = error.message
    if (day := serial_day(text)) and "date" not in note:
        note = f"{note} {_day_note(day)}"
    elif days(normal(text)) and "date" not in note:
        note = f"{note} It looks like a date that a spreadsheet made of a symbol."
    return ListLine(line, text, "unknown", note=note, nearest=near[0], names=near[1])


def _once(found: list[ListLine]) -> list[ListLine]:
    """Mark every line that names the gene of an earlier one as its duplicate."""
    first: dict[str, ListLine] = {}
    lines = []
    for line in found:
        key = line.hgnc_id or line.symbol
        if key is None:
            lines.append(line)
            continue
        before = first.setdefault(key, line)
        lines.append(line if before is line else _duplicate(line, before))
    return lines


def _duplicate(line: ListLine, before: ListLine) -> ListLine:
    words = f"{line.symbol} is already in line {before.line}."
    note = f"{line.note} {words}" if line.note and line.how else words
    known = line.line, line.input, "duplicate", line.symbol, line.hgnc_id, line.how, note
    return ListLine(*known, first_line=before.line, in_release=line.in_release)
