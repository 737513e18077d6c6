"""Pasted text or a file as a list of symbols; which column they stand in, found or chosen."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.errors import BadList
from dashboard.several.gene_list.decoding import TAKEN, decoded
from dashboard.several.gene_list.missing import is_missing
from dashboard.several.gene_list.sheet import DELIMITER_NAMES, Line, Sheet, sheet
from dashboard.several.gene_list.splitting import Known, symbols

MOST_SYMBOLS = 20_000
LONGEST = 200  # characters of an input that are kept
SAMPLE = 300
WRAPPING = 0.7  # share of all cells that are genes from which a table is a list
NAMED = (  # what a column of genes is called, the surest first
    *("symbol", "hgnc_symbol", "approved_symbol", "gene_symbol", "genesymbol", "symbols"),
    *("gene", "genes", "gene_name", "gene_names", "genename", "external_gene_name"),
    *("hgnc_id", "hgnc", "ensembl_gene_id", "ensembl_id", "ensembl", "gene_id", "geneid"),
    *("entrez_id", "entrezgene_id", "entrezgene", "entrez", "ncbi_gene_id", "input", "id", "name"),
)


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of a table: its name or "column 2", three of its cells, how many name a gene."""

    name: str
    examples: tuple[str, ...]
    known: int
    of: int  # cells that were looked at


@dataclass(frozen=True, slots=True)
class ReadList:
    """What was read: symbols with their lines in the file, and everything that was left aside.

    `columns` is empty where the text is no table; `column` is the place of the one that was read.
    """

    symbols: tuple[str, ...]
    lines: tuple[int, ...]
    columns: tuple[ReadColumn, ...] = ()
    column: int | None = None
    notes: tuple[str, ...] = ()


def read_list(content: bytes | str, known: Known, column: int | None = None) -> ReadList:
    """Read a list of genes.

    Args:
        content: A file's bytes, or pasted text.
        known: Tells which texts name genes; columns and spaces are told apart by it.
        column: Place of the column to read, from 0; None: the one that looks most like genes.

    Raises:
        BadList: It is no text, too large, too long, or empty.
    """
    plain = decoded(content if isinstance(content, bytes) else content.encode())
    found = sheet(plain.text)
    if not found.lines:
        raise BadList("There is no symbol in it.", TAKEN)
    is_table = found.delimiter is not None and not (column is None and _wraps(found, known))
    read = _column(found, known, column) if is_table else _bare(found, known)
    if len(read.symbols) > MOST_SYMBOLS:
        raise BadList(f"The list has {len(read.symbols):,} symbols, which is too many.", TAKEN)
    if not read.symbols:
        raise BadList("There is no symbol in it.", TAKEN)
    notes = (*plain.notes, *_aside(found), *read.notes)
    return ReadList(read.symbols, read.lines, read.columns, read.column, notes)


def _aside(found: Sheet) -> tuple[str, ...]:
    notes = []
    if found.comments:
        notes.append(f"{_count(found.comments, 'line')} of comments at the top.")
    if found.blank:
        notes.append(f"{_count(found.blank, 'empty line')}.")
    return tuple(notes)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _bare(found: Sheet, known: Known) -> ReadList:
    """Read symbols that stand one by one, with or without a heading."""
    lines = found.lines
    notes: tuple[str, ...] = ()
    heading = lines[0].cells[0].strip().strip('"').lstrip("#")
    if len(lines) > 1 and len(lines[0].cells) == 1 and _is_name(heading, known):
        lines, notes = lines[1:], (f"Heading “{heading[:40]}”.",)
    return _taken(lines, [",".join(line.cells) for line in lines], known, notes)


def _wraps(found: Sheet, known: Known) -> bool:
    """Tell whether a list goes on line by line: it has no heading, and most cells are genes."""
    if not all(known(_values(found.lines[0].cells))):
        return False
    cells = [cell for line in found.lines[:SAMPLE] for cell in line.cells if cell.strip()]
    named = known(cells)
    plain = sum(yes and not cell.strip().isdigit() for yes, cell in zip(named, cells, strict=True))
    return plain > WRAPPING * len(cells)


