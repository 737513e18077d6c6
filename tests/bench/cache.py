"""Time the cache: calls for one cold key, reads fresh and stale, beside a refresh.

Run: python -m tests.bench.cache
Goals: 2 processes x 8 threads on a cold key make 1 call; a stale read takes 5 ms at the median
while one refresh runs; looking takes 2 ms. The value has the size of 1,200 variants.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from dashboard.upstream.cache import FetchCache
from tests.faults.cache_workers import PATIENCE_S, Place, cold_key
from tests.faults.redis_server import redis_server

VARIANTS = 1_200
READS = 300
KEY = "gnomad:clinvar:STAT3"


def value() -> dict[str, Any]:
    """Return made-up variants with the fields that gnomAD gives for each."""
    return {
        "clinvar_variants": [
            {
                "variant_id": f"17-{42_300_000 + n}-C-T",
                "clinvar_variation_id": str(1_000_000 + n),
                "chrom": "17",
                "pos": 42_300_000 + n,
                "ref": "C",
                "alt": "T",
                "clinical_significance": "Uncertain significance",
                "review_status": "criteria provided, single submitter",
                "gold_stars": n % 5,
                "major_consequence": "missense_variant",
                "hgvsc": f"c.{n}C>T",
                "hgvsp": f"p.Arg{n}Trp",
                "transcript_id": "ENST00000264657",
                "in_gnomad": n % 2 == 0,
            }
            for n in range(VARIANTS)
        ]
    }


def timed(read: Callable[[], object], times: int = READS) -> list[float]:
    """Return the milliseconds that each of many readings takes."""
    elapsed = []
    for _ in range(times):
        start = time.perf_counter()
        read()
        elapsed.append(1_000 * (time.perf_counter() - start))
    return elapsed


def report(name: str, elapsed: list[float]) -> None:
    """Print median and p95 of a series of milliseconds."""
    print(f"  {name:<34} median {median(elapsed):6.2f}  p95 {quantiles(elapsed, n=20)[-1]:6.2f} ms")


def stale_reads(cache: FetchCache, readers: int = 1) -> list[float]:
    """Return the milliseconds of stale reads while one refresh runs."""
    cache.ask(KEY, value, fresh_s=0, wait_s=PATIENCE_S)
    let_go, calls = threading.Event(), 0

    def refresh() -> dict[str, Any]:
        nonlocal calls
        calls += 1
        let_go.wait(PATIENCE_S)
        return value()

    def read() -> None:
        lookup = cache.ask(KEY, refresh, fresh_s=0, wait_s=PATIENCE_S)
        assert lookup.refreshing
        assert lookup.entry is not None

    elapsed: list[float] = []
    threads = [threading.Thread(target=lambda: elapsed.extend(timed(read))) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    let_go.set()
    assert calls == 1
    return elapsed


def measure(place: Place) -> None:
    """Measure one kind of cache."""
    start = time.perf_counter()
    cold_key(place)
    print(f"{'redis' if place.redis_url else 'files'}:")
    print(
        f"  2 processes x 8 threads, cold key: {place.calls()} call "
        f"({time.perf_counter() - start:.1f} s with the processes' start)"
    )
    cache = place.cache()
    cache.ask("hgnc:STAT3", lambda: {"symbol": "STAT3"}, fresh_s=600, wait_s=PATIENCE_S)
    cache.ask(KEY, value, fresh_s=600, wait_s=PATIENCE_S)
    report("look, nothing there", timed(lambda: cache.get("hgnc:none")))
    report("look, small", timed(lambda: cache.get("hgnc:STAT3")))
    report("look, 1,200 variants", timed(lambda: cache.get(KEY)))
    report("stale read beside a refresh", stale_reads(place.cache()))
    report("the same from 8 threads at once", stale_reads(place.cache(), readers=8))


def main() -> None:
    """Measure files and Redis, and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "redis").mkdir()
        measure(Place(folder))
        with redis_server(folder / "redis") as server:
            (folder / "calls.txt").unlink()
            measure(Place(folder, server.url))


if __name__ == "__main__":
    main()
