"""Pasted text, a file or a workbook as a list of symbols; everything set aside is named by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dashboard.errors import BadList
from dashboard.genes.index import GeneIndex
from dashboard.process.turns import one_at_a_time
from dashboard.several.gene_list import finder, headings
from dashboard.several.gene_list.code import records, strings
from dashboard.several.gene_list.decoding import ACCEPTED, decoded
from dashboard.several.gene_list.finder import (
    ALMOST_NOTHING,
    Column,
    Table,
    attributes,
    best_column,
    cell,
    filled,
    found_table,
    id_columns,
    is_lone,
    is_rule,
)
from dashboard.several.gene_list.lookup import Lookup, is_number
from dashboard.several.gene_list.missing import is_missing
from dashboard.several.gene_list.phrases import count
from dashboard.several.gene_list.selection import RowFilter, metric_of, parse_selected_by
from dashboard.several.gene_list.sheet import (
    DELIMITER_NAMES,
    Line,
    SetAside,
    Sheet,
    sheet,
    text_lines,
)
from dashboard.several.gene_list.splitting import bare, is_text, pieces, split, without_bullet
from dashboard.several.gene_list.workbooks import is_workbook, workbook

MOST_SYMBOLS = 30_000
LONGEST = 200  # characters of an input that are kept
LONG = 20_000  # bytes from which reading waits for other long work
SAMPLE = 1_000  # lines that the heading and the columns are found in
MOST_WORDS = 100_000
LOOKED = 300  # symbols that tell whether a list is one
FEW = 10  # symbols of a list so short that each is worth a line of the report
WRAPPING = 0.7  # share of all cells that are genes from which a table is a list
MANY = 5  # genes from which a cell is a region or a set, and set apart
SETS = 0.5  # share of the cells that have several genes where a column is one of sets
NAMED_LINES = 5  # lines that a sentence names
ASIDE_MOST = 400  # stretches of lines that a report names; the rest are counted
FACETS = 12  # columns that rows can be chosen by
FACET_VALUES = 40
TITLE = re.compile(
    r"(?i)\W*(?:supp\w*\.?\W+)?"
    r"(?:table|tabelle|tableau|tabla|tabella|figure|fig|abb)\b\.? ?[\w.]*(?:\W.*)?"
)
LABEL = re.compile(r"\W*([^\W\d_][^,;:|\t]{0,79}):(?:\s+|$)")  # "Genes of interest:"


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of a table: its name or "column 2", three of its cells, how many name a gene."""

    name: str
    examples: tuple[str, ...]
    known: int
    of: int  # cells that were looked at


