"""Time lists of genes on the server: reading, accounting, ranking, statistics, the page's answer.

Run: python -m tests.bench.lists
Goals: 2,000 symbols in 150 ms, 20,000 in 800 ms to the page; a table of 10 MB in 2 s and 200 MB; a
text of words refused after a look at it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter, process_time

from components.gene_list.filling import filling
from dashboard.errors import BadList
from dashboard.export.gene_list import list_text
from dashboard.service import DataService
from dashboard.service.gene_list import ask_list
from dashboard.several.gene_list import records
from dashboard.several.gene_list.reading import read_list
from dashboard.tables.snapshot import Snapshot

SIZES = (100, 1_000, 2_000, 10_000, 20_000)
TURNS = 5


def symbols(service: DataService, size: int) -> list[str]:
    """Return what real lists hold: nine in ten symbols, then old ones, aliases, dates, errors."""
    pick = random.Random(size)
    genes = service.snapshot.table("genes")
    old = genes["previous"].explode().dropna().tolist()
    aliases = genes["aliases"].explode().dropna().tolist()
    own = service.genome_wide("v2.1").data
    assert own is not None
    kinds = [own.table["symbol"].tolist()] * 45 + [old] * 2 + [aliases] * 2
    found = [str(pick.choice(pick.choice(kinds))) for _ in range(size - size // 50)]
    found += [f"{pick.choice(found)}Q" for _ in range(size // 50)]
    pick.shuffle(found)
    return found


def taken(work: Callable[[], object]) -> float:
    """Return the median milliseconds of some turns."""
    times = []
    for _ in range(TURNS):
        start = perf_counter()
        work()
        times.append(1_000 * (perf_counter() - start))
    return median(times)


def page(service: DataService, given: list[str]) -> object:
    """Do what the view's callback does."""
    answer = ask_list(service, given, "v2.1")
    found = answer.loaded.data
    assert found is not None
    rows = records.columns(found.rows)
    asked = {"for": "|||", "symbols": given, "name": None}
    return filling(answer.loaded, answer.origins, answer.methods, rows, [], asked)


def files(service: DataService) -> dict[str, str]:
    """Return what costs most before it is ranked or refused."""
    pick = random.Random(1)
    known = symbols(service, 2_000)
    words = ["".join(pick.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(36_000)]
    rows = (f"{n},{pick.choice(known)},0.5,{words[n % len(words)] * 3}" for n in range(195_000))
    return {
        "words, 255 kB": " ".join(words),
        "words line by line, 255 kB": "\n".join(words),
        "words, 5 MB": "\n".join(words * 5),
        "table, 10 MB": "id,gene,value,text\n" + "\n".join(rows),
    }


def main() -> None:
    """Measure and print."""
    service = DataService(Snapshot())
    page(service, ["STAT3"])
    for name, content in files(service).items():
        before = process_time()
        try:
            said = f"{len(read_list(content, service.index).symbols):,} symbols"
        except BadList as error:
            said = error.message
        print(f"{name}: {process_time() - before:.2f} s of processor; {said}")
    print(f"{'symbols':>8}  {'read':>8}  {'answer':>8}  {'page':>8}  {'CSV':>8}  page, us a symbol")
    for size in SIZES:
        given = symbols(service, size)
        answer = ask_list(service, given, "v2.1")
        found = answer.loaded.data
        assert found is not None
        columns = (
            taken(partial(read_list, "\n".join(given), service.index)),
            taken(partial(ask_list, service, given, "v2.1")),
            taken(partial(page, service, given)),
            taken(partial(list_text, found, answer.origins)),
        )
        shown = "  ".join(f"{milliseconds:5.0f} ms" for milliseconds in columns)
        print(f"{size:>8,}  {shown}  {1_000 * columns[2] / size:8.0f}")


if __name__ == "__main__":
    main()
