"""Which line of a table is its heading, which column holds genes, which lines hold none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.several.gene_list import headings
from dashboard.several.gene_list.lookup import Lookup, is_integer, is_number
from dashboard.several.gene_list.missing import is_missing
from dashboard.several.gene_list.sheet import Line
from dashboard.several.gene_list.splitting import NUMBERED, QUOTES, bare, pieces

LOOKED_AT = 6_000  # cells that are looked up to find the column
LEAST_ROWS, MOST_ROWS = 12, 300
TOP = 60  # lines that titles, captions and the heading stand in
MOSTLY = 0.5  # share of a column's cells from which it is one of genes
ALMOST_NOTHING = 0.1  # share below which it is none
FEW_VALUES = 2  # different genes of a column that is one of words: AR and AD of an inheritance
EXAMPLE, EXAMPLES = 24, 3
LONGEST = 200  # characters of a cell that are looked at
VALUES_MOST = 25  # different values of a column that rows can be chosen by
FIGURES = 0.8
RULE = re.compile(r"[-=_*~.+|: \u2500-\u257f\u2013\u2014]*")
ATTRIBUTE = re.compile(r"(?:^|;)\s*([A-Za-z_][\w.]{1,30})(?:=| )(?:\"([^\"]*)\"|([^;\"]*))")
GENE_KEYS = (
    "gene_name",
    "symbol",
    "gene_symbol",
    "gene",
    "geneinfo",
    "gene_refgene",
    "gene_id",
    "csq",
    "ann",
    "name",
)
EFFECTS = ("CSQ", "ANN")


class Column(NamedTuple):
    """A column: its name ("" where it has none), cells that hold genes, of how many, examples."""

    name: str
    known: int
    of: int
    examples: tuple[str, ...]
    figures: int = 0  # cells that are numbers
    values: tuple[str, ...] = ()  # of a column with few different ones
    different: int = 0  # different cells that hold genes
    key: str | None = None  # of cells of the form key=value: the key that is read

    @property
    def share(self) -> float:
        """Return the share of its cells that hold genes."""
        return self.known / self.of if self.of else 0.0

    @property
    def place_rank(self) -> int:
        """Return how surely its name is one of genes, 0 the surest."""
        return headings.rank(self.name)


@dataclass(frozen=True, slots=True)
class Table:
    """What was found: the columns, the heading's line, the number of the first line of data."""

    columns: tuple[Column, ...]
    heading: Line | None
    starts: int  # number of the line after which rows begin: of the heading, or 0
    width: int
    titles: tuple[Line, ...]  # lines above that are neither


def found_table(lines: Sequence[Line], marked: Line | None, lookup: Lookup) -> Table:
    """Return what a table's first lines say of it.

    Args:
        lines: Its first lines, some hundreds, blank and comment lines left out.
        marked: A heading that begins with "#".
        lookup: Tells which texts name genes.
    """
    widths = Counter(len(line.cells) for line in lines if filled(line) > 1 or len(lines) < 2)
    usual = max(widths, key=lambda one: (widths[one], one)) if widths else 1
    width = max((len(line.cells) for line in lines), default=1)
    evidence = _evidence(lines, width, lookup)
    heading, above = (marked, ()) if marked else _heading(lines, usual, evidence, lookup)
    starts = heading.number if heading else above[-1].number if above else 0
    body = [line for line in lines if line.number > starts]
    if heading:
        heading = _shifted(heading, body, usual, evidence)
        width = max(width, len(heading.cells))
    names = [_name(heading, place) for place in range(width)]
    columns = [_described(names[i], body, i, lookup, width) for i in range(width)]
    columns += _attributes(body, width, columns, lookup)
    return Table(tuple(columns), heading, starts, width, tuple(above))


def filled(line: Line) -> int:
    """Return how many cells of a line hold something."""
    return sum(map(bool, map(str.strip, line.cells)))