def _values(cells: list[str]) -> list[str]:
    """Return the cells that are neither empty nor a missing value: those tell what a column is."""
    return [cell for cell in cells if cell.strip() and not is_missing(cell)]


def _is_name(words: str, known: Known) -> bool:
    plain = "_".join(words.lower().split())
    return plain in NAMED and not known([words])[0]


def _taken(lines: list[Line], cells: list[str], known: Known, notes: tuple[str, ...]) -> ReadList:
    parts = symbols(cells, known)
    texts = [text[:LONGEST] for found in parts for text in found]
    numbers = [line.number for line, found in zip(lines, parts, strict=True) for _ in found]
    empty = [line.number for line, found in zip(lines, parts, strict=True) if not found]
    if empty:
        some = ", ".join(map(str, empty[:5])) + (", …" if len(empty) > 5 else "")
        notes = (*notes, f"{_count(len(empty), 'line')} without a symbol ({some}).")
    return ReadList(tuple(texts), tuple(numbers), notes=notes)


def _column(found: Sheet, known: Known, chosen: int | None) -> ReadList:
    """Read one column of a table."""
    width = max(len(line.cells) for line in found.lines)
    head, *below = found.lines
    has_heading = _has_heading(head, below, width, known)
    body = below if has_heading else found.lines
    names = [_cell(head, i).strip().lstrip("#") if has_heading else "" for i in range(width)]
    columns = tuple(
        _described(names[i] or f"column {i + 1}", [_cell(line, i) for line in body], known)
        for i in range(width)
    )
    place = _best(names, columns) if chosen is None else chosen
    if not 0 <= place < width:
        raise BadList(f"There is no column {place + 1}.", f"The table has {width} columns.")
    delimiter = DELIMITER_NAMES.get(found.delimiter or "", "")
    said = f"A table of {width} columns parted by {delimiter}; read: {columns[place].name[:40]}."
    read = _taken(body, [_cell(line, place) for line in body], known, (said,))
    return ReadList(read.symbols, read.lines, columns, place, read.notes)


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _has_heading(head: Line, below: list[Line], width: int, known: Known) -> bool:
    """Tell whether the first line names columns: a name of genes, or nothing where genes follow."""
    first = [_cell(head, i).strip() for i in range(width)]
    if any(_is_name(words.lstrip("#"), known) for words in first):
        return True
    if not below:
        return False
    of_first = known(first)
    for i, named in enumerate(of_first):
        cells = [cell for line in below[:SAMPLE] if not is_missing(cell := _cell(line, i))]
        if sum(known(cells)) > len(cells) / 2:
            return not named and not is_missing(first[i])
    return False


def _described(name: str, cells: list[str], known: Known) -> ReadColumn:
    filled = [cell.strip() for cell in _values(cells)][:SAMPLE]
    looked = [parts[0] if (parts := cell.split()) else cell for cell in filled]
    # A bare number is the Entrez id of some gene; a column of figures is no column of genes.
    named = sum(
        yes and not text.replace(".", "").isdigit()
        for yes, text in zip(known(looked), looked, strict=True)
    )
    examples = tuple(cell[:24] for cell in dict.fromkeys(filled))[:3]
    return ReadColumn(name[:60], examples, named, len(filled))


def _best(names: list[str], columns: tuple[ReadColumn, ...]) -> int:
    """Return the column that holds most genes; its name decides between equals and few."""

    def worth(place: int) -> tuple[bool, int, float]:
        plain = "_".join(names[place].lower().split())
        by_name = len(NAMED) - NAMED.index(plain) if plain in NAMED else 0
        column = columns[place]
        share = column.known / column.of if column.of else 0.0
        return share > 0.5, by_name, share

    return max(range(len(columns)), key=lambda place: (*worth(place), -place))
