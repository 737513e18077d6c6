"""Lists as programs print or write them: records of JSON, strings of Python, R and their like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from dashboard.several.gene_list.sheet import Line, text_lines

# [1] "STAT3", c("STAT3", x <- c("STAT3", genes = ["STAT3", array(['STAT3', {"STAT3", Index(['
BEGINS = re.compile(
    r"""\s*(?:\[[0-9]+\]\s+["'](?=\S)|(?:[\w.$]{1,60}\s*(?:<-|=)\s*)?(?:[A-Za-z][\w.]{0,30}\s?)?[(\[{])"""
)
QUOTED = re.compile(r"""(?<!=)(["'])((?:(?!\1)[^\n\\]){1,200})\1(\s*:)?""")
RECORDS = re.compile(r"\s*\[?\s*\{\s*\"")
MOST_NAMES = 500


def records(text: str) -> list[Line]:
    """Return objects of JSON, or JSON lines, as a heading and a row each; nothing: it is other.

    Rows are numbered as the objects are.
    """
    if not RECORDS.match(text[:1_000]):
        return []
    try:
        found = json.loads(text)
    except RecursionError:
        return []
    except ValueError:
        found = _json_lines(text)
    objects = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not objects or len(objects) != len(found):
        return []
    names = list(dict.fromkeys(name for one in objects[:100] for name in one))[:MOST_NAMES]
    rows = [[_cell(one.get(name)) for name in names] for one in objects]
    return [Line(0, names), *(Line(number, cells) for number, cells in enumerate(rows, 1))]


def _json_lines(text: str) -> list[object]:
    try:
        return [json.loads(line) for line in text_lines(text) if line.strip()]
    except (ValueError, RecursionError):
        return []


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(_cell, value[:100]))
    return "" if value is None else str(value)[:1_000]


def strings(text: str, worth: Callable[[Sequence[str]], int]) -> list[Line]:
    """Return the strings of code, line by line; nothing: the text is no code.

    Of pairs such as {"up": ["STAT3"]} those that are genes count: keys or values, as `worth`
    finds more of them in.
    """
    if not BEGINS.match(text[:1_000]):
        return []
    lines = text_lines(text)
    found = [(n, QUOTED.findall(line)) for n, line in enumerate(lines, 1)]
    values = [word for _, words in found for _, word, colon in words if not colon]
    keys = [word for _, words in found for _, word, colon in words if colon]
    if not values and not keys:
        return []
    by_key = worth(keys[:300]) > worth(values[:300])
    rows = ((n, [word for _, word, colon in words if bool(colon) == by_key]) for n, words in found)
    return [Line(n, [", ".join(words)]) for n, words in rows if words]
