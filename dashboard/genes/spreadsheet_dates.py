"""Gene symbols that a spreadsheet took for a date, turned back (rule T59).

Excel and LibreOffice read SEPT1 or MARCH1 as a day and write 1-Sep, Sep-01, 9/1/2023 or
2023-09-01, in the language of the person. The year is the one of the accident and says nothing.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

# Words that begin a symbol and that spreadsheets read as a month, likeliest symbol first.
SYMBOL_WORDS: dict[int, tuple[str, ...]] = {
    1: ("JAN",),
    2: ("FEB",),
    3: ("MARCH", "MARC", "MAR"),
    4: ("APR",),
    5: ("MAY",),
    6: ("JUN",),
    7: ("JUL",),
    8: ("AUG",),
    9: ("SEPT", "SEP"),
    10: ("OCT",),
    11: ("NOV",),
    12: ("DEC",),
}
# How months are written in English, German, French, Spanish, Italian, Portuguese and Dutch.
MONTH_WORDS: dict[int, str] = {
    1: "JAN JANUARY JANUAR JANV JANVIER ENE ENERO GEN GENNAIO JANEIRO JANUARI",
    2: "FEB FEBRUARY FEBRUAR FÉVR FÉV FÉVRIER FEBRERO FEBBRAIO FEV FEVEREIRO FEBRUARI",
    3: "MAR MARCH MÄRZ MÄR MRZ MARS MARZO MARÇO MRT MAART",
    4: "APR APRIL AVR AVRIL ABR ABRIL APRILE",
    5: "MAY MAI MAYO MAG MAGGIO MAIO MEI",
    6: "JUN JUNE JUNI JUIN JUNIO GIU GIUGNO JUNHO",
    7: "JUL JULY JULI JUIL JUILLET JULIO LUG LUGLIO JULHO",
    8: "AUG AUGUST AOÛT AGO AGOSTO AUGUSTUS",
    9: "SEP SEPT SEPTEMBER SEPTEMBRE SEPTIEMBRE SET SETTEMBRE SETEMBRO",
    10: "OCT OCTOBER OKT OKTOBER OCTOBRE OCTUBRE OTT OTTOBRE OUT OUTUBRO",
    11: "NOV NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO",
    12: "DEC DECEMBER DEZ DEZEMBER DÉC DÉCEMBRE DIC DICIEMBRE DICEMBRE DEZEMBRO",
}
MONTHS = {word: month for month, words in MONTH_WORDS.items() for word in words.split()}

# [0-9] and not \d: other scripts' digits are no spreadsheet's.
MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?"
GAP = r"[ ./-]{1,2}"
WORD = r"([^\W\d_]{3,10})\.?"
DAY = r"([0-9]{1,2})"
YEAR = r"(?:[0-9]{2}){1,2}"
DAY_WORD = re.compile(rf"{DAY}{GAP}{WORD}(?:{GAP}{YEAR})?")
WORD_DAY = re.compile(rf"{WORD}{GAP}{DAY}(?:,?{GAP}[0-9]{{4}})?")
YEAR_FIRST = re.compile(rf"[0-9]{{4}}([/.-]){DAY}\1{DAY}{MIDNIGHT}")
YEAR_LAST = re.compile(rf"{DAY}([/.-]){DAY}\2{YEAR}{MIDNIGHT}")
# A year before or behind makes it a date that a list can hold for its own sake.
HAS_YEAR = re.compile(rf".*[0-9]{{4}}.*|{DAY}{GAP}{WORD}{GAP}{YEAR}|{DAY}([/.-]){DAY}\2{YEAR}.*")
WITHOUT_YEAR = re.compile(rf"{DAY}/{DAY}")
NUMBER = re.compile(r"([0-9]{5})(?:\.0+)?")
FIRST_NUMBER, LAST_NUMBER = 36_526, 49_674  # 2000-01-01 to 2035-12-31
DAY_0 = date(1899, 12, 30)  # from which Excel counts, as it takes 1900 for a leap year
DATE_SYMBOL = re.compile(r"(?:MARCH|MARC|SEPT|DEC)(?:[1-9]|[12][0-9]|3[01])")


def days(text: str) -> tuple[tuple[int, int], ...]:
    """Return the (month, number) that a date can mean; text in normal form.

    Two where day and month can be told apart by country only (3/9/2023); none: not a date.
    """
    if match := DAY_WORD.fullmatch(text):
        found = [(MONTHS.get(match[2], 0), int(match[1]))]
    elif match := WORD_DAY.fullmatch(text):
        found = [(MONTHS.get(match[1], 0), int(match[2]))]
    elif match := YEAR_FIRST.fullmatch(text):
        found = [(int(match[2]), int(match[3]))]
    elif match := YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        month_first = [(first, second)] if match[2] != "." else []  # 1.9.2023: day first, always
        found = [*month_first, (second, first)]
    else:
        return ()
    return tuple(dict.fromkeys(day for day in found if 1 <= day[0] <= 12 and day[1] > 0))


class SpreadsheetDate(NamedTuple):
    """A date as spreadsheets write it: the (month, number) that it can mean.

    `certain`: day and name of a month without a year, as a spreadsheet shows SEPT2. All others may
    be dates, fractions or numbers of their own. `day`: the day of Excel's number, else None.
    """

    days: tuple[tuple[int, int], ...]
    certain: bool
    day: str | None = None


def date_of(text: str) -> SpreadsheetDate | None:
    """Return what a text (normal form) is as a date; None: it is none."""
    if not text[:1].isdigit() and not text[-1:].isdigit():
        return None
    if match := NUMBER.fullmatch(text):
        if not FIRST_NUMBER <= int(match[1]) <= LAST_NUMBER:
            return None
        day = DAY_0 + timedelta(days=int(match[1]))
        return SpreadsheetDate(((day.month, day.day),), certain=False, day=day.isoformat())
    if match := WITHOUT_YEAR.fullmatch(text):
        return _possible((int(match[1]), int(match[2])), (int(match[2]), int(match[1])))
    found = days(text)
    return SpreadsheetDate(found, certain=HAS_YEAR.fullmatch(text) is None) if found else None


def _possible(*found: tuple[int, int]) -> SpreadsheetDate | None:
    real = tuple(dict.fromkeys(day for day in found if 1 <= day[0] <= 12 and 1 <= day[1] <= 31))
    return SpreadsheetDate(real, certain=False) if real else None


def originals(text: str) -> tuple[str, ...]:
    """Return the symbols that a spreadsheet may have turned into this date, likeliest first.

    They need not exist: "1-Sep" gives SEPT1, SEPT-1, SEP1, SEP-1. Empty: not a date.
    """
    return symbols_of(days(text))


def symbols_of(found: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    """Return the symbols that a spreadsheet may have turned into one of these days."""
    return tuple(
        f"{word}{dash}{number}"
        for month, number in found
        for word in SYMBOL_WORDS[month]
        for dash in ("", "-")
    )


def is_date_symbol(text: str) -> bool:
    """Tell whether this is one of the symbols that HGNC gave up because of spreadsheets.

    These were official symbols (SEPT1, MARCH1, MARC1, DEC1), so an old list that holds one
    means that gene, even where another gene has it as an alias (DEC1: DELEC1, not BHLHE40).
    """
    return DATE_SYMBOL.fullmatch(text) is not None
