"""Time the gene index: its start and memory, the picker as one types, resolving.

Run: python tests/bench/genes.py
Goals: picker p95 at most 10 ms; a look-up at most 0.05 ms, also of hostile texts;
start at most 400 ms; at most 25 MB beside the table.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # so that the script runs without an installed package

from dashboard.errors import BadInput  # noqa: E402  # needs the line above
from dashboard.genes.index import GeneIndex  # noqa: E402

QUERIES = 1_000
UNKNOWN = (
    "STTA3",
    "BRCA-1",
    "NOTAGENE",
    "KMT2AA",
    "insulin receptr",
    "TP-53",
    "<script>",
    "x" * 40,
)


HOSTILE = ("A" * 10_000_000, "A-" * 5_000_000, "-" * 200, "STAT3-" * 10, "^" * 60, "(" * 60)


def resident_mb() -> float:
    """Return the resident memory of this process in MB; Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def queries(table: pa.Table) -> list[str]:
    """Return what people look for: coding genes' symbols, old ones, aliases, names, ids."""
    pick = random.Random(44_117)  # the same queries in every run
    genes = [row for row in table.to_pylist() if row["locus_group"] == "protein-coding gene"]
    kinds: tuple[Callable[[dict[str, Any]], str | None], ...] = (
        *([lambda gene: gene["symbol"]] * 5),
        *([lambda gene: pick.choice(gene["aliases"] or [gene["symbol"]])] * 2),
        lambda gene: pick.choice(gene["previous"] or [gene["symbol"]]),
        lambda gene: " ".join(gene["name"].split()[:3]),
        lambda gene: gene["ensembl_id"] or gene["hgnc_id"],
    )
    texts = [str(pick.choice(kinds)(pick.choice(genes))) for _ in range(QUERIES)]
    return [text.lower() if pick.random() < 0.5 else text for text in texts]


def timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the milliseconds that the work takes for each text; a refusal is an answer."""
    elapsed = []
    for text in texts:
        start = perf_counter()
        with suppress(BadInput):
            work(text)
        elapsed.append(1_000 * (perf_counter() - start))
    return elapsed


def looked_up(index: GeneIndex) -> Callable[[str], object]:
    """Return what a list does with each symbol: no nearest symbols are looked for."""
    return lambda text: index.find(text, near=False)


def report(name: str, elapsed: Sequence[float]) -> None:
    """Print the quantiles of a series of milliseconds."""
    p50, p95, p99 = np.percentile(elapsed, [50, 95, 99])
    print(
        f"{name:<28} n {len(elapsed):>6,}  p50 {p50:6.3f}  p95 {p95:6.3f}  "
        f"p99 {p99:6.3f}  max {max(elapsed):6.3f} ms"
    )


def main() -> None:
    """Measure and print."""
    table = pq.read_table(ROOT / "dashboard" / "tables" / "data" / "genes.parquet")
    pa.default_memory_pool().release_unused()  # what reading the table left over is not the index
    before, start = resident_mb(), perf_counter()
    index = GeneIndex(table)
    elapsed = 1_000 * (perf_counter() - start)
    index.search("stat3")
    print(
        f"start {elapsed:.0f} ms; resident memory +{resident_mb() - before:.1f} MB beside the table"
    )
    whole = queries(table)
    typed = [text[:end] for text in whole for end in range(1, len(text) + 1)]
    report("picker, letter by letter", timed(index.search, typed))
    report("resolve", timed(index.resolve, whole))
    report("resolve, unknown", timed(index.resolve, UNKNOWN * 20))
    report("look-up", timed(looked_up(index), whole))
    report("look-up, unknown, hostile", timed(looked_up(index), (*UNKNOWN, *HOSTILE) * 20))


if __name__ == "__main__":
    main()
