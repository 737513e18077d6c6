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
QUOTED = re.compile(r"""(:\s*)?(?<!=)(["'])((?:(?!\2)[^\n\\]){1,200})\2(?=(\s*:)?)""")
RECORDS = re.compile(r"\s*\[?\s*\{\s*\"")
MOST_NAMES = 500
KINDS = ("item", "value", "key")


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

    Of {"set": "A", "genes": ["STAT3"]} those that are genes count: keys, values or the items of
    lists, as `worth` finds most of them in.
    """
    if not BEGINS.match(text[:1_000]):
        return []
    found = [
        (
            number,
            [(_kind(before, behind), word) for before, _, word, behind in QUOTED.findall(line)],
        )
        for number, line in enumerate(text_lines(text), 1)
    ]
    of_kind = {kind: [w for _, words in found for k, w in words if k == kind] for kind in KINDS}
    best = max(KINDS, key=lambda kind: (worth(of_kind[kind][:300]), bool(of_kind[kind])))
    rows = ((number, [word for kind, word in words if kind == best]) for number, words in found)
    return [Line(number, [", ".join(words)]) for number, words in rows if words]


def _kind(before: str, behind: str) -> str:
    return "key" if behind else "value" if before else "item"