@dataclass(frozen=True, slots=True)
class Facet:
    """A column that rows can be chosen by: its place, its name, its values with their rows."""

    column: int
    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """What was read: symbols with their lines in the file, and everything that was left aside.

    `columns` is empty where the text is no table; `column` is the place of the one that was read.
    `sheets` are those of a workbook. `rows` says which rows were chosen, `selected_by` by which
    metrics of constraint the list was.
    """

    symbols: tuple[str, ...]
    lines: tuple[int, ...]
    columns: tuple[ReadColumn, ...] = ()
    column: int | None = None
    notes: tuple[str, ...] = ()
    aside: tuple[SetAside, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    facets: tuple[Facet, ...] = ()
    rows: RowFilter | None = None
    selected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose: a column by place (from 0) or name, a sheet by name, rows."""

    column: int | str | None = None
    sheet: str | None = None
    rows: RowFilter | None = None


@dataclass(slots=True)
class _Body:
    """The rows of a table as they are read: cells of the chosen column with their lines."""

    table: Table
    place: int
    rows: RowFilter | None
    cells: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ids: list[tuple[str, ...]] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    lone: list[tuple[Line, str]] = field(default_factory=list)
    counts: dict[int, Counter[str]] = field(default_factory=dict)
    own: list[int] = field(default_factory=list)  # places of columns of ids
    at: int = 0
    key: str = ""  # of cells of the form key=value
    wanted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Decide which columns are read besides the chosen one."""
        key = self.table.columns[self.place].key
        self.at, self.key = (int(key.split(":")[0]), key.split(":")[1]) if key else (self.place, "")
        self.own = id_columns(self.table, self.place)
        facets = [
            i
            for i, column in enumerate(self.table.columns[: self.table.width])
            if column.values and i != self.place and column.figures < column.of
        ][:FACETS]
        if self.rows:
            facets.append(self.rows.place)
            self.wanted = frozenset(value.casefold() for value in self.rows.values)
        self.counts = {i: Counter() for i in facets}

    def read(self, lines: Iterable[Line]) -> None:
        """Take the rows of a table; of ordinary ones, which most are, the text alone."""
        heading = self.table.heading.cells if self.table.heading else None
        place, width = self.at, self.table.width
        plain = width > 1 and not (self.key or self.rows)
        for line in lines:
            cells = line.cells
            if (
                plain
                and place < len(cells)
                and cells[0][:1].isalnum()  # no rule
                and (text := cells[place].strip())
                and cells != heading
                and not is_lone(cells)
            ):
                self.count(line)
                self.add(text, line)
            else:
                self.take(line)

    def take(self, line: Line) -> None:
        """Take a line as a row, or set it aside."""
        number, cells = line
        if is_rule(line) and not is_missing(cell(line, self.at)):
            self.aside.append(_aside(line, "a rule"))
            return
        if self.table.heading and cells == self.table.heading.cells:
            self.aside.append(_aside(line, "the heading again"))
            return
        text = cells[self.at].strip() if self.at < len(cells) else ""
        if self.key:
            text = attributes(text).get(self.key, "")
        elif self.table.width > 1 and is_lone(cells):
            self.lone.append((line, text))
            return
        self.count(line)
        if self.rows and cell(line, self.rows.place).strip().casefold() not in self.wanted:
            self.dropped.append(number)
        elif text:
            self.add(text, line)
        else:
            self.empty.append(number)

    def count(self, line: Line) -> None:
        """Count the values that rows can be chosen by."""
        for i, counter in self.counts.items():
            if len(counter) <= FACET_VALUES or (self.rows and i == self.rows.place):
                counter[cell(line, i).strip()[:80]] += 1

    def add(self, text: str, line: Line) -> None:
        """Add a cell of the chosen column with the ids beside it."""
        self.cells.append(text)
        self.lines.append(line.number)
        if self.own:
            self.ids.append(tuple([cell(line, i).strip() for i in self.own]))


def read_list(content: bytes | str, index: GeneIndex, choices: Choices = Choices()) -> ReadList:
    """Read a list of genes.

    Args:
        content: A file's bytes, or pasted text.
        index: Tells which texts name genes; columns and spaces are told apart by it.
        choices: What is not left to the finder.

    Raises:
        BadList: It cannot be read, is too large, too long, or holds almost no gene; then the error
            carries the columns.
    """
    raw = content if isinstance(content, bytes) else content.encode(errors="replace")
    with one_at_a_time(len(raw) > LONG):
        return _read_bytes(raw, Lookup(index), choices)


def _read_bytes(raw: bytes, lookup: Lookup, choices: Choices) -> ReadList:
    if is_workbook(raw):
        return _from_workbook(raw, lookup, choices)
    plain = decoded(raw)
    found, whole = _lines_of(plain.text, lookup)
    by = parse_selected_by(plain.text[:20_000])
    read = _read(found, lookup, choices, whole)
    notes = (*plain.notes, *read.notes)
    selected = tuple(dict.fromkeys((*by, *read.selected_by)))
    return replace(read, notes=notes, selected_by=selected)


def _lines_of(text: str, lookup: Lookup) -> tuple[Sheet, Callable[[], Iterator[Line]]]:
    """Return a text as a table and as lines uncut; records of JSON, and strings of code, as both.

    Raises:
        BadList: It has far too many lines.
    """
    if rows := records(text):
        table = Sheet(lambda: iter(rows[1:]), "\t", (), rows[0], has_cells=True)
        return table, lambda: iter(rows[1:])
    if lines := strings(text, lambda texts: sum(lookup.sure(texts))):
        return Sheet(lambda: iter(lines), None, ()), lambda: iter(lines)
    found = sheet(text, lookup)
    return found, lambda: _whole(text, found)


def _from_workbook(raw: bytes, lookup: Lookup, choices: Choices) -> ReadList:
    book = workbook(raw, choices.sheet, lambda rows: _genes_in(rows, lookup))
    lines = [Line(number, cells) for number, cells in book.rows if any(map(str.strip, cells))]
    width = max((len(line.cells) for line in lines), default=0)
    several = any(filled(line) > 1 for line in lines)
    delimiter = "\t" if several and width > 1 else None
    found = Sheet(lambda: iter(lines), delimiter, (), has_cells=True)
    comments = tuple(
        SetAside(line.number, line.number, "a comment", line.cells[0][:60])
        for line in lines
        if line.cells[0].startswith(("# ", "##"))
    )
    skipped = {one.first for one in comments}
    found = found._replace(
        read=lambda: (line for line in lines if line.number not in skipped), aside=comments
    )
    one_a_line = [Line(line.number, [" ".join(filter(None, line.cells))]) for line in lines]
    said = [f"Sheet “{book.sheet[:40]}” of {count(len(book.sheets), 'sheet')}."]
    heads = "\n".join(line.cells[0] for line in lines[:60])
    by = parse_selected_by(f"{book.texts}\n{heads}")
    try:
        read = _read(found, lookup, choices, lambda: iter(one_a_line))
    except BadList as error:
        error.sheets = book.sheets
        raise
    dates = [line for line in read.lines if (line, read.column or 0) in book.dates]
    if dates:
        said.append(
            f"Dates in the workbook, as spreadsheets make of symbols: {count(len(dates), 'cell')} "
            f"of the column ({_some(dates)})."
        )
    notes = (*said, *read.notes)
    selected = tuple(dict.fromkeys((*by, *read.selected_by)))
    return replace(read, notes=notes, sheets=book.sheets, sheet=book.sheet, selected_by=selected)


def _genes_in(rows: Sequence[tuple[int, list[str]]], lookup: Lookup) -> int:
    """Return how many genes the best column of a sheet's first rows has."""
    lines = [Line(number, cells) for number, cells in rows if any(map(str.strip, cells))]
    if not lines:
        return 0
    columns = found_table(lines, None, lookup).columns
    place = best_column(columns)
    return columns[place].known if place is not None else 0


def _whole(text: str, found: Sheet) -> Iterator[Line]:
    """Yield the lines of a text uncut, without those set aside."""
    skipped = {n for one in found.aside for n in range(one.first, one.last + 1)}
    if found.marked:
        skipped.add(found.marked.number)
    for number, line in enumerate(text_lines(text), 1):
        if line.strip() and number not in skipped:
            yield Line(number, [line])


def _read(
    found: Sheet, lookup: Lookup, choices: Choices, whole: Callable[[], Iterator[Line]]
) -> ReadList:
    sample = list(islice(found.read(), SAMPLE))
    if not sample:
        raise BadList("There is no symbol in it.", ACCEPTED)
    if found.delimiter is None or (choices.column is None and _wraps(sample, lookup)):
        if choices.column not in (None, 0):
            raise BadList("The file is no table, so there is no column to choose.", ACCEPTED)
        read = _bare(list(whole()), found, lookup)
    elif found.delimiter == "\t" and _is_gmt(sample, lookup):
        read = _gmt(found, lookup, choices)
    elif choices.column is None and _is_gmx(sample, lookup):
        read = _gmx(found, lookup)
    else:
        read = _table(found, sample, lookup, choices)
    if not read.symbols:
        raise BadList("There is no symbol in it.", ACCEPTED)
    return replace(read, aside=_together((*found.aside, *read.aside)))


# Lists -----------------------------------------------------------------------------------------


def _bare(lines: list[Line], found: Sheet, lookup: Lookup) -> ReadList:
    """Read symbols that stand one by one, with or without a title and a heading."""
    texts = [line.cells[0].strip() for line in lines]
    _refuse_many(texts)
    _refuse_words(texts, lookup)
    aside: list[SetAside] = []
    if found.marked:
        aside.append(_aside(found.marked, "the heading"))
    remaining: list[Line] = []
    labelled: list[int] = []
    described: list[int] = []
    first = _described(texts, lookup)
    for line, text in zip(lines, texts, strict=True):
        label = _label(text, lookup) if ":" in text else 0
        if label and text[:label].strip(" :*\t").casefold() in headings.NOTES:
            aside.append(_aside(line, "a note"))
            continue
        if first and _leads(text, lookup):
            described.append(line.number)
            remaining.append(Line(line.number, [without_bullet(text).split()[0]]))
        elif label and label < len(text):
            labelled.append(line.number)
            remaining.append(Line(line.number, [text[label:]]))
        elif is_rule(line) and not is_missing(text):
            aside.append(_aside(line, "a rule"))
        elif (
            label
            or (pieces(text) and all(is_text(one, lookup) for one in pieces(text)))
            or (not remaining and TITLE.fullmatch(text) and not lookup.known([text])[0])
        ):
            aside.append(_aside(line, "a title or caption" if not remaining else "a line of words"))
        elif not remaining and not found.marked and len(lines) > 1 and _heads(text, lookup):
            aside.append(_aside(line, "the heading"))
            found = found._replace(marked=line)
        else:
            remaining.append(line)
    if not remaining and aside:
        raise _only_words(aside, texts, lookup)
    remaining = _beside_sentences(remaining, aside, lookup)
    column = Column("", 0, 0, ())
    cells, numbers = [line.cells[0] for line in remaining], [line.number for line in remaining]
    read = _selected(cells, numbers, aside, column, lookup)
    said = [
        f"{count(len(numbers), 'line')} {words}, which were left out ({_some(numbers)})."
        for numbers, words in (
            (labelled, "began with words and a colon"),
            (described, "had words behind a symbol"),
        )
        if numbers
    ]
    return replace(read, notes=(*read.notes, *said))


def _described(texts: Sequence[str], lookup: Lookup) -> bool:
    """Tell whether lines are a symbol with words behind it: "STAT3 hyper IgE syndrome"."""
    cut = [without_bullet(text).split() for text in texts if text and not set(text) & set(",;|\t")]
    longer = [words for words in cut if len(words) > 1][:LOOKED]
    if len(longer) < 2 or len(cut) < len(texts) / 2:
        return False
    firsts = sum(lookup.sure([bare(words[0]) for words in longer]))
    rest = [bare(word) for words in longer for word in words[1:6]]
    plain = sum(lookup.sure(rest)) + sum(map(is_number, rest))
    return firsts > WRAPPING * len(longer) and plain < (1 - WRAPPING) / 2 * len(rest)


def _leads(text: str, lookup: Lookup) -> bool:
    """Tell whether a line begins with a gene and goes on with words that are none."""
    words = without_bullet(text).split()
    return len(words) > 1 and lookup.sure([bare(words[0])])[0] and not lookup.known([text])[0]


def _beside_sentences(lines: list[Line], aside: list[SetAside], lookup: Lookup) -> list[Line]:
    """Set aside words such as "Best, Tom" of a letter; Tom is an alias of a gene too."""
    if not any(one.why in ("a line of words", "a title or caption") for one in aside):
        return lines
    remaining = []
    for line in lines:
        words = [word.strip(".,;:!?()") for word in line.cells[0].split()]
        small = all(word.isalpha() and word[1:].islower() for word in words if word)
        if small and not any(lookup.approved(word) for word in words if word):
            aside.append(_aside(line, "words beside sentences"))
        else:
            remaining.append(line)
    return remaining


def _label(text: str, lookup: Lookup) -> int:
    """Return where the symbols begin in "Up in B cells: STAT3, JAK1"; 0: it has no such label.

    With nothing behind the colon the line is a title, and the place is its end.
    """
    found = LABEL.match(text)
    if not found or lookup.known([text])[0] or lookup.sure([found[1].strip()])[0]:
        return 0
    rest = [bare(word) for piece in pieces(text[found.end() :]) for word in piece.split()]
    return found.end() if not rest or any(lookup.sure(rest[:LOOKED])) else 0


def _only_words(aside: Sequence[SetAside], texts: Sequence[str], lookup: Lookup) -> BadList:
    """Return what is said of sentences, titles and headings without a list below them."""
    first = aside[0]
    words = [bare(word.strip(".,;:()")) for text in texts[:LOOKED] for word in text.split()]
    words = list(dict.fromkeys(word for word in words if word))[:LOOKED]
    named = [word for word, yes in zip(words, lookup.sure(words), strict=True) if yes]
    message = (
        f"No line of it is a symbol: {count(len(aside), 'line')} set aside as words "
        f"(line {first.first:,}, {first.why}: “{first.text}”)."
    )
    if named:
        shown = ", ".join(word[: finder.EXAMPLE] for word in named[:NAMED_LINES])
        more = f" and {len(named) - NAMED_LINES:,} more" if len(named) > NAMED_LINES else ""
        message += f" Among the words: {shown}{more}."
    return BadList(message, "Give the symbols alone: one a line, or separated by commas.")


def _refuse_words(texts: Sequence[str], lookup: Lookup) -> None:
    """Refuse a text of which almost nothing names a gene, after a look at some of it.

    Raises:
        BadList: It is such a text, or one of too many words.
    """
    number = sum(text.count(" ") + 1 for text in texts)
    if number > MOST_WORDS:
        raise BadList(f"The text has {number:,} words, which is too many for a list.", ACCEPTED)
    every = [piece for text in texts for piece in pieces(text)]
    some = [bare(piece) for piece in every[:: max(1, len(every) // LOOKED)][:LOOKED]]
    words = [word for piece in every if " " in piece for word in piece.split()]
    words = [bare(word) for word in words[:: max(1, len(words) // LOOKED)][:LOOKED]]
    if len(some) + len(words) < FEW:
        return
    named = sum(lookup.known([text[: finder.LONGEST] for text in some]))
    if named >= ALMOST_NOTHING * len(some):
        return
    if sum(lookup.sure(words)) < ALMOST_NOTHING * max(1, len(words)):
        shown = some if len(some) > 2 else words
        examples = tuple(text[: finder.EXAMPLE] for text in dict.fromkeys(shown))[:3]
        only = (ReadColumn("the list", examples, named, len(some)),)
        raise _no_genes(only, "Almost nothing in it")


def _heads(text: str, lookup: Lookup) -> bool:
    """Tell whether the first line of a list is its heading, also where it is some gene's name."""
    heading = text.strip("\"' ").lstrip("#").strip()
    if not headings.is_heading(heading):
        return False
    # SET and REST are genes; Set and Rest above symbols in capitals head a column.
    spelt = heading.isupper() and lookup.approved(heading)
    return not spelt


def _wraps(sample: Sequence[Line], lookup: Lookup) -> bool:
    """Tell whether a list goes on line by line: it has no heading, and most cells are genes."""
    first = [text for text in sample[0].cells if text.strip() and not is_missing(text)]
    if any(headings.is_heading(text) and not _spelt(text, lookup) for text in first):
        return False
    if not all(lookup.known([bare(text.strip()) for text in first])):
        return False
    cells = [bare(text.strip()) for line in sample[:LOOKED] for text in line.cells if text.strip()]
    cells = cells[: 4 * LOOKED]
    named = lookup.known(cells)
    plain = sum(yes and not is_number(text) for yes, text in zip(named, cells, strict=True))
    if plain <= WRAPPING * len(cells):
        return False
    ids = [text for text in cells if text.upper().startswith(("ENS", "HGNC:", "NM_"))]
    return not 0 < len(ids) < len(cells)  # symbol and id side by side are a table


def _spelt(text: str, lookup: Lookup) -> bool:
    return text.strip().isupper() and lookup.approved(text.strip())


# Gene sets -------------------------------------------------------------------------------------


def _is_gmt(sample: Sequence[Line], lookup: Lookup) -> bool:
    """Tell whether lines are gene sets as GMT has them: name, description, genes."""
    rows = [line.cells for line in sample[:40] if len(line.cells) > 2]
    if len(rows) < 2 or len(rows) < len(sample[:40]):
        return False
    genes = [text for cells in rows for text in cells[2:62] if text.strip()]
    names = [cells[0] for cells in rows]
    many = sum(lookup.sure(genes)) > WRAPPING * len(genes)
    longest = max(map(len, rows))
    return many and longest > 4 and sum(lookup.sure(names)) < len(names) / 2


def _gmt(found: Sheet, lookup: Lookup, choices: Choices) -> ReadList:
    heading = Line(0, ["set", "description", "genes"])

    def read() -> Iterator[Line]:
        for line in found.read():
            genes = ";".join(filter(None, map(str.strip, line.cells[2:])))
            yield Line(line.number, [line.cells[0], cell(line, 1), genes])

    sets = Sheet(read, "\t", (), heading)
    read_sets = _table(sets, list(islice(read(), SAMPLE)), lookup, choices)
    said = "A GMT file of gene sets; genes of all sets are read" if choices.rows is None else ""
    notes = tuple(filter(None, (said and f"{said}, choose one by its name.", *read_sets.notes[1:])))
    aside = tuple(one for one in read_sets.aside if one.first)
    return replace(read_sets, notes=notes, aside=aside)


def _is_gmx(sample: Sequence[Line], lookup: Lookup) -> bool:
    """Tell whether columns are gene sets as GMX has them: name, description, genes below."""
    if len(sample) < 3 or min(len(line.cells) for line in sample[:2]) < 2:
        return False
    names, described = sample[0].cells, sample[1].cells
    if not all(is_missing(text) or text.startswith(("http", ">")) for text in described):
        return False
    cells = [text.strip() for line in sample[2:60] for text in line.cells if text.strip()]
    many = sum(lookup.sure(cells)) > WRAPPING * len(cells)
    return many and sum(lookup.sure(names)) < len(names) / 2


def _gmx(found: Sheet, lookup: Lookup) -> ReadList:
    lines = list(found.read())
    names, described, *rest = lines
    aside = [_aside(names, "the names of gene sets"), _aside(described, "their descriptions")]
    cells = [";".join(filter(None, map(str.strip, line.cells))) for line in rest]
    read = _selected(cells, [line.number for line in rest], aside, Column("", 0, 0, ()), lookup)
    said = f"A GMX file of {count(len(names.cells), 'gene set')}; genes of all sets are read."
    return replace(read, notes=(said, *read.notes))


# Tables ----------------------------------------------------------------------------------------


def _table(found: Sheet, sample: list[Line], lookup: Lookup, choices: Choices) -> ReadList:
    """Read one column of a table."""
    table = found_table(sample, found.marked, lookup)
    columns = tuple(
        ReadColumn(column.name or f"column {i + 1}", column.examples, column.known, column.of)
        for i, column in enumerate(table.columns)
    )
    place = _place(choices.column, columns)
    if place is None:
        place = best_column(table.columns)
        if place is None:
            raise _no_genes(columns, "No column of the table")
        if heads := _genes_above(table, sample, place, lookup):
            return _heads_read(heads, sample, lookup)
    rows = _row_filter(choices.rows, columns)
    body = _rows(found, table, place, rows, lookup)
    if rows and not body.cells and not body.empty:
        raise _no_rows(rows, columns, body)
    read = _selected(body.cells, body.lines, body.aside, table.columns[place], lookup, body.ids)
    _refuse_few(read, columns, place, lookup)
    separated = f" separated by {DELIMITER_NAMES.get(found.delimiter or '', '')}"
    said = [
        f"A table of {count(len(columns), 'column')}{'' if found.has_cells else separated}; read: "
        f"{columns[place].name[:40]}."
    ]
    if choices.column is None and (more := _also_genes(table, place)):
        said.append(f"Genes are in {' and '.join(more)} too, not read here.")
    remaining = len(body.cells) + len(body.empty)
    if rows:
        rows = replace(rows, kept=remaining, of=remaining + len(body.dropped))
        said.append(f"{rows.words()[0].upper()}{rows.words()[1:]}.")
    if body.empty:
        said.append(f"{count(len(body.empty), 'line')} without a symbol ({_some(body.empty)}).")
    aside = [
        *(_aside(line, "a title or caption") for line in table.titles),
        *([_aside(table.heading, "the heading")] if table.heading else []),
        *read.aside,
        *(SetAside(n, n, "without a symbol", "") for n in body.empty),
        *(SetAside(n, n, "left out by the choice of rows", "") for n in body.dropped),
    ]
    by = metric_of(rows.column) if rows else None
    return replace(
        read,
        columns=columns,
        column=place,
        notes=(*said, *read.notes),
        aside=tuple(aside),
        facets=_facets(table, body),
        rows=rows,
        selected_by=(by,) if by else (),
    )


def _also_genes(table: Table, place: int) -> list[str]:
    """Return the names of other columns that hold other genes; ids and old names are none."""
    chosen = table.columns[place]
    ids = id_columns(table, place)
    return [
        f"“{column.name[:40] or f'column {i + 1}'}”"
        for i, column in enumerate(table.columns[: table.width])
        if i not in (place, *ids)
        if column.share > WRAPPING and column.different > 1
        if not headings.OLDER & set(headings.plain(column.name).split("_"))
        if not set(column.examples) & set(chosen.examples)
    ][:NAMED_LINES]


def _genes_above(table: Table, sample: Sequence[Line], place: int, lookup: Lookup) -> list[str]:
    """Return the genes of a first line that head columns of a matrix; else nothing."""
    if len(sample) < 2 or table.columns[place].known > 1:
        return []
    first = [text.strip() for text in (table.heading or sample[0]).cells]
    genes = [text for text, yes in zip(first, lookup.sure(first), strict=True) if yes]
    below = sum(column.known for column in table.columns) - (0 if table.heading else len(genes))
    return genes if len(genes) > 1 and below < len(genes) else []


def _heads_read(genes: Sequence[str], sample: Sequence[Line], lookup: Lookup) -> ReadList:
    first = sample[0]
    aside = [_aside(line, "a row below genes that head columns") for line in sample[1:]]
    read = _selected([";".join(genes)], [first.number], aside, Column("", 0, 0, ()), lookup)
    return replace(
        read, notes=("Genes head the columns of the table: those are read.", *read.notes)
    )


def _place(wanted: int | str | None, columns: Sequence[ReadColumn]) -> int | None:
    """Return the place of the column that is wanted.

    Raises:
        BadList: There is none.
    """
    if wanted is None:
        return None
    if isinstance(wanted, str):
        names = [column.name.casefold() for column in columns]
        if (text := wanted.strip().casefold()) in names:
            return names.index(text)
        if not text.isdigit():
            raise BadList(
                f"There is no column “{wanted[:40]}”.",
                f"There are {_names(columns)}.",
                tuple(columns),
            )
        wanted = int(text) - 1
    if not 0 <= wanted < len(columns):
        raise BadList(
            f"There is no column {wanted + 1}.",
            f"The table has {len(columns)} columns.",
            tuple(columns),
        )
    return wanted


def _names(columns: Sequence[ReadColumn]) -> str:
    names = [column.name[:30] for column in columns]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _row_filter(rows: RowFilter | None, columns: Sequence[ReadColumn]) -> RowFilter | None:
    if rows is None:
        return None
    place = _place(rows.column, columns) or 0
    return replace(rows, column=columns[place].name, place=place)


def _no_rows(rows: RowFilter, columns: Sequence[ReadColumn], body: _Body) -> BadList:
    there = [value for value, _ in body.counts.get(rows.place, Counter()).most_common(8)]
    hint = f"Its values are {', '.join(value[:30] for value in there)}." if there else ""
    return BadList(f"No row has {rows.shown()}.", hint, tuple(columns))


def _rows(found: Sheet, table: Table, place: int, rows: RowFilter | None, lookup: Lookup) -> _Body:
    """Read the rows below the heading: the chosen column, ids beside it, values to choose by."""
    body = _Body(table, place, rows)
    above = {line.number for line in table.titles}
    starts, heading = table.starts, table.heading
    body.read(
        line
        for line in found.read()
        if line.number > starts or not (heading or line.number in above)
    )
    _judge(body, lookup)
    return body


def _judge(body: _Body, lookup: Lookup) -> None:
    """Take lines of one filled cell as rows that were cut where it is a symbol, else aside."""
    lookup.known([bare(text) for _, text in body.lone[: 2 * LOOKED]])
    read = len(body.cells)
    typical = len(body.lone) > read  # all other cells of most rows are empty
    for line, text in body.lone:
        if text and not body.rows and (typical or _is_symbol(bare(text), lookup)):
            body.add(text, line)
        elif not text and any(map(is_number, filter(None, map(str.strip, line.cells)))):
            body.empty.append(line.number)
        else:
            body.aside.append(_aside(line, "words alone in their line"))
    if len(body.cells) == read:
        return
    order = sorted(range(len(body.lines)), key=body.lines.__getitem__)
    for name in ("cells", "lines", "ids") if body.own else ("cells", "lines"):
        values = getattr(body, name)
        setattr(body, name, [values[i] for i in order])


def _is_symbol(text: str, lookup: Lookup) -> bool:
    if " " in text or len(text) > finder.EXAMPLE or is_number(text):
        return False
    if headings.is_heading(text) and not text.isupper():
        return False
    return lookup.approved(text) or any(c.isdigit() for c in text) or text.isupper()


def _facets(table: Table, body: _Body) -> tuple[Facet, ...]:
    found = []
    for place, counter in body.counts.items():
        values = [(value, n) for value, n in counter.most_common() if value]
        if 1 < len(values) <= FACET_VALUES:
            name = table.columns[place].name or f"column {place + 1}"
            found.append(Facet(place, name, tuple(values)))
    return tuple(found)


def _refuse_few(
    read: ReadList, columns: tuple[ReadColumn, ...], place: int, lookup: Lookup
) -> None:
    """Refuse a column of which almost no cell names a gene.

    Raises:
        BadList: It is such a column; carries all columns.
    """
    cells = read.symbols[:: max(1, len(read.symbols) // LOOKED)][:LOOKED]
    if cells and sum(lookup.known(cells)) < ALMOST_NOTHING * len(cells):
        raise _no_genes(columns, f"Almost nothing in the column “{columns[place].name[:40]}”")


def _no_genes(columns: tuple[ReadColumn, ...], what: str) -> BadList:
    shown = "; ".join(offer(column) for column in columns[:6])
    more = f"; and {len(columns) - 6} more" if len(columns) > 6 else ""
    what = f"{what} names a human gene, so nothing is ranked."
    return BadList(what, f"Choose the column with the genes: {shown[:700]}{more}.", columns)


def offer(column: ReadColumn) -> str:
    """Return a column as it is offered: its name and three examples."""
    examples = ", ".join(column.examples) or "empty"
    return f"{column.name[:30]} ({examples})"


# Symbols ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Parts:
    """Symbols out of cells, and the lines in which something else stood beside them."""

    texts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    nothing: list[int] = field(default_factory=list)
    set_apart: list[tuple[int, int, str]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)

    def add(self, parts: Sequence[str], line: int, figures: int, marks: bool) -> None:
        """Add the symbols of a cell, and what stood beside them."""
        for part in parts:
            self.texts.append(part[:LONGEST])
            self.numbers.append(line)
        if figures:
            self.figures.append(line)
        if marks:
            self.marks.append(line)
        if not parts:
            self.nothing.append(line)


def _selected(
    cells: Sequence[str],
    lines: Sequence[int],
    aside: Iterable[SetAside],
    column: Column,
    lookup: Lookup,
    ids: Sequence[tuple[str, ...]] = (),
) -> ReadList:
    """Return the symbols of cells, each with its line, and what was left out of them."""
    unique = list(dict.fromkeys(cells))
    _refuse_many(unique)
    found = split(unique, lookup)
    is_table = column.of > 0
    several = sum(len(parts) > 1 for parts in found.symbols)
    sets = not is_table or several > SETS * len(unique)
    of_cell = dict(zip(unique, zip(*found, strict=True), strict=True))
    parts = _Parts()
    # Most cells hold a symbol and nothing else, and most of them come again.
    lone = {
        text: words[0][:LONGEST]
        for text, (words, figures, marks) in of_cell.items()
        if len(words) == 1 and not (figures or marks)
    }
    if ids:  # they settle what is ambiguous
        unsettled = lookup.ambiguous([words[0] for words in found.symbols if len(words) == 1])
        lone = {text: word for text, word in lone.items() if of_cell[text][0][0] not in unsettled}
    for place, (text, line) in enumerate(zip(cells, lines, strict=True)):
        if (one := lone.get(text)) is not None:
            parts.texts.append(one)
            parts.numbers.append(line)
            continue
        words, figures, marks = of_cell[text]
        if len(words) > MANY and not sets:
            parts.set_apart.append((line, len(words), text[:60]))
            continue
        own = [one for one in ids[place] if one] if ids else []
        if len(words) == 1 and own and (by_id := lookup.settled(words[0], own)):
            parts.settled.append(f"line {line:,}: {words[0][:30]} is {by_id[0]} by {by_id[1][:30]}")
            words = [by_id[0]]
        parts.add(words, line, figures, marks)
    return _listed(parts, aside)


def _listed(parts: _Parts, aside: Iterable[SetAside]) -> ReadList:
    notes, texts, numbers = _notes(parts), parts.texts, parts.numbers
    remaining = [
        *aside,
        *(SetAside(n, n, "without a symbol", "") for n in parts.nothing),
        *(SetAside(n, n, f"a cell of {many} genes", text) for n, many, text in parts.set_apart),
    ]
    if len(texts) > MOST_SYMBOLS:
        first: dict[str, int] = {}
        for text, number in zip(texts, numbers, strict=True):
            first.setdefault(text, number)
        again = len(texts) - len(first)
        texts, numbers = list(first), list(first.values())
        notes.append(f"{again:,} repeats of a symbol are counted here and not listed one by one.")
    if len(texts) > MOST_SYMBOLS:
        raise _too_many(f"{len(texts):,}")
    return ReadList(tuple(texts), tuple(numbers), notes=tuple(notes), aside=tuple(remaining))


def _refuse_many(texts: Iterable[str]) -> None:
    """Refuse more symbols than a list can have; no further is counted than to the limit.

    Raises:
        BadList: There are more.
    """
    found: set[str] = set()
    for text in texts:
        found.update(pieces(text))
        if len(found) > MOST_SYMBOLS:
            raise _too_many(f"at least {len(found):,}")


def _too_many(number: str) -> BadList:
    return BadList(f"The list has {number} symbols, which is too many.", ACCEPTED)


def _notes(parts: _Parts) -> list[str]:
    notes = []
    for numbers, words in (
        (parts.nothing, "without a symbol"),
        (parts.figures, "had figures beside a symbol, which were left out"),
        (parts.marks, "had footnote marks, which were left out"),
    ):
        if numbers:
            notes.append(f"{count(len(numbers), 'line')} {words} ({_some(numbers)}).")
    if parts.set_apart:
        genes = sum(number for _, number, _ in parts.set_apart)
        notes.append(
            f"{count(len(parts.set_apart), 'cell')} of more than {MANY} genes set apart, with "
            f"{genes:,} symbols ({_some([line for line, *_ in parts.set_apart])})."
        )
    if settled := parts.settled:
        more = f"; and {len(settled) - NAMED_LINES:,} more" if len(settled) > NAMED_LINES else ""
        words = "; ".join(settled[:NAMED_LINES])
        notes.append(f"Ambiguous symbols settled by an id of their row: {words}{more}.")
    return notes


def _aside(line: Line, why: str) -> SetAside:
    text = " ".join(" ".join(filter(None, map(str.strip, line.cells))).split())
    return SetAside(line.number, line.number, why, text[:60])


def _some(numbers: Sequence[int]) -> str:
    """Return lines as a note names them: line 3; lines 1, 2 and 9 more."""
    shown = ", ".join(f"{number:,}" for number in numbers[:NAMED_LINES])
    more = f", … {numbers[-1]:,}" if len(numbers) > NAMED_LINES else ""
    return f"line{'' if len(numbers) == 1 else 's'} {shown}{more}"


def _together(aside: Iterable[SetAside]) -> tuple[SetAside, ...]:
    """Return neighbouring lines of one kind as one; of very many the first, and a last for all."""
    found: list[SetAside] = []
    for one in sorted(aside):
        last = found[-1] if found else None
        if last and last.why == one.why and one.first <= last.last + 1:
            found[-1] = last._replace(last=max(last.last, one.last))
        else:
            found.append(one)
    if len(found) <= ASIDE_MOST:
        return tuple(found)
    rest = found[ASIDE_MOST:]
    number = sum(one.last - one.first + 1 for one in rest)
    why = f"{number:,} further lines set aside: {', '.join(sorted({one.why for one in rest}))}"
    return (*found[:ASIDE_MOST], SetAside(rest[0].first, rest[-1].last, why[:200], ""))