def is_lone(cells: Sequence[str]) -> bool:
    """Tell whether exactly one cell holds something; of a long line the first two say so."""
    found = False
    for text in cells:
        if text and not text.isspace():
            if found:
                return False
            found = True
    return found


def cell(line: Line, place: int) -> str:
    """Return a cell of a line, empty where the line is cut."""
    return line.cells[place] if place < len(line.cells) else ""


def is_rule(line: Line) -> bool:
    """Tell whether a line only draws a line: ----, ====, |---|---|."""
    if line.cells[0][:1].isalnum():
        return False
    text = "".join(line.cells).strip()
    return len(text) > 2 and RULE.fullmatch(text) is not None and not text.isspace()


def _name(heading: Line | None, place: int) -> str:
    if heading is None:
        return ""
    words = " ".join(cell(heading, place).replace('"', " ").split()).lstrip("#").strip()
    return words[:60]


def _evidence(lines: Sequence[Line], width: int, lookup: Lookup) -> list[int]:
    """Return for each column how many cells of the first lines speak for genes."""
    rows = lines[: max(LEAST_ROWS, min(MOST_ROWS, LOOKED_AT // max(1, width)))]
    firsts = [[_first(cell(line, place)) for line in rows] for place in range(width)]
    lookup.known([text for column in firsts for text in column if not is_number(text)])
    return [sum(lookup.sure(column)) for column in firsts]


def _first(text: str) -> str:
    parts = pieces(text[:400])
    if not parts:
        return ""
    numbered = NUMBERED.fullmatch(parts[0])
    return bare(numbered[1] if numbered else parts[0])


def _holds(text: str, lookup: Lookup) -> bool:
    return bool(text) and lookup.sure([text])[0]


def _heading(
    lines: Sequence[Line], usual: int, evidence: list[int], lookup: Lookup
) -> tuple[Line | None, tuple[Line, ...]]:
    """Return the heading and what stands above it; no heading: what stands above the data."""
    top = lines[:TOP]
    genes = max(range(len(evidence)), key=lambda i: evidence[i]) if any(evidence) else None
    wide = [(at, line) for at, line in enumerate(top) if _is_wide(line, usual)]
    # The last line heads nothing: pandas prints "Name: gene, dtype: object" below its rows.
    able = ((at, line) for at, line in wide if at + 1 < len(lines))
    named = (at for at, one in able if _names_genes(one) and not _is_row(one, lines[at + 1 :]))
    if (at := next(named, None)) is not None:
        return top[at], tuple(top[:at])
    # Words above figures are a heading, whatever they are called.
    scores = [(_above_figures(line, lines[at + 1 :], usual), -at) for at, line in wide]
    if scores and (best := max(scores))[0]:
        return top[-best[1]], tuple(top[: -best[1]])
    return (None, ()) if genes is None else _above_genes(top, wide, genes, usual, lookup)


def _above_genes(
    top: Sequence[Line],
    wide: Sequence[tuple[int, Line]],
    genes: int,
    usual: int,
    lookup: Lookup,
) -> tuple[Line | None, tuple[Line, ...]]:
    """Return the heading of a table without figures: what stands above the first gene."""
    first = next(
        (at for at, line in enumerate(top) if _holds(_first(cell(line, genes)), lookup)), None
    )
    if first is None:
        return None, ()
    before = [(at, line) for at, line in wide if at < first]
    if before:
        at, line = before[-1]
        text = cell(line, genes).strip()
        if headings.is_heading(text) or (at == first - 1 and first <= 2 and not is_missing(text)):
            return line, tuple(top[:at])
    if _is_wide(top[first], usual) and _all_words(top[first]):
        return top[first], tuple(top[:first])
    titles = tuple(line for line in top[:first] if filled(line) < max(2, usual / 2))
    return None, titles if titles and titles[-1] is top[first - 1] else ()


def _is_wide(line: Line, usual: int) -> bool:
    """Tell whether a line can be a heading: it names half of the columns, and is no sentence."""
    if is_rule(line):
        return False
    if usual <= 1:
        return filled(line) == 1
    return filled(line) >= max(1, usual - 1 if usual <= 3 else usual / 2) and (
        len(line.cells) >= min(2, usual - 1)
    )


def _names_genes(line: Line) -> bool:
    """Tell whether a line has a name of genes, and no figures as rows have."""
    ranks = [headings.rank(text) for text in line.cells]
    numbers = sum(is_number(text) for text in line.cells if text.strip())
    return min(ranks, default=headings.NO_NAME) <= headings.NO_NAME - 1 and numbers <= 0.3 * len(
        line.cells
    )


def _is_row(line: Line, below: Sequence[Line]) -> bool:
    """Tell whether a line with a word such as Gene is a row like those below it."""
    texts = [text.strip() for text in line.cells if text.strip()]
    numbers = sum(is_number(text) for text in texts)
    typical = [sum(is_number(text) for text in row.cells) for row in below[:20]]
    return bool(typical) and numbers > 0 and numbers >= max(1, sorted(typical)[len(typical) // 2])


def _all_words(line: Line) -> bool:
    texts = [text.strip() for text in line.cells if text.strip()]
    return all(headings.is_heading(text) for text in texts)


def _above_figures(line: Line, below: Sequence[Line], usual: int) -> int:
    """Return how many words of a line stand above columns of figures."""
    rows = [row for row in below[:30] if filled(row) > 1]
    if not rows:
        return 0
    best = 0
    for shift in (0, 1) if len(line.cells) == usual - 1 else (0,):
        score = 0
        for place, text in enumerate(line.cells):
            if not text.strip() or is_number(text) or is_missing(text):
                continue
            cells = [cell(row, place + shift).strip() for row in rows]
            values = [one for one in cells if one and not is_missing(one)]
            score += bool(values) and sum(map(is_number, values)) >= FIGURES * len(values)
        best = max(best, score)
    numbers = sum(is_number(text) for text in line.cells)
    return best if numbers <= best else 0


def _shifted(heading: Line, body: Sequence[Line], usual: int, evidence: list[int]) -> Line:
    """Return the heading of R, one name short, with the names above their columns."""
    if len(heading.cells) != usual - 1 or usual < 2:
        return heading
    full = [line for line in body if len(line.cells) == usual]
    if not full or len(full) < MOSTLY * len(body):
        return heading
    genes = max(range(len(evidence)), key=lambda i: evidence[i]) if any(evidence) else 0
    plain = headings.rank(cell(heading, genes)) < headings.NO_NAME
    moved = genes > 0 and headings.rank(cell(heading, genes - 1)) < headings.NO_NAME
    if plain and not moved:
        return heading
    return Line(heading.number, ["", *heading.cells])


def _described(name: str, body: Sequence[Line], place: int, lookup: Lookup, width: int) -> Column:
    """Return what a column's cells say of it."""
    cells = [text for line in body if (text := cell(line, place).strip().strip(QUOTES).strip())]
    found = _column(name, [text for text in cells if not is_missing(text)], lookup, width)
    if found.examples:
        return found
    return found._replace(
        examples=tuple(text[:EXAMPLE] for text in dict.fromkeys(cells))[:EXAMPLES]
    )


def _column(
    name: str, cells: Sequence[str], lookup: Lookup, width: int, key: str | None = None
) -> Column:
    rows = max(LEAST_ROWS, min(MOST_ROWS, LOOKED_AT // max(1, width)))
    looked = _picked(cells, rows)
    figures = sum(is_number(text) for text in looked)
    ids = figures and all(map(is_integer, filter(is_number, looked)))
    by_number = ids and figures > MOSTLY * len(looked) and headings.rank(name) in (3, 4)
    firsts = [_first(text) for text in looked]
    named = lookup.known(looked) if by_number else lookup.sure(firsts)
    genes = {text for text, yes in zip(firsts, named, strict=True) if yes}
    values = Counter(cells)
    few = 1 < len(values) <= min(VALUES_MOST, max(2, len(cells) // 2))
    return Column(
        name,
        sum(named),
        len(looked),
        tuple(text[:EXAMPLE] for text in dict.fromkeys(looked))[:EXAMPLES],
        figures,
        tuple(text for text, _ in values.most_common()) if few else (),
        len(genes),
        key,
    )


def _picked(cells: Sequence[str], most: int) -> list[str]:
    """Return the first cells and some later ones."""
    if len(cells) <= most:
        return list(cells)
    first = cells[: most // 2]
    rest = cells[most // 2 :]
    return [*first, *rest[:: max(1, len(rest) * 2 // most)]][:most]


def _attributes(
    body: Sequence[Line], width: int, columns: Sequence[Column], lookup: Lookup
) -> list[Column]:
    """Return columns within a column: gene_name of a GTF, SYMBOL of VEP, GENEINFO of a VCF."""
    if any(column.share > MOSTLY and column.different > 1 for column in columns):
        return []
    found: list[Column] = []
    for place in range(width):
        texts = [text for line in body[:MOST_ROWS] if (text := cell(line, place))]
        pairs = [attributes(text) for text in texts]
        keys = Counter(key for pair in pairs for key in pair)
        for key in sorted(keys, key=_key_rank):
            if _key_rank(key) == len(GENE_KEYS) or keys[key] < 2:
                continue
            cells = [value for pair in pairs if (value := pair.get(key, ""))]
            column = _column(
                f"{columns[place].name or f'column {place + 1}'}: {key}",
                cells,
                lookup,
                width,
                f"{place}:{key}",
            )
            found.append(column)
    return found


def _key_rank(key: str) -> int:
    text = headings.plain(key)
    return GENE_KEYS.index(text) if text in GENE_KEYS else len(GENE_KEYS)


def attributes(text: str) -> dict[str, str]:
    """Return the pairs of a cell such as gene_id "X"; gene_name "Y", or A=1;SYMBOL=Y."""
    if "=" not in text and '"' not in text and "; " not in text:
        return {}
    pairs = {m[1]: m[2] or (m[3] or "").strip() for m in ATTRIBUTE.finditer(text[:4_000])}
    return pairs | {key: _effects(pairs[key]) for key in EFFECTS if key in pairs}


def _effects(text: str) -> str:
    """Return the symbols of VEP's CSQ and SnpEff's ANN: the fourth field of each effect."""
    fields = [effect.split("|") for effect in text.split(",")]
    return ";".join(dict.fromkeys(one[3] for one in fields if len(one) > 3 and one[3]))


def best_column(columns: Sequence[Column]) -> int | None:
    """Return the place of the column of genes; None: none has a tenth of genes."""

    def worth(place: int) -> tuple[bool, int, float]:
        column = columns[place]
        rank = column.place_rank if column.key is None else 1
        share = column.share
        few = column.different <= FEW_VALUES and column.of > 3 * FEW_VALUES
        if few and rank == headings.NO_NAME:
            share /= 5
        plain = headings.plain(column.name) in headings.PLAIN
        return share > (0.7 if plain else MOSTLY), -rank, share

    able = [place for place, column in enumerate(columns) if column.share >= ALMOST_NOTHING]
    able = [place for place in able if columns[place].known]
    if not able:
        return None
    return max(able, key=lambda place: (*worth(place), -place))


def id_columns(table: Table, chosen: int) -> list[int]:
    """Return the columns beside the chosen one that hold ids of genes."""
    found = []
    for place, column in enumerate(table.columns[: table.width]):
        if place == chosen or not column.of:
            continue
        rank = column.place_rank
        looks = sum(text.upper().startswith(("ENSG", "HGNC:")) for text in column.examples)
        if rank in headings.ID_RANKS or looks > len(column.examples) / 2:
            found.append(place)
    return found
